"""What stands under headings of its own after the signature: annexes, and the plan that a decision issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Annex, Document
from corpus.parsing.body.outline import opens_closing
from corpus.parsing.body.paragraphs import Paragraph
from corpus.parsing.closing.offices import opens_office
from corpus.parsing.header.annex_headings import find_annex_kind, read_annex
from corpus.parsing.header.kinds import is_plan_kind, opens_kind, read_kind

# An article of a decision; a plan that follows one is what it issues.
_ARTICLE = re.compile(r"dieu \d+[.:]")


@dataclass(frozen=True, slots=True)
class IssuedPlan:
    """A plan that a decision or resolution issues.

    Attributes:
        annex: its heading.
        heading: index of the paragraph it begins with.
        body: index of the first paragraph below its title.
    """

    annex: Annex
    heading: int
    body: int


def find_issued_plan(document: Document, paragraphs: Sequence[Paragraph], body: int) -> IssuedPlan | None:
    """Finds the plan that a decision or resolution issues, below its signature.

    Args:
        document: the document.
        paragraphs: its paragraphs.
        body: index of the first paragraph below the title of the decision.

    Returns:
        The plan; ``None`` where the decision holds it in its own articles, or holds none.
    """
    articles = closed = False
    for index in range(body, len(paragraphs)):
        paragraph = paragraphs[index]
        articles = articles or _ARTICLE.match(paragraph.skeleton) is not None
        closed = (
            closed or opens_closing(paragraph.skeleton) or (paragraph.uppercase and opens_office(paragraph.skeleton))
        )
        if not articles or not opens_kind(paragraph):
            continue
        kind = read_kind(paragraph)
        if kind is None or not is_plan_kind(kind):
            continue
        annex, after = read_annex(document, paragraphs, index, (), kind=kind)
        if annex.note is not None or closed:
            return IssuedPlan(annex, index, after)
    return None


def find_annexes(
    document: Document, paragraphs: Sequence[Paragraph], rows: Sequence[int], body: int
) -> tuple[Annex, ...]:
    """Finds the annexes, in reading order.

    Args:
        document: the document.
        paragraphs: its paragraphs.
        rows: where the rows of its tables start, in order; no title runs over one.
        body: index of the first paragraph below the title.
    """
    annexes: list[Annex] = []
    closed = False
    index = body
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        closed = closed or opens_closing(paragraph.skeleton)
        kind = find_annex_kind(paragraph)
        titled = closed and kind is None and _is_titled(document, paragraphs, index, rows)
        if kind is None and not titled:
            index += 1
            continue
        annex, after = read_annex(document, paragraphs, index, rows, kind=kind)
        annexes.append(annex)
        index = max(after, index + 1)
    return tuple(annexes)


def _is_titled(document: Document, paragraphs: Sequence[Paragraph], index: int, rows: Sequence[int]) -> bool:
    """Whether a title in capitals with a note below it stands here, as above a table after the signature."""
    paragraph = paragraphs[index]
    if not paragraph.uppercase or paragraph.marker is not None or opens_office(paragraph.skeleton):
        return False
    if opens_kind(paragraph) or opens_closing(paragraph.skeleton):
        return False
    return read_annex(document, paragraphs, index, rows, kind=None)[0].note is not None
