"""Task tables whose lines were recognised across the columns: fragments of all cells side by side on every line."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.parsing.line_tables.woven.letter_widths import BLANK, measure
from corpus.samples.source import TableText

# Words differ from their width in Times by so much (standard deviation), as other fonts, kerning and bold print do.
_SPREAD = 0.04
_MISREAD = {"1": ("I", "|", "l"), "2": (")", "5", "z"), "4": ("|", "A"), "6": ("ó", "G"), "10": ("I0", "lo")}


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is set and how its lines come out.

    Attributes:
        width: letters of a whole line.
        middle: cells stand in the middle of their row, not at its top.
        marks: share (0..1) of the lines between two cells that come out as ``|``.
        lost: share of row numbers that are lost.
        misread: share of row numbers that are misread.
        seed: of the chances.
        gap: what stands between two fragments without a mark.
        aligned: every column starts at a fixed position, as ``pdftotext -layout`` prints it.
    """

    width: int = 95
    middle: bool = False
    marks: float = 0.0
    lost: float = 0.0
    misread: float = 0.0
    seed: int = 0
    gap: str = " "
    aligned: bool = False


def interleave(table: TableText, style: Style) -> Iterator[str]:
    """Yields the lines of a table; a merged cell is repeated in every row, as a reader of the page would see it."""
    chance = random.Random(style.seed)  # noqa: S311 - a style, not a secret
    total = sum(table.widths)
    widths = [max(5.0, style.width * width / total) for width in table.widths]
    above: Sequence[str] = ("",) * len(table.columns)
    yield from _row(table.heads, widths, style, chance)
    for row in table.parsed():
        if row.heading:
            yield " ".join(cell or "" for cell in row.cells)
            continue
        above = tuple(over if cell is None else cell for cell, over in zip(row.cells, above, strict=True))
        yield from _row([_number(above[0], style, chance), *above[1:]], widths, style, chance)


def _row(cells: Sequence[str], widths: Sequence[float], style: Style, chance: random.Random) -> Iterator[str]:
    columns = [_wrap(cell, width, chance) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    shifts = [(height - len(lines)) // 2 if style.middle else 0 for lines in columns]
    for place in range(height):
        parts = [
            lines[place - shift] if 0 <= place - shift < len(lines) else ""
            for lines, shift in zip(columns, shifts, strict=True)
        ]
        if style.aligned:
            yield "".join(f"{part:<{int(1.3 * width) + 3}}" for part, width in zip(parts, widths, strict=True)).rstrip()
        else:
            yield _side_by_side([part for part in parts if part], style, chance)


def _side_by_side(parts: Sequence[str], style: Style, chance: random.Random) -> str:
    line = parts[0]
    for part in parts[1:]:
        line += (" | " if chance.random() < style.marks else style.gap) + part
    return line


def _wrap(text: str, width: float, chance: random.Random) -> list[str]:
    """Wraps a cell as a word processor does, by the widths of its words."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, filled = "", 0.0
        for word in paragraph.split():
            size = measure(word) * chance.gauss(1.0, _SPREAD)
            if line and filled + BLANK + size > width:
                lines.append(line)
                line, filled = word, size
            else:
                line, filled = (f"{line} {word}", filled + BLANK + size) if line else (word, size)
        if line:
            lines.append(line)
    return lines


def _number(text: str, style: Style, chance: random.Random) -> str:
    draw = chance.random()
    if draw < style.lost:
        return ""
    if draw < style.lost + style.misread:
        return chance.choice(_MISREAD.get(text, (text,)))
    return text
