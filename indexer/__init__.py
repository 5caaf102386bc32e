"""From plans to an index: units, words, skeletons, vectors and their generations on disk."""

from indexer.dense import centred
from indexer.embedding import DEFAULT_MODEL_ID, Embedder, load_embedder
from indexer.index import Index, Scores, build_index, open_index
from indexer.units import Unit
from indexer.vectors import LazyEncoder, VectorCache, check_model

__all__ = [
    "DEFAULT_MODEL_ID",
    "Embedder",
    "Index",
    "LazyEncoder",
    "Scores",
    "Unit",
    "VectorCache",
    "build_index",
    "centred",
    "check_model",
    "load_embedder",
    "open_index",
]
