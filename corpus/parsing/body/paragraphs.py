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
from corpus.parsing.body.furniture import drop_furniture
from corpus.parsing.body.markers import Marker, parse_marker
from corpus.parsing.body.parts import find_bare_part
from corpus.parsing.body.sentence_times import opens_timed
from corpus.text import field, fold, quote

# Above this many code points a line is a whole paragraph that was never wrapped: lines of real files set at 12–14
# points on A4 stay below 100, and the unwrapped paragraphs of a pasted plan run to 300–700.
_WRAPPED_LINE = 130
# A line this much shorter than the usual one did not end because the page was full.
_SHORT_LINE = 0.72
# Up to this share of the usual width the next word would still have fitted on the line.
_FITS = 0.97
# Fewer lines that a lower-case line goes on from say nothing of the page's width.
_FEWEST_WRAPPED = 3
# Share of neighbouring lines with a blank line between them above which blank lines say nothing (text pasted from some
# PDF viewers has one after every line).
_BLANKS_EVERYWHERE = 0.5
# Paragraphs that open with a fixed word whatever the line before looks like, on skeletons.
# Matched: "Căn cứ Quyết định", "Thực hiện Kế hoạch số 5", "Nơi nhận:", "Phụ lục I", "(Kèm theo Kế hoạch", "(Của Ban
# Quản lý dự án)". Refused: "căn cứ vào", in mid line; "Thực hiện Kế hoạch cải cách".
_OPENING = re.compile(
    r"(?:can (?:cu|ctr|cur|cir) |noi nhan\b|phu luc\b|kem theo |\(kem theo|\(cua [^()]*\)$|\((?:da )?ky\b|"
    r"(?:so|s6|se) ?: ?\d* ?/|tren day la |ke hoach$|thuc hien ?:$|"
    r"(?:thuc hien|thi hanh|trien khai|theo|tren co so) (?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van|"
    r"thong bao|chuong trinh|van ban|to trinh) so ?:? ?\d)"
)
# A line that ends so goes on below whatever stands there. Matched: "… tiến độ chi tiết tại" above "Phụ lục.".
_UNFINISHED = re.compile(r"\b(?:tai|theo|o|trong|cua|va|xem|cac|voi|ve)$")
# Paragraphs that open with one of these after a line that ends a sentence or a clause, on skeletons. Matched: "Thực
# hiện Quyết định", "Theo đề nghị của", "Giao Văn phòng", "Sở Nội vụ xây dựng Kế hoạch". Refused: "Thực hiện tốt".
_OPENING_AFTER_STOP = re.compile(
    r"(?:(?:thuc hien|thi hanh|trien khai|theo|xet|tren co so) (?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van|"
    r"thong bao|chuong trinh|de nghi|to trinh|ket qua|tinh hinh)\b|(?:giao|de nghi) (?!ban\b)|"
    r"[^,;:.]{4,90} (?:xay dung|ban hanh|lap) ke hoach\b)"
)
# Matched: "Đơn vị thực hiện:", "Thời gian hoàn thành :", "Sản phẩm:". Refused: "Lưu ý các đơn vị thực hiện như sau:".
_LABEL = re.compile(
    r"\(?(?:(?:don vi|co quan|bo phan|phong|to chuc|thoi gian|thoi han|tien do|san pham|ket qua|chu tri|phoi hop|"
    r"trach nhiem|chiu trach nhiem|tham muu|tham gia|nguoi|phu trach|hoan thanh|kinh phi|dia diem)[a-z ,/]{0,40}) ?:"
)
# An unmarked heading below a full stop is no longer. Matched: "Thực hiện:", "Tổ chức thực hiện:".
_LONGEST_LABEL = 40
_UPPERCASE_SHARE = 0.7
_STOPS = (".", ";", ":", ",")
# A number or letter at the start of the next line is a reference, no label. Matched: "theo quy định tại Điều", "trong
# tháng". Refused: "định kỳ hằng tháng", "BỘ PHẬN".
_REFERS = re.compile(
    r"(?:\b(?:[Đđ]iều|[Kk]hoản|[Mm]ục|[Đđ]iểm|[Ss]ố|[Cc]hương|[Pp]hụ lục|[Bb]iểu|[Bb]ước|[Qq]uý|[Nn]gày)|"
    r"(?<!hằng )(?<!hàng )(?<!các )(?<!mỗi )\b[Tt]háng)$"
)
# Matched: "III/2026).", "IV năm 2025". Refused: "IV. TỔ CHỨC".
_QUARTER = re.compile(r"(?:I{1,3}|IV)(?:[/,]| năm)")


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

    Blocks of unwrapped documents are paragraphs already. Where lines are wrapped, page numbers
    and running heads are left out.
    """
    lines = drop_furniture(document, blocks) if document.wrapped else list(blocks)
    if not document.wrapped or not _wraps(document, lines):
        return [build_paragraph(document, [block.source]) for block in lines]
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
            or (blanks and _blank_between(document, run[-1], block.source) and not _carries_on(previous, text))
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


def _wraps(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether paragraphs run over several lines: no line is as long as a paragraph, and one at least goes on below."""
    longest = sorted((block.source.end - block.source.start for block in blocks), reverse=True)
    if not longest or longest[len(longest) // 20] > _WRAPPED_LINE:
        return False
    return any(_goes_on(document.slice(block.source)) for block in blocks)


def _goes_on(text: str) -> bool:
    """Whether a line goes on from the one before: it begins in lower case, and with no mark ("a) Chủ trì")."""
    return text.lstrip()[:1].islower() and parse_marker(text) is None


def _carries_on(previous: str, text: str) -> bool:
    """Whether a sentence runs on over a blank line, as where a page ends: no stop before it, lower case after it."""
    return _goes_on(text) and not previous.endswith(_STOPS)


def _usual_width(document: Document, lines: Sequence[Block]) -> int:
    """Returns how long a full line is: 85 of 100 of the lines that a lower-case line goes on from are no longer."""
    texts = [document.slice(block.source).strip() for block in lines]
    full = sorted(len(one) for one, other in pairwise(texts) if _goes_on(other))
    widths = full if len(full) >= _FEWEST_WRAPPED else sorted(map(len, texts))
    return widths[int(len(widths) * 0.85)]


def _blank_lines_matter(document: Document, lines: Sequence[Block]) -> bool:
    pairs = list(pairwise(lines))
    blank = sum(_blank_between(document, one.source, other.source) for one, other in pairs)
    return bool(pairs) and blank / len(pairs) < _BLANKS_EVERYWHERE


def _blank_between(document: Document, before: Source, after: Source) -> bool:
    gap = document.text[before.end : after.start]
    return gap.count("\n") > 1 and "\f" not in gap


def _starts_paragraph(previous: str, text: str, width: int, *, heading: bool) -> bool:
    marker = parse_marker(text)
    if marker is not None:
        return not (marker.numbered and _REFERS.search(previous) and len(previous) > _SHORT_LINE * width)
    in_brackets = _closes_brackets(previous, text)
    if not in_brackets and (_opens(previous, text) or _changes_case(previous, text)):
        return True
    if previous.endswith(":") and previous[:1].isupper() and find_bare_part(fold(previous)):
        return True  # "Kinh phí:" on a line of its own heads what follows
    if in_brackets or previous.endswith((" -", " –")):
        return False  # "Phòng Tổ chức -" / "Hành chính"
    fits = len(previous) + 1 + len(text.split(maxsplit=1)[0]) <= _FITS * width
    if heading and text[:1].isupper() and not previous.endswith((",", ";")):
        # A heading ends without a full stop: it went on only if the next word did not fit the line.
        return fits and not (is_uppercase(previous) and is_uppercase(text) and not previous.endswith((".", ":")))
    ends = text[:1].isupper() and previous.endswith(_STOPS) and fits
    short = len(previous) < _SHORT_LINE * width
    return ends or (short and (text[:1].isupper() or previous.endswith((".", ";", ":"))))


def _closes_brackets(previous: str, text: str) -> bool:
    """Whether a line goes on inside the brackets that the one before opened ("(trong tháng 9;" / "sản phẩm: …)")."""
    return previous.rfind("(") > previous.rfind(")") and 0 <= text.find(")") < (text.find("(") % (len(text) + 1))


def _opens(previous: str, text: str) -> bool:
    """Whether the first words of a line open a paragraph, whatever the line before looks like."""
    folded = fold(text)
    if _LABEL.match(folded) or (folded.endswith(":") and text[:1].isupper() and find_bare_part(folded)):
        return True
    if (previous.endswith(_STOPS) or is_uppercase(previous)) and opens_timed(folded):
        return True
    if is_uppercase(text) and find_bare_part(folded) is not None and parse_marker(previous) is None:
        return True
    if previous.endswith(".") and text.endswith(":") and text[:1].isupper() and len(text) <= _LONGEST_LABEL:
        return True
    after_stop = previous.endswith(_STOPS) and _OPENING_AFTER_STOP.match(folded) is not None
    opens = _OPENING.match(folded) is not None and not _UNFINISHED.search(fold(previous))
    return not text[:1].islower() and (after_stop or opens)


def _changes_case(previous: str, text: str) -> bool:
    """Whether capitals begin or end here, as at a title; "III/2026" below "Quý" is none, nor is "ISO 9001:2015."."""
    return (
        is_uppercase(previous) != is_uppercase(text)
        and text.lstrip("*_(")[:1].isupper()
        and len(text) > 3
        and len(previous) > 3
        and _QUARTER.match(text) is None
        and not text.endswith((".", ";"))
    )


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
