"""The passages of a plan that may answer a step, each with a way back to the text as found."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from corpus.model import Field, Source, Task
from corpus.store import StoredPlan
from corpus.text import Skeleton, skeleton


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one task, or of another part of the plan.

    Attributes:
        task: the task, ``None`` for another part.
        text: reading text.
        sources: the quotes it was read from, in reading order.
        skeleton: accent-free form of the quotes joined by line breaks; matching runs on it.
        starts: offset of each quote in the joined text, ascending.
    """

    task: Task | None
    text: str
    sources: tuple[Source, ...]
    skeleton: Skeleton
    starts: tuple[int, ...]

    @property
    def main(self) -> bool:
        """Whether it is a row of the task list."""
        return self.task is not None and self.task.main

    def locate(self, start: int, end: int) -> tuple[Source, ...]:
        """Returns where ``skeleton.text[start:end]`` stands in the document, one range for each quote it touches."""
        first, last = self.skeleton.origin(start, end)
        found: list[Source] = []
        for index in range(bisect_right(self.starts, first) - 1, len(self.starts)):
            source, offset = self.sources[index], self.starts[index]
            if offset >= last:
                break
            begin = source.start + max(0, first - offset)
            stop = min(source.end, source.start + last - offset)
            if begin < stop:
                found.append(Source(begin, stop, source.page))
        return tuple(found)


def build_passage(fields: tuple[Field, ...], task: Task | None) -> Passage:
    """Builds a passage from fields in reading order."""
    quotes = [quote for field in fields for quote in field.quotes]
    starts: list[int] = []
    length = 0
    for quote in quotes:
        starts.append(length)
        length += len(quote.raw) + 1
    return Passage(
        task=task,
        text=" ".join(field.value for field in fields),
        sources=tuple(quote.source for quote in quotes),
        skeleton=skeleton("\n".join(quote.raw for quote in quotes)),
        starts=tuple(starts),
    )


def build_passages(stored: StoredPlan) -> tuple[Passage, ...]:
    """Builds the passages of a plan: every task and duty in order, then the budget."""
    passages = [build_passage((task.content, *task.detail), task) for task in stored.plan.tasks]
    if stored.plan.budget is not None:
        passages.append(build_passage((stored.plan.budget,), None))
    return tuple(passages)
