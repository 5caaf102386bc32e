"""Blocks → plan: the order of the steps, and what each could not read."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.citations import assign_roles, find_citations
from corpus.model import (
    Block,
    BlockKind,
    Citation,
    Document,
    Field,
    Layer,
    Plan,
    Problem,
    Role,
    Severity,
    Source,
    Task,
)
from corpus.parsing.actors import Duty, find_duty
from corpus.parsing.closing import find_budget, find_recipients, find_signer
from corpus.parsing.deadline import parse_deadline
from corpus.parsing.header import parse_header
from corpus.parsing.line_tables import LineTables, find_line_tables
from corpus.parsing.narrative import Item, find_duties, find_items
from corpus.parsing.outline import Part, Placed, build_outline, build_sections
from corpus.parsing.paragraphs import Paragraph, build_paragraph, join_lines
from corpus.parsing.spread import read_roles
from corpus.parsing.tables import Column, RawTask, cell_texts, has_month_columns, read_table
from corpus.text import fold

PARSER_VERSION = 2
"""Raised whenever the same document would give another plan; the store re-parses plans of an older parser."""

_ROLE_COLUMNS = {
    Column.LEAD: "Chủ trì",
    Column.COORDINATE: "Phối hợp",
    Column.ADVISE: "Tham mưu",
    Column.APPROVE: "Phê duyệt",
}
# A group's label ("I", "A", "II.1") is part of the ids of its rows; its title is not.
_LONGEST_LABEL = 5


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """A plan and what a person should know about its reading."""

    plan: Plan
    problems: tuple[Problem, ...]


def parse_plan(document: Document, plan_id: str) -> ParsedPlan:
    """Reads a plan from a document of any layout.

    Never fails: what cannot be read is ``None`` or ``()`` in the plan, and a problem where a person would expect it.
    """
    damaged = document.quality.layer is Layer.DAMAGED
    lines = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    tables = _tables(document)
    tasks_of_tables = [(table, read_table(document, table)) for table in tables]
    tabular = any(tasks for _, tasks in tasks_of_tables)
    of_lines = LineTables() if tabular else find_line_tables(document, lines)
    paragraphs = _paragraphs(document, lines, tasks_of_tables, of_lines)
    header, body = parse_header(paragraphs)
    placed = build_outline(paragraphs[body:], damaged=damaged)
    rows = [*(task for _, tasks in tasks_of_tables for task in tasks), *of_lines.tasks]
    items = find_items(placed, has_table=bool(rows or of_lines.passages), damaged=damaged)
    entries = [*_row_items(rows, placed), *items, *find_duties(placed), *map(_passage_item, of_lines.passages)]
    tasks = [_task(item, plan_id, header.year, spread=of_lines.holds(item.source)) for item in entries]
    plan = Plan(
        id=plan_id,
        header=header,
        citations=assign_roles(
            _with_pages(find_citations(document.text), document),
            basis=_basis(placed),
            own=_own(header.number, header.symbol),
        ),
        sections=build_sections(placed),
        tasks=_distinct(sorted(tasks, key=lambda task: (task.source.start, task.id))),
        budget=find_budget(placed),
        recipients=find_recipients(placed),
        signer=find_signer(placed),
    )
    return ParsedPlan(plan, tuple(_problems(document, plan, of_lines)))


def _with_pages(citations: Sequence[Citation], document: Document) -> list[Citation]:
    """Adds the page of the block each citation starts in."""
    blocks = document.blocks
    starts = [block.source.start for block in blocks]
    paged: list[Citation] = []
    for citation in citations:
        at = bisect_right(starts, citation.source.start) - 1
        page = blocks[at].source.page if at >= 0 else None
        paged.append(replace(citation, source=replace(citation.source, page=page)))
    return paged


def _tables(document: Document) -> list[list[Block]]:
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    return [list(group) for _, group in groupby(rows, key=lambda row: row.table)]


def _paragraphs(
    document: Document,
    lines: Sequence[Block],
    tables: Iterable[tuple[list[Block], list[RawTask]]],
    of_lines: LineTables,
) -> list[Paragraph]:
    """Returns the running text: lines outside the task list, and the cells of tables without tasks (letterheads)."""
    running = [line for line in lines if not of_lines.holds(line.source)]
    paragraphs = join_lines(document, running)
    for rows, tasks in tables:
        if not tasks:
            cells = [cell.source for row in rows for cell in row.cells if cell.source]
            paragraphs.extend(build_paragraph(document, [line]) for cell in cells for line in _lines(document, cell))
    return sorted(paragraphs, key=lambda paragraph: paragraph.source)


def _lines(document: Document, cell: Source) -> Iterable[Source]:
    """Cuts a cell of running text (the letterhead, "Nơi nhận" beside the signature) into its lines."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", document.slice(cell)):
        yield Source(cell.start + line.start(), cell.start + line.end(), cell.page)


def _row_items(rows: Sequence[RawTask], placed: Sequence[Placed]) -> Iterable[Item]:
    """Gives each row of a task table the labels of the headings, and of the group, that it stands under."""
    above = sorted((entry.paragraph.source.start, entry.path) for entry in placed if entry.part is not Part.CLOSING)
    starts = [start for start, _ in above]
    for row in rows:
        position = bisect_left(starts, row.source.start)
        path = above[position - 1][1] if position else ()
        group = row.group.split(".")[0].strip() if row.group else ""
        labels = (
            *path,
            *([group] if 0 < len(group) <= _LONGEST_LABEL else ()),
            *([row.ordinal] if row.ordinal else ()),
        )
        yield Item(labels, row.cells, row.group, main=True, source=row.source, ordinal=row.ordinal)


def _passage_item(passage: Field) -> Item:
    """Keeps a passage of a table that cannot be read, so that it can be found and shown; no field of it is claimed."""
    return Item((), {Column.CONTENT: passage}, None, main=False, source=passage.source)


def _task(item: Item, plan_id: str, year: int | None, *, spread: bool) -> Task:
    cells = item.cells
    roles = tuple(
        role
        for column, name in _ROLE_COLUMNS.items()
        if column in cells
        for role in read_roles(cells[column], name, spread=spread)
    )
    content, time = cells[Column.CONTENT], cells.get(Column.TIME)
    return Task(
        id=f"{plan_id}#{'.'.join(item.path) or _digest(content)}",
        ordinal=item.ordinal,
        group=item.group,
        content=content,
        detail=tuple(item.detail),
        lead=_units(roles, Duty.LEAD),
        coordinate=_units(roles, Duty.COORDINATE),
        roles=roles,
        time=parse_deadline(time, year) if time else None,
        result=cells.get(Column.RESULT),
        main=item.main,
        source=item.source,
    )


def _units(roles: Iterable[Role], duty: Duty) -> tuple[Field, ...]:
    return tuple(unit for role in roles if find_duty(role.name) is duty for unit in role.units)


def _digest(content: Field) -> str:
    return hashlib.sha256(fold(content.value).encode()).hexdigest()[:8]


def _distinct(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Makes ids distinct: where a label occurs twice, every task under it is told apart by its words."""
    counts = Counter(task.id for task in tasks)
    seen: Counter[str] = Counter()
    distinct: list[Task] = []
    for task in tasks:
        identity = task.id if counts[task.id] == 1 else f"{task.id}-{_digest(task.content)}"
        seen[identity] += 1
        distinct.append(replace(task, id=identity if seen[identity] == 1 else f"{identity}-{seen[identity]}"))
    return tuple(distinct)


def _basis(placed: Sequence[Placed]) -> list[Source]:
    return [entry.paragraph.source for entry in placed if entry.part is Part.PREAMBLE]


def _own(number: Field | None, symbol: Field | None) -> Source | None:
    if symbol is None:
        return None
    return Source(number.source.start if number else symbol.source.start, symbol.source.end, symbol.source.page)


def _problems(document: Document, plan: Plan, of_lines: LineTables) -> Iterable[Problem]:
    yield from document.problems
    if not any(char.isalnum() for char in document.text):
        return  # stored for want of a tool, as its problems say: nothing of it was looked at, so nothing is missing
    if document.quality.layer is Layer.DAMAGED:
        yield Problem(
            "TEXT_DAMAGED",
            Severity.WARNING,
            "Lớp chữ của văn bản bị hỏng (nhận dạng không dấu); kết quả chỉ để tra cứu, cần xem lại bản gốc.",
        )
    if plan.header.symbol is not None and plan.header.number is None:
        yield Problem("NUMBER_BLANK", Severity.WARNING, "Số của kế hoạch còn để trống.", plan.header.symbol.source)
    if plan.header.date_text is not None and plan.header.date is None:
        yield Problem(
            "DATE_BLANK",
            Severity.WARNING,
            "Ngày ban hành còn để trống hoặc không đọc được.",
            plan.header.date_text.source,
        )
    if plan.header.title is None:
        yield Problem("TITLE_NOT_FOUND", Severity.WARNING, "Không tìm thấy tên loại và trích yếu của kế hoạch.")
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    crossed = next((row for row in rows if has_month_columns(cell_texts(document, row))), None)
    if crossed is not None:
        message = "Bảng đánh dấu thời gian theo cột tháng, quý; các cột này chưa đọc được thành thời hạn."
        yield Problem("MONTH_COLUMNS_UNREAD", Severity.WARNING, message, crossed.source)
    if of_lines.partly and of_lines.tasks:
        message = "Một số hàng, ô của bảng nhiệm vụ không tách được chắc chắn nên để trống; cần xem lại bản gốc."
        yield Problem("TASK_TABLE_PARTLY_READ", Severity.WARNING, message, of_lines.sources[0])
    elif of_lines.passages:
        message = "Bảng nhiệm vụ không tách được thành hàng, cột; các đoạn của bảng chỉ dùng để tra cứu."
        yield Problem("TASK_TABLE_UNREADABLE", Severity.WARNING, message, of_lines.sources[0])
    elif not plan.main_tasks:
        yield Problem("TASK_LIST_NOT_FOUND", Severity.WARNING, "Không tìm thấy bảng hoặc danh mục nhiệm vụ.")
