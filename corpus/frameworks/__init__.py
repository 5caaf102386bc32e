"""Framework models (mô hình khung) as versioned data, and the wording that points at their steps."""

from corpus.frameworks.cues import CueMatch, match_cues, match_step, parse_cue
from corpus.frameworks.diff import FieldChange, FrameworkDiff, StepChange, StepState, build_asked, diff_frameworks
from corpus.frameworks.issues import FrameworkCode, FrameworkIssue
from corpus.frameworks.kinds import CounterKind, Obligation, PlanPart, Reach, Requirement, Strength
from corpus.frameworks.lint import LintedFramework, lint_framework
from corpus.frameworks.load import (
    DEFAULT_FRAMEWORK,
    find_framework,
    list_frameworks,
    load_framework,
    parse_framework,
    read_framework_file,
)
from corpus.frameworks.model import (
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
from corpus.frameworks.shipped import digest_frameworks

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
