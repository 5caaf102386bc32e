"""How well each format is read: sample plans rendered as what archives hold, and the real files beside the repository.

Run: python tests/bench/bench_reading.py [--quick] [--format NAME]… [--errors] [--keep] [--files FOLDER]

--quick takes two plans, --format one format ("scan 200 dpi"; several may be named), --errors shows what was read wrong,
--keep writes the result as the baseline that later runs are compared with, --files keeps the rendered files in FOLDER.
What the columns mean is said in ``reading_metrics``; every format is read in a process of its own, so that the memory
is its peak (of the process or of the largest program it starts). Times are printed and never judged.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reading_archive import measure_files, measure_garbage
from reading_metrics import Cells, Errors, canonical, check_ruler, compare_cells, compare_text, found_in
from rendering.catalogue import BUNDLE, FORMATS, PLANS, QUICK_PLANS, TARGETS, Format, Workshop, render

HERE = Path(__file__).parent
BASELINE = HERE / "reading_baseline.json"
# A change of the error rate or of F1 smaller than this is not told.
_TOLD = 0.0002
_MAX_RATIO = 1.15  # of the time of bare Tesseract on the same page
_LIMIT = 1800.0
_SHOWN = 8  # texts a file, with --errors


@dataclass(frozen=True, slots=True)
class Score:
    """One plan in one format; ``refused`` is the code of the error, or ``None``."""

    errors: Errors = Errors()  # noqa: RUF009 - frozen
    cells: Cells = Cells()  # noqa: RUF009 - frozen
    seconds: float = 0.0
    pages: int = 1
    refused: str | None = None

    def __add__(self, other: Score) -> Score:
        return Score(
            self.errors + other.errors,
            self.cells + other.cells,
            self.seconds + other.seconds,
            self.pages + other.pages,
            self.refused or other.refused,
        )


def read_apart(paths: Sequence[Path]) -> tuple[Mapping[str, dict[str, object]], float]:
    """Reads ``paths`` in a process of their own; returns the readings by path and the peak memory in MB."""
    command = [sys.executable, str(HERE / "reading_child.py"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}")
    result = json.loads(done.stdout)
    return result["files"], result["peak_mb"]


def score(form: Format, plan: str, reading: Mapping[str, object], shop: Workshop, *, show: bool) -> Score:
    """Compares one reading with the truth."""
    if "error" in reading:
        return Score(refused=str(reading["error"]))
    truth = form.truth(shop.sources[plan])
    found = found_in(reading["blocks"])  # type: ignore[arg-type]  # as reading_child prints them
    errors = compare_text(truth, found, caseless=form.caseless)
    cells = compare_cells(truth, found, caseless=form.caseless)
    if show and (errors.wrong or cells.right < cells.expected):
        _show(form, truth.units, found.texts)
    pages = reading["pages"]
    return Score(errors, cells, float(str(reading["seconds"])), int(str(pages or 1)))


def _show(form: Format, units: Sequence[tuple[str, ...]], texts: Sequence[str]) -> None:
    """Prints texts of the truth that stand nowhere in the reading (-), and texts of the reading foreign to it (+)."""
    stream = canonical(" ".join(texts), caseless=form.caseless)
    whole = canonical(" ".join(" ".join(unit) for unit in units), caseless=form.caseless)
    wanted = [canonical(text, caseless=form.caseless) for unit in units for text in unit]
    got = [canonical(text, caseless=form.caseless) for text in texts]
    lost = [text for text in dict.fromkeys(wanted) if text and text not in stream]
    foreign = [text for text in dict.fromkeys(got) if text and text not in whole]
    for sign, shown in (("-", lost), ("+", foreign)):
        for text in shown[:_SHOWN]:
            print(f"      {sign} {text[:150]!r}")
        if len(shown) > _SHOWN:
            print(f"      {sign} … {len(shown)} in all")


def measure(form: Format, shop: Workshop, *, show: bool) -> tuple[dict[str, Score], float]:
    """Renders and reads every plan in one format; returns scores by plan and the peak memory in MB."""
    files = render(shop, form)
    readings, peak = read_apart(list(files.values()))
    return {plan: score(form, plan, readings[str(path)], shop, show=show) for plan, path in files.items()}, peak


def line(name: str, form: Format, result: Score, tail: str = "") -> str:
    """Returns one line of the table."""
    if result.refused:
        return f"{name:44} refused: {result.refused}"
    target, f1 = TARGETS[form.family], result.cells.f1
    met = result.errors.rate <= target.rate and (f1 is None or f1 >= target.cells)
    cells = "   –  " if f1 is None else f"{f1:6.3f}"
    numbers = f"{result.errors.rate:8.3%} {result.errors.accent_rate:8.3%} {cells}"
    return f"{name:44} {numbers} {result.seconds / result.pages:7.2f} {tail:>7} {'met' if met else 'MISSED'}"


def compare(results: Mapping[str, Mapping[str, Score]], kept: Mapping[str, Mapping[str, list[float]]]) -> list[str]:
    """Returns the gains and losses against the baseline, one line a format and plan that changed."""
    changes: list[str] = []
    for name, plans in results.items():
        for plan, now in plans.items():
            before = kept.get(name, {}).get(plan)
            if before is None:
                changes.append(f"  new   {name} / {plan}")
                continue
            rate, f1 = _numbers(now)
            gain = (before[0] - rate) + (f1 - before[1])
            if abs(before[0] - rate) > _TOLD or abs(f1 - before[1]) > _TOLD:
                word = "gain " if gain > 0 else "LOSS "
                changes.append(
                    f"  {word} {name} / {plan}: CER {before[0]:.3%} → {rate:.3%}, F1 {before[1]:.3f} → {f1:.3f}"
                )
    return changes


def _numbers(result: Score) -> list[float]:
    """Returns error rate and F1, the worst of both for a refused file, as the baseline keeps them."""
    if result.refused:
        return [1.0, 0.0]
    f1 = result.cells.f1
    return [round(result.errors.rate, 6), 1.0 if f1 is None else round(f1, 4)]


def report_speed(shop: Workshop) -> None:
    """Prints the time of a scanned page against bare Tesseract."""
    files = list(render(shop, next(form for form in FORMATS if form.name == "pdf LibreOffice")).values())
    for label, path in (("with a table", files[-1]), ("text", files[0])):
        command = [sys.executable, str(HERE / "reading_speed.py"), str(path)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_LIMIT,
            check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
        if done.returncode:
            print(f"page time ({label}): not measured: {done.stderr.strip().splitlines()[-1]}")
            continue
        numbers = json.loads(done.stdout)
        met = "met" if numbers["ratio"] <= _MAX_RATIO else "MISSED"
        print(
            f"page time ({label}): {numbers['reading']:.2f} s, bare Tesseract {numbers['bare']:.2f} s, "
            f"median of ratios {numbers['ratio']:.2f}, of sums {numbers['total_ratio']:.2f} {met}"
        )


def report_archive() -> None:
    """Prints the verdicts on the real texts and the reading of one plan in every format."""
    verdicts = measure_garbage()
    if verdicts is None:
        print("no real files beside the repository: garbage and real formats were not measured")
        return
    met = "MISSED" if verdicts.wrong else "met"
    print(f"garbage: {verdicts.documents} documents, {verdicts.pages} pages, {len(verdicts.wrong)} wrong {met}")
    for name in verdicts.wrong:
        print(f"  {name}")
    print(f"{'one real plan, against its labels':44} {'CER':>8} {'accents':>8} {'cells':>6}")
    for file in measure_files():
        rate = "       –        –" if file.errors is None else f"{file.errors.rate:8.3%} {file.errors.accent_rate:8.3%}"
        f1 = None if file.cells is None else file.cells.f1
        print(f"  {file.name:42} {rate} {'   –  ' if f1 is None else f'{f1:6.3f}'} {file.outcome}")


def main() -> None:
    """Prints the table, and what changed against the baseline."""
    parser = argparse.ArgumentParser()
    for flag in ("--quick", "--errors", "--keep"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--format", action="append", choices=[form.name for form in FORMATS])
    parser.add_argument("--files", type=Path)
    options = parser.parse_args()
    started = time.perf_counter()
    check_ruler()
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(options.files or Path(folder), QUICK_PLANS if options.quick else PLANS)
        results: dict[str, dict[str, Score]] = {}
        print(f"{'format / plan':44} {'CER':>8} {'accents':>8} {'cells':>6} {'s/page':>7} {'MB':>7}")
        for form in FORMATS:
            if options.format and form.name not in options.format:
                continue
            try:
                results[form.name], peak = measure(form, shop, show=options.errors)
            except (RuntimeError, subprocess.SubprocessError) as error:
                print(f"{form.name:44} not measured: {error}")
                continue
            plans = results[form.name]
            for plan, result in plans.items():
                print(line(f"  {form.name} / {plan}", form, result))
            print(line(f"{form.name}, {form.family}", form, sum(plans.values(), Score(pages=0)), f"{peak:.0f}"))
            sys.stdout.flush()
        if not options.format:
            report_bundle(shop)
            report_speed(shop)
            report_archive()
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}
    changes = compare(results, kept)
    print("against the baseline:", *(changes or ["  nothing changed"]), sep="\n")
    if options.keep:
        new = {name: {plan: _numbers(result) for plan, result in plans.items()} for name, plans in results.items()}
        merged = {name: kept.get(name, {}) | new.get(name, {}) for name in (*kept, *new)}
        BASELINE.write_text(json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{time.perf_counter() - started:.0f} s")


def report_bundle(shop: Workshop) -> None:
    """Prints what becomes of a zip of several files given as one document: it is to be ingested, not read."""
    readings, _ = read_apart(list(render(shop, BUNDLE).values()))
    codes = {str(reading.get("error")) for reading in readings.values()}
    print(f"zip of several files: {', '.join(sorted(codes))} {'met' if codes == {'ARCHIVE_OF_FILES'} else 'MISSED'}")


if __name__ == "__main__":
    main()
