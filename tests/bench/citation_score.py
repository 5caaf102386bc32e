"""How the finder's mentions compare with labelled ones.

A numbered mention is found where the finder's mention overlaps its number; a named one and a back reference where one
of the same kind overlaps it. Key, date, issuer, title and extent are then compared over what was found. A date, issuer
that the text gives elsewhere is not compared. A mention that overlaps an optional label is neither right nor wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from citation_labels import Label, LabelledText

from corpus.citations.keys import plain_key
from corpus.model import Citation, CitationKind
from corpus.text import fold

PARTS = ("key", "date", "issuer", "title", "raw")
# The baseline: type word, "số" and symbol with right accents. Matches "Quyết định số 19/2014/QĐ-TTg"; refuses
# "Quyết định 101/QĐ-BKHCN".
STRICT = re.compile(
    r"(?:Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư(?: liên tịch)?|Chỉ thị|Kế hoạch|Công văn|Thông báo|"
    r"Báo cáo|Tờ trình|Chương trình|Kết luận|Quy định|Đề án|Công điện|Văn bản)\s+số\s+"
    r"(\d+(?:/\d{4})?[/-][A-ZĐ]\w*(?:[-/][A-ZĐ]\w*)*)"
)


@dataclass
class Score:
    """Counts over texts: labels, mentions found, hits, by kind; right and compared, by kind and part."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    compared: Counter[tuple[str, str]] = field(default_factory=Counter)
    strict: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)

    def add(self, other: Score) -> None:
        """Adds the counts of another score."""
        for name in ("gold", "found", "hits", "right", "compared", "strict"):
            getattr(self, name).update(getattr(other, name))

    def rates(self, kind: CitationKind) -> tuple[float, float, float]:
        """Returns precision, recall and F1 of a kind; an empty share counts as 0."""
        return _rates(self.hits[kind], self.found[kind], self.gold[kind])

    def strict_rates(self) -> tuple[float, float, float]:
        """Returns precision, recall and F1 of the strict pattern."""
        return _rates(self.strict["hits"], self.strict["found"], self.gold[CitationKind.NUMBERED])

    def share(self, kind: CitationKind, part: str) -> float | None:
        """Returns the share of right values among the compared ones, ``None`` where none was compared."""
        compared = self.compared[kind, part]
        return self.right[kind, part] / compared if compared else None


def score_text(labelled: LabelledText, citations: Sequence[Citation]) -> Score:
    """Scores one text; ``wrong`` names each case that is not right."""
    result = Score()
    free = [label for label in labelled.labels if label.optional]
    left = list(citations)
    wanted = [label for label in labelled.labels if not label.optional]
    for label in wanted:
        result.gold[label.kind] += 1
        hit = _match(label, left)
        if hit is None:
            words = labelled.text[label.start : label.end]
            result.wrong[f"{label.start} {label.kind} miss"] = repr(words[:110])
            continue
        left.remove(hit)
        result.hits[label.kind] += 1
        result.found[label.kind] += 1
        for part, got, right in _compare(label, hit, labelled.text):
            result.compared[label.kind, part] += 1
            result.right[label.kind, part] += _same(got, right)
            if not _same(got, right):
                result.wrong[f"{label.start} {label.kind} {part}"] = f"{got!r} instead of {right!r} in {hit.raw[:90]!r}"
    for one in left:
        if any(_overlap(one, label.start, label.end) for label in free):
            continue
        result.found[one.kind] += 1
        context = labelled.text[max(0, one.source.start - 40) : one.source.end + 30]
        result.wrong[f"{one.source.start} {one.kind} extra"] = f"{one.raw[:80]!r} {one.key} in {context!r}"
    _score_strict(result, labelled.text, wanted)
    return result


def match_roles(labelled: LabelledText, citations: Iterable[Citation]) -> Iterator[tuple[str, str]]:
    """Yields the labelled and the found role of each mention that is found."""
    left = list(citations)
    for label in labelled.labels:
        hit = None if label.optional else _match(label, left)
        if hit is not None:
            yield label.role.value, hit.role.value


def _match(label: Label, left: Iterable[Citation]) -> Citation | None:
    start, end = label.number or (label.start, label.end)
    inside = [one for one in left if one.kind == label.kind and _overlap(one, start, end)]
    return min(inside, key=lambda one: abs(one.source.start - label.start), default=None)


def _compare(label: Label, hit: Citation, text: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Yields part, found and right value of each part that is compared for the kind of a mention."""
    if label.kind is CitationKind.BACKREF:
        if label.key is not None:
            yield "key", _plain(hit.key), _plain(label.key)
        return
    yield "key", _plain(hit.key), _plain(label.key)
    if "date" not in label.elsewhere and (label.kind is CitationKind.NUMBERED or hit.date or label.date):
        yield "date", str(hit.date), str(label.date)
    if label.kind is CitationKind.NUMBERED:
        if "issuer" not in label.elsewhere:
            yield "issuer", hit.issuer, label.issuer
        yield "title", hit.title, label.title
    yield "raw", hit.raw, text[label.start : label.end]


def _overlap(citation: Citation, start: int, end: int) -> bool:
    return citation.source.start < end and start < citation.source.end


def _same(a: str | None, b: str | None) -> bool:
    return " ".join((a or "").split()).casefold() == " ".join((b or "").split()).casefold()


def _plain(key: str | None) -> str | None:
    """Returns a key as it is compared: the year behind a number is in no label, a letter may be called a text."""
    if key is None:
        return None
    if not any(char.isdigit() for char in key.partition("@")[0]):
        return fold(key)
    return plain_key(key)


def _score_strict(result: Score, text: str, labels: Iterable[Label]) -> None:
    strict = [match.span(1) for match in STRICT.finditer(text)]
    numbers = [label.number for label in labels if label.number]
    result.strict["found"] += len(strict)
    result.strict["hits"] += sum(any(a < end and start < b for a, b in strict) for start, end in numbers)


def _rates(hits: int, found: int, gold: int) -> tuple[float, float, float]:
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0
