"""The list of bases: what a plan of this framework should name, and what it names twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citations.keys import comparable_key, plain_key
from corpus.citations.registry import is_national, same_body
from corpus.frameworks import ExpectedBasis, Framework, match_cues
from corpus.model import Citation, CitationRole, PlanProblem, Severity
from corpus.text import fold
from search.citations.reading import CitedPlan
from search.citations.witnesses import Witnesses
from search.citations.wording import name_document
from search.gap_report import Check

# A year inside a key, that of its number or that after it.
_YEAR = re.compile(r"/(?:19|20)\d\d(?=/)|@\d{4}")
# The digits that open a number. Matches 19 in "QĐ 19/2014/QĐ-TTg"; refuses 9001 in "TCVN ISO 9001:2015".
_DIGITS = re.compile(r"\d+(?=/)")
_UNREAD = frozenset({PlanProblem.TEXT_DAMAGED, PlanProblem.TITLE_NOT_FOUND})


def check_missing(witnesses: Witnesses, framework: Framework) -> Iterator[Check]:
    """Finds expected bases that the opening block does not name.

    Nothing is said where the title does not show the plan to be of this framework or where no opening block was found,
    and no more than a hint where the text is ruined or bases have no number that could be read.
    """
    plan = witnesses.plan
    title = plan.stored.plan.header.title
    if title is None or plan.days is None or not plan.stored.plan.bases:
        return
    if not match_cues(framework.subject, fold(title.guess or title.value), tolerant=plan.damaged):
        return
    for expected in framework.bases:
        if not expected.expected_on(plan.days.earliest) or _is_named(expected, plan):
            continue
        entry = witnesses.registry.get(expected.document)
        name = name_document(entry) if entry else expected.document
        mention = _mention(expected, plan)
        required = plan.stored.plan.header.agency_type in expected.required_for and mention is None
        severity = Severity.WARNING if required and not _partly_read(plan) else Severity.INFO
        message = f"Phần căn cứ không nêu {name}. {expected.reason}{_remarks(expected, plan, mention)}"
        place = mention.source if mention else None
        yield Check("BASIS_MISSING", severity, message, place, expected.document, f"mô hình khung {framework.id}")


def check_duplicates(witnesses: Witnesses) -> Iterator[Check]:
    """Finds documents that stand among the bases twice; two clauses of one document are two bases.

    Only mentions that open a basis count: prose may come back to a document.
    """
    plan = witnesses.plan
    first: dict[str, Citation] = {}
    told: set[str] = set()
    for citation in plan.bases:
        if citation.key is None or citation.clauses or not plan.opens_basis(citation):
            continue
        number = comparable_key(citation.key)  # the second mention may have no date
        before = first.setdefault(number, citation)
        if before is citation or number in told or not _is_same(before, citation):
            continue
        told.add(number)
        message = (
            f"{plain_key(before.key or number)} được nêu hai lần trong phần căn cứ.{plan.caution(before, citation)}"
        )
        yield Check("CITATION_DUPLICATE", plan.grade(Severity.WARNING, before, citation), message, citation.source)


def _is_named(expected: ExpectedBasis, plan: CitedPlan) -> bool:
    """Tells whether a basis is the expected document, or its number with another year: that slip is told elsewhere.

    In ruined text the digits of the number are enough: "s6 19/2014/QD-TT¢g" is named, whatever its codes have become.
    """
    wanted = _YEAR.sub("", expected.document)
    keys = [one.key for one in plan.documents if one.key and one.role is CitationRole.BASIS]
    if any(_YEAR.sub("", key) == wanted for key in keys):
        return True
    digits = _DIGITS.search(expected.document)
    number = re.compile(rf"(?<!\d){digits[0]}\s?/") if plan.damaged and digits else None
    return number is not None and any(number.search(part.value) for part in plan.stored.plan.bases)


def _mention(expected: ExpectedBasis, plan: CitedPlan) -> Citation | None:
    wanted = plain_key(expected.document)
    return next((one for one in plan.documents if one.key and plain_key(one.key) == wanted), None)


def _remarks(expected: ExpectedBasis, plan: CitedPlan, mention: Citation | None) -> str:
    remarks = []
    if mention is not None:
        remarks.append("Văn bản này được nhắc đến ở phần khác của kế hoạch.")
    if plan.stored.plan.header.agency_type not in expected.required_for:
        remarks.append("Không bắt buộc phải nêu; để người soạn cân nhắc.")
    if plan.damaged:
        remarks.append("Chữ của văn bản bị hỏng; cần kiểm tra trên bản gốc.")
    elif _partly_read(plan):
        remarks.append("Có căn cứ chưa đọc được số, ký hiệu; cần kiểm tra.")
    return "".join(f" {remark}" for remark in remarks)


def _partly_read(plan: CitedPlan) -> bool:
    """Tells whether a basis may be the expected one without our knowing."""
    if plan.damaged or any(problem.code in _UNREAD for problem in plan.stored.problems):
        return True
    return not plan.bases or any(citation.key is None for citation in plan.bases)


def _is_same(first: Citation, second: Citation) -> bool:
    """Tells whether two mentions of one key are surely of one document: many provinces number alike.

    A name that many bodies have ("Hiệu trưởng", "UBND tỉnh") is enough where the day is the same too.
    """
    if first.date is not None and second.date is not None and first.date != second.date:
        return False
    if is_national(first.key or "") or same_body(first.issuer, second.issuer):
        return True
    if first.issuer is None or second.issuer is None or first.date is None or second.date is None:
        return False
    return fold(first.issuer) == fold(second.issuer)
