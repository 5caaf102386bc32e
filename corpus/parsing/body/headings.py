"""What a heading says for the work below it: its group, its deadline, the unit that does it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Field, TimeKind
from corpus.parsing.body.items import read_body
from corpus.parsing.body.parts import Part, find_bare_part, find_part
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.unit_phrases import is_unit
from corpus.parsing.deadlines import parse_deadline
from corpus.text import strip_end


def due_of(entry: Placed) -> Field | None:
    """Returns the deadline that a heading consists of ("1. Tháng 3/2025:"), ``None`` for any other heading.

    An event ("2. Sau khi đánh giá") names a stage of the work, not the day that each piece of it is due.
    """
    found = find_leading_time(strip_end(read_body(entry), " :."))
    if found is None or found[1] is not None:
        return None
    return None if parse_deadline(found[0], None).kind is TimeKind.EVENT else found[0]


def unit_of(heading: Placed) -> Field | None:
    """Returns the unit that a heading consists of ("1. Văn phòng Sở"), ``None`` for any other heading."""
    if heading.marker is not None and heading.marker.rank <= 1:
        return None
    body = strip_end(read_body(heading), " :;.")
    return body if is_unit(body.value) else None


def title_of(group: Placed | None, *, sections: bool) -> str | None:
    """Returns the title of the heading that work is listed below; ``None`` for a part of the plan itself.

    Args:
        group: the heading.
        sections: whether plain numbers count the parts of the plan.
    """
    if group is None or (group.marker is not None and group.marker.rank <= 1):
        return None
    if sections and len(group.path) == 1 and find_part(group.paragraph.skeleton) is Part.TASKS:
        return None
    return group.paragraph.body.strip(" .:") or None


def counts_sections(placed: Sequence[Placed]) -> bool:
    """Tells whether plain numbers count the parts of a plan ("1. Mục đích", "4. Tổ chức thực hiện")."""
    return any(
        entry.heading
        and len(entry.path) == 1
        and entry.marker is not None
        and entry.marker.rank > 1
        and find_bare_part(entry.paragraph.skeleton) is Part.IMPLEMENTATION
        for entry in placed
    )
