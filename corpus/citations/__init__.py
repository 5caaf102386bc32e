"""Citations of legal documents: found in a text, keyed, and asked for by number."""

from corpus.citations.find import find_citations, find_mentions
from corpus.citations.keys import canonical_key
from corpus.citations.references import Reference, matches, parse_reference
from corpus.citations.roles import assign_roles

__all__ = [
    "Reference",
    "assign_roles",
    "canonical_key",
    "find_citations",
    "find_mentions",
    "matches",
    "parse_reference",
]
