"""Lines → paragraphs: the first step from a document to a plan.

A .txt pasted from a PDF and a PDF itself give lines cut at the page's width; .docx gives whole paragraphs. Joining
keeps one quote for each run of adjacent lines, so that a page number between two lines is in neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Block, BlockKind, Document, Field, Source
from corpus.parsing.markers import Marker, parse_marker
from corpus.text import field, fold, quote

# Above this many code points a line is a whole paragraph that was never wrapped: lines of real files set at 12–14
# points on A4 stay below 100, and the unwrapped paragraphs of a pasted plan run to 300–700.
_WRAPPED_LINE = 130
# A line this much shorter than the usual one did not end because the page was full.
_SHORT_LINE = 0.72
_HEADING_FITS = 0.97
# Share of neighbouring lines with a blank line between them above which blank lines say nothing (text pasted from some
# PDF viewers has one after every line).
_BLANKS_EVERYWHERE = 0.5
# Matched: "3", "- 12 -", "Trang 4/5". Refused: "3 Tổ chức", "12/2023".
_PAGE_NUMBER = re.compile(r"\s*(?:[-–]\s*\d{1,3}\s*[-–]|\d{1,3}|Trang\s+\d+(?:\s*/\s*\d+)?)\s*")
# Paragraphs that open with a fixed word whatever the line before looks like, on skeletons.
# Matched: "Căn cứ Quyết định", "Nơi nhận:", "Phụ lục I", "(Kèm theo Kế hoạch". Refused: "căn cứ vào", in mid line.
_OPENING = re.compile(
    r"(?:can (?:cu|ctr|cur|cir) |noi nhan\b|phu luc\b|kem theo |\(kem theo|\((?:da )?ky\b|(?:so|s6|se) ?: ?\d* ?/|"
    r"tren day la |ke hoach$)"
)
# Matched: "Đơn vị thực hiện:", "Thời gian hoàn thành :", "Sản phẩm:". Refused: "Lưu ý các đơn vị thực hiện như sau:".
_LABEL = re.compile(
    r"(?:(?:don vi|co quan|bo phan|phong|to chuc|thoi gian|thoi han|san pham|ket qua|chu tri|phoi hop|trach nhiem|"
    r"tham muu)[a-z ,/]{0,40}) ?:"
)
_UPPERCASE_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text.

    Attributes:
        field: reading text and the passages it was read from.
        skeleton: accent-free form of the reading text.
        marker: numbering mark it starts with, or ``None``.
        lines: number of lines it was joined from.
    """

    field: Field
    skeleton: str
    marker: Marker | None
    lines: int = 1

    @property
    def source(self) -> Source:
        """Range of the paragraph in the text as found."""
        return self.field.source

    @property
    def body(self) -> str:
        """Reading text without the numbering mark."""
        return self.field.value[self.marker.length :] if self.marker else self.field.value

    @property
    def uppercase(self) -> bool:
        """Whether it is set in capitals, as titles and unit names are."""
        return is_uppercase(self.field.value)


def is_uppercase(text: str) -> bool:
    """Tells whether most letters of ``text`` (three at least) are capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) >= _UPPERCASE_SHARE * len(letters)


def build_paragraph(document: Document, sources: Sequence[Source]) -> Paragraph:
    """Builds a paragraph from ranges of ``document`` in reading order."""
    quotes = [quote(document.text, source.start, source.end, page=source.page) for source in sources]
    reading = field(quotes)
    return Paragraph(reading, fold(reading.value), parse_marker(reading.value), len(sources))


def join_lines(document: Document, blocks: Sequence[Block]) -> list[Paragraph]:
    """Joins the paragraph blocks of ``document`` into paragraphs, in reading order.

    Blocks of unwrapped documents are paragraphs already. A bare page number is left out where lines are wrapped.
    """
    if not document.wrapped or not _wraps(blocks):
        return [build_paragraph(document, [block.source]) for block in blocks]
    lines = [block for block in blocks if not _PAGE_NUMBER.fullmatch(document.slice(block.source))]
    if not lines:
        return []
    width = _usual_width(document, lines)
    blanks = _blank_lines_matter(document, lines)
    rows = [block.source.start for block in document.blocks if block.kind is BlockKind.ROW]
    paragraphs: list[Paragraph] = []
    run: list[Source] = []
    previous, opens_item = "", False
    for block in lines:
        text = document.slice(block.source).strip()
        if run and (
            _starts_paragraph(previous, text, width, heading=len(run) == 1 and opens_item)
            or (blanks and _blank_between(document, run[-1], block.source))
            or bisect_left(rows, run[-1].end) < bisect_left(rows, block.source.start)
        ):
            paragraphs.append(build_paragraph(document, _merge(document, run)))
            run = []
        if not run:
            marker = parse_marker(text)
            opens_item = marker is not None and marker.numbered
        run.append(block.source)
        previous = text
    paragraphs.append(build_paragraph(document, _merge(document, run)))
    return paragraphs


def _wraps(blocks: Sequence[Block]) -> bool:
    longest = sorted((block.source.end - block.source.start for block in blocks), reverse=True)
    return bool(longest) and longest[len(longest) // 20] <= _WRAPPED_LINE


def _usual_width(document: Document, lines: Sequence[Block]) -> int:
    widths = sorted(len(document.slice(block.source).strip()) for block in lines)
    return widths[int(len(widths) * 0.85)]


def _blank_lines_matter(document: Document, lines: Sequence[Block]) -> bool:
    pairs = list(pairwise(lines))
    blank = sum(_blank_between(document, one.source, other.source) for one, other in pairs)
    return bool(pairs) and blank / len(pairs) < _BLANKS_EVERYWHERE


def _blank_between(document: Document, before: Source, after: Source) -> bool:
    gap = document.text[before.end : after.start]
    return gap.count("\n") > 1 and "\f" not in gap


def _starts_paragraph(previous: str, text: str, width: int, *, heading: bool) -> bool:
    skeleton = fold(text)
    if parse_marker(text) or _LABEL.match(skeleton):
        return True
    if _OPENING.match(skeleton) and not text[:1].islower():
        return True
    if (
        is_uppercase(previous) != is_uppercase(text)
        and text.lstrip("*_")[:1].isupper()
        and len(text) > 3
        and len(previous) > 3
    ):
        return True
    if heading and text[:1].isupper() and not previous.endswith((",", ";")):
        # A heading ends without a full stop: it went on only if the next word did not fit the line.
        return len(previous) + 1 + len(text.split(maxsplit=1)[0]) <= _HEADING_FITS * width
    return len(previous) < _SHORT_LINE * width and (text[:1].isupper() or previous.endswith((".", ";", ":")))


def _merge(document: Document, run: Sequence[Source]) -> list[Source]:
    """Merges neighbouring lines with nothing but blanks between them into one range."""
    merged = [run[0]]
    for source in run[1:]:
        last = merged[-1]
        if document.text[last.end : source.start].strip() == "" and last.page == source.page:
            merged[-1] = Source(last.start, source.end, last.page)
        else:
            merged.append(source)
    return merged
