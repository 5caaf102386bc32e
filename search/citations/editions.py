"""The edition of the standard that a plan itself applies."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.citations import matches, parse_reference
from corpus.citations.registry import RegisteredDocument, Registry, Status
from corpus.model import Citation, Severity
from search.citations.reading import CitedPlan
from search.citations.witnesses import Witnesses, distinct
from search.citations.wording import name_document, show_day, show_grounds
from search.gap_report import Check

# QĐ 19/2014/QĐ-TTg names the 2008 edition and follows the guidance of BKHCN once it is replaced (Điều 4); that guidance
# is Công văn 3003/BKHCN-TĐC of this day. Until then a plan may have good reason to name the edition that was cancelled.
_GUIDANCE = datetime.date(2018, 9, 25)
# A clause in which an older edition is rightly named. Matches "nay la tcvn iso 9001:2015", "chuyen doi tu", "giay chung
# nhan"; refuses "ap dung theo".
_RIGHTLY_NAMED = re.compile(
    r"nay la|chuyen (?:doi|sang|tiep)|nang cap|thay the|thay cho|huy bo|truoc day|truoc do|phien ban cu|giay chung nhan"
    r"|da duoc (?:cap|chung nhan)|het hieu luc|len phien ban|sang phien ban|so voi"
)
# A clause that quotes the title of a document. Matches "quyet dinh cua thu tuong ve viec ap dung", "thong tu so 26 quy
# dinh"; refuses "xay dung quy trinh".
_TITLE_AHEAD = re.compile(
    r"(?:quyet dinh|nghi dinh|nghi quyet|thong tu|ke hoach|cong van|chi thi|van ban|huong dan|thong bao|chuong trinh"
    r"|de an|to trinh|bao cao)\b.{0,400}?(?:ve viec|v/v|\bve\b|quy dinh|huong dan|ban hanh|phe duyet|cong bo|chi tiet)"
)
# Characters between a document and the end of its title; the longest title of the real plans has 290.
_NEAR = 700


def check_editions(witnesses: Witnesses) -> Iterator[Check]:
    """Finds a cancelled edition that the plan applies itself, one finding an edition.

    The edition in the title of a document ("… theo TCVN ISO 9001:2008 …", QĐ 19/2014/QĐ-TTg) is rightly there, and so
    is one in the opening block or beside words of change.
    """
    plan = witnesses.plan
    applied = [one for one in plan.standards if one.year is not None and _is_applied(plan, one)]
    entries = {one.key: _entry(witnesses.registry, one) for one in applied}

    def edition(citation: Citation) -> str | None:
        """Names the edition; "TCVN ISO 9001:2008" and "ISO 9001:2008" are one."""
        entry = entries[citation.key]
        return entry.key if entry else citation.key

    for citation in distinct(applied, edition):
        entry = entries[citation.key]
        if entry is None or entry.ended_on is None or plan.days is None or not entry.superseded_by:
            continue
        ended = plan.days.after(entry.ended_on)
        if ended is False:
            continue
        settled = ended is True and plan.days.after(_GUIDANCE) is True
        severity = plan.grade(Severity.WARNING if settled else Severity.INFO, citation)
        count = sum(edition(one) == edition(citation) for one in applied)
        often = f" (nêu ở {count} chỗ)" if count > 1 else ""
        hint = "" if settled else " Cần kiểm tra: kế hoạch thuộc thời gian chuyển đổi."
        successors = ", ".join(
            name_document(one) for key in entry.superseded_by if (one := witnesses.registry.get(key))
        )
        message = (
            f"Kế hoạch nêu {citation.number}{often} như tiêu chuẩn đang áp dụng; tiêu chuẩn này đã được thay bằng "
            f"{successors} từ ngày {show_day(entry.ended_on)}. "
            f"Nguồn: {show_grounds(entry)}.{hint}{plan.caution(citation)}"
        )
        yield Check("STANDARD_EDITION", severity, message, citation.source, entry.superseded_by[0], show_grounds(entry))


def _is_applied(plan: CitedPlan, citation: Citation) -> bool:
    """Tells whether the plan itself speaks of a standard, outside titles and words of change."""
    if plan.in_title(citation.source) or plan.in_bases(citation.source):
        return False
    before = plan.clause_before(citation.source)
    if _RIGHTLY_NAMED.search(plan.clause_around(citation.source)) or _is_compared(plan, citation):
        return False
    if plan.in_header(citation.source):
        return True
    # A document named before it in the same clause may have a title that was not recognised.
    return not _TITLE_AHEAD.search(before) and not any(
        0 <= citation.source.start - other.source.end < len(plan.clause_after(other.source))
        for other in plan.stored.plan.citations
        if other.type != citation.type and 0 <= citation.source.start - other.source.end < _NEAR
    )


def _is_compared(plan: CitedPlan, citation: Citation) -> bool:
    """Tells whether another edition stands in the same clause: "từ TCVN ISO 9001:2008 sang TCVN ISO 9001:2015".

    In ruined text, where words of change and titles are lost, it may stand anywhere.
    """
    clause = plan.clause(citation.source)
    symbol = (citation.key or "").rpartition(" ")[2].partition(":")[0]
    return any(
        plan.damaged or clause.start <= other.source.start < clause.end
        for other in plan.standards
        if other.year not in {None, citation.year} and (other.key or "").rpartition(" ")[2].startswith(f"{symbol}:")
    )


def _entry(registry: Registry, citation: Citation) -> RegisteredDocument | None:
    """Returns the edition that a mention names; ``ISO 9001:2008`` is known as ``TCVN ISO 9001:2008``."""
    reference = parse_reference(citation.key or "")
    found = [one for one in registry.documents if one.status is Status.SUPERSEDED and matches(reference, one.key)]
    return found[0] if len(found) == 1 else None
