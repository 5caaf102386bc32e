"""Citations by number: what stands before it, the number as a grammar, and what follows it."""

from corpus.citations.numbered.find import find_numbered
from corpus.citations.numbered.illegible import find_illegible

__all__ = ["find_illegible", "find_numbered"]
