"""What a reader should find in a rendered plan: the words of its source, never what our reader says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.samples.source import LineKind, SampleSource, TableText

COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
# What stays of a plan that must fit one page: lines of the body, rows of the table.
_PAGE_LINES = 6
_PAGE_ROWS = 4


@dataclass(frozen=True, slots=True)
class Truth:
    """The words of a plan.

    Attributes:
        units: paragraphs, lines of the letterhead and the closing, and table rows, in the order of the source; a row is
            its cells, anything else a tuple of one text.
        rows: the rows of the task table, its head first; a cell covered by a merge is ``""``; ``()`` without a table.
    """

    units: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...] = ()


def truth_of(source: SampleSource) -> Truth:
    """Returns what every rendering of ``source`` holds, apart from page numbers and repeated heads of tables."""
    rows = table_rows(source.table)
    units: list[tuple[str, ...]] = [(line,) for line in opening_lines(source)]
    for line in source.body_lines():
        units += rows if line.kind is LineKind.TABLE else [(line.text,)]
    units += [(line,) for line in ("Nơi nhận:", *source.recipients.splitlines(), *source.signature)]
    if source.annex:
        units += [(line,) for line in (source.annex.label, source.annex.title, source.annex.note)]
        units += rows
    return Truth(tuple(units), rows)


def opening_lines(source: SampleSource) -> Iterator[str]:
    """Yields the letterhead, the title, the legal bases and the opening, one line or paragraph each."""
    header = source.header
    yield from (*header.left_lines, *COUNTRY, header.number_line, header.place_line)
    yield from ("KẾ HOẠCH", source.title, *source.bases.splitlines(), source.opening)


def table_rows(table: TableText | None) -> tuple[tuple[str, ...], ...]:
    """Returns the head and the rows of ``table``, covered cells as ``""``; the heading of a group has two cells."""
    if table is None:
        return ()
    return (table.heads, *(tuple(cell or "" for cell in row.cells) for row in table.parsed()))


def one_page(source: SampleSource) -> SampleSource:
    """Returns ``source`` cut down to what fits one page of A4, as a photograph of a page shows it."""
    lines = [line for line in source.body.splitlines() if line != LineKind.TABLE.value][:_PAGE_LINES]
    changes: dict[str, object] = {"bases": source.bases.splitlines()[0], "annex": None}
    if source.table is not None:
        first = source.table.rows.splitlines()[:_PAGE_ROWS]
        changes["table"] = source.table.model_copy(update={"rows": "\n".join(first)})
        lines = [*lines[: _PAGE_LINES // 2], LineKind.TABLE.value]
    changes["body"] = "\n".join(lines)
    return source.model_copy(update=changes)
