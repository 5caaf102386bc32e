"""The task list of a plan that describes its work in running text: numbered items, bullets, or plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.parsing.actors.unit_names import is_plural
from corpus.parsing.body.evidence import has_subject, is_work, lists_subjects, share_told
from corpus.parsing.body.headings import counts_sections, due_of, heads_list, title_of, unit_of
from corpus.parsing.body.items import Item, read_body
from corpus.parsing.body.lists import take_described, take_edges
from corpus.parsing.body.parts import Part, find_bare_part, find_part
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.unit_phrases import is_unit
from corpus.parsing.body.verbs import opens_work
from corpus.parsing.body.work_items import build_work, part_siblings
from corpus.parsing.body.worktree import Node, build_tree
from corpus.parsing.tables import Column
from corpus.text import fold

# A paragraph of fewer words is no work on its own ("1. Chuẩn bị"), one of three only where it opens with a verb of work
# ("5. Áp dụng thử"); a heading of more says more than a part's name.
_FEWEST_WORDS, _FEWEST_OF_WORK = 4, 3
_LONGEST_NAME = 6
_LONGEST_UNIT = 12
# Share of siblings with nothing numbered or bulleted below them from which they are the work themselves, and what
# stands below the others describes it.
_LEAVES = 0.5
# Share of siblings that say who does the work from which they, or those they head, are the work.
_TOLD = 0.5
# Items that describe the whole and are no work, on skeletons. Matched: "Thời gian: Từ ngày 10/3", "Phạm vi áp dụng",
# "Thành phần tham dự: …". Refused: "Mục tiêu chất lượng: các phòng đăng ký", "Yêu cầu các phòng báo cáo".
_DESCRIBES = re.compile(
    r"(?:thoi gian|dia diem|thanh phan|doi tuong|pham vi|muc tieu(?! chat luong)|muc dich|yeu cau|hinh thuc|"
    r"phuong phap|tieu chuan|chi tieu|luu y|ghi chu|kinh phi|nguon kinh phi|can cu)(?: [^:.;]{0,40})? ?:"
)


def find_items(placed: Sequence[Placed], *, has_table: bool, damaged: bool = False) -> list[Item]:
    """Finds the work in the task parts of a plan.

    Items that carry labels, on lines below them or in their own words, are tasks, and so are their siblings. Where
    nothing is labelled the deepest list is the work: bullets below headings, or the numbered items themselves where
    most have nothing below them. Where the plan has a task table these are duties (``main=False``), as the table is
    the task list.
    """
    entries = [entry for entry in placed if entry.part is Part.TASKS and not entry.annex]
    finder = _Finder(main=not has_table, damaged=damaged, sections=counts_sections(placed))
    items = sorted(finder.find(build_tree(entries), None), key=lambda item: item.source.start)
    take_edges(items, _named_units(placed))
    part_siblings(items)
    take_described(items)
    for item in items:
        item.fill(item.inherited)
    return items


def _named_units(placed: Sequence[Placed]) -> set[str]:
    """Returns the skeletons of units on lines of their own: headings of duties, those the plan is sent to."""
    bodies = (read_body(entry).value.strip(" .;:") for entry in placed)
    return {
        fold(body) for body in bodies if len(body.split()) <= _LONGEST_UNIT and is_unit(body) and not is_plural(body)
    }


class _Finder:
    def __init__(self, *, main: bool, damaged: bool, sections: bool) -> None:
        self._main = main
        self._sections = sections
        self._damaged = damaged

    def find(self, node: Node, group: Placed | None) -> Iterator[Item]:
        """Yields the work below a node."""
        children = [child for child in node.children if not _describes(child)]
        if any(child.holds_labels() for child in children):
            yield from self._find_labelled(children, group)
            return
        marked = [child for child in children if child.entry and child.entry.marker]
        if not marked:
            yield from self._find_plain(children, group)
        elif self._go_down(node, marked):
            yield from self._find_below(marked, group)
        else:
            yield from self._find_listed(marked, group)

    def _find_labelled(self, children: Sequence[Node], group: Placed | None) -> Iterator[Item]:
        """Yields labelled items and their siblings of the same kind; other siblings are looked into."""
        kinds = {_kind(child) for child in children if child.labelled}
        for child in children:
            if child.labelled:
                yield self._build(child, group)
                yield from (item for item in self._labelled_below(child))
            elif child.holds_labels():
                yield from self.find(child, child.entry)
            elif kinds:
                if _kind(child) in kinds and _says_work(child):
                    yield self._build(child, group)
            elif child.entry and child.entry.marker:
                yield from (self.find(child, child.entry) if child.marked else self._find_listed([child], group))

    def _labelled_below(self, node: Node) -> Iterator[Item]:
        for child in node.children:
            if child.labelled:
                yield self._build(child, node.entry)
            yield from self._labelled_below(child)

    def _find_plain(self, children: Sequence[Node], group: Placed | None) -> Iterator[Item]:
        """Yields paragraphs without marks that open with a verb of work; others describe the one before."""
        item: Item | None = None
        listed = lists_subjects(children)
        for child in children:
            if child.entry is None:
                continue
            if child.entry.heading or (child.marked and heads_list(child.entry)):
                yield from self.find(child, child.entry)
                item = None
            elif _is_long(child) and (is_work(child) or (listed and has_subject(child))):
                item = self._build(child, group)
                yield item
            elif item is not None:
                item.extend(read_body(child.entry))

    def _go_down(self, node: Node, marked: Sequence[Node]) -> bool:
        """Whether the work stands below these siblings and they are its headings: the level that says who does it."""
        own, below = share_told(marked), share_told([one for child in marked for one in child.marked])
        if max(own, below) >= _TOLD:
            return below >= own
        if all(child.entry and not child.entry.heading for child in marked):
            return any(_heads_numbers(child) for child in marked)
        if node.entry is None and all(_is_top(child) for child in marked):
            return True
        leaves = [child for child in marked if not child.marked and not self._names_part(child)]
        return len(leaves) < _LEAVES * len(marked)

    def _find_below(self, marked: Sequence[Node], group: Placed | None) -> Iterator[Item]:
        """Yields the work below headings; a heading with nothing below it is work itself."""
        for child in marked:
            if child.marked or self._names_part(child) or _is_top(child):
                yield from self.find(child, child.entry)
            elif _says_work(child) and _is_long(child):
                yield self._build(child, group)

    def _find_listed(self, marked: Sequence[Node], group: Placed | None) -> Iterator[Item]:
        for child in marked:
            if (_is_long(child) or _is_described(child)) and _says_work(child):
                yield self._build(child, group)

    def _names_part(self, node: Node) -> bool:
        """Whether a heading only names what follows ("1. Nội dung công việc"), and is no work itself."""
        if node.entry is None or not node.entry.heading:
            return False
        words = node.entry.paragraph.skeleton
        return find_bare_part(words) is not None or (
            len(node.entry.paragraph.body.split()) <= _LONGEST_NAME
            and not opens_work(fold(node.entry.paragraph.body))
            and find_part(words, damaged=self._damaged) is not None
        )

    def _build(self, node: Node, group: Placed | None) -> Item:
        item = build_work(node, title_of(group, sections=self._sections), main=self._main)
        told = ((Column.TIME, due_of(group)), (Column.LEAD, unit_of(group))) if group else ()
        item.inherited = {column: value for column, value in told if value is not None}
        return item


def _kind(node: Node) -> tuple[str, int]:
    """What siblings of one list share: the series of their numbers, or the depth of their bullets."""
    entry = node.entry
    if entry is None or entry.marker is None:
        return "", 0
    return (entry.marker.series, 0) if entry.marker.numbered else ("", entry.bullet)


def _is_top(node: Node) -> bool:
    return node.entry is not None and node.entry.marker is not None and node.entry.marker.rank <= 1


def _is_long(node: Node) -> bool:
    if node.entry is None:
        return False
    words = len(node.entry.paragraph.body.split())
    works = node.entry.marker is not None and node.entry.marker.numbered and opens_work(fold(node.entry.paragraph.body))
    return words >= (_FEWEST_OF_WORK if works else _FEWEST_WORDS)


def _is_described(node: Node) -> bool:
    """Whether a number of few words is the name of a work that stands below it ("Bước 2. Đánh giá")."""
    numbered = node.entry is not None and node.entry.marker is not None and node.entry.marker.numbered
    return numbered and bool(node.children)


def _describes(node: Node) -> bool:
    if node.entry is None:
        return False
    body = fold(node.entry.paragraph.body)
    return _DESCRIBES.match(body) is not None and not node.labelled


def _says_work(node: Node) -> bool:
    """Whether a listed paragraph can be work: no note in parentheses, and no heading of a list ("- Đối với huyện:")."""
    if node.entry is None or node.entry.paragraph.body.lstrip().startswith("("):
        return False
    return bool(node.entry.paragraph.body.strip())


def _heads_numbers(node: Node) -> bool:
    """Whether a bullet heads the numbers below it ("- Đối với cấp xã:" / "1. …")."""
    return any(child.entry and child.entry.marker and child.entry.marker.numbered for child in node.children)
