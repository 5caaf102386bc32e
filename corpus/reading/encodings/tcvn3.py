"""TCVN3 (ABC), the fonts .VnTime, .VnArial and their like: one byte a letter (TCVN 5712:1993, VN3).

Capitals without a tone mark have codes of their own; capitals with one have none: they are the small letters in a font
of capitals (.VnTimeH), so that "KẾ HOẠCH" is stored as "KÕ HO¹CH". See :mod:`corpus.reading.encodings.capitals`.
"""

from __future__ import annotations

import re

from corpus.reading.encodings.capitals import restore_capitals
from corpus.reading.syllables import is_syllable

# The first code of each stretch and the letters that follow one another from there.
_STRETCHES = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
LETTERS = {chr(first + place): letter for first, letters in _STRETCHES for place, letter in enumerate(letters)}
"""By carrier, the letter it stands for."""

_TABLE = str.maketrans(LETTERS | {"\u03bc": "à"})  # the Greek mu that compatibility folding makes of the micro sign
_LETTER = f"[A-Za-z{''.join(LETTERS)}]"
# "ư" is a soft hyphen, which many programs turn into a hyphen: "ng-êi", "t- vÊn", "Trung -¬ng". Matches every hyphen
# with the letters around it; refuses "KH-2242".
_HYPHEN = re.compile(f"(?<!{_LETTER})(?<![0-9])({_LETTER}*)-(?=({_LETTER}*)(?!{_LETTER}|[0-9]))")

_REACH = 40  # characters looked back for a word on the same line


def decode_tcvn3(carrier: str) -> tuple[str, int]:
    """Decodes one line or paragraph typed in TCVN3.

    Returns:
        The text, and the number of letters in ``carrier`` that TCVN3 does not have.
    """
    strays = sum(char > "\x7f" and char not in LETTERS and char.isalpha() for char in carrier)
    return restore_capitals(_HYPHEN.sub(_with_horn, carrier).translate(_TABLE)), strays


def _with_horn(match: re.Match[str]) -> str:
    """Puts back a lost "ư" where it makes a syllable of what is none; the "c-" of a list and "KH-" stay."""
    left, right = match.groups()
    before, after = left.translate(_TABLE), right.translate(_TABLE)
    if is_syllable(before) or not is_syllable(f"{before}ư{after}"):
        return match.group()
    if not left and (not right or is_syllable(after)):
        return match.group()
    if not right and (
        before.isupper()
        if len(left) > 1
        else not _has_letter(match.string[max(0, match.start() - _REACH) : match.start()])
    ):
        return match.group()
    return left + "\u00ad"


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
