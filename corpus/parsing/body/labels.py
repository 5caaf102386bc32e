"""Labelled lines of work: "Đơn vị chủ trì: …", also several in one line or in parentheses at the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Field, Quote
from corpus.parsing.actors.roles import Duty, find_duty
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.unit_phrases import names_units
from corpus.parsing.tables import Column
from corpus.parsing.tables.names import find_name
from corpus.text import cut, field, fold, skeleton, strip_end
from corpus.text.faces import Skeleton

_WHO = r"(?:don vi|co quan|bo phan|phong|ca nhan|to chuc|nguoi|can bo|cong chuc|lanh dao|thanh vien)"
_DUTY = (
    r"(?:chiu trach nhiem|trach nhiem|chu tri|ph[oe]i h[oe]p|cung phoi hop|tham muu|phe duyet|phu trach|thuc hien|"
    r"dau moi|(?:cung )?tham gia|cung thuc hien|phan cong|chi dao|theo doi|giam sat)"
)
_WHEN = r"(?:(?:moc )?thoi gian|thoi han|tien do|thoi diem|han cuoi|han|ky han)"
_WHAT = r"(?:ket qua|san pham|dau ra|minh chung|ho so)"
_TAIL = r"(?: (?:thuc hien|hoan thanh|chinh|trien khai|to chuc|du kien|can dat|dau ra|chu yeu|cu the|dat duoc|nop))"
# The name of a label, on skeletons. Matched: "don vi chu tri", "chu tri thuc hien", "thoi gian hoan thanh", "hoan
# thanh truoc", "san pham du kien", "don vi, ca nhan thuc hien", "kinh phi". Refused: "thoi gian qua", "noi dung".
_NAME = (
    rf"(?:{_WHO}(?:[,/]? (?:va )?{_WHO})*(?: (?:duoc giao|truc tiep|lien quan))? )?{_DUTY}"
    rf"(?:[,/]? (?:va )?{_DUTY})?{_TAIL}?"
    rf"|{_WHEN}{_TAIL}{{0,2}}|hoan thanh(?: truoc| trong| vao)?"
    rf"|{_WHAT}(?:[,/]? (?:va )?{_WHAT})?{_TAIL}{{0,2}}"
    r"|(?:nguon )?kinh phi(?: thuc hien| du kien)?|dia diem(?: to chuc| thuc hien)?|ghi chu"
)
# At the start of a paragraph. Matched: "- Đơn vị thực hiện: Văn phòng", "(Chủ trì: …", "Sản phẩm:", "Hoàn thành trong
# tháng 6", "Cơ quan chủ trì" alone. Refused: "Thời gian qua: các đơn vị …", "Nội dung: …", "Tổ chức thực hiện: …".
_OPENING = re.compile(
    rf"\s*(?:[-–—+*•●]|[a-z]\)|\(|\d\))?[ (]*(?!to chuc thuc hien)(?P<label>{_NAME}|{_WHO}(?= ?:))(?: ?: ?| la (?=\S))"
    rf"|\s*[-+*• ]*(?P<bare>(?:(?:don vi|co quan|bo phan|ca nhan|nguoi) {_DUTY}(?:,? (?:va )?{_DUTY})?|"
    rf"{_WHEN} (?:thuc hien|hoan thanh)) ?)$"
    r"|\s*[-–—+*•● ]*(?P<time>(?:thoi gian (?:thuc hien|hoan thanh)|hoan thanh)"
    r"(?= (?:(?:xong )?truoc|trong|cham nhat|vao)"
    r" (?:ngay |thang |quy )?[\divx]))"
)
# After the text of an item or after another label. Matched: "; phối hợp: các phòng", "(Chủ trì: …", ". Thời gian: Quý
# I", " - Kết quả: Báo cáo". Refused: "gồm các nội dung: …", "thời gian: " in mid sentence.
_INSIDE = re.compile(rf"(?:[.;,(/]|(?<= )[-–]|[.;] [-–]) ?\(?(?P<label>{_NAME}) ?: ?")
# The name of a label that is told by its value. Matched: "Mốc: tháng 7", ". Ai làm: Tổ ISO", "Người giúp: các phòng".
# Refused: "nội dung các quy trình đã rà soát trong năm vừa qua: …".
_UNKNOWN = re.compile(r"(?:^\s*(?:[-–—+*•●] ?)?\(?|[.;(] ?)(?P<label>[a-z]+(?:[ ,/]{1,2}[a-z]+){0,4}) ?: ?(?=[^\W_])")
# Words of such a name that its value must bear out. Matched: "moc", "ngay phai xong", "ai lam", "nguoi giup". Refused:
# "don vi tu van", "ngay ban hanh".
_ASKS_WHEN = re.compile(
    r"(?:moc|lich|han|ky|khi nao|bao gio|luc nao|ngay|thang|thoi \w+|\w+ xong)\b(?! (?:ban hanh|ky|cap|sinh))"
)
_ASKS_WHO = re.compile(
    r"(?:ai|nguoi|don vi|co quan|bo phan|ca nhan|noi)?\b ?(?:chinh |truc tiep |cung )*(?P<verb>lam|giup(?: viec|"
    r" suc)?|gop y|"
    r"ho tro|soan(?: thao)?|dam nhiem|dam nhan|lo|dung ra|chiu|viet|cung lam)\b"
)
# Where the value of such a label ends.
_VALUE_END = re.compile(r"[.;](?=\s|$)|$")
# Matched: "Văn phòng) - tháng 3". Refused: "Văn phòng (bản chính) và các phòng".
_BEHIND_BRACKETS = re.compile(r"^[^()]*\)\W*\w")
# What a label holds by its first words, on skeletons; any other label names a duty or nothing that we keep.
_TIME = re.compile(r"thoi|tien do|han|hoan thanh|ky han|moc")
_RESULT = re.compile(r"ket qua|san pham|dau ra|minh chung|ho so")
_OTHER = re.compile(r"kinh phi|nguon|dia diem|ghi chu|chi dao|theo doi|giam sat|.*chu tri.*ph[oe]i h[oe]p")
_HELPS = re.compile(r"giup|gop y|ho tro|cung")
_COLUMNS = {
    Duty.LEAD: Column.LEAD,
    Duty.COORDINATE: Column.COORDINATE,
    Duty.ADVISE: Column.ADVISE,
    Duty.APPROVE: Column.APPROVE,
}
_NAMED = frozenset(_COLUMNS.values()) | {Column.TIME, Column.RESULT}
"""What a label in the plain name of a column may hold ("Làm cùng", "Ra cái gì")."""
_EDGES = " ;.,:-–—("
# A paragraph of more labels is no piece of work but a table run together.
_MOST_LABELS = 20


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what it says.

    Attributes:
        name: as printed, without the colon.
        value: ``None`` where the value stands on the lines below.
        told: what it holds where that is known without its name.
    """

    name: str
    value: Field | None
    told: Column | None = None

    @property
    def column(self) -> Column:
        """What the label holds; :attr:`Column.OTHER` where it is nothing that a task keeps, or two roles at once."""
        if self.told is not None:
            return self.told
        named = find_name(self.name)
        return Column(named) if named in _NAMED else _read_name(self.name)


def _read_name(name: str) -> Column:
    """Returns what a label holds by its first words, or by the duty that it names."""
    folded = fold(name)
    for column, words in ((Column.OTHER, _OTHER), (Column.TIME, _TIME), (Column.RESULT, _RESULT)):
        if words.match(folded):
            return column
    duty = find_duty(name)
    if duty is None and (asks := _ASKS_WHO.match(folded)):
        duty = Duty.COORDINATE if _HELPS.match(asks["verb"]) else Duty.LEAD
    if duty is None and _ASKS_WHEN.match(folded):
        return Column.TIME
    return _COLUMNS[duty] if duty else Column.OTHER


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a label stands: piece of the field, start of its name with what is before it, its name, its value."""

    piece: int
    start: int
    name: str
    value: int


def read_labels(text: Field) -> tuple[Field | None, tuple[Label, ...]]:
    """Reads the labels of a paragraph.

    Returns:
        The words before the first label, ``None`` where the paragraph opens with one; and the labels in printed order,
        ``()`` where the paragraph has none. A paragraph that only happens to name a result is not labelled.
    """
    marks = _find_marks(text.quotes)
    if not 0 < len(marks) <= _MOST_LABELS:
        return text, ()
    first = marks[0]
    ends = [*((mark.piece, mark.start) for mark in marks[1:]), (len(text.quotes) - 1, len(text.quotes[-1].raw))]
    labels = tuple(
        Label(mark.name, _value(text.quotes, (mark.piece, mark.value), end))
        for mark, end in zip(marks, ends, strict=True)
    )
    before = _slice(text.quotes, (0, 0), (first.piece, first.start))
    if before and _goes_on_behind_brackets(labels):
        return text, ()
    if not before:
        return None, labels
    if not any(label.value and label.column not in {Column.RESULT, Column.OTHER} for label in labels):
        return text, ()
    return strip_end(field(before), _EDGES), labels


def _goes_on_behind_brackets(labels: Sequence[Label]) -> bool:
    """Whether a label stands in brackets that other words follow: "(phối hợp: Văn phòng) - tháng 3"."""
    return any(label.value is not None and _BEHIND_BRACKETS.search(label.value.value) for label in labels)


def _find_marks(pieces: Sequence[Quote]) -> list[_Mark]:
    marks: list[_Mark] = []
    for index, piece in enumerate(pieces):
        folded = skeleton(piece.raw)
        position = 0
        if index == 0 and (opening := _OPENING.match(folded.text)):
            group = next(name for name in ("label", "bare", "time") if opening[name])
            marks.append(_mark(index, piece, folded.offsets, opening, group))
            position = opening.end() - (opening.end() > 0 and folded.text[opening.end() - 1] == " ")
        if ":" in folded.text[position:]:
            marks.extend(
                _mark(index, piece, folded.offsets, found, "label") for found in _INSIDE.finditer(folded.text, position)
            )
            marks.extend(_unknown_marks(index, piece, folded, marks))
    return sorted(marks, key=lambda mark: (mark.piece, mark.start))


def _unknown_marks(index: int, piece: Quote, folded: Skeleton, known: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yields labels of other names whose values are what the names ask for: a deadline, or units."""
    taken = {mark.value for mark in known if mark.piece == index}
    for match in _UNKNOWN.finditer(folded.text):
        if folded.offsets[match.end()] in taken:
            continue
        end = _VALUE_END.search(folded.text, match.end())
        value = cut(piece, *folded.origin(match.end(), end.start() if end else len(folded.text)), strip=_EDGES)
        label = cut(piece, *folded.origin(*match.span("label"))).raw
        named = find_name(label) if label else None
        if value.raw and (
            _answers(match["label"], named, field([value])) or (named == Column.RESULT and not match.start("label"))
        ):
            yield _mark(index, piece, folded.offsets, match, "label")


def _answers(name: str, column: str | None, value: Field) -> bool:
    if column in {Column.LEAD, Column.COORDINATE}:
        return names_units(value)
    if column == Column.TIME or _ASKS_WHEN.match(name):
        time = find_leading_time(value)
        return time is not None and time[1] is None
    return _ASKS_WHO.match(name) is not None and names_units(value)


def _mark(index: int, piece: Quote, offsets: Sequence[int], match: re.Match[str], group: str) -> _Mark:
    start, end = match.span(group)
    name = " ".join(piece.raw[offsets[start] : offsets[end]].split())
    return _Mark(index, offsets[match.start()], name, offsets[match.end()])


def _value(pieces: Sequence[Quote], start: tuple[int, int], end: tuple[int, int]) -> Field | None:
    quotes = _slice(pieces, start, end)
    if not quotes:
        return None
    value = strip_end(field(quotes), " ;.,/-–")
    if value.quotes[-1].raw.endswith(")") and value.value.count("(") < value.value.count(")"):
        value = strip_end(strip_end(value, ")"), " ;.,")
    return value if any(char.isalnum() for char in value.value) else None


def _slice(pieces: Sequence[Quote], start: tuple[int, int], end: tuple[int, int]) -> list[Quote]:
    """Returns the quotes from one (piece, offset) to another, without empty ones."""
    quotes = [
        cut(pieces[index], start[1] if index == start[0] else 0, end[1] if index == end[0] else len(pieces[index].raw))
        for index in range(start[0], end[0] + 1)
    ]
    return [quote for quote in quotes if quote.raw]
