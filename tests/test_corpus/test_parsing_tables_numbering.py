"""Labels of rows, and slips in their numbering."""

from __future__ import annotations

import pytest

from corpus.model import Document, Problem, Source
from corpus.parsing import parse_plan
from corpus.parsing.tables.labels import Ordinal, Rank, parse_ordinal, split_label
from corpus.parsing.tables.numbering import NumberedRow, find_slips
from corpus.reading import read_document

LABELS = [
    ("1", Ordinal("1", Rank.NUMBER, 1)),
    ("02.", Ordinal("02", Rank.NUMBER, 2)),
    ("(3)", Ordinal("3", Rank.NUMBER, 3)),
    ("1.2", Ordinal("1.2", Rank.DOTTED, 2)),
    ("1.2.3)", Ordinal("1.2.3", Rank.DEEPER, 3)),
    ("II.3", Ordinal("II.3", Rank.DOTTED, 3)),
    ("IV.", Ordinal("IV", Rank.ROMAN, 4)),
    ("B", Ordinal("B", Rank.CAPITAL)),
    ("a)", Ordinal("a", Rank.SMALL)),
    ("-", Ordinal("-", Rank.BULLET)),
]
SLIPS: list[tuple[str, list[tuple[str, str]]]] = [
    ("1 2 3", []),
    ("1 2 4 5", [("2", "4")]),
    ("1 2 2 3", [("2", "2")]),
    ("1 3 2 4", [("1", "3"), ("3", "2"), ("2", "4")]),
    ("I 1 2 II 1 2", []),
    ("I 1 2 II 3 4", []),
    ("I 1 II 1 IV 1", [("II", "IV")]),
    ("1 1.1 1.2 2 2.1 2.3", [("2.1", "2.3")]),
    ("A I 1 II 1 B I 1", []),
    ("4 5 6", []),
    ("1 2 1 2", [("2", "1")]),
    ("01 02 03", []),
]


def _document(*rows: str) -> Document:
    lines = ("\t".join(cell.strip() for cell in row.split("|")) for row in rows)
    return read_document("\n".join(lines).encode(), "plan.txt")


@pytest.mark.parametrize(("text", "ordinal"), LABELS)
def test_a_cell_is_a_label(text: str, ordinal: Ordinal) -> None:
    assert parse_ordinal(text) == ordinal


@pytest.mark.parametrize("text", ["", "2024", "15/3", "VP", "1 lần", "Bước"])
def test_other_cells_are_no_labels(text: str) -> None:
    assert parse_ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [("I. XÂY DỰNG", "I", "XÂY DỰNG"), ("1. Lập kế hoạch", "1", "Lập kế hoạch"), ("a) Họp", "a", "Họp")],
)
def test_a_label_opens_a_cell_of_words(text: str, label: str, rest: str) -> None:
    found = split_label(text)
    assert found is not None
    assert (found[0].label, text[found[1] :]) == (label, rest)


@pytest.mark.parametrize("text", ["ISO 9001", "12 lớp", "Tháng 1. Họp", "v.v"])
def test_other_words_open_with_no_label(text: str) -> None:
    assert split_label(text) is None


@pytest.mark.parametrize(("labels", "slips"), SLIPS)
def test_numbers_follow_one_another(labels: str, slips: list[tuple[str, str]]) -> None:
    ordinals = [parse_ordinal(label) for label in labels.split()]
    rows = [NumberedRow(ordinal, Source(0, 1)) for ordinal in ordinals if ordinal]
    assert [(slip.before, slip.label) for slip in find_slips(rows)] == slips


def _slips(*rows: str) -> list[Problem]:
    document = _document(*rows)
    problems = parse_plan(document, "p").problems
    found = [problem for problem in problems if problem.code == "NUMBERING_SLIP"]
    assert all(problem.source and parse_ordinal(document.slice(problem.source)) for problem in found)
    return found


def test_a_slip_is_told_with_its_number_and_place() -> None:
    rows = ("TT | Nội dung | Chủ trì", "1 | Họp | Sở", "2 | Báo cáo | Sở", "4 | Lưu hồ sơ | Sở", "4 | Công bố | Sở")
    assert [problem.message for problem in _slips(*rows)] == [
        "Số thứ tự trong bảng nhiệm vụ không liên tục: sau 2 là 4.",
        "Số thứ tự 4 trong bảng nhiệm vụ bị lặp lại.",
    ]


def test_numbers_that_begin_anew_under_a_heading_are_no_slip() -> None:
    rows = ("TT | Nội dung | Chủ trì", "QUÝ I | |", "1 | Họp | Sở", "QUÝ II | |", "1 | Báo cáo | Sở")
    assert _slips(*rows) == []
