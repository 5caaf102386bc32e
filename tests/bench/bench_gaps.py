"""How far the gap check can be trusted: the shipped samples, and the labelled real plans where they are at hand.

Run: python tests/bench/bench_gaps.py [--errors]

A label is covered, partial or missing. "Thiếu" is wrong where the label is not missing; "Chưa rõ" is neither right nor
wrong, and its share is the work left to a person. A conditional step that does not apply counts as right where the
label is missing. Macro-F1 is over the three labels; of steps rightly said to be covered or covered in part, evidence is
the share that shows a labelled passage (real plans). No real plan taught the judge anything.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gap_judge_teaching import SHORTEST, squash

from corpus.frameworks import load_framework
from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import build_index, load_embedder
from search import Engine, Verdict, check_gaps

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LABELS = ("covered", "partial", "missing")
SHOWN = {("covered", "missing"), ("missing", "covered"), ("partial", "missing"), ("covered", "unclear")}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A plan file with the label of each step, and the texts that plan it, where they are known."""

    group: str
    path: Path
    labels: dict[str, str]
    evidence: dict[str, list[str]] = field(default_factory=dict)


def labelled_samples() -> Iterator[Labelled]:
    """Yields the shipped samples."""
    for sample in load_samples():
        expected = sample.expected
        labels = dict.fromkeys(expected.present, "covered")
        labels |= dict.fromkeys(expected.partial, "partial") | dict.fromkeys(expected.missing, "missing")
        yield Labelled("samples", sample.path, labels)


def labelled_real_plans() -> Iterator[Labelled]:
    """Yields the real plans, clean and ruined, and the corrected reading of the ruined ones."""
    gold = SHARED / "gold" / "plans.gap.json"
    if not gold.exists():
        print("no labelled real plans beside the repository: only the samples are measured")
        return
    for plan in json.loads(gold.read_text())["plans"]:
        labels = {cell["step"]: cell["verdict"] for cell in plan["cells"] if not cell["ambiguous"]}
        found, clean = ({unit["id"]: unit[name] for unit in plan["units"]} for name in ("text", "text_clean"))
        path = SHARED / plan["file"]
        group = "real, ruined" if ".ocr." in path.name else "real, clean"
        yield Labelled(group, path, labels, list_evidence(plan, found))
        for corrected in (SHARED / "plans" / "iso-corrected").glob(f"{plan['id']}*"):
            yield Labelled("real, corrected", corrected, labels, list_evidence(plan, clean))


def list_evidence(plan: dict[str, Any], texts: dict[str, str | None]) -> dict[str, list[str]]:
    """Returns the texts that plan each step."""
    return {
        cell["step"]: [squash(text) for proof in cell["evidence"] if (text := texts.get(proof["unit"]))]
        for cell in plan["cells"]
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled step with its verdict; ``shown``: is a labelled passage shown? ``None`` where none is known."""

    step: str
    label: str
    verdict: Verdict
    note: str
    shown: bool | None


def judge(store: Store, engine: Engine, plan: Labelled) -> Iterator[Judged]:
    """Yields the labelled steps of a plan with their verdicts."""
    result = ingest_file(store, plan.path)
    if result.plan_id is None:
        raise SystemExit(f"{plan.path.name}: {result.error}")
    report = check_gaps(engine, store.load_plan(result.plan_id), load_framework("khung-101"))
    for item in report.items:
        if item.step.id in plan.labels:
            shown = (*item.evidence, *item.nearest)
            note = f"{shown[0].score:.2f} {shown[0].text[:80]}" if shown else ""
            known, texts = plan.evidence.get(item.step.id), [squash(proof.text) for proof in item.evidence]
            seen = any(one in text or (len(text) > SHORTEST and text in one) for one in known or () for text in texts)
            yield Judged(item.step.id, plan.labels[item.step.id], item.verdict, note, seen if known else None)


def main() -> None:
    """Prints verdicts against labels, and the measures of each group."""
    errors = "--errors" in sys.argv
    counts: Counter[tuple[str, str, str]] = Counter()
    shown: dict[str, list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store = open_store(home)
        embedder = load_embedder(None)
        engine = Engine(store, build_index(store, embedder), lambda: embedder)
        for plan in (*labelled_samples(), *labelled_real_plans()):
            for one in judge(store, engine, plan):
                counts[plan.group, one.label, one.verdict.value] += 1
                if one.shown is not None and one.label == one.verdict.value:
                    shown[plan.group].append(one.shown)
                if errors and (one.label, one.verdict.value) in SHOWN:
                    print(f"   {plan.path.name[:30]:30} {one.step} {one.label} -> {one.verdict.value}: {one.note}")
        store.close()
    for group in dict.fromkeys(group for group, _, _ in counts):
        print_group(group, {(label, verdict): n for (g, label, verdict), n in counts.items() if g == group})
        if shown[group]:
            print(f"   evidence {sum(shown[group]) / len(shown[group]):.3f} of {len(shown[group])}")


def print_group(group: str, counts: dict[tuple[str, str], int]) -> None:
    """Prints one group: the table of labels and verdicts, and what follows from it."""

    def total(label: str | None = None, verdict: str | None = None) -> int:
        return sum(n for (one, other), n in counts.items() if label in {None, one} and verdict in {None, other})

    print(f"{group}: {total()} labelled steps")
    for label in LABELS:
        row = " ".join(f"{verdict.value} {counts.get((label, verdict.value), 0)}" for verdict in Verdict)
        print(f"   {label:8} {row}")
    covered, missing = total(verdict="covered"), total(verdict="missing")
    right = {label: counts.get((label, label), 0) for label in LABELS}
    right["missing"] += counts.get(("missing", "not_applicable"), 0)
    scores = [2 * right[label] / max(total(label) + total(verdict=label), 1) for label in LABELS if total(label)]
    print(f"   accuracy {sum(right.values()) / max(total(), 1):.3f}, macro-F1 {sum(scores) / len(scores):.3f}")
    print(
        f"   precision of covered {counts.get(('covered', 'covered'), 0) / max(covered, 1):.3f},"
        f" recall {counts.get(('covered', 'covered'), 0) / max(total('covered'), 1):.3f};"
        f" precision of missing {counts.get(('missing', 'missing'), 0) / max(missing, 1):.3f},"
        f" recall {counts.get(('missing', 'missing'), 0) / max(total('missing'), 1):.3f};"
        f" left to a person {total(verdict='unclear') / max(total(), 1):.3f}"
    )


if __name__ == "__main__":
    main()
