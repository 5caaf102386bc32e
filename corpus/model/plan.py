"""The administrative plan (kế hoạch) and its parts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from corpus.model.citation import Citation, CitationRole
from corpus.model.source import Field, Source


class AgencyType(StrEnum):
    """Kind of agency (loại hình cơ quan)."""

    SO = "so"
    CHI_CUC = "chi_cuc"
    VP_UBND_TINH = "vp_ubnd_tinh"
    UBND_HUYEN = "ubnd_huyen"
    UBND_XA = "ubnd_xa"
    TRUONG = "truong"
    DON_VI_SU_NGHIEP = "don_vi_su_nghiep"
    KHAC = "khac"


class TimeKind(StrEnum):
    """Kind of deadline of a task."""

    BY_DATE = "by_date"
    RANGE = "range"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RECURRING = "recurring"
    EVENT = "event"
    AS_REGULATED = "as_regulated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due.

    Attributes:
        text: the words of the plan.
        kind: see :class:`TimeKind`.
        start: first day, inclusive; ``None`` where the words give none ("Trước 25/8/2022").
        end: last day, inclusive.
        relative_to: the event the task waits for ("Sau khi tổ chức đánh giá nội bộ").
    """

    text: Field
    kind: TimeKind
    start: datetime.date | None = None
    end: datetime.date | None = None
    relative_to: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Units that hold one role in a task, by the role's name in the plan ("Tham mưu", "Phê duyệt")."""

    name: str
    units: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A row or item of work.

    Attributes:
        id: stable within the plan: ``<plan id>#<label>``, never a position in a list.
        ordinal: number as printed ("1", "II.3"), or ``None``.
        group: heading of the group of rows it stands under, or ``None``.
        content: what is to be done.
        detail: paragraphs that describe it below its heading; ``()`` in a table.
        lead: units that lead, ``()`` where the plan names none.
        coordinate: units that coordinate.
        roles: every role as named in the plan, lead and coordinate included.
        time: deadline, ``None`` where the plan gives none.
        result: the record that proves it, or ``None``.
        main: a row of the task list; ``False`` for a duty or another paragraph that asks for work.
        source: the whole row or paragraph.
    """

    id: str
    ordinal: str | None
    group: str | None
    content: Field
    detail: tuple[Field, ...]
    lead: tuple[Field, ...]
    coordinate: tuple[Field, ...]
    roles: tuple[Role, ...]
    time: Deadline | None
    result: Field | None
    main: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its label ("II", "1.1"), title and depth from 1."""

    label: str
    title: str
    level: int
    source: Source


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the office ("KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC") and the name, each ``None`` where it cannot be read."""

    title: Field | None
    name: Field | None


@dataclass(frozen=True, slots=True)
class Header:
    """The fields above the body. A field that is blank or cannot be read is ``None``.

    Attributes:
        number: the digits of the plan's own number ("187"); ``None`` where it is blank.
        symbol: the rest ("KH-SGDĐT").
        date: day of issue; ``None`` where day or month is blank.
        year: the year the plan is for, from its title, else from its date.
    """

    kind: Field | None = None
    title: Field | None = None
    issuer: Field | None = None
    parent_issuer: Field | None = None
    number: Field | None = None
    symbol: Field | None = None
    place: Field | None = None
    date_text: Field | None = None
    date: datetime.date | None = None
    year: int | None = None
    agency_type: AgencyType = AgencyType.KHAC


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as parsed; ``None`` is unknown, ``()`` is none."""

    id: str
    header: Header
    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    budget: Field | None
    recipients: tuple[Field, ...]
    signer: Signer | None

    @property
    def legal_bases(self) -> tuple[Citation, ...]:
        """The legal documents cited in the opening Căn cứ block."""
        return tuple(citation for citation in self.citations if citation.role is CitationRole.BASIS)

    @property
    def main_tasks(self) -> tuple[Task, ...]:
        """The rows of the task list, without duties."""
        return tuple(task for task in self.tasks if task.main)
