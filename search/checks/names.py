"""The name of another agency where the plan's own must stand, left from the plan that was used as a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Field, Severity, Source
from corpus.text import fold, normalise
from search.checks.agencies import (
    ANY,
    KIND,
    PARENT,
    PLACES,
    PROVINCE,
    Agency,
    family_of,
    find_department,
    read_words,
)
from search.checks.naming import (
    ADVISES,
    CLOSE_PLACE,
    COMES,
    DEPARTMENT_PLACE,
    ELSEWHERE,
    ENACTED,
    ENACTS,
    IN_CHARGE,
    MERGED,
    NAMELESS,
    OLD_NAME,
    ONLY_ONE,
    OWN_HEAD,
    OWN_PLACE,
    PARENT_PLACE,
    RIGHTLY,
    SINGLE,
)
from search.checks.reading import CheckedPlan, Words, holds
from search.gap_report import Check

# Characters behind a kind that hold its name.
_WINDOW = 80


def check_names(plan: CheckedPlan) -> Iterator[Check]:
    """Finds agencies of the plan's own kind with another name, where only the plan's own can be meant."""
    header = plan.stored.plan.header
    told: set[str] = set()
    parents = ((header.parent_issuer, PARENT), (header.parent_issuer, PROVINCE), (header.issuer, PROVINCE))
    of_place = next((one for one in parents if one[0] and one[1].search(fold(one[0].value))), (None, PARENT))
    for whole, pattern in ((header.issuer, KIND), of_place):
        match = pattern.search(fold(whole.value)) if whole else None
        if whole is None or (match is None and not NAMELESS.match(fold(whole.value))):
            continue
        own = Agency.read(match, is_parent=pattern is not KIND) if match else Agency("", fold(whole.value))
        for place, said in (*_others(plan, own), *_enacting(plan, own), *_of_other_kind(plan, own)):
            if (key := fold(said)) not in told:
                told.add(key)
                message = (
                    f"Phần đầu kế hoạch ghi “{whole.value}” nhưng ở đây ghi “{said}”; có thể còn sót từ kế hoạch của "
                    "cơ quan khác."
                )
                severity = Severity.WARNING if _is_sure(plan, own, place, said) else Severity.INFO
                yield Check("LEFTOVER_NAME", severity, message, place, whole.value)


def _is_sure(plan: CheckedPlan, own: Agency, place: Source, said: str) -> bool:
    """Tells whether only the plan's own agency can be meant; elsewhere another may be named for a reason: a hint.

    The department of science and technology is in charge of these systems, and copies go to any office.
    """
    name = fold(said)
    recipients = [recipient.source for recipient in plan.stored.plan.recipients]
    if holds(recipients, place) or IN_CHARGE.search(name):
        return False
    before = plan.before(place)
    enacts = not before or ENACTS.search(fold(plan.text[place.end : place.end + _WINDOW]))
    led = CLOSE_PLACE.search(before) or (own.kind in PLACES and OWN_PLACE.search(before))
    return own.is_parent or holds(_notes(plan), place) or bool(enacts) or bool(led)


def _enacting(plan: CheckedPlan, own: Agency) -> Iterator[tuple[Source, str]]:
    """Yields an agency of another kind that enacts the plan in the sentence above its first heading."""
    header, sections = plan.stored.plan.header, plan.stored.plan.sections
    known = " ".join(fold(part.value) for part in (header.issuer, header.parent_issuer, header.title) if part)
    for words in plan.find(ENACTED):
        kind, rest = words.match["kind"], words.match["rest"].strip()
        if own.is_parent or not sections or words.source.start >= sections[0].source.start:
            continue
        raw = words.raw.split()[: len(f"{kind} {rest}".split())]
        name = raw[len(kind.split()) :]
        if family_of(kind) == own.family or f"{kind} {rest}" in known or not name or not name[0][0].isupper():
            continue
        if plan.before(words.source) or plan.quotes_document(words.source) or any(char in rest for char in ".,;"):
            continue
        yield Source(words.source.start, words.source.start + len(" ".join(raw)), words.source.page), " ".join(raw)


def _others(plan: CheckedPlan, own: Agency) -> Iterator[tuple[Source, str]]:
    if not own.kind:
        return
    for words in plan.find(own.pattern):
        place = words.source
        noted = holds(_notes(plan), place)
        if holds(plan.issuers, place) or _is_above(plan, place) or words.raw.casefold().startswith("trưởng"):
            continue
        if not noted and plan.quotes_document(place):
            continue
        rest = normalise(plan.text[place.end : place.end + _WINDOW].split("\n")[0].split("\t")[0])
        types = (words.match.groupdict().get("types") or "").strip()
        name = own.read_other(rest, types)
        if name is None or not (noted or _stands_for_own(plan, own, words, rest)):
            continue
        end = place.end + len(plan.text[place.end :]) - len(plan.text[place.end :].lstrip()) + len(name)
        yield Source(place.start, end, place.page), normalise(plan.text[place.start : end])


def _of_other_kind(plan: CheckedPlan, own: Agency) -> Iterator[tuple[Source, str]]:
    """Yields agencies of other kinds where none but the plan's own, one of its parts or its superior can be meant."""
    if own.is_parent:
        return
    header = plan.stored.plan.header
    known = " ".join(fold(part.value) for part in (header.issuer, header.parent_issuer, header.title) if part)
    for words in plan.find(ANY):
        place, kind = words.source, words.match["kind"]
        if _is_above(plan, place):
            continue
        before = plan.before(place)
        single = own.family in SINGLE and own.family != family_of(kind) and ONLY_ONE.search(before)
        if (own.may_hold(kind) and not single) or holds(plan.issuers, place) or plan.quotes_document(place):
            continue
        name = read_words(kind, normalise(plan.text[place.end : place.end + _WINDOW].split("\n")[0].split("\t")[0]))
        said = fold(" ".join(name[:2])).strip(" .,;:()")
        if (
            not said
            or f"{kind} {said}" in known
            or (kind == "so" and not _is_foreign(own, said, name, header.parent_issuer))
        ):
            continue
        if (single or CLOSE_PLACE.search(before) or ADVISES.search(before)) and _is_plain(plan, place):
            end = place.end + len(plan.text[place.end :]) - len(plan.text[place.end :].lstrip())
            end += len(" ".join(name[: _length_of(kind, name)]).rstrip(" .,;:()"))
            yield Source(place.start, end, place.page), normalise(plan.text[place.start : end])


def _notes(plan: CheckedPlan) -> list[Source]:
    """Returns where the notes of annexes name the agency that issued the plan."""
    return [annex.issuer.source for annex in plan.stored.plan.annexes if annex.issuer is not None]


def _length_of(kind: str, name: list[str]) -> int:
    """Returns how many of the words behind a kind are surely its name."""
    if kind == "so" and (department := find_department(fold(" ".join(name)))) is not None:
        return len(department.split())
    return len(name) if kind in PLACES else 2


def _is_above(plan: CheckedPlan, place: Source) -> bool:
    """Tells whether a place stands above the letterhead: whatever a page that was copied shows there."""
    return bool(plan.issuers) and place.start < min(issuer.start for issuer in plan.issuers)


def _is_foreign(own: Agency, said: str, name: list[str], parent: Field | None) -> bool:
    """Tells whether a department is surely not the superior, whose name may be short ("SỞ NN&PTNT") or not printed."""
    if find_department(fold(" ".join(name))) is None:
        return False
    if parent is None:
        return own.kind in PLACES
    above = re.search(r"\bso (?P<initial>\w)", fold(parent.value))
    return above is None or above["initial"] != said[0]


def _is_plain(plan: CheckedPlan, place: Source) -> bool:
    """Tells whether nothing in the clause speaks for naming another agency."""
    after = plan.text[place.end : place.end + _WINDOW]
    return not (RIGHTLY.search(plan.before(place)) or ELSEWHERE.search(plan.around(place)) or OLD_NAME.match(after))


def _stands_for_own(plan: CheckedPlan, own: Agency, words: Words, rest: str) -> bool:
    place = words.source
    before = plan.before(place)
    if own.is_parent:
        led = PARENT_PLACE.search(before) or DEPARTMENT_PLACE.search(before)
        return led is not None and not ELSEWHERE.search(plan.around(place)) and not OLD_NAME.match(rest)
    if ENACTS.search(fold(rest)[:60]) and len(before.split()) < 8:
        return True
    if OWN_HEAD.search(before) and not ELSEWHERE.search(before):
        return True
    if COMES.search(before) and not ELSEWHERE.search(before):
        return True
    if RIGHTLY.search(before) or OLD_NAME.match(rest) or MERGED.search(plan.around(place)):
        return False
    # A school or hospital has no business with another one of its type; departments and places have.
    types = (words.match.groupdict().get("types") or own.types).strip()
    return OWN_PLACE.search(before) is not None or (own.family in {"truong", "benh vien"} and types == own.types)
