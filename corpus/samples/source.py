"""The source of a sample plan: one YAML file with what is printed and, by hand, what a reader should find in it.

The printed part is written once and rendered to .docx, .txt or .pdf. ``expected`` holds only what the printed part
does not say in so many words (units as a list, days, steps, slips), so the two cannot drift apart.

Line marks in ``body``: ``# `` and ``## `` headings, ``@ `` a narrative item of work, ``~ `` a labelled line of that
item ("- Thời gian thực hiện: …"), ``[table]`` the place of the task table; anything else is a paragraph. In
``table.rows`` cells stand between `` | ``, `` // `` breaks a line inside a cell, ``^`` is a cell merged with the one
above, and a row of two cells is the heading of a group.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from corpus.model import AgencyType

SOURCES = Path(__file__).parent / "sources"
_BREAK = " // "

Format = Literal["docx", "txt", "pdf"]
Layout = Literal["body_table", "annex_table", "narrative", "role_cell"]
Column = Literal["ordinal", "content", "lead", "coordinate", "roles", "time", "result", "note"]


class LineKind(StrEnum):
    """What a line of the body is."""

    HEADING = "# "
    SUBHEADING = "## "
    ITEM = "@ "
    LABEL = "~ "
    TABLE = "[table]"
    TEXT = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the body, without its mark."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the task table.

    Attributes:
        label: unique within the table: the printed ordinal, preceded by that of the group where there is one ("II.3").
        cells: texts from left to right, lines joined by a line feed; ``None`` where the cell above covers this one.
            A group heading has two cells.
        group: heading of the group the row stands under, or ``None``.
    """

    label: str
    cells: tuple[str | None, ...]
    group: str | None

    @property
    def heading(self) -> bool:
        """Whether the row is the heading of a group."""
        return len(self.cells) == 2


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeaderText(_Part):
    """The letterhead as printed; ``number`` is empty where the clerk left it blank."""

    parent: str
    issuer: str
    number: str
    symbol: str
    place: str
    date: str

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        """The issuer as broken in the letterhead."""
        return tuple(self.issuer.split(_BREAK))

    @property
    def left_lines(self) -> tuple[str, ...]:
        """Superior agency (if any) and issuer, from above."""
        return ((self.parent,) if self.parent else ()) + self.issuer_lines

    @property
    def number_line(self) -> str:
        """``Số: 18/KH-SNV``, with blanks to be filled by hand where there is no number."""
        return f"Số: {self.number or ' ' * 8}/{self.symbol}"

    @property
    def place_line(self) -> str:
        """``Lam Kỳ Sơn, ngày 29 tháng 01 năm 2024``."""
        return f"{self.place}, {self.date}"


class AnnexText(_Part):
    """The lines above the table of an annex."""

    label: str
    title: str
    note: str


class TableText(_Part):
    """The task table as printed; ``widths`` are in centimetres."""

    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: str

    def parsed(self) -> Iterator[Row]:
        """Yields the rows in order.

        Raises:
            ValueError: a row has neither two cells nor one for each column.
        """
        prefix, group = "", None
        for line in self.rows.splitlines():
            cells = tuple(cell.strip().replace(_BREAK, "\n") for cell in line.split("|"))
            if len(cells) not in (2, len(self.columns)):
                raise ValueError(f"{len(cells)} cells: {line}")
            if len(cells) == 2:
                prefix, group = f"{cells[0]}.", cells[1]
                yield Row(cells[0], cells, None)
            else:
                yield Row(prefix + cells[0], tuple(None if cell == "^" else cell for cell in cells), group)


class ExpectedTaskEntry(_Part):
    """One task of ``expected.tasks``; ``when`` is "kind", "kind start end" ("-" for none) or "event words"."""

    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = Field(default=(), alias="with")
    roles: dict[str, tuple[str, ...]] = {}
    when: str
    time: str | None = None
    result: str | None = None


class StepsEntry(_Part):
    """Step ids separated by spaces; the three lists divide S01..S29 among them."""

    present: str
    partial: str
    missing: str


class SlipEntry(_Part):
    """A mistake planted on purpose; ``quote`` is printed in the plan, ``None`` where the mistake is an absence."""

    code: str
    quote: str | None
    note: str


class ExpectedEntry(_Part):
    """The hand-written truth about a plan."""

    agency_type: AgencyType
    date: dt.date
    year: int
    number: str | None
    bases: tuple[str, ...]
    budget: str | None = None
    tasks: dict[str, ExpectedTaskEntry]
    steps: StepsEntry
    slips: tuple[SlipEntry, ...]


class SampleSource(_Part):
    """One file of ``sources/``."""

    id: str
    format: Format
    layout: Layout
    text_style: Literal["tabs", "wrapped"] = "tabs"
    header: HeaderText
    title: str
    bases: str
    opening: str
    body: str
    table: TableText | None = None
    annex: AnnexText | None = None
    signer: tuple[str, ...]
    signed: bool = False
    recipients: str
    expected: ExpectedEntry

    @property
    def file_name(self) -> str:
        """Name of the built file."""
        return f"{self.id}.{self.format}"

    @property
    def signature(self) -> tuple[str, ...]:
        """The office that signs and, in some plans, "(đã ký)"; never a name."""
        return self.signer + (("(đã ký)",) if self.signed else ())

    def body_lines(self) -> Iterator[Line]:
        """Yields the paragraphs of the body in order."""
        marks = [kind for kind in LineKind if kind is not LineKind.TEXT]
        for text in self.body.splitlines():
            kind = next((mark for mark in marks if text.startswith(mark.value)), LineKind.TEXT)
            yield Line(kind, text.removeprefix(kind.value).strip())


def read_sources() -> tuple[SampleSource, ...]:
    """Reads every source, sorted by id.

    Raises:
        pydantic.ValidationError: a file breaks the schema.
    """
    paths = sorted(SOURCES.glob("*.yaml"))
    return tuple(SampleSource.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths)
