"""An invented plan as text: with tabs, flattened as PDF viewers paste it, with columns kept by blanks; and as HTML."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from corpus.samples.source import TableText
from rendering.invented import ABOVE, LEFT, InventedPlan, Item, Sides, Table, Unavailable

_LINE = 88  # characters of 13 points on an upright page
_CHARACTERS = 5.2  # a centimetre
_SIDE = 40
_ORDINAL = 6  # characters; a longer first cell is no ordinal
# A line that goes on the one before. Matched: "- Các phòng", "b) Lập báo cáo". Refused: "Văn phòng" (one more unit).
_GOES_ON = re.compile(r"\s*(?:[-–+•]|\w{1,2}[).])\s")
_ENDED = re.compile(r"[;,.:]\s*$")


def render_tabs(plan: InventedPlan) -> str:
    """Renders a plan as a clerk pastes it: whole paragraphs, a tab between cells, merges lost."""
    lines: list[str] = []
    for item in plan.body:
        if item.letterhead is not None:
            pairs = _pairs(item.letterhead)
            lines += [f"{left}\t{right}" if right else left for left, right in pairs]
        elif item.signature is not None:
            lines += ["", *item.signature.left, "", *item.signature.right]
        elif item.table is not None:
            lines += ["", *("\t".join(_flat(cell) for cell in row).rstrip("\t") for row in item.table.rows), ""]
        elif item.pagebreak:
            lines += ["", ""]
        else:
            lines += item.lines
    return "\n".join(lines) + "\n"


def _flat(cell: str) -> str:
    """Puts a cell on one line, ``""`` for a covered one; a list of units keeps its ends."""
    if cell in {LEFT, ABOVE}:
        return ""
    text, *rest = cell.split("\n")
    for line in rest:
        goes_on = _ENDED.search(text) or line[:1].islower() or _GOES_ON.match(line)
        text += f" {line}" if goes_on else f"; {line}"
    return text


def _pairs(sides: Sides) -> list[tuple[str, str]]:
    """Returns the lines of two columns side by side, the last ones (number and date) on one line."""
    left, right = list(sides.left), list(sides.right)
    if len(left) > 1 and len(right) > 1:
        above = list(zip_longest(left[:-1], right[:-1], fillvalue=""))
        return [*above, (left[-1], right[-1])]
    return list(zip_longest(left, right, fillvalue=""))


def render_flattened(plan: InventedPlan, width: int) -> str:
    """Renders a plan as a PDF viewer pastes it: one cell after another, wrapped at ``width``, blank lines between.

    A flattened table cannot show a merge: the words are repeated, as a reader of the page would.
    """
    lines: list[str] = []
    for item in plan.body:
        if item.table is not None:
            lines += _flattened(item.table, width)
            continue
        lines += [part for text in _unfolded(item) for part in _wrap(text, _LINE)]
    return "\n\n".join(lines) + "\n"


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _flattened(table: Table, width: int) -> Iterator[str]:
    for row in table.rows[: table.headings]:
        for cell in row:
            if cell not in {LEFT, ABOVE}:
                yield from _wrap(" ".join(cell.split()), width)
    above: tuple[str, ...] = ("",) * len(table.widths)
    for row in table.rows[table.headings :]:
        if row[-1] == LEFT and row.count(LEFT) >= len(row) - 2:
            yield " ".join(" ".join(cell.split()) for cell in row if cell != LEFT)
            continue
        above = tuple(over if cell == ABOVE else cell for cell, over in zip(row, above, strict=True))
        ordinal = above[0] if len(above[0]) <= _ORDINAL else ""
        cells = [cell for cell in (above[1:] if ordinal or not above[0] else above) if cell not in {LEFT, ""}]
        for text in cells:
            for line in text.split("\n"):
                for part in _wrap(line, width):
                    yield f"{ordinal} {part}".strip()
                    ordinal = ""


def render_interleaved(plan: InventedPlan, style: Mapping[str, object]) -> str:
    """Renders a plan whose task tables were recognised across the columns; see ``interleaved.Style``.

    Raises:
        Unavailable: there is no such renderer.
    """
    try:
        from rendering.interleaved import Style, interleave
    except ImportError as error:
        raise Unavailable("rendering/interleaved.py") from error
    lines: list[str] = []
    for item in plan.body:
        if item.table is None:
            lines += [part for text in _unfolded(item) for part in _wrap(text, _LINE)]
        else:
            lines += interleave(_plain_table(item.table), Style(**style))
    return "\n".join(lines) + "\n"


def _plain_table(table: Table) -> TableText:
    """Returns a table as the samples hold one: one heading row, a group heading of two cells, merges from above."""
    count = len(table.widths)
    heads = [" ".join(_own(table, row, column) for row in range(table.headings)).split() for column in range(count)]
    rows = []
    for row in table.rows[table.headings :]:
        cells = [" // ".join(cell.split("\n")).replace("|", "/") for cell in row]
        group = [cell for cell in cells if cell != LEFT]
        grouped = row[-1] == LEFT and len(group) <= 2
        rows.append(" | ".join((["", *group][-2:]) if grouped else ("" if cell == LEFT else cell for cell in cells)))
    return TableText(
        columns=("note",) * count, heads=tuple(map(" ".join, heads)), widths=table.widths, rows="\n".join(rows)
    )


def _own(table: Table, row: int, column: int) -> str:
    return "" if table.rows[row][column] in {LEFT, ABOVE} else table.rows[row][column]


def _unfolded(item: Item) -> Sequence[str]:
    """Returns the lines of an item that is no table, left column before right, number and date last."""
    if item.letterhead is not None:
        left, right = item.letterhead.left, item.letterhead.right
        return (*left[:-1], *right[:-1], *left[-1:], *right[-1:])
    if item.signature is not None:
        return (*item.signature.left, *item.signature.right)
    return item.lines


def render_aligned(plan: InventedPlan) -> str:
    """Renders a plan as ``pdftotext -layout`` gives it: columns side by side, parted by blanks; a form feed a page."""
    lines: list[str] = []
    for item in plan.body:
        if item.pagebreak:
            lines.append("\f")
        elif item.table is not None:
            lines += ["", *_aligned(item.table), ""]
        elif item.letterhead is not None or item.signature is not None:
            sides = item.letterhead or item.signature
            assert sides is not None
            pairs = _pairs(sides) if item.letterhead else zip_longest(sides.left, sides.right, fillvalue="")
            lines += ["", *(f"{left:<{_SIDE}}    {right}".rstrip() for left, right in pairs), ""]
        elif item.center is not None:
            lines += [line.center(_LINE).rstrip() for text in item.lines for line in _wrap(text, _LINE - 10)]
        else:
            lines += _paragraph(item)
    return "\n".join(lines).replace("\n\f\n", "\f") + "\n"


def _paragraph(item: Item) -> Iterator[str]:
    for text in item.lines:
        first, *rest = _wrap(f"{' ' * 6}{text.strip()}", _LINE) or [""]
        yield from (first, *rest)


def _aligned(table: Table) -> Iterator[str]:
    """Lays cells side by side; a cell that covers rows below runs on beside them."""
    widths = [max(4, round(width * _CHARACTERS)) for width in table.widths]
    starts = [sum(widths[:column]) + 2 * column for column in range(len(widths))]
    pending: list[list[str]] = [[] for _ in widths]  # lines of each column still to be laid
    anchors = {(index, column): (down, wide) for index, column, down, wide in table.anchors()}
    left_over = [0] * len(widths)  # rows that the cell of each column still covers
    for index in range(len(table.rows)):
        for column in range(len(widths)):
            if (index, column) not in anchors:
                continue
            down, wide = anchors[index, column]
            width = starts[column + wide - 1] + widths[column + wide - 1] - starts[column]
            pending[column] = [part for line in table.rows[index][column].split("\n") for part in _wrap(line, width)]
            left_over[column] = down
        ending = [column for column, rows in enumerate(left_over) if rows == 1]
        height = max((len(pending[column]) for column in ending), default=1)
        for _ in range(max(1, height)):
            line = ""
            for column, lines in enumerate(pending):
                if lines:
                    line = f"{line:<{starts[column]}}{lines.pop(0)}"
            yield line.rstrip()
        left_over = [max(0, rows - 1) for rows in left_over]


def render_html(plan: InventedPlan) -> str:
    """Renders a plan as a web page, with spans of rows and columns."""
    parts: list[str] = []
    for item in plan.body:
        if item.table is not None:
            parts.append(_html_table(item.table))
        elif item.letterhead is not None or item.signature is not None:
            sides = item.letterhead or item.signature
            assert sides is not None
            cells = "".join(f"<td>{'<br>'.join(map(html.escape, side))}</td>" for side in (sides.left, sides.right))
            parts.append(f'<table border="0"><tr>{cells}</tr></table>')
        elif item.pagebreak:
            parts.append('<hr style="page-break-after: always">')
        else:
            centred = ' align="center"' if item.center is not None else ""
            parts.append(f"<p{centred}>{'<br>'.join(map(html.escape, item.lines))}</p>")
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"></head>\n<body>\n{body}\n</body></html>\n'


def _html_table(table: Table) -> str:
    rows: list[list[str]] = [[] for _ in table.rows]
    for index, column, down, wide in table.anchors():
        tag = "th" if index < table.headings else "td"
        text = "<br>".join(html.escape(line) for line in table.rows[index][column].split("\n"))
        rows[index].append(f'<{tag} rowspan="{down}" colspan="{wide}">{text}</{tag}>')
    return "\n".join(['<table border="1">', *(f"<tr>{''.join(row)}</tr>" for row in rows), "</table>"])
