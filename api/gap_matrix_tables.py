"""The answer about many plans as tables for a spreadsheet: the matrix, counts, trend, details, what is not in it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from api.gap_matrix_labels import (
    ADVICE_NOTE,
    COPIES_NOTE,
    PERSON_NOTE,
    RATE_NOTE,
    VERDICT_NOTES,
    show_aside,
    show_cell,
    show_filter,
    show_scope,
    show_year,
)
from api.labels import (
    AGENCY_TYPES,
    DAMAGED_MARK,
    REQUIREMENTS,
    VERDICTS,
    is_damaged,
    show_date,
    show_decision,
    show_place,
    show_score,
    show_text,
)
from api.spreadsheets import Look, Row, Sheet
from corpus.model import Verdict, hull
from corpus.store import PlanSummary
from search import Engine
from search.gap_matrix import CellDetails, GapMatrix, MatrixRow, Proof, StepCount, YearCount, load_details

_FILLS = {
    VERDICTS[Verdict.COVERED]: "C6E7D0",
    VERDICTS[Verdict.PARTIAL]: "FBE7A8",
    VERDICTS[Verdict.MISSING]: "F6C4C0",
    VERDICTS[Verdict.NOT_APPLICABLE]: "E3E7EB",
    VERDICTS[Verdict.UNCLEAR]: "DCCBF0",
    VERDICTS[Verdict.CONTRARY]: "D97A74",
}
_RATE = "Tỉ lệ thiếu"
_EVERY_STEP = "Các bước bắt buộc, có điều kiện"
_NOBODY: Row = {"Mã kế hoạch": "", "Lý do": "Không có kế hoạch nào."}
# Passages told of a cell: the strongest; the page of the plan has all.
_MOST_PROOFS = 3


def build_matrix_sheets(engine: Engine, matrix: GapMatrix, today: datetime.date) -> tuple[Sheet, ...]:
    """Builds the workbook; the table of details is also the CSV table.

    Args:
        engine: what the matrix was built with; the details are read from its store.
        matrix: the answer.
        today: the day that the notes tell.
    """
    names = [_name_step(count) for count in matrix.steps]
    return (
        Sheet(
            "Ma trận",
            [_build_plan_row(row, names) for row in matrix.rows],
            Look(frozen=2, filters=True, fills=_FILLS, narrow=frozenset(names)),
        ),
        Sheet("Từng bước", _build_step_rows(matrix), Look(frozen=2, filters=True, shares=frozenset([_RATE]))),
        Sheet("Xu hướng", _build_year_rows(matrix), Look(frozen=2, filters=True, shares=frozenset([_RATE]))),
        Sheet("Chi tiết", build_matrix_rows(engine, matrix), Look(frozen=2, filters=True, fills=_FILLS)),
        Sheet("Không kiểm tra được", _build_aside_rows(matrix) or [_NOBODY], Look(filters=True)),
        Sheet("Ghi chú", _build_notes(matrix, today), Look(wrapped=frozenset(["Nội dung"]))),
    )


def build_matrix_rows(engine: Engine, matrix: GapMatrix) -> list[Row]:
    """Builds a row for each step of each plan, by plan id and in the order of the framework."""
    return [_build_detail_row(details) for details in load_details(engine, matrix)]


def _build_plan_row(row: MatrixRow, names: Sequence[str]) -> Row:
    cells: Row = {name: show_cell(cell) for name, cell in zip(names, row.cells, strict=True)}
    return _tell_plan(row.plan) | _tell_place(row) | cells | _tell_counts(row.counts)


def _tell_plan(plan: PlanSummary) -> Row:
    return {"Mã kế hoạch": plan.id, "Cơ quan": show_text(plan.issuer), "Năm": show_text(plan.year)}


def _tell_place(row: MatrixRow) -> Row:
    plan = row.plan
    return {
        "Loại hình": AGENCY_TYPES[plan.agency_type],
        "Nơi ban hành": show_text(row.place),
        "Chất lượng chữ": f"{plan.grade} {DAMAGED_MARK if is_damaged(plan.layer) else ''}".strip(),
        "Bản khác của kế hoạch": row.copy_of or "",
    }


def _tell_counts(counts: dict[Verdict, int]) -> Row:
    return {f"Số bước: {VERDICTS[verdict]}": number for verdict, number in counts.items()}


def _name_step(count: StepCount) -> str:
    return f"{count.step.id} {count.step.title}"


def _build_step_rows(matrix: GapMatrix) -> list[Row]:
    ranks: dict[str, int] = {count.step.id: rank for rank, count in enumerate(matrix.most_missed, start=1)}
    return [
        {**_tell_step(count), **_tell_numbers(count), "Thứ tự thiếu nhiều": ranks.get(count.step.id, "")}
        for count in matrix.steps
    ]


def _tell_step(count: StepCount) -> Row:
    step = count.step
    return {"Bước": step.id, "Tên bước": step.title, "Yêu cầu": REQUIREMENTS[step.requirement]}


def _tell_numbers(count: StepCount) -> Row:
    numbers: Row = {VERDICTS[verdict]: number for verdict, number in count.counts.items()}
    rate = count.missing_rate
    return {
        **numbers,
        "Kết luận được": count.told,
        _RATE: "" if rate is None else rate,
        "Do người kết luận": count.decided,
    }


def _build_year_rows(matrix: GapMatrix) -> list[Row]:
    """Builds the years of all steps that bind together, then the years of each step."""
    whole = [_tell_year(year) for year in matrix.years]
    single = [
        {
            "Bước": count.step.id,
            "Tên bước": count.step.title,
            "Năm": show_year(year.year),
            "Số kế hoạch": year.plans,
            **_tell_numbers(count),
        }
        for place in range(len(matrix.steps))
        for year in matrix.years
        for count in (year.steps[place],)
    ]
    return [*whole, *single]


def _tell_year(year: YearCount) -> Row:
    rate = year.missing_rate
    return {
        "Bước": _EVERY_STEP,
        "Tên bước": "",
        "Năm": show_year(year.year),
        "Số kế hoạch": year.plans,
        **{VERDICTS[verdict]: number for verdict, number in year.counts.items()},
        "Kết luận được": sum(count.told for count in year.steps if count.binds),
        _RATE: "" if rate is None else rate,
        "Do người kết luận": sum(count.decided for count in year.steps if count.binds),
    }


def _build_detail_row(details: CellDetails) -> Row:
    row, cell, finding = details.row, details.cell, details.finding
    return {
        **_tell_plan(row.plan),
        "Bước": details.step.id,
        "Tên bước": details.step.title,
        "Yêu cầu": REQUIREMENTS[details.step.requirement],
        "Kết luận": VERDICTS[cell.standing],
        "Kết luận của máy": VERDICTS[cell.verdict],
        "Độ tin cậy": show_score(cell.confidence) if cell.confidence else "",
        "Kết luận của người": show_decision(cell.human) if cell.human else "",
        "Dẫn chứng của máy": _show_proofs(finding.evidence),
        "Đoạn gần nhất": "" if finding.evidence else _show_proofs(finding.nearest),
        "Lý do của máy": " ".join(finding.reasons),
        **_tell_place(row),
    }


def _show_proofs(proofs: Sequence[Proof]) -> str:
    shown = " | ".join(
        f"“{proof.text}” ({show_place(hull(*proof.sources))})" if proof.sources else f"“{proof.text}”"
        for proof in proofs[:_MOST_PROOFS]
    )
    return f"{shown} | và {len(proofs) - _MOST_PROOFS} đoạn khác" if len(proofs) > _MOST_PROOFS else shown


def _build_aside_rows(matrix: GapMatrix) -> list[Row]:
    return [
        {
            **_tell_plan(aside.plan),
            "Trích yếu": show_text(aside.plan.title),
            "Mã lỗi": aside.code,
            "Lý do": show_aside(aside),
            "Tệp": aside.plan.name,
        }
        for aside in matrix.aside
    ]


def _build_notes(matrix: GapMatrix, today: datetime.date) -> list[Row]:
    framework = matrix.question.framework
    notes: list[tuple[str, str]] = [
        ("Mô hình khung", f"{framework.title} ({framework.id}, bản {framework.version})"),
        ("Các kế hoạch được hỏi", show_filter(matrix.question)),
        ("Phạm vi", show_scope(matrix)),
        ("Ngày lập", show_date(today)),
        ("Kết luận của người", f"{matrix.decided} kết luận đang được tính. {PERSON_NOTE}"),
        (_RATE, RATE_NOTE),
        ("Bản khác của một kế hoạch", COPIES_NOTE),
        *((VERDICTS[verdict], told) for verdict, told in VERDICT_NOTES.items()),
        ("Không kiểm tra được", "Kế hoạch thuộc khung khác, hoặc không đối chiếu được, không nằm trong số đếm nào."),
        ("Lưu ý", ADVICE_NOTE),
        *(("Lưu ý về khung", note) for note in framework.notes),
    ]
    if matrix.dropped:
        notes.append(("Kết luận không còn bước", f"{matrix.dropped} kết luận của người ở bước mà khung không còn."))
    return [{"Mục": name, "Nội dung": told} for name, told in notes]
