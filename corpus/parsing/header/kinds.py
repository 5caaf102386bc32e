"""What a document is called: the kind of document and its title, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Field, Quote
from corpus.parsing.body.paragraphs import Paragraph, is_uppercase
from corpus.parsing.body.parts import find_bare_part, find_part
from corpus.parsing.closing.offices import opens_office
from corpus.parsing.header.agencies import AGENCY_OPENS, opens_agency
from corpus.parsing.header.dateline import OfficeNumber, find_number, split_lines
from corpus.text import cut, cut_skeleton, field, fold, skeleton, strip_end


def _spaced(words: str) -> str:
    return " ?".join(words.replace(" ", ""))


# Matched: "KẾ HOẠCH", "KE HOACH", "K É HOẠCH", "K Ế   H O Ạ C H", "DỰ THẢO KẾ HOẠCH". A kind followed by its title on
# one line is cut after the kind.
_PLANS = "|".join(map(_spaced, ("ke hoach", "phuong an", "chuong trinh", "de an")))
_ACTS = "|".join(map(_spaced, ("quyet dinh", "nghi quyet")))
_KIND = re.compile(rf"(?:\(?du thao\)? )?(?P<kind>{_PLANS}|{_ACTS})(?P<rest>\b.*)?", re.DOTALL)
_ACT = re.compile(_ACTS)
# First words of a base of the plan, or of what an act says. Refused, as a title: "Thực hiện công tác năm 2025".
_BODY_OPENING = re.compile(
    r"(?:can c[a-z]{1,3} |thuc hien (?:ke hoach|quyet dinh|chi thi|nghi|cong van|thong|chuong|luat|huong dan|ket luan|"
    r"chi dao|su |van ban|y kien)|theo |tren co so |xet |nham |de |trong )"
)
# What ends a title whatever was read of it.
_TITLE_STOP = re.compile(r"can c[a-z]{1,3} |kinh gui|noi nh[a-z]n\b|dieu \d|phu luc\b")
# Below a title: "(Dự thảo)" is passed over, "(Kèm theo Quyết định số …)" ends it.
_DRAFT = re.compile(r"\W*du thao\W*(?:lan \d+\W*)?")
_NOTE = re.compile(r"\(? ?(?:duoc )?(?:ban hanh )?kem theo\b")
# "Sở Khoa học và Công nghệ xây dựng Kế hoạch …": who issues, where no letterhead was kept; also behind the bases of the
# same paragraph. A comma belongs to some names: "Sở Văn hóa, Thể thao và Du lịch".
# Refused: "Văn phòng tham mưu xây dựng kế hoạch", "giao Sở Nội vụ xây dựng kế hoạch".
_ENACTING = re.compile(
    rf"(?:^|[,;.] ?)(?P<issuer>(?={AGENCY_OPENS})(?:[^,;:.()]|(?<=van hoa), |(?<=khoa hoc), ){{3,90}}?) ?"
    r"(?:\([^)]{1,80}\),? )?(?:xay dung|ban hanh|lap|trien khai) "
    r"(?:va (?:xay dung|ban hanh|trien khai|to chuc) )?ke hoach"
)
# In the raw words, as "giáo" and "giao" are the same without accents.
_NO_ISSUER = re.compile(r"(?<!\w)(?:tham mưu|giao|chủ trì|phối hợp|yêu cầu|đã|sẽ|theo|về|của|để|cần)(?!\w)")
# Below a title, whose plan it is. Matched: "(Của Ban Quản lý dự án)". Refused: "(của năm 2024) và".
_OWNER = re.compile(rf"\(\s*cua (?P<issuer>(?={AGENCY_OPENS})[^()]*?)\s*\)[ .]*")
# An aim that opens a body without any heading. Matched: "Mục đích: kiểm soát hồ sơ". Refused: "Mục tiêu năm 2024".
_AIM_LABEL = re.compile(r"(?:muc dich|muc tieu|yeu cau)(?:[ ,]+(?:va )?(?:muc dich|yeu cau|y nghia))? ?:")
_LONGEST_TITLE = 320
_TITLE_PARAGRAPHS = 8
_LONG_WORDS = 25
_FARTHEST_KIND = 40


def find_kind(paragraphs: Sequence[Paragraph]) -> int | None:
    """Returns the index of the paragraph that names the kind of document, ``None`` where none does.

    A line that is the kind alone goes before one that goes on with the title; capitals before small letters.
    """
    reach: list[int] = []
    for index, paragraph in enumerate(paragraphs[:_FARTHEST_KIND]):
        numbered = paragraph.marker is not None and paragraph.marker.numbered
        if numbered or _TITLE_STOP.match(paragraph.skeleton):
            break
        reach.append(index)
    candidates = [index for index in reach if opens_kind(paragraphs[index])]
    bare = [index for index in candidates if is_bare_kind(paragraphs[index])]
    if candidates:
        return bare[0] if bare else candidates[0]
    return next((index for index in reach if _names_plan(paragraphs[index])), None)


def opens_kind(paragraph: Paragraph) -> bool:
    """Tells whether a paragraph is, or begins with, the kind of document, as a title page has it."""
    match = _KIND.match(paragraph.skeleton)
    if match is None or paragraph.marker is not None:
        return False
    kind = cut_skeleton(paragraph.field.quotes[0], *match.span("kind"))
    return is_bare_kind(paragraph) or is_uppercase(kind.raw)


def is_bare_kind(paragraph: Paragraph) -> bool:
    """Tells whether nothing but the kind stands in the first line of a paragraph, "QUYẾT ĐỊNH:" left out."""
    first = next(split_lines(paragraph))
    match = _KIND.match(fold(first.raw))
    if match is None or paragraph.marker is not None:
        return False
    rest = (match["rest"] or "").strip()
    return not rest or _DRAFT.fullmatch(rest) is not None


def is_plan_kind(kind: Field) -> bool:
    """Tells whether a kind is that of a plan, not of an act that issues one."""
    return _ACT.match(fold(kind.value)) is None


def _names_plan(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a title that begins with "Kế hoạch" in small letters, as web pages have it."""
    match = _KIND.match(paragraph.skeleton)
    if match is None or paragraph.marker is not None or not paragraph.field.value[:1].isupper():
        return False
    ends = paragraph.skeleton.endswith((".", ";", ":", ","))
    return (
        bool(match["rest"]) and match["rest"].startswith(" ") and not ends and len(paragraph.skeleton) <= _LONGEST_TITLE
    )


def read_kind(paragraph: Paragraph) -> Field | None:
    """Returns the kind that a paragraph begins with."""
    first = paragraph.field.quotes[0]
    match = _KIND.match(skeleton(first.raw).text)
    return field([cut_skeleton(first, *match.span("kind"))]) if match else None


def read_title(paragraphs: Sequence[Paragraph], kind_at: int) -> tuple[Field | None, int]:
    """Reads the title that begins behind or below the kind at ``kind_at``; returns it and the index of what follows."""
    act = _ACT.search(paragraphs[kind_at].skeleton) is not None
    lines, whole = _title_lines(_behind_kind(paragraphs[kind_at]), act=act, begun=False)
    index = kind_at + 1
    while whole and index < len(paragraphs) and index <= kind_at + _TITLE_PARAGRAPHS:
        if _ends_title(paragraphs[index], lines):
            break
        more, whole = _title_lines(list(split_lines(paragraphs[index])), act=act, begun=bool(lines))
        lines += more
        index += 1
    return (strip_end(field(_joined(paragraphs, lines)), " .;:*") if lines else None), index


def _behind_kind(paragraph: Paragraph) -> list[Quote]:
    first, *others = split_lines(paragraph)
    match = _KIND.match(skeleton(first.raw).text)
    rest = cut_skeleton(first, *match.span("rest"), strip=" \t\r\n:*") if match and match["rest"] else None
    if rest and (number := find_number(rest)) and number.start == 0:  # "KẾ HOẠCH SỐ 12/KH-KT"
        rest = cut(rest, number.end, len(rest.raw))
    return [*([rest] if rest and rest.raw else []), *others]


def number_behind(paragraph: Paragraph) -> OfficeNumber | None:
    """Returns the number that stands behind the kind on its line ("KẾ HOẠCH SỐ 12/KH-KT")."""
    first = next(split_lines(paragraph))
    match = _KIND.match(skeleton(first.raw).text)
    if match is None or not match["rest"]:
        return None
    number = find_number(cut_skeleton(first, *match.span("rest"), strip=" \t\r\n:*"))
    return number if number and number.start == 0 else None


def _title_lines(lines: Sequence[Quote], *, act: bool, begun: bool) -> tuple[list[Quote], bool]:
    """Returns the lines of a title up to a note or the authority of an act, and whether none of these ended it."""
    kept: list[Quote] = []
    for line in lines:
        folded = fold(line.raw)
        plain = cut(line, 0, len(line.raw), strip=" \t\r\n*#|")
        note = _NOTE.search(folded)
        ended = note is not None and note.start() == 0
        ended = ended or _OWNER.fullmatch(fold(plain.raw)) is not None
        if ended or (_TITLE_STOP.match(folded) and not line.raw[:1].islower() and (begun or kept)):
            return kept, False
        if not any(char.isalnum() for char in folded) or _DRAFT.fullmatch(folded):
            continue
        if act and (begun or kept) and is_uppercase(plain.raw) and _is_authority(folded.strip("*#| ")):
            return kept, False
        if note and folded[note.start()] == "(":
            return [*kept, cut_skeleton(line, 0, note.start())], False
        kept.append(plain)
    return kept, True


def _is_authority(folded: str) -> bool:
    return opens_office(folded) or opens_agency(folded)


def _ends_title(paragraph: Paragraph, lines: Sequence[Quote]) -> bool:
    value, folded = paragraph.field.value, paragraph.skeleton
    if paragraph.marker is not None and (paragraph.marker.numbered or lines) and any(char.isalpha() for char in value):
        return True
    if _TITLE_STOP.match(folded) or _AIM_LABEL.match(folded) or find_enacting(paragraph) or opens_kind(paragraph):
        return True
    opens_body = _BODY_OPENING.match(folded) is not None
    if not lines:
        return opens_body and folded.endswith((";", ":", ".", ","))
    if find_bare_part(folded) is not None:
        return True
    goes_on = value[:1].islower() or (paragraph.uppercase and all(is_uppercase(line.raw) for line in lines))
    if goes_on or folded.endswith((";", ":", ".")) or len(folded) > _LONGEST_TITLE:
        return folded.endswith((";",) if goes_on else (";", ":", ".")) or len(folded) > _LONGEST_TITLE
    heading = paragraph.uppercase and find_part(folded) is not None
    return opens_body or heading or (folded.endswith(",") and len(folded.split()) > _LONG_WORDS)


def _joined(paragraphs: Sequence[Paragraph], lines: Sequence[Quote]) -> list[Quote]:
    """Gives back the passages that lines were cut from, where every line of a passage was kept."""
    quotes: list[Quote] = []
    left = list(lines)
    pieces = {piece.source.start: piece for paragraph in paragraphs for piece in paragraph.field.quotes}
    while left:
        piece = pieces.get(left[0].source.start)
        inside = [line for line in left if piece and line.source.end <= piece.source.end]
        if piece and inside and inside[-1].source.end == piece.source.end and not _skips(piece, inside):
            quotes.append(piece)
            left = left[len(inside) :]
        else:
            quotes.append(left.pop(0))
    return quotes


def _skips(piece: Quote, lines: Sequence[Quote]) -> bool:
    return sum(len(line.raw.split()) for line in lines) != len(piece.raw.split())


def find_enacting(paragraph: Paragraph) -> Field | None:
    """Returns who issues the plan by the sentence that does so, ``None`` where a paragraph has no such sentence."""
    first = paragraph.field.quotes[0]
    folded = skeleton(first.raw)
    for match in _ENACTING.finditer(folded.text):
        issuer = cut_skeleton(first, *match.span("issuer"))
        if not _NO_ISSUER.search(issuer.raw):
            return field([issuer])
    return None


def find_owner(paragraph: Paragraph) -> Field | None:
    """Returns whose plan it is where a line in brackets says so ("(Của Ban Quản lý dự án)"), else ``None``."""
    for line in split_lines(paragraph):
        plain = cut(line, 0, len(line.raw), strip=" \t\r\n*#|_")
        if match := _OWNER.fullmatch(skeleton(plain.raw).text):
            return field([cut_skeleton(plain, *match.span("issuer"))])
    return None
