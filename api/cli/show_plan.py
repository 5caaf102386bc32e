"""A plan and a gap report as text."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from rich.text import Text

from api.cli.show import build_pairs, build_table
from api.labels import (
    AGENCY_TYPES,
    DAMAGED_MARK,
    DECISION_STATES,
    LAYERS,
    REQUIREMENTS,
    SEVERITIES,
    VERDICTS,
    show_date,
    show_decision,
    show_field,
    show_human,
    show_joined,
    show_place,
    show_role,
    show_score,
    show_text,
    show_time,
    show_units,
)
from api.passages import places_of
from corpus.model import CitationKind, Layer
from search import Verdict

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.store import StoredPlan
    from search import Evidence, GapReport, StepVerdict

VERDICT_STYLES = {
    Verdict.COVERED: "bold green",
    Verdict.PARTIAL: "bold yellow",
    Verdict.MISSING: "bold red",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.UNCLEAR: "bold magenta",
    Verdict.CONTRARY: "bold white on red",
}
# Nearest misses shown for a step; JSON and the page have all of them.
_NEAREST = 2
# Characters of a quoted passage; a table that could not be read gives passages of a page.
_LONGEST_QUOTE = 300


def show_plan(console: Console, stored: StoredPlan) -> None:
    """Shows a plan as it was read, with every problem."""
    plan, header, quality = stored.plan, stored.plan.header, stored.document.quality
    signer = plan.signer
    number = show_joined("/", show_field(header.number), show_field(header.symbol))
    pages = f", {quality.pages} trang" if quality.pages is not None else ""
    console.print(Text(show_field(header.title), style="bold"))
    console.print(
        build_pairs(
            [
                ("Mã", plan.id),
                ("Số, ký hiệu", number),
                ("Cơ quan", show_field(header.issuer)),
                ("Cấp trên", show_field(header.parent_issuer)),
                ("Loại hình", AGENCY_TYPES[header.agency_type]),
                ("Nơi, ngày", show_joined(", ", show_field(header.place), show_date(header.date))),
                ("Năm", show_text(header.year)),
                ("Kinh phí", show_field(plan.budget)),
                ("Nơi nhận", show_units(plan.recipients)),
                (
                    "Người ký",
                    f"{show_field(signer.title if signer else None)} – {show_field(signer.name if signer else None)}",
                ),
                ("Chất lượng", f"{quality.grade}, {LAYERS[quality.layer]} ({show_score(quality.score)}){pages}"),
            ]
        )
    )
    _show_bases(console, stored)
    _show_plan_tasks(console, stored)
    for problem in stored.problems:
        place = f" ({show_place(problem.source)})" if problem.source else ""
        console.print(f"{SEVERITIES[problem.severity]} {problem.code}: {problem.message}{place}")


def show_gaps(console: Console, report: GapReport) -> None:
    """Shows the verdict on every step with the passage it rests on, then the checks and the totals."""
    header, layer = report.plan.plan.header, report.plan.document.quality.layer
    mark = f" {DAMAGED_MARK}" if layer is Layer.DAMAGED else ""
    console.print(Text(f"Đối chiếu với khung {report.framework.id} {report.framework.version}", style="bold"))
    console.print(
        build_pairs(
            [
                ("Khung", report.framework.title),
                (
                    "Kế hoạch",
                    f"{show_field(header.issuer)}, năm {show_text(header.year)} – {show_field(header.title)}{mark}",
                ),
                ("Mã", report.plan.plan.id),
                ("Loại hình", AGENCY_TYPES[report.agency_type]),
            ]
        )
    )
    table = build_table(
        ("Bước", {"no_wrap": True}), ("Nội dung khung", {"ratio": 3}), "Kết luận", ("Dẫn chứng", {"ratio": 5})
    )
    table.expand = True
    table.show_lines = True
    for item in report.items:
        step = Text(item.step.title)
        step.append(f"\n({REQUIREMENTS[item.step.requirement]})", style="dim")
        verdict = Text(VERDICTS[item.standing], style=VERDICT_STYLES[item.standing])
        if item.human is not None:
            verdict.append(f"\nngười: {DECISION_STATES[item.human.state]}", style="bold")
            verdict.append(f"\nmáy: {VERDICTS[item.verdict]}", style="dim")
        if item.confidence:
            verdict.append(f"\ntin cậy {show_score(item.confidence)}", style="dim")
        table.add_row(item.step.id, step, verdict, _show_grounds(item))
    console.print(table)
    for check in report.checks:
        place = f" ({show_place(check.source)})" if check.source else ""
        console.print(f"{SEVERITIES[check.severity]} {check.code}: {check.message}{place}")
    for human in report.dropped:
        console.print(show_decision(human))
    totals = report.summary
    console.print("Tổng hợp: " + "; ".join(f"{label} {totals[verdict]}" for verdict, label in VERDICTS.items()) + ".")


def _show_bases(console: Console, stored: StoredPlan) -> None:
    table = build_table("Văn bản", "Vai trò", "Nguyên văn", "Vị trí")
    citations = [citation for citation in stored.plan.citations if citation.kind is not CitationKind.BACKREF]
    for citation in citations:
        mark = f" {DAMAGED_MARK}" if citation.damaged else ""
        table.add_row(
            show_text(citation.key),
            show_role(citation),
            f"“{' '.join(citation.raw.split())}”{mark}",
            show_place(citation.source),
        )
    console.print(Text(f"\nVăn bản viện dẫn ({len(citations)})", style="bold"))
    if citations:
        console.print(table)


def _show_plan_tasks(console: Console, stored: StoredPlan) -> None:
    plan = stored.plan
    duties = len(plan.tasks) - len(plan.main_tasks)
    console.print(Text(f"\nNhiệm vụ ({len(plan.main_tasks)} trong danh mục, {duties} ở phần khác)", style="bold"))
    table = build_table("STT", ("Nội dung", {"ratio": 4}), ("Thực hiện", {"ratio": 5}))
    table.expand = True
    for task in plan.tasks:
        content = Text(show_field(task.content))
        content.append(f"\n{'' if task.main else 'ngoài danh mục; '}{show_place(task.content.source)}", style="dim")
        doing = build_pairs(
            [
                ("Chủ trì", show_units(task.lead, asked=task.main)),
                ("Phối hợp", show_units(task.coordinate, asked=task.main)),
                ("Thời gian", show_time(task.time)),
                ("Kết quả", show_field(task.result)),
            ]
        )
        table.add_row(task.ordinal or "–", content, doing)
    if plan.tasks:
        console.print(table)


def _show_grounds(item: StepVerdict) -> Text:
    grounds = Text(show_human(item), style="bold")
    for evidence in item.evidence:
        _append(grounds, evidence, "")
    if not item.evidence and item.verdict is not Verdict.NOT_APPLICABLE:
        for evidence in item.nearest[:_NEAREST]:
            _append(grounds, evidence, "Gần nhất: ")
    for reason in item.reasons:
        grounds.append(f"\n{reason}" if grounds else reason, style="dim")
    return grounds or Text("không có đoạn nào gần")


def _append(grounds: Text, evidence: Evidence, label: str) -> None:
    if grounds:
        grounds.append("\n")
    grounds.append(label, style="dim")
    grounds.append(f"“{shorten(evidence.text, _LONGEST_QUOTE, placeholder=' …')}”")
    places = "; ".join(show_place(source) for source in places_of(evidence))
    grounds.append(f" ({places})" if places else "", style="dim")
