"""A document as read: its text as found, cut into blocks, with an honest grade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model.source import Source


class BlockKind(StrEnum):
    """What a block is: running text, or one row of a table."""

    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row.

    A cell covered by a merge has no text of its own: ``source`` is then ``None`` and ``merged`` says where it belongs.

    Attributes:
        source: range of the cell's text as found; empty range for an empty cell.
        merged: ``"above"`` or ``"left"`` where a merged cell covers this one.
    """

    source: Source | None
    merged: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (or a line of one, see :attr:`Document.wrapped`) or a table row.

    Attributes:
        kind: paragraph or row.
        source: range of the whole block in the text as found.
        cells: cells from left to right for a row, ``()`` for a paragraph.
        table: number of the table within the document for a row, from 0; ``None`` for a paragraph. It tells tables
            apart and is no identity.
    """

    kind: BlockKind
    source: Source
    cells: tuple[Cell, ...] = ()
    table: int | None = None


class Grade(StrEnum):
    """How well the text can be trusted."""

    GOOD = "tốt"
    FAIR = "khá"
    POOR = "kém"


class Layer(StrEnum):
    """Where the text comes from: written by a word processor, recognised from an image, or ruined."""

    NATIVE = "native"
    OCR = "ocr"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Quality:
    """The grade of a document's text.

    Attributes:
        grade: tốt, khá or kém.
        score: share of tokens that are valid accented Vietnamese syllables, 0..1; 0 where there are too few to tell.
        layer: native, ocr or damaged.
        pages: number of pages; ``None`` where the format has none.
        ocr_pages: how many of them were recognised by us.
    """

    grade: Grade
    score: float
    layer: Layer
    pages: int | None = None
    ocr_pages: int = 0


@dataclass(frozen=True, slots=True)
class PageReading:
    """How one page was read.

    Attributes:
        page: 1-based.
        grade: tốt, khá or kém; a page with too little text to tell takes the document's.
        score: share of valid accented syllables, 0..1; 0 where there are too few words to tell.
        layer: native, ocr or damaged.
        other: the text of this page that was not chosen, where there were two (a ruined text layer under a scan that
            was recognised, or the other way about); ``None`` where there was one.
    """

    page: int
    grade: Grade
    score: float
    layer: Layer
    other: str | None = None


@dataclass(frozen=True, slots=True)
class RestoredWord:
    """A guess at a word that a recognition without Vietnamese ruined; for finding, never shown as found.

    Attributes:
        source: range of the word as found.
        text: the guess; may hold a space where two words had run together.
        confident: whether the guess can be relied on (measured in ``tests/bench/bench_restoration.py``).
    """

    source: Source
    text: str
    confident: bool


class Severity(StrEnum):
    """How much a problem matters to the person who signs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one document that a person should know; never the end of a run.

    Attributes:
        code: stable upper-case identifier.
        severity: error, warning or info.
        message: one Vietnamese sentence.
        source: the place it is about, if it has one.
    """

    code: str
    severity: Severity
    message: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What :func:`corpus.reading.read_document` yields for any format.

    Attributes:
        sha256: hex digest of the original bytes.
        name: file name without its folder.
        media_type: by content, such as ``text/plain``.
        text: the text as found (face 1); every span counts its code points.
        blocks: in reading order; they do not overlap, and text between them is layout (blank lines, separators).
        quality: grade, score and layer of the text.
        wrapped: a paragraph block is one *line*, and paragraphs must be joined from lines (.txt, PDF). False where the
            format itself keeps paragraphs whole (.docx).
        problems: what could not be read.
        pages: one reading a page, in order; ``()`` where the format has no pages.
        restored: guesses at the words of damaged passages, in order of their places; ``()`` where nothing is damaged.
    """

    sha256: str
    name: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    quality: Quality
    wrapped: bool
    problems: tuple[Problem, ...] = ()
    pages: tuple[PageReading, ...] = ()
    restored: tuple[RestoredWord, ...] = ()

    def slice(self, source: Source) -> str:
        """Returns the text as found at ``source``."""
        return self.text[source.start : source.end]
