import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.reading import read_document
from corpus.reading.container import members
from corpus.reading.container.members import find_members

Content = str | bytes


def _zip(parts: dict[str, Content], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _found(data: bytes) -> dict[str, bytes | str]:
    """By name, the content of each member or the code of its error."""
    return {member.name: member.error.code if member.error else member.data for member in find_members(data)}


DOCX = _zip({"word/document.xml": "<a/>"})


def test_files_come_in_order_with_their_folders_and_documents_stay_whole() -> None:
    data = _zip({"b.txt": "hai", "năm 2024/": "", "năm 2024/a.docx": DOCX, "rỗng.txt": ""})
    assert list(_found(data).items()) == [("b.txt", b"hai"), ("năm 2024/a.docx", DOCX), ("rỗng.txt", b"")]


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/._a.docx", "a/.DS_Store", "a/~$ke hoach.docx", ".git/config", "a/Thumbs.db", "desktop.ini", "a/b/"],
)
def test_what_is_no_document_is_passed_over(name: str) -> None:
    assert list(_found(_zip({name: "x", "a.txt": "y"}))) == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "../../etc/passwd"), ("/a.txt", "a.txt"), ("a\\b.txt", "a/b.txt"), ("a..txt", "a..txt")],
)
def test_a_name_that_leads_elsewhere_is_only_a_name(name: str, kept: str) -> None:
    assert _found(_zip({name: "x"})) == {kept: b"x"}


def test_zips_inside_are_opened_two_deep_and_handed_out_whole_below() -> None:
    fourth = _zip({"d.txt": "d"})
    third = _zip({"c.txt": "c", "bốn.zip": fourth})
    second = _zip({"b.txt": "b", "ba.zip": third})
    assert _found(_zip({"a.txt": "a", "hai.zip": second})) == {
        "a.txt": b"a",
        "hai.zip/b.txt": b"b",
        "hai.zip/ba.zip/c.txt": b"c",
        "hai.zip/ba.zip/bốn.zip": fourth,
    }


def _with_name(raw: bytes, extra: bytes = b"") -> bytes:
    """Builds a zip of one stored file whose name is not marked as UTF-8."""
    content = b"x"
    sizes = struct.pack("<III", zlib.crc32(content), len(content), len(content))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 0, 0, 0x21) + sizes + struct.pack("<HH", len(raw), len(extra))
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 0, 0, 0x21) + sizes
    entry += struct.pack("<HHHHHII", len(raw), len(extra), 0, 0, 0, 0, 0) + raw + extra
    body = local + raw + extra + content
    return body + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(body), 0)


UNICODE = "kế hoạch.txt".encode()


@pytest.mark.parametrize(
    ("raw", "extra", "name"),
    [
        ("kế hoạch.txt".encode(), b"", "kế hoạch.txt"),
        (unicodedata.normalize("NFD", "kế hoạch.txt").encode(), b"", "kế hoạch.txt"),
        ("kê\u0301 hoa\u0323ch.txt".encode("cp1258"), b"", "kế hoạch.txt"),
        (b"k? ho\x81ch.txt", struct.pack("<HHBI", 0x7075, 5 + len(UNICODE), 1, 0) + UNICODE, "kế hoạch.txt"),
        (b"plan.txt", b"", "plan.txt"),
    ],
    ids=["utf-8", "decomposed", "windows-1258", "extra field", "ascii"],
)
def test_names_without_a_mark_are_decoded(raw: bytes, extra: bytes, name: str) -> None:
    assert _found(_with_name(raw, extra)) == {name: b"x"}


def test_an_encrypted_damaged_or_large_file_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 100)
    data = bytearray(
        _zip({"a.txt": "a", "b.txt": "b", "c.txt": "c" * 50, "d.txt": "d" * 101, "e.txt": "e"}, zipfile.ZIP_STORED)
    )
    data[data.index(b"b.txt") - 24] |= 1
    data[data.rindex(b"b.txt") - 38] |= 1
    data[data.index(b"ccc")] = 0
    assert _found(bytes(data)) == {
        "a.txt": b"a",
        "b.txt": "ARCHIVE_ENCRYPTED",
        "c.txt": "ZIP_DAMAGED",
        "d.txt": "FILE_TOO_LARGE",
        "e.txt": b"e",
    }


def test_a_file_that_lies_about_its_size_is_not_inflated_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 1000)
    data = _zip({"a.txt": "a" * 5000, "b.txt": "b"}).replace(struct.pack("<I", 5000), struct.pack("<I", 10))
    found = _found(data)
    assert found["a.txt"] in {"ARCHIVE_SUSPICIOUS", "ZIP_DAMAGED"}
    assert found["b.txt"] == b"b"


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 3), ("MAX_TOTAL_BYTES", 25)])
def test_the_limits_hold_for_a_zip_and_those_inside_it_together(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    parts: dict[str, Content] = {f"{number}.txt": "x" * 10 for number in range(4)}
    budget = members._Budget(**({"members": value} if limit == "MAX_MEMBERS" else {"size": value}))
    monkeypatch.setattr(members, "_Budget", lambda: budget)
    found = find_members(_zip(parts))
    assert [next(found).name, next(found).name] == ["0.txt", "1.txt"]
    with pytest.raises(UnreadableDocument) as caught:
        list(found)
    assert caught.value.code == "ARCHIVE_SUSPICIOUS"


@pytest.mark.parametrize("data", [_zip({}), _zip({"a/": "", ".b": "x"})])
def test_a_zip_without_documents_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        list(find_members(data))
    assert caught.value.code == "ARCHIVE_EMPTY"


def test_reading_a_zip_as_one_document_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(_zip({"a.txt": "a"}), "a.zip")
    assert caught.value.code == "ARCHIVE_OF_FILES"


NAMES = st.text(st.sampled_from("abế/ ."), min_size=1, max_size=8)


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=5), st.integers(0, 400), st.binary(max_size=6))
def test_a_damaged_zip_gives_members_or_the_one_error(parts: dict[str, bytes], place: int, noise: bytes) -> None:
    data = _zip(dict(parts))
    try:
        found = list(find_members(data[:place] + noise + data[place + len(noise) :]))
    except UnreadableDocument as error:
        found = []
        code = error.code
    else:
        code = ""
    assert found or code in {"ZIP_DAMAGED", "ARCHIVE_SUSPICIOUS", "ARCHIVE_EMPTY"}
