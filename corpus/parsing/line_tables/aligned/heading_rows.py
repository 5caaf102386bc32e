"""The rows of a heading: one, or two where a heading stands over the headings of several columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.parsing.line_tables.aligned.cells import AlignedRow
from corpus.parsing.line_tables.aligned.cutting import Piece
from corpus.parsing.line_tables.aligned.pages import CutLine
from corpus.parsing.line_tables.aligned.region import Region


def build_heading(region: Region, split: int) -> list[AlignedRow]:
    """Gathers the lines of the heading into one row, or into two where the columns of the second begin at ``split``."""
    upper, lower = AlignedRow(), AlignedRow()
    heads = _heads_above(region, split) if split else {}
    parted = {column for covered in heads.values() for column in covered}
    for number, line in enumerate(region.heading):
        for piece in line.pieces:
            if number >= split > 0 and piece.first in parted:
                lower.add(piece)
            elif piece in heads:
                upper.add(replace(piece, first=heads[piece][0], last=heads[piece][-1]))
            else:
                upper.add(piece)
    return [upper, lower] if lower.cells else [upper]


def _heads_above(region: Region, split: int) -> dict[Piece, range]:
    """Returns the headings above ``split`` that stand over several columns, each with its columns.

    A column with words below ``split`` and none above has the heading next to it: one that goes over an edge, else the
    one in whose middle, or at whose start, its columns are.
    """
    above = {piece.first: piece for line in reversed(region.heading[:split]) for piece in line.pieces}
    below = {piece.first: piece for line in reversed(region.heading[split:]) for piece in line.pieces}
    covered = {column for piece in above.values() for column in range(piece.first, piece.last + 1)}
    bare = [column for column in below if column not in covered and column != region.ordinal]
    heads = {piece: range(piece.first, piece.last + 1) for piece in above.values() if piece.last > piece.first}
    centres = _centres(region.heading)
    for run in _runs(sorted(bare)):
        beside = [above[at] for at in (run[0] - 1, run[-1] + 1) if at in below and at in above]
        beside = [piece for piece in beside if piece.last > piece.first or centres[piece.first] < centres[run[0]]]
        beside += [piece for piece in heads if piece.last + 1 == run[0] or piece.first == run[-1] + 1]
        if not beside:
            continue
        owner = min(beside, key=lambda piece: (piece.last == piece.first, _off_centre(piece, run, below)))
        now = heads.get(owner, range(owner.first, owner.last + 1))
        heads[owner] = range(min(now[0], run[0]), max(now[-1], run[-1]) + 1)
    return heads


def _centres(heading: Sequence[CutLine]) -> dict[int, float]:
    """Returns the middle of the lines of each column; a heading whose middle is not lower stands beside another."""
    lines: dict[int, list[int]] = {}
    for number, line in enumerate(heading):
        for piece in line.pieces:
            if piece.first == piece.last:
                lines.setdefault(piece.first, []).append(number)
    return {column: (numbers[0] + numbers[-1]) / 2 for column, numbers in lines.items()}


def _runs(columns: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _off_centre(piece: Piece, run: Sequence[int], below: Mapping[int, Piece]) -> float:
    """Returns how far a heading is from the middle, or the start, of its own column and those of ``run``."""
    lower = [below[column] for column in (*run, piece.first) if column in below]
    start = min(one.words[0].start for one in lower)
    end = max(one.words[-1].end for one in lower)
    own_start, own_end = piece.words[0].start, piece.words[-1].end
    return min(abs(own_start - start), abs((own_start + own_end) - (start + end)) / 2)
