"""Measures the links between near-duplicates: the sample plans in every format, signed and of another year, real plans.

Run: ``python tests/bench/bench_near_duplicates.py`` or ``pytest -m bench tests/bench/bench_near_duplicates.py -s``.
"""

from __future__ import annotations

import itertools
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.model import Document
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.samples.render_docx import render_docx
from corpus.samples.render_pdf import render_pdf
from corpus.samples.render_text import render_text
from corpus.samples.source import read_sources
from corpus.store import open_store
from corpus.store.resemblance import build_shingles, compare

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "plans"


@dataclass(frozen=True)
class File:
    """A file and the plan it holds; ``template`` is shared by plans that differ in their year only."""

    name: str
    data: bytes
    plan: str
    template: str


def sample_files() -> Iterator[File]:
    for source in read_sources():
        text = render_text(source).decode()
        signed = f"Ký bởi: Văn phòng\nThời gian ký: 05/03/2024 10:11:12\n{text[: len(text) * 93 // 100]}"
        later = re.sub(r"\b20(\d\d)\b", lambda year: f"20{int(year[1]) + 1:02}", text)
        for kind, data in (
            ("docx", render_docx(source)),
            ("pdf", render_pdf(source)),
            ("txt", text.encode()),
            ("signed.txt", signed.encode()),
        ):
            yield File(f"{source.id}.{kind}", data, source.id, source.id)
        yield File(f"{source.id}.later.txt", later.encode(), f"{source.id}+1", source.id)


def real_files() -> Iterator[File]:
    for path in sorted(SHARED.glob("*/*")):
        if path.suffix in (".json", ".xlsx"):  # a gold answer; the table of a plan without its text
            continue
        number = path.name[:3]
        yield File(f"{path.parent.name}/{path.name}", path.read_bytes(), number, number)


def measure(files: list[File]) -> Counter[tuple[str, bool]]:
    """Stores the files, prints the pairs that are linked or not against the truth, and counts pairs by kind."""
    counts: Counter[tuple[str, bool]] = Counter()
    documents: dict[str, Document] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        for file in files:
            documents[file.name] = document = read_document(file.data, file.name)
            store.save_plan(document, file.data, parse_plan(document, file.name))
        linked = {plan.id: set(plan.similar) for plan in store.list_plans()}
        store.close()
    shingles = {name: build_shingles(document) for name, document in documents.items()}
    for first, second in itertools.combinations([file for file in files if file.name in linked], 2):
        kind = "one plan" if first.plan == second.plan else "year" if first.template == second.template else "two plans"
        link = second.name in linked[first.name]
        counts[kind, link] += 1
        if link != (kind == "one plan"):
            score = compare(shingles[first.name], shingles[second.name])
            print(f"  {'linked' if link else 'missed'} ({kind}, {score:.2f}): {first.name} – {second.name}")
    return counts


def report(files: list[File]) -> tuple[float, float]:
    """Prints counts and returns precision and recall of links."""
    counts = measure(files)
    right, missed = counts["one plan", True], counts["one plan", False]
    wrong = counts["year", True] + counts["two plans", True]
    precision, recall = right / (right + wrong), right / (right + missed)
    for kind in ("one plan", "year", "two plans"):
        print(f"{kind:10} linked {counts[kind, True]:5}   not linked {counts[kind, False]:5}")
    print(f"precision {precision:.3f}   recall {recall:.3f}")
    return precision, recall


@pytest.mark.bench
def test_near_duplicates_are_linked() -> None:
    assert min(report(list(sample_files()))) == 1


@pytest.mark.bench
@pytest.mark.skipif(not SHARED.exists(), reason="no real plans here: their near-duplicates are unmeasured")
def test_real_near_duplicates_are_linked() -> None:
    precision, recall = report(list(real_files()))
    assert precision > 0.95
    assert recall > 0.95


if __name__ == "__main__":
    print("== samples")
    report(list(sample_files()))
    if SHARED.exists():
        print("== real plans")
        report(list(real_files()))
