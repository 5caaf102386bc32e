"""Capital letters that TCVN3 could not store: "KÕ HO¹CH" decodes to "Kế HOạCH" and is to read "KẾ HOẠCH"."""

from __future__ import annotations

import re
import unicodedata

from corpus.reading.syllables import is_accented, is_syllable

# One word: "HOạCH", "Sở". Refuses the "-" of "Hà-Nội" and digits.
_WORD = re.compile(r"[^\W\d_]+")
# Letters whose capitals have codes of their own, so that a small one was meant small.
_CERTAIN_SMALL = frozenset("ăâêôơưđ")
# A word whose letters do not tell is read like the nearest two words on each side that do, first of all those that no
# punctuation parts from it.
_NEIGHBOURS = 2
_REACH = 20  # words; a heading is not longer
# Matches "| ", ". ", ": "; refuses the blanks, hyphens and quotes inside a heading.
_PAUSE = re.compile(r"[^\w\s\"“”'’-]|\t|\s[-–]\s")


def restore_capitals(line: str) -> str:
    """Puts words that were typed in capitals wholly into capitals.

    A letter whose case is certain decides its word: any ASCII letter, a capital Ă Â Ê Ô Ơ Ư Đ, a small ă â ê ô ơ ư đ.
    A word of which only the first letter is a certain capital ("Sở" or "SỞ") and one without any certain letter ("ở")
    are read like their neighbours. Words without an accented letter stay.

    Args:
        line: one line or paragraph, decoded, composed.
    """
    words = list(_WORD.finditer(line))
    cases = [_case(match.group()) for match in words]
    if not any(cases):
        return line
    phrases = _phrases(line, words)
    parts, end = [], 0
    for place, match in enumerate(words):
        word, case = match.group(), cases[place]
        if not is_accented(word):
            continue
        if case is None:
            case = _like_neighbours(place, cases, phrases)
        parts += [line[end : match.start()], word.upper() if case else word]
        end = match.end()
    return "".join([*parts, line[end:]])


def _phrases(line: str, words: list[re.Match[str]]) -> list[int]:
    """Returns for each word the number of the phrase it stands in."""
    phrases = [0] * len(words)
    for place in range(1, len(words)):
        gap = line[words[place - 1].end() : words[place].start()]
        phrases[place] = phrases[place - 1] + (_PAUSE.search(gap) is not None)
    return phrases


def _case(word: str) -> bool | None:
    """Tells whether ``word`` was typed in capitals; ``None`` where its letters do not tell."""
    certain = [place for place, char in enumerate(word) if char.isascii() or char.isupper() or char in _CERTAIN_SMALL]
    if any(word[place].islower() for place in certain):
        return False
    if not certain or (certain == [0] and len(word) > 1) or len(word) == 1:
        return None
    # "UBND", "QĐ" stand in capitals among small letters too and so say nothing of their neighbours.
    return True if is_syllable(unicodedata.normalize("NFC", word)) or not word.isupper() else None


def _like_neighbours(place: int, cases: list[bool | None], phrases: list[int]) -> bool:
    before = range(max(0, place - _REACH), place)
    after = range(place + 1, min(len(cases), place + 1 + _REACH))
    told = [[at for at in side if cases[at] is not None] for side in (before, after)]
    own = [[at for at in side if phrases[at] == phrases[place]] for side in told]
    left, right = own if any(own) else told
    near = [cases[at] for at in left[-_NEIGHBOURS:] + right[:_NEIGHBOURS]]
    return near.count(True) * 2 > len(near)
