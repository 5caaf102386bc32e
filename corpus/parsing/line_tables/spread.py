"""Units and roles of a cell that is spread over several passages: what is read of the whole, quoted piece by piece.

A cell of an interleaved table has a passage on every line, and a name may go on from one to the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corpus.model import Field, Quote, Role, Source
from corpus.parsing.actors.roles import parse_roles
from corpus.parsing.actors.unit_lists import parse_units
from corpus.text import cut, field


def read_roles(cell: Field, column_name: str, *, spread: bool) -> tuple[Role, ...]:
    """Reads the roles of a cell; units without a role of their own have that of the column.

    Args:
        cell: of a table, or the lines of a label.
        column_name: the role of the column.
        spread: whether other cells stand between its passages, so that names go on from one to the next.
    """
    whole = _joined(cell) if spread and len(cell.quotes) > 1 else cell
    found = parse_roles(whole, column_name)
    roles = found.roles if found is not None else _role(column_name, parse_units(whole))
    if whole is cell:
        return roles
    return tuple(Role(role.name, tuple(_quoted(cell, unit) for unit in role.units)) for role in roles)


def _role(name: str, units: Sequence[Field]) -> tuple[Role, ...]:
    return (Role(name, tuple(units)),) if units else ()


def _joined(cell: Field) -> Field:
    """Returns the cell as one text, a line for each passage."""
    text = "\n".join(piece.raw for piece in cell.quotes)
    return field([Quote(text, Source(0, len(text)))])


def _quoted(cell: Field, part: Field) -> Field:
    """Returns ``part`` of the joined cell as passages of the document."""
    starts: list[int] = []
    total = 0
    for piece in cell.quotes:
        starts.append(total)
        total += len(piece.raw) + 1
    quotes: list[Quote] = []
    for wanted in part.quotes:
        first = bisect_right(starts, wanted.source.start) - 1
        for piece, start in zip(cell.quotes[first:], starts[first:], strict=True):
            if start >= wanted.source.end:
                break
            kept = cut(piece, max(0, wanted.source.start - start), min(len(piece.raw), wanted.source.end - start))
            if kept.raw:
                quotes.append(kept)
    return field(quotes)
