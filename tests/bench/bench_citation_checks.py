"""How far the findings of ``check`` can be trusted: known plans, as written and with slips planted, in every condition.

Run: python tests/bench/bench_citation_checks.py [--plans GLOBS] [--conditions NAMES] [--errors HALF] [--keep]
[--files FOLDER] [--folder PLANS] [--as-written]

A finding is false where the source of the plan does not bear it out (``check_truth``); a slip of the source that is not
found is missed. Told by code, for the plans as they were written and for those with slips planted (``planted_slips``),
in three families: texts, recognised scans, ruined texts. Where pages are recognised every fourth plan is measured, as
``bench_parsing`` does, and every eighth with planted slips; both share the folder of --files. --errors shows what is
wrong in the plans of one half (dev, held-out, all), --keep writes the result as the baseline, --as-written leaves the
planted slips out.

Form and days after the plan's own are looked for in texts alone, so that nothing of the kind is missed elsewhere. No
other plans are asked: what most of them say is a hint that has tests of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from check_truth import NATIVE_ONLY
from citation_findings import Case, Outcome, judge, load_cases
from parsing_readings import Readings
from rendering.conditions import CONDITIONS, Condition, Shop
from rendering.invented import PLANS, Unavailable

from corpus.citations.registry import load_registry
from corpus.errors import UnreadableDocument
from corpus.frameworks import load_framework
from corpus.model import Document, Layer, Severity
from corpus.parsing import parse_plan
from corpus.store import Store, StoredPlan, open_store
from search import check_citations

BASELINE = Path(__file__).parent / "citation_checks_baseline.json"
FAMILIES = {
    "text": ("docx", "html", "txt", "pdf", "pdftotext", "aligned"),
    "OCR": ("scan", "noisy"),
    "ruined": ("ruined-3", "ruined-6", "ruined-layer"),
}
# Conditions in which the planted slips are rendered: one of each kind of reader.
_PLANTED = ("docx", "html", "txt", "pdf", "scan", "ruined-3")
_SLOW_STEP = 4
_SHOWN = 40


class Bench:
    """One run: its files, readings and an empty store."""

    def __init__(self, cases: Sequence[Case], files: Path, readings: Readings, store: Store) -> None:
        plans = [case.plan for case in cases if not case.planted]
        kinds = [[plan.id for plan in plans if plan.tabular is tabular][::_SLOW_STEP] for tabular in (True, False)]
        self._slow = {name for kind in kinds for name in kind}
        self._slow_drafts = {name for kind in kinds for name in kind[::2]}
        self._cases = cases
        written = [case.plan for case in cases if not case.planted]
        drafts = [case.plan for case in cases if case.planted and case.origin in self._slow_drafts]
        # LibreOffice prints all plans of a shop in one call; drafts are printed only where they are recognised.
        self._shops = {False: Shop(files, written), True: Shop(files, drafts)}
        self._readings = readings
        self._store = store
        self._registry = load_registry()
        self._framework = load_framework("khung-101")

    def measure(self, condition: Condition) -> Iterator[Outcome]:
        """Yields the outcome of each plan that is rendered in a condition.

        Raises:
            Unavailable: a tool is not installed.
        """
        for case in self._cases:
            if not condition.fits(case.plan) or not self._is_measured(condition, case):
                continue
            try:
                document = self._readings.read(self._shops[case.planted].file(condition, case.plan))
            except UnreadableDocument as error:
                print(f"{condition.name} / {case.plan.id}: not read: {error.code}")
                continue
            yield self.outcome(condition.name, case, document)

    def _is_measured(self, condition: Condition, case: Case) -> bool:
        if not case.planted:
            return not condition.slow or case.origin in self._slow
        printed = condition.slow or condition.extension == "pdf"
        return condition.name in _PLANTED and (not printed or case.origin in self._slow_drafts)

    def outcome(self, condition: str, case: Case, document: Document) -> Outcome:
        """Checks one reading, and judges each finding."""
        parsed = parse_plan(document, case.plan.id)
        stored = StoredPlan(parsed.plan, document, parsed.problems)
        checks = check_citations(self._store, stored, self._registry, self._framework).checks
        findings = tuple(judge(check, stored, case.truth) for check in checks)
        found = {finding.slip for finding in findings}
        native = document.quality.layer is Layer.NATIVE
        owed = {slip for slip in case.truth.owed if native or slip.code not in NATIVE_ONLY}
        return Outcome(condition, case, findings, tuple(sorted(owed - found)))


def tell(outcomes: Sequence[Outcome]) -> None:
    """Prints the measures of each family."""
    for family, conditions in FAMILIES.items():
        for planted in (False, True):
            chosen = [each for each in outcomes if each.condition in conditions and each.case.planted is planted]
            if chosen:
                print(f"{family}, {'slips planted' if planted else 'as written'}: {len(chosen)} readings")
                tell_codes(chosen)
    sure = [finding for each in outcomes for finding in each.findings if finding.too_sure]
    print(f"damaged citations told as more than a hint to look: {len(sure)}")
    for finding in sure[:_SHOWN]:
        print(f"   {finding.slip.code} {finding.severity}: {finding.message}")


def tell_codes(outcomes: Sequence[Outcome]) -> None:
    """Prints a line for each code, and one for all."""
    findings = [finding for each in outcomes for finding in each.findings]
    codes = {finding.slip.code for finding in findings} | {slip.code for each in outcomes for slip in each.missed}
    for code in (*sorted(codes), None):
        own = [finding for finding in findings if code in {None, finding.slip.code}]
        counts = Counter((finding.right, finding.severity) for finding in own)
        missed = sum(code in {None, slip.code} for each in outcomes for slip in each.missed)
        right, wrong = (sum(counts[verdict, severity] for severity in Severity) for verdict in (True, False))
        print(
            f"   {code or 'all':26} true {right:4} ({counts[True, Severity.WARNING]:3} warnings)  false {wrong:3} "
            f"({counts[False, Severity.WARNING]:2} warnings)  missed {missed:3}  P {_share(right, right + wrong)}  "
            f"R {_share(right, right + missed)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def tell_errors(outcomes: Iterable[Outcome], half: str) -> None:
    """Prints what is wrong in the plans of one half."""
    for each in outcomes:
        if half in {"all", each.case.half}:
            for finding in each.findings:
                if not finding.right:
                    kind = f"{finding.slip.code} {finding.slip.subject} ({finding.severity})"
                    print(f"{each.condition} / {each.case.plan.id}: false {kind}: {finding.message[:160]}")
            for slip in each.missed:
                print(f"{each.condition} / {each.case.plan.id}: missed {slip.code} {slip.subject}")


def tell_changes(outcomes: Sequence[Outcome], kept: dict[str, dict[str, list[str]]]) -> None:
    """Prints the cases gained and lost against the baseline."""
    lines: list[str] = []
    for each in outcomes:
        before = kept.get(each.condition, {}).get(each.case.plan.id, [])
        place = f"{each.condition} / {each.case.plan.id}"
        lines += [f"  LOSS {place}: {case}" for case in each.wrong if case not in before]
        lines += [f"  gain {place}: {case}" for case in before if case not in each.wrong]
    lost = sum(line.startswith("  LOSS") for line in lines)
    print(f"against the baseline: {len(lines) - lost} cases gained, {lost} lost")
    print(*sorted(lines)[:_SHOWN], sep="\n")


def save_baseline(outcomes: Sequence[Outcome], kept: dict[str, dict[str, list[str]]]) -> None:
    """Keeps what is wrong; conditions and plans that were not measured stay as they are."""
    merged = {name: dict(plans) for name, plans in kept.items()}
    for each in outcomes:
        plans = merged.setdefault(each.condition, {})
        plans.pop(each.case.plan.id, None)
        if each.wrong:
            plans[each.case.plan.id] = each.wrong
    BASELINE.write_text(json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Prints every measure."""
    parser = argparse.ArgumentParser()
    for flag in ("--keep", "--as-written"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--plans", default="*")
    parser.add_argument("--conditions")
    parser.add_argument("--errors", choices=("dev", "held-out", "all"))
    parser.add_argument("--files", type=Path)
    parser.add_argument("--folder", type=Path, default=PLANS)
    options = parser.parse_args()
    started = time.perf_counter()
    names = [name for family in FAMILIES.values() for name in family]
    wanted = options.conditions.split(",") if options.conditions else names
    cases = load_cases(options.folder, options.plans.split(","), planted=not options.as_written)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store")
        bench = Bench(cases, options.files or Path(folder), Readings(options.files), store)
        for condition in (each for each in CONDITIONS if each.name in wanted and each.name in names):
            try:
                outcomes += bench.measure(condition)
            except Unavailable as error:
                print(f"{condition.name} was not measured: it needs {error}")
            sys.stdout.flush()
        store.close()
    if options.errors:
        tell_errors(outcomes, options.errors)
    tell(outcomes)
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}
    tell_changes(outcomes, kept)
    if options.keep:
        save_baseline(outcomes, kept)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
