"""Two plans side by side, and a plan beside the store, as tables for a spreadsheet."""

from __future__ import annotations

from api.labels import show_band, show_field, show_place, show_score, show_text, show_time, show_units
from api.spreadsheets import Row
from corpus.model import Task
from search import Comparison, StoreComparison

_FACTS = ("Nội dung", "Chủ trì", "Thời gian", "Kết quả", "Vị trí")


def build_comparison_rows(compared: Comparison) -> list[Row]:
    """Builds a row for each pair, then one for each task that only one of the two plans has."""
    rows = [
        {"Kết quả so": show_band(pair.band), "Điểm": show_score(pair.score)}
        | _show_facts("A", pair.first)
        | _show_facts("B", pair.second)
        for pair in compared.pairs
    ]
    rows += [
        {"Kết quả so": "chỉ có ở A", "Điểm": ""} | _show_facts("A", lone.task) | _show_facts("B", None)
        for lone in compared.only_first
    ]
    return rows + [
        {"Kết quả so": "chỉ có ở B", "Điểm": ""} | _show_facts("A", None) | _show_facts("B", lone.task)
        for lone in compared.only_second
    ]


def build_store_rows(compared: StoreComparison) -> list[Row]:
    """Builds a row for each task of the plan with the nearest task of another."""
    rows: list[Row] = []
    for line in compared.tasks:
        best = line.nearest[0] if line.nearest else None
        rows.append(
            {
                "Số kế hoạch có": str(line.total),
                **_show_facts("A", line.task),
                "Mức gần": show_band(best.band) if best else "",
                "Điểm": show_score(best.score) if best else "",
                "Mã kế hoạch gần nhất": best.of.plan.id if best else "",
                "Cơ quan": show_text(best.of.plan.issuer) if best else "",
                **_show_facts("gần nhất", best.of.task if best else None),
            }
        )
    return rows


def _show_facts(whose: str, task: Task | None) -> Row:
    if task is None:
        return {f"{name} ({whose})": "" for name in _FACTS}
    values = (
        show_field(task.content),
        show_units(task.lead, asked=task.main),
        show_time(task.time),
        show_field(task.result),
        show_place(task.content.source),
    )
    return {f"{name} ({whose})": value for name, value in zip(_FACTS, values, strict=True)}
