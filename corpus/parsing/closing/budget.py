"""What a plan says of money."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Field
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.parts import Part, strip_mark
from corpus.parsing.body.placement import Placed
from corpus.text import field

# A budget announced at the head of a paragraph, behind its mark. Matched: "KINH PHÍ THỰC HIỆN", "Về kinh phí", "Nguồn
# kinh phí", "DỰ TOÁN KINH PHÍ", "Tổng kinh phí dự kiến: 20 triệu đồng". Refused: "Lập dự toán kinh phí" (a task),
# "Kinh phí (triệu đồng)" (the heading of a column).
_BUDGET = re.compile(
    r"(?:ve )?(?:tong |nguon |co che |du kien )*(?:muc )?(?:du toan )?(?:nguon )?"
    r"(?:kinh phi\b|tai chinh ?:|ngan sach thuc hien|du toan ?:)(?! ?;? ?\((?:trieu|nghin|ngan|1\.000)? ?dong\)$)"
)
_BULLET = re.compile(r"[-+*•–] ?")
# An unmarked line that announces a budget, as in plans that number nothing. Matched: "Kinh phí:", "Kinh phí thực hiện:
# từ nguồn chi thường xuyên". Refused: "Kinh phí do ngân sách bảo đảm".
_LABEL = re.compile(
    r"(?:ve )?(?:tong |nguon |du toan )?kinh phi(?: (?:thuc hien|du kien|trien khai|hoat dong))?(?: ke hoach)? ?:"
)
_BUDGET_PARAGRAPHS = 6
_SHORT_WORDS = 12
_FEWEST_WORDS = 4
_NO_MONEY = frozenset({Part.PREAMBLE, Part.PURPOSE, Part.CLOSING})


def find_budget(placed: Sequence[Placed]) -> Field | None:
    """Returns the budget: the paragraphs below a heading that announces one, else a paragraph that opens with it."""
    announcing = [(index, entry) for index, entry in enumerate(placed) if _announces(entry)]
    for index, entry in announcing:
        if entry.heading or _is_label(entry):
            found = entry.paragraph.field if _says_it(entry) else _below(placed, index)
            if found is not None:
                return found
    return next((entry.paragraph.field for _, entry in announcing if not entry.heading and _is_sentence(entry)), None)


def _announces(entry: Placed) -> bool:
    if entry.annex or entry.part is Part.CLOSING or not _BUDGET.match(_words(entry)):
        return False
    return entry.part not in _NO_MONEY or _is_label(entry)


def _words(entry: Placed) -> str:
    """Returns the skeleton of a paragraph without its number or bullet."""
    words = strip_mark(entry.paragraph.skeleton)
    bullet = _BULLET.match(words)
    return words[bullet.end() :] if bullet else words


def _is_label(entry: Placed) -> bool:
    """Whether an unmarked line begins with the name of a budget and a colon."""
    return entry.paragraph.marker is None and _LABEL.match(entry.paragraph.skeleton) is not None


def _is_sentence(entry: Placed) -> bool:
    return len(entry.paragraph.body.split()) >= _FEWEST_WORDS


def _says_it(heading: Placed) -> bool:
    body = heading.paragraph.body
    return ":" in body.rstrip(": ") or len(body.split()) > _SHORT_WORDS


def _below(placed: Sequence[Placed], index: int) -> Field | None:
    """Returns the paragraphs below the heading at ``index``; below an unmarked one, the first and its bullets."""
    heading = placed[index]
    below: list[Field] = []
    for entry in placed[index + 1 : index + 1 + _BUDGET_PARAGRAPHS]:
        if not (_stands_below(entry, heading) if heading.heading else _follows(entry, begun=bool(below))):
            break
        below.append(entry.paragraph.field)
    return field([quote for paragraph in below for quote in paragraph.quotes]) if below else None


def _stands_below(entry: Placed, heading: Placed) -> bool:
    depth = len(heading.path)
    if entry.part is Part.CLOSING or entry.annex or entry.path[:depth] != heading.path:
        return False
    return not entry.heading or len(entry.path) > depth


def _follows(entry: Placed, *, begun: bool) -> bool:
    if entry.part is Part.CLOSING or entry.annex or entry.heading or entry.paragraph.field.value.rstrip().endswith(":"):
        return False
    return not begun or parse_marker(entry.paragraph.field.value) is not None
