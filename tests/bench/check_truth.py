"""Which findings of ``check`` the source of a plan bears out: the slips that stand in it, read off what is printed.

``check_labels.tsv`` holds, one a line, what is wrong in the plans as they were written, each judged by reading the
source (plan, code, document as a key without ``@year``; "line ends" for the last marks of bases). A missing basis is
not labelled: the title, the day and the true bases of a plan tell it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rendering.invented import InventedPlan
from slip_draft import Draft, Slip, number_of

from corpus.citations.keys import plain_key
from corpus.frameworks import Framework, match_cues
from corpus.text import fold

LABELS = Path(__file__).parent / "check_labels.tsv"
# Slips that only the text of a word processor shows, and those that a recognised day cannot show; see search/citations.
NATIVE_ONLY = frozenset({"CITATION_FORM", "CITATION_AFTER_PLAN"})

# The year inside a number. Matched: "/2015/" in "26/2015/TT-BKHCN". Refused: "101/QĐ-BKHCN".
_NUMBER_YEAR = re.compile(r"/(?:19|20)\d\d/")


@dataclass(frozen=True, slots=True)
class CheckTruth:
    """What may be found in a plan.

    Attributes:
        owed: slips that should be found.
        allowed: findings that are no error, though none asks for them.
    """

    owed: frozenset[Slip]
    allowed: frozenset[Slip] = frozenset()


def load_labels(path: Path = LABELS) -> dict[str, set[Slip]]:
    """Returns the slips of each plan as it was written, without missing bases."""
    labels: dict[str, set[Slip]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        plan, code, subject = line.split("\t")
        labels[plan].add(Slip(code, subject))
    return labels


def plan_truth(plan: InventedPlan, labels: set[Slip], framework: Framework) -> CheckTruth:
    """Returns what may be found in a plan as it was written."""
    missing = frozenset(_missing_bases(plan, frozenset(), framework))
    if not plan.truth.bases:  # none has a number: a hint is no error, and none is asked for
        return CheckTruth(frozenset(labels), missing)
    return CheckTruth(frozenset(labels) | missing)


def draft_truth(draft: Draft, labels: set[Slip], framework: Framework) -> CheckTruth:
    """Returns what may be found in a plan with slips; the form of a document it no longer rests on may be told."""
    kept = {Slip(each.code, draft.renamed.get(each.subject, each.subject)) for each in labels}
    gone = {each for each in kept if each.subject in draft.removed}
    missing = frozenset(_missing_bases(draft.plan, frozenset(draft.removed), framework))
    return CheckTruth(frozenset(kept - gone) | missing | frozenset(draft.slips), frozenset(gone))


def _missing_bases(plan: InventedPlan, removed: frozenset[str], framework: Framework) -> Iterator[Slip]:
    """Yields the expected bases that none of the paragraphs with the true bases prints."""
    header = plan.truth.header
    if header.title is None or not match_cues(framework.subject, fold(header.title)):
        return
    day = header.date or (dt.date(header.year - 1, 1, 1) if header.year else None)
    if day is None:
        return
    true = {plain_key(key) for key in plan.truth.bases} - removed
    # A basis with a wrong year in its number is named, and the year is told as a slip of its own.
    named = {_NUMBER_YEAR.sub("/", key) for key in true}
    paragraphs = [item.p for item in plan.body if item.p and any(number_of(key) in item.p for key in true)]
    opening = [text for text in paragraphs if text.lstrip("- ").startswith(("Căn cứ", "Thực hiện", "Theo", "Thi hành"))]
    for basis in framework.bases:
        key = plain_key(basis.document)
        if (
            basis.expected_on(day)
            and _NUMBER_YEAR.sub("/", key) not in named
            and not any(number_of(key) in text for text in opening)
        ):
            yield Slip("BASIS_MISSING", key)
