"""Ruled tables on a straightened page: ruling lines by morphology, walls between slots, and slots merged into cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.reading.ocr.preparation import MM_PER_INCH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from corpus.reading.ocr.preparation import Pixels

    Mask = npt.NDArray[np.uint8]
    """255 where there is a rule, else 0."""

# On a flattened page paper is 255 and print below 120; thin rules of a 150 dpi scan are grey, up to 190.
_INK_BELOW = 200
# All lengths in mm. A stroke this long is no letter: a 16 pt capital is 4 high, and rows are at least 5.
_SHORTEST_RULE = 5.0
_GAP = 2.5  # a break in a rule is bridged up to this
_THICKEST_RULE = 1.6
_SAME_RULE = 1.2  # double borders, and the bend of a sheet that was not flat
_SMALLEST_TABLE = (30.0, 8.0)
_SMALLEST_CELL = (3.0, 2.5)
# Share of the border between two slots that must be drawn for a wall. Chosen between what speckles and letters on the
# border cover (< .2) and a rule with a stamp or a fold across it (> .7).
_WALL = 0.7
_SHORTEST_INNER = 8.0  # mm of wall an inner rule needs; stems of letters that touch both rules of a tight row are 5


class PixelBox(NamedTuple):
    """A rectangle in pixels; ``x1`` and ``bottom`` lie outside."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its outline and its cells from top to bottom, left to right."""

    box: PixelBox
    cells: tuple[PixelBox, ...]


def find_grids(grey: Pixels, dpi: float) -> tuple[list[Grid], Mask]:
    """Returns the ruled tables of a flattened, straightened page from top to bottom, and where rules are drawn.

    A frame around text, or a single column, is no table. Broken rules are bridged; a border that is missing altogether
    joins the slots on both its sides where they form a rectangle.
    """
    import cv2
    import numpy as np

    scale = dpi / MM_PER_INCH
    if not _may_hold_table(grey, scale):
        return [], np.zeros_like(grey)
    across, down = _rule_masks(grey, scale)
    rules: Mask = cv2.bitwise_or(across, down)
    near = max(1, round(_SAME_RULE * scale / 2))
    joined = cv2.dilate(rules, np.ones((near, near), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    grids = []
    for label in range(1, count):
        x, y, width, height = (int(value) for value in stats[label, :4])
        if width < _SMALLEST_TABLE[0] * scale or height < _SMALLEST_TABLE[1] * scale:
            continue
        part = labels[y : y + height, x : x + width] == label
        grid = _grid(
            np.where(part, across[y : y + height, x : x + width], 0).astype(np.uint8),
            np.where(part, down[y : y + height, x : x + width], 0).astype(np.uint8),
            scale,
        )
        if grid is not None:
            grids.append(_moved(grid, x, y))
    return sorted(_outermost(grids), key=lambda grid: (grid.box.top, grid.box.x0)), rules


def _may_hold_table(grey: Pixels, scale: float) -> bool:
    """Looks for one long rule across and one down on a picture half as large; most pages have none."""
    import cv2
    import numpy as np

    darkest = cv2.erode(grey, np.ones((2, 2), np.uint8))[::2, ::2]
    ink: Mask = cv2.inRange(darkest, 0, _INK_BELOW - 1)
    across, down = (max(3, round(mm * scale / 2)) for mm in (_SMALLEST_TABLE[0] / 3, _SHORTEST_INNER))
    return all(
        cv2.erode(ink, np.ones(bar, np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0).any()
        for bar in ((1, across), (down, 1))
    )


def clear_rules(grey: Pixels, rules: Mask, cell: PixelBox, dpi: float) -> Pixels:
    """Returns the picture of ``cell`` with the rules along its edges made white; strokes further in are letters."""
    import cv2
    import numpy as np

    part: Pixels = np.array(grey[cell.top : cell.bottom, cell.x0 : cell.x1])
    drawn = cv2.dilate(rules[cell.top : cell.bottom, cell.x0 : cell.x1], np.ones((3, 3), np.uint8))
    edge = max(2, round(_SAME_RULE * dpi / MM_PER_INCH))
    drawn[edge:-edge, edge:-edge] = 0
    part[drawn > 0] = 255
    return part


def _rule_masks(grey: Pixels, scale: float) -> tuple[Mask, Mask]:
    """Returns the rules that run across and those that run down; long and thin is what makes a stroke a rule."""
    import cv2
    import numpy as np

    ink: Mask = cv2.inRange(grey, 0, _INK_BELOW - 1)
    length, gap, thick = (max(3, round(mm * scale)) for mm in (_SHORTEST_RULE, _GAP, _THICKEST_RULE))
    masks: list[Mask] = []
    for axis in (0, 1):

        def bar(along: int, over: int = 1, *, flip: bool = axis == 1) -> npt.NDArray[np.uint8]:
            return np.ones((along, over) if flip else (over, along), np.uint8)

        runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, bar(length))
        thin = cv2.subtract(runs, cv2.morphologyEx(runs, cv2.MORPH_OPEN, bar(1, thick + 2)))
        bridged = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, bar(gap))
        masks.append(bridged)
    return masks[0], masks[1]


def _positions(mask: Mask, axis: int, shortest: int, same: int) -> list[int]:
    """Returns where rules lie across ``axis`` (0: heights of rules across; 1: columns of rules down)."""
    import cv2

    count, _, stats, centroids = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[tuple[float, int]] = []
    for label in range(1, count):
        length = int(stats[label, cv2.CC_STAT_WIDTH if axis == 0 else cv2.CC_STAT_HEIGHT])
        if length >= shortest:
            found.append((float(centroids[label, 1 if axis == 0 else 0]), length))
    groups: list[list[tuple[float, int]]] = []
    for place, length in sorted(found):
        if groups and place - groups[-1][-1][0] <= same:
            groups[-1].append((place, length))
        else:
            groups.append([(place, length)])
    return [
        round(sum(place * length for place, length in group) / sum(length for _, length in group)) for group in groups
    ]


def _grid(across: Mask, down: Mask, scale: float) -> Grid | None:
    same, near = max(2, round(_SAME_RULE * scale)), max(2, round(_SAME_RULE * scale / 2))
    shortest = round(_SHORTEST_INNER * scale)
    rows = _positions(across, 0, round(_SMALLEST_CELL[0] * scale), same)
    columns = _positions(down, 1, round(_SMALLEST_CELL[1] * scale), same)
    height, width = across.shape
    rows = _with_edges(rows, height, round(_SMALLEST_CELL[1] * scale))
    columns = _with_edges(columns, width, round(_SMALLEST_CELL[0] * scale))
    columns = _reaching(down.T, columns, rows, near, shortest)
    rows = _reaching(across, rows, columns, near, shortest)
    columns = _reaching(down.T, columns, rows, near, shortest)
    if len(rows) < 2 or len(columns) < 3:
        return None
    cells = _merge(_walls(across, rows, columns, near), _walls(down.T, columns, rows, near), rows, columns)
    if len(cells) < 2:
        return None
    return Grid(PixelBox(columns[0], rows[0], columns[-1], rows[-1]), tuple(cells))


def _with_edges(places: list[int], size: int, least: int) -> list[int]:
    """Adds the outline where a table has no rule at its side, as rules across often run out into the open."""
    if places and places[0] >= least:
        places = [0, *places]
    if places and size - 1 - places[-1] >= least:
        places = [*places, size - 1]
    return places


def _drawn(mask: Mask, place: int, spans: Sequence[int], near: int) -> list[bool]:
    """Tells for each span along a rule at ``place`` whether the rule is drawn there from end to end."""
    covered = mask[max(0, place - near) : place + near + 1].max(axis=0) > 0
    return [
        bool(covered[start + near : max(stop - near, start + near + 1)].mean() >= _WALL)
        for start, stop in pairwise(spans)
    ]


def _reaching(mask: Mask, places: list[int], spans: Sequence[int], near: int, shortest: int) -> list[int]:
    """Leaves out inner places where no rule reaches from one span's end to the other: strokes of letters."""
    kept = []
    for place in places[1:-1]:
        drawn = _drawn(mask, place, spans, near)
        if sum(stop - start for (start, stop), wall in zip(pairwise(spans), drawn, strict=True) if wall) >= shortest:
            kept.append(place)
    return [*places[:1], *kept, *places[1:][-1:]]


def _walls(mask: Mask, places: Sequence[int], spans: Sequence[int], near: int) -> list[list[bool]]:
    """Tells for each inner rule (``places[1:-1]``) and each span along it whether the rule is drawn there."""
    return [_drawn(mask, place, spans, near) for place in places[1:-1]]


def _merge(
    floors: list[list[bool]], sides: list[list[bool]], rows: Sequence[int], columns: Sequence[int]
) -> list[PixelBox]:
    """Joins slots without a wall between them; what is no rectangle falls back to its single slots."""
    height, width = len(rows) - 1, len(columns) - 1
    group = {(row, column): (row, column) for row in range(height) for column in range(width)}

    def root(slot: tuple[int, int]) -> tuple[int, int]:
        while group[slot] != slot:
            slot = group[slot]
        return slot

    for row, column in list(group):
        below, right = (row + 1, column), (row, column + 1)
        if row + 1 < height and not floors[row][column]:
            group[root(below)] = root((row, column))
        if column + 1 < width and not sides[column][row]:
            group[root(right)] = root((row, column))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot in group:
        members.setdefault(root(slot), []).append(slot)
    cells: list[PixelBox] = []
    for slots in members.values():
        top, left = min(row for row, _ in slots), min(column for _, column in slots)
        bottom, right_ = max(row for row, _ in slots), max(column for _, column in slots)
        whole = len(slots) == (bottom - top + 1) * (right_ - left + 1)
        pieces = [(top, left, bottom, right_)] if whole else [(row, column, row, column) for row, column in slots]
        cells += [PixelBox(columns[x0], rows[y0], columns[x1 + 1], rows[y1 + 1]) for y0, x0, y1, x1 in pieces]
    return sorted(cells, key=lambda cell: (cell.top, cell.x0))


def _moved(grid: Grid, x: int, y: int) -> Grid:
    def move(box: PixelBox) -> PixelBox:
        return PixelBox(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y)

    return Grid(move(grid.box), tuple(move(cell) for cell in grid.cells))


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """Leaves out a table inside a cell of another; its text is read with the cell."""

    def inside(one: PixelBox, other: PixelBox) -> bool:
        return other.x0 <= one.x0 and one.x1 <= other.x1 and other.top <= one.top and one.bottom <= other.bottom

    return [grid for grid in grids if not any(grid is not other and inside(grid.box, other.box) for other in grids)]
