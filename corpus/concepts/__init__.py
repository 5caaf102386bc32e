"""Kinds of work that plans contain, each told in many wordings, as data."""

from corpus.concepts.load import Concept, digest_concepts, load_concepts

__all__ = ["Concept", "digest_concepts", "load_concepts"]
