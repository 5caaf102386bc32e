"""Compound files (MS-CFB, version 3) written by hand: encrypted, cut off, with streams of other programs."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST = 4096  # shorter streams would stand in the mini stream
# FibBase (MS-DOC 2.5.2): the mark of Word, nFib, and the flags; fEncrypted is 0x0100.
_FIB = struct.pack("<5H", 0xA5EC, 0x00C1, 0, 0x0409, 0) + struct.pack("<H", 0x0100)
# BIFF8: beginning of file, then FILEPASS (MS-XLS 2.4.117) with 50 bytes of key.
_BOF = struct.pack("<2H4H2I", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
_FILEPASS = struct.pack("<3H", 0x002F, 54, 1) + struct.pack("<2H", 1, 1) + bytes(48)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Returns a compound file with ``streams`` at its top, each padded to 4,096 bytes."""
    padded = {name: content + bytes(-len(content) % _SECTOR) for name, content in streams.items()}
    padded = {name: content + bytes(max(0, _LEAST - len(content))) for name, content in padded.items()}
    table: list[int] = [_FAT, _END]  # sector 0 is the table, 1 and on the directory
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if padded else _FREE)]
    slots = -(-(len(padded) + 1) // 4)
    table[1:] = [*range(2, slots + 1), _END]
    body = b""
    for index, (name, content) in enumerate(padded.items(), start=1):
        start, count = len(table), len(content) // _SECTOR
        table += [*range(start + 1, start + count), _END]
        right = index + 1 if index < len(padded) else _FREE
        entries.append(_entry(name, 2, start, len(content), right=right))
        body += content
    entries += [bytes(64) + bytes(4) + struct.pack("<3I", _FREE, _FREE, _FREE) + bytes(48)] * (slots * 4 - len(entries))
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    return head + struct.pack(f"<{len(table)}I", *table) + b"".join(entries) + body


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3I", _FREE, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def encrypted_doc() -> bytes:
    """Returns a Word 97 file that says it is encrypted."""
    return compound({"WordDocument": _FIB + bytes(2000), "1Table": bytes(100)})


def encrypted_docx() -> bytes:
    """Returns the box in which Office keeps an encrypted .docx or .xlsx."""
    return compound({"EncryptionInfo": bytes(8), "EncryptedPackage": bytes(range(256)) * 20})


def encrypted_xls() -> bytes:
    """Returns a workbook of Excel 97 that asks for a password."""
    return compound({"Workbook": _BOF + _FILEPASS + bytes(2000)})


def looped() -> bytes:
    """Returns a compound file whose directory runs in a circle; it holds nothing of Office."""
    data = bytearray(compound({"Contents": bytes(4096)}))
    struct.pack_into("<I", data, _SECTOR + 4, 1)
    return bytes(data)
