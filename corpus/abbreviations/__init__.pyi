from .expansion import Expander, Expansion, load_expander, shipped_expander
from .loading import digest_shipped, lint_file, load_abbreviations, load_shipped
from .table import Abbreviation, Parsed, Strength, Use, parse_abbreviations

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
