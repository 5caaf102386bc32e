import io
import os
import socket
import struct
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest

import corpus
from corpus.errors import UnreadableDocument
from corpus.model import BlockKind
from corpus.reading import office, read_document
from corpus.reading.builder import Reading
from corpus.reading.container.archive import MAX_PART_BYTES
from corpus.reading.container.compound import OLE_MAGIC
from corpus.reading.container.package import is_encrypted_workbook
from corpus.reading.office import read_office_text, read_office_workbook
from corpus.reading.tools import find_office
from corpus.reading.word.docx import read_docx
from corpus.reading.workbook.reader import read_workbook

SAMPLE = Path(corpus.__file__).parent / "samples" / "plans" / "so-noi-vu-2024.docx"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "iso-files"
ODF = "application/vnd.oasis.opendocument.text"
needs_office = pytest.mark.skipif(
    find_office() is None, reason="LibreOffice is not installed: .doc, .odt, .rtf, .xls and .ods are not read"
)


@pytest.fixture(scope="module")
def save_as(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], bytes]:
    """Saves a file in another format with LibreOffice."""
    folder = tmp_path_factory.mktemp("office")

    @cache
    def save(path: Path, suffix: str) -> bytes:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            str(find_office()),
            profile,
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(folder),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / f"{path.stem}.{suffix}").read_bytes()

    return save


def _said(reading: Reading) -> list[str | list[str | None]]:
    return [
        [reading.text[cell.source.start : cell.source.end] if cell.source else cell.merged for cell in block.cells]
        if block.kind is BlockKind.ROW
        else reading.text[block.source.start : block.source.end]
        for block in reading.blocks
    ]


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_a_plan_reads_the_same_in_every_format_of_a_word_processor(
    suffix: str, save_as: Callable[[Path, str], bytes]
) -> None:
    reading = read_office_text(save_as(SAMPLE, suffix))
    assert _said(reading) == _said(read_docx(SAMPLE.read_bytes()))
    assert not reading.wrapped


DELETED = (
    '<w:p {0}><w:r><w:t>Giữ</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>XÓA</w:delText></w:r></w:del></w:p>'
)


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_tracked_deletions_do_not_come_back(suffix: str, tmp_path: Path, save_as: Callable[[Path, str], bytes]) -> None:
    document = docx.Document()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph = docx.oxml.parse_xml(DELETED.format(f'xmlns:w="{name}"'))
    document.element.body.insert(0, paragraph)
    path = tmp_path / "sửa.docx"
    document.save(str(path))
    assert read_office_text(save_as(path, suffix)).text == "Giữ"


@needs_office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_workbook_reads_the_same_in_every_format(
    suffix: str, tmp_path: Path, save_as: Callable[[Path, str], bytes]
) -> None:
    workbook = openpyxl.Workbook()
    for row in (["KẾ HOẠCH"], ["TT", "Nội dung", "Hạn"], [1, "Rà soát", 45357], [2, None, 45358], [3, "Họp", 45359]):
        workbook.active.append(row)
    workbook.active.merge_cells("A1:C1")
    workbook.active.merge_cells("B3:B4")
    for cell in ("C3", "C4", "C5"):
        workbook.active[cell].number_format = "dd/mm/yyyy"
    workbook.active.row_dimensions[5].hidden = True
    path = tmp_path / "bảng.xlsx"
    workbook.save(path)
    reading = read_office_workbook(save_as(path, suffix))
    expected = read_workbook(path.read_bytes())
    assert _said(reading) == _said(expected)
    assert _said(expected)[2:] == [["1", "Rà soát", "06/03/2024"], ["2", "above", "07/03/2024"]]
    assert [problem.code for problem in reading.problems] == ["HIDDEN_CELLS"]


def _odt(body: str, **parts: bytes) -> bytes:
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0" xmlns:d="{oasis}:drawing:1.0"'
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    body = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    entries = f'<m:file-entry m:full-path="/" m:media-type="{ODF}"/>'
    entries += '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
    manifest = f'<m:manifest xmlns:m="{oasis}:manifest:1.0">{entries}</m:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODF, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, data in parts.items():
            archive.writestr(f"{name}.xml", data)
    return out.getvalue()


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was asked there."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(connection.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], asked
        stop.set()
        thread.join()


@needs_office
def test_linked_pictures_and_files_are_not_fetched(listener: tuple[int, list[bytes]], tmp_path: Path) -> None:
    port, asked = listener
    (tmp_path / "bí mật.txt").write_text("MẬT", "utf-8")
    link = (tmp_path / "bí mật.txt").as_uri()
    section = (
        f'<text:section text:name="S"><text:section-source xlink:href="{link}"/><text:p>cũ</text:p></text:section>'
    )
    frame = f'<d:frame d:name="i"><d:image xlink:href="http://127.0.0.1:{port}/a.png" xlink:type="simple"/></d:frame>'
    reading = read_office_text(_odt(f"<text:p>Trước {frame}</text:p>{section}<text:p>Sau</text:p>"))
    assert [line.strip() for line in reading.text.split("\n")] == ["Trước", "cũ", "Sau"]
    assert asked == []


def _code(read: Callable[[bytes], Reading], data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert "hãy" in caught.value.message
    return caught.value.code


@needs_office
def test_a_damaged_file_is_refused(save_as: Callable[[Path, str], bytes]) -> None:
    assert _code(read_office_text, save_as(SAMPLE, "rtf")[:3000]) == "OFFICE_FAILED"


def _encrypted_xls() -> bytes:
    """A compound file of one stream that begins with the records BOF and FilePass (MS-XLS)."""
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    stream = bof + struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(range(48))  # RC4 with a salt and a verifier
    stream = stream.ljust(4096, b"\0")
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = OLE_MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack("<10I", 0xFFFFFFFD, end, *range(3, 10), end).ljust(512, b"\xff")
    directory = b""
    for name, kind, child, start, size in (("Root Entry", 5, 1, end, 0), ("Workbook", 2, none, 2, 4096)):
        raw = name.encode("utf-16-le")
        entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, none, none, child)
        directory += entry.ljust(116, b"\0") + struct.pack("<IIi", start, size, 0)
    return header + table + directory.ljust(512, b"\0") + stream


@needs_office
def test_an_encrypted_old_workbook_is_told_from_a_damaged_one() -> None:
    assert _code(read_office_workbook, _encrypted_xls()) == "XLS_ENCRYPTED"
    assert not is_encrypted_workbook(
        _encrypted_xls().replace(struct.pack("<HH", 0x2F, 54), struct.pack("<HH", 0x5C, 54))
    )


@needs_office
def test_a_reading_that_takes_too_long_is_stopped_with_all_its_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIMEOUT_S", 0.3)
    started: list[int] = []
    popen = subprocess.Popen

    def remember(*args: object, **options: object) -> object:
        process = popen(*args, **options)
        started.append(process.pid)
        return process

    monkeypatch.setattr(subprocess, "Popen", remember)
    assert _code(read_office_text, _odt("<text:p>a</text:p>")) == "OFFICE_TIMED_OUT"
    for _ in range(50):
        try:
            os.killpg(started[0], 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("a process of the group is alive")


def _refuse_start(*_args: object, **_options: object) -> None:
    raise AssertionError("LibreOffice was started")


@pytest.mark.parametrize(
    "data",
    [
        _odt("<text:p>a</text:p>", styles=b" " * (MAX_PART_BYTES + 1)),
        _odt("<text:p>a</text:p>", styles=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><!DOCTYPE a [<!ENTITY b "c">]><a/>',
    ],
    ids=["bomb", "entities", "entities in flat xml"],
)
def test_what_is_made_to_exhaust_memory_never_reaches_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", _refuse_start)
    assert _code(read_office_text, data) == "ARCHIVE_SUSPICIOUS"


@pytest.mark.parametrize("read", [read_office_text, read_office_workbook])
def test_without_libreoffice_the_reading_is_empty_and_says_so(
    read: Callable[[bytes], Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    reading = read(b"{\\rtf1 a}")
    assert reading.text == ""
    assert [problem.code for problem in reading.problems] == ["OFFICE_NOT_INSTALLED"]


def test_a_document_that_waits_for_libreoffice_is_kept_with_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    document = read_document(b"{\\rtf1 a}", "a.doc")
    assert (document.media_type, document.text) == ("application/rtf", "")


@needs_office
@pytest.mark.skipif(not SHARED.is_dir(), reason="no real files beside the repository: their .doc and .odt are not read")
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_a_real_plan_reads_as_its_docx(suffix: str) -> None:
    reading = read_office_text((SHARED / f"001.{suffix}").read_bytes())
    assert _said(reading) == _said(read_docx((SHARED / "001.docx").read_bytes()))
