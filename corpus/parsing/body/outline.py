"""The outline of a plan: its paragraphs in their places, where its body ends and its annexes begin, its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Section
from corpus.parsing.body.paragraphs import Paragraph, is_uppercase
from corpus.parsing.body.parts import Part
from corpus.parsing.body.placement import Outliner, Placed
from corpus.parsing.closing.offices import opens_office
from corpus.text import fold

# "Nơi nhận", "Trên đây là Kế hoạch …": the end of the body.
_CLOSING = re.compile(r"[*_]{0,3}(?:noi nh[a-z]n|noi gui\b|tren day la (?:ke|ké)? ?(?:hoach)?)")
# Matched: "PHỤ LỤC", "Phụ lục II". Refused: "phụ lục kèm theo" in mid sentence (lower case), a paragraph of 200
# letters.
_ANNEX = re.compile(r"phu luc(?: [ivx\d]+)?\b")
# The end of a sentence that a page broke before. Matched: "Phụ lục.", "Phụ lục II.". Refused: "PHỤ LỤC.".
_ANNEX_MENTION = re.compile(r"Phụ lục(?: (?:số )?\w{1,5})?\.\s*")
_LONGEST_ANNEX_TITLE = 200
# Below an annex that carries no word "Phụ lục". Matched: "(Kèm theo Kế hoạch số 41/KH-UBND …)". Refused: "kèm theo".
_ATTACHED = re.compile(r"\((?:ban hanh )?kem theo\b")
_TITLE_LINES = 4


def build_outline(paragraphs: Sequence[Paragraph], *, damaged: bool = False) -> list[Placed]:
    """Places each paragraph of the body in the plan's parts.

    Args:
        paragraphs: all paragraphs after the title, in reading order.
        damaged: recognise headings through recognition errors.
    """
    outliner = Outliner(paragraphs, damaged=damaged)
    for index, paragraph in enumerate(paragraphs):
        attached = outliner.closed and _opens_attachment(paragraphs[index : index + _TITLE_LINES])
        if opens_annex(paragraph.field.value) or attached:
            outliner.place_annex(paragraph)
            continue
        if not outliner.annexed and opens_closing(paragraph.skeleton):
            outliner.close()
        outliner.place(paragraph)
    return outliner.finish()


def opens_closing(skeleton: str) -> bool:
    """Tells whether a paragraph ends the body ("Nơi nhận:", "Trên đây là Kế hoạch …")."""
    return _CLOSING.match(skeleton) is not None


def opens_annex(text: str) -> bool:
    """Tells whether a paragraph is the heading of an annex ("PHỤ LỤC I")."""
    capital = text.startswith(("Phụ lục", "PHỤ LỤC")) or is_uppercase(text)
    if not capital or len(text) >= _LONGEST_ANNEX_TITLE or _ANNEX_MENTION.fullmatch(text):
        return False
    return _ANNEX.match(fold(text)) is not None


def _opens_attachment(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a title in capitals stands here, with "(Kèm theo …)" below it, as above a table after the signature."""
    title = paragraphs[0]
    if not title.uppercase or title.marker is not None or opens_office(title.skeleton):
        return False
    return any(_ATTACHED.match(paragraph.skeleton) for paragraph in paragraphs[1:])


def build_sections(placed: Sequence[Placed]) -> tuple[Section, ...]:
    """Lists the headings of the body (numbered down to ``1.1.1``, bare names and annexes), with their depth from 1."""
    sections: list[Section] = []
    for entry in placed:
        marker = entry.paragraph.marker
        if not entry.heading or entry.part is Part.CLOSING or (marker is not None and marker.rank > 4):
            continue
        title = entry.paragraph.field.value if marker is None else entry.paragraph.body
        label = entry.path[-1] if entry.path and (marker is not None or entry.annex) else ""
        sections.append(Section(label, title.strip(), max(len(entry.path), 1), entry.paragraph.source))
    return tuple(sections)
