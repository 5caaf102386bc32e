"""How much of a plan is read right: the shipped samples, their tables flattened into lines, and labelled plans at hand.

Run: python tests/bench/bench_parsing.py [--errors] [--gold FOLDER]

FOLDER holds gold/plans.gap.json and the plans it names; without it only the samples are measured.
"""

from __future__ import annotations

import json
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.model import Field, Task
from corpus.parsing import parse_plan
from corpus.reading import load_document, read_document
from corpus.samples import ExpectedTask, SamplePlan, load_samples
from corpus.samples.source import LineKind, SampleSource, TableText, read_sources
from corpus.text import fold

FIELDS = ("content", "lead", "coordinate", "time", "kind", "interval", "result")
WIDTHS = (12, 16, 20, 26, 32, 40)
GOLD_PLANS = ("000", "001", "003")


def _value(field: Field | None) -> str | None:
    return field.value if field else None


def _values(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(field.value for field in fields)


def compare_task(found: Task, expected: ExpectedTask) -> dict[str, tuple[object, object]]:
    """Returns (found, expected) for each field of one task."""
    time = found.time
    return {
        "content": (found.content.value, expected.content),
        "lead": (_values(found.lead), tuple(expected.lead)),
        "coordinate": (_values(found.coordinate), tuple(expected.coordinate)),
        "time": (time.text.value if time else None, expected.time_text),
        "kind": (time.kind.value if time else "none", expected.time_kind),
        "interval": ((time.start, time.end) if time else (None, None), (expected.start, expected.end)),
        "result": (_value(found.result), expected.result),
    }


def match_tasks(found: tuple[Task, ...], expected: tuple[ExpectedTask, ...]) -> Iterator[tuple[Task, ExpectedTask]]:
    """Pairs found tasks with expected ones by the beginning of their content, each once."""
    left = list(found)
    for wanted in expected:
        key = fold(wanted.content)[:20]
        match = next((task for task in left if fold(task.content.value)[:20] == key), None)
        if match is not None:
            left.remove(match)
            yield match, wanted


def compare_header(sample: SamplePlan) -> dict[str, tuple[object, object]]:
    """Returns (found, expected) for the header, the closing, the legal bases and the number of tasks of a sample."""
    plan = parse_plan(load_document(sample.path), sample.id).plan
    header, expected = plan.header, sample.expected
    signer = plan.signer.title.value if plan.signer and plan.signer.title else ""
    return {
        "kind": (_value(header.kind), expected.kind),
        "issuer": (fold(_value(header.issuer) or ""), fold(expected.issuer)),
        "parent": (fold(_value(header.parent_issuer) or ""), fold(expected.parent_issuer or "")),
        "place": (_value(header.place), expected.place),
        "number": (_value(header.number), expected.number),
        "symbol": (_value(header.symbol), expected.symbol),
        "date": (header.date, expected.date),
        "year": (header.year, expected.year),
        "title": (_value(header.title), expected.title),
        "agency_type": (header.agency_type, expected.agency_type),
        "recipients": (_values(plan.recipients), tuple(line.rstrip(";.") for line in expected.recipients)),
        "signer": (signer, expected.signer.replace(", ", " ")),
        "budget": (expected.budget is None or expected.budget in (_value(plan.budget) or ""), True),
        "bases": (
            tuple(sorted({citation.key for citation in plan.legal_bases if citation.key})),
            tuple(sorted(set(expected.bases))),
        ),
        "tasks": (len(plan.main_tasks), len(expected.tasks)),
    }


def render_flattened(source: SampleSource, width: int) -> bytes:
    """Renders a sample with its task table as a PDF viewer pastes it: one cell after another, blank lines between."""
    header = source.header
    lines = [*header.left_lines, header.number_line, header.place_line, "KẾ HOẠCH", source.title]
    lines += [*source.bases.splitlines(), source.opening]
    table = [] if source.table is None else list(_flatten(source.table, width))
    for line in source.body_lines():
        lines += table if line.kind is LineKind.TABLE else [line.text]
    lines += ["Nơi nhận:", *source.recipients.splitlines(), *source.signature]
    if source.annex:
        lines += [source.annex.label, source.annex.title, source.annex.note, *table]
    wrapped = [part for line in lines for part in textwrap.wrap(line, 90, break_on_hyphens=False)]
    return "\n\n".join(wrapped).encode()


def _flatten(table: TableText, width: int) -> Iterator[str]:
    yield from (part for head in table.heads for part in textwrap.wrap(head, width, break_on_hyphens=False))
    above: tuple[str, ...] = ("",) * len(table.columns)
    for row in table.parsed():
        if row.heading:
            yield " ".join(cell or "" for cell in row.cells)
            continue
        # A flattened table cannot show a merge: the words are repeated, as a reader of the page would.
        above = tuple(over if cell is None else cell for cell, over in zip(row.cells, above, strict=True))
        first = True
        for text in above[1:]:
            for line in text.split("\n"):
                for part in textwrap.wrap(line, width, break_on_hyphens=False):
                    yield f"{above[0]} {part}" if first else part
                    first = False


def measure_samples(*, errors: bool) -> None:
    """Prints the share of right fields for each sample."""
    totals: Counter[str] = Counter()
    for sample in load_samples():
        plan = parse_plan(load_document(sample.path), sample.id).plan
        counts = _count(sample.id, plan.main_tasks, sample.expected.tasks, errors=errors)
        for name, (got, want) in compare_header(sample).items():
            counts["header"] += got == want
            counts["header_fields"] += 1
            if got != want and errors:
                print(f"   {sample.id} {name}: {got!r} != {want!r}")
        totals.update(counts)
        print(_line(sample.id, f"{sample.format} {sample.layout}", counts))
    print(_line("all", "", totals))


def measure_flattened(*, errors: bool) -> None:
    """Prints the share of right cells of the samples' tables flattened at each column width."""
    expected = {sample.id: sample.expected.tasks for sample in load_samples()}
    totals: Counter[str] = Counter()
    for width in WIDTHS:
        at_width: Counter[str] = Counter()
        for source in read_sources():
            if source.table is None:
                continue
            document = read_document(render_flattened(source, width), f"{source.id}.txt")
            plan = parse_plan(document, source.id).plan
            at_width.update(_count(f"{source.id}@{width}", plan.main_tasks, expected[source.id], errors=errors))
        totals.update(at_width)
        print(_line(f"flattened at {width}", "", at_width))
    print(_line("flattened, all widths", "", totals))


def measure_gold(folder: Path, *, errors: bool) -> None:
    """Prints the share of right fields of the main tasks of labelled plans; result is not labelled in these."""
    gold = json.loads((folder / "gold" / "plans.gap.json").read_text(encoding="utf-8"))
    for entry in gold["plans"]:
        if entry["id"] not in GOLD_PLANS:
            continue
        plan = parse_plan(load_document(folder / entry["file"]), entry["id"]).plan
        units = {unit["row"]: unit for unit in reversed(entry["units"]) if unit["main"]}  # the first unit of each row
        found = {task.id.partition("#")[2]: task for task in plan.main_tasks}
        counts: Counter[str] = Counter(expected=len(units), found=len(found))
        for row, unit in units.items():
            if row not in found:
                continue
            counts["matched"] += 1
            for name, (got, want) in _compare_unit(found[row], unit).items():
                counts[name] += got == want
                if got != want and errors:
                    print(f"   {entry['id']} [{row}] {name}: {got!r} != {want!r}")
        print(_line(f"gold {entry['id']}", "", counts))


def _compare_unit(task: Task, unit: dict[str, Any]) -> dict[str, tuple[object, object]]:
    label = unit["time"]
    days = (
        tuple(day.isoformat() if day else None for day in (task.time.start, task.time.end))
        if task.time
        else (None,) * 2
    )
    return {
        "content": (unit["text"].startswith(task.content.value), True),
        "lead": (_values(task.lead), tuple(unit["lead"])),
        "coordinate": (_values(task.coordinate), tuple(unit["coordinating"])),
        "time": (task.time.text.value if task.time else None, unit["time_text"]),
        "kind": (task.time.kind.value if task.time else "none", label["kind"]),
        "interval": (days, (label["start"], label["end"])),
        "result": (_value(task.result), unit.get("result_text")),
    }


def _count(name: str, found: tuple[Task, ...], expected: tuple[ExpectedTask, ...], *, errors: bool) -> Counter[str]:
    pairs = list(match_tasks(found, expected))
    counts: Counter[str] = Counter(expected=len(expected), found=len(found), matched=len(pairs))
    for task, wanted in pairs:
        for field, (got, want) in compare_task(task, wanted).items():
            counts[field] += got == want
            if got != want and errors:
                print(f"   {name} [{wanted.label}] {field}: {got!r} != {want!r}")
    return counts


def _line(name: str, layout: str, counts: Counter[str]) -> str:
    matched = max(counts["matched"], 1)
    shares = " ".join(f"{field} {counts[field] / matched:.2f}" for field in FIELDS)
    tasks = f"{counts['matched']}/{counts['found']}/{counts['expected']}"
    header = f" header {counts['header']}/{counts['header_fields']}" if counts["header_fields"] else ""
    return f"{name:32} {layout:18} tasks {tasks:12} {shares}{header}"


def main() -> None:
    """Prints every measure."""
    errors = "--errors" in sys.argv
    started = time.perf_counter()
    print("tasks: matched/found/expected; fields: share of the matched tasks")
    measure_samples(errors=errors)
    measure_flattened(errors=errors)
    if "--gold" in sys.argv:
        measure_gold(Path(sys.argv[sys.argv.index("--gold") + 1]), errors=errors)
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
