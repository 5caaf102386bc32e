from .cues import CueMatch, match_cues, match_step, parse_cue
from .diff import FieldChange, FrameworkDiff, StepChange, build_asked, diff_frameworks
from .issues import FrameworkCode, FrameworkIssue
from .kinds import CounterKind, Obligation, PlanPart, Reach, Requirement, StepState, Strength
from .lint import LintedFramework, lint_framework
from .load import (
    DEFAULT_FRAMEWORK,
    find_framework,
    list_frameworks,
    load_framework,
    parse_framework,
    read_framework_file,
)
from .model import (
    Applicability,
    CounterExample,
    Cue,
    ExpectedBasis,
    Framework,
    FrameworkInfo,
    Group,
    LegalSource,
    Mention,
    SourceDocument,
    Step,
)
from .shipped import digest_frameworks

__all__ = [
    "DEFAULT_FRAMEWORK",
    "Applicability",
    "CounterExample",
    "CounterKind",
    "Cue",
    "CueMatch",
    "ExpectedBasis",
    "FieldChange",
    "Framework",
    "FrameworkCode",
    "FrameworkDiff",
    "FrameworkInfo",
    "FrameworkIssue",
    "Group",
    "LegalSource",
    "LintedFramework",
    "Mention",
    "Obligation",
    "PlanPart",
    "Reach",
    "Requirement",
    "SourceDocument",
    "Step",
    "StepChange",
    "StepState",
    "Strength",
    "build_asked",
    "diff_frameworks",
    "digest_frameworks",
    "find_framework",
    "lint_framework",
    "list_frameworks",
    "load_framework",
    "match_cues",
    "match_step",
    "parse_cue",
    "parse_framework",
    "read_framework_file",
]
