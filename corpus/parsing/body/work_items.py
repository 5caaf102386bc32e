"""A paragraph of work → its item: its labels, else what sentences in and below it say, and what describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.model import Field, hull
from corpus.parsing.body.edges import part_end, part_start
from corpus.parsing.body.ends import find_inner_time
from corpus.parsing.body.items import Item, build_item, read_body
from corpus.parsing.body.phrases import read_phrase
from corpus.parsing.body.sentence_ends import split_clauses, split_name, split_sentences
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.sentences import Order, read_described, read_order
from corpus.parsing.body.worktree import Node
from corpus.parsing.tables import Column
from corpus.text import fold

# One or two works written so may be so by chance.
_FEWEST_PARTED = 3
# Matched: "Văn phòng chủ trì". Refused: "các phòng có trách nhiệm cử người".
_LEADS = re.compile(r"\bchu tri\b")


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
    for sentence in node.said:
        item.extend(sentence)
    _read_time_before(item)
    _read_sentence_after(item)
    _take_certain_edges(item)
    item.fill(_known(read_order(item.cells[Column.CONTENT], plain=False)))
    if Column.TIME not in item.cells and (time := find_inner_time(item.cells[Column.CONTENT])):
        item.fill({Column.TIME: time})
    if not {Column.LEAD, Column.COORDINATE} & item.cells.keys():
        item.fill(_read_described_below(node))
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
                item.fill(_known(read_order(names[1], plain=True)))
                item.fill(_read_edges(names[1]))


def leave_work(item: Item) -> None:
    """Leaves of the content the work alone, without who and when that were read from its own sentence."""
    first, *others = split_sentences(item.cells[Column.CONTENT])
    if others and Column.TIME in _read_edges(first):
        item.cells[Column.CONTENT] = first
        item.detail.extend(others)
    end = part_end(item.cells[Column.CONTENT], item.cells, certain=True)
    start = part_start(end.work, (), certain=False, units=())
    led = start.cells.get(Column.LEAD)
    if led is None or led.value == item.cells[Column.LEAD].value:
        item.cells[Column.CONTENT] = start.work
        item.fill({**end.cells, **start.cells})


def _read_described_below(node: Node) -> dict[Column, Field]:
    """Reads who and when from what describes a work below its name; where two sentences say it, neither is taken.

    Of two units that of "chủ trì" leads.
    """
    entries = [child.entry for child in node.children if child.entry is not None]
    bodies = [read_body(one) for one in entries if one.marker is None or one.bullet]
    sentences = [clause for body in bodies for sentence in split_sentences(body) for clause in split_clauses(sentence)]
    found = [(sentence, _read_described(sentence)) for sentence in sentences]
    led = [(sentence, cells) for sentence, cells in found if Column.LEAD in cells]
    if len(led) > 1:
        led = [(sentence, cells) for sentence, cells in led if _LEADS.search(fold(sentence.value))]
    told = led[0][1] if len(led) == 1 else {}
    known: dict[Column, Field] = {column: value for column, value in told.items() if column is not Column.TIME}
    for column in (Column.TIME, Column.RESULT):
        said = [cells[column] for _, cells in found if column in cells]
        if len(said) == 1:
            known[column] = said[0]
    inner = [time for sentence in sentences if (time := find_inner_time(sentence))]
    if Column.TIME not in known and len(inner) == 1:
        known[Column.TIME] = inner[0]
    return known


def _read_described(text: Field) -> dict[Column, Field]:
    """Reads the sentence that describes a work: all of it where it says nothing else, else what its grammar says."""
    sentence = split_sentences(text)[0]
    said = read_phrase(sentence.quotes[0]) if len(sentence.quotes) == 1 else None
    if said is not None and not said.bare:
        return dict(said.cells)
    known = _known(read_described(sentence))
    return {**_read_edges(sentence), **known} if Column.LEAD in known else known


def _read_edges(sentence: Field) -> Mapping[Column, Field]:
    """Reads what the edges of a sentence say beyond doubt."""
    end = part_end(sentence, {}, certain=True)
    start = part_start(end.work, end.cells, certain=True, units=())
    return {**end.cells, **start.cells}


def _known(order: Order) -> dict[Column, Field]:
    cells = {Column.LEAD: order.lead, Column.COORDINATE: order.coordinate, Column.TIME: order.time}
    return {column: value for column, value in cells.items() if value is not None}


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
    cells = _read_described(sentence)
    if Column.LEAD in cells:
        item.cells[Column.CONTENT] = name
        item.extend(sentence)
        item.parted = True
        item.fill(cells)


def _take_certain_edges(item: Item) -> None:
    """Takes what words at the edges of a work say beyond doubt ("…, xong trước ngày 15/7", "Văn phòng chủ trì …").

    Where the first of several sentences says it, it is the work and the others describe it.
    """
    _take_end(item)
    first, *others = split_sentences(item.cells[Column.CONTENT])
    if others and {Column.LEAD, Column.TIME} & _read_edges(first).keys():
        item.cells[Column.CONTENT] = first
        item.detail.extend(others)
        _take_end(item)
    start = part_start(item.cells[Column.CONTENT], item.cells, certain=True, units=())
    item.cells[Column.CONTENT] = start.work
    item.fill(start.cells)


def _take_end(item: Item) -> None:
    end = part_end(item.cells[Column.CONTENT], item.cells, certain=True)
    item.cells[Column.CONTENT] = end.work
    item.fill(end.cells)
