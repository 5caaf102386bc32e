"""Building the text of a document together with blocks whose ranges are exact."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Block, BlockKind, Cell, Problem, Source


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell to be laid down: its text, or ``None`` with the side (``"above"``, ``"left"``) whose cell covers it."""

    text: str | None
    merged: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one format returns.

    Attributes:
        text: the text as found.
        blocks: in reading order, not overlapping, with ranges of ``text``.
        wrapped: see :attr:`corpus.model.Document.wrapped`.
        pages: number of pages; ``None`` where the format has none. The texts of pages are joined by form feeds.
        problems: what could not be read.
        ocr_pages: 1-based numbers of the pages whose text was recognised by us.
        others: by 1-based page, the text of that page that was not chosen.
    """

    text: str
    blocks: tuple[Block, ...]
    wrapped: bool
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    ocr_pages: frozenset[int] = frozenset()
    others: Mapping[int, str] = dataclasses.field(default_factory=dict)


# Half a character, which a damaged PDF font map yields; it has no UTF-8 form and so could not be stored.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class TextBuilder:
    """Lays down blocks one after another: items are joined by a line feed, cells of a row by a tab."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far."""
        return tuple(self._blocks)

    def layout(self, text: str, page: int | None = None) -> None:
        """Adds an item that belongs to the text but is no block, such as a page number."""
        self._begin()
        self._put(text, page)

    def page_break(self) -> None:
        """Adds a form feed."""
        self._begin()
        self._put("\f", None)

    def paragraph(self, text: str, page: int | None = None) -> None:
        """Adds a paragraph, or a line of one."""
        self._begin()
        self._blocks.append(Block(BlockKind.PARAGRAPH, self._put(text, page)))

    def row(self, cells: Sequence[CellText], table: int, page: int | None = None) -> None:
        """Adds a table row; covered cells add nothing to the text."""
        self._begin()
        start = self._length
        placed: list[Cell] = []
        first = True
        for cell in cells:
            if cell.text is None:
                placed.append(Cell(None, cell.merged))
                continue
            if not first:
                self._put("\t", page)
            first = False
            placed.append(Cell(self._put(cell.text, page)))
        self._blocks.append(Block(BlockKind.ROW, Source(start, self._length, page), tuple(placed), table))

    def _begin(self) -> None:
        if self._parts and not self._parts[-1].endswith("\f"):
            self._put("\n", None)

    def _put(self, text: str, page: int | None) -> Source:
        text = _LONE_SURROGATE.sub("\ufffd", text)
        source = Source(self._length, self._length + len(text), page)
        if text:
            self._parts.append(text)
            self._length += len(text)
        return source
