"""A document as somebody asks for it: ``19/2014``, ``quyet dinh 19/2014/qd-ttg``, ``101/QĐ-BKHCN``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.citations.tables import load_types
from corpus.citations.wording import take_days
from corpus.text import fold

# The number inside a question or a key. Matches "19/2014/qd-ttg", "101/qd-bkhcn@2019", "66-nq/tw", "19",
# "66.13/2026/nq-cp", "30c/nq-cp", "19 tc/qd/cdkt"; refuses "qd-ttg", the year of "luat dat dai@2024", "4.0". The codes
# may be cut short.
_NUMBER = re.compile(
    r"(?<![a-z0-9@])(?<!\d\.)0*(?P<digits>\d{1,5}(?:\.\d{1,3}(?=/)|[a-z](?![a-z0-9]))?)(?!\d|\.\d)"
    r"(?: ?/ ?(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?P<codes>(?: ?(?:nv|tc|yt|xd)(?= ?/))?(?: ?[/\-–] ?[a-z][a-z0-9&]*)*)(?:@(?P<at>\d{4}))?"
)
# A standard in a question or a key. Matches "tcvn iso 9001:2015", "tcvn iso 9001-2015", "iso 9001", "iso 14040-1:2009",
# "qcvn 06:2022/bxd"; refuses "iso".
_STANDARD = re.compile(
    r"(?P<family>(?:tcvn|tcxdvn|qcvn|iso)(?:[ /](?:iso|iec|ts))*) ?(?P<digits>\d+(?:-(?!(?:19|20)\d\d(?!\d))\d+)?)"
    r"(?: ?: ?(?P<year>\d{4})| ?- ?(?P<dashed>(?:19|20)\d\d)(?!\d))?"
)
# Words after which bare digits are no number of a document. Matches "nam 2024", "dieu 5"; refuses "so 19".
_NO_NUMBER = re.compile(r"(?<![a-z])(?:nam|thang|quy|ngay|dieu|khoan|muc|chuong|phan|phu luc|giai doan|lan thu) ?\Z")
# Digits that count something. Matches " nam", " thang"; refuses " nam 2014", " cua".
_COUNTS = re.compile(r" (?:nam|thang|quy|ngay|tuan)(?![a-z])(?! (?:19|20)\d\d)")
# What may stand between the type and the digits. Matches " so ", " so: ", " no. "; refuses " ho so ".
_SAID = re.compile(r"(?<![a-z])(?:so|no)?\s*[:.]?\s*\Z")
_LAW = re.compile(r"(?<![a-z])(?:bo )?luat ")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question says about a document; ``None`` or ``()`` where it does not say.

    Attributes:
        prefix: prefix of the key (``QĐ``).
        digits: the number without leading zeros.
        year: year in the number or after ``@``.
        codes: codes in order, accent-free lower case; they may break off.
        family: ``("tcvn", "iso")`` for a standard.
        rest: what stands behind the number, accent-free lower case, without days.
    """

    prefix: str | None = None
    digits: str | None = None
    year: int | None = None
    codes: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    rest: str = ""


def parse_reference(query: str) -> Reference:
    """Parses a question for a document by its number; accents, case and spaces do not matter.

    A question without a number gives a reference that matches nothing.
    """
    text, _ = take_days(fold(query))
    if match := _STANDARD.search(text):
        return Reference(
            digits=match["digits"],
            year=int(year) if (year := match["year"] or match["dashed"]) else None,
            family=tuple(re.split(r"[ /]", match["family"])),
        )
    numbers = [match for match in _NUMBER.finditer(text) if _is_number(text, match)]
    if not numbers:
        return Reference()
    match = next((number for number in numbers if number["year"] or number["codes"]), numbers[0])
    codes = tuple(re.findall(r"[a-z][a-z0-9&]*", match["codes"]))
    year = match["year"] or match["at"]
    rest = text[match.end() :].strip()
    return Reference(_prefix(text[: match.start()]), match["digits"], int(year) if year else None, codes, rest=rest)


def _is_number(text: str, match: re.Match[str]) -> bool:
    return bool(match["year"] or match["codes"] or match["at"]) or _is_bare_number(text, match)


def _is_bare_number(text: str, match: re.Match[str]) -> bool:
    """Tells whether digits alone are a document's: they are the whole question, or a type or "số" stands before them.

    The 4 of ``chuyển đổi số 4.0``, the 5 of ``5S`` and the 19 of ``covid 19`` are none.
    """
    before, after = text[: match.start()], text[match.end() :]
    if after[:1].isalnum() or _COUNTS.match(after) or _NO_NUMBER.search(before):
        return False
    ahead = _SAID.sub("", before).strip()
    said = ahead != before.strip()
    if not ahead:
        return said or not after.strip(" .,;?!")
    return _type_before(ahead) is not None or (said and _LAW.search(ahead) is not None)


def _prefix(before: str) -> str | None:
    """Returns the prefix of the type named last before the number."""
    before = _SAID.sub("", before).rstrip()
    return _type_before(before) or ("Luật" if _LAW.search(before) else None)


def _type_before(before: str) -> str | None:
    """Returns the prefix of the type whose name ends ``before``."""
    ended = [(len(name), prefix) for name, prefix in _type_names() if _ends_with(before, name)]
    return max(ended)[1] if ended else None


@lru_cache(maxsize=1)
def _type_names() -> tuple[tuple[str, str], ...]:
    """Returns every folded name, prefix and abbreviation of a type with its prefix."""
    return tuple(
        (fold(name), kind.prefix) for kind in load_types() for name in (*kind.words, kind.prefix, *kind.abbreviations)
    )


def _ends_with(before: str, name: str) -> bool:
    ahead = before[: -len(name)]
    return before.endswith(name) and not ("a" <= ahead[-1:] <= "z")


def matches(reference: Reference, key: str) -> bool:
    """Tells whether the document of ``key`` is one that ``reference`` may mean.

    What the reference does not say does not restrict; what the key does not know is no match. A letter called only
    ``Văn bản`` (VB) is the same as a ``Công văn`` (CV). ``ISO 9001`` finds ``TCVN ISO 9001`` too, not the other way.
    """
    if reference.digits is None:
        return False
    known = parse_reference(key)
    if reference.digits != known.digits or reference.year not in (None, known.year):
        return False
    if reference.family:
        return known.family[-len(reference.family) :] == reference.family
    if reference.prefix is not None and _letter(reference.prefix) != _letter(known.prefix):
        return False
    return known.codes[: len(reference.codes)] == reference.codes


def _letter(prefix: str | None) -> str | None:
    return "CV" if prefix == "VB" else prefix
