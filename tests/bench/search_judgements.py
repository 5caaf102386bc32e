"""Judged questions to the task search: sets of tasks, what is asked of them, and how relevant each task is.

``steps``: 30 framework steps over the 107 tasks of five real plans, asked by name, by name and description, and by name
without accents. ``real``: 143 questions of all kinds over the same tasks. ``samples``: 140 over the tasks of the
shipped sample plans. See ``queries/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.abbreviations import shipped_expander
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.reading.restoration import restore_text
from corpus.samples import load_samples
from corpus.store import StoredPlan
from corpus.text import fold, reading_text
from indexer import Unit
from indexer.units import build_units

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
QUERIES = Path(__file__).parent / "queries"
OFF_TOPIC = "off-topic"


@dataclass(frozen=True, slots=True)
class Question:
    """A judged question: its words, its group, and the gain (2, 1 or 0) of each task of its set."""

    id: str
    group: str
    words: str
    gains: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Tasks and questions about them; ``ruined`` tells tasks of plans that a recognition ruined."""

    name: str
    units: tuple[Unit, ...]
    ruined: NDArray[np.bool_]
    questions: tuple[Question, ...]

    @property
    def plans(self) -> NDArray[np.str_]:
        """The plan of each task."""
        return np.array([unit.plan for unit in self.units])


def load_sets(shared: Path = SHARED, *, restored: bool = True) -> Iterator[JudgedSet]:
    """Yields the judged sets; those over real plans only where the judgements are at hand.

    Args:
        shared: the folder with the judgements.
        restored: whether ruined tasks are restored, as they are in an index; else they stay as found.
    """
    path = shared / "gold" / "queries.json"
    if path.is_file():
        gold = json.loads(path.read_text("utf-8"))
        units = tuple(_real_unit(task, restored=restored) for task in gold["tasks"])
        ruined = np.array([task["damaged"] for task in gold["tasks"]])
        yield JudgedSet("steps", units, ruined, tuple(_step_questions(gold["queries"], units)))
        yield JudgedSet("real", units, ruined, _read_questions("real", [unit.id for unit in units]))
    units = tuple(_sample_units())
    questions = _read_questions("samples", _number(units))
    yield JudgedSet("samples", units, np.zeros(len(units), np.bool_), questions)


def _real_unit(task: dict[str, str], *, restored: bool) -> Unit:
    unit = Unit(task["id"], task["plan"], task["text"], True, bool(task["damaged"]))
    unit = restore(unit) if restored and unit.damaged else unit
    return replace(unit, text=shipped_expander().expand(unit.text, guess=False))


def restore(unit: Unit) -> Unit:
    """Returns a ruined unit as the index holds it: its words guessed (here without the rest of its plan)."""
    guesses = restore_text(unit.text, [(0, len(unit.text))])
    return replace(unit, text=reading_text(unit.text, guesses, 0, len(unit.text)), damaged=False)


def _step_questions(queries: list[dict[str, object]], units: tuple[Unit, ...]) -> Iterator[Question]:
    for query in queries:
        relevant = query["relevant"]
        gains = np.array([relevant.get(unit.id, 0) for unit in units])  # type: ignore[attr-defined]
        name, about = str(query["name"]), str(query["description"])
        number = str(query["id"])
        yield Question(f"{number}n", "name", name, gains)
        yield Question(f"{number}d", "name + description", f"{name}. {about}", gains)
        yield Question(f"{number}u", "name, unaccented", fold(name), gains)


def _sample_units() -> Iterator[Unit]:
    for sample in load_samples():
        document = read_document(sample.path.read_bytes(), sample.path.name)
        plan = parse_plan(document, sample.id).plan
        yield from build_units(StoredPlan(plan, document, ()))


def _number(units: tuple[Unit, ...]) -> list[str]:
    """Returns what a judgement calls each task: plan and place in its plan, from 1."""
    seen: dict[str, int] = {}
    names = []
    for unit in units:
        seen[unit.plan] = seen.get(unit.plan, 0) + 1
        names.append(f"{unit.plan}#{seen[unit.plan]:02d}")
    return names


def _read_questions(name: str, names: list[str]) -> tuple[Question, ...]:
    """Reads the questions of a set.

    Raises:
        ValueError: a judgement is of a task that the set has not.
    """
    known = frozenset(names)
    questions = []
    for query in json.loads((QUERIES / f"{name}.json").read_text("utf-8")):
        unknown = query["relevant"].keys() - known
        if unknown:
            raise ValueError(f"{query['id']}: no task is called {sorted(unknown)}")
        gains = np.array([query["relevant"].get(task, 0) for task in names])
        questions.append(Question(query["id"], query["group"], query["text"], gains))
    return tuple(questions)
