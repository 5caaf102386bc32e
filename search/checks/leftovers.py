"""A plan of another department and of years ago that a task still goes by, left from the plan used as a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import CitationKind, CitationRole, Severity
from corpus.text import fold
from search.checks.reading import CheckedPlan
from search.citations.wording import name_citation, show_day
from search.gap_report import Check

# Bodies whose plans hold for years: the government, ministries, the province, the Party. Matches "KH-UBND", "KH-BKHCN",
# "KH-TU"; refuses "KH-STTTT", "KH-TTYT".
_STANDING = re.compile(r"KH-(?:UBND|HĐND|CP|TTg|B[A-ZĐ]+|TU|TW|HU|ĐU|BCĐ)\b|-KH/")
# A clause or title that tells of several years. Matches "giai doan 2021-2025", "den nam 2025", "5 nam".
_LASTS = re.compile(r"giai doan|den nam|nhiem ky|\d nam\b|20\d\d ?[-–] ?20\d\d|dai han|trung han|chien luoc|de an")
# A plan of the year before may still be reported on.
_OLDEST = 2


def check_documents(plan: CheckedPlan) -> Iterator[Check]:
    """Finds yearly plans of other offices, two years old or more, that the work of this plan is said to go by."""
    period, own = plan.period, plan.stored.plan.header.symbol
    if period is None:
        return
    for citation in plan.stored.plan.citations:
        if citation.kind is not CitationKind.NUMBERED or citation.role is not CitationRole.MENTION:
            continue
        if citation.type != "Kế hoạch" or citation.date is None or citation.antecedent is not None:
            continue
        number = citation.number or ""
        if _STANDING.search(number) or (own is not None and fold(number).endswith(fold(own.value))):
            continue
        if citation.date.year > period.first.year - _OLDEST or plan.cited.in_bases(citation.source):
            continue
        if _LASTS.search(plan.around(citation.source)) or _LASTS.search(fold(citation.title or "")):
            continue
        message = (
            f"Nhiệm vụ dựa vào {name_citation(citation)} ngày {show_day(citation.date)} của cơ quan khác, trong khi kế "
            f"hoạch là của năm {period}; cần xem lại, có thể còn sót từ kế hoạch cũ."
        )
        yield Check("LEFTOVER_DOCUMENT", Severity.INFO, message, citation.source)
