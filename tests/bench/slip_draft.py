"""The source of a plan while slips are being planted in it: its bases, what was changed, and what that should bring."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rendering.invented import InventedPlan, Item

from corpus.citations.keys import plain_key

# The day behind a number, as printed. Matched: " ngày 05/3/2014", " ngày 10 tháng 10 năm 2014". Refused: " của Bộ".
DAY = re.compile(r"(?P<ahead>\s*,?\s*ngày\s+)\d{1,2}(?P<first>/| tháng )\d{1,2}(?P<second>/| năm )\d{4}")
# Opens a paragraph of bases. Matched: "Căn cứ Quyết định", "- Thực hiện". Refused: "I. MỤC ĐÍCH".
OPENS = re.compile(r"[-\s]*(?:Căn cứ|Thực hiện|Theo|Thi hành)\b")


@dataclass(frozen=True, order=True, slots=True)
class Slip:
    """A slip of citation: the code that should tell it, and the document, as a key without ``@year``."""

    code: str
    subject: str


@dataclass
class Draft:
    """A plan that slips are being planted in.

    Attributes:
        plan: as it is now.
        slips: planted so far.
        touched: documents that a slip touches already.
        removed: documents no longer named as a basis.
        renamed: documents whose number has changed, by key.
    """

    plan: InventedPlan
    slips: list[Slip] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> dt.date | None:
        """The plan's own day."""
        return self.plan.truth.header.date

    def bases(self) -> Iterator[tuple[int, str, str]]:
        """Yields (index of the item, text, key without year) of each basis that no slip has touched."""
        for index, item in enumerate(self.plan.body):
            text = item.p or ""
            for key in map(plain_key, self.plan.truth.bases if OPENS.match(text) else ()):
                if key not in self.touched and number_of(key) in text:
                    yield index, text, key

    def own_paragraphs(self) -> list[tuple[int, str, str]]:
        """Returns the bases that stand in a paragraph of their own."""
        keys = [plain_key(key) for key in self.plan.truth.bases]
        return [
            (index, text, key)
            for index, text, key in self.bases()
            if sum(number_of(other) in text for other in keys) == 1 and text.rstrip().endswith(";")
        ]

    def replace(self, index: int, text: str | None) -> None:
        """Puts another paragraph in the place of an item, or takes it away."""
        body = list(self.plan.body)
        body[index : index + 1] = [] if text is None else [Item(p=text)]
        self.plan = self.plan.model_copy(update={"body": tuple(body)})

    def insert(self, index: int, text: str) -> None:
        """Puts a paragraph before an item."""
        body = list(self.plan.body)
        body.insert(index, Item(p=text))
        self.plan = self.plan.model_copy(update={"body": tuple(body)})

    def plant(self, code: str, key: str) -> None:
        """Notes a slip."""
        self.slips.append(Slip(code, key))
        self.touched.add(key)


def number_of(key: str) -> str:
    """Returns the number of a key without its year: ``101/QĐ-BKHCN``."""
    return plain_key(key).partition(" ")[2]


def redated(text: str, key: str, day: str) -> str | None:
    """Returns a text with another day behind a number, in the form that is printed; ``None`` where there is none."""
    end = text.find(number_of(key)) + len(number_of(key))
    match = DAY.match(text, end)
    if match is None:
        return None
    date, month, year = day.split("/")
    shown = f"{match['ahead']}{date}{match['first']}{month}{match['second']}{year}"
    return text[:end] + shown + text[match.end() :]
