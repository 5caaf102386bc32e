"""Which pages of a PDF are recognised from their picture, and which of two texts of a page is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Layer, Problem, Severity
from corpus.reading.ocr.batch import poor_page, recognise_pages, to_page
from corpus.reading.options import Progress, ReadingOptions
from corpus.reading.page.assembly import Page, assemble
from corpus.reading.pdf.render import render_page
from corpus.reading.quality import DAMAGED_BELOW, GOOD_FROM, MIN_TOKENS, grade_text, score_text
from corpus.reading.tools import Tool, find_tessdata, missing, ocr_switched_off

# A scan covers .9 or more of its page, a logo or stamp below .1; between lie photographs set in text.
_SCAN_FROM = 0.5
# By so much must the recognised text score better. A page in another language scores about 0 both ways, within .05.
_CLEARLY_BETTER = 0.1


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pages of a document after recognition.

    Attributes:
        pages: every page, in order, each with the better of its texts.
        recognised: 1-based numbers of the pages whose text was recognised.
        others: by page, the text that was not chosen.
        problems: what could not be read, or hardly.
    """

    pages: tuple[Page, ...]
    recognised: frozenset[int]
    others: dict[int, str]
    problems: tuple[Problem, ...]


def recognise_scans(data: bytes, pages: Sequence[Page], options: ReadingOptions, progress: Progress) -> Chosen:
    """Recognises the pages whose own text is absent or ruined and keeps the better text of each.

    A page without text or with ruined text is rendered whatever is drawn on it: a scan, letters turned into curves, or
    letters of a font whose map is broken. Good text is left alone, as is a page with a small picture.
    """
    numbers = pages_to_recognise(pages)
    wanted = [page for page in pages if page.number in numbers]
    if not wanted:
        progress(len(pages), len(pages))
        return Chosen(tuple(pages), frozenset(), {}, ())
    off = ocr_switched_off() if not options.ocr else missing(Tool.OCR) if find_tessdata() is None else None
    if off is not None:
        progress(len(pages), len(pages))
        return Chosen(tuple(pages), frozenset(), {}, (off, *(_unread(page) for page in wanted if not page.words)))
    native = len(pages) - len(wanted)
    loads = [lambda number=page.number: render_page(data, number) for page in wanted]
    done = recognise_pages(loads, options, lambda count: progress(native + count, len(pages)))
    chosen = {page.number: page for page in pages}
    others: dict[int, str] = {}
    problems: list[Problem] = []
    for page, recognised in zip(wanted, done, strict=True):
        if recognised is None or not recognised.words:
            problems += [_unread(page)] if not page.words else []
            continue
        read = to_page(page.number, recognised)
        if not is_better(read, page):
            others[page.number] = assemble([read]).text
            continue
        chosen[page.number] = read
        if page.words:
            others[page.number] = assemble([page]).text
        poor = poor_page(page.number, recognised)
        problems += [poor] if poor is not None else []
    kept = tuple(chosen[page.number] for page in pages)
    recognised_pages = frozenset(page.number for page in wanted if chosen[page.number] is not page)
    return Chosen(kept, recognised_pages, others, tuple(problems))


def pages_to_recognise(pages: Sequence[Page]) -> frozenset[int]:
    """Returns the 1-based numbers of the pages whose picture may yield more than their text."""
    damaged = grade_text("\f".join(_text(page) for page in pages)).layer is Layer.DAMAGED
    return frozenset(page.number for page in pages if _is_wanted(page, damaged=damaged))


def _is_wanted(page: Page, *, damaged: bool) -> bool:
    if not page.words:
        return page.drawn
    score, tokens = score_text(_text(page))
    scan = page.pictured >= _SCAN_FROM
    if tokens >= MIN_TOKENS:
        return score < (GOOD_FROM if scan else DAMAGED_BELOW)
    return scan or damaged


def is_better(read: Page, page: Page) -> bool:
    """Tells whether the recognised text is to be kept: it scores clearly better; a short one must say more."""
    score, tokens = score_text(_text(read))
    own_score, own_tokens = score_text(_text(page))
    if tokens >= MIN_TOKENS and own_tokens >= MIN_TOKENS:
        return score >= own_score + _CLEARLY_BETTER
    return score * tokens > own_score * own_tokens or not page.words


def _text(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def _unread(page: Page) -> Problem:
    message = f"Trang {page.number} là ảnh, không có lớp chữ nên nội dung trang này chưa được đọc."
    return Problem("PAGE_WITHOUT_TEXT", Severity.WARNING, message)
