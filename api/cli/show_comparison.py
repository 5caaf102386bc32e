"""Two plans side by side, and a plan beside the store, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from api.cli.show import BAND_STYLES, build_pairs, build_table
from api.labels import (
    COPIES,
    DAMAGED_MARK,
    show_band,
    show_field,
    show_place,
    show_score,
    show_share,
    show_text,
    show_time,
    show_units,
    show_unread,
)
from corpus.model import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from corpus.model import Task
    from corpus.store import StoredPlan
    from search import Band, Comparison, LoneTask, StoreComparison


def show_comparison(console: Console, compared: Comparison) -> None:
    """Shows the pairs of two plans with both passages, then what only one of them has."""
    console.print(
        build_pairs([("Kế hoạch A", _name_plan(compared.first)), ("Kế hoạch B", _name_plan(compared.second))])
    )
    if compared.copies:
        console.print(COPIES)
    table = build_table(("Kế hoạch A", {"ratio": 1}), "Mức gần", ("Kế hoạch B", {"ratio": 1}))
    table.expand = True
    table.show_lines = True
    for pair in compared.pairs:
        table.add_row(_show_task(pair.first), _show_band(pair.band, pair.score), _show_task(pair.second))
    if compared.pairs:
        console.print(table)
    _show_lone(console, "A", compared.only_first, "B")
    _show_lone(console, "B", compared.only_second, "A")
    for note in show_unread(compared):
        console.print(note)
    console.print(
        f"{len(compared.pairs)} cặp nhiệm vụ; {show_share('A', compared.first_share)}, "
        f"{show_share('B', compared.second_share)}; giống nhau {show_score(compared.score)}."
    )


def show_store_comparison(console: Console, compared: StoreComparison) -> None:
    """Shows, for each task of a plan, how many other plans have it and the nearest of theirs."""
    console.print(build_pairs([("Kế hoạch A", _name_plan(compared.first))]))
    table = build_table(
        ("Nhiệm vụ của A", {"ratio": 1}), "Kế hoạch khác", "Mức gần", ("Gần nhất trong kho", {"ratio": 1})
    )
    table.expand = True
    table.show_lines = True
    for line in compared.tasks:
        if not line.nearest:
            table.add_row(_show_task(line.task), str(line.total), "", Text("không có", style="dim"))
            continue
        best = line.nearest[0]
        nearest = _show_task(best.of.task)
        nearest.append(f"\n{show_text(best.of.plan.issuer)}, năm {show_text(best.of.plan.year)} ({best.of.plan.id})")
        table.add_row(_show_task(line.task), str(line.total), _show_band(best.band, best.score), nearest)
    if compared.tasks:
        console.print(table)
    console.print(f"{len(compared.tasks)} nhiệm vụ, {len(compared.only_first)} nhiệm vụ không kế hoạch nào khác có.")


def _show_lone(console: Console, side: str, lone: Sequence[LoneTask], other: str) -> None:
    if not lone:
        return
    console.print(Text(f"\nChỉ có ở kế hoạch {side} ({len(lone)})", style="bold"))
    for one in lone:
        line = Text(f" – {show_field(one.task.content)}")
        line.append(f" ({show_place(one.task.content.source)})", style="dim")
        if one.nearest is not None:
            line.append(
                f"\n   gần nhất ở {other}, đã ghép với việc khác: {show_field(one.nearest.content)}", style="dim"
            )
        console.print(line)


def _show_task(task: Task) -> Text:
    shown = Text(show_field(task.content))
    shown.append("" if task.main else " (ngoài danh mục)", style="dim")
    shown.append(
        f"\n{show_units(task.lead, asked=task.main)} · {show_time(task.time)} · {show_place(task.content.source)}",
        style="dim",
    )
    return shown


def _show_band(band: Band | None, score: float) -> Text:
    words = show_band(band)
    shown = Text(words, style=BAND_STYLES.get(words, "dim"))
    shown.append(f"\n{show_score(score)}", style="dim")
    return shown


def _name_plan(stored: StoredPlan) -> str:
    header = stored.plan.header
    mark = f" {DAMAGED_MARK}" if stored.document.quality.layer is Layer.DAMAGED else ""
    issuer, year, title = show_field(header.issuer), show_text(header.year), show_field(header.title)
    return f"{issuer}, năm {year} – {title}{mark} ({stored.plan.id})"
