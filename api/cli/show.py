"""Answers as text: tasks, plans and citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.explanations import explain_hit
from api.labels import (
    DAMAGED_MARK,
    SAME_PLAN,
    is_damaged,
    show_band,
    show_date,
    show_field,
    show_likeness,
    show_place,
    show_places,
    show_role,
    show_score,
    show_shown,
    show_task_count,
    show_text,
    show_time,
    show_units,
)
from api.passages import mark_passage, mark_task

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.model import Citation
    from search import Hit, PlanHits, TaskHits, TaskPair, TextPassage

_SPACES = re.compile(r"\s+")
_EMPTY_STORE = "Kho trống: chưa có kế hoạch nào. Hãy nạp bằng lệnh: doichieu ingest THƯ_MỤC"
BAND_STYLES = {"rất gần": "bold green", "gần": "green", "có liên quan": "yellow"}


def show_empty_store(console: Console) -> None:
    """Says that there is nothing to search yet."""
    console.print(_EMPTY_STORE)


def show_tasks(console: Console, hits: TaskHits) -> None:
    """Shows what the question was read as, then hits, best first, each with the passage it rests on."""
    if hits.understood is not None:
        console.print(f"Đã hiểu là: “{hits.understood}”.")
    if hits.like is not None:
        plan = hits.like.plan
        console.print(f"Nhiệm vụ của {show_text(plan.issuer)}, năm {show_text(plan.year)} ({hits.like.task.id}):")
    if not hits.total:
        console.print(f"Không có nhiệm vụ nào đủ gần với “{hits.query}”.")
        return
    shown = show_shown(hits.total, hits.offset, len(hits.hits), "nhiệm vụ gần nhất")
    console.print(f"“{hits.query}”: {hits.total} nhiệm vụ đủ gần{shown}.\n")
    for rank, hit in enumerate(hits.hits, start=hits.offset + 1):
        _show_hit(console, rank, hit)


def show_plans(console: Console, hits: PlanHits) -> None:
    """Shows a page of plans, and by which tasks they are like the plan that was asked about."""
    if hits.like is not None:
        header = hits.like.plan.header
        console.print(f"Kế hoạch tương tự với: {show_field(header.issuer)}, năm {show_text(header.year)}")
        if hits.copies:
            console.print(f"{SAME_PLAN}: {', '.join(plan.id for plan in hits.copies)}.")
    if not hits.total:
        console.print(f"Không có kế hoạch nào {f'chứa “{hits.query.strip()}”' if hits.query.strip() else 'khớp'}.")
        return
    for rank, hit in enumerate(hits.hits, start=hits.offset + 1):
        plan = hit.plan
        grade = f"{plan.grade} {DAMAGED_MARK}" if is_damaged(plan.layer) else plan.grade
        line = Text(f"{rank:>3}. ")
        line.append(f"{show_text(plan.issuer)}, năm {show_text(plan.year)}", style="bold")
        console.print(line)
        pairs: list[tuple[str, str | Text]] = [
            ("Trích yếu", show_text(plan.title)),
            ("Mã", plan.id),
            ("Nhiệm vụ", f"{show_task_count(plan)}; chất lượng chữ: {grade}; ngày {show_date(plan.date)}"),
        ]
        if hit.likeness is not None and hit.score is not None:
            pairs.append(("Giống nhau", f"{show_score(hit.score)}: {show_likeness(hit.likeness)}"))
            pairs += [("Vì", _show_reason(pair)) for pair in hit.likeness.reasons]
        if hit.places is not None:
            pairs.append(("Có ở", show_places(hit.places)))
            pairs += [("Đoạn", _show_passage(passage)) for passage in hit.places.passages]
        console.print(Padding(build_pairs(pairs), (0, 0, 1, 5)))
    console.print(f"{hits.total} kế hoạch{show_shown(hits.total, hits.offset, len(hits.hits), 'kế hoạch đầu')}.")


def _show_passage(passage: TextPassage) -> Text:
    shown = Text("“")
    for piece in mark_passage(passage):
        shown.append(_SPACES.sub(" ", piece.text), style="bold underline" if piece.marked else "")
    shown.append("” ").append(f"({show_place(passage.source)})", style="dim")
    if passage.guess is not None:
        shown.append(f"\nmáy đoán: {passage.guess}", style="dim")
    return shown


def _show_reason(pair: TaskPair) -> str:
    return f"[{show_band(pair.band)}] {show_field(pair.first.content)} ↔ {show_field(pair.second.content)}"


def show_citations(console: Console, citations: Sequence[Citation]) -> None:
    """Shows the citations of a text in their order."""
    if not citations:
        console.print("Không tìm thấy văn bản viện dẫn nào.")
        return
    table = build_table("Văn bản", "Vai trò", "Ngày", "Nguyên văn", "Vị trí")
    for citation in citations:
        table.add_row(
            show_text(citation.key),
            show_role(citation),
            show_date(citation.date),
            quote(citation.raw, damaged=citation.damaged),
            show_place(citation.source),
        )
    console.print(table)
    console.print(f"{len(citations)} chỗ viện dẫn.")


def build_table(*columns: str | tuple[str, dict[str, object]]) -> Table:
    """Builds a ruled table whose cells wrap; no cell is markup."""
    from rich.box import SIMPLE_HEAD

    table = Table(box=SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold")
    for column in columns:
        name, options = (column, {}) if isinstance(column, str) else column
        table.add_column(name, overflow="fold", **options)  # type: ignore[arg-type]
    return table


def build_pairs(pairs: Iterable[tuple[str, str | Text]]) -> Table:
    """Builds lines of label and value, the values aligned."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in pairs:
        table.add_row(label, value)
    return table


def _show_hit(console: Console, rank: int, hit: Hit) -> None:
    task, plan, signals = hit.task, hit.plan, hit.scores
    band = show_band(hit.band)
    title = Text(f"[{band}] ", style=BAND_STYLES.get(band, "dim"))
    for piece in mark_task(task, hit.matched):
        title.append(_SPACES.sub(" ", piece.text), style="bold underline" if piece.marked else "bold")
    heading = Table.grid(padding=(0, 1))
    heading.add_row(f"{rank:>2}.", title)
    meaning, kinds = (
        "không dùng" if signal is None else show_score(signal) for signal in (signals.dense, signals.concept)
    )
    mark = f" {DAMAGED_MARK}" if is_damaged(plan.layer) else ""
    guessed = [("Máy đoán là", hit.guess)] if hit.guess else []
    pairs = [
        *guessed,
        ("Kế hoạch", f"{show_text(plan.issuer)}, năm {show_text(plan.year)} – {show_text(plan.title)}{mark}"),
        ("Mã", task.id),
        ("Chủ trì", show_units(task.lead, asked=task.main)),
        ("Phối hợp", show_units(task.coordinate, asked=task.main)),
        ("Thời gian", show_time(task.time)),
        ("Kết quả", show_field(task.result)),
        ("Trích từ", show_place(task.content.source)),
        ("Vì sao", explain_hit(hit)),
        (
            "Điểm",
            f"{show_score(hit.score)} (ngữ nghĩa {meaning}; loại việc {kinds}; từ {show_score(signals.lexical)}; "
            f"chữ cái {show_score(signals.skeleton)})",
        ),
    ]
    console.print(heading)
    console.print(Padding(build_pairs(pairs), (0, 0, 1, 4)))


def quote(raw: str, *, damaged: bool) -> str:
    """Returns words as found, on one line in quotation marks."""
    return f"“{' '.join(raw.split())}”{' ' + DAMAGED_MARK if damaged else ''}"
