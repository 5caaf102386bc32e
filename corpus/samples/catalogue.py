"""The sample plans with what a reader should find in them: the ground truth of the tests of parsing and gap checking.

The plans are made up: no agency, place or person in them exists. Conventions of the expected values:

* ``Trước 25/8/2024`` and a bare date are due dates: only ``end`` is known. Two months or quarters ("Quý II và Quý IV")
  give the hull of both. A quarter or half-year without a year takes the year of the plan. "Năm học 2024 - 2025" is a
  year without days.
* ``relative_to`` is what follows "Sau khi", "Ngay sau khi", "Khi", "kể từ", "Trước" (of an event).
* Units separated by ";" are several units; commas and "và" inside one name do not divide it.
* ``content`` of a narrative item is its heading; ``detail`` is the text below it.
* ``present``/``partial``/``missing`` divide the 29 steps: a task or duty asks for it, there is only a hint or a part
  of it, nothing.
* ``slips`` are the mistakes planted on purpose. A checker may rightly find more (a step that is missing, a declaration
  "khi có thay đổi phạm vi" without the confirmation that goes before it), so they measure recall, not precision.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.model import AgencyType, TimeKind
from corpus.samples.source import ExpectedTaskEntry, Format, Layout, LineKind, SampleSource, read_sources

PLANS = Path(__file__).parent / "plans"


@dataclass(frozen=True, slots=True)
class ExpectedTask:
    """One task of the main list.

    Attributes:
        label: ordinal, preceded by that of its group where there is one ("II.3"); unique within the plan.
        group: heading of its group, or ``None``.
        content: what is printed as the work, in one line.
        detail: paragraphs below the heading of a narrative item, ``()`` in a table.
        lead: units that lead.
        coordinate: units that coordinate.
        roles: other roles by name ("Tham mưu"), in printed order.
        time_text: the time as printed.
        time_kind: kind of deadline.
        start: first day, inclusive, or ``None``.
        end: last day, inclusive, or ``None``.
        relative_to: the event the task waits for, or ``None``.
        result: the record as printed, ``None`` where the layout has no place for it.
    """

    label: str
    group: str | None
    content: str
    detail: tuple[str, ...]
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    time_text: str
    time_kind: TimeKind
    start: dt.date | None
    end: dt.date | None
    relative_to: str | None
    result: str | None


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake planted on purpose; ``quote`` is ``None`` where the mistake is that something is absent."""

    code: str
    quote: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader should find in a plan; ``None`` is blank in the plan.

    Attributes:
        bases: citation keys of the Căn cứ block in printed order ("QĐ 101/QĐ-BKHCN@2019").
        budget: the amount as printed, ``None`` where no amount is named.
        present, partial, missing: step ids; together S01..S29, each once.
    """

    kind: str
    number: str | None
    symbol: str
    issuer: str
    parent_issuer: str | None
    place: str
    date: dt.date
    year: int
    title: str
    agency_type: AgencyType
    bases: tuple[str, ...]
    tasks: tuple[ExpectedTask, ...]
    budget: str | None
    recipients: tuple[str, ...]
    signer: str
    present: tuple[str, ...]
    partial: tuple[str, ...]
    missing: tuple[str, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """A built file with its expected reading."""

    id: str
    path: Path
    format: Format
    layout: Layout
    expected: Expected


@dataclass(frozen=True, slots=True)
class _Printed:
    """The words of one task as printed."""

    label: str
    group: str | None
    content: str
    detail: tuple[str, ...]
    time: str | None
    result: str | None


@cache
def load_samples() -> tuple[SamplePlan, ...]:
    """Loads the sample plans, sorted by id; the files at ``path`` are shipped and need no builder."""
    return tuple(
        SamplePlan(source.id, PLANS / source.file_name, source.format, source.layout, _expected(source))
        for source in read_sources()
    )


def _expected(source: SampleSource) -> Expected:
    header, truth = source.header, source.expected
    return Expected(
        kind="KẾ HOẠCH",
        number=truth.number,
        symbol=header.symbol,
        issuer=" ".join(header.issuer_lines),
        parent_issuer=header.parent or None,
        place=header.place,
        date=truth.date,
        year=truth.year,
        title=source.title,
        agency_type=truth.agency_type,
        bases=truth.bases,
        tasks=_tasks(source),
        budget=truth.budget,
        recipients=tuple(line.removeprefix("- ") for line in source.recipients.splitlines()),
        signer=", ".join(source.signer),
        present=tuple(truth.steps.present.split()),
        partial=tuple(truth.steps.partial.split()),
        missing=tuple(truth.steps.missing.split()),
        slips=tuple(Slip(slip.code, slip.quote, slip.note) for slip in truth.slips),
    )


def _tasks(source: SampleSource) -> tuple[ExpectedTask, ...]:
    printed = _rows(source) if source.table else _items(source)
    entries = source.expected.tasks
    if [task.label for task in printed] != list(entries):
        raise ValueError(f"{source.id}: printed and expected tasks differ")
    return tuple(_task(task, entries[task.label]) for task in printed)


def _task(printed: _Printed, entry: ExpectedTaskEntry) -> ExpectedTask:
    kind, _, words = entry.when.partition(" ")
    event = kind == TimeKind.EVENT
    days = [None if day == "-" else dt.date.fromisoformat(day) for day in words.split()] if words and not event else []
    start, end = days or (None, None)
    time = entry.time or printed.time
    if time is None:
        raise ValueError(f"no time: {printed.label} {printed.content}")
    return ExpectedTask(
        label=printed.label,
        group=printed.group,
        content=printed.content,
        detail=printed.detail,
        lead=entry.lead,
        coordinate=entry.coordinate,
        roles=tuple(entry.roles.items()),
        time_text=time,
        time_kind=TimeKind(kind),
        start=start,
        end=end,
        relative_to=words if event else None,
        result=entry.result or printed.result,
    )


def _rows(source: SampleSource) -> list[_Printed]:
    """The rows of the task table; a merged cell has the words of the cell above."""
    table = source.table
    assert table is not None  # noqa: S101 - the caller chose the table
    found: list[_Printed] = []
    above: dict[str, str] = {}
    for row in table.parsed():
        if row.heading:
            continue
        above = {
            column: above[column] if cell is None else cell
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        found.append(
            _Printed(row.label, row.group, above["content"], (), above.get("time"), above.get("result") or None)
        )
    return found


def _items(source: SampleSource) -> list[_Printed]:
    """The narrative items: "@ 3. …" with the paragraphs below it, up to the next heading."""
    found: list[tuple[str, str, list[str]]] = []
    inside = False
    for line in source.body_lines():
        if line.kind is LineKind.ITEM:
            label, _, content = line.text.partition(". ")
            found.append((label, content, []))
            inside = True
        elif line.kind in (LineKind.HEADING, LineKind.SUBHEADING):
            inside = False
        elif inside and line.kind is LineKind.TEXT:
            found[-1][2].append(line.text)
    return [_Printed(label, None, content, tuple(detail), None, None) for label, content, detail in found]
