"""``read``: a document as it was read, before anything is understood of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.cli.console import open_answers, open_notes, write_json
from api.cli.documents import File
from api.cli.questions import AsJson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Block, Document, PageReading


def read_file(file: File, as_json: AsJson = False) -> None:
    """Cho xem chữ và bảng đọc được từ một tệp, kèm chất lượng từng trang; không lưu gì."""
    from api.bodies import ReadBody
    from api.files import load_file, read_plan

    document = read_plan(load_file(file), file.name).document
    if as_json:
        write_json(ReadBody.from_document(document))
    else:
        show_document(document)


def show_document(document: Document) -> None:
    """Shows the text on stdout, a row of a table as one line; grades and problems go to stderr."""
    from api.labels import LAYERS, SEVERITIES, show_score

    notes, answers = open_notes(), open_answers()
    quality = document.quality
    notes.print(f"{document.name}: {document.media_type}")
    notes.print(f"Chất lượng: {quality.grade}, {LAYERS[quality.layer]} ({show_score(quality.score)})")
    for page in document.pages:
        notes.print(show_page(page))
    for problem in document.problems:
        notes.print(f"{SEVERITIES[problem.severity]} {problem.code}: {problem.message}")
    for line in build_lines(document):
        answers.print(line, soft_wrap=True)


def show_page(page: PageReading) -> str:
    """Returns the grade of a page in one line."""
    from api.labels import LAYERS, show_score

    kept = "; còn giữ một bản đọc khác của trang" if page.other else ""
    return f"Trang {page.page}: {page.grade}, {LAYERS[page.layer]} ({show_score(page.score)}){kept}"


def build_lines(document: Document) -> Iterator[str]:
    """Yields the text as found block by block; bars part the cells of a row, a page begins with its number."""
    shown = None
    for block in document.blocks:
        if block.source.page is not None and block.source.page != shown:
            shown = block.source.page
            yield f"── Trang {shown} ──"
        yield _row(document, block) if block.cells else document.slice(block.source)


def _row(document: Document, block: Block) -> str:
    cells = (" ".join(document.slice(cell.source).split()) if cell.source else "…" for cell in block.cells)
    return "| " + " | ".join(cells) + " |"
