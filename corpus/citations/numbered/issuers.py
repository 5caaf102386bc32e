"""The issuing body named after a number: "của Bộ Khoa học và Công nghệ"."""

from __future__ import annotations

import re

from corpus.citations.numbered.places import closes_number, find_next_place, is_cut, is_numbered_short
from corpus.citations.passage import Passage, State, judge
from corpus.text import normalise

_MOST_WORDS = 18
_FIELD_WINDOW = 70

# "của" and what recognition makes of it. Matches " cua ", " ctia ", ", cia "; refuses " cho ".
_OF = re.compile(r"[ ,]{1,2}(?P<word>c[uihtlfjr1]{1,3}[aа]) ")
# Bodies that issue together, with a small letter. Matches "lien bo tai chinh", "lien so"; refuses "lien quan".
_JOINT_BODY = re.compile(r"lien (?:bo|so|nganh)\b")
# What a comma joins to the name before it: "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Bộ Chính trị, Ban Bí thư".
_SECOND = (", chu nhiem ", ", ban bi thu")
_WORD = re.compile(r"[^\s,;:.()“”\"'/…\[\]{}|]+")
# A standard after which the name may go on: "Bộ Văn hóa, Thể thao và Du lịch". Matches ", the thao va";
# refuses ", bo xay".
_LISTED = re.compile(r", ?[^\W\d]+(?: [^\W\d]+){0,3},? va ")
# The field of a steering committee, up to the end of the clause. Matches " ve hoan thien the che, phap luat;"; refuses
# " ve viec kien toan", " ve ke hoach nam 2024 va".
_FIELD = re.compile(r" ve (?!viec |ke hoach )[^;.\d]+(?=[;.]|\Z)")
# "về việc", "v/v" as recognition leaves them. Matches "ve viec", "v€ viéc", "v/v"; refuses "ve sinh".
_ABOUT = re.compile(r"v[e€6]? vi[e€6][ck] |v/v")
_DASHED = re.compile(r" ?[-–] ?")

# Words that end an issuer, compared with their accents ("về", not "vệ") unless the text has none.
_ENDS = frozenset(
    {
        "về", "v/v", "có", "đã", "là", "tại", "được", "bị", "để", "cho", "theo", "thì", "này", "nêu", "khi",
        "gồm", "trong", "từ", "ngày", "số", "đến", "do", "với", "bằng", "nhằm", "cùng", "còn", "phải", "sẽ",
        "trên", "hoặc", "trừ", "không", "đối", "nhưng", "nếu", "sau", "trước", "mà", "vào", "ra", "năm", "quy",
    }
)  # fmt: skip
_ENDS_BARE = frozenset(
    {
        "ve", "ngay", "so", "duoc", "gom", "theo", "cho", "nham",
    }
)  # fmt: skip
# Verbs of two words that end an issuer where they begin with a small letter (or where all is capitals).
_VERBS = frozenset(
    {
        "quy dinh", "huong dan", "ban hanh", "phe duyet", "sua doi", "bo sung", "thuc hien", "trien khai", "cong bo",
        "bai bo", "dieu chinh", "thay the", "can cu", "tiep tuc", "thanh lap", "kien toan", "giao nhiem", "giao chi",
        "tang cuong",
        "thong qua", "dinh chinh", "huy bo", "thoa thuan", "chap thuan", "cu the", "lien quan", "nhu sau", "lam can",
    }
)  # fmt: skip
# Words that open the name of another body. A line that opens with one is another cell of a table.
_HEADS = frozenset(
    {
        "bo", "so", "uy", "ubnd", "hdnd", "chinh", "thu", "quoc", "hoi", "ban", "cac", "tong", "cuc", "chi",
        "phong", "van", "tinh", "thanh", "toa", "vien", "kiem", "truong", "trung", "ngan",
    }
)  # fmt: skip
# Bodies after a comma or "và".
_BODIES = ("bo ", "so ", "uy ban", "ubnd", "hdnd", "chinh phu", "thu tuong", "quoc hoi", "hoi dong", "cac ", "tong cuc",
           "cuc ", "chi cuc", "chu tich", "bo truong", "giam doc", "trung tam")  # fmt: skip
_JOINT = tuple(f", {body}" for body in _BODIES)
# An issuer that ends in one of these is not complete: the next line goes on.
_OPEN_ENDS = frozenset(
    {
        "truong", "tich", "tuong", "doc", "vu", "hanh", "va", "ban", "cua", "uy", "hoi", "so", "cuc",
    }
)  # fmt: skip
# Names that nothing may follow: what comes next is another cell or another clause.
_COMPLETE = frozenset(
    {
        "chinh phu", "thu tuong chinh phu", "bo chinh tri", "quoc hoi", "chu tich nuoc", "ban bi thu trung uong dang",
        "uy ban thuong vu quoc hoi", "hoi dong bo truong", "hoi dong chinh phu",
    }
)  # fmt: skip
TYPE_OPENINGS = (
    "quyet dinh", "nghi dinh", "nghi quyet", "thong tu", "luat", "bo luat", "phap lenh", "chi thi", "ke hoach",
    "cong van", "van ban", "thong bao", "bao cao", "to trinh", "de an", "chuong trinh", "huong dan", "ket luan",
    "quy dinh",
)  # fmt: skip


def read_issuer(passage: Passage, position: int, *, shared: bool) -> tuple[int, int] | None:
    """Reads ``của <issuer>`` at ``position``; returns the range of the name, ``None`` where there is none.

    Args:
        passage: the paragraph.
        position: after the number or the date.
        shared: the document is issued jointly, so further bodies may follow a comma or ``và``.
    """
    text = passage.face.text
    of = _OF.match(text, position)
    if not of:
        return None
    words: list[str] = []
    at = end = of.end()
    while len(words) < _MOST_WORDS and (match := _WORD.match(text, at)):
        raw = normalise(passage.raw(*match.span()))
        if _stops(passage, match, raw, words, shared=shared):
            break
        end = match.end()
        footnote = re.search(r"(?<=[^\W\d])\d{1,2}\Z", raw) if words and not is_numbered_short(raw) else None
        words.append(match[0].rstrip("0123456789") if footnote else match[0])
        if footnote:
            end -= len(footnote[0])
        if footnote or (" ".join(words) in _COMPLETE and not text.startswith((" khoa ", *_SECOND), end)):
            break
        if _names_a_field(passage, words, end):
            end += len(re.split(r"[;.]", text[end : end + _FIELD_WINDOW], maxsplit=1)[0].rstrip())
            break
        at = _next_word(passage, of.end(), end, shared=shared)
        if at == end:
            break
    while words and words[-1] in {"va", "-", "–"}:
        words.pop()
        end = of.end() + len(text[of.end() : end].rsplit(" ", 1)[0])
    return (of.end(), end) if words and not is_cut(passage, of.end(), end) else None


def _next_word(passage: Passage, start: int, end: int, *, shared: bool) -> int:
    """Returns where the name that begins at ``start`` goes on after ``end``, or ``end`` where it does not."""
    text = passage.face.text
    listed = _LISTED.match(text, end)
    if listed and not _opens_clause(passage, listed):
        rest = text[end + 1 : listed.end()].lstrip()
        if shared or not (rest + " ").startswith(_BODIES):
            return end + (2 if text[end + 1 : end + 2] == " " else 1)
        return end
    if text.startswith(_SECOND, end) or (shared and text.startswith(_JOINT, end)):
        return end + 2
    if (place := find_next_place(passage, start, end)) is not None:
        return place
    if dashed := _DASHED.match(text, end):
        return dashed.end()
    return end + 1 if text[end : end + 1] == " " else end


def _opens_clause(passage: Passage, listed: re.Match[str]) -> bool:
    """Tells whether a verb stands behind a comma: ", giao Sở Nội vụ và"; names go on with capitals."""
    first = listed.end() - len(listed[0][1:].lstrip())
    return passage.raw(first, first + 1).islower() and any(map(str.isupper, passage.raw(first, listed.end())))


def _stops(passage: Passage, match: re.Match[str], raw: str, words: list[str], *, shared: bool) -> bool:
    """Tells whether a word can no longer belong to the issuer."""
    text, start = passage.face.text, match.start()
    following = text[start : start + 40]
    capital = raw[:1].isupper()
    opens_document = following.startswith(TYPE_OPENINGS)
    if not words:
        return not (capital or _JOINT_BODY.match(text, start)) or opens_document
    if raw[:1].isdigit():
        return not closes_number(passage, match) and (words[-1] != "dao" or not re.match(r"\d{2,3} [^\W\d]", following))
    if match[0] == "va":
        name = passage.raw(match.end() + 1, match.end() + 2) if match.end() + 1 < len(text) else ""
        rest = text[match.end() + 1 : match.end() + 40]
        return not name[:1].isupper() or rest.startswith(TYPE_OPENINGS) or (not shared and rest.startswith(_BODIES))
    if _is_end(passage, match, raw) or (capital and opens_document):
        return True
    another_line = passage.breaks(start - 1, start) and words[-1] not in _OPEN_ENDS and len(words) > 1
    return another_line and capital and _opens_body(match[0], words)


def _is_end(passage: Passage, match: re.Match[str], raw: str) -> bool:
    """Tells whether a word opens what follows an issuer: "về", "quy định", "có"."""
    text, start = passage.face.text, match.start()
    bare = raw.lower() == match[0]
    if _ABOUT.match(text, start) or raw.lower() in _ENDS or (bare and match[0] in _ENDS_BARE):
        return True
    if match[0] == "ve":
        return judge(raw, "vệ") is not State.CLEAN
    pair = " ".join(text[start : start + 40].split(" ", 2)[:2]).rstrip(".,;:")
    return pair in _VERBS and (not raw[:1].isupper() or passage.raw(start, start + 4).isupper())


def _opens_body(word: str, words: list[str]) -> bool:
    return word in _HEADS and not (word == "chinh" and len(words) == 2 and words[0] == "thu")


def _names_a_field(passage: Passage, words: list[str], end: int) -> bool:
    """Tells whether ``về …`` still belongs to the name: "Ban Chỉ đạo Trung ương về hoàn thiện thể chế, pháp luật"."""
    match = _FIELD.match(passage.face.text, end, end + _FIELD_WINDOW)
    if match is None or words[:3] != ["ban", "chi", "dao"] or any(word[:1].isdigit() for word in words):
        return False
    return not any(verb in match[0] for verb in _VERBS)
