"""The usual names of the units of a quality plan, from ``data/units.tsv``.

Columns of the table: ``name`` as agencies write it, ``canonical`` the full name, ``strength`` (``sure``: always the
same unit, ``likely``: in most plans), ``agencies`` (agency types it holds for, parted by blanks; ``*`` for all),
``note`` (a source, or a doubt). Abbreviations inside names are those of :mod:`corpus.abbreviations` that stand in names
of units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from corpus.abbreviations import Use, load_shipped
from corpus.model import AgencyType
from corpus.parsing.header.agencies import find_agency_type
from corpus.text import fold

_FILE = "units.tsv"
_COLUMNS = ("name", "canonical", "strength", "agencies", "note")
_TOKEN = re.compile(r"[a-z0-9]+|&")
# The standard is written in many ways, and so is what a committee does with the system; all are "iso" in a key.
# Matched: "hệ thống quản lý chất lượng theo TCVN ISO 9001:2015", "xây dựng, áp dụng ISO". Refused: "áp dụng pháp luật".
_STANDARD = re.compile(
    r"\b(?:he thong quan ly chat luong(?: theo)?(?: tieu chuan)?(?: quoc gia)?(?: tcvn)?(?: iso)?(?: 9001)?(?: 20\d\d)?"
    r"|(?:tcvn )?iso 9001(?: 20\d\d)?)\b"
)
_DOING = re.compile(r"\b(?:(?:ve|xay dung|ap dung|duy tri|cai tien|trien khai|thuc hien|mo rong) )+(?=iso\b)")
# The agency itself at the end of a unit's name. Matched: "Văn phòng Sở", "Ban Chỉ đạo ISO của xã".
_KIND_OF_AGENCY = re.compile(r"(?:so|chi cuc|trung tam|truong|benh vien|cuc|vien|ban quan ly)\b")
_COMMITTEE = re.compile(r"uy ban nhan dan (?P<level>tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\b")
_PLACE = re.compile(r" (?:tinh|thanh pho) .+$")
_OF = r"(?:cua|thuoc|truc thuoc|tai) "


class Strength(StrEnum):
    """How far two names are the same unit."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class UsualName:
    """A row of the table."""

    name: str
    canonical: str
    strength: Strength
    agencies: frozenset[AgencyType]
    """Empty where it holds for every agency."""


def parse_usual_names(text: str, file: str = _FILE) -> tuple[UsualName, ...]:
    """Reads the table.

    Raises:
        ValueError: names the file, the row (the heading is row 1) and the column that is wrong.
    """
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != _COLUMNS:
        raise ValueError(f"{file}, row 1: the columns must be {', '.join(_COLUMNS)}")
    names: list[UsualName] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(_COLUMNS):
            raise ValueError(f"{file}, row {number}: {len(cells)} columns instead of {len(_COLUMNS)}")
        row = dict(zip(_COLUMNS, cells, strict=True))
        if row["strength"] not in tuple(Strength):
            known = list(Strength)
            raise ValueError(f"{file}, row {number}, column strength: {row['strength']!r} is none of {known}")
        for column in ("name", "canonical"):
            if not row[column] or row[column] != row[column].strip():
                raise ValueError(f"{file}, row {number}, column {column}: empty, or blanks at an end")
        types = [] if row["agencies"] == "*" else row["agencies"].split()
        unknown = [agency for agency in types if agency not in tuple(AgencyType)]
        if unknown or (not types and row["agencies"] != "*"):
            raise ValueError(f"{file}, row {number}, column agencies: {row['agencies']!r} names no agency type")
        agencies = frozenset(AgencyType(agency) for agency in types)
        names.append(UsualName(row["name"], row["canonical"], Strength(row["strength"]), agencies))
    return tuple(names)


@lru_cache(maxsize=1)
def load_usual_names() -> tuple[UsualName, ...]:
    """Loads the table that is shipped."""
    return parse_usual_names(files("corpus.parsing.actors").joinpath("data", _FILE).read_text(encoding="utf-8"))


def unit_key(name: str) -> str:
    """Returns what spellings of one name share: no accents, marks or "và", abbreviations written out."""
    key = " ".join(_TOKEN.findall(fold(name)))
    pattern, words = _words()
    key = pattern.sub(lambda match: words[match[0]], key)
    key = " ".join(token for token in key.split() if token not in {"&", "va"})
    return _DOING.sub("", _STANDARD.sub("iso", key))


def find_usual_name(name: str, issuer: str | None, *, likely: bool = False) -> UsualName | None:
    """Returns the row of the table for a unit's name in a plan of ``issuer``.

    The agency's own words at the end count for nothing: "Ban Chỉ đạo ISO của Sở" is "Ban Chỉ đạo ISO" in a plan of the
    Sở, but another unit in a plan of the commune.

    Args:
        name: the unit as written.
        issuer: who issued the plan, ``None`` where it is unknown.
        likely: take names that are the same unit in most plans only.
    """
    agency = find_agency_type(issuer)
    for key in (full := unit_key(name), *own_keys(full, issuer)):
        for row in _rows().get(key, ()):
            if (likely or row.strength is Strength.SURE) and (not row.agencies or agency in row.agencies):
                return row
    return None


def own_keys(key: str, issuer: str | None) -> tuple[str, ...]:
    """Returns ``key`` without the words for the issuer itself at its end, shortest first; ``()`` where it has none."""
    stripped = {key[: match.start()] for form in _own_forms(issuer) if (match := form.search(key)) and match.start()}
    return tuple(sorted(stripped, key=len))


def expand_words(name: str) -> str:
    """Writes out the abbreviations inside a name: "VP UBND xã" is "Văn phòng Ủy ban nhân dân xã"."""
    pattern, full = _written_words()
    return pattern.sub(lambda match: full[match[0]], name)


@lru_cache(maxsize=64)
def _own_forms(issuer: str | None) -> tuple[re.Pattern[str], ...]:
    key = unit_key(issuer or "")
    forms = {key, _PLACE.sub("", key)} if key else set()
    if committee := _COMMITTEE.match(key):
        forms |= {committee[0], committee["level"], key[committee.start("level") :]}
    elif kind := _KIND_OF_AGENCY.match(key):
        forms.add(kind[0])
    # With and without "của": it is also the end of a name ("Bộ phận Một cửa").
    return tuple(re.compile(rf" {of}{re.escape(form)}$") for form in sorted(forms) for of in ("", _OF))


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    written = _words_in_names().items()
    words = {" ".join(_TOKEN.findall(fold(short))): " ".join(_TOKEN.findall(fold(full))) for short, full in written}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), words


@lru_cache(maxsize=1)
def _written_words() -> tuple[re.Pattern[str], dict[str, str]]:
    words = _words_in_names()
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), words


def _words_in_names() -> dict[str, str]:
    return {row.short: row.full[0] for row in load_shipped() if row.use is Use.UNIT}


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[UsualName, ...]]:
    rows: dict[str, tuple[UsualName, ...]] = {}
    for row in load_usual_names():
        key = unit_key(row.name)
        rows[key] = (*rows.get(key, ()), row)
    return rows
