"""The labelled plans of the gap check as files: rendered clean or damaged, and read by our parser."""

from __future__ import annotations

from gap_labels import GapPlan, GapTask
from rendering.conditions import CONDITIONS, Shop
from rendering.invented import InventedPlan
from rendering.invented_word import render_word
from rendering.plan_truth import TrueHeader, TrueTask, TrueTime, Truth

from corpus.model import Document, TimeKind
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import load_document, read_document

# What the labels say nothing of: the plan is there to be rendered, not to score the parser.
_UNLABELLED = frozenset({"bases", "purposes", "requirements", "duties", "annexes", "budget", "recipients", "signer"})


def invented(plan: GapPlan) -> InventedPlan:
    """Returns the plan in the form that every condition of ``rendering.conditions`` renders."""
    header = TrueHeader(
        kind="KẾ HOẠCH",
        title=None,
        issuer=None,
        parent_issuer=None,
        number=None,
        symbol=None,
        place=None,
        date=None,
        year=plan.year,
        agency_type=plan.agency_type,
    )
    truth = Truth(
        header=header,
        bases=(),
        purposes=(),
        requirements=(),
        tasks=tuple(_true_task(task) for task in plan.tasks),
        duties=(),
        annexes=(),
        budget=None,
        recipients=(),
        signer=None,
        units={},
        problems=(),
    )
    return InventedPlan(id=plan.id, about=plan.about, body=plan.body, truth=truth, unlabelled=_UNLABELLED)


def _true_task(task: GapTask) -> TrueTask:
    return TrueTask(
        ordinal=task.ordinal,
        group=None,
        content=task.content,
        lead=(task.lead,) if task.lead else (),
        coordinate=(task.coord,) if task.coord else (),
        time=TrueTime(text=task.time, kind=TimeKind.AS_REGULATED) if task.time else None,
        result=task.result,
    )


def read_clean(plan: GapPlan) -> tuple[Document, ParsedPlan]:
    """Renders ``plan`` as a Word file and reads it as a user's file is read."""
    document = read_document(render_word(invented(plan)), f"{plan.id}.docx")
    return document, parse_plan(document, plan.id)


def read_damaged(plan: GapPlan, shop: Shop, condition: str) -> tuple[Document, ParsedPlan]:
    """Reads ``plan`` in one condition of ``rendering.conditions``.

    Args:
        plan: one of the plans that ``shop`` was made with.
        shop: keeps the files; ``Shop(folder, [invented(plan) for plan in plans])`` prints all of them at once.
        condition: name of a condition: "flattened-26", "aligned", "interleaved-marks" need no tool, "noisy" prints,
            scans and recognises pages (LibreOffice, Tesseract), "ruined-3" and "ruined-6" lose the marks of letters
            (Tesseract with its English data).

    Raises:
        rendering.invented.Unavailable: the condition needs a tool that is not installed.
        KeyError: there is no such condition.
    """
    chosen = {each.name: each for each in CONDITIONS}[condition]
    document = load_document(shop.file(chosen, invented(plan)))
    return document, parse_plan(document, plan.id)
