"""What the mentions of all plans name some numbers by, and the document of each mention."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from corpus.citations.bodies import only_longest
from corpus.model import CitationKind, CitationRole
from corpus.store.documents import Documents, Naming
from corpus.store.families import Families
from corpus.store.schema import CitationRow, PlanRow
from corpus.store.values import DocumentId

DIRECT = CitationRow.kind != CitationKind.BACKREF
_YEAR = func.coalesce(PlanRow.year, cast(func.strftime("%Y", PlanRow.date), Integer)).label("year")
_NAMING = (CitationRow.stem, CitationRow.issued, CitationRow.body)
_NAMED = len(_NAMING)
_NO_BODY = ("", "/")  # of a number that tells its body, and of one whose body is not named
# What the document of a mention is found by; rows begin with it.
FOUND_BY = (*_NAMING, _YEAR, CitationRow.plan)


class KnownDocuments:
    """The documents that some numbers may mean.

    A mention that does not name the body, as recognition leaves many, has the one that other files of its plan name.
    """

    def __init__(self, session: Session, stems: Collection[str], families: Families) -> None:
        self._documents = _load_documents(session, stems)
        self._families = families
        self._told = _load_told(session, stems, families)

    def find(self, row: Any) -> DocumentId:
        """Finds the document of a row that begins with ``FOUND_BY``."""
        naming, year, plan = Naming._make(row[:_NAMED]), row[_NAMED], row[_NAMED + 1]
        told = self._told.get((self._families.of(plan), naming.stem)) if naming.body else None
        if told:
            bodies = [body for issued, body in told if not issued or not naming.issued or issued == naming.issued]
            naming = naming._replace(body=only_longest(naming.body, bodies))
        return self._documents.find(naming, year)


def select_citing() -> Select[Any]:
    """Builds the selection of mentions with their plans, without what names the plan itself.

    An annex often repeats the plan's own number without the date, so the year does not count. A basis, and a mention
    of another body's, are of another document (:func:`corpus.citations.assign_roles`).
    """
    return select(CitationRow).join(PlanRow, PlanRow.id == CitationRow.plan).where(~_is_own())


def among(column: InstrumentedAttribute[Any] | ColumnElement[Any], values: Collection[str]) -> ColumnElement[bool]:
    """Builds the condition that a column is one of any number of values; SQLite limits the parameters of a query."""
    given = func.json_each(json.dumps(sorted(values))).table_valued("value")
    return column.in_(select(given.c.value))


def _is_own() -> ColumnElement[bool]:
    own = aliased(CitationRow)
    named = exists().where(own.plan == CitationRow.plan, own.role == CitationRole.OWN, own.stem == CitationRow.stem)
    apart = and_(
        CitationRow.role != CitationRole.OWN,
        or_(CitationRow.role == CitationRole.BASIS, CitationRow.body.not_in(_NO_BODY)),
    )
    return and_(named, ~apart)


def _load_documents(session: Session, stems: Collection[str]) -> Documents:
    """Loads what all plans name some numbers by; a plan's own number is none: every commune has a "18/KH-UBND"."""
    query = select(*_NAMING).distinct()
    foreign = or_(CitationRow.role == CitationRole.BASIS, and_(CitationRow.role != CitationRole.OWN, ~_is_own()))
    query = query.where(among(CitationRow.stem, stems), DIRECT, foreign)
    rows: Iterable[Any] = session.connection().execute(query)
    return Documents(Naming(*row) for row in rows)


def _load_told(
    session: Session, stems: Collection[str], families: Families
) -> dict[tuple[str, str], set[tuple[str | None, str]]]:
    """Loads the years and bodies with which the files of each plan that has several name each number."""
    told: dict[tuple[str, str], set[tuple[str | None, str]]] = defaultdict(set)
    if not families.counted:
        return told
    query = select(CitationRow.plan, *_NAMING).distinct()
    query = query.where(
        among(CitationRow.stem, stems), among(CitationRow.plan, families.counted), CitationRow.body.not_in(_NO_BODY)
    ).where(DIRECT, CitationRow.role != CitationRole.OWN)
    rows: Iterable[Any] = session.connection().execute(query)
    for plan, stem, issued, body in rows:
        told[families.of(plan), stem].add((issued, body))
    return told
