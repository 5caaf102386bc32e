"""The tables of the command line as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from api.labels import (
    AGENCY_TYPES,
    DAMAGED_MARK,
    REQUIREMENTS,
    VERDICTS,
    is_damaged,
    show_date,
    show_field,
    show_place,
    show_score,
    show_task_count,
    show_text,
    show_time,
    show_units,
)
from api.passages import places_of
from corpus.errors import InvalidRequest
from corpus.store import PlanSummary
from search import Evidence, GapReport, TaskHits

Row = dict[str, str | int]
# What a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def build_plan_rows(plans: Sequence[PlanSummary]) -> list[Row]:
    """Builds a row for each plan."""
    return [
        {
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
        for plan in plans
    ]


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
            "Kết luận": VERDICTS[item.verdict],
            "Độ tin cậy": show_score(item.confidence),
            "Dẫn chứng": _show_passages(item.evidence),
            "Gần nhất": _show_passages(item.nearest),
            "Lý do": " ".join(item.reasons),
        }
        for item in report.items
    ]


def write_csv(rows: Sequence[Row], path: Path) -> None:
    """Writes rows as UTF-8 with a byte order mark, so that Excel reads it; text that looks like a formula is quoted.

    Raises:
        InvalidRequest: the file cannot be written (``CSV_NOT_WRITABLE``).
    """
    import pandas as pd

    frame = pd.DataFrame.from_records(rows)
    try:
        frame.map(disarm).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    except OSError as error:
        raise InvalidRequest(
            f"Không ghi được tệp “{path.name}”; hãy kiểm tra thư mục và quyền ghi.", code="CSV_NOT_WRITABLE"
        ) from error


def disarm(cell: str | int) -> str | int:
    """Returns a cell that no spreadsheet takes for a formula: "=1+1" becomes "'=1+1"."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _show_passages(passages: Sequence[Evidence]) -> str:
    return " | ".join(
        f"“{evidence.text}” ({'; '.join(show_place(source) for source in places_of(evidence))})"
        for evidence in passages
    )
