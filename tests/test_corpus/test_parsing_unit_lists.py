from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.model import Field, Quote, Source
from corpus.parsing.actors.unit_lists import parse_units
from corpus.parsing.actors.unit_names import is_whole, opens_unit
from corpus.text import field, fold

# One cell a line, "\n" for a line break; its units parted by " | ".
_CELLS = Path(__file__).with_name("unit_lists.tsv").read_text(encoding="utf-8").splitlines()[1:]
LISTS = [
    (cell.replace("\\n", "\n"), [unit for unit in units.split(" | ") if unit])
    for cell, units in (line.split("\t") for line in _CELLS)
]
# What a split may drop: marks, bullets, labels and the words between two names.
_DROPPED = {"va", "cung", "voi", "cung voi", "&"}


def _field(*parts: str) -> Field:
    quotes: list[Quote] = []
    start = 0
    for part in parts:
        quotes.append(Quote(part, Source(start, start + len(part))))
        start += len(part) + 5
    return Field(" ".join(" ".join(parts).split()), tuple(quotes))


@pytest.mark.parametrize(("text", "units"), LISTS)
def test_a_list_of_units_comes_apart_at_its_units(text: str, units: list[str]) -> None:
    assert [unit.value for unit in parse_units(_field(text))] == units


def test_accents_tell_a_last_word_from_one_that_leaves_a_name_open() -> None:
    found = parse_units(_field("Phòng Quản lý thuốc, Phòng Nghiệp vụ"))
    assert [unit.value for unit in found] == ["Phòng Quản lý thuốc", "Phòng Nghiệp vụ"]


@pytest.mark.parametrize(("text", "units"), LISTS)
def test_a_list_comes_apart_alike_without_its_accents(text: str, units: list[str]) -> None:
    bare = "\n".join(" ".join(_bare(word) for word in line.split(" ")) for line in text.split("\n"))
    assert [fold(unit.value) for unit in parse_units(_field(bare))] == [fold(unit) for unit in units]


def _bare(word: str) -> str:
    return "".join(fold(char).upper() if char.isupper() else fold(char) or char for char in word)


PAGES = [
    (("Văn phòng Sở; Trung tâm Phục vụ", "hành chính công"), ["Văn phòng Sở", "Trung tâm Phục vụ hành chính công"]),
    (("Văn phòng", "Sở"), ["Văn phòng Sở"]),
    (("Văn phòng Sở,", "các phòng chuyên môn"), ["Văn phòng Sở", "các phòng chuyên môn"]),
    (("Văn phòng Sở;", "thanh tra"), ["Văn phòng Sở", "thanh tra"]),
    (("Văn phòng Sở", "Thanh tra Sở"), ["Văn phòng Sở", "Thanh tra Sở"]),
    (("UBND\ncác", "phường"), ["UBND các phường"]),
]


@pytest.mark.parametrize(("parts", "units"), PAGES)
def test_a_list_goes_on_over_a_page_break(parts: tuple[str, ...], units: list[str]) -> None:
    assert [unit.value for unit in parse_units(_field(*parts))] == units


def test_a_unit_cut_by_a_page_break_keeps_both_passages() -> None:
    assert len(parse_units(_field("Văn phòng Sở; Trung tâm Phục vụ", "hành chính công"))[1].quotes) == 2


_NAMES = st.sampled_from(
    ["Văn phòng Sở", "các phòng", "Phòng Nội vụ và Lao động", "Thanh tra", "ban", "Sở", "đơn vị", "HĐND", "UBND xã",
     "Trưởng", "(Phòng A, Phòng B)", "P.TCHC", "Đ/c Lê A", "cán bộ", "1.", "b)", "Tổ", "Kế toán", "và các đơn vị"]
)  # fmt: skip
_MARKS = st.sampled_from([", ", "; ", " và ", " cùng ", "\n", "\n- ", " - ", "/", " & ", " ", "\n2. ", " + ", ";;"])
_TEXTS = st.lists(st.tuples(_NAMES, _MARKS), max_size=8).map(lambda pairs: "".join(map("".join, pairs)))


@given(_TEXTS)
def test_units_are_quotes_of_the_cell_in_order_and_only_marks_are_lost(text: str) -> None:
    found = [unit.quotes[0] for unit in parse_units(_field(text))]
    at = 0
    for quote in found:
        assert text[quote.source.start : quote.source.end] == quote.raw
        assert quote.source.start >= at
        assert set(fold(_letters(text[at : quote.source.start])).split()) <= _DROPPED | set(
            "abcdefghijklmnopqrstuvwxyz"
        )
        at = quote.source.end
    assert set(fold(_letters(text[at:])).split()) <= _DROPPED


def _letters(text: str) -> str:
    return "".join(char if char.isalpha() else " " for char in text)


@example("các phòng, Tổ\n2. ")
@example("1. + các phòng + ban, ")
@given(_TEXTS)
def test_a_unit_of_a_split_list_does_not_come_apart_again(text: str) -> None:
    for unit in parse_units(_field(text)):
        again = parse_units(field(unit.quotes))
        assert [part.value for part in again] == [unit.value]


@given(st.text(alphabet="ABcdvàphòng,;/\n-&()12. ", max_size=80))
def test_any_text_can_be_split(text: str) -> None:
    for unit in parse_units(_field(text)):
        assert unit.value


OPENINGS = [
    ("Ban Chỉ đạo", True),
    ("các phòng", True),
    ("Thanh tra", True),
    ("P. TCHC", True),
    ("nghiệp vụ", False),
    ("Tổ chức hội nghị", False),
    ("Trường hợp đặc biệt", False),
    ("Phổ biến kế hoạch", False),
    ("Ban hành quyết định", False),
    ("phòng, chống", False),
    ("Khoa học", False),
]


@pytest.mark.parametrize(("text", "opens"), OPENINGS)
def test_first_words_tell_a_unit(text: str, opens: bool) -> None:
    assert opens_unit(text) is opens


WHOLE = [
    ("Văn phòng", True),
    ("Các phòng", True),
    ("TCHC", True),
    ("Phòng", False),
    ("Trưởng", False),
    ("Chánh", False),
    ("Ban Quản lý", False),
    ("Trưởng các", False),
    ("Phòng Văn hóa -", False),
    ("Nội vụ", False),
]


@pytest.mark.parametrize(("text", "whole"), WHOLE)
def test_a_name_is_whole_or_wants_its_second_half(text: str, whole: bool) -> None:
    assert is_whole(text) is whole
