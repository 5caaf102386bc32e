"""What tells two plans apart whose texts are alike: year, number, issuer."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.text import fold


@dataclass(frozen=True, slots=True)
class Identity:
    """The marks of a plan.

    Attributes:
        year: the year it is for.
        number: the number it was registered under ("18" of 18/KH-SNV); ``None`` for a draft.
        issuer: words of the issuer's name, folded.
        certain: whether the letters are those of a word processor, so that a difference is no misreading.
    """

    year: int | None
    number: str | None
    issuer: frozenset[str]
    certain: bool


def build_identity(year: int | None, number: str | None, issuer: str | None, *, certain: bool) -> Identity:
    """Builds the marks of a plan from its header."""
    words = fold(issuer or "").replace("uy ban nhan dan", "ubnd").split()
    return Identity(year, (number or "").strip().lstrip("0") or None, frozenset(words), certain)


def contradict(first: Identity, second: Identity) -> bool:
    """Tells whether two plans cannot be one.

    Agencies write next year's plan over this year's, and districts hand one text to all their communes: such plans are
    as alike as a plan and its scan. A mark that one of them lacks contradicts nothing; of two names of an issuer one
    may be the longer ("UBND huyện Vọng Lâm", "huyện Vọng Lâm").
    """
    if first.year and second.year and first.year != second.year:
        return True
    if not (first.certain and second.certain):
        return False
    if first.number and second.number and first.number != second.number:
        return True
    shorter, longer = sorted((first.issuer, second.issuer), key=len)
    return bool(shorter) and not shorter <= longer
