"""What a plan says of money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Field
from corpus.parsing.body.parts import Part
from corpus.parsing.body.placement import Placed
from corpus.text import field

# A budget announced at the head of a paragraph. Matched: "IV. KINH PHÍ THỰC HIỆN", "2. Về kinh phí",
# "- Nguồn kinh phí", "V. DỰ TOÁN KINH PHÍ", "Kinh phí thực hiện Kế hoạch". Refused: "2. Lập dự toán kinh phí" (a task).
_BUDGET = re.compile(
    r"(?:(?:[-+*•–]|[ivx]+[.)/]|\d+[.\d)]*|[a-zđ]\)) ?)?(?:ve )?(?:nguon |co che )?(?:du toan )?(?:nguon )?"
    r"(?:kinh phi\b|tai chinh ?:|ngan sach thuc hien|du toan ?:)"
)
_BUDGET_PARAGRAPHS = 6
_SHORT_WORDS = 12
_FEWEST_WORDS = 4
_NO_MONEY = frozenset({Part.PREAMBLE, Part.PURPOSE, Part.CLOSING})


def find_budget(placed: Sequence[Placed]) -> Field | None:
    """Returns the budget: the paragraphs below a heading that announces one, or a paragraph that opens with it."""
    for position, entry in enumerate(placed):
        if entry.part in _NO_MONEY or entry.annex or not _BUDGET.match(entry.paragraph.skeleton):
            continue
        if not entry.heading:
            if len(entry.paragraph.body.split()) >= _FEWEST_WORDS:
                return entry.paragraph.field
            continue
        if _says_it(entry):
            return entry.paragraph.field
        below: list[Field] = []
        for other in placed[position + 1 : position + 1 + _BUDGET_PARAGRAPHS]:
            if not _stands_below(other, entry):
                break
            below.append(other.paragraph.field)
        if below:
            return field([quote for paragraph in below for quote in paragraph.quotes])
    return None


def _says_it(heading: Placed) -> bool:
    body = heading.paragraph.body
    return ":" in body.rstrip(": ") or len(body.split()) > _SHORT_WORDS


def _stands_below(entry: Placed, heading: Placed) -> bool:
    depth = len(heading.path)
    if entry.part is Part.CLOSING or entry.annex or entry.path[:depth] != heading.path:
        return False
    return not entry.heading or len(entry.path) > depth
