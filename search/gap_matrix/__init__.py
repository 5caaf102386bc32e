"""Many plans against one framework: which steps do they miss, how often, and in which years?"""

from search.gap_matrix.build import Progress, build_matrix, empty_matrix
from search.gap_matrix.counts import StepCount, YearCount
from search.gap_matrix.crew import Crew
from search.gap_matrix.details import CellDetails, load_details
from search.gap_matrix.findings import Finding, Proof
from search.gap_matrix.fitting import AsideCode
from search.gap_matrix.matrix import GapMatrix, MatrixQuestion
from search.gap_matrix.rows import Aside, Cell, MatrixRow

__all__ = [
    "Aside",
    "AsideCode",
    "Cell",
    "CellDetails",
    "Crew",
    "Finding",
    "GapMatrix",
    "MatrixQuestion",
    "MatrixRow",
    "Progress",
    "Proof",
    "StepCount",
    "YearCount",
    "build_matrix",
    "empty_matrix",
    "load_details",
]
