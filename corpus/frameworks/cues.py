"""Cue phrases: a small language of wording, matched on accent-free skeletons with the spans of what was found.

A cue is a list of terms. ``["đánh giá", "chất lượng nội bộ | nội bộ"]`` holds where the first term stands in a sentence
and every other term stands in the same sentence within :data:`WINDOW_WORDS` words of it. In a term, ``|`` parts
phrasings; in a phrasing, ``...`` stands for up to ``GAP_WORDS`` words. Words are compared whole; punctuation inside a
sentence counts for nothing (``sửa đổi, bổ sung`` is ``sửa đổi bổ sung``).

Skeletons lose accents, so a cue must not rest on a syllable that folds onto another: ``khóa học`` is also ``khoa học``,
``cử`` is also ``cụ`` (thể).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from corpus.frameworks.kinds import Reach
from corpus.frameworks.model import Cue, Mention, Step
from corpus.frameworks.phrases import BREAK, WORD, Sentence, Span, find_phrasing, overlap, sentences
from corpus.text import fold

# Half of a long administrative sentence; most table rows are shorter as a whole.
WINDOW_WORDS = 15
# "sau khi hoàn thành việc xác nhận hiệu lực" names an event (3 words between); "sau khi đánh giá nội bộ tổ chức họp xem
# xét" plans a review (6 words).
NEAR_WORDS = 4

_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a passage.

    Attributes:
        cue: the cue that holds.
        spans: ranges of the skeleton, one per term in the order of the cue; the first is the anchor. A phrasing with a
            gap gives one range from its first to its last word. :meth:`corpus.text.Skeleton.origin` maps them back.
    """

    cue: Cue
    spans: tuple[Span, ...]


def parse_cue(terms: Sequence[str], abbreviations: Mapping[str, Sequence[str]] | None = None) -> Cue:
    """Reads a cue as written in a framework file.

    Args:
        terms: the terms, each in the notation of this module.
        abbreviations: short form to its full forms; a phrasing that holds a full form also matches the short one. The
            text is left alone, so spans stay true.

    Raises:
        ValueError: a term or phrasing has no word in it.
    """
    short = tuple((_words(full), _words(brief)) for brief, fulls in (abbreviations or {}).items() for full in fulls)
    parsed = tuple(
        tuple(dict.fromkeys(form for part in term.split("|") for form in _phrasings(part, short))) for term in terms
    )
    if not parsed:
        raise ValueError("no terms")
    return Cue(tuple(terms), parsed)


def match_cues(cues: Sequence[Cue], text: str, *, tolerant: bool = False) -> tuple[CueMatch, ...]:
    """Finds every place where one of ``cues`` holds.

    Args:
        cues: any of them may hold.
        text: a skeleton (:func:`corpus.text.skeleton`); spans count its code points.
        tolerant: also accept phrases that recognition errors have bent (:mod:`corpus.frameworks.phrases`).

    Returns:
        Matches by sentence, then by cue, then by place; ``()`` where none holds.
    """
    return tuple(
        CueMatch(cue, spans)
        for sentence in sentences(text)
        for cue in cues
        if tolerant or not cue.heads.isdisjoint(sentence.heads)
        for spans in _match(cue, sentence, tolerant)
    )


def match_step(
    step: Step, text: str, *, mentions: Sequence[Mention] = (), tolerant: bool = False
) -> tuple[CueMatch, ...]:
    """Finds the cues of ``step`` that neither its counter-cues nor a mention marker take back.

    A counter-cue takes back the matches whose spans it overlaps, so that "đào tạo chuyên gia đánh giá nội bộ; tổ chức
    đánh giá nội bộ" keeps its second half. A mention takes back what follows it (:class:`Mention`).

    Args:
        step: the step.
        text: a skeleton.
        mentions: the markers of the framework.
        tolerant: as in :func:`match_cues`, for the cues alone. Counter-cues and markers differ from a cue by a word
            ("ban hành", "đã ban hành") and are always compared exactly: bent, they took back one true match in ten.
    """
    found = match_cues(step.cues, text, tolerant=tolerant)
    if not found:
        return ()
    counters = [span for match in match_cues(step.counter_cues, text) for span in match.spans]
    found = tuple(m for m in found if not any(overlap(a, b) for a in m.spans for b in counters))
    for mention in mentions if found else ():
        markers = _markers(mention, text)
        found = tuple(m for m in found if not any(_governs(k, m.spans[0], mention.reach, text) for k in markers))
    return found


def _words(text: str) -> str:
    return " ".join(WORD.findall(fold(text)))


def _phrasings(part: str, short: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    pieces = [_words(piece) for piece in _GAP.split(part.strip())]
    if not all(pieces):
        raise ValueError(f"no words in a phrasing: {part!r}")
    spelled = []
    for piece in pieces:
        forms = [piece]
        for full, brief in short:
            forms += [_replace(form, full, brief) for form in forms if f" {full} " in f" {form} "]
        spelled.append(tuple(dict.fromkeys(forms)))
    return [tuple(f" {piece} " for piece in pieces) for pieces in product(*spelled)]


def _replace(words: str, full: str, brief: str) -> str:
    return f" {words} ".replace(f" {full} ", f" {brief} ").strip()


def _match(cue: Cue, sentence: Sentence, tolerant: bool) -> list[tuple[Span, ...]]:
    anchors = _find_term(cue.terms[0], sentence, tolerant)
    if not anchors:
        return []
    others = [_find_term(term, sentence, tolerant) for term in cue.terms[1:]]
    matches = []
    for anchor in anchors:
        near = [min(places, key=lambda p: (_distance(anchor, p), p), default=None) for places in others]
        if all(place is not None and _distance(anchor, place) <= WINDOW_WORDS for place in near):
            matches.append((sentence.span(anchor), *(sentence.span(place) for place in near if place is not None)))
    return matches


def _find_term(term: tuple[tuple[str, ...], ...], sentence: Sentence, tolerant: bool) -> list[Span]:
    return sorted({place for phrasing in term for place in find_phrasing(phrasing, sentence, tolerant=tolerant)})


def _distance(a: Span, b: Span) -> int:
    """Words between two ranges of words; 0 where they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def _markers(mention: Mention, text: str) -> list[Span]:
    harmless = [span for match in match_cues(mention.unless, text) for span in match.spans]
    hulls = (
        (min(a for a, _ in match.spans), max(b for _, b in match.spans)) for match in match_cues(mention.cues, text)
    )
    return [hull for hull in hulls if not any(overlap(hull, span) for span in harmless)]


def _governs(marker: Span, anchor: Span, reach: Reach, text: str) -> bool:
    if anchor[0] < marker[0]:
        return False
    between = text[marker[1] : anchor[0]]
    if BREAK.search(between):
        return False
    if reach is Reach.SENTENCE:
        return True
    return "," not in between and (reach is Reach.CLAUSE or len(WORD.findall(between)) <= NEAR_WORDS)
