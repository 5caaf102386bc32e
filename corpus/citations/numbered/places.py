"""Places in the name of an issuing body: cut short with a stop, numbered, parted from those above them by a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citations.passage import Passage

# A kind of place cut short, before its stop. Matches " tp", " tx", "p" in "t.p"; refuses " cap".
_SHORT = re.compile(r"(?<![a-z])(?:tp|tx|tt|h|q|p|(?<=t\.)x)\Z")
# Its first letter, before a stop and the second. Matches "t" in " t.p.", " t.x "; refuses "t" in " t.phap".
_INITIAL = re.compile(r"(?<![a-z])t(?=\.[px](?![a-z]))")
_LONGEST_SHORT = 4
# What opens a sentence behind "UBND TP.". Matches "cac don vi", "uy ban"; refuses "cao bang", "cam ranh".
_SENTENCE = re.compile(
    r"(?:cac|uy ban|ubnd|giao|so|phong|theo|can cu|thuc hien|trong|de|noi dung|yeu cau|ke hoach)(?!\w)"
)
# A place whose name may be a number, before it. Matches "quan ", "p.", "phuong "; refuses "co quan ", "huyen ".
_NUMBERED = re.compile(r"(?<![a-z])(?<!co )(?:quan|phuong|xa|to|q|p)(?:\. ?| )\Z")
_LONGEST_NUMBERED = 12
# What may stand behind such a number, so that it counts nothing. Matches "1 ve", "5, quan 3", "12;"; refuses
# "15/01/2024", "12 ho ngheo", "3.000".
_NUMBER = re.compile(
    r"\d{1,2}(?![\w/\-–])(?= ?\Z| ?[;:)\"”]|,|\.(?!\d)"
    r"| (?:ve|v/v|ngay|va|ban hanh|phe duyet|quy dinh|huong dan|thong qua|trien khai|to chuc|tp|thanh pho|khoa)(?!\w))"
)
# A kind cut to its letter with its number. Matches "Q1", "P12"; refuses "q1", "UBND1".
_NUMBERED_SHORT = re.compile(r"[QP]\d{1,2}")
# A comma and a kind of place. Matches ", tinh b", ", tp.h", ",huyen c"; refuses ", tinh.", " tinh b".
_ABOVE = re.compile(r",(?P<gap> ?)(?P<kind>tinh|thanh pho|t\.?p|huyen|quan|q|h|thi xa|t\.?x)(?:\. ?| )(?=(?P<name>\w))")
# A kind of place within a name. Matches "xa ", "tp."; refuses "xa" in "xa hoi", "thanh" in "thanh tra".
_KIND = re.compile(
    r"(?<!\w)(?P<kind>tinh|thanh pho|t\.?p|huyen|quan|q|h|thi xa|t\.?x|xa|phuong|p|thi tran|tt)(?!\w)"
    r"(?! (?:hoi|vien)\b)"
)
_RANKS = {"xa": 1, "phuong": 1, "p": 1, "thi tran": 1, "tt": 1,
          "huyen": 2, "quan": 2, "q": 2, "h": 2, "thi xa": 2, "tx": 2, "thanh pho": 2, "tp": 2, "tinh": 3}  # fmt: skip
_CITIES = frozenset({"thanh pho", "tp"})
_CITY_ABOVE = 2.5  # a city above a district is a province's; so "quận 1, thành phố X", not "thành phố X, quận 1"


def find_next_place(passage: Passage, start: int, end: int) -> int | None:
    """Returns where the name from ``start`` goes on with a place behind ``end``, after a stop or comma."""
    if passage.face.text.startswith(".", end):
        return _find_glued(passage, end)
    return _find_higher(passage, start, end)


def _find_glued(passage: Passage, end: int) -> int | None:
    """Returns where a name goes on behind a kind of place cut short and its stop at ``end``, ``None`` if it does not.

    ``UBND TP. Hải Phòng``, ``UBND TP.Hải Phòng``, ``UBND Q.1``, ``UBND T.P. Vinh``.
    """
    text = passage.face.text
    start = max(0, end - _LONGEST_SHORT)
    if _INITIAL.match(text, end - 1) and text[end - 2 : end - 1] == " ":
        return end + 1
    if not _SHORT.search(text, start, end):
        return None
    at = end + (2 if text.startswith(". ", end) else 1)
    first = passage.raw(at, at + 1)
    return at if (first.isupper() and not _SENTENCE.match(text, at)) or first.isdigit() else None


def is_numbered_short(raw: str) -> bool:
    """Tells whether a word is a kind of place cut to a letter, with its number: "Q1"."""
    return _NUMBERED_SHORT.fullmatch(raw) is not None


def closes_number(passage: Passage, match: re.Match[str]) -> bool:
    """Tells whether a number is the name of a place: "Quận 1", "Phường 12", no count ("xã 12 hộ") and no date."""
    text, start = passage.face.text, match.start()
    if not _NUMBERED.search(text, max(0, start - _LONGEST_NUMBERED), start):
        return False
    if _NUMBER.match(text, start):
        return True
    return bool(re.match(r"\d{1,2} \w", text[start : start + 4])) and passage.raw(*_next_letter(match)).isupper()


def _next_letter(match: re.Match[str]) -> tuple[int, int]:
    return match.end() + 1, match.end() + 2


def _find_higher(passage: Passage, start: int, end: int) -> int | None:
    """Returns where ``tỉnh X`` begins behind the comma at ``end``, if the name from ``start`` ends in a place below it.

    ``UBND huyện Châu Thành, tỉnh Bến Tre``; not ``UBND tỉnh, huyện Hải Hậu``, ``UBND huyện X, huyện Y``.
    """
    above = _match_above(passage, start, end)
    if above is None or not _is_named(passage, start, end):
        return None
    return end + 1 + len(above["gap"])


def is_cut(passage: Passage, start: int, end: int) -> bool:
    """Tells whether a name ends in a kind of place whose name goes on in a way that could not be read.

    Such a name is none: "UBND quận", of "UBND quận 1 …", would be taken for the district of the plan.
    """
    text = passage.face.text
    if _is_named(passage, start, end):
        return False
    numbered = _NUMBERED.search(f"{text[max(start, end - _LONGEST_NUMBERED) : end]} ")
    if numbered is not None and re.match(r"\.? ?\d{1,2}(?![\d/\-–])", text[end : end + 5]):
        return not numbered[0].startswith(("xa", "to"))  # "UBND xã 12 hộ" is a count
    return _match_above(passage, start, end) is not None


def _match_above(passage: Passage, start: int, end: int) -> re.Match[str] | None:
    """Matches a comma with a kind of place above the last one between ``start`` and ``end``, if it has a name."""
    text = passage.face.text
    above = _ABOVE.match(text, end)
    below = list(_list_ranks(text[start:end]))
    if above is None or not below:
        return None
    first = passage.raw(*above.span("name"))
    if not (first.isupper() or (first.isdigit() and above["kind"] in {"quan", "q"})):
        return None
    kind = above["kind"].replace(".", "")
    return above if below[-1] < (_CITY_ABOVE if kind in _CITIES else _RANKS[kind]) else None


def _list_ranks(name: str) -> Iterator[int]:
    yield from (_RANKS[kind["kind"].replace(".", "")] for kind in _KIND.finditer(name))


def _is_named(passage: Passage, start: int, end: int) -> bool:
    """Tells whether a name ends in the name of a place and not in its kind only."""
    kinds = list(_KIND.finditer(passage.face.text, start, end))
    return not kinds or kinds[-1].end() < end
