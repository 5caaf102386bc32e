"""Where each paragraph of a plan stands: below which headings, and in which part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.parsing.body.markers import Marker, Style
from corpus.parsing.body.paragraphs import Paragraph
from corpus.parsing.body.parts import Part, find_bare_part, find_inline_aim, find_part, is_carrying_out
from corpus.parsing.body.verbs import opens_work
from corpus.text import fold

# A longer paragraph under a number is text, not a heading; an article's heading is shorter still.
_MAX_HEADING_WORDS = 45
_MAX_ARTICLE_HEADING = 12
# A budget item among items of another part. Matched: "3. Về kinh phí". Refused: "2. Lập dự toán kinh phí".
_BUDGET_HEADING = re.compile(r"\d+[.)] ?(?:ve |nguon )?kinh phi\b")
# Below a heading of work these open a list of duties. Matched: "2. Tổ chức thực hiện". Refused: "9. Chế độ báo cáo".
_DUTIES = re.compile(r"to chuc|phan cong|trach nhiem")
# A part so named shares the work out, whatever words follow. Matched: "Đ. PHÂN CÔNG CHUNG".
_SHARES_OUT = re.compile(r"phan cong\b")
# Ranks of marks times this are levels, so that a list that opens inside another can stand half a rank below it.
_LEVELS = 10
_FIRST_LABELS = frozenset({"1", "a", "A", "I"})
_AIMS = frozenset({Part.PURPOSE, Part.REQUIREMENT, Part.AIMS})
_COUNTED = frozenset({Style.DECIMAL, Style.ROUND, Style.STEP})
_TOP_STYLES = frozenset({Style.PART, Style.CAPITAL, Style.ROMAN, Style.ARTICLE})


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with its place in the plan.

    Attributes:
        paragraph: the paragraph.
        part: part of the plan it stands in.
        path: labels of the headings above it, outermost first, each without punctuation.
        heading: whether the paragraph is itself a heading.
        annex: whether it stands after the signature, in an annex.
        bullet: 1 for a bullet, 2 for a bullet below a bullet, 0 for any other paragraph.
    """

    paragraph: Paragraph
    part: Part
    path: tuple[str, ...]
    heading: bool
    annex: bool = False
    bullet: int = 0

    @property
    def marker(self) -> Marker | None:
        """The numbering mark, ``None`` where there is none."""
        return self.paragraph.marker


@dataclass(frozen=True, slots=True)
class _Level:
    """A heading that is open: everything below it belongs to it."""

    series: str
    label: str
    level: int
    part: Part


class Outliner:
    """Places paragraphs one by one."""

    def __init__(self, paragraphs: Sequence[Paragraph], *, damaged: bool) -> None:
        self._damaged = damaged
        self._stack: list[_Level] = []
        self._base = Part.PREAMBLE
        self._annex = False
        self._bullets: list[str] = []
        self._placed: list[Placed] = []
        marks = [one.marker for one in paragraphs if one.marker is not None and one.marker.style in _TOP_STYLES]
        self._top = marks[0].style if marks else None
        self._numbered = any(one.marker is not None and one.marker.numbered for one in paragraphs)
        self._counted_on = _find_counted_on(paragraphs)

    @property
    def part(self) -> Part:
        """The part that the next paragraph stands in unless it is a heading."""
        return self._stack[-1].part if self._stack else self._base

    @property
    def annexed(self) -> bool:
        """Whether an annex has begun."""
        return self._annex

    @property
    def closed(self) -> bool:
        """Whether the body has ended and no annex has begun."""
        return self._base is Part.CLOSING

    def close(self) -> None:
        """Ends the body."""
        self._base, self._stack = Part.CLOSING, []

    def place_annex(self, paragraph: Paragraph) -> None:
        """Opens an annex with its heading."""
        self._base, self._annex = Part.TASKS, True
        self._stack = [_Level("annex", "PL", -10 * _LEVELS, Part.TASKS)]
        self._add(paragraph, heading=True)

    def place(self, paragraph: Paragraph) -> None:
        """Places the next paragraph."""
        marker = paragraph.marker
        if self.closed:
            self._add(paragraph, heading=False)
        elif marker is None:
            self._place_plain(paragraph)
        elif marker.numbered:
            heading = len(paragraph.body.split()) <= _MAX_HEADING_WORDS
            self._open(paragraph, marker, heading=heading)
            self._bullets = []
            self._add(paragraph, heading=heading)
        else:
            self._add(paragraph, heading=False, bullet=self._bullet_level(marker))

    def finish(self) -> list[Placed]:
        """Returns every paragraph placed so far."""
        return self._placed

    def _add(self, paragraph: Paragraph, *, heading: bool, bullet: int = 0) -> None:
        path = tuple(entry.label for entry in self._stack)
        self._placed.append(Placed(paragraph, self.part, path, heading, self._annex, bullet))

    def _place_plain(self, paragraph: Paragraph) -> None:
        """Places a paragraph without a mark: text, or a heading that only names its part ("MỤC ĐÍCH, YÊU CẦU")."""
        part = None if self._annex else find_bare_part(paragraph.skeleton)
        if not self._numbered and not self._annex and self._place_in_plain_plan(paragraph, part):
            return
        above = self._placed[-1] if self._placed else None
        small = (part in _AIMS and self.part in {*_AIMS, Part.PREAMBLE, Part.SCOPE}) or part is Part.IMPLEMENTATION
        if part is None or not (paragraph.uppercase or (small and paragraph.field.value.rstrip().endswith(":"))):
            self._add(paragraph, heading=False)
            return
        if above is not None and above.heading and not above.paragraph.body.strip(" .:") and self._stack:
            self._stack[-1] = replace(self._stack[-1], part=part)  # the title of "Phần thứ nhất"
        elif paragraph.uppercase:
            self._base, self._stack = part, []
        else:
            self._stack = [entry for entry in self._stack if entry.level <= _LEVELS]
            if self._stack:
                self._stack[-1] = replace(self._stack[-1], part=part)
            else:
                self._base = part
        self._bullets = []
        self._add(paragraph, heading=True)

    def _place_in_plain_plan(self, paragraph: Paragraph, part: Part | None) -> bool:
        """Places a paragraph of a plan that numbers nothing where it names its part; returns whether it does.

        "Kinh phí:" alone on its line heads what follows; "Mục đích: kiểm soát …" is the purpose itself.
        """
        words = paragraph.skeleton.rstrip()
        if words.endswith(":") and (part is not None or is_carrying_out(words)):
            self._base = part or Part.IMPLEMENTATION
            self._add(paragraph, heading=True)
            return True
        if (aim := find_inline_aim(words)) is not None and self._base in {*_AIMS, Part.PREAMBLE}:
            self._base = aim
            self._add(paragraph, heading=False)
            return True
        return False

    def _open(self, paragraph: Paragraph, marker: Marker, *, heading: bool) -> None:
        level = self._level(marker)
        known = next((index for index, entry in enumerate(self._stack) if entry.series == marker.series), None)
        if known is not None:
            level = self._stack[known].level
            self._stack = self._stack[:known]
        else:
            self._stack = [entry for entry in self._stack if entry.level < level]
        part = self._part_of(paragraph, marker, heading=heading)
        self._stack.append(_Level(marker.series, marker.label, level, part))

    def _level(self, marker: Marker) -> int:
        """Returns how deep a mark stands: by its rank, but a list that begins inside another stands below that."""
        level = marker.rank * _LEVELS
        if marker.style is Style.CAPITAL and self._top is Style.ROMAN:
            return _LEVELS + 5
        if not self._stack or marker.label not in _FIRST_LABELS or marker.rank <= 1:
            return level
        inner = self._stack[-1]
        nests = inner.level >= level and inner.series not in {marker.series, Style.LETTER if marker.rank < 3 else ""}
        return inner.level + 5 if nests else level

    def _part_of(self, paragraph: Paragraph, marker: Marker, *, heading: bool) -> Part:
        if self._annex:
            return self.part
        if not self._stack and (marker.rank <= 1 or paragraph.uppercase or self._base is Part.PREAMBLE):
            return self._top_part(paragraph, marker, heading=heading)
        if heading and marker.rank <= 1:
            found = None if self.part is Part.TASKS else find_part(paragraph.skeleton, damaged=self._damaged)
            return find_bare_part(paragraph.skeleton) or found or self.part
        return self._sub_part(paragraph, marker, heading=heading)

    def _top_part(self, paragraph: Paragraph, marker: Marker, *, heading: bool) -> Part:
        """Returns the part of a heading of the plan; articles and plain numbers must name it or go on with the last."""
        article = marker.style is Style.ARTICLE
        short = len(paragraph.body.split()) <= _MAX_ARTICLE_HEADING if article else heading or marker.rank <= 1
        found = find_part(paragraph.skeleton, damaged=self._damaged) if short else None
        if found is not None:
            return found
        aimed = bool(paragraph.body.strip(" .:")) and any(entry.part in _AIMS for entry in self._placed)
        if article or (marker.style is Style.PART and not aimed):
            return Part.SCOPE  # behind the aims the work is to be expected
        return self._unknown_part(paragraph, marker)

    def _sub_part(self, paragraph: Paragraph, marker: Marker, *, heading: bool) -> Part:
        """Returns the part of a heading below another: its own where it names one and nothing else."""
        if not heading:
            return self.part
        if marker.rank == 2 and _BUDGET_HEADING.match(paragraph.skeleton):
            return Part.BUDGET
        named = find_bare_part(paragraph.skeleton)
        if named is None or (self.part is Part.IMPLEMENTATION and marker.rank > 2):
            return self.part
        if self.part is Part.TASKS and not self._leaves_work(paragraph, marker, named):
            return self.part
        return named

    def _leaves_work(self, paragraph: Paragraph, marker: Marker, named: Part) -> bool:
        """Whether a heading in a list of work is none of it: not "9. Chế độ báo cáo", nor "a) Yêu cầu" of one task."""
        if len(self._stack) > 1:
            return False
        if named is Part.IMPLEMENTATION:
            return _DUTIES.search(paragraph.skeleton) is not None
        if named in _AIMS:
            return marker.label.endswith("1") or self._placed[-1].part in _AIMS
        return True

    def _unknown_part(self, paragraph: Paragraph, marker: Marker) -> Part:
        """Returns the part of an unknown heading ("III. CÁCH LÀM"): the work, or what follows once it was listed.

        Items in plain numbers, and headings that open with a verb of work, go on with the list they stand in; so do
        those below which its numbers are counted on ("II. GIAI ĐOẠN XÂY DỰNG" above "3." after "2.").
        """
        parts = {entry.part for entry in self._placed}
        body = fold(paragraph.body)
        counted_on = paragraph.source.start in self._counted_on
        works = counted_on or (opens_work(body) and not _SHARES_OUT.match(body))
        goes_on = (marker.rank > 1 or works) and not is_carrying_out(body)
        if Part.TASKS not in parts or (goes_on and Part.IMPLEMENTATION not in parts):
            return Part.TASKS
        return Part.IMPLEMENTATION

    def _bullet_level(self, marker: Marker) -> int:
        """Returns how deep a bullet stands: "+" and "*" below "-" where one stands above them, "-" below "*"."""
        sign = marker.label if marker.sign != "*" else "*"
        if sign == "-" and "*" not in self._bullets:
            self._bullets = []
        if sign in self._bullets:
            self._bullets = self._bullets[: self._bullets.index(sign)]
        self._bullets.append(sign)
        return len(self._bullets)


def _find_counted_on(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Returns where headings of the plan start that the numbers of the list above are counted on below."""
    found: set[int] = set()
    last, heading = 0, None
    for paragraph in paragraphs:
        marker = paragraph.marker
        if marker is not None and marker.rank <= 1:
            heading = paragraph.source.start
        elif marker is not None and marker.style in _COUNTED and marker.label.isdigit():
            if heading is not None and last and int(marker.label) == last + 1:
                found.add(heading)
            last, heading = int(marker.label), None
    return found
