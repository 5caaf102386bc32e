"""Measures the finding of numbered citations on labelled texts, beside a plain strict pattern.

Run: ``python tests/bench/bench_citations.py [--errors]`` or ``pytest -m bench tests/bench/bench_citations.py -s``.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.citations import find_citations

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "citations"
PLANS = SHARED / "plans" / "iso"
TUNED = ("01", "05", "09", "13", "17", "21")
LESS_SEEN = ("03", "07", "11", "15", "19", "23")
GROUPS = {
    "tuned on": TUNED,
    "less seen": LESS_SEEN,
    "clean, less seen": LESS_SEEN[:-1],
    "clean": (*TUNED[:-1], *LESS_SEEN[:-1]),
    "OCR vie (21)": ("21",),
    "OCR without vie (23)": ("23",),
    "all": (*TUNED, *LESS_SEEN),
}
# The baseline: type word, "số" and symbol with right accents. Matches "Quyết định số 19/2014/QĐ-TTg"; refuses
# "Quyết định 101/QĐ-BKHCN".
_STRICT = re.compile(
    r"(?:Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư(?: liên tịch)?|Chỉ thị|Kế hoạch|Công văn|Thông báo|"
    r"Báo cáo|Tờ trình|Chương trình|Kết luận|Quy định|Đề án|Công điện|Văn bản)\s+số\s+"
    r"(\d+(?:/\d{4})?[/-][A-ZĐ]\w*(?:[-/][A-ZĐ]\w*)*)"
)


@dataclass
class Score:
    """Counts over texts."""

    gold: int = 0
    found: int = 0
    hit: int = 0
    spurious: int = 0
    key: list[int] = field(default_factory=lambda: [0, 0])
    date: list[int] = field(default_factory=lambda: [0, 0])
    issuer: list[int] = field(default_factory=lambda: [0, 0])
    title: list[int] = field(default_factory=lambda: [0, 0])
    raw: list[int] = field(default_factory=lambda: [0, 0])
    base_found: int = 0
    base_hit: int = 0

    def add(self, other: Score) -> None:
        for name in ("gold", "found", "hit", "spurious", "base_found", "base_hit"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("key", "date", "issuer", "title", "raw"):
            mine, theirs = getattr(self, name), getattr(other, name)
            mine[0] += theirs[0]
            mine[1] += theirs[1]


def _same(a: str | None, b: str | None) -> bool:
    return " ".join((a or "").split()).casefold() == " ".join((b or "").split()).casefold()


def _plain_key(key: str | None) -> str | None:
    return re.sub(r"@\d{4}$", "", key).replace("VB ", "CV ", 1) if key else None


def score(name: str, *, errors: bool = False) -> Score:
    """Scores one labelled text."""
    text = (GOLD / f"{name}.txt").read_bytes().decode("utf-8")
    mentions = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))
    gold = [m for m in mentions if m["kind"] == "numbered" and not m.get("optional")]
    free = [m for m in mentions if m.get("optional")]
    result = Score(gold=len(gold))

    def say(*words: object) -> None:
        if errors:
            print("  ", name, *words)

    found = [c for c in find_citations(text)
             if not any(c.source.start < m["end"] and m["start"] < c.source.end for m in free)]  # fmt: skip
    left = list(found)
    for mention in gold:
        start, end = mention["number_start"], mention["number_end"]
        inside = [c for c in left if c.source.start < end and start < c.source.end]
        best = min(inside, key=lambda c: abs(c.source.start - mention["start"]), default=None)
        if best is None:
            say("MISS", repr(mention["raw"]), repr(text[max(0, mention["start"] - 30) : mention["end"]][:150]))
            continue
        left.remove(best)
        result.hit += 1
        checks = [(result.key, _plain_key(best.key), _plain_key(mention["canonical"]), "KEY")]
        if mention["date_in_raw"] or not mention["date"]:
            checks.append((result.date, str(best.date), str(mention["date"]), "DATE"))
        if mention.get("issuer_in_raw") or not mention["issuer"]:
            checks.append((result.issuer, best.issuer, mention["issuer"], "ISSUER"))
        checks.append((result.title, best.title, mention["title"], "TITLE"))
        checks.append((result.raw, best.raw, mention["raw"], "RAW"))
        for counts, got, wanted, what in checks:
            right = _same(got, wanted)
            counts[0] += right
            counts[1] += 1
            if not right and what not in {"TITLE"}:
                say(what, repr(got), "wanted", repr(wanted), "in", repr(best.raw[:90]))
    for citation in left:
        say("EXTRA", repr(citation.raw), citation.key, "in", repr(text[max(0, citation.source.start - 40) :][:100]))
    result.found, result.spurious = len(found), len(left)
    strict = list(_STRICT.finditer(text))
    result.base_found = len(strict)
    result.base_hit = sum(
        any(m.start(1) < g["number_end"] and g["number_start"] < m.end(1) for m in strict) for g in gold
    )
    return result


def _rate(counts: list[int]) -> str:
    return f"{counts[0] / counts[1]:.3f}" if counts[1] else "  -  "


def _f1(hit: int, found: int, gold: int) -> tuple[float, float, float]:
    precision, recall = hit / found if found else 0.0, hit / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def _row(label: str, s: Score) -> str:
    p, r, f = _f1(s.hit, s.found, s.gold)
    _, br, bf = _f1(s.base_hit, s.base_found, s.gold)
    return (
        f"{label:22} {s.gold:5} {s.found:5}  {p:.3f} {r:.3f} {f:.3f}   {_rate(s.key)} {_rate(s.date)} "
        f"{_rate(s.issuer)} {_rate(s.title)} {_rate(s.raw)}   {br:.3f} {bf:.3f}"
    )


def report(*, errors: bool = False) -> dict[str, Score]:
    """Prints the table and returns the scores by text and group."""
    print(f"{'text':22} {'gold':>5} {'found':>5}  P     R     F1      key   date  issuer title raw     strict R, F1")
    scores = {name: score(name, errors=errors) for name in sorted((*TUNED, *LESS_SEEN))}
    for name, one in scores.items():
        print(_row(name, one))
    for label, names in GROUPS.items():
        total = Score()
        for name in names:
            total.add(scores[name])
        print(_row(label, total))
        scores[label] = total
    return scores


def report_plans() -> None:
    """Prints counts and keys of the real plans."""
    for path in sorted(PLANS.glob("*.txt")):
        found = find_citations(path.read_bytes().decode("utf-8"))
        print(f"\n{path.name}: {len(found)} citations, {sum(c.damaged for c in found)} damaged")
        for citation in found:
            flag = "~" if citation.damaged else " "
            print(f"  {flag} {citation.key}  {citation.date or ''}  {citation.issuer or ''}")


# Inputs that make a careless pattern look back or ahead without end.
_HOSTILE = {
    "citations": "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng; ",
    "digits": "1 2 3 4 5 6 7 8 9 ",
    "one number": "1",
    "so": "số số số ",
    "type words": "Quyết định Luật Nghị quyết ",
    "slashes": "1/A-B/C-D",
    "law names": "Luật Điện lực và ",
    "open titles": "Quyết định số 1/QĐ-TTg về việc a ",
    "spaces": " ",
    "blank lines": "\n ",
    "dots": "Số: ..../KH-",
}


def report_speed(size: int = 200_000) -> None:
    """Prints MB/s on real text and how time grows when a hostile text is doubled."""
    real = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))[:6])
    began = time.perf_counter()
    find_citations(real)
    print(f"\nreal text: {len(real.encode()) / 1e6 / (time.perf_counter() - began):.2f} MB/s")
    for label, unit in _HOSTILE.items():
        times = []
        for length in (size, 2 * size):
            text = unit * (length // len(unit))
            began = time.perf_counter()
            find_citations(text)
            times.append(time.perf_counter() - began)
        print(f"hostile {label:12} {size / 1e6:.1f} Mchar {times[0]:.3f} s, doubled × {times[1] / times[0]:.2f}")


@pytest.mark.bench
def test_numbered_citations_are_measured() -> None:
    if not GOLD.is_dir():
        pytest.skip("không có bộ nhãn trích dẫn / no labelled citations beside the repository: nothing was measured")
    total = report()["all"]
    report_plans()
    assert total.hit > total.base_hit


if __name__ == "__main__":
    report(errors="--errors" in sys.argv)
    if "--errors" not in sys.argv:
        report_plans()
        report_speed()
