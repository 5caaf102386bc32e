"""The fields above the body: issuer, number, place, date, kind and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.model import AgencyType, Field, Header, Quote
from corpus.parsing.paragraphs import Paragraph, is_uppercase
from corpus.text import cut, cut_skeleton, field, fold, skeleton

# The national name and motto stand beside the issuer and share its line in pasted text. On skeletons; recognition
# errors as
# met in English OCR ("CQNG HOA XA HOQI", "Déc 1ap - Tw do").
_MOTTO = re.compile(r"c[oq0]ng h[oq]a x[ai] h[oq]+[iq]? ch[ui]|d[oe]c [l1i]ap ?[-–] ?t[uw] ?do|hanh ph[iu]+c")
# Matched: "Số: 118/KH-SGDĐT", "Số:      /KH-SKHCN", "Sé: 41 /KH-UBND", "S6:09 /KH-SKHCN".
# Refused: "số 19/2014/QĐ-TTg ngày".
_NUMBER = re.compile(
    r"\bs[oe06] ?[:.] ?(?P<number>\d{1,5}[a-z]?)? ?[.…]* ?/ ?(?P<symbol>[a-z][a-z&.]*(?: ?[-–] ?[a-z&.]+)+)"
)
# Matched: "Lam Kỳ, ngày 05 tháng 9 năm 2023", "…, ngày     tháng    năm 2023", "ngay 4 thang 01 nim 2024".
_PLACE_DATE = re.compile(
    r"(?P<place>[^,;:\d]{2,40}), ?ngay[ .…]*(?P<day>\d{1,2})?[ .…]*th[a-z]ng[ .…]*(?P<month>\d{1,2})?[ .…]*"
    r"n[a-z]m ?(?P<year>20\d\d)?"
)
# Matched: "KẾ HOẠCH", "KE HOACH", "K É HOẠCH". A kind followed by its title on one line is cut after the kind.
_KIND = re.compile(r"(?P<kind>ke hoach|quyet dinh|nghi quyet|phuong an|chuong trinh|de an)(?P<rest>\b.*)?")
_BODY_OPENING = re.compile(
    r"(?:can c[a-z]{1,3} |thuc hien (?:ke hoach|quyet dinh|chi thi|nghi|cong van|thong|chuong)|theo |tren co so |xet |"
    r"nham |de )"
)
# "Sở Khoa học và Công nghệ xây dựng Kế hoạch …": who issues, where no letterhead was kept.
_ENACTING = re.compile(
    r"(?:tren co so [^,]{5,80}, ?)?(?P<issuer>[a-z][^,;:]{4,90}?) ?(?:\([^)]*\) )?(?:xay dung|ban hanh|lap) "
    r"(?:va (?:xay dung|ban hanh|trien khai) )?ke hoach"
)
# Matched: "nam 2023", "nam hoc 2023-2024" (its first year), "nim 2024". Refused: "giai doan 2021-2025".
_YEAR_IN_TITLE = re.compile(r"n[ai]m (?:hoc )?(?P<year>20\d\d)")
# First words of the name of an agency, on skeletons: a line that opens with none continues the line above.
# Matched: "SỞ NÔNG NGHIỆP". Refused: "VÀ PHÁT TRIỂN NÔNG THÔN", "THÀNH PHỐ …" below "ỦY BAN NHÂN DÂN".
_AGENCY_OPENS = re.compile(
    r"(?:ubnd|uy ban|so |chi cuc|truong |trung tam|benh vien|bo |phong |van phong|ban (?!nhan dan)|cuc |tong cuc|"
    r"hoc vien|vien |hdnd|hoi dong|tinh uy|dang |bao tang|thu vien|nha (?:hat|van hoa|thieu nhi)|dai phat thanh|tram |"
    r"thanh tra )"
)
_AGENCY_TYPES = (
    (AgencyType.VP_UBND_TINH, re.compile(r"^van phong (?:ubnd|uy ban nhan dan|hdnd).*\b(?:tinh|thanh pho)")),
    (AgencyType.UBND_XA, re.compile(r"^(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran|dac khu)\b")),
    (AgencyType.UBND_HUYEN, re.compile(r"^(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa)\b")),
    (AgencyType.CHI_CUC, re.compile(r"^chi cuc\b")),
    (AgencyType.TRUONG, re.compile(r"^(?:truong|hoc vien)\b")),
    (AgencyType.SO, re.compile(r"^(?:so|thanh tra tinh|ban dan toc)\b")),
    (
        AgencyType.DON_VI_SU_NGHIEP,
        re.compile(r"^(?:trung tam|benh vien|vien|bao tang|thu vien|nha hat|dai phat thanh|ban quan ly|quy|tram)\b"),
    ),
)


def find_agency_type(issuer: str | None) -> AgencyType:
    """Returns the type of the agency by the first words of its name; ``khac`` where they tell none."""
    folded = fold(issuer or "")
    return next((kind for kind, words in _AGENCY_TYPES if words.search(folded)), AgencyType.KHAC)


def parse_header(paragraphs: Sequence[Paragraph]) -> tuple[Header, int]:
    """Reads the header of a plan.

    Args:
        paragraphs: all paragraphs of a document, letterhead cells included, in reading order.

    Returns:
        The header, and the index of the first paragraph of the body.
    """
    kind_at = next((index for index, paragraph in enumerate(paragraphs[:40]) if _is_kind(paragraph)), None)
    head = paragraphs[: kind_at if kind_at is not None else 12]
    title, body = _title(paragraphs, kind_at)
    number, symbol = _number(head)
    place, date_text, day = _place_date(head)
    agencies = _agencies(head)
    opening = paragraphs[body : body + 15]
    issuer = agencies[-1] if agencies else _enacting_issuer(opening)
    year = _year(title, day, date_text)
    header = Header(
        kind=_kind(paragraphs[kind_at]) if kind_at is not None else None,
        title=title,
        issuer=issuer,
        parent_issuer=agencies[-2] if len(agencies) > 1 else None,
        number=number,
        symbol=symbol,
        place=place,
        date_text=date_text,
        date=day,
        year=year,
        agency_type=find_agency_type(issuer.value if issuer else None),
    )
    return header, body


def _is_kind(paragraph: Paragraph) -> bool:
    match = _KIND.match(paragraph.skeleton)
    if match is None or paragraph.marker is not None:
        return False
    return not (match["rest"] or "").strip() or paragraph.field.value[: len(match["kind"])].isupper()


def _kind(paragraph: Paragraph) -> Field | None:
    first = paragraph.field.quotes[0]
    match = _KIND.match(skeleton(first.raw).text)
    return _part(first, *match.span("kind")) if match else None


def _title(paragraphs: Sequence[Paragraph], kind_at: int | None) -> tuple[Field | None, int]:
    if kind_at is None:
        return None, 0
    quotes: list[Quote] = []
    first, *others = paragraphs[kind_at].field.quotes
    match = _KIND.match(skeleton(first.raw).text)  # the first line alone: the title may run on into the others
    rest = _part(first, *match.span("rest")) if match and match["rest"] else None
    if rest or others:
        quotes.extend(rest.quotes if rest else ())
        quotes.extend(others)
    index = kind_at + 1
    while index < len(paragraphs) and index <= kind_at + 8:
        paragraph = paragraphs[index]
        numbered = paragraph.marker is not None and paragraph.marker.numbered
        if numbered or _BODY_OPENING.match(paragraph.skeleton) or _ENACTING.match(paragraph.skeleton):
            break
        if quotes and (paragraph.skeleton.endswith((";", ":")) or len(paragraph.skeleton) > 320):
            break
        if any(char.isalpha() for char in paragraph.field.value):
            quotes.extend(paragraph.field.quotes)
        index += 1
    return (field(quotes) if quotes else None), index


def _number(head: Sequence[Paragraph]) -> tuple[Field | None, Field | None]:
    for paragraph in head:
        for piece in paragraph.field.quotes:
            folded = skeleton(piece.raw)
            if match := _NUMBER.search(folded.text):
                number = _part(piece, *match.span("number")) if match["number"] else None
                return number, _part(piece, *match.span("symbol"))
    return None, None


def _place_date(head: Sequence[Paragraph]) -> tuple[Field | None, Field | None, date | None]:
    for paragraph in head:
        for piece in paragraph.field.quotes:
            folded = skeleton(piece.raw)
            match = _PLACE_DATE.search(folded.text)
            if match is None:
                continue
            start = _after_symbol(folded.text, match.start("place"))
            place = _part(piece, start, match.end("place"))
            words = _part(piece, folded.text.index(",", start) + 1, match.end())
            return place, words, _date(match)
    return None, None, None


def _after_symbol(text: str, start: int) -> int:
    """Skips a plan number that shares the line with the place ("41 /KH-UBND Lam Kỳ, ngày")."""
    match = _NUMBER.search(text)
    return (
        max(start, match.end())
        if match and match.start() <= start + 40 and match.end() < text.find(",", start)
        else start
    )


def _date(match: re.Match[str]) -> date | None:
    if not (match["day"] and match["month"] and match["year"]):
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _agencies(head: Sequence[Paragraph]) -> list[Field]:
    """Returns the agencies of the letterhead, superior first: lines in capitals, without the motto beside them."""
    agencies: list[Field] = []
    for paragraph in head:
        for piece in paragraph.field.quotes:
            for line in _lines(piece):
                folded = skeleton(line.raw)
                motto = _MOTTO.search(folded.text)
                stop = folded.offsets[motto.start()] if motto else len(line.raw)
                part = cut(line, 0, stop)
                if len(part.raw) >= 5 and is_uppercase(part.raw) and not _NUMBER.search(folded.text):
                    agencies.append(field([part]))
    return _join_wrapped(agencies)


def _lines(piece: Quote) -> list[Quote]:
    return [cut(piece, *match.span()) for match in re.finditer(r"[^\n]+", piece.raw)]


def _join_wrapped(agencies: list[Field]) -> list[Field]:
    """Joins a name set over two lines ("SỞ NÔNG NGHIỆP" / "VÀ PHÁT TRIỂN NÔNG THÔN"): the second opens no agency."""
    joined: list[Field] = []
    for agency in agencies:
        if joined and not _AGENCY_OPENS.match(fold(agency.value)):
            joined[-1] = field([*joined[-1].quotes, *agency.quotes])
        else:
            joined.append(agency)
    return joined


def _enacting_issuer(opening: Sequence[Paragraph]) -> Field | None:
    for paragraph in opening:
        first = paragraph.field.quotes[0]
        folded = skeleton(first.raw)
        match = _ENACTING.match(folded.text)
        if match and find_agency_type(match["issuer"]) is not AgencyType.KHAC:
            return _part(first, *match.span("issuer"))
    return None


def _part(piece: Quote, start: int, end: int) -> Field | None:
    """Returns the field at ``start:end`` of the skeleton of ``piece``, ``None`` where only blanks are left."""
    part = cut_skeleton(piece, start, end)
    return field([part]) if part.raw else None


def _year(title: Field | None, day: date | None, date_text: Field | None) -> int | None:
    if title and (match := _YEAR_IN_TITLE.search(fold(title.value))):
        return int(match["year"])
    if day:
        return day.year
    found = re.search(r"20\d\d", date_text.value) if date_text else None
    return int(found[0]) if found else None
