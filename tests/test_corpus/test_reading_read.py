import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableDocument
from corpus.model import Document
from corpus.reading import load_document, office, read_document
from corpus.reading.options import MAX_BYTES, ReadingOptions
from corpus.reading.read import _READERS
from corpus.reading.sniff import MediaType, sniff

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _check(document: Document) -> None:
    position = 0
    for block in document.blocks:
        assert position <= block.source.start <= block.source.end <= len(document.text)
        position = inner = block.source.start
        for cell in block.cells:
            assert (cell.source is None) == (cell.merged is not None)
            if cell.source is not None:
                assert inner <= cell.source.start <= cell.source.end <= block.source.end
                inner = cell.source.end
        position = block.source.end
    document.text.encode("utf-8")


def _outcome(data: bytes) -> Document | UnreadableDocument:
    try:
        return read_document(data, "a")
    except UnreadableDocument as error:
        return error


def _read_or_refuse(data: bytes) -> None:
    first, second = _outcome(data), _outcome(data)
    if isinstance(first, Document):
        _check(first)
        assert first == second
    else:
        assert first.code.isupper()
        assert first.message.endswith(".")


@cache
def _pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.grid([60, 150, 300], [600, 640, 680])
    for place, text in enumerate(["KE HOACH", "Noi dung thuc hien"]):
        canvas.drawString(72, 780 - 20 * place, text)
    canvas.drawString(64, 660, "TT")
    canvas.drawString(154, 660, "Noi dung")
    canvas.save()
    return out.getvalue()


def _zip(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", content)
    return out.getvalue()


XML = (
    f"<w:document {W}><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p><w:tbl><w:tr>"
    "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p>"
    '</w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>'
).encode()
EDITS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 8), st.binary(max_size=8)), max_size=8)


def _edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, new in edits:
        at = place % len(data)
        data = data[:at] + new + data[at + length :]
    return data


@pytest.fixture(scope="module", autouse=True)
def _without_libreoffice() -> Iterator[None]:
    """Starting it for each of some hundred broken files takes minutes; test_reading_office.py gives it some."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "find_office", lambda: None)
        yield


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_the_one_error(data: bytes) -> None:
    _read_or_refuse(data)


@given(
    st.sampled_from([b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-1.4\n", b"{\\rtf", b"\xd0\xcf\x11\xe0"]),
    st.binary(),
)
def test_any_bytes_behind_a_known_mark_give_a_document_or_the_one_error(mark: bytes, data: bytes) -> None:
    _read_or_refuse(mark + data)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_kept_as_found(text: str) -> None:
    try:
        document = read_document(text.encode(), "a")
    except UnreadableDocument:
        return
    _check(document)
    if document.media_type == MediaType.TEXT and not document.problems:  # not decoded from an old encoding
        assert document.text == text.removeprefix("\ufeff")


@settings(max_examples=40, deadline=None)
@given(EDITS)
def test_a_damaged_pdf_gives_a_document_or_the_one_error(edits: list[tuple[int, int, bytes]]) -> None:
    _read_or_refuse(_edited(_pdf(), edits))


@given(EDITS, EDITS)
def test_a_damaged_docx_gives_a_document_or_the_one_error(
    inside: list[tuple[int, int, bytes]], outside: list[tuple[int, int, bytes]]
) -> None:
    _read_or_refuse(_zip(_edited(XML, inside)))
    _read_or_refuse(_edited(_zip(XML), outside))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("Số 1".encode(), MediaType.TEXT),
        (_pdf(), MediaType.PDF),
        (b"\n\n" + _pdf(), MediaType.PDF),
        (_zip(XML), MediaType.DOCX),
        ("<html><p>Kế hoạch".encode(), MediaType.HTML),
    ],
    ids=["text", "pdf", "pdf after blanks", "docx", "html"],
)
def test_the_kind_is_told_from_the_content_whatever_the_name(data: bytes, kind: MediaType) -> None:
    assert sniff(data) is kind
    assert read_document(data, "C:\\kế hoạch\\anh.png").media_type == kind
    assert read_document(data, "C:\\kế hoạch\\anh.png").name == "anh.png"


def _office(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "<a/>")
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY_FILE"),
        (_office("ppt/presentation.xml"), "FORMAT_NOT_SUPPORTED"),
        (_office("a.docx"), "ARCHIVE_OF_FILES"),
        (_office("word/document.xml"), "DOCX_DAMAGED"),
        (_office("xl/workbook.xml"), "NO_TEXT"),
        (b"PK\x03\x04", "ZIP_DAMAGED"),
        (OLE + bytes(600), "DOC_DAMAGED"),
        (b"GIF89a123", "FORMAT_NOT_SUPPORTED"),
        (b"\x7fELF\x00\x01", "UNKNOWN_FORMAT"),
        (b"<html><p>&nbsp;<hr>", "NO_TEXT"),
    ],
)
def test_other_kinds_are_refused_with_advice(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.docx")
    assert caught.value.code == code
    assert "hãy" in caught.value.message


def test_every_kind_that_can_be_told_has_a_reader() -> None:
    assert set(_READERS) == set(MediaType)


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(b"a" * (MAX_BYTES + 1), "a")
    assert caught.value.code == "FILE_TOO_LARGE"
    with pytest.raises(UnreadableDocument, match="1 MB"):
        read_document(b"a" * (2**20 + 1), "a", ReadingOptions(max_bytes=2**20))


def test_a_file_is_loaded_by_its_path_and_a_missing_one_named_without_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.pdf"
    path.write_text("Kế hoạch năm", "utf-8")
    assert load_document(path) == read_document("Kế hoạch năm".encode(), "kế hoạch.pdf")
    with pytest.raises(UnreadableDocument) as caught:
        load_document(tmp_path / "không có.txt")
    assert caught.value.code == "FILE_NOT_READABLE"
    assert str(tmp_path) not in caught.value.message


@pytest.mark.skipif(not SHARED.is_dir(), reason="no real plans beside the repository: their reading is unchecked")
def test_every_real_plan_is_read_with_sound_ranges() -> None:
    outcomes = {path.name: _outcome(path.read_bytes()) for path in sorted(SHARED.glob("plans/*/*.txt"))}
    refused = {name: outcome.code for name, outcome in outcomes.items() if isinstance(outcome, UnreadableDocument)}
    assert refused == {}
    for outcome in outcomes.values():
        if isinstance(outcome, Document):
            _check(outcome)
            assert outcome.blocks
