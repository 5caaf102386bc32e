"""Abbreviations of Vietnamese administration: a table that users extend, and texts written out by it."""

from corpus.abbreviations.expansion import Expander, Expansion, load_expander, shipped_expander
from corpus.abbreviations.loading import digest_shipped, lint_file, load_abbreviations, load_shipped
from corpus.abbreviations.table import Abbreviation, Parsed, Strength, Use, parse_abbreviations

__all__ = [
    "Abbreviation",
    "Expander",
    "Expansion",
    "Parsed",
    "Strength",
    "Use",
    "digest_shipped",
    "lint_file",
    "load_abbreviations",
    "load_expander",
    "load_shipped",
    "parse_abbreviations",
    "shipped_expander",
]
