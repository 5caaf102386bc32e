"""How near a parsed plan comes to the truth: verdicts, one a value, and counts of what was found of lists.

**Equal** means equal after composing, folding white space and dropping it beside hyphens, dashes and slashes, without
``;`` and without a full stop or comma at the end: a list's separators are no part of a value. Letter case counts in
tasks; letterheads are printed in capitals or not, so issuers are compared without case. In a text that was restored
the value may be right as found or as restored (``reading_text`` over its quotes). **Lenient** is a similarity of
accent-free skeletons of .85 or more; for lists of units, of each unit in order.

**Tasks** found (``main``) are matched with true ones by the similarity of their contents, .8 or more on skeletons, the
best first, each once; of equally good pairs the one with the same group and ordinal, then the one in the same place.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from reading_metrics import canonical
from rendering.plan_truth import TrueTask

from corpus.model import Document, Field, Plan, Quote, Source, Task
from corpus.text import fold, normalise, reading_text

MATCHED = 0.8
LENIENT = 0.85
_SHORTEST_PREFIX = 20
# Matched: "II. ÁP DỤNG", "A ÁP DỤNG", "1.2) Họp". Refused: "XÂY DỰNG", "Áp dụng".
_LABEL = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d+)(?:\.\d+)*[.):]?\s+")
_SLUG = 40  # characters
_STOPS = " .,"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value.

    Attributes:
        case: tells it apart within the plan: "t03 lead", "h title".
        measure: what it is counted under.
        right: equal.
        lenient: equal or alike.
        missed: it stands in a task that was not found.
        found: as read, for showing.
        expected: as printed.
    """

    case: str
    measure: str
    right: bool
    lenient: bool
    missed: bool = False
    found: object = None
    expected: object = None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of a list: ``right`` of ``found``, out of ``expected``."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.right + other.right, self.found + other.found, self.expected + other.expected)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """1 where there is nothing to find and nothing was found."""
        both = self.found + self.expected
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Score:
    """One plan in one condition.

    Attributes:
        verdicts: one a value.
        hits: of lists, by measure.
        unlisted: (case, found, expected) of each element of a list that was not found, or found and not there.
        quotes: quotes that are not what stands at their place, and all.
    """

    verdicts: list[Verdict] = field(default_factory=list)
    hits: dict[str, Hits] = field(default_factory=dict)
    unlisted: list[tuple[str, object, object]] = field(default_factory=list)
    quotes: tuple[int, int] = (0, 0)

    def add(
        self,
        case: str,
        measure: str,
        right: bool,
        found: object,
        expected: object,
        *,
        lenient: bool = False,
        missed: bool = False,
    ) -> None:
        """Adds the verdict on one value."""
        self.verdicts.append(Verdict(case, measure, right, right or lenient, missed, found, expected))

    def count(self, measure: str, expected: Mapping[str, bool], extra: Sequence[object]) -> None:
        """Counts a list: whether each expected element was found, and what was found besides."""
        right = sum(expected.values())
        self.hits[measure] = self.hits.get(measure, Hits()) + Hits(right, right + len(extra), len(expected))
        self.unlisted += [(f"{measure} -{_slug(text)}", None, text) for text, good in expected.items() if not good]
        self.unlisted += [(f"{measure} +{_slug(str(text))}", text, None) for text in extra]

    def wrong(self) -> dict[str, tuple[object, object]]:
        """Returns (found, expected) of every case that is wrong; a task that was not found is one case."""
        cases = {each.case: (each.found, each.expected) for each in self.verdicts if not each.right and not each.missed}
        cases |= {case: (found, expected) for case, found, expected in self.unlisted}
        return cases | ({"spans": self.quotes} if self.quotes[0] else {})


def _slug(text: str) -> str:
    """Returns a short name of an element that another run gives it too."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_SLUG]


class Reader:
    """Compares values of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def readings(self, value: Field) -> tuple[str, ...]:
        """Returns the value, and as restored where the document is damaged."""
        if not self.document.restored:
            return (value.value,)
        restored = " ".join(
            reading_text(self.document.text, self.document.restored, quote.source.start, quote.source.end)
            for quote in value.quotes
        )
        return (value.value, normalise(restored))

    def shown(self, value: Field | None) -> str | None:
        """Returns a value for showing, with its restored reading where that is another."""
        return None if value is None else " → ".join(dict.fromkeys(self.readings(value)))

    def all_shown(self, values: Sequence[Field]) -> tuple[str | None, ...]:
        """Returns values for showing."""
        return tuple(map(self.shown, values))

    def equal(self, found: Field | None, *expected: str | None, caseless: bool = False) -> bool:
        """Tells whether a reading of ``found`` equals one of ``expected``."""
        if found is None:
            return None in expected
        wanted = {plain(text, caseless=caseless) for text in expected if text is not None}
        return any(plain(text, caseless=caseless) in wanted for text in self.readings(found))

    def alike(self, found: Field | None, *expected: str | None) -> bool:
        """Tells whether a reading of ``found`` is like one of ``expected``."""
        if found is None:
            return None in expected
        return self.similarity(found, *(text for text in expected if text is not None)) >= LENIENT

    def similarity(self, found: Field, *expected: str) -> float:
        """Returns the best similarity of skeletons, 0..1."""
        return max((alike(text, wanted) for text in self.readings(found) for wanted in expected), default=0.0)

    def same_units(self, found: Sequence[Field], expected: Sequence[str], *, lenient: bool = False) -> bool:
        """Tells whether two lists of units agree, in order."""
        compare = self.alike if lenient else self.equal
        return len(found) == len(expected) and all(compare(a, b) for a, b in zip(found, expected, strict=True))


def plain(text: str, *, caseless: bool = False) -> str:
    """Returns ``text`` as compared."""
    return canonical(normalise(text).replace(";", " "), caseless=caseless).strip(_STOPS)


def alike(one: str, other: str) -> float:
    """Returns the similarity of two skeletons, 0..1."""
    return fuzz.ratio(bare(one), bare(other)) / 100


def bare(text: str) -> str:
    """Returns the skeleton as compared."""
    return fold(unicodedata.normalize("NFC", text)).replace(";", "").strip(_STOPS)


def match_tasks(reader: Reader, found: Sequence[Task], expected: Sequence[TrueTask]) -> dict[int, int]:
    """Returns the index of the found task for each true one that was found."""
    pairs: list[tuple[float, int, int, int, int]] = []
    for i, wanted in enumerate(expected):
        for j, task in enumerate(found):
            score = _likeness(reader, task.content, wanted)
            if score >= MATCHED:
                same = (task.ordinal or "") == (wanted.ordinal or "")
                kin = same_group(reader, task.group, wanted.group)
                pairs.append((-round(score, 3), -(same + kin), abs(i - j), i, j))
    taken: dict[int, int] = {}
    for *_, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def _likeness(reader: Reader, found: Field, wanted: TrueTask) -> float:
    """Labels of real plans run on after the heading: their beginning counts too."""
    texts = [wanted.content, *wanted.also]
    length = len(found.value)
    if wanted.also and length >= _SHORTEST_PREFIX:
        texts.append(wanted.content[:length])
    return reader.similarity(found, *texts)


def right_content(reader: Reader, found: Field, wanted: TrueTask) -> bool:
    """Tells whether the content is right: where labels run on after the heading, any whole beginning of them is."""
    if reader.equal(found, wanted.content, *wanted.also):
        return True
    if not wanted.also:
        return False
    starts = [plain(text) for text in reader.readings(found)]
    return any(
        plain(text).startswith(start) for start in starts if len(start) >= _SHORTEST_PREFIX for text in wanted.also
    )


def same_group(reader: Reader, found: str | None, expected: str | None) -> bool:
    """Tells whether two group headings agree, whether or not their label is part of them."""
    if found is None or expected is None:
        return found is expected
    return plain(_LABEL.sub("", found, count=1)) == plain(_LABEL.sub("", expected, count=1)) or (
        bool(reader.document.restored) and alike(found, expected) >= LENIENT
    )


def wrong_spans(plan: Plan, text: str) -> tuple[int, int]:
    """Returns how many quotes of a plan are not what stands at their place, and how many there are."""
    quotes = list(_quotes(plan))
    return sum(not _stands(quote.raw, quote.source, text) for quote in quotes), len(quotes)


def _stands(raw: str, source: Source, text: str) -> bool:
    return text[source.start : source.end] == raw


def _quotes(value: object) -> Iterator[Quote]:
    """Yields every quote inside ``value``, and every citation as one."""
    if isinstance(value, Quote):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        raw, source = getattr(value, "raw", None), getattr(value, "source", None)
        if isinstance(raw, str) and isinstance(source, Source):
            yield Quote(raw, source)
        for part in dataclasses.fields(value):
            yield from _quotes(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _quotes(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _quotes(inner)
