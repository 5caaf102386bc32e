"""What speaks for and against a fragment in a column, and a finished cell in a row; in nats, as the language model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from corpus.model import Field, Quote, Source, TimeKind
from corpus.parsing.actors.role_marks import count_roles
from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.line_tables.cell_words import NAMED, OPEN_WORDS, RECORD, TIME_HEAD, TIME_WORD
from corpus.parsing.line_tables.woven.letter_widths import BLANK, measure
from corpus.parsing.line_tables.woven.lines import WovenLine
from corpus.parsing.tables import Column
from corpus.text import fold

Scores = npt.NDArray[np.float64]
_MARKS = '-–+•"“(.'
# Words that stand in a deadline and hardly elsewhere. Matched: "Tháng", "02/2023", "Quý", "15/9".
# Refused: "năm", "Các".
_SURE_TIME = re.compile(r"thang|quy|truoc|\d{1,2}/\d{1,2}|\d{1,2}/20\d\d|\d{1,2}/\d{1,2}/20\d\d|iii|iv")
_EVENT_HEAD = re.compile(r"(?:khi|sau|ngay|theo|trong)\b")
# Deadlines and records by their first words. Matched: "Tháng 6", "Khi có", "Quyết định".
# Refused: "Từ", "Bản", "Kế hoạch".
_SURE_HEAD = re.compile(
    r"thang \d|quy (?:i|[1-4])|truoc|khi co|sau khi|ngay sau|thuong xuyen|dinh ky|ca nam|cham nhat|"
    r"hang (?:quy|thang|nam)"
)
_SURE_RECORD = re.compile(r"bao cao|quyet dinh|bien ban|ho so|danh (?:sach|muc)|thong bao|to trinh|giay chung nhan")
_STRAY_OPENING = -4.5
_BULLET_LAST = -4.0
_BULLETS = "-–+•"
_ROLE_OUTSIDE = -5.0
_OPEN_WORDS = frozenset(
    {"ve", "do", "boi", "de", "trong", "tren", "nhung", "mot", "moi", "giua", "bang", "nhu", "nham"}
)
_LETTERS = re.compile(r"[a-z]+")
_YEAR = re.compile(r"20\d\d")
_JOINED = re.compile(r"\b(?:den|va|hoac)\b|[-–,;]")
# Scores of a word by its column.
_TIME_WORD, _NO_TIME, _STRAY_TIME, _IN_OTHER = 1.2, -3.5, -1.2, -0.5
# Of how a cell opens: in small letters; a unit's, a result's and a deadline's first word, and any other.
_SMALL_OPENING = -6.0
_OPENS = {Column.TIME: (1.5, -3.0), Column.RESULT: (1.0, -0.5)}
_OPENS_UNIT = (1.0, -3.0)
# Of a cell at the end of its row: empty, cut short, a deadline that reads and one that does not.
_EMPTY = {
    Column.CONTENT: -10.0,
    Column.TIME: -4.0,
    Column.LEAD: -4.0,
    Column.COORDINATE: -0.5,
    Column.RESULT: -2.0,
    Column.OTHER: 0.0,
}
_CUT_SHORT, _READS, _UNREAD = -2.5, 2.5, -6.0
_DOUBLED = -5.0  # words that stand twice in a row: the second were another cell's


@dataclass(frozen=True)
class LineCosts:
    """Scores of the fragments of one line that do not depend on the lines before it.

    Attributes:
        sizes: width of each word, in usual letters.
        lengths: width of the words i..j, shape (n + 1, n + 1).
        kinds: of fragment i..j in a column, shape (columns, n + 1, n + 1).
        events: the same where the cell is a deadline that waits for an event.
        opening: of a cell that opens at word i, shape (columns, n).
        event_heads: whether a deadline of that kind opens at word i.
        bullets: whether an item of a list opens at word i.
        letters: whether word i starts with a capital letter.
    """

    sizes: Scores
    lengths: Scores
    kinds: Scores
    events: Scores
    opening: Scores
    event_heads: npt.NDArray[np.bool_]
    bullets: npt.NDArray[np.bool_]
    letters: npt.NDArray[np.bool_]


def score_line(line: WovenLine, columns: Sequence[Column], *, bar: float, gap: float) -> LineCosts:
    """Scores the fragments of a line; ``bar`` and ``gap`` are the costs of a fragment that goes over such a mark."""
    words = [word.text for word in line.words]
    folded = [fold(word) for word in words]
    size = len(words)
    sizes = np.array([measure(word) for word in words])
    ends = np.concatenate(([0.0], np.cumsum(sizes + BLANK)))
    lengths = np.maximum(0.0, ends[None, :] - ends[:, None] - BLANK)
    crossing = np.cumsum([0.0, *(bar * b + gap * g * (not b) for b, g in zip(line.barred, line.gapped, strict=True))])
    inside = np.zeros((size + 1, size + 1))
    inside[:size, 1:] = crossing[None, 1:] - crossing[1:, None]  # marks before words i+1..j-1
    # "- Trách nhiệm: …": the mark opens what follows; that of "Phòng Hành chính -" ends its line.
    inside[:, 1:] += [_BULLET_LAST * (word in _BULLETS and _opens_role(folded, i)) for i, word in enumerate(words)]
    kinds = np.zeros((len(columns), size + 1, size + 1))
    events = np.zeros_like(kinds)
    opening = np.zeros((len(columns), size))
    for place, column in enumerate(columns):
        single = [_word(column, word) + _stray(column, words, folded, i) for i, word in enumerate(folded)]
        plain = np.concatenate(([0.0], np.cumsum(single)))
        eventful = np.zeros(size + 1) if column is Column.TIME else plain
        kinds[place] = plain[None, :] - plain[:, None] + inside
        events[place] = eventful[None, :] - eventful[:, None] + inside
        opening[place] = [_opening(column, words, folded, i) for i in range(size)]
        if column not in NAMED:
            roles = np.concatenate(([0.0], np.cumsum([_ROLE_OUTSIDE * _opens_role(folded, i) for i in range(size)])))
            kinds[place] += roles[None, :] - roles[:, None]
            events[place] += roles[None, :] - roles[:, None]
    return LineCosts(
        sizes,
        lengths,
        kinds,
        events,
        opening,
        np.array([_EVENT_HEAD.match(" ".join(folded[i : i + 2])) is not None for i in range(size)]),
        np.array([word[0] in _BULLETS or _opens_role(folded, i) for i, word in enumerate(words)]),
        np.array([word[0].isupper() for word in words]),
    )


def _word(column: Column, folded: str) -> float:
    word = folded.strip(".,;:()")
    if column is Column.TIME:
        return _TIME_WORD if TIME_WORD.fullmatch(word) else _NO_TIME
    stray = _STRAY_TIME if _SURE_TIME.fullmatch(word) and column is not Column.CONTENT else 0.0
    return stray + (_IN_OTHER if column is Column.OTHER else 0.0)


def _opening(column: Column, words: Sequence[str], folded: Sequence[str], place: int) -> float:
    text = " ".join(folded[place : place + 5])
    small = 0.0 if _is_capital(words, place) else _SMALL_OPENING
    if column in NAMED:
        good, bad = _OPENS_UNIT
        return small + (good if _opens_role(folded, place) or opens_unit(text.lstrip(_MARKS + " ")) else bad)
    if column is Column.TIME:
        good, bad = _OPENS[column]
        return small + (good if TIME_HEAD.match(text) else bad)
    if column is Column.RESULT:
        good, bad = _OPENS[column]
        return small + (good if RECORD.match(text) else bad)
    return small


def _stray(column: Column, words: Sequence[str], folded: Sequence[str], place: int) -> float:
    """Scores a word that opens a deadline or a record, in a column of neither."""
    if column in (Column.TIME, Column.CONTENT) or not words[place][0].isupper():
        return 0.0
    text = " ".join(folded[place : place + 3])
    record = column in NAMED and _SURE_RECORD.match(text) is not None
    return _STRAY_OPENING * (record + (_SURE_HEAD.match(text) is not None))


def _opens_role(folded: Sequence[str], place: int) -> bool:
    text = " ".join(folded[place : place + 5])
    return ":" in text and count_roles(text) > 0


def _is_capital(words: Sequence[str], place: int) -> bool:
    first = next((word.strip(_MARKS) for word in words[place : place + 2] if word.strip(_MARKS)), "")
    return first[:1].isupper() or first[:1].isdigit()


@dataclass
class CellCosts:
    """Scores finished cells; each text is looked at once."""

    _known: dict[tuple[Column, str], float] = field(default_factory=dict)

    def score(self, column: Column, text: str) -> float:
        """Scores a cell of a finished row; ``text`` is its words with single blanks, ``""`` an empty cell."""
        key = (column, text)
        if key not in self._known:
            self._known[key] = _cell(column, text)
        return self._known[key]


def _cell(column: Column, text: str) -> float:
    if not text:
        return _EMPTY.get(column, 0.0)
    words = text.split()
    score = _CUT_SHORT * is_cut_short(text) + _DOUBLED * is_doubled(text)
    if column is Column.TIME:
        score += _READS if reads_as_deadline(text) else _UNREAD
    if column is Column.CONTENT and len(words) < 2:
        score -= 3.0
    return score


def is_cut_short(text: str) -> bool:
    """Tells whether the words of a cell cannot be its end."""
    last = fold(text.rsplit(maxsplit=1)[-1])
    return last in OPEN_WORDS or last in _OPEN_WORDS or text.endswith((",", ":")) or text.count("(") > text.count(")")


def is_doubled(text: str) -> bool:
    """Tells whether words stand twice in a row ("Giám đốc Trung tâm Trung tâm"), but for "Phòng Phòng chống …"."""
    words = _LETTERS.findall(fold(text))
    for size in (1, 2, 3, 4):
        for place in range(len(words) - 2 * size + 1):
            first, second = words[place : place + size], words[place + size : place + 2 * size]
            if first == second and first != ["phong"]:
                return True
    return False


def reads_as_deadline(text: str) -> bool:
    """Tells whether ``text`` is one deadline: two years or two months stand in it only where a word joins them."""
    folded = fold(text)
    if is_cut_short(text) or (len(_YEAR.findall(folded)) > 1 and not _JOINED.search(folded)):
        return False
    deadline = parse_deadline(Field(text, (Quote(text, Source(0, len(text))),)), 2000)
    return deadline.kind is not TimeKind.NONE and not deadline.impossible
