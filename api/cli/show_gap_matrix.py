"""Many plans against one framework as text: counts of each step, what most plans miss, the years, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from api.cli.show import build_pairs, build_table
from api.cli.show_plan import VERDICT_STYLES
from api.gap_matrix_labels import (
    RATE_NOTE,
    show_aside,
    show_filter,
    show_missed,
    show_rate,
    show_scope,
    show_totals,
    show_year,
)
from api.labels import REQUIREMENTS, VERDICTS
from corpus.model import Verdict

if TYPE_CHECKING:
    from rich.console import Console

    from search.gap_matrix import GapMatrix

_COLUMNS = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING, Verdict.UNCLEAR, Verdict.NOT_APPLICABLE)
# Lines of a screen; JSON and the workbook have all.
_MOST_MISSED = 10
_MOST_ASIDE = 20


def show_matrix(console: Console, matrix: GapMatrix) -> None:
    """Shows the counts; the matrix itself, plan by plan, is for the workbook, the page and JSON."""
    framework = matrix.question.framework
    pairs = [
        ("Khung", f"{framework.title} ({framework.id}, bản {framework.version})"),
        ("Bộ lọc", show_filter(matrix.question)),
        ("Phạm vi", show_scope(matrix)),
    ]
    if matrix.decided:
        pairs.append(("Người", f"{matrix.decided} kết luận của người được tính thay kết luận của máy"))
    console.print(build_pairs(pairs))
    if matrix.rows:
        _show_steps(console, matrix)
        _show_missed(console, matrix)
        _show_years(console, matrix)
    else:
        console.print("\nKhông có kế hoạch nào được đối chiếu.")
    if matrix.aside:
        console.print(f"\nKhông đối chiếu {len(matrix.aside)} kế hoạch:")
        for aside in matrix.aside[:_MOST_ASIDE]:
            console.print(f"  {aside.plan.id}: {aside.code}: {show_aside(aside)}")
        if len(matrix.aside) > _MOST_ASIDE:
            console.print(f"  … và {len(matrix.aside) - _MOST_ASIDE} kế hoạch khác; xem đủ bằng --json hoặc --xlsx.")


def _show_steps(console: Console, matrix: GapMatrix) -> None:
    table = build_table("Bước", "Tên bước", *(VERDICTS[verdict] for verdict in _COLUMNS), "Tỉ lệ thiếu")
    for column in table.columns[2:]:
        column.justify = "right"
    for count in matrix.steps:
        numbers = [_show_number(count.counts[verdict], verdict) for verdict in _COLUMNS]
        name = Text(count.step.title)
        name.append(f" ({REQUIREMENTS[count.step.requirement]})", style="dim")
        if contrary := count.counts[Verdict.CONTRARY]:
            name.append(f" – {VERDICTS[Verdict.CONTRARY]}: {contrary}", style=VERDICT_STYLES[Verdict.CONTRARY])
        table.add_row(count.step.id, name, *numbers, show_rate(count.missing_rate))
    console.print()
    console.print(table)
    console.print(f"Tổng hợp: {show_totals(matrix)}.")
    console.print(RATE_NOTE)


def _show_number(number: int, verdict: Verdict) -> Text:
    return Text(str(number), style=VERDICT_STYLES[verdict] if number else "dim")


def _show_missed(console: Console, matrix: GapMatrix) -> None:
    console.print("\nThiếu nhiều nhất:")
    for rank, count in enumerate(matrix.most_missed[:_MOST_MISSED], start=1):
        console.print(f" {rank:2}. {count.step.id} {count.step.title} {show_missed(count)}")
    if not matrix.most_missed:
        console.print("  Không bước nào bị kết luận là thiếu.")


def _show_years(console: Console, matrix: GapMatrix) -> None:
    console.print("\nTheo năm (các bước bắt buộc, có điều kiện):")
    for year in matrix.years:
        counts = year.counts
        told = f"thiếu {counts[Verdict.MISSING]}, chưa rõ {counts[Verdict.UNCLEAR]}"
        console.print(
            f"  {show_year(year.year)}: {year.plans} kế hoạch; {told}; tỉ lệ thiếu {show_rate(year.missing_rate)}"
        )
