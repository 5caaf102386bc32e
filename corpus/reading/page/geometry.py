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

    def turned(self, degrees: int, width: float, height: float) -> Box:
        """Returns the box on the page turned clockwise by 0, 90, 180 or 270 ``degrees``.

        Args:
            degrees: multiple of 90.
            width: width of the page before it is turned, in points.
            height: its height.
        """
        if degrees == 90:
            return Box(height - self.bottom, self.x0, height - self.top, self.x1)
        if degrees == 180:
            return Box(width - self.x1, height - self.bottom, width - self.x0, height - self.top)
        if degrees == 270:
            return Box(self.top, width - self.x1, self.bottom, width - self.x0)
        return self

    def holds(self, point: tuple[float, float]) -> bool:
        """Tells whether ``point`` lies inside."""
        return self.x0 <= point[0] <= self.x1 and self.top <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them."""

    text: str
    box: Box
