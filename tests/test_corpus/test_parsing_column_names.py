"""Plain and rare names of columns, and headings that only look like them."""

from __future__ import annotations

import pytest

from corpus.parsing.tables import Column, find_column
from corpus.parsing.tables.names import find_name, name_words, parse_column_names

C = Column
WORDINGS = {
    C.ORDINAL: "Mã | Mã việc | Bước | Bước số",
    C.CONTENT: "Làm gì | Việc | Việc phải làm | Công đoạn | Các khâu | Khâu thực hiện | Cần làm gì | Việc sẽ làm",
    C.LEAD: """
        Ai làm | Ai chủ trì | Cơ quan làm chính | Người lo việc | Làm chính | Giao cho ai | Đơn vị đảm nhiệm | Phòng
        đảm trách | Cầm trịch | Đơn vị chủ công
    """,
    C.COORDINATE: """
        Cùng làm | Cơ quan cùng làm | Đơn vị cùng thực hiện | Ai giúp | Người phụ giúp | Đơn vị liên quan | Phối kết
        hợp | Với ai
    """,
    C.TIME: "Bao giờ | Bao giờ xong | Khi nào | Khoảng thời gian | Hạn | Mốc | Xong khi nào | Đến bao giờ thì xong",
    C.RESULT: "Ra cái gì | Được gì | Có gì | Thành quả | Thông tin dạng văn bản",
    C.OTHER: "Lưu ý | Tiền",
}
# What has the same words and names no such column.
LOOK_ALIKES = [
    ("Cùng kỳ năm trước", C.COORDINATE),
    ("Người giúp việc gia đình", C.COORDINATE),
    ("Mã hồ sơ", C.ORDINAL),
    ("Khâu may", C.CONTENT),
    ("Ai cũng biết", C.LEAD),
    ("Mốc giới", C.TIME),
    ("Hạn hán", C.TIME),
    ("Việc làm được ba tháng", C.CONTENT),
    ("Có gì khó khăn", C.RESULT),
    ("Công đoàn", C.CONTENT),
]


@pytest.mark.parametrize(
    ("heading", "column"), [(" ".join(word.split()), c) for c, words in WORDINGS.items() for word in words.split("|")]
)
def test_a_plain_name_tells_its_column(heading: str, column: Column) -> None:
    assert find_column(heading) is column


@pytest.mark.parametrize(("heading", "column"), LOOK_ALIKES)
def test_longer_words_are_no_such_name(heading: str, column: Column) -> None:
    assert find_name(heading) is None
    assert find_column(heading) is not column


def test_the_words_of_names_are_known() -> None:
    assert {"ai", "gio", "cung"} <= name_words()
    assert "who" not in name_words()


def test_slots_and_parts_that_may_be_left_out_are_read() -> None:
    names = parse_column_names("column\tname\tnote\nwho\tai\t\ndo\tlàm\t\nlead\t{who}[ sẽ] {do}\t\n")
    assert [bool(names["lead"].fullmatch(text)) for text in ("ai lam", "ai se lam", "ai", "se lam")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\n", "row 1"),
        ("column\tname\tnote\nlead\n", "row 2"),
        ("column\tname\tnote\nlead\tai\t\ntime\tai\t\n", "stands twice"),
        ("column\tname\tnote\nlead\t{whom} làm\t\n", "no words for 'whom'"),
    ],
)
def test_a_wrong_row_is_told(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_column_names(text)


def test_every_name_stands_for_a_column() -> None:
    assert {Column(find_name(word) or "") for word in ("ai lam", "cung lam", "bao gio", "ra gi", "viec", "luu y", "ma")}
