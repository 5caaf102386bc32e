"""A document as read: its text, blocks, pages and grade, as JSON."""

from __future__ import annotations

from pydantic import Field as JsonField

from api.bodies.places import Body, ProblemBody, SourceBody
from corpus.model import Block, BlockKind, Cell, Document, Grade, Layer, PageReading, Quality, RestoredWord


class QualityBody(Body):
    """How well the text can be trusted."""

    grade: Grade
    score: float = JsonField(ge=0, le=1)
    layer: Layer
    pages: int | None
    ocr_pages: int

    @classmethod
    def from_quality(cls, quality: Quality) -> QualityBody:
        """Builds the body of a grade."""
        return cls(
            grade=quality.grade,
            score=quality.score,
            layer=quality.layer,
            pages=quality.pages,
            ocr_pages=quality.ocr_pages,
        )


class CellBody(Body):
    """A cell of a table row; ``source`` is ``null`` where a merged cell to the ``left`` or ``above`` covers it."""

    source: SourceBody | None
    merged: str | None

    @classmethod
    def from_cell(cls, cell: Cell) -> CellBody:
        """Builds the body of a cell."""
        return cls(source=SourceBody.from_source(cell.source) if cell.source else None, merged=cell.merged)


class BlockBody(Body):
    """A paragraph (a line of one where the document is ``wrapped``) or a table row."""

    kind: BlockKind
    source: SourceBody
    cells: list[CellBody]
    table: int | None

    @classmethod
    def from_block(cls, block: Block) -> BlockBody:
        """Builds the body of a block."""
        return cls(
            kind=block.kind,
            source=SourceBody.from_source(block.source),
            cells=[CellBody.from_cell(cell) for cell in block.cells],
            table=block.table,
        )


class PageBody(Body):
    """How one page was read; ``other`` is the text of the page that was not chosen."""

    page: int
    grade: Grade
    score: float = JsonField(ge=0, le=1)
    layer: Layer
    other: str | None

    @classmethod
    def from_page(cls, page: PageReading) -> PageBody:
        """Builds the body of a page."""
        return cls(page=page.page, grade=page.grade, score=page.score, layer=page.layer, other=page.other)


class RestoredBody(SourceBody):
    """A guess at a ruined word, for finding; it never replaces the text as found."""

    text: str
    confident: bool

    @classmethod
    def from_word(cls, word: RestoredWord) -> RestoredBody:
        """Builds the body of a guess."""
        place = word.source
        return cls(page=place.page, start=place.start, end=place.end, text=word.text, confident=word.confident)


class DocumentBody(Body):
    """The document a plan was read from; every span counts the code points of ``text``, the text as found."""

    name: str
    media_type: str
    sha256: str
    text: str
    wrapped: bool
    blocks: list[BlockBody]
    pages: list[PageBody]
    restored: list[RestoredBody]

    @classmethod
    def from_document(cls, document: Document) -> DocumentBody:
        """Builds the body of a document."""
        return cls(
            name=document.name,
            media_type=document.media_type,
            sha256=document.sha256,
            text=document.text,
            wrapped=document.wrapped,
            blocks=[BlockBody.from_block(block) for block in document.blocks],
            pages=[PageBody.from_page(page) for page in document.pages],
            restored=[RestoredBody.from_word(word) for word in document.restored],
        )


class ReadBody(Body):
    """The answer of ``read``: a document before anything is understood of it."""

    document: DocumentBody
    quality: QualityBody
    problems: list[ProblemBody]

    @classmethod
    def from_document(cls, document: Document) -> ReadBody:
        """Builds the body of a document."""
        return cls(
            document=DocumentBody.from_document(document),
            quality=QualityBody.from_quality(document.quality),
            problems=[ProblemBody.from_problem(problem) for problem in document.problems],
        )
