from .abbreviations import AbbreviationsBody
from .answers import CitationsBody, PlansBody, TasksBody
from .bases import BasesBody
from .checks import CitationChecksBody
from .citations import CitationBody
from .comparison import CompareBody, StoreCompareBody
from .decisions import DecisionsBody, UpgradeBody
from .doctor import DoctorBody
from .documents import DocumentBody, ReadBody
from .framework_files import FrameworkDiffBody, FrameworkLintsBody
from .frameworks import FrameworkDetailBody, FrameworksBody
from .gap_matrix import GapMatrixBody
from .gaps import GapsBody, ItemBody
from .ingest import FileBody, IngestBody
from .places import Body, QuoteBody, SourceBody
from .plans import ParseBody, PlanBody
from .registry import RegistryBody
from .tasks import TaskBody

__all__ = [
    "AbbreviationsBody",
    "BasesBody",
    "Body",
    "CitationBody",
    "CitationChecksBody",
    "CitationsBody",
    "CompareBody",
    "DecisionsBody",
    "DoctorBody",
    "DocumentBody",
    "FileBody",
    "FrameworkDetailBody",
    "FrameworkDiffBody",
    "FrameworkLintsBody",
    "FrameworksBody",
    "GapMatrixBody",
    "GapsBody",
    "IngestBody",
    "ItemBody",
    "ParseBody",
    "PlanBody",
    "PlansBody",
    "QuoteBody",
    "ReadBody",
    "RegistryBody",
    "SourceBody",
    "StoreCompareBody",
    "TaskBody",
    "TasksBody",
    "UpgradeBody",
]
