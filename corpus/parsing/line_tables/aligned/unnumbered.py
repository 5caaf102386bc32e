"""The rows of a table that does not number them: one begins where its work does.

Lines are filled before they are broken. Where the next word had fitted on the line above, what follows is new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.parsing.line_tables.aligned.pages import CutLine
from corpus.text import CAPITALS

# A code for a number at the start of a row. Matched: "NV1", "CV.02", "B-3". Refused: "T5", "Q1", "02/2024".
_CODE = re.compile(rf"(?![TQ]\d)[{CAPITALS}]{{1,4}}[.-]?\d{{1,2}}\.?")
# Share of the width of a column up to which the next word would still have fitted.
_FITS = 0.9


def find_openings(body: Sequence[CutLine], content: int) -> list[bool]:
    """Returns for each line whether a row begins there.

    Args:
        body: the lines below the heading.
        content: the column of the work.
    """
    widths: dict[int, int] = {}
    for piece in (piece for line in body for piece in line.pieces if piece.first == piece.last):
        widths[piece.first] = max(widths.get(piece.first, 0), len(piece.text))
    opens: list[bool] = []
    for number, line in enumerate(body):
        above = body[number - 1] if number else None
        opens.append(above is None or line.group or above.group or _begins(line, above, content, widths))
    return opens


def _begins(line: CutLine, above: CutLine, content: int, widths: dict[int, int]) -> bool:
    """Whether work begins on a line, with a cell beside it, and no cell goes on there from the line above.

    Where the work above ends early that is enough; else no other cell may stand below a full line. A code is enough.
    """
    if _CODE.fullmatch(line.at(0)):
        return True
    work = line.at(content)
    others = [piece for piece in line.pieces if piece.first != content]
    if not work or work[0].islower() or not others or any(piece.text[0].islower() for piece in others):
        return False
    if above.at(content) and not _is_full(above, line, content, widths):
        return True
    return not any(_is_full(above, line, piece.first, widths) for piece in others)


def _is_full(above: CutLine, line: CutLine, column: int, widths: dict[int, int]) -> bool:
    """Whether the first word of a cell had not fitted on the line above it."""
    before = above.at(column)
    needed = len(before) + 1 + len(line.at(column).partition(" ")[0])
    return bool(before) and before[-1] != "." and needed > _FITS * widths.get(column, 0)
