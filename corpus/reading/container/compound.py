"""Compound files, the boxes of Office before 2007 (.doc, .xls, .ppt): the streams at the top, and their first bytes.

Only the top of the directory counts: a Word file may hold a whole workbook inside. Structure: MS-CFB, sections 2.2-2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_SHIFTS = (9, 12)  # sectors of 512 bytes (version 3) or 4,096 (version 4)
_MINI_SHIFT = 6
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers are marks: end of chain, free, no entry
_NO_ENTRY = 0xFFFFFFFF
_HEADER_DIFAT = 109
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    neighbours: tuple[int, int]
    child: int
    start: int
    size: int


class Compound:
    """An open compound file.

    Args:
        data: the whole file.

    Raises:
        ValueError: the structure is broken.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER_BYTES or not data.startswith(OLE_MAGIC):
            raise ValueError("no compound file header")
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in _SHIFTS:
            raise ValueError("unknown sector size")
        directory, _, self._mini_below, mini_table = struct.unpack_from("<I4sII", data, 48)
        self._data, self._sector = data, 1 << shift
        self._table = self._read_table()
        raw = b"".join(self._chain(directory))
        entries = [_entry(raw[at : at + _ENTRY_BYTES]) for at in range(0, len(raw) - _ENTRY_BYTES + 1, _ENTRY_BYTES)]
        if not entries or entries[0].kind != _ROOT:
            raise ValueError("no root entry")
        self._root = entries[0]
        self._mini_table = _numbers(b"".join(self._chain(mini_table)))
        self._streams: Mapping[str, _Entry] = {
            entry.name: entry for entry in _siblings(entries, self._root.child) if entry.kind == _STREAM
        }

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams at the top."""
        return frozenset(self._streams)

    def head(self, name: str, length: int) -> bytes:
        """Returns up to ``length`` first bytes of the top stream ``name``, fewer where the file is cut off."""
        entry = self._streams[name]
        wanted = min(length, entry.size)
        pieces = self._mini_chain(entry.start) if entry.size < self._mini_below else self._chain(entry.start)
        found = b""
        for piece in pieces:
            found += piece
            if len(found) >= wanted:
                break
        return found[:wanted]

    def _read_table(self) -> tuple[int, ...]:
        """Reads the sector allocation table through its list of sectors, whose rest stands in sectors of its own."""
        listed = list(struct.unpack_from(f"<{_HEADER_DIFAT}I", self._data, 76))
        (following,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while following < _LAST_SECTOR and following not in seen:
            seen.add(following)
            numbers = _numbers(self._at(following))
            if not numbers:
                break
            listed += numbers[:-1]
            following = numbers[-1]
        return _numbers(b"".join(self._at(number) for number in dict.fromkeys(listed) if number < _LAST_SECTOR))

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, number: int) -> Iterator[bytes]:
        for place in _follow(self._table, number):
            yield self._at(place)

    def _mini_chain(self, number: int) -> Iterator[bytes]:
        container = b"".join(self._chain(self._root.start))
        for place in _follow(self._mini_table, number):
            yield container[place << _MINI_SHIFT : (place + 1) << _MINI_SHIFT]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _follow(table: tuple[int, ...], number: int) -> Iterator[int]:
    """Yields the sectors of a chain; a loop or a number beyond the table ends it."""
    seen: set[int] = set()
    while number < len(table) and number not in seen:
        seen.add(number)
        yield number
        number = table[number]


def _entry(raw: bytes) -> _Entry:
    name, length, kind, _, left, right, child = struct.unpack_from("<64sHBBIII", raw)
    start, size = struct.unpack_from("<II", raw, 116)
    return _Entry(name[: max(0, length - 2)].decode("utf-16-le", "replace"), kind, (left, right), child, start, size)


def _siblings(entries: list[_Entry], number: int) -> Iterator[_Entry]:
    """Yields the entries of one storage: a tree whose branches are its neighbours."""
    waiting, seen = [number], set[int]()
    while waiting:
        number = waiting.pop()
        if number == _NO_ENTRY or number >= len(entries) or number in seen:
            continue
        seen.add(number)
        yield entries[number]
        waiting.extend(entries[number].neighbours)
