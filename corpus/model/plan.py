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


class Frequency(StrEnum):
    """How often recurring work comes back."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SEMESTER = "semester"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, both inclusive; ``None`` where that side is open or unknown."""

    start: datetime.date | None
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due.

    Attributes:
        text: the words of the plan.
        kind: see :class:`TimeKind`.
        start: first day, inclusive; ``None`` where the words give none ("Trước 25/8/2022").
        end: last day, inclusive.
        relative_to: the event the task waits for ("Sau khi tổ chức đánh giá nội bộ").
        reference: id of the task of the same plan that ``relative_to`` speaks of; ``None`` where that is not sure.
        every: how often recurring work comes back; ``None`` for any other kind or where the words do not say
            ("Thường xuyên").
        parts: each period named, in printed order, where the words name several ("Quý III hoặc Quý IV").
        alternative: the parts are a choice ("hoặc"), not a series.
        impossible: the words name a day that does not exist (31/9); no interval is guessed for it.
    """

    text: Field
    kind: TimeKind
    start: datetime.date | None = None
    end: datetime.date | None = None
    relative_to: str | None = None
    reference: str | None = None
    every: Frequency | None = None
    parts: tuple[Interval, ...] = ()
    alternative: bool = False
    impossible: bool = False


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


class Capacity(StrEnum):
    """In what capacity a person signs (NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, Mục II, khoản 7)."""

    HEAD = "head"
    COLLECTIVE = "TM"
    DEPUTY = "KT"
    BY_ORDER = "TL"
    AUTHORISED = "TUQ"
    ACTING = "Q"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed.

    Attributes:
        title: the office as printed ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"), ``None`` where it cannot be read.
        name: the person, ``None`` where it cannot be read.
        capacity: of the innermost mark: "TM. UBND / KT. CHỦ TỊCH" is a deputy; ``None`` without a title.
        mark: "(đã ký)", "(Đã ký, đóng dấu)" as printed, ``None`` where there is none.
    """

    title: Field | None
    name: Field | None
    capacity: Capacity | None = None
    mark: Field | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """What stands under a heading of its own after the signature: an annex, or the plan that a decision issues.

    Attributes:
        kind: "PHỤ LỤC", "KẾ HOẠCH" as printed; ``None`` where only a title stands there.
        label: "I", "02" where annexes are numbered, else ``None``.
        title: what it is about.
        note: "(Kèm theo Kế hoạch số 41/KH-UBND ngày 24/01/2024 của …)" as printed.
        number: digits of the number that the note gives to the document it belongs to.
        symbol: the rest of that number.
        date: day of issue in the note; ``None`` where it is blank.
        issuer: issuer in the note.
        source: heading, title and note.
    """

    kind: Field | None
    label: str | None
    title: Field | None
    note: Field | None
    number: Field | None
    symbol: Field | None
    date: datetime.date | None
    issuer: Field | None
    source: Source


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a plan names, with the name it goes by.

    Attributes:
        name: as written in the plan, the first spelling of it.
        canonical: the full name ("Ban Chỉ đạo ISO" of "BCĐ ISO"); ``name`` itself where no other is known.
        known_by: ``"plan"`` where the plan itself explains the short name, ``"table"`` where our table of usual names
            does, ``None`` where neither does.
        place: where the plan explains it, ``None`` for any other.
    """

    name: str
    canonical: str
    known_by: str | None = None
    place: Field | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The fields above the body. A field that is blank or cannot be read is ``None``.

    Attributes:
        number: the digits of the plan's own number ("187"); ``None`` where it is blank.
        symbol: the rest ("KH-SGDĐT").
        date: day of issue, that above the signature where the header has none; ``None`` where day or month is blank.
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
    """A plan as parsed; ``None`` is unknown, ``()`` is none.

    Attributes:
        id: stable id of the plan.
        header: of the document as issued: of the decision, where a decision issues the plan.
        citations: every legal document mentioned.
        sections: headings.
        tasks: rows of the task list and duties, in the order of their places.
        budget: what the plan says of money.
        recipients: "Nơi nhận".
        signer: who signed.
        annexes: what stands under headings of their own after the signature.
        bases: paragraphs of the opening block (Căn cứ, Thực hiện, Theo, Trên cơ sở), with or without a citation.
        purposes: what the plan is for, a paragraph each.
        requirements: what it asks of the work as a whole, a paragraph each.
        units: the units named in tasks, then those that only the plan's short names tell of; each name once.
    """

    id: str
    header: Header
    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    budget: Field | None
    recipients: tuple[Field, ...]
    signer: Signer | None
    annexes: tuple[Annex, ...] = ()
    bases: tuple[Field, ...] = ()
    purposes: tuple[Field, ...] = ()
    requirements: tuple[Field, ...] = ()
    units: tuple[Unit, ...] = ()

    @property
    def legal_bases(self) -> tuple[Citation, ...]:
        """The legal documents cited in the opening Căn cứ block."""
        return tuple(citation for citation in self.citations if citation.role is CitationRole.BASIS)

    @property
    def main_tasks(self) -> tuple[Task, ...]:
        """The rows of the task list, without duties."""
        return tuple(task for task in self.tasks if task.main)
