"""From plans to an index: units, words, skeletons, vectors, and the index that follows the store."""

from indexer.centring import centred
from indexer.contract import Attribute, Candidates, FacetCount, Finding, Scores, UnitFilter
from indexer.doctor import check_index, mend_index
from indexer.embedding import DEFAULT_MODEL_ID, Embedder, load_embedder
from indexer.index import Index
from indexer.sync import build_index, open_index, sync_index
from indexer.units import Unit
from indexer.vectors import LazyEncoder, VectorCache, check_model

__all__ = [
    "DEFAULT_MODEL_ID",
    "Attribute",
    "Candidates",
    "Embedder",
    "FacetCount",
    "Finding",
    "Index",
    "LazyEncoder",
    "Scores",
    "Unit",
    "UnitFilter",
    "VectorCache",
    "build_index",
    "centred",
    "check_index",
    "check_model",
    "load_embedder",
    "mend_index",
    "open_index",
    "sync_index",
]
