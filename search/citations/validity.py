"""Whether cited documents were still in force on the plan's own day, and which of their clauses did not apply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citations.keys import plain_key
from corpus.citations.registry import (
    ClauseName,
    FactStrength,
    RegisteredDocument,
    Registry,
    Status,
    Suspension,
    is_national,
)
from corpus.model import Citation, CitationRole, Severity
from search.citations.witnesses import Witnesses, distinct
from search.citations.wording import name_document, show_day, show_grounds
from search.gap_report import Check

# Words of a clause that speaks of a document's end, so that naming it there is no slip. Matches "thay the thong tu so",
# "truoc day theo"; refuses "de nghi".
_SPEAKS_OF_THE_END = re.compile(
    r"thay the|thay cho|bai bo|huy bo|het hieu luc|truoc day|truoc do|sua doi|bo sung|chuyen doi|chuyen tiep|nay la"
)
_ENDED = {Status.SUPERSEDED, Status.REPEALED}


def check_validity(witnesses: Witnesses) -> Iterator[Check]:
    """Finds cited documents that had ended when the plan was issued, one finding a document.

    A document that only stands in the title of another, or in a clause that speaks of its end, is rightly named. Where
    the plan has no date, its year decides if it can, and otherwise a person must look.
    """
    plan = witnesses.plan
    mentions = [one for one in plan.documents if one.key and not plan.in_title(one.source)]
    mentions.sort(key=lambda one: (one.role is not CitationRole.BASIS, one.date is None))
    for citation in distinct(mentions, lambda one: plain_key(one.key or "")):
        entry = witnesses.entry(citation) or _only_candidate(witnesses, citation)
        if entry is None or entry.status not in _ENDED:
            continue
        basis = citation.role is CitationRole.BASIS
        if not basis and _SPEAKS_OF_THE_END.search(plan.clause_around(citation.source)):
            continue
        ended = plan.days.after(entry.ended_on) if plan.days and entry.ended_on else None
        if ended is False:
            continue
        sure = ended is True and entry.strength is not FactStrength.INFERRED and entry.key == citation.key
        severity = plan.grade(Severity.WARNING if sure and basis else Severity.INFO, citation)
        hint = "" if sure else " Cần kiểm tra."
        message = f"{_tell_end(entry, witnesses.registry)}. Nguồn: {show_grounds(entry)}.{hint}{plan.caution(citation)}"
        expected = "; ".join(entry.superseded_by) or None
        yield Check("CITATION_SUPERSEDED", severity, message, citation.source, expected, show_grounds(entry))


def check_suspensions(witnesses: Witnesses) -> Iterator[Check]:
    """Finds documents some clauses of which did not apply when the plan was issued, one finding a document."""
    plan = witnesses.plan
    mentions = [one for one in plan.documents if not plan.in_title(one.source)]
    for citation in distinct(sorted(mentions, key=lambda one: not one.clauses), lambda one: one.key):
        entry = witnesses.entry(citation)
        if entry is None or entry.suspension is None or not _meets(witnesses, entry.suspension):
            continue
        named = [ClauseName(one.article, one.paragraph, one.point) for one in citation.clauses if one.article]
        touched = [one for one in entry.suspension.clauses if any(one.touches(other) for other in named)]
        if named and not touched:
            continue
        told = ", ".join(str(clause) for clause in touched or entry.suspension.clauses)
        ask = "" if touched else " Nếu kế hoạch dựa vào các khoản này thì cần xem lại."
        message = f"{name_document(entry)}: {told} {_tell_time(entry.suspension, witnesses.registry)}.{ask}"
        grounds = show_grounds(entry)
        yield Check(
            "CITATION_SUSPENDED", Severity.INFO, message + plan.caution(citation), citation.source, None, grounds
        )


def _only_candidate(witnesses: Witnesses, citation: Citation) -> RegisteredDocument | None:
    """Returns the one entry of a number that is cited without its date; it is never sure."""
    if citation.key is None or citation.date is not None or not is_national(citation.key):
        return None
    found = witnesses.registry.with_number(citation.key)
    return found[0] if len(found) == 1 and found[0].strength is not FactStrength.UNCHECKED else None


def _tell_end(entry: RegisteredDocument, registry: Registry) -> str:
    since = f" từ ngày {show_day(entry.ended_on)}" if entry.ended_on else ""
    successors = [name_document(one) for key in entry.superseded_by if (one := registry.get(key))]
    if successors:
        return f"{name_document(entry)} đã được thay thế bởi {', '.join(successors)}{since}"
    return f"{name_document(entry)} đã hết hiệu lực{since}"


def _meets(witnesses: Witnesses, suspension: Suspension) -> bool:
    """Tells whether the plan was surely issued while clauses did not apply."""
    days = witnesses.plan.days
    if days is None or days.after(suspension.start) is not True:
        return False
    return suspension.end is None or days.latest < suspension.end


def _tell_time(suspension: Suspension, registry: Registry) -> str:
    until = f" đến trước ngày {show_day(suspension.end)}" if suspension.end else ""
    by = registry.get(suspension.by) if suspension.by else None
    under = f" theo {name_document(by)}" if by else ""
    return f"tạm không áp dụng từ ngày {show_day(suspension.start)}{until}{under}"
