"""How much of a plan's running text is read right: invented bodies with their truth, as paragraphs and as lines.

Run: python tests/bench/bench_bodies.py [--errors] [dev|held_out|fresh|more]

Each line of ``bodies/*.txt`` is "tag| text {notes}": B basis, P purpose, R requirement, T task, D duty, + detail of the
task above. Notes give fields of the task above (lead, coord, time, result, content), the label of a slip, or a purpose
and requirement inside a line. ``{virtual}`` lines are no text: they name the parts of the line marked ``{skip}``.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

from corpus.model import Plan, Task
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.text import fold

FOLDER = Path(__file__).parent / "bodies"
HEAD = "KẾ HOẠCH\n\nDuy trì Hệ thống quản lý chất lượng năm 2025\n\n"
WIDTH = 84
# "dev" was open while the rules were written; the others were first read by finished rules, and are open since.
SETS = ("dev", "held_out", "fresh", "more")
_NOTE = re.compile(r"\{(?P<key>\w+)(?:=(?P<value>[^}]*))?\}")
_FIELDS = ("content", "lead", "coord", "time", "result")


@dataclass
class Work:
    """A task or a duty as it should be read."""

    main: bool
    content: str
    lead: tuple[str, ...] = ()
    coord: tuple[str, ...] = ()
    time: str | None = None
    result: str | None = None


@dataclass
class Body:
    """A body and its truth."""

    name: str
    lines: list[str] = dataclass_field(default_factory=list)
    works: list[Work] = dataclass_field(default_factory=list)
    lists: dict[str, list[str]] = dataclass_field(default_factory=lambda: {"B": [], "P": [], "R": [], "slip": []})


def load_bodies(name: str) -> list[Body]:
    """Reads ``bodies/<name>.txt``."""
    bodies: list[Body] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("==="):
            bodies.append(Body(line[4:].split(":")[0]))
            continue
        tag, _, rest = line.partition("|")
        notes = {match["key"]: match["value"] or "" for match in _NOTE.finditer(rest)}
        _add_line(bodies[-1], tag.strip(), _NOTE.sub("", rest).strip(), notes)
    return bodies


def _add_line(body: Body, tag: str, text: str, notes: dict[str, str]) -> None:
    if "virtual" not in notes:
        body.lines.append(text)
    plain = _bare(text)
    if (tag in {"T", "D"} or {"T", "D"} & notes.keys()) and "skip" not in notes:
        body.works.append(Work(tag != "D" and "D" not in notes, notes.get("content", plain)))
    if tag in {"B", "P", "R"}:
        body.lists[tag].append(plain)
    for key in ("P", "R", "slip"):
        if key in notes:
            body.lists[key].append(notes[key])
    for key in ("lead", "coord"):
        if key in notes:
            setattr(body.works[-1], key, tuple(notes[key].split("; ")))
    for key in ("time", "result"):
        if key in notes:
            setattr(body.works[-1], key, notes[key])


def _bare(text: str) -> str:
    """Drops the mark at the start and the stop at the end, as both sides of a comparison need it."""
    text = re.sub(
        r"^(?:[-+*•]|\(\d\)|[a-zđ][.)]|[IVX]+[./]|[A-H]\.|\d+(?:\.\d+)*[./)]|(?:Nhiệm vụ|Bước) \d:)\s*", "", text
    )
    return text.strip(" .;:,/")


def parse_body(body: Body, *, wrapped: bool) -> tuple[Plan, list[str]]:
    """Parses a body; returns the plan and the labels of its slips."""
    lines = body.lines
    if wrapped:
        lines = [part for line in lines for part in textwrap.wrap(line, WIDTH, break_on_hyphens=False)]
    document = read_document((HEAD + "\n".join(lines) + "\n\nNơi nhận:\n- Lưu: VT.\n").encode(), "body.txt")
    parsed = parse_plan(document, "b")
    for task in parsed.plan.tasks:
        for field in (task.content, *task.lead, *task.coordinate, *([task.result] if task.result else [])):
            assert all(document.slice(quote.source) == quote.raw for quote in field.quotes)
    slips = [
        match[1]
        for problem in parsed.problems
        if problem.code == "NUMBERING_SLIP" and (match := re.search(r"“([^”]+)”", problem.message))
    ]
    return parsed.plan, slips


def compare_body(body: Body, plan: Plan, slips: list[str]) -> Iterator[tuple[str, object, object]]:
    """Yields (measure, found, expected) for each thing the truth names, tasks paired by the start of their content."""
    left = list(plan.tasks)
    for work in body.works:
        kind = "task" if work.main else "duty"
        key = fold(work.content)[:22]
        found = next((t for t in left if t.main == work.main and fold(_bare(t.content.value))[:22] == key), None)
        if found is None:
            yield kind, None, work.content
            continue
        left.remove(found)
        yield kind, work.content, work.content
        for name, got in _fields(found).items():
            yield name, got, getattr(work, name)
    for task in left:
        yield ("task" if task.main else "duty"), task.content.value, None
    for name, got_list in (
        ("B", [_bare(field.value) for field in plan.bases]),
        ("P", [_bare(field.value) for field in plan.purposes]),
        ("R", [_bare(field.value) for field in plan.requirements]),
        ("slip", slips),
    ):
        yield name, got_list, body.lists[name]


def _fields(task: Task) -> dict[str, object]:
    return {
        "content": _bare(task.content.value),
        "lead": tuple(unit.value for unit in task.lead),
        "coord": tuple(unit.value for unit in task.coordinate),
        "time": task.time.text.value.strip(" .;") if task.time else None,
        "result": task.result.value if task.result else None,
    }


def measure(bodies: Iterable[Body], *, errors: bool) -> str:
    """Returns one line of F1 and shares for ``bodies``, read whole and wrapped."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for body in bodies:
        for wrapped in (False, True):
            for name, got, want in compare_body(body, *parse_body(body, wrapped=wrapped)):
                right[name] += got == want
                total[name] += want is not None
                found[name] += got is not None
                if errors and got != want:
                    print(f"   {body.name}{' wrapped' * wrapped} {name}: {got!r} != {want!r}")
    scores = [f"{name} F1 {2 * right[name] / max(total[name] + found[name], 1):.3f}" for name in ("task", "duty")]
    shares = [f"{name} {right[name]}/{_count(name, total, right)}" for name in (*_FIELDS, "B", "P", "R", "slip")]
    return " ".join([*scores, *shares])


def _count(name: str, total: Counter[str], right: Counter[str]) -> int:
    return right["task"] + right["duty"] if name in _FIELDS else total[name]


def main() -> None:
    """Prints a line for each set."""
    for name in [name for name in SETS if name in sys.argv] or SETS:
        print(f"{name:9}", measure(load_bodies(name), errors="--errors" in sys.argv))


if __name__ == "__main__":
    main()
