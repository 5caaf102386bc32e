"""The passages of a plan that may answer a step, each with a way back to the text as found."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from corpus.model import Field, Quote, Source, Task
from corpus.store import StoredPlan
from corpus.text import Skeleton, field, quote, skeleton


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one task, or of another part of the plan.

    Attributes:
        task: the task, ``None`` for another part.
        text: reading text.
        sources: the quotes it was read from, in reading order.
        raw: the quotes joined by line breaks.
        skeleton: its accent-free form; matching runs on it.
        starts: offset of each quote in ``raw``, ascending.
    """

    task: Task | None
    text: str
    sources: tuple[Source, ...]
    raw: str
    skeleton: Skeleton
    starts: tuple[int, ...]

    @property
    def main(self) -> bool:
        """Whether it is a row of the task list."""
        return self.task is not None and self.task.main

    def locate(self, start: int, end: int) -> tuple[Source, ...]:
        """Returns where ``skeleton.text[start:end]`` stands in the document, one range for each quote it touches."""
        return self.locate_raw(*self.skeleton.origin(start, end))

    def locate_raw(self, first: int, last: int) -> tuple[Source, ...]:
        """Returns where ``raw[first:last]`` stands in the document, one range for each quote it touches."""
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

    def sentence(self, span: tuple[int, int]) -> Source:
        """Returns the quote (a line or paragraph) that ``span`` of the skeleton starts in."""
        first, _ = self.skeleton.origin(*span)
        return self.sources[bisect_right(self.starts, first) - 1]


def build_passage(fields: tuple[Field, ...], task: Task | None) -> Passage:
    """Builds a passage from fields in reading order."""
    quotes = [quote for field in fields for quote in field.quotes]
    starts: list[int] = []
    length = 0
    for piece in quotes:
        starts.append(length)
        length += len(piece.raw) + 1
    raw = "\n".join(quote.raw for quote in quotes)
    return Passage(
        task=task,
        text=" ".join(field.value for field in fields),
        sources=tuple(quote.source for quote in quotes),
        raw=raw,
        skeleton=skeleton(raw),
        starts=tuple(starts),
    )


def build_unread(stored: StoredPlan) -> tuple[Passage, ...]:
    """Builds passages from the text of the body that became no task: purposes, loose paragraphs, tables not understood.

    A step that stands there only is not shown to be planned, but neither is it absent. The letterhead, the title, the
    legal bases and what follows "Nơi nhận" are left out.
    """
    plan, document = stored.plan, stored.document
    title = plan.header.title
    office = plan.signer.title if plan.signer else None
    start = plan.sections[0].source.start if plan.sections else title.source.end if title else 0
    ends = [part.source.start for part in (*plan.recipients, *([office] if office else []))]
    end = min((at for at in ends if at > start), default=len(document.text))
    taken = [task.source for task in plan.tasks] + ([plan.budget.source] if plan.budget else [])
    runs: list[list[Quote]] = [[]]
    for block in document.blocks:
        place = block.source
        if any(place.start < other.end and other.start < place.end for other in taken):
            runs.append([])
        elif start <= place.start < end:
            runs[-1].append(quote(document.text, place.start, place.end, page=place.page))
    return tuple(build_passage((field(run),), None) for run in runs if run)


def build_passages(stored: StoredPlan) -> tuple[Passage, ...]:
    """Builds the passages of a plan: every task and duty in order, then the budget."""
    passages = [build_passage((task.content, *task.detail), task) for task in stored.plan.tasks]
    if stored.plan.budget is not None:
        passages.append(build_passage((stored.plan.budget,), None))
    return tuple(passages)
