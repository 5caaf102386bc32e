import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.reading import read_document
from corpus.reading.container.compound import OLE_MAGIC, Compound
from corpus.reading.sniff import MediaType, sniff

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "iso-files"
ODF = "application/vnd.oasis.opendocument."


def _zip(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _entry(name: str, kind: int, *, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IIi", start, size, 0)


def _compound(streams: dict[str, bytes], inner: dict[str, bytes] | None = None) -> bytes:
    """Writes a compound file (MS-CFB, version 3): ``streams`` at the top, ``inner`` in a storage below."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    inner = inner or {}
    contents = [content + bytes(max(4096 - len(content), -len(content) % 512)) for content in streams.values()]
    contents += [content + bytes(max(4096 - len(content), -len(content) % 512)) for content in inner.values()]
    entries = 1 + len(contents) + 1
    first = 1 + -(-entries // 4)  # sector 0 is the table, then the directory
    starts = [first + sum(len(content) // 512 for content in contents[:at]) for at in range(len(contents))]
    table = [0xFFFFFFFD, *range(2, first), end]
    for start, content in zip(starts, contents, strict=True):
        table += [*range(start + 1, start + len(content) // 512), end]
    storage = 1 + len(streams)
    names = [*streams, "ObjectPool", *inner]
    directory = _entry("Root Entry", 5, right=none, child=1, start=end, size=0)
    for number, name in enumerate(names, start=1):
        is_storage = number == storage
        at = number - 1 - (number > storage)
        last = number in (storage, len(names))
        directory += _entry(
            name,
            1 if is_storage else 2,
            right=none if last else number + 1,
            child=number + 1 if is_storage and inner else none,
            start=0 if is_storage else starts[at],
            size=0 if is_storage else len(contents[at]),
        )
    header = OLE_MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff") + directory.ljust((first - 1) * 512, b"\0")
    return header + sectors + b"".join(contents)


FIB = b"\xec\xa5\xc1\x00" + bytes(6)
MANIFEST = '<manifest><file-entry full-path="content.xml">{}</file-entry></manifest>'
MHTML = "From: <Saved>\r\nSubject: a\r\n b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (_zip({"[Content_Types].xml": "", "word/document2.xml": ""}), MediaType.DOCX),
        (_zip({"[Content_Types].xml": "", "xl/workbook.xml": ""}), MediaType.XLSX),
        (_zip({"xl/workbook.bin": ""}), MediaType.XLS),
        (_zip({"mimetype": f"{ODF}text", "content.xml": ""}), MediaType.ODT),
        (_zip({"mimetype": f"{ODF}text-template", "content.xml": ""}), MediaType.ODT),
        (_zip({"mimetype": f"{ODF}spreadsheet", "META-INF/manifest.xml": MANIFEST.format("")}), MediaType.ODS),
        (_zip({"content.xml": "", "META-INF/manifest.xml": f'<a media-type="{ODF}text"/>'}), MediaType.ODT),
        (_zip({"a/word/document.xml": "", "b.docx": b"PK"}), MediaType.ZIP),
        (_zip({"a.pdf": b"%PDF-1.4 startxref"}, zipfile.ZIP_STORED), MediaType.ZIP),
        (_zip({}), MediaType.ZIP),
        (_compound({"WordDocument": FIB + b"\0\0", "1Table": b""}), MediaType.DOC),
        (_compound({"WordDocument": FIB + b"\0\0"}, {"Workbook": b"a"}), MediaType.DOC),
        (_compound({"Workbook": b""}, {"WordDocument": b"a"}), MediaType.XLS),
        (_compound({"Book": b""}), MediaType.XLS),
        (b"{\\rtf1 abc}", MediaType.RTF),
        (b"\xff\xd8\xff\xe0", MediaType.JPEG),
        (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
        (b"II*\x00\x08", MediaType.TIFF),
        (b"MM\x00+\x00\x08", MediaType.TIFF),
        (b"\n<!DOCTYPE HTML><p>abc", MediaType.HTML),
        (b"\xef\xbb\xbf<html><body>", MediaType.HTML),
        (b'<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<html xmlns="x">', MediaType.HTML),
        ('<html xmlns:o="urn">Kế hoạch'.encode("utf-16"), MediaType.HTML),
        ("<HTML><p>Kế hoạch năm".encode("utf-16-le"), MediaType.HTML),
        (b"<table border=1><tr><td>K\xd5 ho\xb9ch</table>", MediaType.HTML),
        (MHTML.encode(), MediaType.HTML),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', MediaType.DOC),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>', MediaType.XLS),
        (f'<?xml version="1.0"?><office:document a="b" office:mimetype="{ODF}text">'.encode(), MediaType.ODT),
        (f'<office:document a="b" office:mimetype="{ODF}spreadsheet">'.encode(), MediaType.ODS),
        ("<Kính gửi> các đơn vị".encode(), MediaType.TEXT),
        ("MIME-Version là gì".encode(), MediaType.TEXT),
        ("BM.01 Biểu mẫu kế hoạch".encode(), MediaType.TEXT),
        ("Kế hoạch năm".encode("utf-16-le"), MediaType.TEXT),
        ("Kế hoạch năm".encode("utf-32"), MediaType.TEXT),
        (b"PK kh\xf4ng ph\xe3i t\xc7p n\xd0n", MediaType.TEXT),
        ("## Mục tiêu\n\n**Căn cứ** `a`\n\n## Nhiệm vụ\n\n**Một** và **hai**\n".encode(), MediaType.MARKDOWN),
        ('<p align="center">\n\n## Mục tiêu\n\n## Nhiệm vụ\n\n**Một**, **hai**, **ba**\n'.encode(), MediaType.MARKDOWN),
    ],
)
def test_a_format_is_told_from_the_content(data: bytes, kind: MediaType) -> None:
    assert sniff(data) is kind


def _code(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableDocument) as caught:
        sniff(data)
    assert caught.value.message.endswith(".")
    assert "hãy" in caught.value.message
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>\x00", "UNKNOWN_FORMAT"),
        (b"GIF89a\x01", "FORMAT_NOT_SUPPORTED"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "FORMAT_NOT_SUPPORTED"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "FORMAT_NOT_SUPPORTED"),
        (b"\0\0\0\x18ftypheic\0", "FORMAT_NOT_SUPPORTED"),
        (b"Rar!\x1a\x07\x01\0", "FORMAT_NOT_SUPPORTED"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "FORMAT_NOT_SUPPORTED"),
        (b"\x1f\x8b\x08\0", "FORMAT_NOT_SUPPORTED"),
        (_zip({"ppt/presentation.xml": ""}), "FORMAT_NOT_SUPPORTED"),
        (_zip({"mimetype": f"{ODF}presentation"}), "FORMAT_NOT_SUPPORTED"),
        (_compound({"PowerPoint Document": b""}), "FORMAT_NOT_SUPPORTED"),
        (_compound({"Catalog": b""}), "FORMAT_NOT_SUPPORTED"),
        (b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n", "FORMAT_NOT_SUPPORTED"),
        (_compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "DOCX_ENCRYPTED"),
        (_compound({"WordDocument": FIB + b"\x00\x01"}), "DOC_ENCRYPTED"),
        (
            _zip({"mimetype": f"{ODF}text", "META-INF/manifest.xml": MANIFEST.format("<m:encryption-data/>")}),
            "ODT_ENCRYPTED",
        ),
        (
            _zip({"mimetype": f"{ODF}spreadsheet", "META-INF/manifest.xml": MANIFEST.format("<m:encryption-data/>")}),
            "ODS_ENCRYPTED",
        ),
        (b"PK\x03\x04", "ZIP_DAMAGED"),
        (OLE_MAGIC + bytes(600), "DOC_DAMAGED"),
        (OLE_MAGIC, "DOC_DAMAGED"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_code_and_advice(data: bytes, code: str) -> None:
    assert _code(data)[0] == code


@pytest.mark.parametrize(
    ("parts", "code", "program"),
    [
        (("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "DOCX_DAMAGED", "Word"),
        (("[Content_Types].xml", "xl/workbook.xml"), "XLSX_DAMAGED", "Excel"),
        (("mimetype", "content.xml"), "ODT_DAMAGED", "LibreOffice"),
        (("kế hoạch.pdf", "word/document.xml"), "ZIP_DAMAGED", "nén lại"),
    ],
)
def test_a_zip_that_was_cut_off_is_named_for_what_it_was(parts: tuple[str, ...], code: str, program: str) -> None:
    data = _zip({name: hashlib.sha512(name.encode()).digest() * 8 for name in parts}, zipfile.ZIP_STORED)
    found, message = _code(data[: len(data) - 200])
    assert found == code
    assert program in message


def test_streams_are_found_at_the_top_only_and_their_beginning_is_read() -> None:
    compound = Compound(_compound({"WordDocument": b"abc" + bytes(9000)}, {"Workbook": b"x"}))
    assert compound.names == {"WordDocument"}
    assert compound.head("WordDocument", 5) == b"abc\0\0"
    assert compound.head("WordDocument", 100_000) == (b"abc" + bytes(9000)).ljust(18 * 512, b"\0")


@pytest.mark.skipif(not FILES.is_dir(), reason="no real .doc beside the repository: a file of Word is not opened")
def test_the_streams_of_a_real_word_file_are_found() -> None:
    compound = Compound((FILES / "001.doc").read_bytes())
    assert {"WordDocument", "1Table", "\x05SummaryInformation"} <= compound.names
    assert compound.head("WordDocument", 2) == b"\xec\xa5"


@given(st.binary(max_size=2000), st.integers(0, 3000))
def test_a_damaged_compound_file_is_told_or_refused_but_never_fails_otherwise(noise: bytes, place: int) -> None:
    data = _compound({"WordDocument": FIB + b"\0\0"})
    data = data[:place] + noise + data[place + len(noise) :]
    try:
        kind = sniff(data)
    except UnreadableDocument as error:
        kind = error.code
    assert kind in {*MediaType, "DOC_DAMAGED", "DOC_ENCRYPTED", "FORMAT_NOT_SUPPORTED", "UNKNOWN_FORMAT", "EMPTY_FILE"}


def test_a_document_is_read_whatever_its_name_says() -> None:
    assert read_document("Số 1".encode(), "a.docx").media_type == "text/plain"
