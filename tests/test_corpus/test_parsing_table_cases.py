"""Invented task tables with the tasks a person reads in them.

A case is rows of cells, ``=>``, and the tasks: ordinal, content, lead, coordinate, time, result, group. ``^`` is a cell
covered from above and ``<`` one covered from the left; ``⏎`` breaks a line, ``~~`` starts another table, ``@2`` gives
the page and ``¶`` a paragraph. The cases of ``held_out*.txt`` were run for the first time when the code stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.model import Document, Grade, Layer, Quality, Task
from corpus.parsing import parse_plan
from corpus.reading.builder import CellText, TextBuilder

CASES = Path(__file__).parent / "table_cases"
_COVERED = {"^": CellText(None, "above"), "<": CellText(None, "left")}


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    rows: tuple[str, ...]
    tasks: tuple[tuple[str, ...], ...]


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("⏎", "\n") for cell in line.split("|")]


def load_cases(name: str) -> Iterator[Case]:
    for part in re.split(r"^## ", (CASES / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, truth = part.partition("\n=>\n")
        title, *rows = head.split("\n")
        tasks = [tuple((_cells(line) + [""] * 7)[:7]) for line in truth.splitlines() if line.strip()]
        yield Case(title, tuple(rows), tuple(tasks))


def build_document(case: Case) -> Document:
    builder = TextBuilder()
    table = 0
    for row in case.rows:
        paged = re.match(r"@(\d) ", row)
        page = int(paged[1]) if paged else None
        if row == "~~":
            table += 1
        elif row.startswith("¶ "):
            builder.paragraph(row[2:])
        else:
            cells = _cells(row[paged.end() :] if paged else row)
            builder.row([_COVERED.get(cell, CellText(cell)) for cell in cells], table, page)
    quality = Quality(Grade.GOOD, 1.0, Layer.NATIVE)
    return Document("0" * 64, "a", "text/plain", builder.text, builder.blocks, quality, wrapped=False)


def show_task(task: Task) -> tuple[str, ...]:
    units = ["; ".join(unit.value for unit in found) for found in (task.lead, task.coordinate)]
    time = task.time.text.value if task.time else ""
    result = task.result.value if task.result else ""
    return (task.ordinal or "", task.content.value, *units, time, result, task.group or "")


ALL = [case for name in ("practised.txt", "held_out.txt", "held_out_later.txt") for case in load_cases(name)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_table_is_read_as_a_person_reads_it(case: Case) -> None:
    plan = parse_plan(build_document(case), "p").plan
    assert [show_task(task) for task in plan.main_tasks] == list(case.tasks)
