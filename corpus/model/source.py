"""Where a value stands in a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A half-open range of code points of :attr:`Document.text`, the text *as found*.

    Attributes:
        start: first code point, 0-based.
        end: one past the last code point; ``end >= start``.
        page: 1-based page the range starts on; ``None`` where the format has no pages (.docx, .txt without form feeds).
    """

    start: int
    end: int
    page: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a document, verbatim: ``document.text[source.start:source.end] == raw``."""

    raw: str
    source: Source


@dataclass(frozen=True, slots=True)
class Field:
    """A value read from a document together with the passages it was read from.

    One field may need several quotes: a cell that continues on the next page, a paragraph cut by a page number.

    Attributes:
        value: the reading text: NFC, one line, single spaces.
        quotes: the passages as found, in reading order; never empty.
        guess: what ruined words of the value were probably meant to be; it was used to find the value and to
            understand it, and is shown only with that said. ``None`` where the words are as they are.
    """

    value: str
    quotes: tuple[Quote, ...]
    guess: str | None = None

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("a field needs the passage it was read from")

    @property
    def source(self) -> Source:
        """The smallest range that holds every quote of the field."""
        return hull(*(quote.source for quote in self.quotes))


def hull(*sources: Source) -> Source:
    """Returns the smallest range that holds all of ``sources`` (at least one)."""
    first = min(sources)
    return Source(first.start, max(source.end for source in sources), first.page)
