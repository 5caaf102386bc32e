"""The paragraphs of the task parts of a plan as a tree: what stands below what, and whose labels are whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import pairwise

from corpus.model import Field
from corpus.parsing.body.items import read_body
from corpus.parsing.body.labels import Label, read_labels
from corpus.parsing.body.parts import find_part
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.unit_phrases import heads_list
from corpus.parsing.body.verbs import opens_work
from corpus.text import field, strip_end

# Below headings and bullets of any depth: a paragraph without a mark is work itself only where it stands alone.
_PLAIN = 1
# A paragraph longer than this below "Đơn vị chủ trì:" is no value of it.
_LONGEST_VALUE = 30
# Marks from this rank on (letters, "(1)", bullets) may list what a heading is about instead of naming work; they name
# work where more than this share of them is followed by labels.
_LIST_RANK = 5
_OWNERS = 0.5


@dataclass(slots=True, eq=False)
class Node:
    """A paragraph of work with all that stands below it.

    Attributes:
        entry: the paragraph, ``None`` for the root.
        level: its depth.
        labels: labels on lines of their own below it.
        sources: those lines.
        children: what stands below it, in reading order; label lines left out.
        inline: whether its own words carry labels ("… (Chủ trì: Văn phòng)").
    """

    entry: Placed | None
    level: int
    labels: list[Label] = dataclass_field(default_factory=list)
    lines: list[Field] = dataclass_field(default_factory=list)
    children: list[Node] = dataclass_field(default_factory=list)
    inline: bool = False

    @property
    def placed(self) -> Placed:
        """The paragraph; only the root has none."""
        if self.entry is None:
            raise ValueError("the root is no paragraph")
        return self.entry

    @property
    def labelled(self) -> bool:
        """Whether labels speak of this paragraph itself."""
        return self.inline or bool(self.labels)

    def holds_labels(self) -> bool:
        """Whether this paragraph or anything below it is labelled."""
        return self.labelled or any(child.holds_labels() for child in self.children)

    @property
    def marked(self) -> list[Node]:
        """The children that carry a number or a bullet, or are labelled work without a mark."""
        return [child for child in self.children if child.entry and (child.entry.marker or child.labelled)]


def build_tree(entries: Sequence[Placed]) -> Node:
    """Builds the tree of the entries of one part; each label line is given to the work it speaks of."""
    builder = _Builder(entries)
    for entry in entries:
        builder.add(entry)
    return builder.root


class _Builder:
    def __init__(self, entries: Sequence[Placed]) -> None:
        self.root = Node(None, -1)
        self._entries = entries
        self._stack = [self.root]
        self._open: tuple[Node, str] | None = None
        self._owner: Node | None = None
        self._known: dict[tuple[str, tuple[str, ...] | None], list[bool]] | None = None

    def add(self, entry: Placed) -> None:
        body = entry.paragraph.field if entry.marker is None else read_body(entry)
        before, labels = read_labels(body)
        if before is None and labels and not _is_top(entry):
            self._add_labels(entry, labels)
            return
        if self._open is not None and self._add_value(entry, body):
            return
        self._open = self._owner = None
        node = Node(entry, self._level(entry), inline=bool(labels) and before is not None)
        heads = entry.marker is None and heads_list(entry.paragraph.field.value)  # "Văn phòng Sở" above its bullets
        if entry.marker is None and not entry.heading and not heads and not self._is_plain_work(node):
            node.level = self._stack[-1].level + _PLAIN
            self._stack[-1].children.append(node)
            return
        self._push(node)

    def _push(self, node: Node) -> None:
        while self._stack[-1].level >= node.level:
            self._stack.pop()
        self._stack[-1].children.append(node)
        self._stack.append(node)

    def _level(self, entry: Placed) -> int:
        if entry.marker is None and not entry.heading:
            return 10 * len(entry.path) + _PLAIN
        return 10 * len(entry.path) + 2 * entry.bullet

    def _is_plain_work(self, node: Node) -> bool:
        """Whether a paragraph without a mark stands as a piece of work of its own below a heading of the plan."""
        top = self._stack[-1]
        above = top.entry
        plain_above = above is not None and above.marker is None and not above.heading
        section = above is None or (above.heading and (above.marker is None or above.marker.rank <= 1))
        return node.inline or section or plain_above

    def _add_labels(self, entry: Placed, labels: Sequence[Label]) -> None:
        owner = self._find_owner(entry)
        if owner.entry is None or (_is_top(owner.entry) and find_part(owner.entry.paragraph.skeleton) is not None):
            return  # "1. Thời gian: …" right below "II. NỘI DUNG" describes the whole, not one task
        owner.labels.extend(label for label in labels if label.value is not None)
        owner.lines.append(entry.paragraph.field)
        self._owner = owner
        last = labels[-1]
        self._open = (owner, last.name) if last.value is None else None

    def _find_owner(self, entry: Placed) -> Node:
        """Returns the work that a label line speaks of: what stands one level above it.

        Without a mark: the number above, or the bullet or letter above where most of its kind carry labels.
        """
        if entry.marker is not None:
            level = self._level(entry)
            while len(self._stack) > 1 and self._stack[-1].level >= level:
                self._stack.pop()
            while (
                self._stack[-1].entry is not None and not self._stack[-1].entry.bullet and self._lists(self._stack[-1])
            ):
                self._stack.pop()
            return self._stack[-1]
        if self._owner is not None:
            return self._owner
        while len(self._stack) > 2 and self._lists(self._stack[-1]) and not _is_section(self._stack[-2]):
            self._stack.pop()
        return self._stack[-1]

    def _lists(self, node: Node) -> bool:
        """Whether a bullet or letter only lists what its heading is about: few of its kind carry labels themselves."""
        entry = node.entry
        if entry is None or (not entry.bullet and (entry.marker is None or entry.marker.rank < _LIST_RANK)):
            return False
        kind, above = _kind_of(entry), _above(entry)
        siblings = self._owners(kind, above)
        if len(siblings) > 1:
            return not any(siblings[:-1])  # a label below the last alone speaks of the heading
        everywhere = self._owners(kind, None)
        return sum(everywhere) <= _OWNERS * len(everywhere)

    def _owners(self, kind: str, above: tuple[str, ...] | None) -> list[bool]:
        """Returns for each entry of a kind, below one heading or anywhere, whether a label line stands right below it.

        Below a bullet only labels without a mark count: others may be bullets of the same list.
        """
        if self._known is None:
            self._known = {}
            for one, other in pairwise([*self._entries, None]):
                if one is None or _is_label(one):
                    continue
                own = other is not None and (other.marker is None or not one.bullet) and _is_label(other)
                for key in ((_kind_of(one), _above(one)), (_kind_of(one), None)):
                    self._known.setdefault(key, []).append(own)
        return self._known.get((kind, above), [])

    def _add_value(self, entry: Placed, body: Field) -> bool:
        """Adds a line below a label without a value ("Đơn vị chủ trì:") to it; returns whether it is one."""
        if self._open is None or (entry.marker is not None and entry.marker.numbered):
            return False
        owner, name = self._open
        if len(body.value.split()) > _LONGEST_VALUE or (entry.bullet == 1 and opens_work(entry.paragraph.skeleton[2:])):
            return False
        known = next((label for label in owner.labels if label.name == name), None)
        quotes = [*known.value.quotes, *body.quotes] if known and known.value else list(body.quotes)
        owner.labels = [label for label in owner.labels if label is not known]
        owner.labels.append(Label(name, strip_end(field(quotes), " ;.,")))
        owner.lines.append(entry.paragraph.field)
        if entry.marker is None:
            self._open = None
        return True


def _is_label(entry: Placed) -> bool:
    body = entry.paragraph.field if entry.marker is None else read_body(entry)
    before, labels = read_labels(body)
    return before is None and bool(labels)


def _above(entry: Placed) -> tuple[str, ...]:
    """Returns the labels of the headings that an entry is listed below."""
    return entry.path if entry.bullet else entry.path[:-1]


def _kind_of(entry: Placed) -> str:
    return f"bullet{entry.bullet}" if entry.marker is None or entry.bullet else entry.marker.series


def _is_top(entry: Placed) -> bool:
    """Whether an entry is a heading of the plan, whatever its words look like ("IV. TIẾN ĐỘ THỰC HIỆN")."""
    return entry.heading and (entry.marker is None or entry.marker.rank <= 1)


def _is_section(node: Node) -> bool:
    return node.entry is not None and (node.entry.marker is None or node.entry.marker.rank <= 1)
