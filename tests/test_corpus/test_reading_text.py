import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.model import BlockKind, Document, Layer, Severity
from corpus.reading import read_document

GOOD = "Ủy ban nhân dân huyện tổ chức đánh giá nội bộ hệ thống quản lý chất lượng của các phòng chuyên môn. "


def _lines(document: Document) -> list[str]:
    return [document.slice(block.source) for block in document.blocks]


def _rows(document: Document) -> list[tuple[int | None, list[str]]]:
    return [
        (block.table, [document.slice(cell.source) for cell in block.cells if cell.source])
        for block in document.blocks
        if block.kind is BlockKind.ROW
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_give_the_same_text_without_a_mark(encoding: str) -> None:
    document = read_document("KẾ HOẠCH\r\n\r\nNăm 2024\r\n".encode(encoding), "kh.txt")
    assert document.text == "KẾ HOẠCH\r\n\r\nNăm 2024\r\n"
    assert _lines(document) == ["KẾ HOẠCH", "Năm 2024"]
    assert (document.media_type, document.wrapped, document.quality.pages) == ("text/plain", True, None)


def test_big_endian_utf_16_is_read() -> None:
    assert read_document(b"\xfe\xff" + "Số".encode("utf-16-be"), "a").text == "Số"


def test_windows_1258_is_read_when_the_result_is_good_vietnamese() -> None:
    text = GOOD * 3
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    split = "".join(
        unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", char) if c not in marks))
        + "".join(c for c in unicodedata.normalize("NFD", char) if c in marks)
        for char in text
    )
    document = read_document(split.encode("cp1258"), "cu.txt")
    assert unicodedata.normalize("NFC", document.text) == text
    assert document.quality.layer is Layer.NATIVE


def test_a_plan_in_tcvn3_is_decoded_and_says_so() -> None:
    # "Kế hoạch áp dụng" and "Phòng Nội vụ chủ trì" as the font .VnTime has them
    document = read_document(b"K\xd5 ho\xb9ch \xb8p d\xf4ng\r\nPh\xdfng N\xe9i v\xf4 ch\xf1 tr\xd7", "a")
    assert document.text == "Kế hoạch áp dụng\r\nPhòng Nội vụ chủ trì"
    assert [(problem.code, problem.severity) for problem in document.problems] == [("LEGACY_ENCODING", Severity.INFO)]
    assert "TCVN3" in document.problems[0].message
    assert _lines(document) == ["Kế hoạch áp dụng", "Phòng Nội vụ chủ trì"]


def test_decomposed_text_stays_decomposed() -> None:
    text = unicodedata.normalize("NFD", GOOD)
    document = read_document(text.encode(), "a")
    assert (document.text, document.problems) == (text, ())


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(bytes(range(128, 255)) * 3, "a.txt")
    assert caught.value.code == "UNKNOWN_ENCODING"
    assert caught.value.message.endswith(".")


def test_form_feeds_count_pages_and_a_last_one_makes_none() -> None:
    document = read_document("một\n\fhai\nba\f".encode(), "a.txt")
    assert [(document.slice(block.source), block.source.page) for block in document.blocks] == [
        ("một", 1),
        ("hai", 2),
        ("ba", 2),
    ]
    assert document.quality.pages == 2


def test_lines_with_tabs_are_rows_of_one_table_until_another_line_comes() -> None:
    document = read_document("TT\tNội dung\n1\tHọp\n\t\nKết\n\nA\tB".encode(), "a.txt")
    assert _rows(document) == [(0, ["TT", "Nội dung"]), (0, ["1", "Họp"]), (1, ["A", "B"])]


def test_a_tab_that_only_indents_makes_no_row_except_in_a_table_of_that_width() -> None:
    assert _rows(read_document("\tCăn cứ Luật\n".encode(), "a")) == []
    document = read_document("1\tHọp\n\ttiếp theo\n\t\tkhác\n".encode(), "a")
    assert _rows(document) == [(0, ["1", "Họp"]), (0, ["", "tiếp theo"])]
    assert _lines(document)[-1] == "\t\tkhác"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b" \r\n\t\f ", "NO_TEXT"),
        (b"\xef\xbb\xbf", "NO_TEXT"),
        (b"--- *** ---", "NO_TEXT"),
        (b"abc\x00def", "UNKNOWN_FORMAT"),
        ("a\x00b".encode("utf-16"), "UNKNOWN_FORMAT"),
        (b"\x01\x02\x03abc", "UNKNOWN_FORMAT"),
    ],
)
def test_what_is_no_text_is_refused_with_its_own_code(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.txt")
    assert caught.value.code == code


def test_one_line_of_four_megabytes_is_one_block() -> None:
    text = (GOOD * 30_000)[:4_000_000]
    document = read_document(text.encode(), "dai.txt")
    assert [block.source.end for block in document.blocks] == [len(text)]


@given(st.text(alphabet=st.sampled_from("ab đ\t\r\n\f\v\u2028\x85"), max_size=60))
def test_blocks_are_ordered_hold_no_line_end_and_leave_only_blanks_outside(text: str) -> None:
    try:
        document = read_document(text.encode(), "a")
    except UnreadableDocument:
        return
    assert document.text == text
    position, outside = 0, ""
    for block in document.blocks:
        assert block.source.start >= position
        outside += text[position : block.source.start]
        position = block.source.end
        assert not set("\r\n\f") & set(document.slice(block.source))
        if block.cells:
            assert "\t".join(document.slice(cell.source) for cell in block.cells if cell.source) == document.slice(
                block.source
            )
    assert not (outside + text[position:]).strip()


def test_a_pipe_table_is_read_where_it_stands() -> None:
    text = "Bảng\n| TT | Nội dung |\n|---|:-:|\n| 1 | Họp \\| bàn |\n|2||\nHết\nA | B\n--- | ---\n x | y\n\nC | D\n"
    document = read_document(text.encode(), "a.txt")
    assert document.text == text
    cells = [
        [document.slice(cell.source) for cell in block.cells if cell.source] for block in document.blocks if block.cells
    ]
    assert cells == [["TT", "Nội dung"], ["1", "Họp \\| bàn"], ["2", ""], ["A", "B"], ["x", "y"]]
    assert [block.table for block in document.blocks if block.cells] == [0, 0, 0, 1, 1]
    assert [document.slice(block.source) for block in document.blocks if not block.cells] == ["Bảng", "Hết", "C | D"]


@pytest.mark.parametrize("text", ["a | b | c\n", "UBND | CỘNG HÒA\n------- | -------\nSố: 5", "| A | B |\n|---|\n"])
def test_pipes_without_a_matching_line_of_hyphens_make_no_table(text: str) -> None:
    assert _rows(read_document(text.encode(), "a.txt")) == []


def test_the_mark_of_a_heading_is_no_part_of_its_block() -> None:
    document = read_document(b"## Muc tieu\n#1 so\n", "a.txt")
    assert [document.slice(block.source) for block in document.blocks] == ["Muc tieu", "#1 so"]
