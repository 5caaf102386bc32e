"""The faces of a text, and quotes of it with their places."""

from corpus.text.faces import (
    ETH_AS_STROKED,
    Face,
    Normalised,
    Skeleton,
    fold,
    has_accents,
    normalise,
    normalised,
    skeleton,
)
from corpus.text.quotes import CAPITALS, cut, cut_skeleton, field, quote, strip_end
from corpus.text.restored import Restored, reading_text, restored
from corpus.text.tones import place_tones

__all__ = [
    "CAPITALS",
    "ETH_AS_STROKED",
    "Face",
    "Normalised",
    "Restored",
    "Skeleton",
    "cut",
    "cut_skeleton",
    "field",
    "fold",
    "has_accents",
    "normalise",
    "normalised",
    "place_tones",
    "quote",
    "reading_text",
    "restored",
    "skeleton",
    "strip_end",
]
