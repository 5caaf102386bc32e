"""Pipe tables in a plain text: rows and cells where they stand, nothing of the text changed.

Converters write tables so even where the rest is plain text. Face 1 stays the text of the file, so that a place in the
answer is a place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Matches "|---|:---:|", "--- | ---" and "|---|"; refuses "-------" and "| ------- | CỘNG HÒA |".
_DELIMITERS = re.compile(
    r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*|[ \t]*\|[ \t]*:?-+:?[ \t]*\|[ \t]*"
)
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class PipeRow:
    """A row of a pipe table.

    Attributes:
        table: number of the table within the text, from 0.
        cells: half-open range of each cell within its line, without the blanks beside the pipes.
    """

    table: int
    cells: tuple[tuple[int, int], ...]


def find_pipe_rows(lines: Sequence[str]) -> dict[int, PipeRow | None]:
    """Finds the lines that belong to pipe tables; ``None`` stands for the line of hyphens under a header.

    A header needs as many cells as the line of hyphens under it; the table ends with the first line without a pipe.
    """
    found: dict[int, PipeRow | None] = {}
    table = -1
    for place in range(1, len(lines)):
        if place in found or not _opens(lines, place):
            continue
        table += 1
        found[place - 1] = PipeRow(table, find_cells(lines[place - 1]))
        found[place] = None
        below = place + 1
        while below < len(lines) and _PIPE.search(lines[below]):
            if below + 1 < len(lines) and _opens(lines, below + 1):
                break  # the header of a table that follows at once
            found[below] = PipeRow(table, find_cells(lines[below]))
            below += 1
    return found


def _opens(lines: Sequence[str], place: int) -> bool:
    above, line = lines[place - 1], lines[place]
    if "|" not in above or _DELIMITERS.fullmatch(line) is None or len(find_cells(above)) != len(find_cells(line)):
        return False
    below = lines[place + 1] if place + 1 < len(lines) else ""
    return line.lstrip().startswith("|") or "|" in below  # else two rulings under a letterhead


def find_cells(line: str) -> tuple[tuple[int, int], ...]:
    """Returns the half-open range of each cell of a line parted by pipes, without the blanks beside them."""
    pipes = [match.start() for match in _PIPE.finditer(line)]
    edges = [-1, *pipes, len(line)]
    ranges = [(left + 1, right) for left, right in pairwise(edges)]
    if ranges and not line[slice(*ranges[0])].strip():
        ranges = ranges[1:]
    if ranges and not line[slice(*ranges[-1])].strip():
        ranges = ranges[:-1]
    return tuple(_trimmed(line, start, end) for start, end in ranges)


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    inside = line[start:end]
    kept = inside.strip()
    begin = start + (len(inside) - len(inside.lstrip()) if kept else 0)
    return begin, begin + len(kept)
