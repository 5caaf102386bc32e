"""The heading of an annex: its kind and label, its title over several lines, and the note below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Annex, Document, Field, Quote, Source, hull
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.paragraphs import Paragraph, is_uppercase
from corpus.parsing.header.annex_notes import AnnexNote, find_note, read_note
from corpus.parsing.header.dateline import split_lines
from corpus.text import CAPITALS, cut, field, fold, normalised, quote

# Matched: "PHỤ LỤC", "Phụ lục II", "PHỤ LỤC 01: BẢNG TIẾN ĐỘ", "Phụ lục số 2. Danh mục", "PHỤ LỤC BẢNG TIẾN ĐỘ",
# "Phụ lục (Kèm theo …". Refused: "Phụ lục kèm theo Kế hoạch này.", "Phụ lục II." (the end of a sentence), "PHỤ NỮ".
_HEADING = re.compile(
    r"(?!(?:Phụ lục|Phụ biểu)(?: (?:số )?\w{1,5})?\.\s*$)(?P<kind>PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)"
    r"(?:\s+(?:số\s+|SỐ\s+)?(?P<label>[IVXL]{1,5}|\d{1,2}[A-Za-z]?|[A-Z])(?![\w/]))?"
    rf"(?:\s*[.:–-]\s*(?P<named>\S.*)?|\s+(?P<capitals>[{CAPITALS}]{{2}}.*)|\s*(?P<note>\(.*))?\s*",
    re.DOTALL,
)
# A first line that says what sort of sheet follows and nothing else; its title stands below. Matched: "BIỂU TIẾN ĐỘ",
# "BẢNG CHI TIẾT", "BIỂU SỐ 01", "MẪU 2". Refused: "BIỂU TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH" (a title).
_SHEET = re.compile(
    r"(?P<kind>(?:BIỂU|BẢNG|BIỂU MẪU|MẪU)(?: (?:TIẾN ĐỘ|CHI TIẾT|PHÂN CÔNG|TỔNG HỢP|KẾ HOẠCH|BÁO CÁO))?)"
    r"(?: (?:SỐ )?(?P<label>[IVXL]{1,5}|\d{1,2}[A-Z]?))?[.:]?"
)
# What a title does not go past. Matched: "TT Nội dung", "STT", "Căn cứ", "Nơi nhận".
_STOP = re.compile(r"(?:s?tt|so tt)\b|can c[a-z]{1,3} |noi nh[a-z]n\b")
_EDGES = " \t\r\n*#|_"
_TITLE_LINES = 10
_NOTE_LINES = 4
_TITLE_WORDS = 45


@dataclass(frozen=True, slots=True)
class _Line:
    paragraph: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class _Heading:
    kind: Field | None
    label: str | None
    title: Sequence[_Line]
    note: Sequence[_Line]


def find_annex_kind(paragraph: Paragraph) -> Field | None:
    """Returns the word "PHỤ LỤC" of a heading, ``None`` where a paragraph is no heading of an annex."""
    first = next(split_lines(paragraph))
    plain = cut(first, 0, len(first.raw), strip=_EDGES)
    match = _HEADING.fullmatch(normalised(plain.raw).text)
    return field([_part(plain, match, "kind")]) if match else None


def _part(line: Quote, match: re.Match[str], group: str) -> Quote:
    return cut(line, *normalised(line.raw).origin(*match.span(group)))


def read_annex(
    document: Document, paragraphs: Sequence[Paragraph], start: int, rows: Sequence[int], *, kind: Field | None
) -> tuple[Annex, int]:
    """Reads the heading, title and note that begin at a paragraph; returns them and the index of what follows."""
    lines = _lines(paragraphs, start)
    label: str | None = None
    title: list[_Line] = []
    if kind is not None:
        label, behind = _behind_kind(lines[0].quote, kind)
        lines[0] = _Line(lines[0].paragraph, behind)
    note: list[_Line] = []
    after = start + 1
    for position, line in enumerate(lines):
        own = position == 0
        if not own and _ends(lines[position - 1].quote, line.quote, rows, in_note=bool(note)):
            break
        if not note:
            before, opened = _split_note(line)
            title += [before] if before else []
            note += [opened] if opened else []
        elif len(note) < _NOTE_LINES:
            note.append(line)
        if note and note[-1].quote.raw.rstrip(" .*_").endswith(")"):
            break
    if note and not any(")" in line.quote.raw for line in note):
        note = note[:1] if "(" in note[0].quote.raw else note
    title = title if note else _title_without_note(paragraphs, title, start)
    if kind is None and len(title) > 1 and (sheet := _SHEET.fullmatch(normalised(title[0].quote.raw).text)):
        kind, label = field([_part(title[0].quote, sheet, "kind")]), sheet["label"]
        title = title[1:]
    used = [line.paragraph for line in (*title, *note)]
    after = max(used, default=start) + 1
    return _build(document, _Heading(kind, label, title, note), paragraphs[start]), after


def _lines(paragraphs: Sequence[Paragraph], start: int) -> list[_Line]:
    found: list[_Line] = []
    for index in range(start, min(start + _TITLE_LINES + _NOTE_LINES, len(paragraphs))):
        if index > start and find_annex_kind(paragraphs[index]) is not None:
            break
        found += [_Line(index, line) for line in split_lines(paragraphs[index])]
    return found[: _TITLE_LINES + _NOTE_LINES]


def _behind_kind(line: Quote, kind: Field) -> tuple[str | None, Quote]:
    """Returns the label of an annex, and what stands behind it on its line."""
    plain = cut(line, 0, len(line.raw), strip=_EDGES)
    face = normalised(plain.raw)
    if match := _HEADING.fullmatch(face.text):
        group = next((name for name in ("named", "capitals", "note") if match[name]), None)
        begin = face.origin(*match.span(group))[0] if group else len(plain.raw)
        return match["label"], cut(plain, begin, len(plain.raw))
    end = kind.source.end - line.source.start
    return None, cut(line, end, len(line.raw), strip=" \t\r\n*:")


def _ends(before: Quote, line: Quote, rows: Sequence[int], *, in_note: bool) -> bool:
    if bisect_left(rows, before.source.end) < bisect_left(rows, line.source.start):
        return True
    if in_note:
        return False
    folded = fold(line.raw)
    marker = parse_marker(line.raw.strip())
    return (marker is not None and marker.numbered) or _STOP.match(folded) is not None


def _split_note(line: _Line) -> tuple[_Line | None, _Line | None]:
    """Cuts a line where the note begins."""
    plain = cut(line.quote, 0, len(line.quote.raw), strip=_EDGES)
    if not any(char.isalnum() for char in plain.raw):
        return None, None
    at = find_note(plain.raw)
    if at is None:
        return _Line(line.paragraph, plain), None
    before = cut(plain, 0, at)
    note = _Line(line.paragraph, cut(plain, at, len(plain.raw)))
    return _Line(line.paragraph, before) if before.raw else None, note


def _title_without_note(paragraphs: Sequence[Paragraph], title: Sequence[_Line], start: int) -> list[_Line]:
    """Where no note says how far a title goes: the lines in capitals, or one short line of another kind."""
    kept: list[_Line] = []
    for line in title:
        if not is_uppercase(line.quote.raw):
            break
        kept.append(line)
    if kept or not title:
        return kept
    first = title[0].paragraph
    lines = [line for line in title if line.paragraph == first]
    words = sum(len(line.quote.raw.split()) for line in lines)
    whole = lines[-1].quote.raw.endswith((".", ";", ":", ",")) or words > _TITLE_WORDS
    near = first <= start + 1 and paragraphs[first].marker is None
    return [] if whole or not near else lines


def _build(document: Document, heading: _Heading, opening: Paragraph) -> Annex:
    kind, title, note = heading.kind, heading.title, heading.note
    words = _together(document, note)
    said = read_note(words[0]) if words else AnnexNote()
    first = kind.source if kind else opening.source
    sources = [first if kind else Source(first.start, first.start, first.page)]
    sources += [line.quote.source for line in (*title, *note)]
    return Annex(
        kind=kind,
        label=heading.label,
        title=field(_together(document, title)) if title else None,
        note=field(words) if words else None,
        number=said.number,
        symbol=said.symbol,
        date=said.date,
        issuer=said.issuer,
        source=hull(*sources),
    )


def _together(document: Document, lines: Sequence[_Line]) -> list[Quote]:
    """Joins lines with nothing but blanks between them into one passage each."""
    quotes: list[Quote] = []
    for line in lines:
        last = quotes[-1] if quotes else None
        source = line.quote.source
        if last and last.source.page == source.page and not document.text[last.source.end : source.start].strip():
            quotes[-1] = quote(document.text, last.source.start, source.end, page=source.page)
        else:
            quotes.append(line.quote)
    return quotes
