"""One hostile or odd file and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.reading.tools import Tool


@dataclass(frozen=True, slots=True)
class Case:
    """A file and its outcome: it is read and holds ``reads``, or refused with one of ``codes``; with both, either.

    Attributes:
        name: what it is.
        build: makes the bytes, always the same.
        reads: words that the text must hold, spelt as found.
        codes: stable codes of the refusal.
        absent: words that the text may not hold.
        layer: the layer its text is graded as.
        problem: the code of a problem that must be told.
        needs: the program without which nothing is learnt.
        apart: read in a process of its own, whose memory is bounded.
        file_name: the name it is given; its ending may lie.
    """

    name: str
    build: Callable[[], bytes]
    reads: str | None = None
    codes: tuple[str, ...] = ()
    absent: str | None = None
    layer: str | None = None
    problem: str | None = None
    needs: Tool | None = None
    apart: bool = False
    file_name: str = "kế hoạch.bin"
