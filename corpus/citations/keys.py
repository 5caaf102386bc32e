"""The canonical key of a document."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.citations.codes import repair_issuer
from corpus.citations.tables import load_laws, load_types
from corpus.text import fold, normalise

# A number as it stands in a key. Matches "19/2014/QĐ-TTg", "66.13/2026/NQ-CP", "30c/NQ-CP", "66-NQ/TW", "19TC/QĐ/CĐKT";
# refuses "08", "61/2024".
_NUMBER = re.compile(r"(?P<digits>\d+(?:\.\d+|[a-z](?=[/-]))?)(?P<year>/(?:19|20)\d\d)?(?P<codes>[/-]?[^\W\d_].*)")
_CODES = re.compile(r"([/-]?)([^/-]+)")
# Between the digits of a number and its first code. Matches between "1141" and "TC", the dash of "66-NQ"; refuses the
# stroke of "19/2014", "30c/NQ".
_AFTER_DIGITS = re.compile(r"(?<=\d)(?<!:\d{4})[-/]?(?=[^\W\d_]{2})")
# A standard's symbol. Matches "TCVN ISO 9001:2015", "ISO 9001"; refuses "ISO".
_STANDARD = re.compile(r"(?:TCVN|TCXDVN|QCVN|ISO)(?:[ /][A-Z]+)* \d[\d:\-]*(?:/[A-Z]+)?")


@lru_cache(maxsize=8192)
def canonical_key(type: str | None, number: str, year: int | None = None) -> str | None:
    """Returns the key of a document, one for every spelling of its number.

    Args:
        type: full type word or prefix (``Quyết định``, ``QĐ``), accents and case aside; ``None`` for a standard.
        number: number and symbol (``19/2014/QĐ-TTg``) or the symbol of a standard.
        year: year of issue, if known; it disambiguates a number that has none.

    Returns:
        ``QĐ 19/2014/QĐ-TTg``, ``QĐ 101/QĐ-BKHCN@2019``, ``TCVN ISO 9001:2015``; ``None`` where type or symbol
        is lacking.
    """
    joined = re.sub(r"\s*:\s*", ":", normalise(number))
    if _STANDARD.fullmatch(joined.upper()):
        return joined.upper()
    match = _NUMBER.fullmatch(re.sub(r"[‐‑–—]", "-", re.sub(r"\s", "", joined)))
    prefix = _prefixes().get(fold(type)) if type else None
    if match is None or prefix is None:
        return None
    type_codes = _type_codes(prefix)
    codes = "".join(
        separator + type_codes.get(fold(code), repair_issuer(code)[0])
        for separator, code in _CODES.findall(match["codes"])
    )
    suffix = f"@{year}" if year and not match["year"] else ""
    return f"{prefix} {match['digits'].zfill(2)}{match['year'] or ''}{codes}{suffix}"


def named_key(type: str, name: str, dated: str) -> str:
    """Returns the key of a law known by its name and the date or year it is named with.

    Args:
        type: full type word (``Luật``).
        name: the name without the type word, ``""`` for the constitution.
        dated: ISO date or year.

    Returns:
        ``Luật Tổ chức chính quyền địa phương@2015-06-19``: the name as the table of laws writes it, whatever its
        accents and case, else as found; a name in capitals is written small.
    """
    found = normalise(name).rstrip(" ,")
    known = load_laws().get(fold(found))
    spelled = known or (found.capitalize() if found.isupper() and " " in found else found)
    return f"{type} {spelled}@{dated}" if spelled else f"{type}@{dated}"


def plain_key(key: str) -> str:
    """Returns a key as two that may name one document are compared: no ``@year``, ``VB`` (Văn bản) as ``CV``."""
    return re.sub(r"@\d{4}\Z", "", key).replace("VB ", "CV ", 1)


def comparable_key(key: str) -> str:
    """Returns a key as :func:`plain_key`, with one spelling of what stands between the digits and a code.

    Old numbers are cited both ways: ``1141 TC/QĐ``, ``1141-TC/QĐ`` and ``1141/TC/QĐ`` are one, as are ``206-CP`` and
    ``206/CP``.
    """
    return _AFTER_DIGITS.sub("/", plain_key(key), 1)


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, str]:
    """Returns the prefixes by what a type may be called, folded: prefix and full word."""
    return {fold(name): kind.prefix for kind in load_types() for name in (kind.prefix, kind.name)}


@lru_cache(maxsize=64)
def _type_codes(prefix: str) -> dict[str, str]:
    """Returns the type codes of a prefix by their folded form."""
    return {fold(code): code for kind in load_types() if kind.prefix == prefix for code in kind.codes}
