"""The number of a letterhead whose digits recognition lost ("Số: 2ƒ /CT-UBND"): unknown, but said to be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citations.passage import Passage
from corpus.citations.symbols import read_codes, read_symbol
from corpus.model import Citation, CitationKind

# Debris between "số" and the codes. Matches "so: 2ƒ /ct", "so: ø4 /qd", "s6: 6§( /tb"; refuses "so: /ct",
# "so: ... /ct", "so: 12/ct", "so: 12/2024/qd".
_DEBRIS = re.compile(
    r"(?=s)(?<![a-z0-9])s[o06cde]?[:.] ?(?P<number>(?!\d+ ?[/⁄])[^\s.…_/⁄:\-–][^\s/⁄]{0,4}) ?(?=[/⁄] ?[a-z])"
)


def find_illegible(passage: Passage) -> Iterator[Citation]:
    """Yields the numbers of a passage that are there but cannot be read: no number, no key, damaged."""
    for match in _DEBRIS.finditer(passage.face.text):
        symbol = read_symbol(passage, match.start("number"), match.end("number"), spaced=False)
        kind = read_codes(symbol, None).type
        if len(symbol.codes) > 1 and kind is not None:
            yield Citation(
                raw=passage.raw(match.start(), symbol.end),
                source=passage.source(match.start(), symbol.end),
                kind=CitationKind.NUMBERED,
                type=kind.name,
                number=None,
                year=symbol.year,
                key=None,
                damaged=True,
            )
