"""How much of a plan is read right: the shipped samples and invented plans in every condition, and labelled plans.

Run: python tests/bench/bench_parsing.py [--plans GLOBS] [--set dev|held-out|fresh|last|newest|sixth]
[--conditions NAMES] [--all] [--errors] [--keep] [--files FOLDER] [--folder PLANS] [--gold FOLDER] [--no-speed]

--plans takes the plans whose id fits one of some patterns ("so-*,ubnd-*"), --set those of one half that
plans/README.md lists, --conditions those named ("docx,scan"; a
family ("native", "ruined") stands for all of its own). Where pages are recognised every fourth plan with a table
and every fourth without is measured, unless --all or --plans is given. --errors shows what was read wrong of each plan,
--keep writes the result as the baseline that later runs are compared with, --files keeps rendered files and readings in
FOLDER so that the next run parses only, --folder takes invented plans from elsewhere than ``plans/``, --gold adds the
labelled real plans of FOLDER (gold/plans.gap.json and the files it names).

What is compared and how is said in ``parsing_score``; the conditions stand in ``rendering.conditions``.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path

from parsing_parts import score_plan
from parsing_readings import Readings
from parsing_report import Result, load_baseline, save_baseline, tell_changes, tell_family, tell_plan
from parsing_speed import tell_speed
from rendering.conditions import CONDITIONS, Condition, Shop
from rendering.invented import PLANS, InventedPlan, Unavailable, load_plans
from rendering.labelled import real_plans, sample_plans

from corpus.errors import UnreadableDocument
from corpus.model import Document, Grade, Layer, Quality
from corpus.parsing import parse_plan

_SLOW_STEP = 4
# An id in the list of a half. Matched: "- `vp-ubnd-ha-thanh-2022`".
_LISTED = re.compile(r"^- `([a-z\d-]+)`$", re.MULTILINE)
BASELINE = Path(__file__).parent / "parsing_baseline.json"


_UNREAD = Document("", "", "", "", (), Quality(Grade.POOR, 0.0, Layer.NATIVE), wrapped=False)


class Bench:
    """One run: its files, readings and results."""

    def __init__(
        self, plans: Sequence[InventedPlan], slow: Sequence[InventedPlan], files: Path, readings: Readings
    ) -> None:
        self.plans = plans
        self.slow = slow
        self.shop = Shop(files, plans)
        self.readings = readings
        self.native: list[Document] = []

    def measure(self, condition: Condition) -> Iterator[Result]:
        """Yields the result of each plan that is rendered in a condition.

        Raises:
            Unavailable: a tool is not installed.
        """
        for plan in self.slow if condition.slow else self.plans:
            if not condition.fits(plan):
                continue
            path = self.shop.file(condition, plan)
            family = condition.family_of(plan)
            yield self.result(condition.name, family, path, plan, ruined=condition.ruined, merged=condition.merged)

    def result(
        self, condition: str, family: str, path: Path, plan: InventedPlan, *, ruined: bool, merged: bool = True
    ) -> Result:
        """Reads, parses and scores one file; one that cannot be read has found nothing."""
        try:
            document = self.readings.read(path)
        except UnreadableDocument as error:
            print(f"{condition} / {plan.id}: not read: {error.code}")
            document = _UNREAD
        if family.startswith("native"):
            self.native.append(document)
        score = score_plan(document, parse_plan(document, plan.id), plan, merged=merged)
        return Result(condition, plan.id, family, score, ruined)


def load_half(readme: Path, name: str) -> set[str]:
    """Returns the ids that a README lists below the heading ``name``."""
    sections = readme.read_text(encoding="utf-8").split("\n## ")
    section = next(text for text in sections if text.startswith(f"{name}\n"))
    return set(_LISTED.findall(section))


def chosen_conditions(names: str | None) -> list[Condition]:
    """Returns the conditions named, or all.

    Raises:
        SystemExit: a name is unknown.
    """
    if names is None:
        return list(CONDITIONS)
    wanted = names.split(",")
    known = {name for condition in CONDITIONS for name in (condition.name, condition.family)}
    if unknown := [name for name in wanted if name not in known]:
        raise SystemExit(f"no condition {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    return [condition for condition in CONDITIONS if condition.name in wanted or condition.family in wanted]


def measure_real(bench: Bench, folder: Path) -> Iterator[Result]:
    """Yields the results of the labelled real plans, those with a ruined text apart."""
    for real in real_plans(folder):
        family = "real, ruined" if real.ruined else "real, clean"
        result = bench.result("as found", family, real.path, real.plan, ruined=real.ruined)
        yield replace(result, real=True)


def tell(results: Sequence[Result], *, errors: bool) -> None:
    """Prints the plans (with ``errors``) and then the families."""
    if errors:
        for result in results:
            print(*tell_plan(result), sep="\n")
    for name, group in groupby(sorted(results, key=lambda result: result.family), key=lambda result: result.family):
        print(*tell_family(name, list(group)), sep="\n")


def main() -> None:
    """Prints every measure."""
    parser = argparse.ArgumentParser()
    for flag in ("--all", "--errors", "--keep", "--no-speed"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--plans")
    parser.add_argument("--set", dest="half", choices=("dev", "held-out", "fresh", "last", "newest"))
    parser.add_argument("--conditions")
    parser.add_argument("--files", type=Path)
    parser.add_argument("--folder", type=Path, default=PLANS)
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    started = time.perf_counter()
    every = (*sample_plans(), *load_plans(options.folder))
    patterns = (options.plans or "*").split(",")
    half = load_half(PLANS / "README.md", options.half) if options.half else {plan.id for plan in every}
    plans = [plan for plan in every if plan.id in half and any(fnmatch(plan.id, pattern) for pattern in patterns)]
    kinds = [[plan for plan in plans if plan.tabular is tabular][::_SLOW_STEP] for tabular in (True, False)]
    slow = plans if options.all or options.plans else [plan for kind in kinds for plan in kind]
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(plans, slow, options.files or Path(folder), Readings(options.files))
        for condition in chosen_conditions(options.conditions):
            try:
                results += bench.measure(condition)
            except Unavailable as error:
                print(f"{condition.name} was not measured: it needs {error}")
            sys.stdout.flush()
        if options.gold is not None:
            results += measure_real(bench, options.gold)
        tell(results, errors=options.errors)
        kept = load_baseline(BASELINE)
        print(*tell_changes(results, kept), sep="\n")
        if options.keep:
            save_baseline(BASELINE, results, kept)
        if not options.no_speed:
            print(tell_speed(bench.native))
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
