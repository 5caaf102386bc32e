"""Citations by number: what stands before it, the number as a grammar, and what follows it."""

from corpus.citations.numbered.find import find_numbered

__all__ = ["find_numbered"]
