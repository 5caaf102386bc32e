"""The paragraphs of the task parts of a plan as a tree: what stands below what, and whose labels are whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from corpus.model import Field
from corpus.parsing.body.headings import heads_list, unit_of
from corpus.parsing.body.items import read_body
from corpus.parsing.body.labels import Label, read_labels
from corpus.parsing.body.ownership import Ownership, read_said
from corpus.parsing.body.parts import find_part
from corpus.parsing.body.phrases import Said
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.verbs import opens_work
from corpus.text import field, strip_end

# Below headings and bullets of any depth: a paragraph without a mark is work itself only where it stands alone.
_PLAIN = 1
# A paragraph longer than this below "Đơn vị chủ trì:" is no value of it.
_LONGEST_VALUE = 30


@dataclass(slots=True, eq=False)
class Node:
    """A paragraph of work with all that stands below it.

    Attributes:
        entry: the paragraph, ``None`` for the root.
        level: its depth.
        labels: labels on lines of their own below it.
        sources: those lines.
        children: what stands below it, in reading order; label lines left out.
        said: sentences below it that say who and when and nothing else; their labels are among ``labels``.
        inline: whether its own words carry labels ("… (Chủ trì: Văn phòng)").
    """

    entry: Placed | None
    level: int
    labels: list[Label] = dataclass_field(default_factory=list)
    lines: list[Field] = dataclass_field(default_factory=list)
    children: list[Node] = dataclass_field(default_factory=list)
    said: list[Field] = dataclass_field(default_factory=list)
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
        self._stack = [self.root]
        self._open: tuple[Node, str] | None = None
        self._owner: Node | None = None
        self._ownership = Ownership(entries)

    def add(self, entry: Placed) -> None:
        body = entry.paragraph.field if entry.marker is None else read_body(entry)
        before, labels = read_labels(body)
        if before is None and labels and not _is_top(entry):
            self._add_labels(entry, labels)
            return
        if said := read_said(entry):
            self._add_said(entry, said)
            return
        if self._open is not None and self._add_value(entry, body):
            return
        self._open = self._owner = None
        node = Node(entry, self._level(entry), inline=bool(labels) and before is not None)
        heads = heads_list(entry)  # "Văn phòng Sở" above its bullets
        if entry.marker is not None and entry.marker.numbered:
            self._leave_introduction()
        if entry.marker is None and not entry.heading and not heads and not self._is_plain_work(node):
            node.level = self._stack[-1].level + _PLAIN
            self._stack[-1].children.append(node)
            return
        self._push(node)

    def _leave_introduction(self) -> None:
        """Leaves a paragraph that introduces a list of numbers: they stand below the section, as it does."""
        while (above := self._stack[-1].entry) is not None and above.marker is None and not above.heading:
            if heads_list(above):
                return
            self._stack.pop()

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

    def _add_said(self, entry: Placed, said: Said) -> None:
        """Gives a sentence that only says who and when ("Hoàn thành trước 30/4") to the work that it speaks of."""
        owner = self._find_owner(entry, said=True)
        if owner.entry is None or _is_top(owner.entry):
            self._open = self._owner = None
            self._push(Node(entry, self._level(entry)))
            return
        owner.labels.extend(Label("", value, column) for column, value in said.cells.items())
        owner.said.append(read_body(entry))
        self._owner = owner
        self._open = None

    def _find_owner(self, entry: Placed, *, said: bool = False) -> Node:
        """Returns the work that a label line speaks of: what stands one level above it.

        Without a mark: the number above, or the bullet or letter above where most of its kind carry labels; where a
        sentence says it (``said``), also where others of its kind have sentences below them.
        """
        if entry.marker is not None:
            level = self._level(entry)
            while len(self._stack) > 1 and self._stack[-1].level >= level:
                self._stack.pop()
            while (
                self._stack[-1].entry is not None
                and not self._stack[-1].entry.bullet
                and self._ownership.lists(self._stack[-1].entry)
            ):
                self._stack.pop()
            return self._stack[-1]
        if self._owner is not None:
            return self._owner
        while (
            len(self._stack) > 2
            and self._ownership.lists(self._stack[-1].entry, said=said)
            and not _is_section(self._stack[-2])
            and not _names_unit(self._stack[-2])
        ):
            self._stack.pop()
        return self._stack[-1]

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


def _is_top(entry: Placed) -> bool:
    """Whether an entry is a heading of the plan, whatever its words look like ("IV. TIẾN ĐỘ THỰC HIỆN")."""
    return entry.heading and (entry.marker is None or entry.marker.rank <= 1)


def _is_section(node: Node) -> bool:
    return node.entry is not None and (node.entry.marker is None or node.entry.marker.rank <= 1)


def _names_unit(node: Node) -> bool:
    """Whether a heading is a unit ("1. Văn phòng Sở"), which is no work that a label could speak of."""
    return node.entry is not None and unit_of(node.entry) is not None
