"""Every condition that a plan may be met in, as a table: how it is rendered, and under which family it is told.

A file is made once and kept under a name that holds the plan's content and our renderers', so that a kept folder never
answers for a plan that has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from rendering import scans
from rendering.invented import InventedPlan
from rendering.invented_pages import lay_out, print_pages, ruin, ruined_layer
from rendering.invented_text import (
    render_aligned,
    render_flattened,
    render_html,
    render_interleaved,
    render_tabs,
)
from rendering.invented_word import render_word

WIDTHS = (12, 16, 20, 26, 32, 40)
# Tables are set anew at each width; a narrative has none, and is pasted once.
_NARRATIVE_WIDTH = 26
_HERE = Path(__file__).parent


class Shop:
    """Makes files in one folder; LibreOffice prints all plans in one call."""

    def __init__(self, folder: Path, plans: Sequence[InventedPlan]) -> None:
        self.folder = folder
        self._plans = {_name(plan): plan for plan in plans}
        self._printed: dict[str, Path] = {}

    def printed(self, plan: InventedPlan) -> Path:
        """Returns the plan as LibreOffice prints it.

        Raises:
            Unavailable: LibreOffice is not installed.
        """
        if not self._printed:
            documents = {name: render_word(each) for name, each in self._plans.items()}
            self._printed = print_pages(documents, self.folder / "printed")
        return self._printed[_name(plan)]

    def file(self, condition: Condition, plan: InventedPlan) -> Path:
        """Returns the plan in one condition.

        Raises:
            Unavailable: a tool is not installed.
        """
        folder = self.folder / condition.name
        path = folder / f"{_name(plan)}.{condition.extension}"
        if not path.is_file():
            made = condition.render(self, plan)
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        return path


Render = Callable[[Shop, InventedPlan], bytes]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    Attributes:
        name: how it is asked for.
        extension: of the file.
        render: makes the bytes.
        family: what it is told under; "tables" or "narrative" is added where these are told apart.
        apart: whether tables and narratives are told apart.
        fits: whether a plan is rendered so.
        ruined: whether values are to be compared leniently first.
        merged: whether merged cells are seen as such, or repeated; else they are empty below their first row.
        slow: whether pages are recognised; not every plan is then measured, unless asked for.
    """

    name: str
    extension: str
    render: Render
    family: str
    apart: bool = False
    fits: Callable[[InventedPlan], bool] = lambda _plan: True
    ruined: bool = False
    merged: bool = True
    slow: bool = False

    def family_of(self, plan: InventedPlan) -> str:
        """Returns the family that ``plan`` is told under in this condition."""
        return f"{self.family} {'tables' if plan.tabular else 'narrative'}" if self.apart else self.family


def _text(render: Callable[[InventedPlan], str]) -> Render:
    return lambda _shop, plan: render(plan).encode()


def _spoilt(spoil: Callable[[bytes], bytes]) -> Render:
    return lambda shop, plan: spoil(shop.printed(plan).read_bytes())


def _interleaved(style: dict[str, object]) -> Render:
    return lambda _shop, plan: render_interleaved(plan, style).encode()


def _ruined(mode: int) -> Render:
    return _spoilt(lambda pdf: ruin(pdf, mode).encode())


# How lines recognised across the columns come out; see ``interleaved.Style``.
INTERLEAVED: dict[str, dict[str, object]] = {
    "top": {},
    "middle": {"middle": True, "gap": "  "},
    "marks": {"middle": True, "marks": 0.4, "lost": 0.1, "misread": 0.1, "seed": 7},
}
_NATIVE = partial(Condition, family="native", apart=True)
_LAID_OUT = partial(Condition, family="aligned", apart=True, merged=False)
_RUINED = partial(Condition, family="ruined", apart=True, ruined=True, slow=True)

CONDITIONS = (
    _NATIVE("docx", "docx", lambda _shop, plan: render_word(plan)),
    _NATIVE("html", "html", _text(render_html)),
    _NATIVE("txt", "txt", _text(render_tabs), merged=False),
    _NATIVE("pdf", "pdf", _spoilt(lambda pdf: pdf)),
    *(
        Condition(
            f"flattened-{width}",
            "txt",
            _text(partial(render_flattened, width=width)),
            "flattened",
            apart=True,
            fits=lambda plan, width=width: plan.tabular or width == _NARRATIVE_WIDTH,
        )
        for width in WIDTHS
    ),
    _LAID_OUT("aligned", "txt", _text(render_aligned)),
    _LAID_OUT("pdftotext", "txt", lambda shop, plan: lay_out(shop.printed(plan)).encode()),
    *(
        Condition(f"interleaved-{name}", "txt", _interleaved(style), "interleaved", fits=lambda plan: plan.tabular)
        for name, style in INTERLEAVED.items()
    ),
    Condition("scan", "pdf", _spoilt(scans.clean_scan), "scan", slow=True),
    Condition("noisy", "pdf", _spoilt(scans.noisy_scan), "noisy", slow=True),
    _RUINED("ruined-3", "txt", _ruined(3), merged=False),
    _RUINED("ruined-6", "txt", _ruined(6), merged=False),
    _RUINED("ruined-layer", "pdf", _spoilt(ruined_layer)),
)


def _name(plan: InventedPlan) -> str:
    text = plan.model_dump_json(include={"body"})
    return f"{plan.id}-{hashlib.sha256((text + _renderers()).encode()).hexdigest()[:10]}"


@cache
def _renderers() -> str:
    """Returns a digest of the modules that render."""
    digest = hashlib.sha256()
    for path in sorted((*_HERE.glob("invented_*.py"), _HERE / "scans.py", *_HERE.glob("interleaved.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
