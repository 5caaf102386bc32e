"""The shipped samples and the labelled real plans in the form of an invented plan, so that one ruler measures all.

What is not labelled of them is named in ``unlabelled`` and says nothing: the samples tell neither purposes nor duties,
the real plans are labelled for their tasks first (``gold/plans.gap.json``, whose schema stands inside).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus.model import AgencyType, TimeKind
from corpus.samples import Expected, ExpectedTask, load_samples
from corpus.samples.source import LineKind, SampleSource, TableText, read_sources
from rendering.invented import ABOVE, LEFT, InventedPlan, Item, Sides, Table
from rendering.plan_truth import TrueDuty, TrueHeader, TrueSigner, TrueTask, TrueTime, Truth
from rendering.truth import COUNTRY

_SAMPLES_UNLABELLED = frozenset(
    {"purposes", "requirements", "duties", "annexes", "units", "problems", "capacity"}
    | {"reference", "every", "parts", "alternative"}
)
_GOLD_UNLABELLED = frozenset(
    {"header kind", "header title", "header issuer", "header parent_issuer", "header place", "header agency_type"}
    | {"group", "bases", "annexes", "budget", "recipients", "signer", "capacity", "signed", "units", "problems"}
)
_DUTY_WORDS = 8
# Roles of the labels that a column of the plans names; the others ("report_to") stand inside sentences.
_ROLES = {"advising": "Tham mưu", "approving": "Phê duyệt"}


def sample_plans() -> tuple[InventedPlan, ...]:
    """Returns the samples, sorted by id."""
    expected = {sample.id: sample.expected for sample in load_samples()}
    return tuple(
        InventedPlan(
            id=source.id,
            about=source.layout,
            body=tuple(_body(source)),
            truth=_sample_truth(source, expected[source.id]),
            unlabelled=_SAMPLES_UNLABELLED | ({"budget"} if expected[source.id].budget is None else set()),
        )
        for source in read_sources()
    )


def _body(source: SampleSource) -> Iterator[Item]:
    header = source.header
    yield Item(letterhead=Sides(left=(*header.left_lines, header.number_line), right=(*COUNTRY, header.place_line)))
    yield Item(center="KẾ HOẠCH")
    yield Item(center=source.title)
    for text in (*source.bases.splitlines(), source.opening):
        yield Item(p=text)
    for line in source.body_lines():
        if line.kind is not LineKind.TABLE:
            yield Item(p=line.text)
        elif source.table is not None:
            yield Item(table=_table(source.table))
    yield Item(signature=Sides(left=("Nơi nhận:", *source.recipients.splitlines()), right=source.signature))
    if source.annex:
        yield Item(pagebreak=True)
        for text in (source.annex.label, source.annex.title, source.annex.note):
            yield Item(center=text)
        if source.table is not None:
            yield Item(table=_table(source.table))


def _table(table: TableText) -> Table:
    rows: list[tuple[str, ...]] = [table.heads]
    for row in table.parsed():
        cells = tuple(ABOVE if cell is None else cell for cell in row.cells)
        rows.append(cells + (LEFT,) * (len(table.columns) - len(cells)))
    return Table(headings=1, rows=tuple(rows), widths=table.widths)


def _sample_truth(source: SampleSource, expected: Expected) -> Truth:
    header = TrueHeader(
        kind=expected.kind,
        title=expected.title,
        issuer=expected.issuer,
        parent_issuer=expected.parent_issuer,
        number=expected.number,
        symbol=expected.symbol,
        place=expected.place,
        date=expected.date,
        year=expected.year,
        agency_type=expected.agency_type,
    )
    return Truth(
        header=header,
        bases=expected.bases,
        purposes=(),
        requirements=(),
        tasks=tuple(_sample_task(task) for task in expected.tasks),
        duties=(),
        annexes=(),
        budget=expected.budget,
        recipients=expected.recipients,
        signer=TrueSigner(title=expected.signer.replace(", ", " "), name=None, capacity=None, signed=source.signed),
        units={},
        problems=(),
    )


def _sample_task(task: ExpectedTask) -> TrueTask:
    label = task.label.rsplit(".", 1)[-1] if task.group else task.label
    return TrueTask(
        ordinal=label,
        group=task.group,
        content=task.content,
        lead=task.lead,
        coordinate=task.coordinate,
        roles=dict(task.roles),
        time=TrueTime(
            text=task.time_text, kind=task.time_kind, start=task.start, end=task.end, relative_to=task.relative_to
        ),
        result=task.result,
    )


@dataclass(frozen=True, slots=True)
class RealPlan:
    """A labelled real plan: the file it is in, what should be found, and whether its text is ruined."""

    path: Path
    plan: InventedPlan
    ruined: bool


def real_plans(folder: Path) -> tuple[RealPlan, ...]:
    """Loads the labelled plans of ``folder``, which holds ``gold/plans.gap.json`` and the files it names."""
    gold = json.loads((folder / "gold" / "plans.gap.json").read_text(encoding="utf-8"))
    return tuple(_real_plan(folder / entry["file"], entry) for entry in gold["plans"])


def _real_plan(path: Path, entry: dict[str, Any]) -> RealPlan:
    units: Sequence[dict[str, Any]] = entry["units"]
    kinds = {unit["kind"] for unit in units}
    unlabelled = _GOLD_UNLABELLED | ({"purposes", "requirements"} if "purpose_or_requirement" in kinds else set())
    number, _, symbol = (entry["number"] or "").partition("/")
    blank = {"header symbol"} if entry["number"] is None else set()
    header = TrueHeader(
        kind=None,
        title=None,
        issuer=None,
        parent_issuer=None,
        number=number or None,
        symbol=symbol or None,
        place=None,
        date=entry["date"],
        year=entry["year"],
        agency_type=AgencyType.KHAC,
    )
    truth = Truth(
        header=header,
        bases=(),
        purposes=tuple(unit["text_clean"] for unit in units if unit["kind"] == "purpose"),
        requirements=tuple(unit["text_clean"] for unit in units if unit["kind"] == "requirement"),
        tasks=tuple(_real_tasks(units)),
        duties=tuple(
            TrueDuty(lead=tuple(unit["lead"]), content=" ".join(unit["text_clean"].split()[:_DUTY_WORDS]))
            for unit in units
            if unit["kind"] == "duty"
        ),
        annexes=(),
        budget=None,
        recipients=(),
        signer=None,
        units={},
        problems=(),
    )
    body = (Item(p=entry["org"]),)
    plan = InventedPlan(id=f"real-{entry['id']}", about="", body=body, truth=truth, unlabelled=unlabelled | blank)
    return RealPlan(path, plan, entry["text_quality"] == "bad")


def _real_tasks(units: Iterable[dict[str, Any]]) -> Iterator[TrueTask]:
    """Yields a task for each row; several units of one row are one task, whose content may be the first or all."""
    units = list(units)
    ordinals = {unit["id"]: _ordinal(unit["row"]) for unit in units if unit["main"]}
    main = sorted((unit for unit in units if unit["main"]), key=lambda unit: unit["lines"])
    for row, group in groupby(main, key=lambda unit: unit["row"]):
        same = list(group)
        first = same[0]
        whole = " ".join(unit["text_clean"] for unit in same)
        results = list(dict.fromkeys(unit["result_clean"] or unit["result_text"] or "" for unit in same))
        yield TrueTask(
            ordinal=_ordinal(row),
            group=None,
            content=first["text_clean"],
            lead=tuple(first["lead"]),
            coordinate=tuple(first["coordinating"]),
            roles={_ROLES[name]: tuple(value) for name, value in first["roles"].items() if name in _ROLES},
            time=_real_time(first, ordinals),
            result=results[0] or None,
            also=(whole,),
            also_result=(" ".join(results),),
            lines=(same[0]["lines"][0], same[-1]["lines"][1]),
        )


def _ordinal(row: str) -> str:
    return row.rsplit(".", 1)[-1]


def _real_time(unit: dict[str, Any], ordinals: dict[str, str]) -> TrueTime | None:
    label = unit["time"]
    if label["kind"] == TimeKind.NONE.value:
        return None
    waits = label["relative_to"]
    task = ordinals.get(waits.removeprefix("unit:")) if waits and waits.startswith("unit:") else None
    every = label.get("every") or []
    return TrueTime(
        text=unit["time_clean"] or unit["time_text"] or "",
        kind=label["kind"],
        start=label["start"],
        end=label["end"],
        relative_to=None if task else waits,
        task=task,
        every=every[0] if len(every) == 1 and re.fullmatch(r"[a-z_]+", every[0]) else None,
        parts=tuple((start, end) for start, end in label.get("parts") or ()),
        alternative=label.get("alternative", False),
    )
