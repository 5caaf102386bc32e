"""Invented plans: what is printed, in reading order, and by hand the truth about it; one YAML file a plan.

The files stand in ``tests/bench/plans``. Nothing of them is real: agencies, places and numbers are made up, and no
person is named. ``body`` is rendered as every form that archives hold; ``truth`` is what a reader should find.

In ``table.rows`` a cell ``"<"`` is covered by the cell to its left and ``"^"`` by the cell above it; a line feed breaks
a line. What the values of ``truth`` mean is said in ``plan_truth``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from rendering.plan_truth import Part, TrueTask, Truth

PLANS = Path(__file__).parents[1] / "plans"
LEFT, ABOVE = "<", "^"
# Centimetres above which a table does not fit an upright page of A4 with its margins.
_UPRIGHT = 18.5


class Unavailable(Exception):
    """What a condition needs is not installed; the message says what it is."""


class Sides(Part):
    """Two columns without borders: the letterhead, or the recipients beside the signature."""

    left: tuple[str, ...]
    right: tuple[str, ...]


class Table(Part):
    """A table as printed.

    Attributes:
        headings: number of heading rows.
        rows: of equal length.
        widths: of the columns in centimetres.
    """

    headings: int = Field(ge=0)
    rows: tuple[tuple[str, ...], ...] = Field(min_length=1)
    widths: tuple[float, ...]

    @model_validator(mode="after")
    def _is_grid(self) -> Self:
        count = len(self.widths)
        for number, row in enumerate(self.rows, start=1):
            if len(row) != count:
                raise ValueError(f"row {number} has {len(row)} cells for {count} widths: {row}")
            if row[0] == LEFT:
                raise ValueError(f"row {number}: its first cell is covered from the left")
            if number == 1 and ABOVE in row:
                raise ValueError("a cell of row 1 is covered from above")
        if self.headings > len(self.rows):
            raise ValueError("more heading rows than rows")
        covered = sum(down * wide for _, _, down, wide in self.anchors())
        if covered != count * len(self.rows):
            raise ValueError("the marks < and ^ do not describe rectangles")
        return self

    @property
    def upright(self) -> bool:
        """Whether the table fits an upright page."""
        return sum(self.widths) <= _UPRIGHT

    def anchors(self) -> Iterator[tuple[int, int, int, int]]:
        """Yields (row, column, rows covered, columns covered) of each cell that is not covered itself."""
        for index, row in enumerate(self.rows):
            for column, text in enumerate(row):
                if text in {LEFT, ABOVE}:
                    continue
                wide = 1
                while column + wide < len(row) and row[column + wide] == LEFT:
                    wide += 1
                down = 1
                while self._goes_on(index + down, column, wide):
                    down += 1
                yield index, column, down, wide

    def _goes_on(self, index: int, column: int, wide: int) -> bool:
        if index >= len(self.rows) or self.rows[index][column] != ABOVE:
            return False
        return all(cell in {LEFT, ABOVE} for cell in self.rows[index][column : column + wide])


class Item(Part):
    """One item of a body; exactly one attribute is set."""

    letterhead: Sides | None = None
    center: str | None = None
    p: str | None = None
    table: Table | None = None
    signature: Sides | None = None
    pagebreak: Literal[True] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len(self.model_fields_set) != 1 or all(value is None for _, value in self):
            raise ValueError(f"an item of the body is one of {', '.join(type(self).model_fields)}")
        return self

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of a paragraph, ``()`` for any other item."""
        text = self.p if self.p is not None else self.center
        return tuple(text.split("\n")) if text is not None else ()


class InventedPlan(Part):
    """One plan.

    Attributes:
        about: one line: what is special.
        wrong_on_purpose: mistakes printed on purpose.
        unlabelled: measures that say nothing of this plan, because their truth is not labelled; not in YAML files.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    about: str
    wrong_on_purpose: tuple[str, ...] = ()
    body: tuple[Item, ...] = Field(min_length=1)
    truth: Truth
    unlabelled: frozenset[str] = Field(default=frozenset(), exclude=True)

    @cached_property
    def tabular(self) -> bool:
        """Whether most tasks stand in a table."""
        cells = {_one_line(cell) for item in self.body if item.table for row in item.table.rows for cell in row}
        inside = sum(_one_line(task.content) in cells for task in self.truth.tasks)
        return bool(cells) and 2 * inside > len(self.truth.tasks)

    @cached_property
    def covered(self) -> tuple[frozenset[str], ...]:
        """Names, for each task, the fields whose words stand in a merged cell that begins in a row above.

        Where a form loses merges their cells are empty there, and empty is a right reading.
        """
        rows = [row for item in self.body if item.table for row in _filled(item.table)]
        return tuple(self._covered(task, rows) for task in self.truth.tasks)

    @staticmethod
    def _covered(task: TrueTask, rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> frozenset[str]:
        fields = {
            "lead": task.lead,
            "coordinate": task.coordinate,
            "time": (task.time.text,) if task.time else (),
            "result": (task.result,) if task.result else (),
        }
        for own, merged in rows:
            if _one_line(task.content) in own:
                lost = " ".join(merged)
                return frozenset(
                    name for name, texts in fields.items() if texts and all(text in lost for text in texts)
                )
        return frozenset()


def _filled(table: Table) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yields the row's own cells, and what covers its other cells from above."""
    above: list[str] = [""] * len(table.widths)
    for row in table.rows:
        above = [over if cell == ABOVE else cell for cell, over in zip(row, above, strict=True)]
        own = tuple(_one_line(cell) for cell in row if cell not in {LEFT, ABOVE})
        yield own, tuple(_one_line(over) for cell, over in zip(row, above, strict=True) if cell == ABOVE)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def load_plans(folder: Path = PLANS, pattern: str = "*.yaml") -> tuple[InventedPlan, ...]:
    """Loads the invented plans of a folder, sorted by id.

    Raises:
        ValueError: a file breaks the schema; the message names the file and each place.
    """
    return tuple(load_plan(path) for path in sorted(folder.glob(pattern)))


def load_plan(path: Path) -> InventedPlan:
    """Loads one invented plan.

    Raises:
        ValueError: the file breaks the schema, or its name is not the plan's id.
    """
    try:
        plan = InventedPlan.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: no YAML: {error}") from error
    except ValidationError as error:
        places = [f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}" for wrong in error.errors()]
        raise ValueError("\n  ".join([f"{path.name}:", *places])) from error
    if plan.id != path.stem:
        raise ValueError(f"{path.name}: the id is {plan.id}")
    return plan
