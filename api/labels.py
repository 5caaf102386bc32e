"""How domain values read on screen, in the command line and on the pages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from corpus.citations.registry import FactStrength, Status
from corpus.frameworks import CounterKind, Obligation, Requirement, StepState, Strength
from corpus.model import (
    AgencyType,
    Annex,
    Citation,
    CitationKind,
    CitationRole,
    Deadline,
    Field,
    Frequency,
    Layer,
    Severity,
    Source,
    TimeKind,
)
from corpus.store import PlanSummary
from search import Band, Comparison, DecisionState, Likeness, StepDecision, StepVerdict, TextPlaces, Verdict

UNKNOWN = "chưa rõ"
NONE_NAMED = "không nêu"
# Plans listed for one document on a page or for one date; the table to download has all.
MOST_LINKS = 50
DAMAGED_MARK = "(chữ hỏng)"
SAME_PLAN = "Tệp khác của chính kế hoạch này"
COPIES = "Kho ghi nhận đây là hai tệp của cùng một kế hoạch."

VERDICTS = {
    Verdict.COVERED: "Đạt",
    Verdict.PARTIAL: "Một phần",
    Verdict.MISSING: "Thiếu",
    Verdict.NOT_APPLICABLE: "Không áp dụng",
    Verdict.UNCLEAR: "Chưa rõ",
    Verdict.CONTRARY: "Trái quy định",
}
DECISION_STATES = {
    DecisionState.STANDS: "đang dùng",
    DecisionState.NEEDS_REVIEW: "cần xem lại",
    DecisionState.DROPPED: "khung không còn bước này",
}
REQUIREMENTS = {
    Requirement.REQUIRED: "bắt buộc",
    Requirement.CONDITIONAL: "có điều kiện",
    Requirement.OPTIONAL: "khuyến khích",
    Requirement.CONTRARY: "không được có",
}
AGENCY_TYPES = {
    AgencyType.SO: "Sở, ngành cấp tỉnh",
    AgencyType.CHI_CUC: "Chi cục",
    AgencyType.VP_UBND_TINH: "Văn phòng UBND tỉnh",
    AgencyType.UBND_HUYEN: "UBND cấp huyện",
    AgencyType.UBND_XA: "UBND cấp xã",
    AgencyType.TRUONG: "Trường học",
    AgencyType.DON_VI_SU_NGHIEP: "Đơn vị sự nghiệp",
    AgencyType.KHAC: "Khác",
}
ROLES = {CitationRole.BASIS: "căn cứ", CitationRole.OWN: "số của kế hoạch", CitationRole.MENTION: "viện dẫn"}
SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}
LAYERS = {Layer.NATIVE: "chữ gốc", Layer.OCR: "chữ nhận dạng từ ảnh", Layer.DAMAGED: "chữ hỏng"}
STATUSES = {
    Status.IN_FORCE: "còn hiệu lực",
    Status.SUPERSEDED: "đã bị thay thế",
    Status.REPEALED: "đã hết hiệu lực",
    Status.UNKNOWN: "chưa có dữ liệu",
}
FACT_STRENGTHS = {
    FactStrength.READ: "đọc toàn văn",
    FactStrength.EXCERPT: "đọc trích đoạn",
    FactStrength.INFERRED: "suy từ văn bản áp dụng",
    FactStrength.UNCHECKED: "chưa kiểm chứng",
}
STRENGTHS = {Strength.QUOTED: "nguyên văn", Strength.PARAPHRASED: "theo nội dung", Strength.INFERRED: "suy luận"}
OBLIGATIONS = {Obligation.MUST: "phải áp dụng", Obligation.ENCOURAGED: "khuyến khích áp dụng"}
COUNTER_KINDS = {
    CounterKind.PAST: "việc đã làm",
    CounterKind.PURPOSE: "mục đích",
    CounterKind.TITLE: "tên văn bản, căn cứ",
    CounterKind.NEGATED: "việc không làm",
    CounterKind.OTHER_STEP: "bước khác",
    CounterKind.UNRELATED: "việc khác",
}
STEP_STATES = {
    StepState.KEPT: "giữ nguyên",
    StepState.CHANGED: "thay đổi",
    StepState.NEW: "bước mới",
    StepState.DROPPED: "bị bỏ",
}
_TIME_KINDS = {TimeKind.RECURRING: "định kỳ", TimeKind.AS_REGULATED: "theo quy định"}
_FREQUENCIES = {
    Frequency.WEEK: "hằng tuần",
    Frequency.MONTH: "hằng tháng",
    Frequency.QUARTER: "hằng quý",
    Frequency.HALF_YEAR: "6 tháng một lần",
    Frequency.SEMESTER: "mỗi học kỳ",
    Frequency.YEAR: "hằng năm",
}


def show_role(citation: Citation) -> str:
    """Shows what a mention does; one that only points back at another says so."""
    return "nhắc lại" if citation.kind is CitationKind.BACKREF else ROLES[citation.role]


def show_text(value: str | int | None) -> str:
    """Returns a value as it reads, ``chưa rõ`` where it is unknown or blank."""
    return str(value) if value not in (None, "") else UNKNOWN


def show_field(field: Field | None) -> str:
    """Returns the words of a field, with the guess at ruined ones; ``chưa rõ`` where it is unknown."""
    return show_text(_with_guess(field) if field else None)


def _with_guess(field: Field) -> str:
    return f"{field.value} (máy đoán: {field.guess})" if field.guess else field.value


def show_joined(separator: str, *values: str) -> str:
    """Joins values for people; unknown is said once where all of them are."""
    return UNKNOWN if set(values) == {UNKNOWN} else separator.join(values)


def show_annex(annex: Annex) -> str:
    """Returns the heading of an annex in one line: "PHỤ LỤC I – Tiến độ (kèm theo văn bản số 41/KH-UBND, …)"."""
    kind = " ".join(part for part in (annex.kind.value if annex.kind else "", annex.label or "") if part)
    heading = " – ".join(part for part in (kind, _with_guess(annex.title) if annex.title else "") if part)
    number = "/".join(part.value for part in (annex.number, annex.symbol) if part)
    day = f"{annex.date:%d/%m/%Y}" if annex.date else ""
    told = ", ".join(part for part in (f"số {number}" if number else "", day) if part)
    return f"{heading} (kèm theo văn bản {told})" if told else heading


def show_units(units: Sequence[Field], *, asked: bool = True) -> str:
    """Returns units in one line.

    Args:
        units: the units.
        asked: whether they were looked for, so that none means ``không nêu``; a duty or a passage of a table that could
            not be read has no place for them, and none is ``chưa rõ``.
    """
    return "; ".join(map(_with_guess, units)) or (NONE_NAMED if asked else UNKNOWN)


def show_date(day: datetime.date | None) -> str:
    """Returns a date in the order that Vietnamese readers use, ``chưa rõ`` where it is unknown."""
    return f"{day:%d/%m/%Y}" if day else UNKNOWN


def show_place(source: Source) -> str:
    """Returns where a passage stands: ``trang 2, vị trí 1203–1260``, without the page where the format has none."""
    page = f"trang {source.page}, " if source.page is not None else ""
    return f"{page}vị trí {source.start}–{source.end}"


def show_days(time: Deadline | None) -> str:
    """Returns what was understood of a deadline, ``""`` where that adds nothing to its words."""
    if time is None or any(_is_written(day, time.text.value) for day in (time.start, time.end)):
        return ""
    if time.start and time.end:
        return f"{show_date(time.start)} – {show_date(time.end)}"
    if time.end:
        return f"chậm nhất {show_date(time.end)}"
    return f"từ {show_date(time.start)}" if time.start else _show_without_days(time)


def _show_without_days(time: Deadline) -> str:
    if time.impossible:
        return "ngày không có trong lịch"
    if time.reference:
        return f"theo nhiệm vụ {time.reference.partition('#')[2]}"
    return _FREQUENCIES[time.every] if time.every else _TIME_KINDS.get(time.kind, "")


def _is_written(day: datetime.date | None, words: str) -> bool:
    """Tells whether a day stands in full in the words, with or without leading zeros ("05/3/2014")."""
    if day is None:
        return False
    return re.search(rf"(?<!\d)0?{day.day}/0?{day.month}/{day.year}(?!\d)", words) is not None


def show_time(time: Deadline | None) -> str:
    """Returns a deadline in the plan's words with the days they mean, ``chưa rõ`` where the plan gives none."""
    if time is None:
        return UNKNOWN
    days = show_days(time)
    words = _with_guess(time.text)
    return f"{words} ({days})" if days else words


def show_human(item: StepVerdict) -> str:
    """Returns what a person decided about a step, ``""`` where nobody did: verdict, reason, by whom, when, state."""
    return show_decision(item.human) if item.human else ""


def show_decision(human: StepDecision) -> str:
    """Returns a person's verdict in one sentence or two; one that does not stand says why."""
    made = human.decision
    told = (
        f"{made.who}, {made.when:%d/%m/%Y}: {VERDICTS[made.verdict]}, vì “{made.reason}” "
        f"(máy khi đó: {VERDICTS[made.machine]}; khung bản {made.version})."
    )
    if human.state is DecisionState.NEEDS_REVIEW:
        return f"Cần xem lại – khung đã đổi yêu cầu của bước. {told} Khi đó bước hỏi: “{made.asked.asks}”"
    if human.state is DecisionState.DROPPED:
        return f"Khung không còn bước {made.step} “{made.asked.title}”. {told}"
    return told


def show_score(score: float) -> str:
    """Returns a score with a decimal comma: ``0,83``."""
    return f"{score:.2f}".replace(".", ",")


def show_band(band: Band | None) -> str:
    """Returns how near something is, in words; ``chưa hiệu chuẩn`` where the model in use has no bands."""
    return band.value if band else "chưa hiệu chuẩn"


def show_share(side: str, share: float) -> str:
    """Returns how much of a plan's tasks the other has: ``48 % nhiệm vụ của A có ở kế hoạch kia``."""
    return f"{round(100 * share)} % nhiệm vụ của {side} có ở kế hoạch kia"


def show_likeness(likeness: Likeness) -> str:
    """Returns how many tasks two plans share: ``11 cặp nhiệm vụ, 65 % của kế hoạch đang hỏi, …``."""
    own, its = (round(100 * share) for share in (likeness.first_share, likeness.second_share))
    return f"{likeness.pairs} cặp nhiệm vụ, {own} % của kế hoạch đang hỏi, {its} % của kế hoạch tìm được"


def show_places(places: TextPlaces) -> str:
    """Returns how many places of a plan hold the words of a question."""
    return f"{places.total} chỗ trong văn bản" if places.total else "khớp ở trích yếu, tên cơ quan hoặc tên tệp"


def show_unread(compared: Comparison) -> tuple[str, ...]:
    """Returns what to bear in mind where the tasks of a plan could not all be read."""
    sides = (("A", compared.first_unread, "B"), ("B", compared.second_unread, "A"))
    return tuple(
        f"Danh mục nhiệm vụ của kế hoạch {side} chưa đọc được hết: việc “chỉ có ở {other}” có thể vẫn có ở {side}."
        for side, unread, other in sides
        if unread
    )


def show_shown(total: int, offset: int, count: int, first: str) -> str:
    """Returns which hits of an answer a page shows: ``, hiện 10 nhiệm vụ gần nhất``, ``, hiện từ 11 đến 20``.

    Args:
        total: number of hits of the answer; ``""`` where the page holds them all.
        offset: number of hits before the page.
        count: number of hits of the page.
        first: what the hits of the first page are called.
    """
    if not count:
        return ", trang này không có kết quả nào"
    if not offset:
        return f", hiện {count} {first}" if count < total else ""
    return f", hiện từ {offset + 1} đến {offset + count}"


def show_task_count(plan: PlanSummary) -> str:
    """Returns the number of tasks of a plan, ``chưa rõ`` where ruined text hides its list."""
    return UNKNOWN if plan.main_tasks == 0 and is_damaged(plan.layer) else str(plan.main_tasks)


def is_damaged(layer: str) -> bool:
    """Tells whether a text layer is ruined."""
    return layer == Layer.DAMAGED.value
