"""How wide words are in print: a line of a cell is full by the widths of its letters, not by their number."""

from __future__ import annotations

from corpus.text import fold

# Widths of the letters of Times, the font that NĐ 30/2020/NĐ-CP asks for, in thousandths of its size; a letter with
# marks is as wide as without. Other fonts differ in all letters alike.
_WIDTHS = {
    **dict.fromkeys("ijlt.,;:/'|", 278),
    **dict.fromkeys("fr()-", 333),
    **dict.fromkeys("sJ", 389),
    **dict.fromkeys("acez", 444),
    **dict.fromkeys("FPS", 556),
    **dict.fromkeys("ELTZ", 611),
    **dict.fromkeys("BCR", 667),
    **dict.fromkeys("wADGHKNOQUVXY", 722),
    **dict.fromkeys("m", 778),
    **dict.fromkeys("M", 889),
    **dict.fromkeys("W", 944),
    "I": 333,
}
_USUAL = 500
BLANK = 0.5
"""Width of a blank, in usual letters."""


def measure(word: str) -> float:
    """Returns the width of a word, in usual letters: 5.2 for "phòng"."""
    plain = fold(word)
    if len(plain) != len(word):
        return float(len(word))
    return (
        sum(
            _WIDTHS.get(small.upper() if char.isupper() else small, _USUAL)
            for char, small in zip(word, plain, strict=True)
        )
        / _USUAL
    )
