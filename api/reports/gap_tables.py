"""The tables of a gap report: what must be mended first, every step, what to look at in the plan as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from api.labels import (
    DECISION_STATES,
    REQUIREMENTS,
    SEVERITIES,
    STRENGTHS,
    VERDICTS,
    show_decision,
    show_score,
)
from api.reports.paper import Line, Words, add_heading, add_text
from api.reports.paper_tables import add_band, add_row, add_table
from api.reports.quoting import (
    LONGEST_NEAR,
    LONGEST_QUOTE,
    quote_evidence,
    quote_guess,
    quote_restored,
    quote_text,
    show_source,
    show_spot,
)
from corpus.frameworks import Requirement, Step
from corpus.model import Severity, Source
from search import DecisionState, Evidence, GapReport, StepVerdict, Verdict

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from corpus.model import Document

# Widths of columns, in centimetres; together they fill a line.
_STEPS = (1.6, 5.0, 2.4, 7.5)
_CHECKS = (1.1, 2.2, 7.9, 5.3)
_TO_MEND = (1.6, 8.2, 6.7)
# Passages shown of a step; the places of the others are named. Nearest misses shown, as in the command line; JSON and
# the page have all of them.
_MOST_EVIDENCE, _NEAREST = 3, 2
_URGENT = {
    Verdict.CONTRARY: "Trái quy định, phải xem xét đưa ra khỏi kế hoạch",
    Verdict.MISSING: "Thiếu, cần bổ sung hoặc giải trình",
    Verdict.PARTIAL: "Mới nêu một phần",
}
_MARKED = frozenset({Verdict.CONTRARY, Verdict.MISSING})
# The nearest passages are shown where one of both verdicts says that something was sought and not found.
_UNPROVED = frozenset({Verdict.MISSING, Verdict.PARTIAL, Verdict.UNCLEAR})
_ORDER = (Requirement.CONTRARY, Requirement.REQUIRED, Requirement.CONDITIONAL, Requirement.OPTIONAL)


def add_to_mend(paper: Paper, report: GapReport) -> None:
    """Adds what the plan must not hold, lacks or says by half, then what a person must look at before judging."""
    number = 0
    for verdict, title in _URGENT.items():
        items = [item for item in report.items if item.standing is verdict]
        if not items:
            continue
        number += 1
        items.sort(key=lambda item: _ORDER.index(item.step.requirement))
        add_heading(paper, f"{number}. {title} ({len(items)} bước)", level=2)
        table = add_table(paper, _TO_MEND, ("Bước", "Nội dung khung yêu cầu", "Căn cứ của bước, ghi chú"))
        for item in items:
            notes = list(_note_lines(report.plan.document, item))
            add_row(table, (item.step.id, _asked_lines(item.step), notes), centred=(0,))
    if not number:
        add_text(paper, Words("Không có bước nào thiếu, mới nêu một phần hoặc trái quy định."))
    for told in _list_pending(report):
        add_text(paper, Words(f"- {told}"))


def add_steps(paper: Paper, report: GapReport) -> None:
    """Adds every step in the order of the framework, both verdicts and what they rest on, phase by phase."""
    titles: dict[str | None, str] = {group.id: group.title for group in report.framework.groups}
    phases = [*titles, None]
    table = add_table(paper, _STEPS, ("Bước", "Nội dung khung yêu cầu", "Kết luận", "Dẫn chứng, lý do"))
    ordered = sorted(report.items, key=lambda item: phases.index(item.step.group))
    for phase, items in groupby(ordered, key=lambda item: item.step.group):
        add_band(table, titles.get(phase, "Điều không được có trong kế hoạch"))
        for item in items:
            grounds = list(_ground_lines(report.plan.document, item))
            cells = (item.step.id, _asked_lines(item.step), _verdict_lines(item), grounds)
            add_row(table, cells, centred=(0, 2), marked=(2,) if item.standing in _MARKED else ())


def add_checks(paper: Paper, report: GapReport) -> None:
    """Adds what was found in the plan as a whole: errors first, then in the order of the plan."""
    if not report.checks:
        add_text(paper, Words("Không thấy điểm nào cần kiểm tra thêm."))
        return
    document = report.plan.document
    order = list(Severity)
    table = add_table(paper, _CHECKS, ("TT", "Mức", "Điểm cần xem, căn cứ", "Đoạn trong kế hoạch"))
    checks = sorted(report.checks, key=lambda check: order.index(check.severity))
    for number, check in enumerate(checks, start=1):
        told: list[Line] = [[Words(check.message)]]
        if check.grounds and check.grounds not in check.message:
            told.append([Words(f"Căn cứ: {check.grounds}.")])
        told.append([Words(f"Mã: {check.code}", italic=True)])
        severity = Words(SEVERITIES[check.severity], bold=check.severity is Severity.ERROR)
        add_row(
            table, [[[Words(str(number))]], [[severity]], told, _place_lines(document, check.source)], centred=(0, 1)
        )


def _place_lines(document: Document, source: Source | None) -> list[Line]:
    if source is None:
        return [[Words("Không có đoạn cụ thể.", italic=True)]]
    quote, spot = quote_text(document.slice(source), LONGEST_NEAR), show_source(document, source)
    return [[Words(quote), Words(f" ({spot})")], *_guess_lines(quote_restored(document, source, LONGEST_NEAR))]


def _list_pending(report: GapReport) -> Iterator[str]:
    unclear = [item.step for item in report.items if item.standing is Verdict.UNCLEAR]
    if unclear:
        named = "; ".join(f"{step.id} {step.title}" for step in unclear)
        yield f"{len(unclear)} bước chưa rõ, cần xem bản gốc trước khi kết luận (chưa rõ không phải là thiếu): {named}."
    review = [item.step.id for item in report.items if item.human and item.human.state is DecisionState.NEEDS_REVIEW]
    if review:
        yield f"Kết luận của người cần xem lại vì khung đã đổi yêu cầu của bước: {', '.join(review)}."
    errors = sum(check.severity is Severity.ERROR for check in report.checks)
    if errors:
        yield f"{errors} lỗi trong cả kế hoạch, nêu tại Mục VI."


def _asked_lines(step: Step) -> list[Line]:
    requirement = Words(f" ({REQUIREMENTS[step.requirement]})", italic=True)
    condition = [[Words(f"Điều kiện: {step.condition}", italic=True)]] if step.condition else []
    return [[Words(step.title, bold=True), requirement], [Words(step.asks)], *condition]


def _note_lines(document: Document, item: StepVerdict) -> Iterator[Line]:
    for source in item.step.legal_sources:
        yield [Words(f"{source.document}, {source.clause} ({STRENGTHS[source.strength]}).")]
    if item.step.iso_clauses:
        yield [Words(f"TCVN ISO 9001:2015, điều {', '.join(item.step.iso_clauses)}.")]
    elif not item.step.legal_sources:
        yield [Words("Theo thông lệ; không có điều khoản nào nêu riêng việc này.")]
    if item.human is not None and item.human.stands:
        yield [Words("Theo kết luận của người.", bold=True)]
    if item.standing in {Verdict.CONTRARY, Verdict.PARTIAL}:
        for evidence in item.evidence[:1]:
            yield from _passage_lines(document, evidence, LONGEST_NEAR)


def _verdict_lines(item: StepVerdict) -> list[Line]:
    confidence = f"tin cậy {show_score(item.confidence)}" if item.confidence else ""
    if item.human is None:
        machine = [[Words(confidence, italic=True)]] if confidence else []
        return [[Words(VERDICTS[item.standing], bold=True)], *machine]
    person = f"Người: {VERDICTS[item.human.decision.verdict]} ({DECISION_STATES[item.human.state]})"
    machine = [[Words(", ".join(filter(None, (f"Máy: {VERDICTS[item.verdict]}", confidence))), italic=True)]]
    return [[Words(VERDICTS[item.standing], bold=True)], [Words(person)], *machine]


def _ground_lines(document: Document, item: StepVerdict) -> Iterator[Line]:
    if item.human is not None:
        yield [Words("Người kết luận. ", bold=True), Words(show_decision(item.human))]
        if item.standing is not item.verdict:
            yield [Words("Dẫn chứng, lý do dưới đây là của máy:", italic=True)]
    for evidence in item.evidence[:_MOST_EVIDENCE]:
        yield from _passage_lines(document, evidence, LONGEST_QUOTE)
    others = item.evidence[_MOST_EVIDENCE:]
    if others:
        spots = "; ".join(dict.fromkeys(show_spot(document, evidence) for evidence in others))
        yield [Words(f"Còn {len(others)} đoạn khác: {spots}.")]
    if item.nearest and not item.evidence and _UNPROVED & {item.verdict, item.standing}:
        yield [Words("Đoạn gần nhất:", italic=True)]
        for evidence in item.nearest[:_NEAREST]:
            yield from _passage_lines(document, evidence, LONGEST_NEAR)
    for reason in item.reasons:
        yield [Words(reason, italic=True)]


def _passage_lines(document: Document, evidence: Evidence, longest: int) -> list[Line]:
    quote, spot = quote_evidence(document, evidence, longest), show_spot(document, evidence)
    passage = [Words(quote), Words(f" ({spot})" if spot else "")]
    return [passage, *_guess_lines(quote_guess(document, evidence, longest))]


def _guess_lines(guess: str) -> list[Line]:
    return [[Words(f"Máy đoán: {guess}", italic=True)]] if guess else []
