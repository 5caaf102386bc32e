"""Who signed a plan, with what office and in what capacity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.model import Field, Quote, Signer
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.body.parts import Part
from corpus.parsing.body.placement import Placed
from corpus.parsing.closing.columns import COLUMN_GAP, OFFICE_BESIDE, is_office_line, opens_recipients
from corpus.parsing.closing.names import PERSON, is_name
from corpus.parsing.closing.offices import find_capacity, opens_office
from corpus.parsing.header.agencies import has_motto
from corpus.parsing.header.dateline import IssueDay, find_day, split_lines
from corpus.text import CAPITALS, cut, field, fold

# How a signature is marked in a copy. Matched: "(đã ký)", "Đã ký, đóng dấu", "[daky]", "(Signed)".
# Refused: "đã ký kết".
_MARK = re.compile(
    r"[(\[]? ?(?:da ?ky|ky|signed)(?: ten)?(?:[,;]? ?(?:va |, ?)?(?:da )?dong dau|,? ?ky so)? ?[)\]]?\.?"
)
_MARK_INSIDE = re.compile(r"[(\[] ?(?:đã ?k[ýí]|daky|signed)[^)\]]{0,20}[)\]]", re.IGNORECASE)
_OFFICE_THEN_NAME = re.compile(rf"(?P<office>.*[{CAPITALS}]{{2,}})\s+(?P<person>{PERSON})", re.DOTALL)
# An office that names the unit it is held in; capitals right below go on with that name. Matched: "CHI CỤC TRƯỞNG CHI
# CỤC TIÊU CHUẨN", "GIÁM ĐỐC TRUNG TÂM", "TRƯỞNG PHÒNG". Refused: "CHỦ TỊCH", "PHÓ GIÁM ĐỐC".
_NAMES_UNIT = re.compile(
    r"\b(?:(?:chi cuc|cuc|vien|doi|hat|tram)(?! truong)|so|phong|ban|trung tam|benh vien|van phong|doan|khoa|uy ban|"
    r"ubnd|hoi dong|truong (?:thpt|thcs|tieu hoc|mam non|cao dang|dai hoc))(?: |$)|(?: va|[,-])$"
)
# A place below an office. Matched: "XÃ NAM TIẾN". Refused: "XÁC NHẬN".
_PLACE = re.compile(r"(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|tinh|thanh pho|tp\.?) ")
# Longer lines are neither names nor offices.
_LONGEST_LINE = 150
# A day of issue stands in so many lines above the office, where none stands in the header.
_LINES_TO_DAY = 3
# Lines between the office and the name: blanks apart, a mark, a stamp or a line of the digital signature.
_LINES_TO_NAME = 5
# How far above "Nơi nhận" the signature may stand, and how near the end it is where there is no "Nơi nhận" at all.
_LINES_ABOVE = 6
_LINES_AT_END = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of one column of the closing."""

    quote: Quote
    column: int
    bulleted: bool
    listed: bool

    @property
    def folded(self) -> str:
        return fold(self.quote.raw)


def find_signer(placed: Sequence[Placed], columns: Mapping[int, int] | None = None) -> Signer | None:
    """Returns the signer of the closing part, ``None`` where no office is found.

    Args:
        placed: the paragraphs of the document that is signed.
        columns: for paragraphs that stand in cells of a table, the column by where the paragraph starts.
    """
    pieces = list(_pieces(placed, columns or {}))
    first = next((index for index, piece in enumerate(pieces) if _is_office(piece)), None)
    if first is None:
        return None
    titles, last = _title_lines(pieces, first)
    title = field([cut(piece.quote, 0, len(piece.quote.raw), strip=" \t\r\n*|_") for piece in titles])
    mark: Field | None = None
    names: list[tuple[Quote, int]] = []
    for piece in [piece for piece in pieces[last + 1 :] if not piece.listed][:_LINES_TO_NAME]:
        if _is_office(piece):
            break
        plain = cut(piece.quote, 0, len(piece.quote.raw), strip=" \t\r\n*_|")
        if mark is None and _MARK.fullmatch(fold(plain.raw)):
            mark = field([plain])
        elif is_name(plain.raw):
            names.append((plain, piece.column))
        elif names:
            break
    if len(names) > 1:  # two sign beside each other: only the column tells whose name is whose
        names = [(name, column) for name, column in names if column == pieces[first].column > 0]
    return Signer(title, field([names[0][0]]) if names else None, find_capacity(title.value), mark)


def find_signing_day(placed: Sequence[Placed]) -> IssueDay | None:
    """Returns the place and day right above the office of the signer ("Lam Kỳ, ngày 05 tháng 9 năm 2024")."""
    lines = [line for entry in _closing(placed) for line in split_lines(entry.paragraph)]
    office = next((index for index, line in enumerate(lines) if is_office_line(_last_column(line).raw)), None)
    if office is None:
        return None
    for line in lines[max(office - _LINES_TO_DAY, 0) : office]:
        plain = cut(line, 0, len(line.raw), strip=" \t\r\n*|_()")
        day = find_day(plain)
        alone = day is not None and day.end == len(plain.raw.rstrip(" ."))
        if day is not None and day.place is not None and alone and not plain.raw[: day.start].strip(" |"):
            return day
    return None


def _last_column(line: Quote) -> Quote:
    gaps = [*COLUMN_GAP.finditer(line.raw.rstrip(" |"))]
    return cut(line, gaps[-1].end() if gaps else 0, len(line.raw), strip=" \t\r\n*|_")


def is_signature(text: Quote) -> bool:
    """Tells whether a line belongs to a signature: an office, with a name perhaps, or "(đã ký)"."""
    return is_office_line(_apart(text)[0].raw) or _MARK.fullmatch(fold(text.raw)) is not None


def _pieces(placed: Sequence[Placed], columns: Mapping[int, int]) -> Iterator[_Piece]:
    """Yields the lines in which a signature is looked for, column by column."""
    entries = list(_closing(placed))
    listing = False
    for entry in entries:
        listing = listing or opens_recipients(entry.paragraph.skeleton)
        column = columns.get(entry.paragraph.source.start, 0)
        for line in split_lines(entry.paragraph):
            for piece in _split(line, listing=listing):
                yield replace(piece, column=piece.column + column)


def _closing(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Yields the entries below the body: from some lines above "Nơi nhận" to the first annex, or the last lines."""
    own = [entry for entry in placed if not entry.annex]
    start = next((index for index, entry in enumerate(own) if opens_recipients(entry.paragraph.skeleton)), None)
    if start is None:
        start = next((index for index, entry in enumerate(own) if entry.part is Part.CLOSING), None)
    begin = max(start - _LINES_ABOVE, 0) if start is not None else max(len(own) - _LINES_AT_END, 0)
    yield from own[begin:]


def _split(line: Quote, *, listing: bool) -> Iterator[_Piece]:
    bulleted = parse_marker(line.raw) is not None
    gaps = [*COLUMN_GAP.finditer(line.raw)]
    starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(line.raw)]
    parts = [part for start, end in zip(starts, ends, strict=True) if (part := cut(line, start, end)).raw]
    for number, part in enumerate(parts):
        listed = number == 0 and (bulleted or (listing and opens_recipients(fold(part.raw))))
        beside = OFFICE_BESIDE.search(part.raw) if listed else None
        if beside:
            yield _Piece(cut(part, 0, beside.start()), 0, bulleted, True)
            yield _Piece(cut(part, beside.start(), len(part.raw)), 1, False, False)
            continue
        for piece in [part] if listed else _apart(part):
            yield _Piece(piece, number, bulleted and number == 0, listed)


def _apart(part: Quote) -> list[Quote]:
    """Splits an office from the mark and the name that share its line: "KT. CHỦ TỊCH (đã ký) Trần Ánh Đào"."""
    if len(part.raw) > _LONGEST_LINE or not opens_office(fold(part.raw)):
        return [part]
    mark = _MARK_INSIDE.search(part.raw)
    if mark:
        pieces = [cut(part, 0, mark.start()), cut(part, *mark.span()), cut(part, mark.end(), len(part.raw))]
        return [piece for piece in pieces if piece.raw]
    named = _OFFICE_THEN_NAME.fullmatch(part.raw)
    if named and not is_uppercase(named["person"]):
        return [cut(part, *named.span("office")), cut(part, *named.span("person"))]
    return [part]


def _is_office(piece: _Piece) -> bool:
    return not piece.listed and not piece.bulleted and is_office_line(piece.quote.raw)


def _title_lines(pieces: Sequence[_Piece], first: int) -> tuple[list[_Piece], int]:
    """Returns the lines of the office that begins at ``first``, and where it ends; recipients may stand between."""
    titles, last = [pieces[first]], first
    between: list[_Piece] = []
    for index in range(first + 1, len(pieces)):
        piece = pieces[index]
        if piece.listed:
            continue
        if _is_office(piece):
            titles += [*between, piece]
            last, between = index, []
        elif not between and _ends_unit(titles[-1], piece):
            titles.append(piece)
            last = index
        elif not between and _goes_on(piece):
            between.append(piece)
        else:
            break
    return titles, last


def _goes_on(piece: _Piece) -> bool:
    """Whether a line may be the middle of an office: "XÃ NAM TIẾN" between "TM. ỦY BAN …" and "CHỦ TỊCH"."""
    raw = piece.quote.raw
    return raw.upper() == raw and is_uppercase(raw) and len(raw) < _LONGEST_LINE and not has_motto(raw)


def _ends_unit(above: _Piece, piece: _Piece) -> bool:
    """Whether a line ends the name of the unit in the office above: "ĐO LƯỜNG" below "CHI CỤC TIÊU CHUẨN"."""
    if piece.column != above.column or piece.bulleted or not _goes_on(piece) or is_name(piece.quote.raw.strip("*_| ")):
        return False
    return _NAMES_UNIT.search(above.folded) is not None or _PLACE.match(piece.folded) is not None
