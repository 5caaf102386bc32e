"""Finding a phrase of whole words in the sentences of a skeleton, exactly or through recognition errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# "kiện toàn, bổ sung thành viên của Ban Chỉ đạo": six words stand between verb and object. Five would lose
# enumerations of verbs ("xây dựng, áp dụng, duy trì và cải tiến"), twelve would join neighbouring tasks.
GAP_WORDS = 8
# In text that an OCR ruined a phrase of at least TOLERANT_CHARS letters is also found bent: similar as a whole
# (percent), and, once vowels are alike, with at most one wrong letter for every BENT_WORDS words; lost diacritics bend
# vowels first ("dénh gié nôi bd"). Measured on the two ruined plans against their corrected reading, 101 units ×
# 30 steps (tests/bench/bench_framework_cues.py): exact R .56 P .95; 80 and 4 R .79 P .91; 80 and 3 R .83 P .85.
# Shorter phrases ("iso") meet others by chance.
TOLERANCE = 80.0
BENT_WORDS = 4
TOLERANT_CHARS = 6

# Ends a sentence: "… của Sở. Tổ chức …", "…; tổ chức …". Not: "TP. Hải Phòng", "9001.2015".
BREAK = re.compile(r"[;!?•]|(?<!\btp)(?<!\btx)(?<!\btt)\.(?=\s|$)")
WORD = re.compile(r"\w+")
# Names of agencies that hold a word of work. Matched: "Sở Giáo dục và Đào tạo tổ chức đánh giá nội bộ" (no training).
# Refused: "đào tạo chuyên gia đánh giá nội bộ".
_NAMES = re.compile(
    r"\bgiao duc(?: va|,| &)? dao tao\b|\b(?:so|bo|nganh|cuc) xay dung\b|\bphong kiem soat thu tuc hanh chinh\b"
    r"|\b(?:trung tam|phong|cuc) cong nghe thong tin\b|\bban thi dua(?:,? khen thuong)?\b|\bphong dao tao\b"
)
# Vowels, and the digits that recognition writes for them ("t6 chirc", "4p dung").
_VOWELS = re.compile(r"[aeiouy046]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence of a skeleton.

    Attributes:
        line: the words, each between single spaces.
        begins: offset of a word in ``line`` to its number.
        words: range of each word in the skeleton.
        heads: its words, and its pairs of neighbouring words: how a phrase of it may begin.
    """

    line: str
    begins: Mapping[int, int]
    words: tuple[Span, ...]
    heads: frozenset[str]

    def span(self, words: Span) -> Span:
        """Returns the range of the skeleton that a range of words covers."""
        return self.words[words[0]][0], self.words[words[1] - 1][1]


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Cuts a skeleton into sentences (at ``.``, ``;``, ``!``, ``?`` and bullets) and these into words.

    Names of agencies keep their place but lose their letters, so that no phrase finds a verb in them.
    """
    text = _NAMES.sub(lambda name: WORD.sub(lambda word: "_" * len(word[0]), name[0]), text)
    cuts = [0, *(found.end() for found in BREAK.finditer(text)), len(text)]
    found = []
    for start, end in pairwise(cuts):
        words = tuple(word.span() for word in WORD.finditer(text, start, end))
        if not words:
            continue
        begins, at = {}, 1
        for number, (first, last) in enumerate(words):
            begins[at] = number
            at += last - first + 1
        said = [text[first:last] for first, last in words]
        heads = frozenset((*said, *(f"{one} {other}" for one, other in pairwise(said))))
        found.append(Sentence(f" {' '.join(said)} ", begins, words, heads))
    return tuple(found)


def find_phrasing(pieces: tuple[str, ...], sentence: Sentence, *, tolerant: bool) -> list[Span]:
    """Finds the pieces one after another with at most :data:`GAP_WORDS` words between neighbours.

    Each piece joins the nearest next one, and only if it is itself the nearest before that one: in "đào tạo ISO, đào
    tạo đánh giá nội bộ" the phrasing ``đào tạo ... đánh giá nội bộ`` starts at the second "đào tạo".

    Returns:
        Ranges of words, from the first word of the first piece to the last word of the last.
    """
    if not tolerant:
        for piece in pieces:  # a plain loop: nearly every phrasing leaves here
            if piece not in sentence.line:
                return []
    chains = _find_piece(pieces[0], sentence, tolerant)
    for piece in pieces[1:]:
        if not chains:
            return []
        places = _find_piece(piece, sentence, tolerant)
        joined = []
        for place in places:
            before = max((chain for chain in chains if chain[1] <= place[0]), key=lambda c: (c[1], c[0]), default=None)
            if before is None or place[0] - before[1] > GAP_WORDS:
                continue
            if not any(before[1] <= other[0] < place[0] for other in places):
                joined.append((before[0], place[1]))
        chains = joined
    return chains


def overlap(a: Span, b: Span) -> bool:
    """Tells whether two half-open ranges share a point."""
    return a[0] < b[1] and b[0] < a[1]


def _find_piece(piece: str, sentence: Sentence, tolerant: bool) -> list[Span]:
    count = piece.count(" ") - 1
    places, at = [], sentence.line.find(piece)
    while at >= 0:
        first = sentence.begins[at + 1]
        places.append((first, first + count))
        at = sentence.line.find(piece, at + 1)
    bare = piece.strip()
    return _find_bent(bare, sentence, places) if tolerant and len(bare) >= TOLERANT_CHARS else places


def _find_bent(piece: str, sentence: Sentence, exact: list[Span]) -> list[Span]:
    """Adds the windows of as many words that are similar enough, best first, none overlapping another."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    line = sentence.line
    # The window's own similarity below is the judge; this bound only spares hopeless sentences.
    if not fuzz.partial_ratio(piece, line, score_cutoff=TOLERANCE - 12):
        return exact
    count, total, frame = piece.count(" ") + 1, len(sentence.words), _frame(piece)
    starts = [*sorted(sentence.begins), len(line)]
    scored = []
    for first in range(total - count + 1):
        window = line[starts[first] : starts[first + count] - 1]
        whole = fuzz.ratio(piece, window, score_cutoff=TOLERANCE)
        wrong = Levenshtein.distance(frame, _frame(window)) if whole else count
        if whole and wrong <= count // BENT_WORDS:
            scored.append((wrong, -whole, first))
    places = list(exact)
    for *_, first in sorted(scored):
        if not any(overlap((first, first + count), place) for place in places):
            places.append((first, first + count))
    return sorted(places)


@lru_cache(maxsize=65536)
def _frame(words: str) -> str:
    """Makes every run of vowels alike: ``danh gia`` and ``denh gie`` become ``danh ga``."""
    return _VOWELS.sub("a", words)
