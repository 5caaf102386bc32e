"""Numbers, dates and document symbols as an OCR without Vietnamese leaves them: ``19/2014/Qb-TTg``, ``1O/2O23``.

A digit is never invented: what stands for one must look like it, and a number that was mended is not confident.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.reading.restoration.channel import Channel

_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5"})
# "0S", "2O23", "l0"; refuses "SO" (no digit), "I1I" (fewer digits than letters) and "4p".
_MENDABLE = re.compile(r"[0-9OolI|S]{2,}")
# A number, its year, the codes: "19", "2014", "Qb-TTg"; also "206" and "CP".
_SYMBOL = re.compile(r"(?P<number>[^-/]*(?:/[^A-ZĐÐ/]{4,5}(?=/))?)(?P<joint>[ _]{0,2}/ ?|-)(?P<codes>.+)")
_JOINTS = re.compile(r"([-/&])")
# Costs in nats of a code that is not in the list, for agencies make up their own; a small letter in one is a mistake.
_UNSEEN = 3.5
_UNSEEN_LETTER = 2.0
_UNSEEN_SMALL = 8.0
_SURE = 3.0  # nats between the best code and the next


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess at a number or a symbol.

    Attributes:
        text: the guess.
        confident: whether it can be relied on.
    """

    text: str
    confident: bool


def mend_number(found: str) -> Guess | None:
    """Reads letters that look like digits as digits; ``None`` where ``found`` is no such number: ``"0S"`` gives 05."""
    if not _MENDABLE.fullmatch(found) or 2 * sum(map(str.isdigit, found)) < len(found):
        return None
    mended = found.translate(_DIGITS)
    return Guess(mended, mended == found)


def mend_symbol(found: str, codes: Mapping[str, float], channel: Channel) -> Guess:
    """Mends the codes and the digits of a document symbol.

    Args:
        found: such as ``19/2014/Qb-TTg`` or ``/KH-UBND``; blanks inside stay.
        codes: parts of symbols (``QĐ``, ``TTg``) with log of their share of all parts.
        channel: how letters come out.
    """
    match = _SYMBOL.fullmatch(found)
    if match is None:
        return Guess(found, False)
    number = match["number"].translate(_DIGITS)
    parts = _JOINTS.split(match["codes"])
    guesses = [Guess(part, True) if _JOINTS.fullmatch(part) else _mend_code(part, codes, channel) for part in parts]
    text = number + match["joint"] + "".join(guess.text for guess in guesses)
    return Guess(text, number == match["number"] and all(guess.confident for guess in guesses))


def _mend_code(found: str, codes: Mapping[str, float], channel: Channel) -> Guess:
    unseen = -_UNSEEN - _UNSEEN_LETTER * len(found) - (0.0 if found.isupper() else _UNSEEN_SMALL)
    kept = codes.get(found, unseen) + channel.total(found, found)
    scored = sorted(
        (
            (share + channel.total(code, found), code)
            for code, share in codes.items()
            if abs(len(code) - len(found)) <= 1
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scored or scored[0][0] < kept:
        return Guess(found, found in codes)
    runner_up = max([kept if found != scored[0][1] else -99.0, *(score for score, _ in scored[1:2])])
    return Guess(scored[0][1], scored[0][0] - runner_up >= _SURE)
