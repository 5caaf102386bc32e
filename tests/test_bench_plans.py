"""The invented plans that the parser is measured on: they keep their schema, and print what their truth names."""

from __future__ import annotations

import importlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from corpus.text import fold

BENCH = Path(__file__).parent / "bench"
PLANS = sorted((BENCH / "plans").glob("*.yaml"))
# The columns that a time in our words stands for. Matched: "Tháng 3, 4", "Quý II, III/2020". Refused: "Tháng 3/2020".
_COLUMNS = re.compile(r"(?P<noun>Tháng|Quý) (?P<names>[\dIV]+(?:, [\dIV]+)*)(?:/20\d\d)?")
_QUARTERS = ("I", "II", "III", "IV")
# Blank numbers, joined lines and cells leave other white space and other stops than the value has.
_LETTERS = re.compile(r"[^a-z0-9]+")


@pytest.fixture(scope="module")
def invented() -> Iterator[Any]:
    sys.path.insert(0, str(BENCH))
    try:
        yield importlib.import_module("rendering.invented")
    finally:
        sys.path.remove(str(BENCH))


def printed(plan: Any) -> str:
    """Returns the letters of the Word file in reading order, a merged cell once a row, as python-docx reads it."""
    word = importlib.import_module("rendering.invented_word").render_word(plan)
    texts: list[str] = []
    for part in docx.Document(io.BytesIO(word)).iter_inner_content():
        rows = getattr(part, "rows", None)
        if rows is None:
            texts.append(part.text)
            continue
        for row in rows:
            cells = list(row.cells)
            texts += [cell.text for place, cell in enumerate(cells) if cell._tc not in [c._tc for c in cells[:place]]]
    return letters(" ".join(texts))


def letters(text: str) -> str:
    return _LETTERS.sub("", fold(text))


def column_headings(text: str) -> list[tuple[str, ...]]:
    """Returns, for each column of months or quarters that a time names, how its heading may be printed."""
    if text == "Cả năm":
        return [(f"Tháng {number}", f"T{number}", str(number)) for number in range(1, 13)]
    match = _COLUMNS.fullmatch(text)
    if match is None:
        return []
    names = match["names"].split(", ")
    if match["noun"] == "Tháng":
        return [(f"Tháng {name}", f"T{name}", name) for name in names]
    return [(f"Quý {name}", f"Q{_QUARTERS.index(name) + 1}", name) for name in names]


def stands_in(text: str, value: str) -> bool:
    """Whether a value is printed, or the headings of all the columns that it stands for are."""
    if letters(value) in text:
        return True
    columns = column_headings(value)
    return bool(columns) and all(any(letters(name) in text for name in names) for names in columns)


def true_values(truth: Any) -> Iterator[tuple[str, str]]:
    """Yields (name, text) of everything printed that the truth names."""
    for name, value in truth.header:
        if isinstance(value, str) and name != "agency_type":
            yield f"header {name}", value
    for name in ("purposes", "requirements", "recipients"):
        yield from ((name, text) for text in getattr(truth, name))
    for task in truth.tasks:
        # The label of a group stands in a cell of its own or before its title.
        yield from ((f"task {task.ordinal}", part) for part in (task.content, task.group, task.result) if part)
        units = [*task.lead, *task.coordinate, *(unit for names in task.roles.values() for unit in names)]
        yield from ((f"task {task.ordinal} unit", unit) for unit in units)
        if task.time:
            yield f"task {task.ordinal} time", task.time.text
    for duty in truth.duties:
        yield from (("duty", text) for text in (*duty.lead, duty.content))
    for annex in truth.annexes:
        parts = (annex.kind, annex.label, annex.title, annex.number, annex.symbol)
        yield from (("annex", text) for text in parts if text)
    yield from (("budget", text) for text in [truth.budget] if text)
    if truth.signer is not None:
        yield from (("signer", text) for text in (truth.signer.title, truth.signer.name) if text)
    for short, full in truth.units.items():
        yield from (("unit", text) for text in (short, full))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_an_invented_plan_keeps_its_schema_and_prints_every_value_of_its_truth(invented: Any, path: Path) -> None:
    plan = invented.load_plan(path)
    text = printed(plan)
    absent = [(name, value) for name, value in true_values(plan.truth) if not stands_in(text, value)]
    assert absent == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("kind: quarter", "kind: quarterly"), "truth.tasks.0.time.kind"),
        (('["STT", "Tên quy trình", "Mã hiệu"]', '["STT", "Tên quy trình"]'), "row 1 has 2 cells for 3 widths"),
        (('["1", "Cấp', '["<", "Cấp'), "first cell is covered from the left"),
        (('["STT", "Tên', '["^", "Tên'), "row 1 is covered from above"),
        (("budget:", "budgets:"), "truth.budgets"),
        (("id: tt-luu-tru-ha-lam-2026", "id: other"), "the id is other"),
    ],
)
def test_a_plan_that_breaks_the_schema_is_refused_with_its_place(
    invented: Any, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    name = "tt-luu-tru-ha-lam-2026.yaml"
    text = (BENCH / "plans" / name).read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / name).write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        invented.load_plan(tmp_path / name)
