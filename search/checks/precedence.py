"""Which steps of a framework a document puts in front of which.

Not every ``after`` of a framework is binding: many tell what is usual. One is where a document names both steps in one
article, the earlier one in front ("áp dụng", "đánh giá nội bộ", "xem xét của lãnh đạo", "xác nhận hiệu lực" are điểm a
to d of one khoản), and neither goes on all the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.frameworks import Framework, PlanPart, Step
from corpus.text import fold

# A clause of a legal source. Matches "Điều 4 khoản 2 điểm b", "Điều 7 khoản 2 điểm h, l"; refuses "Phụ lục I".
_CLAUSE = re.compile(r"Điều (?P<article>\d+)(?:,? khoản (?P<paragraph>\d+))?(?:,? điểm (?P<point>[a-zđ]))?")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
# The usual time of a step that is no single event, folded: it comes before and after all others. Matches "ca nam",
# "thuong xuyen", "ngay sau khi xay dung hoac sua doi"; refuses "truoc dot danh gia noi bo".
_GOES_ON = re.compile(r"ca nam|thuong xuyen|hoac sua doi")


def must_follow(framework: Framework, step: Step) -> Iterator[tuple[Step, str]]:
    """Yields the steps that a document puts in front of a step, with the document; the plan itself is there already."""
    if _goes_on(step):
        return
    for step_id in step.after:
        earlier = framework.step(step_id)
        if earlier is None or earlier.plan_part is PlanPart.DOCUMENT or _goes_on(earlier):
            continue
        for late in step.legal_sources:
            clauses = [
                early.clause
                for early in earlier.legal_sources
                if early.document == late.document and _stands_before(early.clause, late.clause)
            ]
            if clauses:
                yield (
                    earlier,
                    f"{late.document}: {clauses[0]}; {late.clause} (trình tự của mô hình khung {framework.id})",
                )
                break


def _goes_on(step: Step) -> bool:
    return _GOES_ON.search(fold(step.usual_time or "")) is not None


def _stands_before(first: str, second: str) -> bool:
    """Tells whether a clause stands in the same article as another and in front of it."""
    one, two = _CLAUSE.match(first), _CLAUSE.match(second)
    if one is None or two is None or one["article"] != two["article"]:
        return False
    return _rank(one) < _rank(two)


def _rank(clause: re.Match[str]) -> tuple[int, int]:
    return int(clause["paragraph"] or 0), _LETTERS.find(clause["point"]) if clause["point"] else 0
