"""Dates of issue: "ngày 05/3/2014", "ngày 21 tháng 01 năm 2019", also as recognition leaves them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.citations.passage import Passage

_DATE_WINDOW = 48
_FIRST_YEAR, _LAST_YEAR = 1945, 2099  # "12/4/0025" is a misprint, not a date

# A date that follows. Matches " ngay 05/3/2014", ", ngay 05 thang 3 nam 2014", " ngay10 /3/2026", " ngay 21.01.2019",
# "_ngay 30/12/2016", " ngay 12 théng 3 nam 2021"; refuses "; ngay 05/3/2014", " co hieu luc tu ngay 05/3/2014".
_DATE = re.compile(
    r"[ ,_]{0,3}(?:ky )?(?P<date>ng[aàd4]y ?(?P<day>\d ?\d?)"
    r"(?: ?[/.\-] ?(?P<month>\d ?\d?) ?[/.\-] ?(?P<year>\d{4})(?!\d)"
    r"| ?th[a-z4]ng ?(?P<long_month>\d ?\d?) ?,? ?n[a-z4]m ?(?P<long_year>\d{4})(?!\d)))"
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a passage; ``day`` is ``None`` where the calendar has no such day."""

    start: int
    end: int
    day: date | None


def read_date(passage: Passage, position: int) -> DateFound | None:
    """Reads a date at ``position``, ``None`` where there is none."""
    match = _DATE.match(passage.face.text, position, position + _DATE_WINDOW)
    if not match:
        return None
    day = int(match["day"].replace(" ", ""))
    month = int((match["month"] or match["long_month"]).replace(" ", ""))
    year = int(match["year"] or match["long_year"])
    start = match.start("date")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return DateFound(start, match.end(), None)
    try:
        return DateFound(start, match.end(), date(year, month, day))
    except ValueError:
        return DateFound(start, match.end(), None)
