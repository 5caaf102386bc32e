"""The measures of a gap check's verdicts against labelled plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gap_labels import Cell as Label

from search import Verdict

# "Không áp dụng" says as "Thiếu" does that nothing is there.
_ABSENT = {Verdict.MISSING, Verdict.NOT_APPLICABLE}


@dataclass(frozen=True)
class Cell:
    """One step of one plan.

    Attributes:
        step: its id.
        label: what it should be.
        verdict: what was said.
        found: whether a passage that was shown holds a quote of the label; ``None`` where nothing was to be shown.
    """

    step: str
    label: Label
    verdict: Verdict
    found: bool | None = None


def print_scores(name: str, cells: Sequence[Cell], *, table: bool = False) -> None:
    """Prints one line of measures; cells whose label is ambiguous are left out.

    accuracy: verdicts that the label allows. missing: of "Thiếu" said, the share that the label allows; of cells
    labelled missing alone, the share that was said. two classes: macro-F1 of absent (missing, not applicable) against
    there (covered, partial), where a verdict that the label allows is right, and unclear is wrong. unclear: share of
    all. partial: as for missing, without S01, which the plan itself realises in part. evidence: of steps rightly said
    to be covered, the share that shows a labelled passage.
    """
    cells = [cell for cell in cells if cell.label.verdict != "ambiguous"]
    right = [cell.label.allows(cell.verdict) for cell in cells]
    said = [cell for cell in cells if cell.verdict is Verdict.MISSING]
    due = [cell for cell in cells if cell.label.verdict == "missing"]
    covered = [cell for cell in cells if cell.verdict is Verdict.COVERED]
    parts = [cell for cell in cells if cell.step != "S01"]
    partial = [cell.label.allows(Verdict.PARTIAL) for cell in parts if cell.verdict is Verdict.PARTIAL]
    due_partial = [cell.verdict is Verdict.PARTIAL for cell in parts if cell.label.verdict == "partial"]
    shown = [cell.found for cell in covered if cell.label.verdict == "covered" and cell.found is not None]
    print(
        f"{name:34} n {len(cells):4}  accuracy {_share(right):.3f}"
        f"  missing P {_share([c.label.allows(Verdict.MISSING) for c in said]):.3f}"
        f" R {_share([c.label.allows(c.verdict) for c in due]):.3f}"
        f"  covered P {_share([c.label.allows(Verdict.COVERED) for c in covered]):.3f}"
        f" R {_share([c.verdict is Verdict.COVERED for c in cells if c.label.verdict == 'covered']):.3f}"
        f"  partial P {_share(partial):.3f} ({len(partial)}) R {_share(due_partial):.3f}"
        f"  two classes {_two_classes(cells):.3f}"
        f"  unclear {_share([c.verdict is Verdict.UNCLEAR for c in cells]):.3f}"
        f"  evidence {_share(shown):.3f}"
    )
    if table:
        counts = Counter((cell.label.verdict, cell.verdict.value) for cell in cells)
        for label in dict.fromkeys(cell.label.verdict for cell in cells):
            row = "  ".join(f"{verdict.value} {counts[label, verdict.value]}" for verdict in Verdict)
            print(f"    labelled {label:15} {row}")


def _two_classes(cells: Sequence[Cell]) -> float:
    pairs = []
    for cell in cells:
        absent = cell.label.verdict in {"missing", "not_applicable"}
        guess = absent if cell.label.allows(cell.verdict) else cell.verdict in _ABSENT
        if cell.verdict is Verdict.UNCLEAR:
            guess = not absent
        pairs.append((absent, guess))
    scores = []
    for kind in (True, False):
        hits = sum(absent is kind and guess is kind for absent, guess in pairs)
        total = sum(absent is kind for absent, _ in pairs) + sum(guess is kind for _, guess in pairs)
        scores.append(2 * hits / total if total else 0.0)
    return sum(scores) / 2


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")
