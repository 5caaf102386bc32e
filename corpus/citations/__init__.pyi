from .find import find_citations, find_mentions
from .keys import canonical_key
from .references import Reference, matches, parse_reference
from .roles import assign_roles

__all__ = [
    "Reference",
    "assign_roles",
    "canonical_key",
    "find_citations",
    "find_mentions",
    "matches",
    "parse_reference",
]
