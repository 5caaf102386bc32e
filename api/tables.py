"""The answers about plans, tasks and steps as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.labels import (
    AGENCY_TYPES,
    DAMAGED_MARK,
    REQUIREMENTS,
    SEVERITIES,
    VERDICTS,
    is_damaged,
    show_date,
    show_field,
    show_human,
    show_place,
    show_score,
    show_task_count,
    show_text,
    show_time,
    show_units,
)
from api.passages import places_of
from api.spreadsheets import Row

if TYPE_CHECKING:
    from search import CitationReport, Evidence, GapReport, PlanHit, PlanHits, TaskHits


def build_plan_rows(hits: PlanHits) -> list[Row]:
    """Builds a row for each plan."""
    return [_build_plan_row(hit) for hit in hits.hits]


def _build_plan_row(hit: PlanHit) -> Row:
    plan, like = hit.plan, hit.likeness
    row: Row = {
        "Mã": plan.id,
        "Cơ quan": show_text(plan.issuer),
        "Loại hình": AGENCY_TYPES[plan.agency_type],
        "Năm": show_text(plan.year),
        "Ngày": show_date(plan.date),
        "Trích yếu": show_text(plan.title),
        "Số nhiệm vụ": show_task_count(plan),
        "Chất lượng chữ": f"{plan.grade} {DAMAGED_MARK if is_damaged(plan.layer) else ''}".strip(),
        "Tệp": plan.name,
    }
    if hit.places is not None:
        row |= {
            "Số chỗ": str(hit.places.total),
            "Đoạn": " | ".join(" ".join(passage.raw.split()) for passage in hit.places.passages),
        }
    if like is not None:
        row |= {
            "Giống nhau": show_score(hit.score or 0),
            "Số cặp nhiệm vụ": str(like.pairs),
            "Vì": "; ".join(f"{pair.first.content.value} ↔ {pair.second.content.value}" for pair in like.reasons),
        }
    return row


def build_task_rows(hits: TaskHits) -> list[Row]:
    """Builds a row for each hit, best first."""
    return [
        {
            "Hạng": rank,
            "Mức gần": show_text(hit.band),
            "Điểm": show_score(hit.score),
            "Nội dung": hit.task.content.value,
            "Chủ trì": show_units(hit.task.lead, asked=hit.task.main),
            "Phối hợp": show_units(hit.task.coordinate, asked=hit.task.main),
            "Thời gian": show_time(hit.task.time),
            "Kết quả": show_field(hit.task.result),
            "Kế hoạch": show_text(hit.plan.title),
            "Cơ quan": show_text(hit.plan.issuer),
            "Năm": show_text(hit.plan.year),
            "Mã kế hoạch": hit.plan.id,
            "Vị trí": show_place(hit.task.content.source),
        }
        for rank, hit in enumerate(hits.hits, start=1)
    ]


def build_gap_rows(report: GapReport) -> list[Row]:
    """Builds a row for each step, in the order of the framework."""
    return [
        {
            "Bước": item.step.id,
            "Tên bước": item.step.title,
            "Yêu cầu": REQUIREMENTS[item.step.requirement],
            "Kết luận": VERDICTS[item.standing],
            "Kết luận của máy": VERDICTS[item.verdict],
            "Kết luận của người": show_human(item),
            "Độ tin cậy": show_score(item.confidence),
            "Dẫn chứng": _show_passages(item.evidence),
            "Gần nhất": _show_passages(item.nearest),
            "Lý do": " ".join(item.reasons),
        }
        for item in report.items
    ]


def build_check_rows(report: CitationReport) -> list[Row]:
    """Builds a row for each finding about citations, in the order of the plan."""
    return [
        {
            "Mức": SEVERITIES[check.severity],
            "Mã": check.code,
            "Điểm cần xem": check.message,
            "Đoạn": " ".join(report.plan.document.slice(check.source).split()) if check.source else "",
            "Vị trí": show_place(check.source) if check.source else "",
            "Giá trị đúng": check.expected or "",
            "Dựa vào": check.grounds or "",
            "Kế hoạch khác": ", ".join(check.plans),
        }
        for check in report.checks
    ]


def _show_passages(passages: Sequence[Evidence]) -> str:
    return " | ".join(
        f"“{evidence.text}” ({'; '.join(show_place(source) for source in places_of(evidence))})"
        for evidence in passages
    )
