"""A damaged document read through the guesses at its words, and the way back to the text as found.

The parser looks for structure in a copy of the document that carries the guesses (headings, dates, units are words it
knows); every place in what it finds is then moved to the text as found, and every value is quoted from there. A guess
never becomes the words of a field; it stands beside them as :attr:`corpus.model.Field.guess`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from corpus.model import Block, Cell, Deadline, Document, Field, Quote, Section, Source, Task
from corpus.text import Restored, field, quote, restored

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RestoredDocument:
    """A document with its guesses laid over it.

    Attributes:
        reading: the copy that the parser reads.
        found: the document as found.
        face: the restored text with its offsets into the text as found.
    """

    reading: Document
    found: Document
    face: Restored

    def as_found(self, value: _T) -> _T:
        """Moves every place in ``value`` to the text as found, and quotes its words from there.

        Args:
            value: anything made of the values of :mod:`corpus.model`: a plan, a task, problems.
        """
        return cast("_T", self._move(value))

    def _move(self, value: Any) -> Any:
        moved = value
        match value:
            case Source():
                moved = Source(*self.face.origin(value.start, value.end), value.page)
            case Quote():
                moved = self._quote(value)
            case Field():
                moved = self._field(value)
            case Deadline():
                moved = self._deadline(value)
            case Section():
                title = self._words(value.title, value.source)
                moved = replace(value, title=title, source=self._move(value.source))
            case Task():
                moved = self._parts(replace(value, group=self._group(value)))
            case tuple():
                moved = tuple(self._move(part) for part in value)
            case _ if is_dataclass(value) and not isinstance(value, type):
                moved = self._parts(value)
        return moved

    def _parts(self, value: Any) -> Any:
        return replace(value, **{part.name: self._move(getattr(value, part.name)) for part in fields(value)})

    def _group(self, task: Task) -> str | None:
        """Reads the heading a task stands under from the text as found; a label in front of it stays."""
        if task.group is None:
            return None
        label, dot, title = task.group.partition(". ")
        before = Source(0, task.source.start)
        return f"{label}{dot}{self._words(title, before)}" if title else self._words(label, before)

    def _words(self, words: str, within: Source) -> str:
        """Returns what stands in the text as found for the last occurrence of ``words`` in a range of the copy."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        places = [match.span() for match in pattern.finditer(self.face.text, within.start, within.end)]
        if not words or not places:
            return words
        start, end = self.face.origin(*places[-1])
        return " ".join(self.found.text[start:end].split())

    def _field(self, value: Field) -> Field:
        moved = field([self._quote(part) for part in value.quotes])
        return moved if moved.value == value.value else replace(moved, guess=value.value)

    def _quote(self, part: Quote) -> Quote:
        start, end = self.face.origin(part.source.start, part.source.end)
        return quote(self.found.text, start, end, page=part.source.page)

    def _deadline(self, deadline: Deadline) -> Deadline:
        """Moves a deadline; the event it waits for is the tail of its words."""
        text = self._field(deadline.text)
        event = deadline.relative_to
        for part in deadline.text.quotes:
            at = part.raw.rfind(event) if event else -1
            if event and at >= 0:
                start = part.source.start + at
                found = self._quote(Quote(event, Source(start, start + len(event), part.source.page)))
                return replace(deadline, text=text, relative_to=field([found]).value)
        return replace(deadline, text=text)


def restore_document(document: Document) -> RestoredDocument | None:
    """Lays the guesses over a document, ``None`` where nothing of it was guessed."""
    if not document.restored:
        return None
    face = restored(document.text, document.restored)

    def place(source: Source) -> Source:
        return Source(face.place(source.start), face.place(source.end), source.page)

    def cell(one: Cell) -> Cell:
        return replace(one, source=place(one.source) if one.source else None)

    def block(one: Block) -> Block:
        return replace(one, source=place(one.source), cells=tuple(map(cell, one.cells)))

    reading = replace(document, text=face.text, blocks=tuple(map(block, document.blocks)), restored=())
    return RestoredDocument(reading, document, face)
