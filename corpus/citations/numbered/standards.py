"""Standards and technical regulations cited by their symbol: TCVN, ISO, QCVN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.citations.passage import Passage

# A standard. Matches "tcvn iso 9001:2015", "tcvn iso 9001: 2015", "iso/iec 27001:2022", "tcvn 6909:2001",
# "iso 9001-2015", "tcvniso 9001", "1so 9001:2015", "tcyvn iso 9001", "qcvn 06:2022/bxd"; refuses
# "ban chi dao iso nam 2024", "iso 2024".
_STANDARD = re.compile(
    r"(?<![a-z0-9])(?:(?P<body>tc[yw]?v[nm]|qcvn|tcxdvn)(?=iso|[^a-z0-9]))?[ \-]?"
    r"(?P<iso>(?:(?<![a-z0-9])|(?<=tcvn))(?:[i1l|]s[o0])(?P<joint> ?/ ?(?:iec|ts|tr)(?: ?/ ?ts)?)?(?![a-z]))?"
    r"[ \-:]{0,2}(?<![0-9])(?P<number>\d{1,5}(?:-\d{1,2})?)(?: ?[:–-] ?(?P<year>(?:19|20)\d\d)(?!\d))?(?![\d])"
    r"(?P<issuer>/[a-z]{2,8}(?![a-z]))?"
)
_OPENING = re.compile(r"(?=[tqil1|])(?<![a-z0-9])(?:tc[yw]?v[nm]|qcvn|tcxdvn|[i1l|]s[o0])(?=iso|[^a-z0-9]|\Z)")


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard as found in a passage.

    Attributes:
        start: where it starts.
        end: where it ends.
        key: its symbol as it should be written (``TCVN ISO 9001:2015``).
        year: edition, or ``None``.
        ruined: it was read through recognition errors.
    """

    start: int
    end: int
    key: str
    year: int | None
    ruined: bool


def find_standards(passage: Passage) -> Iterator[Standard]:
    """Yields the standards of a passage in order."""
    text, position = passage.face.text, 0
    while opening := _OPENING.search(text, position):
        match = _STANDARD.match(text, opening.start(), opening.start() + 60)
        position = opening.end()
        if match and (standard := _read(passage, match)):
            yield standard
            position = standard.end


def _read(passage: Passage, match: re.Match[str]) -> Standard | None:
    body, iso, number, year = match["body"], match["iso"], match["number"], match["year"]
    if year is None and re.fullmatch(r"(?:19|20)\d\d|\d", number):
        return None
    names = []
    if body:
        names.append("QCVN" if body == "qcvn" else "TCXDVN" if body == "tcxdvn" else "TCVN")
    if iso:
        names.append("ISO" + re.sub(r"\s", "", match["joint"] or "").upper())
    found = [passage.raw(*match.span(group)) for group in ("body", "iso") if match[group]]
    if not all(name[:1].isupper() or name[:1] in "1l|" for name in found) or not any(name.isupper() for name in found):
        return None
    issuer = passage.raw(*match.span("issuer")) if match["issuer"] and body == "qcvn" else ""
    end = match.end() if issuer or not match["issuer"] else match.start("issuer")
    key = " ".join(names) + f" {number}" + (f":{year}" if year else "") + issuer.upper()
    ruined = [re.sub(r"\s", "", name).upper() for name in found] != names
    return Standard(match.start(), end, key, int(year) if year else None, ruined)
