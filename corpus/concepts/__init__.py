"""Kinds of work that plans contain, each told in many wordings, and matters they are not about, as data."""

from corpus.concepts.load import (
    Concept,
    OtherMatter,
    digest_concepts,
    load_concepts,
    load_other_matters,
    load_second_author,
)

__all__ = ["Concept", "OtherMatter", "digest_concepts", "load_concepts", "load_other_matters", "load_second_author"]
