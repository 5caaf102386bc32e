"""The lines of an aligned table gathered into rows of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from corpus.parsing.line_tables.aligned.cells import AlignedRow
from corpus.parsing.line_tables.aligned.cutting import Piece
from corpus.parsing.line_tables.aligned.merged import find_going_on, measure_cells
from corpus.parsing.line_tables.aligned.middle import part_rows
from corpus.parsing.line_tables.aligned.pages import CutLine
from corpus.parsing.line_tables.aligned.region import Region
from corpus.parsing.line_tables.aligned.unnumbered import find_openings


def build_rows(region: Region) -> list[AlignedRow]:
    """Gathers the lines below the heading into rows."""
    body = region.body
    openings = _find_openings(region)
    starts = [number for number, opens in enumerate(openings) if opens]
    groups = [body[start:stop] for start, stop in zip(starts, [*starts[1:], len(body)], strict=True)]
    blocks = [lines if lines[0].group else [_narrowed(line, lines) for line in lines] for lines in groups]
    measures = measure_cells(blocks)
    apart = {region.content} if region.ordinal is None else {region.content, region.ordinal}
    rows: list[AlignedRow] = []
    for number, lines in enumerate(blocks):
        row = AlignedRow(group=lines[0].group)
        if number and not region.middle and not row.group and not rows[-1].group:
            for column in find_going_on(blocks[number - 1], lines, measures, apart):
                row.cells[column] = rows[-1].cells[column]
                row.merged.add(column)
        for line in lines:
            for piece in line.pieces:
                row.add(piece)
        rows.append(row)
    return rows


def _find_openings(region: Region) -> list[bool]:
    """Returns for each line whether a row begins there."""
    if region.ordinal is None:
        return find_openings(region.body, region.content)
    if region.middle:
        return part_rows(region)
    before: list[CutLine | None] = [None, *region.body[:-1]]
    return [
        above is None or line.group or region.opens(line) or (above.group and len(line.pieces) > 1)
        for above, line in zip(before, region.body, strict=True)
    ]


def _narrowed(line: CutLine, lines: Sequence[CutLine]) -> CutLine:
    """Cuts words that go over several columns where other lines of their row have words of one of these."""
    others = {piece.first for other in lines if other is not line for piece in other.pieces}
    pieces: list[Piece] = []
    for piece in line.pieces:
        if any(column in others for column in range(piece.first + 1, piece.last + 1)):
            runs = groupby(piece.words, key=lambda word: max(piece.first, bisect_right(line.edges, word.start)))
            pieces += [Piece(tuple(words), column, column) for column, words in runs]
        else:
            pieces.append(piece)
    return replace(line, pieces=tuple(pieces))
