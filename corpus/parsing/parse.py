"""Blocks → plan: the order of the steps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.citations import assign_roles, find_citations
from corpus.model import Annex, Block, BlockKind, Citation, Document, Field, Header, Layer, Plan, Problem, Source
from corpus.parsing.actors.aliases import find_aliases, resolve_units
from corpus.parsing.body.aims import find_aims
from corpus.parsing.body.bases import find_bases, find_basis_places
from corpus.parsing.body.duties import find_duties, list_as_work
from corpus.parsing.body.narrative import find_items
from corpus.parsing.body.outline import build_outline, build_sections
from corpus.parsing.body.paragraphs import Paragraph, build_paragraph, join_lines
from corpus.parsing.body.slips import find_slips
from corpus.parsing.closing.budget import find_budget
from corpus.parsing.closing.recipients import find_recipients
from corpus.parsing.closing.signer import find_signer, find_signing_day
from corpus.parsing.deadlines.references import resolve_references
from corpus.parsing.header.annexes import IssuedPlan, find_annexes, find_issued_plan
from corpus.parsing.header.header import find_year, parse_header, with_signing_day
from corpus.parsing.header.kinds import is_plan_kind
from corpus.parsing.line_tables import LineTables, find_line_tables, relay_tables
from corpus.parsing.parsed import ParsedPlan
from corpus.parsing.problems import find_problems
from corpus.parsing.restoration import restore_document
from corpus.parsing.tables import TableReading, read_tables
from corpus.parsing.tasks import build_passage_item, build_row_items, build_tasks


@dataclass(frozen=True, slots=True)
class _Draft:
    """A plan without its citations, which are found on the text as found.

    Attributes:
        plan: everything else.
        problems: what its reading met.
        basis: where documents are cited as bases.
        own: the plan's own number.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    basis: tuple[Source, ...]
    own: Source | None


def parse_plan(document: Document, plan_id: str) -> ParsedPlan:
    """Reads a plan from a document of any layout.

    Where the text is ruined, structure is looked for in what it was probably meant to be; every value and place of the
    plan is of the text as found. Never fails: what cannot be read is ``None`` or ``()`` in the plan, and a problem
    where a person would expect it.
    """
    restored = restore_document(document)
    relaid = None if restored else relay_tables(document)  # guesses at words are no longer aligned
    copy = restored or relaid
    draft = copy.as_found(_draft(copy.reading, plan_id)) if copy else _draft(document, plan_id)
    found = _with_pages(find_citations(document.text), document)
    citations = assign_roles(found, basis=draft.basis, own=draft.own, header=draft.plan.header)
    unread = relaid.problems if relaid else ()
    return ParsedPlan(replace(draft.plan, citations=citations), (*document.problems, *draft.problems, *unread))


def _draft(document: Document, plan_id: str) -> _Draft:
    damaged = document.quality.layer is Layer.DAMAGED
    lines = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    tables = read_tables(document)
    tabular = any(table.tasks for table in tables)
    line_tables = LineTables() if tabular else find_line_tables(document, lines)
    paragraphs = _paragraphs(document, [line for line in lines if not line_tables.holds(line.source)], tables)
    header, body = parse_header(paragraphs)
    issued = None if header.kind is None or is_plan_kind(header.kind) else find_issued_plan(document, paragraphs, body)
    signed = build_outline(paragraphs[body : issued.heading if issued else None], damaged=damaged)
    below = build_outline(paragraphs[issued.body :], damaged=damaged) if issued else []
    placed = signed + below  # a decision is signed, the plan below it is not
    header = _of_plan(header, issued) if issued else header
    day = find_signing_day(signed) if header.date_text is None else None
    header = with_signing_day(header, day) if day else header
    rows = [task for table in tables for task in table.tasks]
    work = find_items(placed, has_table=bool(rows or line_tables.sources), damaged=damaged)
    duties = find_duties(placed)
    if not (rows or line_tables.sources or work):
        list_as_work(duties)
    items = [
        *build_row_items(rows, placed),
        *build_row_items(line_tables.tasks, placed, spread=True),
        *work,
        *duties,
        *map(build_passage_item, line_tables.passages),
    ]
    tasks = resolve_references(build_tasks(items, plan_id, header.year))
    aliases = find_aliases([*(paragraph.field for paragraph in paragraphs), *(task.content for task in tasks)])
    purposes, requirements = find_aims(placed)
    plan = Plan(
        id=plan_id,
        header=header,
        citations=(),
        sections=build_sections(below or signed),
        tasks=tasks,
        budget=find_budget(placed),
        recipients=find_recipients(signed),
        signer=find_signer(signed, _columns(document, tables)),
        annexes=_annexes(document, paragraphs, body, issued),
        bases=find_bases(placed),
        purposes=purposes,
        requirements=requirements,
        units=resolve_units(tasks, aliases, header.issuer),
    )
    slips = () if damaged else find_slips(placed)
    return _Draft(
        plan,
        (*find_problems(document, plan, tables, line_tables), *slips),
        tuple(find_basis_places(placed)),
        _own(header.number, header.symbol),
    )


def _annexes(
    document: Document, paragraphs: Sequence[Paragraph], body: int, issued: IssuedPlan | None
) -> tuple[Annex, ...]:
    rows = [block.source.start for block in document.blocks if block.kind is BlockKind.ROW]
    if issued is None:
        return find_annexes(document, paragraphs, rows, body)
    before = find_annexes(document, paragraphs[: issued.heading], rows, body)
    return (*before, issued.annex, *find_annexes(document, paragraphs, rows, issued.body))


def _of_plan(header: Header, issued: IssuedPlan) -> Header:
    """Gives the header of a decision the year of the plan that it issues."""
    named = find_year(header.title, header.date) or find_year(issued.annex.title, header.date)
    return replace(header, year=named or header.year)


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


def _paragraphs(document: Document, lines: Sequence[Block], tables: Sequence[TableReading]) -> list[Paragraph]:
    """Returns the running text: lines, and the cells of tables without tasks (letterheads)."""
    listed = {block.source.start for table in tables if table.tasks for block in table.blocks}  # groups between rows
    paragraphs = join_lines(document, [line for line in lines if line.source.start not in listed])
    for table in tables:
        if not table.tasks:
            cells = [cell.source for row in table.blocks for cell in row.cells if cell.source]
            paragraphs.extend(build_paragraph(document, [line]) for cell in cells for line in _lines(document, cell))
    return sorted(paragraphs, key=lambda paragraph: paragraph.source)


def _columns(document: Document, tables: Iterable[TableReading]) -> dict[int, int]:
    """Returns the column of each line in a cell of a table without tasks, by where it starts."""
    cells = [
        (cell.source, column)
        for table in tables
        if not table.tasks
        for row in table.blocks
        for column, cell in enumerate(row.cells)
        if cell.source
    ]
    return {line.start: column for cell, column in cells for line in _lines(document, cell)}


def _lines(document: Document, cell: Source) -> Iterable[Source]:
    """Cuts a cell of running text (the letterhead, "Nơi nhận" beside the signature) into its lines."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", document.slice(cell)):
        yield Source(cell.start + line.start(), cell.start + line.end(), cell.page)


def _own(number: Field | None, symbol: Field | None) -> Source | None:
    if symbol is None:
        return None
    return Source(number.source.start if number else symbol.source.start, symbol.source.end, symbol.source.page)
