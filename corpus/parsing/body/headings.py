"""What a heading says for the work below it: its group, its deadline, the unit that does it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Field, TimeKind
from corpus.parsing.body.items import read_body
from corpus.parsing.body.parts import Part, find_bare_part, find_part
from corpus.parsing.body.phrases import read_time
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.unit_phrases import is_unit, names_list, strip_before_unit
from corpus.parsing.deadlines import parse_deadline
from corpus.text import cut, fold, strip_end

# Matched: "Chuẩn bị (tháng 01 - 02/2024)". Refused: "Chuẩn bị (tiếp theo) hồ sơ".
_BRACKETS = re.compile(r"\((?P<inside>[^()]{3,80})\)$")


def due_of(entry: Placed) -> Field | None:
    """Returns the deadline that a heading consists of ("1. Tháng 3/2025:") or ends with ("1. Chuẩn bị (quý I)").

    An event ("2. Sau khi đánh giá") names a stage of the work, not the day that each piece of it is due.
    """
    body = strip_end(read_body(entry), " :.")
    found = find_leading_time(body)
    if found is not None and found[1] is None:
        return None if parse_deadline(found[0], None).kind is TimeKind.EVENT else found[0]
    last = body.quotes[-1]
    brackets = _BRACKETS.search(last.raw)
    time = read_time(cut(last, *brackets.span("inside"))) if brackets else None
    return None if time is None or parse_deadline(time[0], None).kind is TimeKind.EVENT else time[0]


def heads_list(entry: Placed) -> bool:
    """Tells whether a line without a mark heads the list below it: the name of a unit ("Văn phòng Sở"), or a time."""
    text = entry.paragraph.field.value
    if entry.marker is not None or text.rstrip()[-1:] in {".", ";", ","}:
        return False
    return names_list(text) or _is_time(entry.paragraph.field)


def _is_time(text: Field) -> bool:
    found = find_leading_time(strip_end(text, " :"))
    return found is not None and found[1] is None


def unit_of(heading: Placed) -> Field | None:
    """Returns the unit that a heading names alone ("1. Văn phòng Sở", "Đối với các phòng"), ``None`` for any other."""
    if heading.marker is not None and heading.marker.rank <= 1:
        return None
    body = strip_before_unit(strip_end(read_body(heading), " :;."))
    where = fold(heading.paragraph.body).startswith("tai ")  # "Tại UBND huyện" says where, not who
    return body if is_unit(body.value) and not where else None


def title_of(group: Placed | None, *, sections: bool) -> str | None:
    """Returns the title of the heading that work is listed below; ``None`` for a part of the plan itself.

    Args:
        group: the heading.
        sections: whether plain numbers count the parts of the plan.
    """
    if group is None or (group.marker is not None and group.marker.rank <= 1 and len(group.path) <= 1):
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
