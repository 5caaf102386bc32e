"""How far the checks of a plan can be trusted: labelled plans with planted slips and look-alikes, clean and damaged.

Run: python tests/bench/bench_gap_checks.py [--conditions NAMES] [--splits dev,unseen] [--errors] [--also]
[--quick]

A planted slip is found where a finding of a fitting code stands in its place (its quote, or its row), or names what is
absent. Any other finding is a false alarm, told by code; those of form (CITATION_FORM) are told apart, as the labels
say nothing of form. A look-alike is told where a finding of its code stands there. --errors shows what is wrong in the
plans of the dev part, never of the unseen one; --also checks the invented plans of ``plans/``, whose slips are known
only where the parser tells them, and lists the findings. --quick embeds nothing: steps are then found by their wording
alone, as where no judge was learned.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from gap_labels import GapPlan, LookAlike, Slip, load_gap_plans
from gap_reading import invented, read_clean, read_damaged
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rendering.conditions import Shop
from rendering.invented import Unavailable, load_plans
from rendering.invented_word import render_word

from corpus.frameworks import load_framework
from corpus.model import Severity, Source
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.store import StoredPlan, open_store
from corpus.text import fold
from indexer import build_index, load_embedder
from search import Check, Engine, check_gaps
from search.judging import judge as learned

# The codes of the labels, and those of ours that tell the same.
CODES = {
    "OWN_NUMBER_BLANK": {"NUMBER_BLANK"},
    "OWN_DATE_BLANK": {"DATE_BLANK"},
    "APPENDIX_NUMBER_MISMATCH": {"HEADER_ANNEX_MISMATCH"},
    "APPENDIX_DATE_MISMATCH": {"HEADER_ANNEX_MISMATCH"},
    "BASIS_DATE_WRONG": {"CITATION_DATE_DIFFERS", "CITATION_YEAR_DIFFERS"},
    "BASIS_SUPERSEDED": {"CITATION_SUPERSEDED"},
    "STANDARD_SUPERSEDED": {"STANDARD_EDITION"},
    "CERTIFICATION_BODY_HIRED": {"CONTRARY_RULE"},
    "DISTRICT_BODY_AFTER_MERGER": {"DISTRICT_AFTER_MERGER"},
    "TIME_MISSING": {"DEADLINE_MISSING"},
    "TIME_IMPOSSIBLE": {"IMPOSSIBLE_DATE"},
    "TIME_OUTSIDE_YEAR": {"DEADLINE_OUTSIDE_YEAR"},
    "TIME_BEFORE_PLAN_DATE": {"DEADLINE_BEFORE_ISSUE"},
    "LEFTOVER_NAME": {"LEFTOVER_NAME", "LEFTOVER_DOCUMENT"},
}
FORM = "CITATION_FORM"
# Percent of likeness from which words of damaged text are those of the label.
_LIKE = 75.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One plan in one condition: its slips with whether each is found, its false alarms and the look-alikes told."""

    plan: GapPlan
    slips: tuple[tuple[Slip, bool], ...]
    alarms: tuple[Check, ...]
    form: int
    fooled: tuple[LookAlike, ...]


class WordsAlone(Engine):
    """An engine for which no text is nearer than another; for the judge by cues only."""

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns the same unit vector for every text."""
        vectors = np.zeros((len(texts), self.index.manifest.dimension), np.float32)
        vectors[:, 0] = 1
        return vectors


def judge(plan: GapPlan, stored: StoredPlan, checks: Sequence[Check]) -> Outcome:
    """Matches the findings with the labels."""
    matched = [[check for check in checks if _is_told(slip, check, stored)] for slip in plan.slips]
    right = {id(check) for found in matched for check in found}
    rest = [check for check in checks if id(check) not in right]
    fooled = [look for look in plan.look_alikes if any(_stands_at(look, check, stored) for check in rest)]
    return Outcome(
        plan,
        tuple((slip, bool(found)) for slip, found in zip(plan.slips, matched, strict=True)),
        tuple(check for check in rest if check.code != FORM),
        sum(check.code == FORM for check in rest),
        tuple(fooled),
    )


def codes_of(label: str) -> set[str]:
    """Returns our codes for a code of the labels."""
    return {"ORDER_REVERSED"} if label.startswith("ORDER_") else CODES.get(label, {label})


def _is_told(slip: Slip, check: Check, stored: StoredPlan) -> bool:
    if check.code not in codes_of(slip.code):
        return False
    if slip.absent is not None and slip.task is None:
        return check.expected is not None and fold(slip.absent) in fold(check.expected)
    if check.source is None:
        return False
    quotes = [text for text in (slip.quote, slip.task) if text]
    here = [stored.document.slice(check.source)]
    here += [stored.document.slice(task.source) for task in stored.plan.tasks if _holds(task.source, check.source)]
    if any(_alike(quote, words) for quote in quotes for words in here):
        return True
    # The order of two rows may be told at either: the message names both times.
    rows = [task for task in stored.plan.tasks if any(_alike(quote, task.content.value) for quote in quotes)]
    return slip.code.startswith("ORDER_") and any(
        task.time is not None and task.time.text.value in check.message for task in rows
    )


def _stands_at(look: LookAlike, check: Check, stored: StoredPlan) -> bool:
    if check.code not in codes_of(look.code) or check.source is None:
        return False
    return _alike(look.quote, stored.document.slice(check.source))


def _holds(row: Source, place: Source) -> bool:
    return row.start <= place.start < row.end


def _alike(quote: str, words: str) -> bool:
    one, two = fold(quote), fold(words)
    if not one or not two:
        return False
    return (
        one in two
        or two in one
        or (len(one) > 8 and fuzz.partial_ratio(one, two) >= _LIKE and len(two) >= len(one) / 2)
    )


def tell(outcomes: Sequence[Outcome]) -> None:
    """Prints found and planted by code, and the false alarms."""
    planted, found = Counter[str](), Counter[str]()
    for outcome in outcomes:
        for slip, told in outcome.slips:
            planted[slip.code] += 1
            found[slip.code] += told
    for code in sorted(planted):
        print(f"   {code:30} {found[code]:3} of {planted[code]:3}")
    missing = planted["BASIS_MISSING"]
    other = sum(planted.values()) - missing
    print(
        f"   all planted {sum(found.values())} of {sum(planted.values())}; without BASIS_MISSING "
        f"{sum(found.values()) - found['BASIS_MISSING']} of {other}"
        + (f" = {(sum(found.values()) - found['BASIS_MISSING']) / other:.3f}" if other else "")
    )
    alarms = Counter((check.code, check.severity.value) for outcome in outcomes for check in outcome.alarms)
    strong = sum(count for (_, severity), count in alarms.items() if severity != Severity.INFO)
    plans = max(len(outcomes), 1)
    print(
        f"   false alarms a plan {alarms.total() / plans:.2f} (warnings and errors {strong / plans:.2f}); "
        f"hints of form a plan {sum(outcome.form for outcome in outcomes) / plans:.2f}"
    )
    for (code, severity), count in sorted(alarms.items()):
        print(f"      {code} {severity} {count}")
    looks = sum(len(outcome.plan.look_alikes) for outcome in outcomes)
    print(f"   look-alikes told {sum(len(outcome.fooled) for outcome in outcomes)} of {looks}")


def tell_errors(outcomes: Sequence[Outcome]) -> None:
    """Prints what is wrong."""
    for outcome in outcomes:
        for slip, told in outcome.slips:
            if not told:
                print(f"   {outcome.plan.id}: missed {slip.code} {slip.quote or slip.absent}")
        for check in outcome.alarms:
            print(f"   {outcome.plan.id}: false {check.code} {check.severity}: {check.message[:160]}")


def read_in(plans: Sequence[GapPlan], condition: str, folder: Path) -> Iterator[tuple[GapPlan, StoredPlan]]:
    """Reads plans as Word files ("clean") or in a condition of ``rendering.conditions``."""
    shop = Shop(folder, [invented(plan) for plan in plans])
    for plan in plans:
        document, parsed = read_clean(plan) if condition == "clean" else read_damaged(plan, shop, condition)
        yield plan, StoredPlan(parsed.plan, document, parsed.problems)


def main() -> None:
    """Prints every measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--conditions", default="clean,flattened-26,ruined-3")
    parser.add_argument("--splits", default="dev,unseen")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--also", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    framework = load_framework("khung-101")
    cues_alone = patch.object(learned, "load_weights", return_value=None) if options.quick else nullcontext()
    with tempfile.TemporaryDirectory() as home, cues_alone:
        store = open_store(Path(home) / "store")
        embedder = load_embedder(None)
        kind = WordsAlone if options.quick else Engine
        engine = kind(store, build_index(store, embedder), lambda: embedder)
        for condition in options.conditions.split(","):
            for split in options.splits.split(","):
                plans = [plan for plan in load_gap_plans() if plan.split == split]
                try:
                    outcomes = [
                        judge(plan, stored, check_gaps(engine, stored, framework).checks)
                        for plan, stored in read_in(plans, condition, Path(home))
                    ]
                except Unavailable as error:
                    print(f"{condition} was not measured: it needs {error}")
                    continue
                print(f"{condition}, {split}: {len(outcomes)} plans")
                tell(outcomes)
                if options.errors and split == "dev":
                    tell_errors(outcomes)
                sys.stdout.flush()
        if options.also:
            tell_invented(engine)
        store.close()


def tell_invented(engine: Engine) -> None:
    """Prints the findings on the invented plans, but for hints on bases."""
    framework = load_framework("khung-101")
    counts = Counter[str]()
    for plan in load_plans():
        document = read_document(render_word(plan), f"{plan.id}.docx")
        parsed = parse_plan(document, plan.id)
        for check in check_gaps(engine, StoredPlan(parsed.plan, document, parsed.problems), framework).checks:
            counts[check.code] += 1
            if check.code not in {FORM, "BASIS_MISSING"} and check.code not in plan.truth.problems:
                print(f"   {plan.id}: {check.code} {check.severity}: {check.message[:160]}")
    print("invented plans: " + ", ".join(f"{code} {count}" for code, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
