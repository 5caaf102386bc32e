"""Legal documents and who cites them, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.base_labels import (
    COPY,
    show_ambiguous,
    show_citing,
    show_companion,
    show_document,
    show_given,
    show_none,
    show_other,
    show_since,
    show_slips,
    show_untold,
)
from api.cli.show import build_pairs, quote
from api.labels import DAMAGED_MARK, UNKNOWN, is_damaged, show_date, show_place, show_role, show_text

if TYPE_CHECKING:
    import datetime

    from rich.console import Console

    from corpus.model import Citation
    from search import BaseHits, CitedDocument, CitingPlan, Given

# What fits a screen; --json and -o have all.
_MOST_WORDINGS = 3
_MOST_PLANS = 20
_MOST_COMPANIONS = 5
_MOST_IDS = 3


def show_bases(console: Console, hits: BaseHits) -> None:
    """Shows legal documents, the most cited first, each with who cites it and where."""
    if not hits.documents:
        console.print(show_none(hits))
        return
    shown = f", hiện {len(hits.documents)} văn bản đầu" if len(hits.documents) < hits.total else ""
    console.print(f"“{hits.query}”: {hits.total} văn bản{shown}.")
    if hits.slips:
        console.print(show_slips(hits.slips))
    for document in hits.documents:
        console.print()
        _show_document(console, document)


def _show_document(console: Console, document: CitedDocument) -> None:
    console.print(Text(show_document(document), style="bold"))
    console.print(Padding(build_pairs(_list_facts(document)), (0, 0, 0, 2)))
    for citing in document.citing[:_MOST_PLANS]:
        _show_plan(console, citing)
    rest = len(document.citing) - _MOST_PLANS
    if rest > 0:
        console.print(f"  … và {rest} kế hoạch khác (xem đủ bằng --json hoặc -o TỆP.xlsx)")


def _list_facts(document: CitedDocument) -> list[tuple[str, str | Text]]:
    facts: list[tuple[str, str | Text]] = [("Loại", show_text(document.type))]
    if document.name:
        facts.append(("Tên", document.name))
    facts += [
        ("Trích yếu", _show_wordings(document.titles)),
        ("Ban hành", _show_wordings(document.issuers)),
        ("Ngày", _show_dates(document)),
        ("Viện dẫn", show_citing(document)),
        ("Thời gian", show_since(document)),
    ]
    if document.untold:
        facts.append(("Cơ quan", show_untold(document)))
    if document.ambiguous:
        facts.append(("Lưu ý", show_ambiguous(document)))
    if document.unyeared:
        facts.append(("Thiếu năm", f"{show_given(document.unyeared)}, tính vào văn bản này"))
    companions = [f"{show_other(other)}: {show_companion(other)}" for other in document.companions[:_MOST_COMPANIONS]]
    return [*facts, ("Đi cùng", "\n".join(companions))] if companions else facts


def _show_wordings(values: Sequence[Given[str]]) -> str:
    return values[0].value if len(values) == 1 else show_given(values, _MOST_WORDINGS)


def _show_dates(document: CitedDocument) -> str:
    """Returns the dates; those that few plans give are followed by the plans, which may be wrong."""
    shown = [_show_date(given, named=rank > 0) for rank, given in enumerate(document.dates)]
    if document.undated:
        shown.append(f"không ghi ngày ({document.undated} kế hoạch)")
    return "; ".join(shown) or UNKNOWN


def _show_date(given: Given[datetime.date], *, named: bool) -> str:
    date = f"{show_date(given.value)} ({given.count} kế hoạch)"
    return f"{date}: {', '.join(given.plans)}" if named and given.count <= _MOST_IDS else date


def _show_plan(console: Console, citing: CitingPlan) -> None:
    plan = citing.plan
    mark = f" {DAMAGED_MARK}" if is_damaged(plan.layer) else ""
    copy = f" ({COPY} {citing.copy_of})" if citing.copy_of else ""
    console.print(f"  • {show_text(plan.issuer)}, năm {show_text(plan.year)}{mark} – {plan.id}{copy}")
    console.print(Padding(_build_mentions(citing.mentions), (0, 0, 0, 4)))


def _build_mentions(citations: Sequence[Citation]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for citation in citations:
        words = Text(quote(citation.raw, damaged=citation.damaged))
        words.append(f" ({show_place(citation.source)})", style="dim")
        table.add_row(show_role(citation), words)
    return table
