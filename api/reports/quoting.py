"""How a report on paper quotes a plan: verbatim, cut only where it says so, with a place that a reader can turn to."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Document, Source, hull
from corpus.text import reading_text
from search import Evidence

# Characters of a quoted passage. A row of a task list has 30–250; a table that could not be read gives whole pages.
LONGEST_QUOTE = 500
LONGEST_NEAR = 180
# Said after every quote that was cut.
CUT_MARK = "(rút gọn)"


def quote_text(text: str, longest: int = LONGEST_QUOTE, *, around: str = "") -> str:
    """Quotes a passage in one line: ``“Đánh giá nội bộ”``; of a long one, the part that holds ``around``.

    Args:
        text: the passage.
        longest: characters that are quoted at most.
        around: words of the passage that must be seen; its beginning is quoted where it does not hold them.
    """
    words = " ".join(text.split())
    if len(words) <= longest:
        return f"“{words}”"
    start, end = _choose_part(words, longest, " ".join(around.split()))
    before, after = "…" if start else "", "…" if end < len(words) else ""
    return f"“{before}{words[start:end].strip()}{after}” {CUT_MARK}"


def quote_evidence(document: Document, evidence: Evidence, longest: int = LONGEST_QUOTE) -> str:
    """Quotes the passage of a piece of evidence; a long one around the words that decided, where they can be found."""
    deciding = document.slice(hull(*evidence.sources)) if evidence.sources else ""
    return quote_text(evidence.text, longest, around=deciding)


def quote_guess(document: Document, evidence: Evidence, longest: int = LONGEST_QUOTE) -> str:
    """Quotes what ruined words of a passage were probably meant to be; ``""`` where nothing was guessed."""
    if evidence.task is None:
        return quote_restored(document, hull(*evidence.sources), longest) if evidence.sources else ""
    guess = evidence.task.content.guess
    return quote_text(guess, longest) if guess else ""


def quote_restored(document: Document, source: Source, longest: int = LONGEST_QUOTE) -> str:
    """Quotes a range with the guesses laid over its ruined words; ``""`` where nothing was guessed."""
    guess = reading_text(document.text, document.restored, source.start, source.end)
    return quote_text(guess, longest) if guess != document.slice(source) else ""


def show_spot(document: Document, evidence: Evidence) -> str:
    """Returns where a passage stands for a reader of the paper: ``nhiệm vụ II.4, trang 2``.

    A passage that has neither number nor page is told by its place in the text: ``vị trí 1203–1260``.
    """
    task = evidence.task
    sources = evidence.sources or ((task.source,) if task else ())
    parts = []
    if task is None or not task.main:
        parts.append("ngoài danh mục nhiệm vụ")
    if task is not None and task.ordinal:
        parts.append(f"{'nhiệm vụ' if task.main else 'mục'} {task.ordinal}")
    return _join_spot(parts, document, sources, numbered=task is not None and bool(task.ordinal) and task.main)


def show_source(document: Document, source: Source) -> str:
    """Returns where a range stands: ``trang 2``, or ``vị trí 1203–1260`` where the format has no pages."""
    return _join_spot([], document, (source,), numbered=False)


def _join_spot(parts: list[str], document: Document, sources: Sequence[Source], *, numbered: bool) -> str:
    pages = sorted({page for source in sources if (page := _find_page(document, source)) is not None})
    if pages:
        parts.append(f"trang {', '.join(map(str, pages))}")
    elif sources and not numbered:
        place = hull(*sources)
        parts.append(f"vị trí {place.start}–{place.end}")
    return ", ".join(parts)


def _find_page(document: Document, source: Source) -> int | None:
    """Returns the page of a range, of the block it stands in where the range itself does not tell."""
    if source.page is not None:
        return source.page
    return next((block.source.page for block in document.blocks if block.source.end > source.start), None)


def _choose_part(words: str, longest: int, around: str) -> tuple[int, int]:
    """Chooses ``longest`` characters at most, whole words where there are any, the deciding ones in the middle."""
    found = words.find(around) if around else -1
    start = 0
    if found + min(len(around), longest) > longest:
        start = max(0, found - max(0, longest - len(around)) // 2)
        start = words.rfind(" ", 0, start + 1) + 1
    end = min(len(words), start + longest)
    if end < len(words) and (blank := words.rfind(" ", start, end + 1)) > start:
        end = blank
    return start, end
