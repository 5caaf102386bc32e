"""Plain text in many encodings, Markdown, HTML and a workbook, each written by hand from the source of a plan."""

from __future__ import annotations

import datetime as dt
import html
import io
import textwrap
from collections.abc import Callable, Iterator

from corpus.samples.source import LineKind, SampleSource, TableText
from rendering.truth import COUNTRY, opening_lines, truth_of
from rendering.word import repacked

_WIDTH = 84
_COLUMN = 24


def render_plain(source: SampleSource, *, wrapped: bool = True) -> str:
    """Renders a plan as a clerk saves it: paragraphs wrapped, or not; cells of the task table between tabs."""
    lines: list[str] = []
    for unit in truth_of(source).units:
        if len(unit) > 1:
            lines.append("\t".join(cell.replace("\n", " ") for cell in unit))
        elif wrapped:
            lines += textwrap.wrap(unit[0], _WIDTH, break_long_words=False, break_on_hyphens=False)
        else:
            lines.append(unit[0])
    return "\n".join(lines) + "\n"


def render_flattened(source: SampleSource) -> str:
    """Renders a plan as a PDF viewer pastes it: the table one cell after another, each wrapped to its column."""
    lines: list[str] = []
    for unit in truth_of(source).units:
        width = _COLUMN if len(unit) > 1 else _WIDTH
        for text in unit:
            lines += textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "\n\n".join(lines) + "\n"


def render_markdown(source: SampleSource) -> str:
    """Renders a plan as Markdown: headings and a pipe table, line breaks in cells as ``<br>``."""
    header = source.header
    blocks = [*header.left_lines, *COUNTRY, header.number_line, header.place_line, "# KẾ HOẠCH", f"**{source.title}**"]
    blocks += [*source.bases.splitlines(), source.opening]
    marks = {LineKind.HEADING: "## ", LineKind.SUBHEADING: "### "}
    for line in source.body_lines():
        is_table = line.kind is LineKind.TABLE
        blocks.append(_pipes(source.table) if is_table else marks.get(line.kind, "") + line.text)
    blocks += [f"{line}  " for line in ("Nơi nhận:", *source.recipients.splitlines())]
    blocks += source.signature
    if source.annex:
        blocks += [f"## {source.annex.label}", source.annex.title, f"*{source.annex.note}*", _pipes(source.table)]
    return "\n\n".join(blocks) + "\n"


def _pipes(table: TableText | None) -> str:
    if table is None:
        return ""
    count = len(table.columns)
    rows = [list(table.heads), ["---"] * count]
    for row in table.parsed():
        cells = [(cell or "").replace("\n", "<br>") for cell in row.cells]
        rows.append(cells + [""] * (count - len(cells)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def render_html(source: SampleSource, charset: str = "utf-8") -> str:
    """Renders a plan as a web page: entities, wrapped source lines, merged cells, a script and a style to leave out."""
    paragraphs = "\n".join(f"<p>{_escaped(line)}</p>" for line in opening_lines(source))
    body: list[str] = []
    for line in source.body_lines():
        tag = {LineKind.HEADING: "h2", LineKind.SUBHEADING: "h3"}.get(line.kind, "p")
        is_table = line.kind is LineKind.TABLE
        body.append(_html_table(source.table) if is_table else f"<{tag}>{_escaped(line.text)}</{tag}>")
    recipients = "<br>".join(_escaped(line) for line in source.recipients.splitlines())
    signature = "<br/>".join(_escaped(line) for line in source.signature)
    closing = f"<div><b>Nơi nhận:</b><br>{recipients}</div><div align=center>{signature}</div>"
    annex = ""
    if source.annex:
        lines = (source.annex.label, source.annex.title, source.annex.note)
        annex = "".join(f"<p>{_escaped(line)}</p>" for line in lines) + _html_table(source.table)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="{charset}"><title>{html.escape(source.title)}</title>
<style>p {{ text-indent: 1cm }}</style><script>var unread = "không phải nội dung";</script></head>
<body><!-- ghi chú của trình soạn thảo -->
{paragraphs}
{"".join(body)}
{closing}{annex}
</body></html>"""


def _escaped(text: str) -> str:
    """Escapes ``text`` and breaks its source line, which a browser shows as a space."""
    return html.escape(text.replace("\n", " ")).replace("ô", "&ocirc;").replace("quy trình", "quy\n   trình")


def _spans(table: TableText) -> Iterator[list[tuple[str, int, int]]]:
    """Yields the cells of each row as (text, rows covered, columns covered), the head left out."""
    rows = [row.cells for row in table.parsed()]
    count = len(table.columns)
    for index, cells in enumerate(rows):
        placed: list[tuple[str, int, int]] = []
        for column, text in enumerate(cells):
            if text is None:
                continue
            down = 1
            while index + down < len(rows) and column < len(rows[index + down]) and rows[index + down][column] is None:
                down += 1
            wide = count - column if len(cells) < count and column == len(cells) - 1 else 1
            placed.append((text, down, wide))
        yield placed


def _html_table(table: TableText | None) -> str:
    if table is None:
        return ""
    lines = ["<table border=1><thead><tr>", *(f"<th>{_escaped(head)}</th>" for head in table.heads), "</tr></thead>"]
    for cells in _spans(table):
        lines.append("<tr>")
        for text, down, wide in cells:
            marked = "<br>".join(_escaped(line) for line in text.split("\n"))
            lines.append(f'<td rowspan="{down}" colspan="{wide}"><p>{marked}</p></td>')
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])


def render_workbook(source: SampleSource) -> bytes:
    """Renders a plan as a sheet: one merged line a paragraph, the task table with its merges, ordinals as numbers."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2024, 1, 2)
    sheet = book.active
    sheet.title = "Kế hoạch"
    place = 1

    def line(text: str) -> None:
        nonlocal place
        sheet.cell(place, 1, text)
        sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=6)
        place += 1

    def table() -> None:
        nonlocal place
        place = _lay_table(sheet.cell, sheet.merge_cells, source.table, place)

    for text in opening_lines(source):
        line(text)
    for part in source.body_lines():
        if part.kind is LineKind.TABLE:
            table()
        else:
            line(part.text)
    for text in ("Nơi nhận:", *source.recipients.splitlines(), *source.signature):
        line(text)
    if source.annex:
        for text in (source.annex.label, source.annex.title, source.annex.note):
            line(text)
        table()
    buffer = io.BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())


def _lay_table(cell: Callable[..., object], merge: Callable[..., None], table: TableText | None, place: int) -> int:
    """Lays the task table down from row ``place``; returns the row behind it."""
    if table is None:
        return place
    for column, head in enumerate(table.heads, start=1):
        cell(place, column, head)
    place += 1
    taken: set[tuple[int, int]] = set()
    for cells in _spans(table):
        column = 1
        for text, down, wide in cells:
            while (place, column) in taken:
                column += 1
            cell(place, column, int(text) if text.isdigit() else text)
            if down * wide > 1:
                last = column + wide - 1
                merge(start_row=place, end_row=place + down - 1, start_column=column, end_column=last)
                taken |= {(place + i, column + j) for i in range(down) for j in range(wide)}
            column += wide
        place += 1
    return place
