"""Verdicts by people on disk: kept by the digest of the original and the ids of framework and step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from corpus.errors import NotFound, plan_not_found
from corpus.model import Decision
from corpus.store.schema import DecisionRow, PlanRow

_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """A person's verdict that stands, with the id of the plan it is about."""

    plan: str
    decision: Decision


class Decisions:
    """What people decided about steps of plans.

    The latest decision on a step stands; those before it stay behind it, so that taking one back gives the one before.
    Reading a plan anew, or with another version of a framework, touches none of them.
    """

    def __init__(self, session: sessionmaker[Session]) -> None:
        self._session = session

    def list_of(self, sha256: str, framework: str | None = None) -> tuple[Decision, ...]:
        """Lists the decisions on a document, of one framework or of all, in the order of their making."""
        query = select(DecisionRow).where(DecisionRow.document == sha256).order_by(DecisionRow.id)
        if framework is not None:
            query = query.where(DecisionRow.framework == framework)
        with self._session() as session:
            return tuple(_parse_row(row) for row in session.scalars(query))

    def add(self, plan_id: str, decision: Decision) -> Decision:
        """Keeps a decision on a plan and returns it with the id it was given.

        Raises:
            NotFound: no plan has that id (``PLAN_NOT_FOUND``).
        """
        with self._session.begin() as session:
            row = DecisionRow(
                document=_document_of(session, plan_id),
                framework=decision.framework,
                step=decision.step,
                record=_DECISION.dump_json(decision).decode(),
            )
            session.add(row)
            session.flush()
            return _parse_row(row)

    def undo(self, plan_id: str, framework: str, step: str) -> Decision:
        """Takes the latest decision on a step back and returns it.

        Raises:
            NotFound: no such plan, or nothing was decided on that step (``PLAN_NOT_FOUND``, ``DECISION_NOT_FOUND``).
        """
        with self._session.begin() as session:
            sha256 = _document_of(session, plan_id)
            row = session.scalars(
                select(DecisionRow)
                .where(DecisionRow.document == sha256, DecisionRow.framework == framework, DecisionRow.step == step)
                .order_by(DecisionRow.id.desc())
                .limit(1)
            ).one_or_none()
            if row is None:
                raise NotFound(f"Chưa có kết luận nào của người ở bước “{step[:64]}”.", code="DECISION_NOT_FOUND")
            session.delete(row)
            return _parse_row(row)

    def list_standing(self, framework: str) -> tuple[PlanDecision, ...]:
        """Lists the latest decision on every step of every plan in the store, by plan and step."""
        latest = (
            select(func.max(DecisionRow.id))
            .where(DecisionRow.framework == framework)
            .group_by(DecisionRow.document, DecisionRow.step)
        )
        query = (
            select(PlanRow.id, DecisionRow)
            .join(DecisionRow, DecisionRow.document == PlanRow.document)
            .where(DecisionRow.id.in_(latest))
            .order_by(PlanRow.id, DecisionRow.step)
        )
        with self._session() as session:
            return tuple(PlanDecision(plan, _parse_row(row)) for plan, row in session.execute(query))


def remove_decisions(session: Session, sha256: str) -> None:
    """Removes every decision on a document."""
    session.execute(delete(DecisionRow).where(DecisionRow.document == sha256))


def _document_of(session: Session, plan_id: str) -> str:
    sha256 = session.scalar(select(PlanRow.document).where(PlanRow.id == plan_id))
    if sha256 is None:
        raise plan_not_found(plan_id)
    return sha256


def _parse_row(row: DecisionRow) -> Decision:
    return replace(_DECISION.validate_json(row.record), id=row.id)
