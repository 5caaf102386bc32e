"""Zip packages: bombs, lies in the directory, entries without end, and the packages of Office around them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

PLAN = "Kế hoạch đánh giá nội bộ năm 2024 của Sở"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_PART = "word/document.xml"
SHEET_PART = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OPENXML = "application/vnd.openxmlformats-officedocument"
_MEGABYTE = 1024 * 1024
_DATE = (1980, 1, 1, 0, 0, 0)


def package(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Packs ``parts`` in order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = method
            archive.writestr(entry, content)
    return buffer.getvalue()


def _types(part: str, kind: str) -> str:
    override = f'<Override PartName="/{part}" ContentType="{_OPENXML}.{kind}.main+xml"/>'
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_TYPES}">{rels}{default}{override}</Types>'


def _relation(target: str, kind: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE_REL}"><Relationship Id="rId1" Type="{_REL}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def paragraph(text: str = PLAN) -> str:
    """Returns a Word paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def document_xml(body: str, doctype: str = "") -> str:
    """Returns the main part of a Word file."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}'
    return f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def docx(main: str | bytes, more: Mapping[str, bytes | str] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Returns a Word file with ``main`` as its main part."""
    kind = "wordprocessingml.document"
    parts = {"[Content_Types].xml": _types(WORD_PART, kind), "_rels/.rels": _relation(WORD_PART, "officeDocument")}
    return package({**parts, WORD_PART: main, **(more or {})}, method)


def plain_docx(body: str | None = None) -> bytes:
    """Returns a sound Word file."""
    return docx(document_xml(paragraph() if body is None else body))


def sheet_xml(rows: str, doctype: str = "", more: str = "", dimension: str = "A1:B2") -> str:
    """Returns a sheet."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<worksheet xmlns="{_MAIN}"><dimension ref="{dimension}"/>'
    return f"{head}<sheetData>{rows}</sheetData>{more}</worksheet>"


def row_xml(number: int = 1, text: str = PLAN) -> str:
    """Returns a row with a number and a text."""
    return (
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>'
        f'<c r="B{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'
    )


def xlsx(sheet: str | bytes, *, sheets: bool = True) -> bytes:
    """Returns a workbook of one sheet, or of none."""
    entry = '<sheet name="KH" sheetId="1" r:id="rId1"/>' if sheets else ""
    return package(
        {
            "[Content_Types].xml": _types("xl/workbook.xml", "spreadsheetml.sheet").replace(
                "</Types>",
                f'<Override PartName="/{SHEET_PART}" ContentType="{_OPENXML}.spreadsheetml.worksheet+xml"/></Types>',
            ),
            "_rels/.rels": _relation("xl/workbook.xml", "officeDocument"),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{entry}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relation("worksheets/sheet1.xml", "worksheet"),
            SHEET_PART: sheet,
        }
    )


def odt(content: str, manifest: str = "") -> bytes:
    """Returns an OpenDocument text."""
    kind = "application/vnd.oasis.opendocument.text"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = f'<manifest:manifest xmlns:manifest="{space}">{entry}{manifest}</manifest:manifest>'
    return package({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": listed})


def odt_xml(text: str, doctype: str = "") -> str:
    """Returns the content of an OpenDocument text."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0" office:version="1.2"'
    inner = f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body>"
    return f'<?xml version="1.0"?>{doctype}<office:document-content {spaces}>{inner}</office:document-content>'


def blanks(megabytes: int) -> bytes:
    """Returns a deflate stream that inflates to so many megabytes of spaces."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b" " * _MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * megabytes + packer.flush(zlib.Z_FINISH)


def bomb(parts: Mapping[str, bytes | str], name: str, megabytes: int, said: int | None = None) -> bytes:
    """Returns a package whose part ``name`` inflates to so many megabytes; the directory may say another size."""
    size = megabytes * _MEGABYTE if said is None else said
    stored = [(part, content.encode() if isinstance(content, str) else content) for part, content in parts.items()]
    entries = [(part, content, 0, len(content), zlib.crc32(content)) for part, content in stored]
    return _packed([*entries, (name, blanks(megabytes), 8, size, 0)])


def _packed(entries: list[tuple[str, bytes, int, int, int]]) -> bytes:
    """Writes a zip by hand from (name, packed content, method, size said, checksum)."""
    body, directory = bytearray(), bytearray()
    for name, packed, method, size, check in entries:
        encoded = name.encode()
        fields = struct.pack("<5H3I2H", 20, 0x800, method, 0, 0x21, check, len(packed), size, len(encoded), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields
        directory += struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + encoded
        body += b"PK\x03\x04" + fields + encoded + packed
    count = min(len(entries), 0xFFFF)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory) + end


def many_entries(count: int) -> bytes:
    """Returns a zip of so many empty files."""
    return _packed([(f"{index}.txt", b"", 0, 0, 0) for index in range(count)])


def word_bomb(megabytes: int, said: int | None = None) -> bytes:
    """Returns a Word file whose main part inflates to so many megabytes."""
    return bomb({"[Content_Types].xml": _types(WORD_PART, "wordprocessingml.document")}, WORD_PART, megabytes, said)


def sheet_bomb(megabytes: int) -> bytes:
    """Returns a workbook whose sheet inflates to so many megabytes."""
    with zipfile.ZipFile(io.BytesIO(xlsx(""))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name != SHEET_PART}
    return bomb(parts, SHEET_PART, megabytes)


def nested_bomb(depth: int = 5, width: int = 10) -> bytes:
    """Returns a zip of zips of zips, whose innermost files inflate to 10 MB each (``width ** depth`` of them)."""
    data = bomb({}, "a.txt", 10)
    for _ in range(depth):
        data = package({f"{index}.zip": data for index in range(width)})
    return data


def overlapping(count: int = 4000) -> bytes:
    """Returns a zip whose entries all point at the same 50 MB, so that a small file promises 200 GB."""
    one = _packed([("0.txt", blanks(50), 8, 50 * _MEGABYTE, 0)])
    at = one.index(b"PK\x01\x02")
    header, end = one[at : one.rindex(b"PK\x05\x06")], one[one.rindex(b"PK\x05\x06") :]
    directory = b"".join(header[:-5] + f"{index:05}"[-5:].encode() for index in range(count))
    fields = struct.pack("<4H2IH", 0, 0, count, count, len(directory), at, 0)
    return one[:at] + directory + end[:4] + fields


def flagged(data: bytes) -> bytes:
    """Returns the zip ``data`` with every entry said to be encrypted."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def zip64(data: bytes) -> bytes:
    """Returns the zip ``data`` with the end records of a zip64 in front of its own."""
    at = data.rindex(b"PK\x05\x06")
    _, _, _, count, total, size, start, _ = struct.unpack("<4s4H2IH", data[at : at + 22])
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, total, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:at] + record + locator + end
