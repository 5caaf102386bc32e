"""What a person should know about the reading of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model import (
    Document,
    Layer,
    Plan,
    PlanProblem,
    Problem,
    Severity,
)
from corpus.parsing.header.mismatches import find_mismatches
from corpus.parsing.line_tables import LineTables
from corpus.parsing.tables import TableReading


def find_problems(
    document: Document, plan: Plan, tables: Sequence[TableReading], line_tables: LineTables
) -> Iterable[Problem]:
    """Yields what is blank, contradicts itself or could not be read, header first.

    Nothing is said of a document without a letter: it is stored for want of a tool, as its own problems say, and where
    nothing was looked at nothing is missing.
    """
    if not any(char.isalnum() for char in document.text):
        return
    if document.quality.layer is Layer.DAMAGED:
        message = "Lớp chữ của văn bản bị hỏng (nhận dạng không dấu); kết quả chỉ để tra cứu, cần xem lại bản gốc."
        yield Problem(PlanProblem.TEXT_DAMAGED, Severity.WARNING, message)
    yield from _find_in_header(document, plan)
    for task in plan.tasks:
        if task.time is not None and task.time.impossible:
            message = f"Thời hạn “{task.time.text.value}” nêu ngày, tháng hoặc quý không có trong lịch."
            yield Problem(PlanProblem.IMPOSSIBLE_DATE, Severity.WARNING, message, task.time.text.source)
    for table in tables:
        yield from table.problems
    if line_tables.periods_unread:
        message = "Các cột thời gian của bảng nhiệm vụ không đọc được; thời gian của các hàng để trống."
        yield Problem(PlanProblem.MONTH_COLUMNS_UNREAD, Severity.WARNING, message, line_tables.periods_unread)
    if line_tables.partly and line_tables.tasks:
        message = "Một số hàng, ô của bảng nhiệm vụ không tách được chắc chắn; cần đối chiếu với bản gốc."
        yield Problem(PlanProblem.TASK_TABLE_PARTLY_READ, Severity.WARNING, message, line_tables.sources[0])
    elif line_tables.passages:
        message = "Bảng nhiệm vụ không tách được thành hàng, cột; các đoạn của bảng chỉ dùng để tra cứu."
        yield Problem(PlanProblem.TASK_TABLE_UNREADABLE, Severity.WARNING, message, line_tables.sources[0])
    elif not plan.main_tasks:
        yield Problem(PlanProblem.TASK_LIST_NOT_FOUND, Severity.WARNING, "Không tìm thấy bảng hoặc danh mục nhiệm vụ.")


def _find_in_header(document: Document, plan: Plan) -> Iterable[Problem]:
    header = plan.header
    if header.symbol is not None and header.number is None:
        yield Problem(PlanProblem.NUMBER_BLANK, Severity.WARNING, "Số của kế hoạch còn để trống.", header.symbol.source)
    if header.date_text is not None and header.date is None:
        message = "Ngày ban hành còn để trống hoặc không đọc được."
        yield Problem(PlanProblem.DATE_BLANK, Severity.WARNING, message, header.date_text.source)
    yield from find_mismatches(document, header, plan.annexes)
    if header.title is None:
        yield Problem(
            PlanProblem.TITLE_NOT_FOUND, Severity.WARNING, "Không tìm thấy tên loại và trích yếu của kế hoạch."
        )
