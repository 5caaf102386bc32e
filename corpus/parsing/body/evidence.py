"""What a paragraph says of itself that shows it to be work: a verb of work, who does it, by when."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Field
from corpus.parsing.body.edges import part_end, part_start
from corpus.parsing.body.items import read_body
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.sentences import read_order
from corpus.parsing.body.unit_phrases import is_unit, names_units
from corpus.parsing.body.verbs import opens_work
from corpus.parsing.body.worktree import Node
from corpus.parsing.tables import Column

# Paragraphs without marks are a list of what units do where so many at least, and more than this share, say so.
_FEWEST_LISTED = 3
_LISTED = 0.6


def share_told(nodes: Sequence[Node]) -> float:
    """Returns the share of siblings that say themselves who does the work ("Rà soát (Văn phòng)"), 0..1."""
    return sum(_tells_who(node) for node in nodes) / len(nodes) if nodes else 0.0


def _tells_who(node: Node) -> bool:
    if node.entry is None or is_unit(node.entry.paragraph.body):
        return False
    end = part_end(read_body(node.entry), {}, certain=False)
    return Column.LEAD in end.cells or Column.LEAD in part_start(end.work, (), certain=False, units=()).cells


def lists_subjects(children: Sequence[Node]) -> bool:
    """Tells whether most paragraphs of a list, three at least, are work, or tell what a unit does."""
    working = sum(is_work(child) or has_subject(child) for child in children)
    return working >= _FEWEST_LISTED and working > _LISTED * len(children)


def has_subject(node: Node) -> bool:
    """Tells whether a paragraph opens with a unit and goes on with what it does."""
    if node.entry is None:
        return False
    order = read_order(read_body(node.entry), plain=True)
    return order.lead is not None and order.work is not None and names_units(order.lead)


def is_work(node: Node) -> bool:
    """Tells whether a paragraph opens with a verb of work, or gives work to a unit or a day."""
    if node.entry is None:
        return False
    timed = find_leading_time(read_body(node.entry))
    before_work = timed is not None and timed[1] is not None  # "12 - 13/9/2023: đánh giá"
    return before_work or opens_work(node.entry.paragraph.skeleton) or _has_order(node)


def _has_order(node: Node) -> bool:
    if node.entry is None:
        return False
    body = read_body(node.entry)
    order = read_order(body, plain=False)
    return order.lead is not None or (order.time is not None and not _is_time(body))


def _is_time(text: Field) -> bool:
    """Whether a paragraph is a deadline and nothing more, as the cell of a table run together."""
    found = find_leading_time(text)
    return found is not None and found[1] is None
