"""How the tasks of a filter are spread, as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from api.cli.show import build_pairs
from api.facet_links import FACET_TITLES, show_value

if TYPE_CHECKING:
    from rich.console import Console

    from search import Facet


def show_facets(console: Console, filtered: int, facets: Iterable[Facet]) -> None:
    """Shows how many tasks the filter matches and how they are spread, most frequent first."""
    console.print(f"Bộ lọc khớp {filtered} nhiệm vụ:")
    console.print(Padding(build_pairs([(FACET_TITLES[one.attribute], _show(one)) for one in facets]), (0, 0, 0, 2)))


def _show(facet: Facet) -> str | Text:
    counts = [f"{show_value(facet, one)} ({one.units})" for one in facet.values]
    more = facet.distinct - len(facet.values)
    return Text("; ".join([*counts, f"và {more} giá trị khác"] if more else counts) or "không có nhiệm vụ nào")
