"""The labels that Word shows before automatically numbered paragraphs ("1.", "a)", "II.", "-").

They are not in the text of a .docx but computed (ISO/IEC 29500-1, 17.9). Rendered: decimal, letters and
Roman numerals in templates such as "%1.%2", bullets, restarts and start values, numbering set by a style. Other number
formats give no label rather than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.reading.counters import show_counter
from corpus.reading.word.xml_part import attribute, child, children, integer, is_on, value

_PLACE = re.compile(r"%([1-9])")
# A bullet drawn from a symbol font is a private character; these are shown as they are, every other one as "-".
_PLAIN_BULLETS = frozenset("-+*•–")
_MAX_STYLES = 20  # length of a basedOn chain; a loop ends there


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    template: str
    legal: bool
    style: str | None


def _level(element: etree._Element) -> _Level:
    return _Level(
        start=integer(value(element, "start"), 1),
        kind=value(element, "numFmt") or "decimal",
        template=value(element, "lvlText") or "",
        legal=is_on(element, "isLgl"),
        style=value(element, "pStyle"),
    )


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {integer(attribute(level, "ilvl"), 0): _level(level) for level in children(element, "lvl")}


@dataclass(slots=True)
class Numbering:
    """The running counters of one document; ask for the paragraphs in document order."""

    _lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    _styles: dict[str, tuple[str | None, etree._Element | None]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """Builds the counters from ``numbering.xml`` and ``styles.xml`` (each may be absent)."""
        self = cls()
        abstract = {attribute(item, "abstractNumId"): _levels(item) for item in children(numbering, "abstractNum")}
        for item in children(numbering, "num"):
            key = value(item, "abstractNumId") or ""
            levels, starts = dict(abstract.get(key, {})), {}
            for override in children(item, "lvlOverride"):
                depth = integer(attribute(override, "ilvl"), 0)
                own = child(override, "lvl")
                if own is not None:
                    levels[depth] = _level(own)
                start = value(override, "startOverride")
                if start is not None:
                    starts[depth] = integer(start, 1)
            self._lists[attribute(item, "numId") or ""] = (key, levels, starts)
        for style in children(styles, "style"):
            self._styles[attribute(style, "styleId") or ""] = (value(style, "basedOn"), child(style, "pPr", "numPr"))
        return self

    def label(self, paragraph: etree._Element) -> str:
        """Counts ``paragraph`` (a ``w:p``) and returns the label shown before it, ``""`` where there is none."""
        list_id, depth = self._place(paragraph)
        key, levels, starts = self._lists.get(list_id or "", ("", {}, {}))
        level = levels.get(depth)
        if list_id is None or level is None:
            return ""
        counters = self._counters.setdefault(key, {})
        if depth in starts and (list_id, depth) not in self._started:
            self._started.add((list_id, depth))
            counters.pop(depth, None)
        counters[depth] = counters[depth] + 1 if depth in counters else starts.get(depth, level.start)
        for deeper in [number for number in counters if number > depth]:
            del counters[deeper]
        if level.kind == "bullet":
            return level.template if level.template in _PLAIN_BULLETS else "-"
        return self._render(level, levels, counters)

    @staticmethod
    def _render(level: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
        unknown = False

        def number(match: re.Match[str]) -> str:
            nonlocal unknown
            depth = int(match.group(1)) - 1
            shown = levels.get(depth, level)
            kind = "decimal" if level.legal else shown.kind
            text = show_counter(counters.get(depth, shown.start), kind)
            unknown |= text is None
            return text or ""

        label = _PLACE.sub(number, level.template)
        return "" if unknown else label.strip()

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """Returns the list id (``None`` for no list) and level, from the paragraph or else from its style."""
        own = child(paragraph, "pPr", "numPr")
        list_id, depth = value(own, "numId"), value(own, "ilvl")
        style = value(paragraph, "pPr", "pStyle")
        for _ in range(_MAX_STYLES):
            if list_id is not None or style is None:
                break
            based_on, inherited = self._styles.get(style, (None, None))
            list_id = value(inherited, "numId")
            depth = depth or value(inherited, "ilvl") or self._linked_depth(list_id, style)
            style = based_on
        return (None if list_id in (None, "0") else list_id), integer(depth, 0, high=8)

    def _linked_depth(self, list_id: str | None, style: str) -> str | None:
        """Returns the level whose ``w:pStyle`` is ``style``, as headings are tied to theirs."""
        _, levels, _ = self._lists.get(list_id or "", ("", {}, {}))
        return next((str(depth) for depth, level in levels.items() if level.style == style), None)
