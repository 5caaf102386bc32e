"""What a list of works says in one way: bare names and times at their edges count where most of the list has them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from corpus.model import Field
from corpus.parsing.actors.unit_lists import parse_units
from corpus.parsing.actors.unit_names import is_plural
from corpus.parsing.body.edges import Parted, part_end, part_start
from corpus.parsing.body.items import Item
from corpus.parsing.body.sentence_ends import split_sentences
from corpus.parsing.tables import Column
from corpus.text import fold

# Words at an edge name who does the work, or when, where at least so many items say so, and most do.
_FEWEST_ITEMS = 3
_SAID = frozenset({Column.LEAD, Column.TIME, Column.RESULT})


def take_edges(items: Sequence[Item], units: Collection[str]) -> None:
    """Takes who and when at the edges of works ("(Phòng Nội vụ; quý II)", "- Nhóm 1") where the list bears it out.

    It does where three items at least with one kind of mark, and most of them, say it, at their edges or elsewhere.

    Args:
        items: the work of a plan; changed in place.
        units: skeletons of units that the plan names elsewhere.
    """
    kinds: dict[bool, list[Item]] = {}
    for item in items:
        kinds.setdefault(item.ordinal is None, []).append(item)
    for listed in kinds.values():
        ends = [part_end(item.cells[Column.CONTENT], item.cells, certain=False) for item in listed]
        said = [
            unit for cells in (*(one.cells for one in listed), *(end.cells for end in ends)) for unit in _units(cells)
        ]
        named = {*units, *(fold(unit.value) for unit in said)}
        starts = [_part_start(item, end, named) for item, end in zip(listed, ends, strict=True)]
        borne = {column for column in _SAID if _is_borne(column, listed, ends, starts)}
        for item, end in zip(listed, ends, strict=True):
            taken = end if end.doubtful & _SAID <= borne else Parted(item.cells[Column.CONTENT])
            _apply(item, taken)
            start = _part_start(item, taken, named)
            if start.doubtful & _SAID <= borne:
                _apply(item, start)


def take_described(items: Sequence[Item]) -> None:
    """Takes who does a work, and when, from the sentence below its name, where most of a list is described so.

    "Bước 1. Chuẩn bị hồ sơ" / "Các phòng lập danh mục hồ sơ, gửi Văn phòng trước ngày 10/3".
    """
    found = [_read_described(item) for item in items]
    described = sum(bool(parted.cells) for parted in found)
    if described >= _FEWEST_ITEMS and 2 * described > len(items):
        for item, parted in zip(items, found, strict=True):
            item.fill(parted.cells)


def _read_described(item: Item) -> Parted:
    content = item.cells[Column.CONTENT]
    if not item.detail:
        return Parted(content)
    sentence = split_sentences(item.detail[0])[0]
    end = part_end(sentence, {}, certain=True)
    start = part_start(end.work, end.cells, certain=False, units=())
    lead = start.cells.get(Column.LEAD)
    agrees = lead is not None and lead.value == item.cells.get(Column.LEAD, lead).value
    return Parted(content, {**end.cells, **start.cells}) if agrees else Parted(content)


def _apply(item: Item, parted: Parted) -> None:
    item.cells[Column.CONTENT] = parted.work
    item.fill(parted.cells)


def _part_start(item: Item, end: Parted, units: Collection[str]) -> Parted:
    told = item.inherited.keys() & {Column.LEAD}  # a unit heads the list: who does it is told
    return part_start(end.work, {*item.cells, *end.cells, *told}, certain=False, units=units)


def _is_borne(column: Column, items: Sequence[Item], ends: Sequence[Parted], starts: Sequence[Parted]) -> bool:
    """Whether most items say a thing: themselves, or at an edge."""
    said = sum(
        any(column in cells for cells in (item.cells, end.cells, start.cells))
        for item, end, start in zip(items, ends, starts, strict=True)
    )
    return said >= _FEWEST_ITEMS and 2 * said > len(items)


def _units(cells: Mapping[Column, Field]) -> Iterator[Field]:
    for column in (Column.LEAD, Column.COORDINATE):
        if column in cells:
            yield from (unit for unit in parse_units(cells[column]) if not is_plural(unit.value))
