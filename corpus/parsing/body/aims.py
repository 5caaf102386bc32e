"""What a plan is for and what it asks of the work as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Field
from corpus.parsing.actors.unit_names import Opening, find_opening
from corpus.parsing.body.items import read_body
from corpus.parsing.body.parts import Part, find_bare_part
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.unit_phrases import is_unit, names_unit
from corpus.text import cut, field, fold, skeleton

# Words that only lead to the items below them. Matched: "Kế hoạch này nhằm:", "Yêu cầu:". Refused: "Nâng cao ý thức".
_LEADS_IN = re.compile(r"[^:]{0,80}:$")
_INLINE = re.compile(
    r"(?P<name>muc dich(?:,? y nghia)?|muc tieu(?: chung| cu the)?|yeu cau)(?: cua ke hoach)? ?: ?(?=\S)"
)
# How a purpose begins where "Mục đích, yêu cầu" is not divided, on skeletons. Matched: "Nhằm nâng cao", "Tiếp tục duy
# trì", "Tạo chuyển biến". Refused: "Bảo đảm tiến độ", "Việc đánh giá".
_PURPOSE = re.compile(
    r"(?:nham|nang cao|tiep tuc|gop phan|tao|day manh|cu the hoa|trien khai|tang cuong|phat huy|duy tri|xay dung|"
    r"cai tien|khac phuc|giup|huong toi|thuc day|chuan hoa|hoan thien|kiem soat|ap dung|mo rong|doi moi|thong nhat|"
    r"phan dau|lam co so|danh gia|phat hien|thuc hien co hieu qua|thuc hien tot|rut ngan|giam|cung co|minh bach|"
    r"cai thien|hinh thanh|cat giam|thay|chuyen doi|loai bo|han che|cung cap|dua|phuc vu|khang dinh|quan triet|"
    r"tiep can)\b"
)
# What marks a requirement there. Matched: "Việc đánh giá phải khách quan", "Bảo đảm đúng tiến độ", "Yêu cầu các
# phòng", "100% quy trình", "Không làm phát sinh". Refused: "Nâng cao trách nhiệm".
_REQUIREMENT = re.compile(
    r"(?:bao dam|dam bao|yeu cau|viec |xac dinh ro|phan cong ro|100%|moi |khong |gan |bam sat|thu truong|"
    r"nguoi dung dau)"
)
_MUST = re.compile(r"\b(?:phai|can phai|can duoc|bat buoc|co trach nhiem|khong duoc)\b")


def find_aims(placed: Sequence[Placed]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Returns purposes and requirements, a paragraph each, without their marks.

    Headings tell them apart. Below one heading for both, an item is a requirement where it says what must be
    ("phải", "bảo đảm", "yêu cầu", a unit as its subject), a purpose where it begins as one ("Nhằm", "Nâng cao", "Tiếp
    tục"); any other is neither: which it is was not written.
    """
    purposes: list[Field] = []
    requirements: list[Field] = []
    for position, entry in enumerate(placed):
        if entry.part not in {Part.PURPOSE, Part.REQUIREMENT, Part.AIMS}:
            continue
        part, text = _inline(entry)
        below = position + 1 < len(placed) and placed[position + 1].part is entry.part
        if text is None or (below and _LEADS_IN.fullmatch(text.value)):
            continue
        told = _tell(text) if part is Part.AIMS else part
        if told is Part.PURPOSE:
            purposes.append(text)
        elif told is Part.REQUIREMENT:
            requirements.append(text)
    return tuple(purposes), tuple(requirements)


def _inline(entry: Placed) -> tuple[Part, Field | None]:
    """Returns the part and the text of a paragraph: "2. Yêu cầu: Các phòng …" names its own; a heading has no text."""
    text = read_body(entry)
    first, *others = text.quotes
    folded = skeleton(first.raw)
    if match := _INLINE.match(folded.text):
        rest = cut(first, folded.offsets[match.end()], len(first.raw))
        part = Part.REQUIREMENT if match["name"] == "yeu cau" else Part.PURPOSE
        return part, field([rest, *others])
    marker = entry.marker
    top = marker is not None and marker.rank <= 1 and entry.heading and len(entry.path) == 1
    heading = top or (entry.heading and (marker is None or entry.paragraph.uppercase))
    if heading or find_bare_part(entry.paragraph.skeleton) or _names_only(entry):
        return entry.part, None
    return entry.part, text


def _names_only(entry: Placed) -> bool:
    """Whether a numbered line only names whom the aims below it are for ("1. Đối với UBND huyện")."""
    body = fold(entry.paragraph.body)
    return entry.heading and (body.startswith(("doi voi ", "tai ")) or is_unit(entry.paragraph.body))


def _is_asked(text: str) -> bool:
    """Whether a unit is the subject ("Các phòng phối hợp chặt chẽ"); of staff it may be what the plan is for."""
    return names_unit(text) and find_opening(text) is not Opening.WEAK_BARE


def _tell(text: Field) -> Part | None:
    folded = fold(text.value)
    if _MUST.search(folded) or _REQUIREMENT.match(folded) or _is_asked(text.value):
        return Part.REQUIREMENT
    return Part.PURPOSE if _PURPOSE.match(folded) else None
