"""Framework models (mô hình khung) as versioned data, and the wording that points at their steps."""

from corpus.frameworks.cues import CueMatch, match_cues, match_step, parse_cue
from corpus.frameworks.load import digest_frameworks, list_frameworks, load_framework, parse_framework
from corpus.frameworks.model import (
    Applicability,
    Cue,
    ExpectedBasis,
    Framework,
    FrameworkInfo,
    Group,
    LegalSource,
    Mention,
    Obligation,
    PlanPart,
    Reach,
    Requirement,
    SourceDocument,
    Step,
    Strength,
)

__all__ = [
    "Applicability",
    "Cue",
    "CueMatch",
    "ExpectedBasis",
    "Framework",
    "FrameworkInfo",
    "Group",
    "LegalSource",
    "Mention",
    "Obligation",
    "PlanPart",
    "Reach",
    "Requirement",
    "SourceDocument",
    "Step",
    "Strength",
    "digest_frameworks",
    "list_frameworks",
    "load_framework",
    "match_cues",
    "match_step",
    "parse_cue",
    "parse_framework",
]
