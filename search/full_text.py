"""Where the text of a plan holds the words of a question: places in the text as found, and passages around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Layer, Source
from corpus.store import Sought, find_numbers
from corpus.text import fold, has_accents, normalise, place_tones, reading_text, restored, skeleton
from search.tasks import check_query

# A phrase in quotation marks of any kind. Matched: “đánh giá nội bộ”, "19/2014". Refused: 5" (no second mark).
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")
_WORD = re.compile(r"[^\W_]+")
# Words that may stand between the first and the last word of a question, for each word of it. Without a bound nearly
# every plan holds every syllable somewhere: "kiem lam" is in 11 of the 15 samples, 5 within 60 words, 3 so.
_REACH = 2
# Characters shown before and after a place.
_BEFORE, _AFTER = 80, 160
MOST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One place that holds a part of a question.

    Attributes:
        part: number of the part.
        width: words from the first to the last of the place.
        matched: the words in the text as found, in order.
    """

    part: int
    width: int
    matched: tuple[Source, ...]

    @property
    def start(self) -> int:
        """First code point."""
        return self.matched[0].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.matched[-1].end


@dataclass(frozen=True, slots=True)
class TextPassage:
    """A passage of a plan: ``document.slice(source) == raw``.

    Attributes:
        source: where it stands.
        raw: the text as found.
        matched: the words of the question in it, in order.
        guess: what ruined words of it probably say; ``None`` where they are sound.
    """

    source: Source
    raw: str
    matched: tuple[Source, ...]
    guess: str | None


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """How many places of a text hold a part of a question, and passages around the best of them, in order."""

    total: int
    passages: tuple[TextPassage, ...]


def read_question(query: str) -> tuple[Sought, ...]:
    """Reads a question to the text of plans.

    What stands in quotation marks is a phrase; numbers of documents and days are matched whole, or by their beginning
    at a stroke; the other words have to stand near each other. Where the question carries accents, sound text must have
    them too.

    Raises:
        InvalidRequest: it holds no letter or digit, or is too long.
    """
    words = place_tones(check_query(query))
    accented = has_accents(words)
    parts: list[Sought] = []
    for phrase in _QUOTED.findall(words):
        folded = fold(phrase)
        whole = [number for number in find_numbers(folded) if (number.start, number.end) == (0, len(folded))]
        if whole:
            parts.append(Sought((whole[0].word,), None, "number"))
        elif _WORD.search(phrase):
            parts.append(_seek(phrase, accented=accented, kind="phrase"))
    rest = _QUOTED.sub(" ", words)
    face = skeleton(rest)
    kept, at = [], 0
    for number in find_numbers(face.text):
        start, end = face.origin(number.start, number.end)
        kept.append(rest[at:start])
        at = end
        parts.append(Sought((number.word,), None, "number"))
    near = " ".join([*kept, rest[at:]])
    if _WORD.search(near):
        parts.append(_seek(near, accented=accented, kind="near"))
    return tuple(dict.fromkeys(parts))


def find_places(document: Document, sought: Sequence[Sought]) -> TextPlaces:
    """Finds where a text holds the parts of a question, as the index of the store does.

    Ruined text is looked at as it was probably meant, and where that holds nothing, as found.
    """
    sound = document.quality.layer is Layer.NATIVE
    places: list[Place] = []
    faces = [_Words(document, as_found=False)]
    if document.restored:
        faces.append(_Words(document, as_found=True))
    for number, part in enumerate(sought):
        for face in faces:
            found = list(_find_part(face, number, part, accented=sound))
            places += found
            if found:
                break
    return TextPlaces(len(places), _cut_passages(document, places))


class _Words:
    """The words of a face of a text: folded, with their accents, and where each stands in the text as found."""

    def __init__(self, document: Document, *, as_found: bool) -> None:
        self._reading = None if as_found or not document.restored else restored(document.text, document.restored)
        self._text = document.text if self._reading is None else self._reading.text
        self._face = skeleton(self._text)
        self._spans = [match.span() for match in _WORD.finditer(self._face.text)]
        self.folded = tuple(self._face.text[start:end] for start, end in self._spans)

    def accented(self, wanted: Collection[str]) -> tuple[str, ...]:
        """Returns the words with their accents; ``""`` for those that are none of ``wanted`` (folded)."""
        return tuple(
            self._accent(*span) if word in wanted else "" for word, span in zip(self.folded, self._spans, strict=True)
        )

    def source(self, row: int) -> Source:
        """Returns where a word stands."""
        return self._locate(*self._spans[row])

    def numbers(self) -> Iterator[tuple[str, Source]]:
        """Yields the numbers of documents and days with their places."""
        for number in find_numbers(self._face.text):
            yield number.word, self._locate(number.start, number.end)

    def _accent(self, start: int, end: int) -> str:
        return place_tones(normalise(self._text[slice(*self._face.origin(start, end))])).lower()

    def _locate(self, start: int, end: int) -> Source:
        own = self._face.origin(start, end)
        return Source(*(own if self._reading is None else self._reading.origin(*own)))


def _seek(words: str, *, accented: bool, kind: str) -> Sought:
    written = [word.lower() for word in _WORD.findall(words)]
    if kind == "near":
        written = list(dict.fromkeys(written))
    folded = [fold(word) for word in written]
    if kind == "near":
        folded = list(dict.fromkeys(folded))
    return Sought(
        tuple(folded), tuple(written) if accented else None, kind, _REACH * len(written) if kind == "near" else 0
    )


def _find_part(words: _Words, number: int, part: Sought, *, accented: bool) -> Iterator[Place]:
    if part.kind == "number":
        (wanted,) = part.words
        for word, source in words.numbers():
            if word == wanted or word.startswith(f"{wanted}x"):
                yield Place(number, 1, (source,))
        return
    strict = part.accented if accented else None
    text = words.folded if strict is None else words.accented(frozenset(part.words))
    wanted_words = part.words if strict is None else strict
    finder = _find_phrases(text, wanted_words) if part.kind == "phrase" else _find_near(text, wanted_words, part.reach)
    for rows in finder:
        yield Place(number, rows[-1] - rows[0] + 1, tuple(words.source(row) for row in rows))


def _find_phrases(text: Sequence[str], wanted: Sequence[str]) -> Iterator[list[int]]:
    """Yields the rows of each run of the words, one behind the other."""
    length, row = len(wanted), 0
    while row + length <= len(text):
        if tuple(text[row : row + length]) == tuple(wanted):
            yield list(range(row, row + length))
            row += length
        else:
            row += 1


def _find_near(text: Sequence[str], wanted: Sequence[str], reach: int) -> Iterator[list[int]]:
    """Yields the rows of each stretch that holds every word with at most ``reach`` words between first and last."""
    known, latest = frozenset(wanted), dict[str, int]()
    for row, word in enumerate(text):
        if word not in known:
            continue
        latest[word] = row
        if len(latest) == len(known) and row - min(latest.values()) - 1 <= reach:
            yield sorted(latest.values())
            latest = {}


def _cut_passages(document: Document, places: Sequence[Place]) -> tuple[TextPassage, ...]:
    """Cuts passages around the best places: the tightest of each part, then the tightest of all; in their order."""
    order = sorted(places, key=lambda place: (place.width, place.start))
    firsts = {place.part: place for place in reversed(order)}.values()
    ranges: list[tuple[int, int]] = []
    for place in [*sorted(firsts, key=lambda place: place.part), *order]:
        if len(ranges) == MOST_PASSAGES:
            break
        if not any(start <= place.start and place.end <= end for start, end in ranges):
            ranges.append(_widen(document.text, place.start, place.end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    matched = sorted({source for place in places for source in place.matched})
    return tuple(_build_passage(document, start, end, matched) for start, end in merged)


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Widens a range by what stands around it, to whole words."""
    left, right = max(start - _BEFORE, 0), min(end + _AFTER, len(text))
    if left:
        while left < start and not text[left - 1].isspace():
            left += 1
    if right < len(text):
        while right > end and not text[right].isspace():
            right -= 1
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def _build_passage(document: Document, start: int, end: int, matched: Sequence[Source]) -> TextPassage:
    inside = tuple(source for source in matched if start <= source.start and source.end <= end)
    row = bisect_right(document.blocks, start, key=lambda block: block.source.start) - 1
    page = document.blocks[row].source.page if row >= 0 else None
    ruined = any(start < word.source.end and word.source.start < end for word in document.restored)
    guess = " ".join(reading_text(document.text, document.restored, start, end).split()) if ruined else None
    return TextPassage(Source(start, end, page), document.text[start:end], inside, guess)
