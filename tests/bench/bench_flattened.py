"""How well task tables are read that come as plain lines: one cell after another, aligned, or recognised across.

Run: python tests/bench/bench_flattened.py [--errors] [--held-out]

Tuning looked at every other plan only; ``--held-out`` measures the others, with widths and seeds of their own.
"""

from __future__ import annotations

import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rapidfuzz import fuzz
from rendering.interleaved import Style, interleave

from corpus.model import Document, Field, Task
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.samples import ExpectedTask, load_samples
from corpus.samples.source import LineKind, SampleSource, TableText, read_sources
from corpus.text import fold

FIELDS = ("content", "lead", "coordinate", "time", "result")
_SAME_TASK = 85
_WIDTH = 90


def cells_of(table: TableText, width: int) -> Iterator[str]:
    """Yields a table flattened: one cell after another, each wrapped at ``width``."""
    yield from (part for head in table.heads for part in textwrap.wrap(head, width, break_on_hyphens=False))
    above: tuple[str, ...] = ("",) * len(table.columns)
    for row in table.parsed():
        if row.heading:
            yield " ".join(cell or "" for cell in row.cells)
            continue
        above = tuple(over if cell is None else cell for cell, over in zip(row.cells, above, strict=True))
        first = True
        for text in above[1:]:
            for line in text.split("\n"):
                for part in textwrap.wrap(line, width, break_on_hyphens=False):
                    yield f"{above[0]} {part}" if first else part
                    first = False


def render(source: SampleSource, table: Iterable[str]) -> bytes:
    """Renders a plan whose table comes as ``table``."""
    header = source.header
    lines = [*header.left_lines, header.number_line, header.place_line, "KẾ HOẠCH", source.title]
    lines += [*source.bases.splitlines(), source.opening]
    printed = list(table)
    wrapped: list[str] = []
    for line in source.body_lines():
        if line.kind is LineKind.TABLE:
            wrapped += [*_wrapped(lines), *printed]
            lines = []
        else:
            lines.append(line.text)
    lines += ["Nơi nhận:", *source.recipients.splitlines(), *source.signature]
    if source.annex:
        lines += [source.annex.label, source.annex.title, source.annex.note]
        return "\n".join([*wrapped, *_wrapped(lines), *printed]).encode()
    return "\n".join([*wrapped, *_wrapped(lines)]).encode()


def _wrapped(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, _WIDTH, break_on_hyphens=False)]


def compare(found: Task, expected: ExpectedTask) -> dict[str, tuple[str, str]]:
    """Returns (found, expected) of each cell of a task, on skeletons."""
    return {
        "content": (fold(found.content.value), fold(expected.content)),
        "lead": (_names(found.lead), fold("; ".join(expected.lead))),
        "coordinate": (_names(found.coordinate), fold("; ".join(expected.coordinate))),
        "time": (fold(found.time.text.value) if found.time else "", fold(expected.time_text)),
        "result": (fold(found.result.value) if found.result else "", fold(expected.result or "")),
    }


def _names(units: Iterable[Field]) -> str:
    return fold("; ".join(unit.value for unit in units))


def pair(found: Iterable[Task], expected: Iterable[ExpectedTask]) -> Iterator[tuple[Task, ExpectedTask]]:
    """Pairs found with expected tasks by their content, the most alike first, each once."""
    tasks, wanted = list(found), list(expected)
    scores = sorted(
        (-fuzz.ratio(fold(task.content.value), fold(one.content)), i, j)
        for i, task in enumerate(tasks)
        for j, one in enumerate(wanted)
    )
    used: set[tuple[str, int]] = set()
    for score, i, j in scores:
        if -score >= _SAME_TASK and not {("t", i), ("w", j)} & used:
            used |= {("t", i), ("w", j)}
            yield tasks[i], wanted[j]


def measure(
    name: str, documents: Iterable[tuple[str, Document]], *, same: float = 100.0, errors: bool = False
) -> Counter[str]:
    """Prints F1 of the tasks and the share of right cells; a cell is right from a likeness of ``same`` (0..100)."""
    expected = {sample.id: sample.expected.tasks for sample in load_samples()}
    counts: Counter[str] = Counter()
    slowest = 0.0
    for plan_id, document in documents:
        started = time.perf_counter()
        plan = parse_plan(document, plan_id).plan
        slowest = max(slowest, time.perf_counter() - started)
        pairs = list(pair(plan.main_tasks, expected[plan_id]))
        counts.update(found=len(plan.main_tasks), expected=len(expected[plan_id]), matched=len(pairs))
        if errors:
            print(f"   {plan_id}: {len(pairs)}/{len(plan.main_tasks)}/{len(expected[plan_id])}")
        for task, wanted in pairs:
            for field, (got, want) in compare(task, wanted).items():
                right = fuzz.ratio(got, want) >= same if got or want else True
                counts[field] += right
                if errors and not right:
                    print(f"   {plan_id} [{wanted.label}] {field}: {got!r} != {want!r}")
    f1 = 2 * counts["matched"] / max(1, counts["found"] + counts["expected"])
    shares = " ".join(f"{field} {counts[field] / max(1, counts['matched']):.3f}" for field in FIELDS)
    tasks = f"{counts['matched']}/{counts['found']}/{counts['expected']}"
    cells = sum(counts[field] for field in FIELDS) / max(1, len(FIELDS) * counts["matched"])
    print(f"{name:30} tasks {tasks:12} F1 {f1:.3f} cells {cells:.3f} {shares} slowest {slowest:.2f} s", flush=True)
    return counts


def _documents(
    sources: Iterable[SampleSource], table: Callable[[TableText], Iterable[str]]
) -> Iterator[tuple[str, Document]]:
    for source in sources:
        if source.table is not None:
            yield source.id, read_document(render(source, table(source.table)), f"{source.id}.txt")


def styles(*, held_out: bool) -> dict[str, Style]:
    """Returns the styles of interleaved tables by name."""
    seed, wide = (1000, 101) if held_out else (0, 92)
    return {
        "aligned columns": Style(wide, aligned=True, seed=seed),
        "interleaved top": Style(wide, seed=seed),
        "interleaved middle": Style(wide, middle=True, seed=seed),
        "interleaved half marks": Style(wide - 12, middle=True, marks=0.5, lost=0.2, misread=0.2, seed=seed + 1),
        "interleaved numbers lost": Style(wide + 14, marks=0.3, lost=0.6, misread=0.2, seed=seed + 2),
        "interleaved wide gaps": Style(wide, middle=True, gap="  ", lost=0.3, seed=seed + 3),
    }


def main() -> None:
    """Prints every measure."""
    held_out, errors = "--held-out" in sys.argv, "--errors" in sys.argv
    sources = [source for source in read_sources() if source.table is not None][held_out::2]
    for width in (14, 23, 36) if held_out else (12, 16, 20, 26, 32, 40):
        measure(
            f"flattened at {width}",
            _documents(sources, lambda table, width=width: cells_of(table, width)),
            errors=errors,
        )
    for name, style in styles(held_out=held_out).items():
        measure(name, _documents(sources, partial(interleave, style=style)), errors=errors)


if __name__ == "__main__":
    main()
