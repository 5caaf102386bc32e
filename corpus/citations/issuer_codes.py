"""The issuers that a number names by its codes, told from the marks that only route a letter within an office."""

from __future__ import annotations

import re

from corpus.citations.tables import load_issuer_names, load_old_issuer_names
from corpus.text import fold

# A code of a number, without the digits behind it. Matches TTg in "19/2014/QĐ-TTg", QH in "72/2025/QH15", TC in
# "23-TC/HCSN"; refuses the letter of "30c/NQ-CP", which follows a digit.
_CODE = re.compile(r"(?<=[/\-–])[^\W\d_]+")
# A ministry right behind the digits, as until about 2000. Matches TC in "23-TC/HCSN", "19TC/QĐ/CĐKT", "23 TC/QĐ";
# refuses "45/UBND-XD", "12/TC-KH", "5-TC".
_OLD_CODE = re.compile(r"(?<![/\d])\d+ ?-? ?(?P<code>[^\W\d_]+)(?=/)")
# How the names of the nation's own bodies begin; every other code (UBND, SKHCN) is shared by many bodies.
_NATIONAL = (
    "bo ", "chinh phu", "thu tuong", "quoc hoi", "uy ban thuong vu quoc hoi", "chu tich nuoc", "hoi dong bo truong",
    "van phong chinh phu", "trung uong dang", "ngan hang nha nuoc", "kiem toan nha nuoc", "thanh tra chinh phu",
    "toa an nhan dan toi cao", "vien kiem sat nhan dan toi cao",
)  # fmt: skip
# Bodies of a province, a district or a party committee; what follows their code is the mark of a department.
_LOCAL = ("uy ban nhan dan", "hoi dong nhan dan", "tinh uy", "huyen uy", "quan uy", "dang uy", "so ", "phong ")
# A department of a province that no table has. Matches "SNV", "STC", "SGTVT"; refuses "S", "TTg".
_DEPARTMENT = re.compile(r"S[A-ZĐ]{1,}")


def issuers_in(number: str) -> tuple[str, ...]:
    """Returns the names of the issuers that the codes of a number stand for, each once, in order.

    ``45/UBND-XD`` is of an ``Ủy ban nhân dân`` and no ministry; ``23-TC/HCSN`` is of the ``Bộ Tài chính``.
    """
    known = load_issuer_names()
    names: dict[str, None] = {}
    local = False
    for code in _CODE.findall(number):
        name = known.get(code)
        local = local or is_local_code(code)
        if name is not None and not (local and is_national_name(name)):
            names.setdefault(name)
    old = _OLD_CODE.search(number)
    if old is not None and not local and (ministry := load_old_issuer_names().get(old["code"])):
        names.setdefault(ministry)
    return tuple(names)


def is_local_code(code: str) -> bool:
    """Tells whether a code stands for a body that every province or district has."""
    return fold(load_issuer_names().get(code, "")).startswith(_LOCAL) or bool(_DEPARTMENT.fullmatch(code))


def is_national_name(name: str) -> bool:
    """Tells whether a name of the tables is of the nation's own body."""
    return fold(name).startswith(_NATIONAL)
