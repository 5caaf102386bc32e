"""The year that a yearly plan among the bases is for: against its own day of issue, and against the plan's year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.model import Citation, Severity
from corpus.text import fold
from search.citations.reading import CitedPlan
from search.citations.witnesses import distinct
from search.citations.wording import name_citation, show_day
from search.gap_report import Check

# The year a document is for, folded. Matches "ke hoach cai cach hanh chinh nam 2023"; refuses "den nam 2025", "tu nam
# 2021", "nam 2021-2025", "thang 12 nam 2023".
_FOR_YEAR = re.compile(
    r"(?<!\bden )(?<!\btu )(?<!\bhet )(?<!nhin )(?<!\d )\bnam (?P<year>20\d\d)\b"
    r"(?! ?(?:[-–—/,]|den|va) ?(?:nam )?20\d\d)"
)
# Documents that are made for one year ahead. Matches "ke hoach", "giao chi tieu"; refuses "bao cao", "quy che".
_AHEAD = re.compile(r"\b(?:ke hoach|chuong trinh cong tac|chi tieu|nhiem vu|du toan)\b")
# Documents on a year that is over, and such as hold for several.
_OTHER = re.compile(
    r"ket qua|tong ket|so ket|quyet toan|bao cao|danh gia|giai doan|dieu chinh|bo sung|keo dai|\d nam\b"
)
# A yearly plan is issued in the second half of the year before at the earliest.
_EARLIEST_MONTH = 7


def check_periods(plan: CitedPlan) -> Iterator[Check]:
    """Finds yearly plans whose day does not fit their year, or whose year is over when the plan's begins; hints all."""
    if plan.damaged or plan.days is None:
        return
    for citation in distinct(plan.bases, lambda one: one.key):
        year = _find_year(plan, citation)
        if citation.date is None or year is None:
            continue
        issued = citation.date
        name = f"{name_citation(citation)} ngày {show_day(issued)}"
        if issued.year > year or issued < datetime.date(year - 1, _EARLIEST_MONTH, 1):
            message = f"{name} được nêu là của năm {year}; ngày ban hành và năm không khớp, cần kiểm tra."
            yield Check("CITATION_PERIOD", Severity.INFO, message + plan.caution(citation), citation.source)
        elif (own := plan.stored.plan.header.year) is not None and year < own and plan.days.earliest.year > year:
            message = f"{name} là của năm {year}, trong khi kế hoạch là của năm {own}; có thể còn sót từ kế hoạch cũ."
            yield Check("CITATION_PERIOD", Severity.INFO, message + plan.caution(citation), citation.source, str(own))


def _find_year(plan: CitedPlan, citation: Citation) -> int | None:
    """Returns the one year that the words behind a mention say it is for."""
    if not plan.opens_basis(citation):
        return None
    title = fold(citation.title or "").split(",")[0]
    said = title if citation.type != "Kế hoạch" else f"ke hoach {title}"
    if not _AHEAD.search(said) or _OTHER.search(said):
        return None
    years = {int(match["year"]) for match in _FOR_YEAR.finditer(title)}
    return years.pop() if len(years) == 1 else None
