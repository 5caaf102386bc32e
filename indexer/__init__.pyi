from .calibration import Calibration, read_calibration
from .centring import centred
from .contract import Attribute, Candidates, FacetCount, Finding, Scores, UnitFilter
from .doctor import check_index, mend_index
from .embedding import DEFAULT_MODEL_ID, Embedder, load_ahead, load_embedder
from .index import Index
from .sync import build_index, open_index, sync_index
from .units import Unit
from .vectors import LazyEncoder, VectorCache, check_model

__all__ = [
    "DEFAULT_MODEL_ID",
    "Attribute",
    "Calibration",
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
    "load_ahead",
    "load_embedder",
    "mend_index",
    "open_index",
    "read_calibration",
    "sync_index",
]
