"""What stands under headings of its own after the signature: annexes, and the plan that a decision issues."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Annex, Document, Field, Header, Layer, Problem, Quote, Severity, Source, hull
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_closing
from corpus.parsing.body.paragraphs import Paragraph, is_uppercase
from corpus.parsing.closing.offices import opens_office
from corpus.parsing.header.dateline import find_day, find_number, same_number, split_lines
from corpus.parsing.header.kinds import is_plan_kind, opens_kind, read_kind
from corpus.text import CAPITALS, cut, field, fold, normalised, quote

# Matched: "PHỤ LỤC", "Phụ lục II", "PHỤ LỤC 01: BẢNG TIẾN ĐỘ", "Phụ lục số 2. Danh mục", "PHỤ LỤC BẢNG TIẾN ĐỘ",
# "Phụ lục (Kèm theo …". Refused: "Phụ lục kèm theo Kế hoạch này.", "PHỤ NỮ".
_HEADING = re.compile(
    r"(?P<kind>PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)"
    r"(?:\s+(?:số\s+|SỐ\s+)?(?P<label>[IVXL]{1,5}|\d{1,2}[A-Za-z]?|[A-Z])(?![\w/]))?"
    rf"(?:\s*[.:–-]\s*(?P<named>\S.*)?|\s+(?P<capitals>[{CAPITALS}]{{2}}.*)|\s*(?P<note>\(.*))?\s*",
    re.DOTALL,
)
# The note below the title. Matched: "(Kèm theo Kế hoạch số 41/KH-UBND …", "(Ban hành kèm theo Quyết định …",
# "Kèm theo Kế hoạch số". Refused: "có Phụ lục kèm theo".
_NOTE = re.compile(
    r"\((?:duoc )?(?:ban hanh )?(?:dinh )?kem theo\b|"
    r"^(?:ban hanh )?kem theo (?:ke hoach|quyet dinh|nghi quyet|cong van|van ban)"
)
# Whose document the note names: "… của UBND tỉnh Lam Sơn)". Refused: "của" before the number or the day.
# "ciia" as English OCR reads it.
_ISSUER = re.compile(r"(?<!\w)(?:của|cua|ciia|cia)\s+(?P<issuer>[^)]{2,120})", re.IGNORECASE)
_AFTER_ISSUER = re.compile(r"\s+(?:về việc|về|v/v|ban hành)\b", re.IGNORECASE)
# What a title does not go past. Matched: "TT Nội dung", "STT", "Căn cứ", "Nơi nhận".
_STOP = re.compile(r"(?:s?tt|so tt)\b|can c[a-z]{1,3} |noi nh[a-z]n\b")
_TITLE_LINES = 10
_NOTE_LINES = 4
_TITLE_WORDS = 45
# An article of a decision; a plan that follows one is what it issues.
_ARTICLE = re.compile(r"dieu \d+[.:]")


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
        annex, after = _read(document, paragraphs, index, (), kind=kind)
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
        kind = _annex_kind(paragraph)
        titled = closed and kind is None and _is_titled(document, paragraphs, index, rows)
        if kind is None and not titled:
            index += 1
            continue
        annex, after = _read(document, paragraphs, index, rows, kind=kind)
        annexes.append(annex)
        index = max(after, index + 1)
    return tuple(annexes)


def find_mismatches(document: Document, header: Header, annexes: Sequence[Annex]) -> Iterator[Problem]:
    """Yields a problem for each annex whose note gives another number or day than the header; a blank never does."""
    damaged = document.quality.layer is Layer.DAMAGED
    for annex in annexes:
        name = " ".join(
            part for part in (annex.kind.value.capitalize() if annex.kind else "Biểu kèm theo", annex.label) if part
        )
        said = "kế hoạch" if header.kind is None or is_plan_kind(header.kind) else "văn bản ban hành"
        differs: list[tuple[str, str]] = []
        if not (same_number(annex.number, header.number) and same_number(annex.symbol, header.symbol)):
            differs.append((f"số {_number(annex)}", f"số {_number(header)}"))
        if annex.date and header.date and annex.date != header.date:
            differs.append((f"ngày {annex.date:%d/%m/%Y}", f"ngày {header.date:%d/%m/%Y}"))
        for one, other in differs:
            message = f"{name} ghi {one}, còn phần đầu {said} ghi {other}."
            if damaged:
                message = f"{message[:-1]}; lớp chữ bị hỏng, cần kiểm tra bản gốc."
            severity = Severity.INFO if damaged else Severity.WARNING
            yield Problem("HEADER_ANNEX_MISMATCH", severity, message, annex.note.source if annex.note else annex.source)


def _number(named: Annex | Header) -> str:
    number = named.number.value if named.number else "…"
    return f"{number}/{named.symbol.value}" if named.symbol else number


def _annex_kind(paragraph: Paragraph) -> Field | None:
    """Returns the word "PHỤ LỤC" of a heading, ``None`` where a paragraph is no heading of an annex."""
    first = next(split_lines(paragraph))
    plain = cut(first, 0, len(first.raw), strip=" \t\r\n*#|_")
    face = normalised(plain.raw)
    match = _HEADING.fullmatch(face.text)
    return field([cut(plain, *face.origin(*match.span("kind")))]) if match else None


def _is_titled(document: Document, paragraphs: Sequence[Paragraph], index: int, rows: Sequence[int]) -> bool:
    """Whether a title in capitals with a note below it stands here, as above a table after the signature."""
    paragraph = paragraphs[index]
    if not paragraph.uppercase or paragraph.marker is not None or opens_office(paragraph.skeleton):
        return False
    if opens_kind(paragraph) or opens_closing(paragraph.skeleton):
        return False
    return _read(document, paragraphs, index, rows, kind=None)[0].note is not None


def _read(
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
    used = [line.paragraph for line in (*title, *note)]
    after = max(used, default=start) + 1
    return _build(document, _Heading(kind, label, title, note), paragraphs[start]), after


def _lines(paragraphs: Sequence[Paragraph], start: int) -> list[_Line]:
    found: list[_Line] = []
    for index in range(start, min(start + _TITLE_LINES + _NOTE_LINES, len(paragraphs))):
        if index > start and _annex_kind(paragraphs[index]) is not None:
            break
        found += [_Line(index, line) for line in split_lines(paragraphs[index])]
    return found[: _TITLE_LINES + _NOTE_LINES]


def _behind_kind(line: Quote, kind: Field) -> tuple[str | None, Quote]:
    """Returns the label of an annex, and what stands behind it on its line."""
    plain = cut(line, 0, len(line.raw), strip=" \t\r\n*#|_")
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
    plain = cut(line.quote, 0, len(line.quote.raw), strip=" \t\r\n*#|_")
    if not any(char.isalnum() for char in plain.raw):
        return None, None
    match = _NOTE.search(fold(plain.raw))
    if match is None:
        return _Line(line.paragraph, plain), None
    at = plain.raw.find("(") if match[0].startswith("(") else 0
    while at > 0 and not _NOTE.match(fold(plain.raw[at:])):
        at = plain.raw.find("(", at + 1)
    before = cut(plain, 0, max(at, 0))
    note = _Line(line.paragraph, cut(plain, max(at, 0), len(plain.raw)))
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
    number = find_number(words[0], anywhere=True) if words else None
    day = find_day(words[0], anywhere=True) if words else None
    behind = max((found.end for found in (number, day) if found), default=0)
    first = kind.source if kind else opening.source
    sources = [first if kind else Source(first.start, first.start, first.page)]
    sources += [line.quote.source for line in (*title, *note)]
    return Annex(
        kind=kind,
        label=heading.label,
        title=field(_together(document, title)) if title else None,
        note=field(words) if words else None,
        number=number.number if number else None,
        symbol=number.symbol if number else None,
        date=day.date if day else None,
        issuer=_issuer(words[0], behind) if words else None,
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


def _issuer(note: Quote, behind: int) -> Field | None:
    match = _ISSUER.search(note.raw, behind)
    if match is None:
        return None
    start, end = match.span("issuer")
    if stop := _AFTER_ISSUER.search(note.raw, start, end):
        end = stop.start()
    piece = cut(note, start, end, strip=" \t\r\n.,;")
    return field([piece]) if any(char.isalpha() for char in piece.raw) else None
