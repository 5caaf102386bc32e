"""The shape of a framework file, and how what breaks it is said in Vietnamese."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Limits

from corpus.frameworks.kinds import CounterKind, Obligation, PlanPart, Reach, Requirement, Strength
from corpus.model import AgencyType

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
CueText = Annotated[list[Text], Limits(min_length=1, max_length=6)]

# pydantic's error type -> what to tell the author of the file. The last one answers for the rest.
_REASONS = {
    "missing": "thiếu trường này",
    "extra_forbidden": "trường không có trong lược đồ",
    "string_type": "phải là chuỗi ký tự (đặt trong ngoặc kép nếu là số)",
    "string_too_short": "không được để trống",
    "string_too_long": "quá dài",
    "string_pattern_mismatch": "chỉ gồm chữ không dấu, số và các dấu . _ -",
    "list_type": "phải là một danh sách",
    "dict_type": "phải là các cặp khóa – giá trị",
    "model_type": "phải là các cặp khóa – giá trị",
    "too_short": "không được để trống",
    "too_long": "có quá nhiều mục",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
}


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceEntry(_Entry):
    """A document the framework was built from."""

    document: Text
    title: Text
    read: bool
    note: Text | None = None


class LegalEntry(_Entry):
    """A clause a step rests on."""

    document: Text
    clause: Text
    strength: Strength
    quote: Text | None = None


class AgencyEntry(_Entry):
    """A kind of agency with its dates."""

    agency: AgencyType
    obligation: Obligation = Obligation.MUST
    valid_from: date | None = None
    valid_until: date | None = None


class BasisEntry(_Entry):
    """A legal document that plans are expected to name among their bases."""

    document: Text
    reason: Text
    required_for: list[AgencyType] = []
    valid_from: date | None = None
    valid_until: date | None = None


class GroupEntry(_Entry):
    """A phase."""

    id: Name
    title: Text
    legal_sources: list[LegalEntry] = []


class MentionEntry(_Entry):
    """A marker shared by all steps."""

    id: Name
    reach: Reach
    cues: Annotated[list[CueText], Limits(min_length=1)]
    unless: list[CueText] = []


class CounterEntry(_Entry):
    """A sentence that looks like the step and is not."""

    kind: CounterKind
    text: Text
    step: Name | None = None


class PartEntry(_Entry):
    """A part of a step, as :class:`corpus.frameworks.model.StepPart`."""

    has: Text
    lacks: Text
    examples: Annotated[list[Text], Limits(min_length=1)]


class StepEntry(_Entry):
    """A step; the fields are those of :class:`corpus.frameworks.model.Step`."""

    id: Name
    group: Name | None = None
    title: Text
    asks: Text
    requirement: Requirement
    condition: Text | None = None
    condition_cues: list[CueText] = []
    condition_steps: list[Name] = []
    agencies: list[AgencyEntry] | None = None
    iso_clauses: list[Text] = []
    legal_sources: list[LegalEntry] = []
    record: Text | None = None
    usual_time: Text | None = None
    after: list[Name] = []
    examples: Annotated[list[Text], Limits(min_length=1)]
    cues: Annotated[list[CueText], Limits(min_length=1)]
    counter_cues: list[CueText] = []
    counter_examples: list[CounterEntry] = []
    parts: list[PartEntry] = []
    plan_part: PlanPart | None = None
    note: Text | None = None


class FrameworkEntry(_Entry):
    """A whole file.

    ``agencies`` holds for every step that gives none of its own; ``mentions_of`` names a shipped framework whose
    markers hold here too, before the file's own.
    """

    id: Name
    version: Text
    title: Text
    publication: date
    language: Text
    sources: Annotated[list[SourceEntry], Limits(min_length=1)]
    notes: list[Text] = []
    abbreviations: dict[Text, list[Text]] = {}
    agencies: Annotated[list[AgencyEntry], Limits(min_length=1)]
    groups: Annotated[list[GroupEntry], Limits(min_length=1)]
    mentions_of: Name | None = None
    mentions: list[MentionEntry] = []
    subject: list[CueText] = []
    bases: list[BasisEntry] = []
    steps: Annotated[list[StepEntry], Limits(min_length=1)]


Path = tuple[int | str, ...]


def explain(error: ValidationError) -> list[tuple[Path, str]]:
    """Says in Vietnamese what breaks the schema: the place of each fault and what is wrong there, in the file's order.

    Args:
        error: what pydantic found.
    """
    found = error.errors(include_url=False, include_context=True)
    return [(item["loc"], _reason(item["type"], item.get("ctx", {}))) for item in found]


def step_at(content: object, path: Path) -> str | None:
    """Names the step that a place in the file lies in: its id, ``thứ 3`` where it has none; ``None`` outside steps."""
    if len(path) < 2 or path[0] != "steps" or not isinstance(path[1], int):
        return None
    steps = content.get("steps") if isinstance(content, dict) else None
    step = steps[path[1]] if isinstance(steps, list) and path[1] < len(steps) else None
    name = step.get("id") if isinstance(step, dict) else None
    return name if isinstance(name, str) and name.strip() else f"thứ {path[1] + 1}"


def field_at(path: Path) -> str | None:
    """Names the field at a place in the file as an author reads it: ``cues[2]``; ``None`` for a whole step or file."""
    inner = path[2:] if len(path) >= 2 and path[0] == "steps" and isinstance(path[1], int) else path
    said = ""
    for part in inner:
        said += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if said else part
    return said or None


def _reason(kind: str, context: dict[str, object]) -> str:
    if kind == "enum":
        return f"chỉ nhận một trong: {str(context.get('expected', '')).replace(' or ', ', ')}"
    if kind.startswith("date"):
        return "phải là ngày dạng năm-tháng-ngày, ví dụ 2025-06-30"
    return _REASONS.get(kind, "giá trị không hợp lệ")
