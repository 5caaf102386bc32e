"""Findings about citations and the registry of legal documents as text."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from api.cli.show import build_pairs, build_table
from api.labels import (
    DAMAGED_MARK,
    FACT_STRENGTHS,
    SEVERITIES,
    STATUSES,
    is_damaged,
    show_date,
    show_field,
    show_place,
    show_text,
)
from corpus.model import Severity

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.citations.registry import Linted, RegisteredDocument
    from search import CitationReport

SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold"}
_LONGEST_QUOTE = 200


def show_checks(console: Console, report: CitationReport) -> None:
    """Shows what a legal officer should look at in a plan, each with the passage it rests on."""
    stored = report.plan
    header = stored.plan.header
    mark = f" {DAMAGED_MARK}" if is_damaged(stored.document.quality.layer) else ""
    told = f"{show_field(header.issuer)}, năm {show_text(header.year)} – {show_field(header.title)}{mark}"
    known = f"{report.documents} văn bản theo số, {report.known} có trong danh mục văn bản"
    console.print(build_pairs([("Kế hoạch", told), ("Mã", stored.plan.id), ("Viện dẫn", known)]))
    for check in report.checks:
        line = Text(f"\n{SEVERITIES[check.severity]} ", style=SEVERITY_STYLES[check.severity])
        line.append(f"{check.code}: {check.message}", style="default")
        console.print(line)
        if check.source is not None:
            words = " ".join(stored.document.slice(check.source).split())
            quote = Text(f"“{shorten(words, _LONGEST_QUOTE, placeholder=' …')}”")
            quote.append(f" ({show_place(check.source)})", style="dim")
            console.print(Padding(quote, (0, 0, 0, 2)))
    if not report.checks:
        console.print("\nKhông thấy điểm nào cần xem lại.")
    console.print("\nVăn bản không có trong danh mục thì chưa có dữ liệu về hiệu lực; xem: doichieu registry")


def show_known(console: Console, linted: Linted) -> None:
    """Shows the documents of the registry with their status, and what its files contradict each other in."""
    table = build_table("Văn bản", "Ngày", "Cơ quan ban hành", "Tình trạng", "Nguồn")
    for document in linted.registry.documents:
        source = f"{show_text(document.source)} ({FACT_STRENGTHS[document.strength]}, {show_date(document.checked_on)})"
        table.add_row(
            document.key, show_date(document.date), show_text(document.issuer), _show_status(document), source
        )
    console.print(table)
    for issue in linted.issues:
        console.print(f"{SEVERITIES[issue.severity]} {issue.code}: {issue.place}: {issue.message}")
    console.print(f"{len(linted.registry.documents)} văn bản.")


def show_issues(console: Console, linted: Linted, names: Sequence[str]) -> None:
    """Shows what is wrong with files, each with its file, line and column."""
    for issue in linted.issues:
        console.print(f"{SEVERITIES[issue.severity]} {issue.code}: {issue.place}: {issue.message}")
    entries = sum(document.file in names for document in linted.registry.documents)
    console.print(
        f"{entries} văn bản dùng được; {len(linted.errors)} lỗi, {len(linted.issues) - len(linted.errors)} cảnh báo."
    )


def _show_status(document: RegisteredDocument) -> str:
    status = STATUSES[document.status]
    if document.superseded_by:
        status += f" bởi {', '.join(document.superseded_by)}"
    if document.ended_on:
        status += f" từ {show_date(document.ended_on)}"
    if (suspension := document.suspension) is not None:
        until = f" đến trước {show_date(suspension.end)}" if suspension.end else ""
        clauses = ", ".join(str(clause) for clause in suspension.clauses)
        status += f"; tạm không áp dụng {clauses} từ {show_date(suspension.start)}{until}"
    return status
