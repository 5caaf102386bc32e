"""Dates and issuers of cited documents: against the registry, against their own number, against the other plans."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.citations.registry import FactStrength, RegisteredDocument, Registry, bodies_of, find_body, is_national
from corpus.model import Citation, Severity, Source
from corpus.text import fold, normalise
from search.citations.majority import Majority
from search.citations.reading import CitedPlan
from search.citations.witnesses import Witnesses, distinct
from search.citations.wording import name_citation, name_document, show_day, show_grounds, show_plans
from search.gap_report import Check

# No document that plans cite is older than the state; "12/4/0025" is a misprint.
_FIRST_YEAR = 1945
# A day as printed in a folded mention. Matches "ngay 31/4/2023", "ngay 31 thang 4 nam 2023"; refuses "19/2014/qd-ttg",
# "ngay thang nam 2023".
_PRINTED_DAY = re.compile(
    r"ngay (?P<day>\d{1,2})(?: ?[/.\-] ?| thang )(?P<month>\d{1,2})(?: ?[/.\-] ?| nam )(?P<year>\d{4})(?!\d)"
)
# A year inside a number. Matches "/2014/" in "19/2014/QĐ-TTg"; refuses "101/QĐ-BKHCN".
_NUMBER_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")


def check_dates(witnesses: Witnesses) -> Iterator[Check]:
    """Finds days of issue that differ from the registry, from the year in the number, or from most other plans.

    Of 2,891 mentions in 170 published legal texts that give both a year in the number and a date, 8 give two different
    years, and each of them is a slip of its text.
    """
    for citation in distinct(witnesses.plan.documents, lambda one: (one.key, one.date)):
        given = citation.date
        if given is None:
            continue
        entry = witnesses.entry(citation)
        if entry is not None and entry.date is not None:
            if entry.date != given:
                yield _differs_from_registry(witnesses, citation, given, entry, entry.date)
        elif check := _differs_from_number(witnesses, citation, given) or _other_year(witnesses, citation, given):
            yield check
        elif (most := witnesses.others.date(citation)) is not None and most.value != given:
            yield _differs_from_most(witnesses, citation, given, most)


def check_impossible_dates(plan: CitedPlan) -> Iterator[Check]:
    """Finds printed days of issue that the calendar has not; such a mention has no date."""
    for citation in distinct(plan.documents, lambda one: (one.key, find_printed_day(one))):
        day = find_printed_day(citation)
        if citation.date is not None or day is None or _is_day(day):
            continue
        message = f"{name_citation(citation)}: {_tell_impossible(day)}; cần kiểm tra.{plan.caution(citation)}"
        severity = plan.grade(Severity.WARNING, citation)
        yield Check("CITATION_DATE_IMPOSSIBLE", severity, message, citation.source, grounds="lịch")


def _tell_impossible(day: str) -> str:
    return f"năm {day[-4:]} không thể là năm ban hành" if day[-4:] < str(_FIRST_YEAR) else f"lịch không có ngày {day}"


def find_printed_day(citation: Citation) -> str | None:
    """Returns the day that is printed in a mention as ``31/4/2023``, whether the calendar has it or not."""
    match = _PRINTED_DAY.search(fold(normalise(citation.raw)))
    return f"{match['day']}/{match['month']}/{match['year']}" if match else None


def check_issuers(witnesses: Witnesses) -> Iterator[Check]:
    """Finds issuers other than the one that the number itself names by its code, or that most other plans give.

    Only names of the nation's own bodies are compared, as nothing else is written one way. Of 2,115 such mentions in
    170 published legal texts 3 differ from their code, and each of them is a slip of its text.
    """
    plan = witnesses.plan
    for citation in distinct(plan.documents, lambda one: (one.key, one.issuer)):
        found = find_body(citation.issuer or "")
        if found is None or citation.key is None:
            continue
        entry = witnesses.entry(citation)
        registered = find_body(entry.issuer or "") if entry else None
        named = bodies_of(citation.key)
        place = citation.issuer_source or citation.source
        said = f"{name_citation(citation)} ghi cơ quan ban hành là “{citation.issuer}”"
        severity, caution = plan.grade(Severity.WARNING, citation), plan.caution(citation)
        if entry is not None and registered is not None:
            if found != registered:
                grounds = show_grounds(entry)
                message = f"{said}; đúng ra là {registered}. Nguồn: {grounds}.{caution}"
                yield Check("CITATION_ISSUER_DIFFERS", severity, message, place, registered, grounds)
        elif len(named) == 1:
            (expected,) = named
            if found != expected:
                message = f"{said}, không khớp với ký hiệu của số văn bản ({expected}).{caution}"
                yield Check("CITATION_ISSUER_DIFFERS", severity, message, place, expected, "ký hiệu của số văn bản")
        elif (most := witnesses.others.issuer(citation)) is not None and most.value != found:
            message = f"{said}; {_others(most)} ghi {most.value} ({show_plans(most.plans)}).{caution}"
            grounds = _others(most)
            yield Check("CITATION_ISSUER_DIFFERS", Severity.INFO, message, place, most.value, grounds, most.plans)


def check_plan_date(witnesses: Witnesses) -> Iterator[Check]:
    """Finds bases issued after the plan that rests on them; a recognised date of the plan says nothing here."""
    plan = witnesses.plan
    if plan.days is None or plan.damaged or plan.recognised:
        return
    for citation in distinct(plan.bases, lambda one: (one.key, one.date)):
        if citation.date is None or citation.date <= plan.days.latest:
            continue
        entry = witnesses.entry(citation)
        if entry is not None and entry.date not in {None, citation.date}:
            continue  # the day is wrong, which is said already
        issued = plan.stored.plan.header.date
        when = f"ngày {show_day(issued)}" if issued else f"năm {plan.days.latest.year}"
        message = (
            f"{name_citation(citation)} ghi ngày {show_day(citation.date)}, sau kế hoạch ({when}); "
            f"một trong hai ngày có thể sai.{plan.caution(citation)}"
        )
        yield Check("CITATION_AFTER_PLAN", plan.grade(Severity.WARNING, citation), message, _date_place(citation))


def _differs_from_registry(
    witnesses: Witnesses, citation: Citation, given: datetime.date, entry: RegisteredDocument, right: datetime.date
) -> Check:
    """An inferred entry alone is a hint; it weighs more once most other plans give the same day."""
    plan = witnesses.plan
    grounds = show_grounds(entry)
    most = witnesses.others.date(citation)
    agreed = most if most is not None and most.value == right else None
    sure = entry.strength is not FactStrength.INFERRED or agreed is not None
    also = f" {_others(agreed)} cũng ghi ngày này ({show_plans(agreed.plans)})." if agreed else ""
    message = (
        f"{name_citation(citation)} ghi ngày {show_day(given)}, khác ngày {show_day(right)} trong danh mục văn bản. "
        f"Nguồn: {grounds}.{also}{'' if sure else ' Cần kiểm tra.'}{plan.caution(citation)}"
    )
    severity = plan.grade(Severity.WARNING if sure else Severity.INFO, citation)
    plans = agreed.plans if agreed else ()
    return Check("CITATION_DATE_DIFFERS", severity, message, _date_place(citation), right.isoformat(), grounds, plans)


def _differs_from_number(witnesses: Witnesses, citation: Citation, given: datetime.date) -> Check | None:
    match = _NUMBER_YEAR.search(citation.number or "")
    if match is None or int(match[1]) == given.year:
        return None
    plan = witnesses.plan
    meant = _issued_that_day(witnesses.registry, citation, given)
    hint = f" Có thể là {name_document(meant)}. Nguồn: {show_grounds(meant)}." if meant else ""
    message = (
        f"{name_citation(citation)} có năm {match[1]} trong số nhưng ghi ngày {show_day(given)}; "
        f"số hoặc ngày bị sai.{hint}{plan.caution(citation)}"
    )
    expected, grounds = (meant.key, show_grounds(meant)) if meant else (None, None)
    severity = plan.grade(Severity.WARNING, citation)
    return Check("CITATION_YEAR_DIFFERS", severity, message, citation.source, expected, grounds)


def _other_year(witnesses: Witnesses, citation: Citation, given: datetime.date) -> Check | None:
    """Tells a day that is right but for its year, where the number itself has none: QĐ 101/QĐ-BKHCN of 21/01/2018."""
    if citation.key is None or not is_national(citation.key):
        return None
    found = [one for one in witnesses.registry.with_number(citation.key) if one.date and _same_day(one.date, given)]
    if len(found) != 1 or found[0].date is None or found[0].strength is FactStrength.UNCHECKED:
        return None
    (meant,), plan = found, witnesses.plan
    message = (
        f"{name_citation(citation)} ghi ngày {show_day(given)}; danh mục văn bản có {name_document(meant)} ngày "
        f"{show_day(found[0].date)}. Nguồn: {show_grounds(meant)}. Cần kiểm tra.{plan.caution(citation)}"
    )
    day = found[0].date.isoformat()
    return Check("CITATION_DATE_DIFFERS", Severity.INFO, message, _date_place(citation), day, show_grounds(meant))


def _is_day(printed: str) -> bool:
    day, month, year = map(int, printed.split("/"))
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return year >= _FIRST_YEAR


def _same_day(first: datetime.date, second: datetime.date) -> bool:
    return (first.day, first.month) == (second.day, second.month)


def _differs_from_most(
    witnesses: Witnesses, citation: Citation, given: datetime.date, most: Majority[datetime.date]
) -> Check:
    message = (
        f"{name_citation(citation)} ghi ngày {show_day(given)}; {_others(most)} ghi ngày {show_day(most.value)} "
        f"({show_plans(most.plans)}). Cần kiểm tra.{witnesses.plan.caution(citation)}"
    )
    day = most.value.isoformat()
    return Check("CITATION_DATE_DIFFERS", Severity.INFO, message, _date_place(citation), day, _others(most), most.plans)


def _issued_that_day(registry: Registry, citation: Citation, day: datetime.date) -> RegisteredDocument | None:
    """Returns the only document whose key differs from that of a mention in the year alone and that has its date."""
    pattern = _NUMBER_YEAR.sub("", citation.key or "")
    found = [one for one in registry.documents if one.date == day and _NUMBER_YEAR.sub("", one.key) == pattern]
    return found[0] if len(found) == 1 else None


def _others(most: Majority[datetime.date] | Majority[str]) -> str:
    """Returns ``10 trong 11 kế hoạch khác``, or ``4 kế hoạch khác`` where all of them agree."""
    count = len(most.plans)
    return f"{count} kế hoạch khác" if count == most.total else f"{count} trong {most.total} kế hoạch khác"


def _date_place(citation: Citation) -> Source:
    return citation.date_source or citation.source
