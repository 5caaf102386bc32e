"""The JSON bodies of the command line (``--json``) and of HTTP: one set of names for both."""

from api.bodies.abbreviations import AbbreviationsBody
from api.bodies.answers import CitationsBody, PlansBody, TasksBody
from api.bodies.bases import BasesBody
from api.bodies.checks import CitationChecksBody
from api.bodies.citations import CitationBody
from api.bodies.comparison import CompareBody, StoreCompareBody
from api.bodies.decisions import DecisionsBody, UpgradeBody
from api.bodies.doctor import DoctorBody
from api.bodies.documents import DocumentBody, ReadBody
from api.bodies.framework_files import FrameworkDiffBody, FrameworkLintsBody
from api.bodies.frameworks import FrameworkDetailBody, FrameworksBody
from api.bodies.gaps import GapsBody, ItemBody
from api.bodies.ingest import FileBody, IngestBody
from api.bodies.places import Body, QuoteBody, SourceBody
from api.bodies.plans import ParseBody, PlanBody
from api.bodies.registry import RegistryBody
from api.bodies.tasks import TaskBody

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
