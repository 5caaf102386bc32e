"""The number of a list item as it is shown: in figures, letters or Roman numerals."""

from __future__ import annotations

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _roman(number: int) -> str:
    out = ""
    for size, letters in _ROMAN:
        out += letters * (number // size)
        number %= size
    return out


def show_counter(number: int, kind: str) -> str | None:
    """Renders a counter; ``None`` for a format that is not known.

    Numbers beyond any list (over 780 in letters, 3,999 in Roman numerals, or below 1) are shown in figures.

    Args:
        number: the counter.
        kind: its format, by the names of ISO/IEC 29500-1, 17.18.59.
    """
    letter = _LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)
    roman = _roman(number) if 0 < number < 4000 else str(number)
    known = {
        "decimal": str(number),
        "decimalZero": f"{number:02d}",
        "lowerLetter": letter,
        "upperLetter": letter.upper(),
        "lowerRoman": roman,
        "upperRoman": roman.upper(),
        "none": "",
    }
    return known.get(kind)
