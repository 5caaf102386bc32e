"""The canonical key of a document."""

from __future__ import annotations

import re

from corpus.citations.symbols import repair_issuer
from corpus.citations.tables import load_types
from corpus.text import fold, normalise

# A number as it stands in a key. Matches "19/2014/QĐ-TTg", "66-NQ/TW", "19TC/QĐ/CĐKT"; refuses "08", "61/2024".
_NUMBER = re.compile(r"(?P<digits>\d+)(?P<year>/(?:19|20)\d\d)?(?P<codes>[/-]?[^\W\d_].*)")
_CODES = re.compile(r"([/-]?)([^/-]+)")
# A standard's symbol. Matches "TCVN ISO 9001:2015", "ISO 9001"; refuses "ISO".
_STANDARD = re.compile(r"(?:TCVN|TCXDVN|QCVN|ISO)(?:[ /][A-Z]+)* \d[\d:\-]*(?:/[A-Z]+)?")


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
    prefix = next((kind.prefix for kind in load_types() if type and fold(type) in _names(kind.prefix, kind.name)), None)
    if match is None or prefix is None:
        return None
    type_codes = {fold(code): code for kind in load_types() if kind.prefix == prefix for code in kind.codes}
    codes = "".join(
        separator + type_codes.get(fold(code), repair_issuer(code)[0])
        for separator, code in _CODES.findall(match["codes"])
    )
    suffix = f"@{year}" if year and not match["year"] else ""
    return f"{prefix} {match['digits'].zfill(2)}{match['year'] or ''}{codes}{suffix}"


def _names(prefix: str, name: str) -> set[str]:
    return {fold(prefix), fold(name)}
