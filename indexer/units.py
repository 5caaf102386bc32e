"""What can be found: one unit for each task or duty of a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.abbreviations import shipped_expander
from corpus.model import Document, Layer, Task
from corpus.store import StoredPlan
from corpus.text import fold, normalise, reading_text

_WORD = re.compile(r"[^\W_]+")
# Sizes of the letter groups of the skeleton index. They run over the blanks between words, so that they know which
# words meet: nDCG@10 over all tasks .80/.81 (step names / with descriptions; tests/bench/bench_search.py). Groups that
# stop at a word's end gave .75/.80 in one comparison on the same queries, which also chose between the two.
_GRAM_SIZES = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the index.

    Attributes:
        id: id of the task.
        plan: id of its plan.
        text: what is embedded and segmented: content, then the paragraphs that describe it; of a ruined text the
            guesses at its words; its abbreviations written out.
        main: whether it is a row of the task list.
        damaged: its letters are ruined and nothing was guessed; only the skeleton can find it.
    """

    id: str
    plan: str
    text: str
    main: bool
    damaged: bool


def build_units(stored: StoredPlan) -> tuple[Unit, ...]:
    """Builds the units of a plan in the order of its tasks."""
    document, plan = stored.document, stored.plan
    damaged = document.quality.layer is Layer.DAMAGED and not document.restored
    return tuple(Unit(task.id, plan.id, build_text(document, task), task.main, damaged) for task in plan.tasks)


def build_text(document: Document, task: Task) -> str:
    """Returns what a task is found by: :func:`read_words` with the abbreviations written out that are always sure.

    So it is found by the short form and by the words alike, as questions are written out too (tests/bench/bench_search,
    abbreviations in questions only: nDCG@10 .855/.774/.817 over three sets, .877/.803/.799 in tasks too; all groups
    .770 and .776).
    """
    return shipped_expander().expand(read_words(document, task), guess=False)


def read_words(document: Document, task: Task) -> str:
    """Returns the words of a task that say what is to be done, as they were probably meant where they are ruined."""
    fields = (task.content, *task.detail)
    if not document.restored:
        return " ".join(field.value for field in fields)
    quotes = [quote.source for field in fields for quote in field.quotes]
    return normalise(
        " ".join(reading_text(document.text, document.restored, place.start, place.end) for place in quotes)
    )


def letter_groups(text: str) -> list[str]:
    """Returns the letter groups of the skeleton of ``text``, with repetitions; ``[]`` where it has no letter or digit.

    They find what recognition errors and missing accents hide: "Dénh gid nội bộ" shares most of its groups with
    "đánh giá nội bộ".
    """
    words = _WORD.findall(fold(text))
    run = f" {' '.join(words)} " if words else ""
    return [run[start : start + size] for size in _GRAM_SIZES for start in range(len(run) - size + 1)]


def skeleton_words(text: str) -> list[str]:
    """Returns the syllables of ``text`` without accents and the pairs of neighbours ("danh", "gia", "danh_gia").

    A large index looks up by them what shares letter groups with a question.
    """
    words = _WORD.findall(fold(text))
    return words + [f"{first}_{second}" for first, second in pairwise(words)]
