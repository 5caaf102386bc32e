"""Issuing bodies: the one that a number names by its code, and whether two names are of one body."""

from __future__ import annotations

import re
from functools import cache

from corpus.citations.issuer_codes import is_national_name, issuers_in
from corpus.citations.keys import plain_key
from corpus.citations.tables import load_issuer_names
from corpus.text import fold

# Who signs for a body. Matches "bo truong bo tai chinh", "chu tich ubnd tinh", "giam doc so noi vu"; refuses
# "bo tai chinh", "thu tuong chinh phu".
_HEAD = re.compile(r"(?:bo truong|thu truong|chu tich|giam doc|pho \w+ \w+|tong cuc truong|cuc truong) (?=\w)")
_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tp": "thanh pho",
    "tp.": "thanh pho",
    "ptnt": "phat trien nong thon",
    "khcn": "khoa hoc va cong nghe",
    "kh&cn": "khoa hoc va cong nghe",
    "gddt": "giao duc va dao tao",
    "gd&dt": "giao duc va dao tao",
}
# What stands before a field that has a short name: "Bộ NN&PTNT", "Sở LĐ-TB&XH".
_OF_FIELD = frozenset({"bo", "so", "phong"})
# A shorter one may mean another: "Bộ CT" is the Bộ Chính trị, and "CT" stands for the Bộ Công Thương in a number.
_SHORTEST_FIELD = 4
# "NN", "và", "PTNT".
_MOST_FIELD_WORDS = 3
# A body that its name tells from every other one: of a province. Matches "UBND tỉnh Hưng Yên", "Sở Nội vụ thành phố Hải
# Phòng", "UBND TP. Cần Thơ"; refuses "UBND tỉnh", "UBND xã Tân Lập" (many provinces have one), "UBND tỉnh ban hành".
_OF_PROVINCE = re.compile(r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?) [A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÓÒÚÙÍÌÝ]\w+ [A-ZĐ]\w+")

# A number with codes, as in a key. Matches "45/KH-UBND", "66-NQ/TW"; refuses "Luật Đất đai", "08".
_CODED = re.compile(r"\d[^\W\d_]?[/-][^\s]*[^\W\d_]")


def find_body(name: str) -> str | None:
    """Returns the name of the nation's body that ``name`` means, ``None`` where it means none or none for sure.

    ``Bộ trưởng Bộ Khoa học và Công nghệ`` is ``Bộ Khoa học và Công nghệ``; ``Thủ tướng Chính phủ`` is no ``Chính phủ``.
    """
    return _by_name().get(_plain(name))


def bodies_of(key: str) -> frozenset[str]:
    """Returns the names of the nation's bodies whose codes stand in the number of a key."""
    return frozenset(body for body in issuers_in(plain_key(key)) if is_national_name(body))


def is_national(key: str) -> bool:
    """Tells whether a number is given by one body of the nation, so that type, number and year mean one document.

    ``QĐ 1091/QĐ-UBND`` is given in every province, and may be another document in another plan.
    """
    return _is_standard(key) or len(bodies_of(key)) == 1


def is_shared(key: str) -> bool:
    """Tells whether several bodies may give a number, so that type, number and year may mean many documents.

    Laws by their name and standards have no number of that sort.
    """
    return not _is_standard(key) and bool(_CODED.search(plain_key(key))) and not bodies_of(key)


def name_plainly(name: str) -> str:
    """Returns a name as spellings of it are compared: without accents, abbreviations and the office of who signs."""
    return _plain(name)


def same_body(first: str | None, second: str | None) -> bool:
    """Tells whether two names are surely of one body; a name that many bodies have is never enough."""
    if not first or not second:
        return False
    if (body := find_body(first)) is not None:
        return body == find_body(second)
    return bool(_OF_PROVINCE.search(first)) and _plain(first) == _plain(second)


def _is_standard(key: str) -> bool:
    return key.startswith(("TCVN", "QCVN", "ISO", "TCXDVN"))


def _plain(name: str) -> str:
    """Returns a name without accents, abbreviations and the office of who signs for it."""
    words = [word for word in re.split(r"[\s,\-–]+", fold(name).strip(" .;")) if word]
    full = " ".join(_SHORT.get(word, word) for word in _spell_field(words))
    return _HEAD.sub("", full, count=1) if _HEAD.match(full) else full


def _spell_field(words: list[str]) -> list[str]:
    """Spells out the field of a ministry or department: "so ld tb&xh" becomes "so lao dong thuong binh va xa hoi"."""
    for at, word in enumerate(words[:-1], start=1):
        if word not in _OF_FIELD:
            continue
        for count in range(_MOST_FIELD_WORDS, 0, -1):
            short = "".join(part.replace("&", "") for part in words[at : at + count] if part != "va")
            if (full := _by_field().get(short)) is not None:
                return [*words[:at], full, *words[at + count :]]
    return words


@cache
def _by_field() -> dict[str, str]:
    """Returns the fields of ministries by their codes, folded: "nnptnt", "nong nghiep va phat trien nong thon"."""
    ministries = [(code[1:], name.removeprefix("Bộ ")) for code, name in load_issuer_names().items()
                  if name.startswith("Bộ ") and code.startswith("B")]  # fmt: skip
    return {
        fold(code): " ".join(re.split(r"[\s,\-–]+", fold(field)))
        for code, field in ministries
        if len(code) >= _SHORTEST_FIELD
    }


@cache
def _by_name() -> dict[str, str]:
    return {_plain(name): name for name in load_issuer_names().values() if is_national_name(name)}
