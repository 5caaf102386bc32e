"""Headings of a plan, and what each part of it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from corpus.model import Section
from corpus.parsing.offices import opens_office
from corpus.parsing.paragraphs import Paragraph, is_uppercase
from corpus.text import fold

# A longer paragraph under a number is text, not a heading.
_MAX_HEADING_WORDS = 45
# Similarity (0–100) from which a damaged heading reads as a known one: "NQI DUNG THUC HIEN" and "noi dung" score 87;
# headings of different parts stay below 70.
_DAMAGED_HEADING = 80


class Part(StrEnum):
    """What a top-level part of a plan is for."""

    PREAMBLE = "preamble"
    PURPOSE = "purpose"
    TASKS = "tasks"
    BUDGET = "budget"
    IMPLEMENTATION = "implementation"
    CLOSING = "closing"


# Words of headings on skeletons; the first part that matches decides: "Tổ chức thực hiện" before "nội dung thực hiện".
_PART_WORDS = (
    (
        Part.IMPLEMENTATION,
        (
            "to chuc thuc hien",
            "trach nhiem thuc hien",
            "trach nhiem cua",
            "phan cong thuc hien",
            "phan cong nhiem vu",
            "phan cong trach nhiem",
            "trach nhiem thi hanh",
            "che do bao cao va to chuc",
        ),
    ),
    (Part.BUDGET, ("kinh phi", "nguon luc")),
    (
        Part.PURPOSE,
        (
            "muc dich",
            "muc tieu chung",
            "muc tieu, yeu cau",
            "quan diem",
            "yeu cau chung",
            "pham vi",
            "doi tuong ap dung",
        ),
    ),
    (
        Part.TASKS,
        (
            "noi dung",
            "nhiem vu",
            "tien do",
            "ke hoach thuc hien",
            "ke hoach chi tiet",
            "cong viec",
            "giai phap",
            "lo trinh",
        ),
    ),
)
# "Nơi nhận", "Trên đây là Kế hoạch …": the end of the body.
_CLOSING = re.compile(r"\*{0,2}(?:noi nh[a-z]n|noi gui\b|tren day la (?:ke|ké)? ?(?:hoach)?)")
# A budget item among the numbered items of another part. Matched: "2. Kinh phí", "3. Về kinh phí".
# Refused: "2. Lập dự toán kinh phí".
_BUDGET_HEADING = re.compile(r"\d+[.)] ?(?:ve |nguon )?kinh phi\b")
# Matched: "PHỤ LỤC", "Phụ lục II". Refused: "phụ lục kèm theo" in mid sentence (lower case), a paragraph of 200
# letters.
_ANNEX = re.compile(r"phu luc(?: [ivx\d]+)?\b")
_LONGEST_ANNEX_TITLE = 200
# Below an annex that carries no word "Phụ lục". Matched: "(Kèm theo Kế hoạch số 41/KH-UBND …)". Refused: "kèm theo".
_ATTACHED = re.compile(r"\((?:ban hanh )?kem theo\b")
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with its place in the plan.

    Attributes:
        paragraph: the paragraph.
        part: part of the plan it stands in.
        path: labels of the headings above it, outermost first, each without punctuation.
        heading: whether the paragraph is itself a heading.
        annex: whether it stands after the signature, in an annex.
    """

    paragraph: Paragraph
    part: Part
    path: tuple[str, ...]
    heading: bool
    annex: bool = False


def build_outline(paragraphs: Sequence[Paragraph], *, damaged: bool = False) -> list[Placed]:
    """Places each paragraph of the body in the plan's parts.

    Args:
        paragraphs: all paragraphs after the title, in reading order.
        damaged: recognise headings through recognition errors.
    """
    placed: list[Placed] = []
    part, annex = Part.PREAMBLE, False
    stack: list[tuple[int, str]] = []
    for index, paragraph in enumerate(paragraphs):
        marker = paragraph.marker
        attached = part is Part.CLOSING and _opens_attachment(paragraphs[index : index + _TITLE_LINES])
        if opens_annex(paragraph.field.value) or attached:
            part, annex, stack = Part.TASKS, True, [(0, "PL")]
            placed.append(Placed(paragraph, part, ("PL",), heading=True, annex=True))
            continue
        if not annex and opens_closing(paragraph.skeleton):
            part, stack = Part.CLOSING, []
        heading = marker is not None and marker.numbered and len(paragraph.body.split()) <= _MAX_HEADING_WORDS
        if marker is not None and marker.numbered and part is not Part.CLOSING:
            if marker.rank == 1 and not annex:
                part = find_part(paragraph.skeleton, damaged=damaged) or _unknown_part(placed)
            elif marker.rank == 2 and heading and _BUDGET_HEADING.match(paragraph.skeleton):
                part = Part.BUDGET
            elif marker.rank == 2 and part is Part.BUDGET and len(stack) > 1:
                part = Part.TASKS
            stack = [entry for entry in stack if entry[0] < marker.rank]
            stack.append((marker.rank, marker.label))
        placed.append(Placed(paragraph, part, tuple(label for _, label in stack), heading, annex))
    return placed


def _unknown_part(placed: Sequence[Placed]) -> Part:
    """Returns the part of an unknown heading ("III. CÁCH LÀM"): the work, or what follows once it was listed."""
    return Part.IMPLEMENTATION if any(entry.part is Part.TASKS for entry in placed) else Part.TASKS


def opens_closing(skeleton: str) -> bool:
    """Tells whether a paragraph ends the body ("Nơi nhận:", "Trên đây là Kế hoạch …")."""
    return _CLOSING.match(skeleton) is not None


def opens_annex(text: str) -> bool:
    """Tells whether a paragraph is the heading of an annex ("PHỤ LỤC I")."""
    capital = text.startswith(("Phụ lục", "PHỤ LỤC")) or is_uppercase(text)
    return capital and len(text) < _LONGEST_ANNEX_TITLE and _ANNEX.match(fold(text)) is not None


def _opens_attachment(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a title in capitals stands here, with "(Kèm theo …)" below it, as above a table after the signature."""
    title = paragraphs[0]
    if not title.uppercase or title.marker is not None or opens_office(title.skeleton):
        return False
    return any(_ATTACHED.match(paragraph.skeleton) for paragraph in paragraphs[1:])


def find_part(skeleton: str, *, damaged: bool = False) -> Part | None:
    """Returns what a top-level heading announces, ``None`` where it is unknown."""
    for part, words in _PART_WORDS:
        for word in words:
            if word in skeleton or (damaged and fuzz.partial_ratio(word, skeleton) >= _DAMAGED_HEADING):
                return part
    return None


def build_sections(placed: Sequence[Placed]) -> tuple[Section, ...]:
    """Lists the headings of the body (Roman, decimal and annex headings), with their depth from 1."""
    sections: list[Section] = []
    for entry in placed:
        marker = entry.paragraph.marker
        annex_title = entry.heading and marker is None
        if not entry.heading or entry.part is Part.CLOSING or (marker is not None and marker.rank > 4):
            continue
        title = entry.paragraph.field.value if annex_title else entry.paragraph.body
        sections.append(Section(entry.path[-1], title.strip(), len(entry.path), entry.paragraph.source))
    return tuple(sections)
