"""Findings on disk, in the store's database file: a plan is judged once, until something it rests on changes."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakSet

from pydantic import TypeAdapter
from sqlalchemy import Engine, LargeBinary, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from corpus.model import Verdict
from corpus.store import migrate
from search.gap_matrix.findings import Finding, JudgedPlan

_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
_VERDICTS: TypeAdapter[tuple[tuple[Verdict, float], ...]] = TypeAdapter(tuple[tuple[Verdict, float], ...])
# Plans that are looked up at once; SQLite takes at most 32,766 bound values in a statement.
_LOOKUP = 10_000
# A plan deleted in the meantime is not brought back by what was found about it.
_KEEP = text(
    "INSERT OR REPLACE INTO judged_plans (plan, framework, basis, place, verdicts, findings) "
    "SELECT :plan, :framework, :basis, :place, :verdicts, :findings "
    "WHERE EXISTS (SELECT 1 FROM plans WHERE id = :plan)"
)
_migrated: WeakSet[Engine] = WeakSet()
_migrating = threading.Lock()


class Base(DeclarativeBase):
    """Tables of search."""


class JudgedRow(Base):
    """What the machine found about one plan by one framework.

    ``verdicts`` has verdict and confidence of each step in order, for the matrix; ``findings`` all of it, compressed.
    Rows go with their plan: the table refers to it, which the schema of the corpus need not know.
    """

    __tablename__ = "judged_plans"

    plan: Mapped[str] = mapped_column(primary_key=True)
    framework: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str]
    place: Mapped[str | None]
    verdicts: Mapped[str]
    findings: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """What the matrix needs of a judged plan: verdict and confidence of each step, in the order of the framework."""

    plan: str
    place: str | None
    verdicts: tuple[tuple[Verdict, float], ...]


class KeptFindings:
    """Findings by one framework. Safe for several threads."""

    def __init__(self, engine: Engine, framework: str) -> None:
        """Makes the table in the database of ``engine``, once for each.

        Raises:
            StoreError: a newer release made the database.
        """
        with _migrating:
            if engine not in _migrated:
                migrate(engine, versions="search:migrations", version_table="search_version")
                _migrated.add(engine)
        self._engine = engine
        self._framework = framework

    def load_verdicts(self, bases: Mapping[str, str]) -> dict[str, KeptPlan]:
        """Loads the verdicts on plans by id; those that rest on something else now are left out.

        Args:
            bases: what the findings about each plan must rest on.
        """
        columns = (JudgedRow.plan, JudgedRow.basis, JudgedRow.place, JudgedRow.verdicts)
        found: dict[str, KeptPlan] = {}
        with Session(self._engine) as session:
            for part in _cut(sorted(bases)):
                query = select(*columns).where(JudgedRow.framework == self._framework, JudgedRow.plan.in_(part))
                for plan, basis, place, verdicts in session.execute(query):
                    if basis == bases[plan]:
                        found[plan] = KeptPlan(plan, place, _VERDICTS.validate_json(verdicts))
        return found

    def load_findings(self, plans: Collection[str]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """Yields the findings about plans, by plan id; plans that are not kept are left out."""
        for part in _cut(sorted(plans), 100):
            query = select(JudgedRow.plan, JudgedRow.findings).where(
                JudgedRow.framework == self._framework, JudgedRow.plan.in_(part)
            )
            with Session(self._engine) as session:
                rows = session.execute(query.order_by(JudgedRow.plan)).all()
            for plan, findings in rows:
                yield plan, _FINDINGS.validate_json(zlib.decompress(findings))

    def save(self, judged: Sequence[JudgedPlan], bases: Mapping[str, str]) -> None:
        """Keeps findings with what they rest on, in place of earlier ones."""
        rows = [
            {
                "plan": plan.plan,
                "framework": self._framework,
                "basis": bases[plan.plan],
                "place": plan.place,
                "verdicts": _VERDICTS.dump_json(
                    tuple((finding.verdict, finding.confidence) for finding in plan.findings)
                ).decode(),
                "findings": zlib.compress(_FINDINGS.dump_json(plan.findings)),
            }
            for plan in judged
        ]
        if rows:
            with Session(self._engine) as session, session.begin():
                session.execute(_KEEP, rows)


def _cut(ids: Sequence[str], size: int = _LOOKUP) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
