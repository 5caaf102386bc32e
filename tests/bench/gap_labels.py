"""Plans and sentences labelled for the gap check: which steps they plan, where, and which slips were planted.

The data stand in ``gaps/`` and its README says who wrote them, how they are labelled and what is unseen. A verdict
follows from its evidence: any passage of ``rel`` 2 covers a step, passages of ``rel`` 1 alone cover it in part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, TypeAdapter, ValidationError, model_validator
from rendering.invented import Item
from rendering.plan_truth import Part

from corpus.model import AgencyType

FOLDER = Path(__file__).parent / "gaps"
PLANS, SENTENCES = FOLDER / "plans", FOLDER / "sentences.jsonl"

Split = Literal["dev", "unseen"]
Label = Literal["covered", "partial", "missing", "not_applicable", "contrary", "ambiguous"]
Where = Literal["header", "title", "text", "purpose", "row", "task", "duty", "closing"]
MentionKind = Literal["past", "purpose", "title", "other-step", "negation", "off"]
SentenceKind = Literal["plan", "duty", "past", "purpose", "title", "negation", "other-step", "off"]
Condition = Literal["first", "scope", "staff", "auditors", "maybe"]


class Evidence(Part):
    """A passage, word for word; ``rel`` 2 plans the step, 1 plans a part of it or says it in general."""

    quote: str
    rel: Literal[1, 2]
    where: Where


class Cell(Part):
    """The label of one step in one plan.

    Attributes:
        also: verdicts that are right too, where two careful readers may differ.
        reason: why, where it is not obvious; always for an ambiguous cell, which is left out of scores.
    """

    verdict: Label
    also: tuple[Label, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None

    @model_validator(mode="after")
    def _follows(self) -> Self:
        rels = {item.rel for item in self.evidence}
        due = {"covered": {2}, "contrary": {2}, "partial": {1}}.get(self.verdict, set())
        if self.verdict == "ambiguous":
            if self.reason is None:
                raise ValueError("an ambiguous cell gives no reason")
        elif (max(rels) if rels else None) != (max(due) if due else None):
            raise ValueError(f"{self.verdict} with evidence of {sorted(rels)}")
        return self

    def allows(self, verdict: str) -> bool:
        """Whether ``verdict`` is right for this cell; an ambiguous cell allows every verdict."""
        return verdict in {self.verdict, *self.also} or self.verdict == "ambiguous"


class Mention(Part):
    """A passage that names a step without planning it: taking it for evidence is an error."""

    step: str
    kind: MentionKind
    quote: str


class Slip(Part):
    """A planted slip: what is printed wrong (``quote``) or what should be printed and is not (``absent``).

    Attributes:
        task: content of the row, where a cell of it is quoted or absent.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    quote: str | None = None
    absent: str | None = None
    task: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _is_told(self) -> Self:
        if (self.quote is None) == (self.absent is None):
            raise ValueError("a slip has either a quote or what is absent")
        return self


class LookAlike(Part):
    """A passage that looks like a slip of this code and is none: telling it is a false alarm."""

    code: str
    quote: str
    note: str | None = None


class GapTask(Part):
    """A row or item of the task list, as printed."""

    ordinal: str | None
    content: str
    lead: str | None = None
    coord: str | None = None
    time: str | None = None
    result: str | None = None


class GapPlan(Part):
    """A labelled plan.

    Attributes:
        voice: whose wording it imitates; no voice is in both parts.
        conditions: what the plan tells of conditional steps: first year, change of scope, change of staff, lack of
            auditors, declaration only where the scope changes ("maybe").
        school_year: "2024-2025", of schools whose work runs over two calendar years.
        labels: of every step, and of X01 where the plan does what the rule forbids.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    about: str
    split: Split
    voice: str
    agency_type: AgencyType
    year: int
    school_year: str | None = None
    conditions: tuple[Condition, ...]
    body: tuple[Item, ...] = Field(min_length=1)
    tasks: tuple[GapTask, ...]
    labels: dict[str, Cell]
    mentions: tuple[Mention, ...]
    slips: tuple[Slip, ...]
    look_alikes: tuple[LookAlike, ...]

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """Everything printed, a paragraph or cell each, in reading order, with single spaces."""
        return tuple(" ".join(text.split()) for item in self.body for text in _texts(item))

    def quotes(self) -> Iterator[str]:
        """Yields every quote of the labels."""
        yield from (item.quote for cell in self.labels.values() for item in cell.evidence)
        yield from (item.quote for items in (self.mentions, self.look_alikes) for item in items)
        yield from (text for slip in self.slips for text in (slip.quote, slip.task) if text)

    def __repr__(self) -> str:
        """Names the plan alone, so that a test that fails shows nothing of an unseen one."""
        return f"GapPlan({self.id!r})"

    @model_validator(mode="after")
    def _quotes_itself(self) -> Self:
        for quote in self.quotes():
            if not any(" ".join(quote.split()) in passage for passage in self.passages):
                raise ValueError(f"not in the plan: {quote!r}")
        printed = "\n".join(self.passages)
        for slip in self.slips:
            if slip.absent is not None and slip.absent in printed:
                raise ValueError(f"in the plan though labelled absent: {slip.absent!r}")
        return self


class Sentence(Part):
    """A labelled sentence.

    Attributes:
        steps: the steps that it plans to do; ``()`` where it plans none.
        near: steps that it could be taken for and does not plan: what it is a hard negative of.
        kind: plan or duty where it plans something, other-step where what it plans is not what it is near to.
    """

    id: str
    text: str = Field(min_length=1)
    steps: tuple[str, ...]
    near: tuple[str, ...] = ()
    kind: SentenceKind
    voice: str
    split: Split
    note: str | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        plans = self.kind in {"plan", "duty"}
        if plans != bool(self.steps) and self.kind != "other-step":
            raise ValueError(f"{self.id}: {self.kind} with steps {list(self.steps)}")
        if not plans and not self.near and self.kind != "off":
            raise ValueError(f"{self.id}: a negative that is near to nothing")
        if set(self.steps) & set(self.near):
            raise ValueError(f"{self.id}: near to a step that it plans")
        return self


def load_gap_plans(folder: Path = PLANS) -> tuple[GapPlan, ...]:
    """Loads the labelled plans, sorted by id.

    Raises:
        ValueError: a file breaks the schema, quotes what it does not print, or is not named by its id.
    """
    plans: list[GapPlan] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            plan = GapPlan.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except ValidationError as error:
            places = [f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}" for wrong in error.errors()]
            raise ValueError("\n  ".join([f"{path.name}:", *places])) from error
        if plan.id != path.stem:
            raise ValueError(f"{path.name}: the id is {plan.id}")
        plans.append(plan)
    return tuple(plans)


def load_sentences(path: Path = SENTENCES) -> tuple[Sentence, ...]:
    """Loads the labelled sentences in the order of the file.

    Raises:
        ValueError: a line breaks the schema.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return TypeAdapter(tuple[Sentence, ...]).validate_python([json.loads(line) for line in lines])


def _texts(item: Item) -> Iterator[str]:
    if item.table is not None:
        yield from (cell for row in item.table.rows for cell in row if cell not in {"<", "^"})
    elif item.letterhead is not None or item.signature is not None:
        sides = item.letterhead or item.signature
        assert sides is not None
        yield from (*sides.left, *sides.right)
    elif item.lines:
        yield " ".join(item.lines)
