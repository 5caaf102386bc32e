"""The index of units that runs inside the program: SQLite as its record, tantivy and FAISS to look candidates up."""

from indexer.embedded.index import DamagedIndex, EmbeddedIndex
from indexer.embedded.limits import DEFAULT_LIMITS, Limits
from indexer.embedded.view import EmbeddedView

__all__ = ["DEFAULT_LIMITS", "DamagedIndex", "EmbeddedIndex", "EmbeddedView", "Limits"]
