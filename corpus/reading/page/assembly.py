"""Assembling pages into one text with lines and table rows in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.reading.builder import Reading, TextBuilder
from corpus.reading.page.geometry import Word
from corpus.reading.page.lines import Line, read_lines
from corpus.reading.page.tables import PageTable, Row, continues, grids

# Matches "3", "- 12 -" and "Trang 4"; refuses "2022." and "3/5 nhiệm vụ".
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—]?\s*(\d{1,4})\s*[-–—]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page.

    Attributes:
        number: 1-based.
        words: every word, in any order.
        tables: ruled tables from top to bottom.
        pictured: share of the page that pictures cover, 0..1; a scan covers nearly all of it.
        drawn: there are pictures, lines or curves, so a page without words is not blank.
        tables_unread: the page could not be searched for tables.
    """

    number: int
    words: tuple[Word, ...]
    tables: tuple[PageTable, ...] = ()
    pictured: float = 0.0
    drawn: bool = False
    tables_unread: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    page: int
    item: Line | PageTable
    page_number: bool = False


def _page_items(page: Page) -> list[_Placed]:
    """Returns lines and tables from top to bottom; the lines between two tables are laid out together."""
    taken = {word for table in page.tables for word in table.words}
    free = [word for word in page.words if word not in taken]
    middles = [table.box.centre[1] for table in page.tables]
    items: list[_Placed] = []
    for band, table in enumerate([*page.tables, None]):
        inside = [word for word in free if sum(middle < word.box.centre[1] for middle in middles) == band]
        items.extend(_Placed(page.number, line) for line in read_lines(inside))
        if table is not None:
            items.append(_Placed(page.number, table))
    return items


def _mark_page_numbers(pages: Sequence[list[_Placed]]) -> list[list[_Placed]]:
    """Marks bare numbers at the top or bottom of a page that count the pages.

    Believed: a number up to the number of pages, or one whose distance to the page is met on another page as well (an
    extract of a gazette). Refused: the year that ends the last sentence of a page.
    """
    found: dict[tuple[int, int], int] = {}  # (page index, item index) -> number
    for index, items in enumerate(pages):
        for place in {0, len(items) - 1} if items else ():
            item = items[place].item
            match = _PAGE_NUMBER.fullmatch(item.text.strip()) if isinstance(item, Line) else None
            if match:
                found[index, place] = int(match.group(1))
    distances = Counter(number - index for (index, _), number in found.items())
    marked = [list(items) for items in pages]
    for (index, place), number in found.items():
        if 1 <= number <= len(pages) or distances[number - index] > 1:
            marked[index][place] = _Placed(index + 1, pages[index][place].item, page_number=True)
    return marked


def _chains(pages: Sequence[list[_Placed]]) -> list[list[PageTable]]:
    """Groups the parts of tables that run over pages: nothing but page numbers stands between two parts."""
    chains: list[list[PageTable]] = []
    last: _Placed | None = None
    for placed in (placed for items in pages for placed in items if not placed.page_number):
        if isinstance(placed.item, PageTable):
            above = None if last is None else last.item
            if isinstance(above, PageTable) and placed.page == above.page + 1 and continues(above, placed.item):
                chains[-1].append(placed.item)
            else:
                chains.append([placed.item])
        last = placed
    return chains


def assemble(pages: Sequence[Page]) -> Reading:
    """Builds the text and blocks of a document from its pages.

    A table that runs over pages keeps one ``table`` number. Repeated headers and bare page numbers stay in the text but
    are no blocks. A row cut by a page break is two rows. Page texts are joined by a line feed and a form feed.
    """
    items = _mark_page_numbers([_page_items(page) for page in pages])
    rows: dict[PageTable, list[Row]] = {}
    numbers: dict[PageTable, int] = {}
    for number, chain in enumerate(_chains(items)):
        rows.update(zip(chain, grids(chain), strict=True))
        numbers.update(dict.fromkeys(chain, number))
    builder = TextBuilder()
    for index, placed_items in enumerate(items):
        if index:
            builder.page_break()
        for placed in placed_items:
            item = placed.item
            if isinstance(item, PageTable):
                for row in rows[item]:
                    if row.repeated:
                        builder.layout("\t".join(cell.text or "" for cell in row.cells), placed.page)
                    else:
                        builder.row(row.cells, numbers[item], placed.page)
            elif placed.page_number:
                builder.layout(item.text, placed.page)
            else:
                builder.paragraph(item.text, placed.page)
    return Reading(builder.text, builder.blocks, wrapped=True, pages=len(pages))
