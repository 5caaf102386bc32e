"""A paragraph of work → its item: its labels, else what sentences in and below it say, and what describes it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import hull
from corpus.parsing.body.items import Item, build_item, read_body
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.sentences import Order, read_described, read_order, split_name
from corpus.parsing.body.worktree import Node
from corpus.parsing.tables import Column

# One or two works written so may be so by chance.
_FEWEST_PARTED = 3


def build_work(node: Node, group: str | None, *, main: bool) -> Item:
    """Builds the item of a node: its labels, else what its sentence says, and all below it as its detail.

    Args:
        node: the paragraph of work.
        group: heading the work stands under.
        main: whether it is of the task list; else it is a duty.
    """
    item = build_item(node.placed, group, main=main)
    item.add_labels(node.labels)
    for line in node.lines:
        item.source = hull(item.source, line.source)
    _read_time_before(item)
    _read_sentence_after(item)
    _fill(item, read_order(item.cells[Column.CONTENT], plain=False))
    if not {Column.LEAD, Column.COORDINATE} & item.cells.keys():
        _fill(item, _read_described_below(node))
    _add_detail(item, node)
    return item


def part_siblings(items: Sequence[Item]) -> None:
    """Parts the names of works from their sentences also where these say no unit, if most of a list is written so."""
    siblings: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        siblings.setdefault(item.path[:-1], []).append(item)
    for listed in siblings.values():
        parted = sum(item.parted for item in listed)
        if parted < _FEWEST_PARTED or 2 * parted < len(listed):
            continue
        for item in listed:
            if not item.parted and (names := split_name(item.cells[Column.CONTENT])):
                item.cells[Column.CONTENT] = names[0]
                item.detail.insert(0, names[1])
                _fill(item, read_order(names[1], plain=True))


def _read_described_below(node: Node) -> Order:
    """Reads who and when from what describes a work below its name; where two passages say it, neither is taken."""
    entries = [child.entry for child in node.children if child.entry is not None]
    orders = [read_described(read_body(one)) for one in entries if one.marker is None or one.bullet]
    leads = [order for order in orders if order.lead is not None]
    times = [order.time for order in orders if order.time is not None]
    lead = leads[0] if len(leads) == 1 else Order()
    return Order(lead.lead, lead.coordinate, times[0] if len(times) == 1 else None)


def _fill(item: Item, order: Order) -> None:
    cells = {Column.LEAD: order.lead, Column.COORDINATE: order.coordinate, Column.TIME: order.time}
    for column, value in cells.items():
        if value is not None:
            item.cells.setdefault(column, value)


def _add_detail(item: Item, node: Node) -> None:
    for child in node.children:
        if child.entry is not None and not child.labelled:
            item.extend(read_body(child.entry))
            _add_detail(item, child)


def _read_time_before(item: Item) -> None:
    """Takes a deadline that stands before the work ("Tháng 6/2026: Ban hành, áp dụng") apart from it."""
    found = find_leading_time(item.cells[Column.CONTENT])
    if found is not None and found[1] is not None:
        item.cells[Column.CONTENT] = found[1]
        item.cells.setdefault(Column.TIME, found[0])


def _read_sentence_after(item: Item) -> None:
    """Takes a sentence that gives the work to a unit ("Đánh giá nội bộ: Tổ ISO chủ trì, …") apart from its name."""
    parted = split_name(item.cells[Column.CONTENT])
    if parted is None:
        return
    name, sentence = parted
    order = read_described(sentence)
    if order.lead is not None:
        item.cells[Column.CONTENT] = name
        item.extend(sentence)
        item.parted = True
        _fill(item, order)
