"""Words and boxes on a page; readers of PDF files and of scans give the same form."""

from __future__ import annotations

from dataclasses import dataclass

# Points; two rules closer than this are one, as table borders are often drawn twice.
SNAP = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; the origin is the upper left corner of the page as shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, x then y."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Tells whether ``point`` lies inside."""
        return self.x0 <= point[0] <= self.x1 and self.top <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them."""

    text: str
    box: Box
