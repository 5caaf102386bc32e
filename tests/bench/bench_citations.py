"""Measures the finding of citations on labelled texts, beside a plain strict pattern, and how fast it is.

Run: python tests/bench/bench_citations.py [--errors PART] [--plans] [--no-speed] [--keep]

--errors shows what is wrong in the texts of one part (``gold``, ``dev``; ``held-out`` is not to be looked at), --plans
the keys found in the real plans, --keep writes the wrong cases as the baseline that later runs are compared with.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from citation_labels import GOLD, LEGAL, SHARED, LabelledText, load_texts
from citation_score import PARTS, STRICT, Score, match_roles, score_text

from corpus.citations import find_citations
from corpus.model import CitationKind
from corpus.parsing import parse_plan
from corpus.reading import read_document

PLANS = SHARED / "plans" / "iso"
BASELINE = Path(__file__).parent / "citations_baseline.json"
_SHOWN = 40


def report(texts: Iterable[LabelledText], errors: str | None) -> dict[str, dict[str, str]]:
    """Prints the tables and returns the wrong cases of each text."""
    groups: dict[str, Score] = {}
    wrong: dict[str, dict[str, str]] = {}
    for labelled in texts:
        score = score_text(labelled, find_citations(labelled.text))
        wrong[labelled.name] = score.wrong
        for group in (f"{labelled.part}: {labelled.condition}", f"{labelled.part}: all"):
            groups.setdefault(group, Score()).add(score)
        if labelled.part == errors:
            for case, words in score.wrong.items():
                print("  ", labelled.name, case, words)
    print(f"{'numbered':28} gold found  P     R     F1     {'  '.join(f'{part:6}' for part in PARTS)}strict R, F1")
    for name, score in sorted(groups.items()):
        p, r, f1 = score.rates(CitationKind.NUMBERED)
        counts = f"{score.gold[CitationKind.NUMBERED]:4} {score.found[CitationKind.NUMBERED]:5}"
        parts = "   ".join(_share(score, CitationKind.NUMBERED, part) for part in PARTS)
        _, strict, strict_f1 = score.strict_rates()
        print(f"{name:28} {counts}  {p:.3f} {r:.3f} {f1:.3f}  {parts}   {strict:.3f} {strict_f1:.3f}")
    for kind in (CitationKind.NAMED, CitationKind.BACKREF):
        print(f"{kind:28} gold found  P     R     key    raw")
        for name, score in sorted(groups.items()):
            p, r, _ = score.rates(kind)
            counts = f"{score.gold[kind]:4} {score.found[kind]:5}"
            print(f"{name:28} {counts}  {p:.3f} {r:.3f} {_share(score, kind, 'key')}  {_share(score, kind, 'raw')}")
    return wrong


def report_roles(texts: Iterable[LabelledText]) -> None:
    """Prints how many of the mentions found have their role when the whole text is read as a plan."""
    right: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for labelled in texts:
        document = read_document(labelled.text.encode(), "van-ban.txt")
        if document.text != labelled.text:
            continue  # another text has other places
        for wanted, got in match_roles(labelled, parse_plan(document, "van-ban").plan.citations):
            found[labelled.part, wanted] += 1
            right[labelled.part, wanted] += got == wanted
    print("role" + " " * 24 + "found right")
    for part, role in sorted(found):
        print(f"{part + ': ' + role:28} {found[part, role]:5} {right[part, role] / found[part, role]:.3f}")


def _share(score: Score, kind: CitationKind, part: str) -> str:
    share = score.share(kind, part)
    return "  -  " if share is None else f"{share:.3f}"


def tell_changes(wrong: dict[str, dict[str, str]]) -> None:
    """Prints the cases gained and lost against the kept baseline."""
    if not BASELINE.is_file():
        return
    kept: dict[str, list[str]] = json.loads(BASELINE.read_text(encoding="utf-8"))
    gains = [
        f"  gain {name} {case}" for name, cases in kept.items() for case in cases if case not in wrong.get(name, case)
    ]
    losses = [
        f"  LOSS {name} {case}"
        for name, cases in wrong.items()
        if name in kept
        for case in cases
        if case not in kept[name]
    ]
    print(f"against the baseline: {len(gains)} cases gained, {len(losses)} lost")
    for line in (*gains[:_SHOWN], *losses[:_SHOWN]):
        print(line)


def report_plans() -> None:
    """Prints counts and keys of the real plans."""
    for path in sorted(PLANS.glob("*.txt")):
        found = find_citations(path.read_bytes().decode("utf-8"))
        print(f"\n{path.name}: {len(found)} citations, {sum(c.damaged for c in found)} damaged")
        for citation in found:
            flag = "~" if citation.damaged else " "
            print(f"  {flag} {citation.kind} {citation.key}  {citation.date or ''}  {citation.issuer or ''}")


# Inputs that make a careless pattern look back or ahead without end.
HOSTILE = {
    "citations": "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng; ",
    "digits": "1 2 3 4 5 6 7 8 9 ",
    "one number": "1",
    "so": "số số số ",
    "type words": "Quyết định Luật Nghị quyết ",
    "slashes": "1/A-B/C-D",
    "law names": "Luật Điện lực và ",
    "law dates": "Luật Điện lực ngày ",
    "back": "Quyết định này ",
    "clauses": "điểm a khoản 1 Điều 2, ",
    "numbers": "Quyết định số 19 và Quyết định số 19/2014/QĐ-TTg ",
    "open titles": "Quyết định số 1/QĐ-TTg về việc a ",
    "spaces": " ",
    "blank lines": "\n ",
    "dots": "Số: ..../KH-",
}


def report_speed(size: int = 200_000) -> None:
    """Prints MB/s over legal texts, beside the strict pattern, and how time grows when a text is doubled."""
    real = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(LEGAL.glob("*.txt")))
    for length in (len(real) // 4, len(real) // 2, len(real)):
        text = real[:length]
        seconds = _time(text)
        print(f"legal texts, {len(text.encode()) / 1e6:5.2f} MB: {len(text.encode()) / 1e6 / seconds:.2f} MB/s")
    began = time.process_time()
    strict = len(re.findall(STRICT, real))
    print(f"strict pattern on all: {len(real.encode()) / 1e6 / (time.process_time() - began):.2f} MB/s, {strict} found")
    for label, unit in HOSTILE.items():
        once, twice = (_time(unit * (length // len(unit))) for length in (size, 2 * size))
        print(f"hostile {label:12} {size / 1e6:.1f} Mchar {once:.3f} s, doubled × {twice / once:.2f}")
    generator = random.Random(1)  # noqa: S311 - no secret
    pieces = [
        "Quyết định ",
        "số ",
        "19",
        "/",
        "2014",
        "QĐ",
        "-",
        "TTg",
        " ",
        "\n",
        "ngày ",
        "của ",
        "Luật ",
        "này",
        "điểm a ",
        ", ",
    ]
    worst = max(_time("".join(generator.choice(pieces) for _ in range(20_000))) for _ in range(30))
    print(f"random pieces, 30 texts of 20,000: the slowest {worst:.3f} s")


def _time(text: str) -> float:
    began = time.process_time()
    find_citations(text)
    return time.process_time() - began


@pytest.mark.bench
def test_citations_are_measured() -> None:
    if not GOLD.is_dir():
        pytest.skip("không có bộ nhãn trích dẫn / no labelled citations beside the repository: nothing was measured")
    total = Score()
    for labelled in load_texts():
        total.add(score_text(labelled, find_citations(labelled.text)))
    assert total.hits[CitationKind.NUMBERED] > total.strict["hits"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", metavar="PART")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    wrong = report(load_texts(), options.errors)
    report_roles(load_texts())
    tell_changes(wrong)
    if options.keep:
        cases = {name: sorted(each) for name, each in wrong.items()}
        BASELINE.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.plans:
        report_plans()
    if not options.no_speed:
        report_speed()


if __name__ == "__main__":
    main()
