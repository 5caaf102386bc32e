"""Cited documents: what the mentions of all plans say of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, sessionmaker

from corpus.citations.bodies import IssuingBody
from corpus.model import Citation, CitationKind, CitationRole
from corpus.store.documents import Documents, Naming, identify
from corpus.store.families import Families, load_families
from corpus.store.listing import build_conditions, has_words, select_summaries
from corpus.store.records import CITATION, parse_summary
from corpus.store.schema import CitationRow, PlanRow
from corpus.store.values import (
    CitedMention,
    DocumentCount,
    DocumentId,
    Fit,
    PlanBases,
    PlanFilter,
    StoredCitation,
    WordedDocument,
)

# Ways to put the words of a question together that are looked for; a question without slips has one.
_MOST_PHRASES = 20
_DIRECT = CitationRow.kind != CitationKind.BACKREF
_YEAR = func.coalesce(PlanRow.year, cast(func.strftime("%Y", PlanRow.date), Integer)).label("year")
_NAMING = (CitationRow.stem, CitationRow.issued, CitationRow.body)
_NAMED = len(_NAMING)
# What the document of a mention is found by; rows begin with it.
_FOUND_BY = (*_NAMING, _YEAR)


class CitedDocuments:
    """Questions about the documents that plans cite; :class:`corpus.store.documents.Documents` tells them apart.

    A plan's own number is no citation. "Quyết định này" is a mention of its document, but no plan cites it by that
    alone. A plan that lies in the store as several files is counted once.
    """

    def __init__(self, session: sessionmaker[Session]) -> None:
        self._session = session

    def list_numbered(self, digits: str) -> tuple[str, ...]:
        """Lists the keys with that number, in order."""
        query = select(CitationRow.key).where(CitationRow.digits == digits).distinct().order_by(CitationRow.key)
        with self._session() as session:
            return tuple(key for key in session.scalars(query) if key is not None)

    def find_keyed(self, keys: Iterable[str]) -> tuple[DocumentId, ...]:
        """Finds the documents that plans cite by one of some keys, in the order of ids."""
        named = {(id_.stem, id_.issued) for id_ in map(identify, keys)}
        query = _citing().where(_DIRECT, _among(CitationRow.stem, {stem for stem, _ in named}))
        with self._session() as session:
            rows = session.execute(query.with_only_columns(*_FOUND_BY).distinct()).all()
            documents = _load_documents(session, {stem for stem, _ in named})
        return tuple(sorted({_find(documents, row) for row in rows if (row.stem, row.issued or "") in named}))

    def find_worded(self, words: Sequence[Collection[str]]) -> tuple[WordedDocument, ...]:
        """Finds the documents one of whose mentions has one word of each entry of ``words``.

        Of the last entry a word may go on ("chinh quyen dia ph").

        Returns:
            Documents in the order of ids.
        """
        forms = [sorted(entry) for entry in words]
        last = len(forms) - 1
        each = (or_(*(has_words(form, whole=at < last) for form in entry)) for at, entry in enumerate(forms))
        runs = [" ".join(choice) for choice in islice(product(*forms), _MOST_PHRASES)]
        leading, adjacent = (or_(*(has_words(run, leading=first) for run in runs)) for first in (True, False))
        fit = case((leading, Fit.LEADING), (adjacent, Fit.ADJACENT), else_=Fit.SCATTERED).label("fit")
        # Not grouped: SQLite would read the whole table in the order of the groups.
        query = _citing().where(_DIRECT, *each).with_only_columns(*_FOUND_BY, fit)
        best: dict[DocumentId, int] = defaultdict(int)
        with self._session() as session:
            rows = [row for row in session.connection().execute(query) if row.stem is not None]
            documents = _load_documents(session, {row.stem for row in rows})
        for row in rows:
            document = _find(documents, row)
            best[document] = max(best[document], row.fit)
        return tuple(WordedDocument(document, Fit(best[document])) for document in sorted(best))

    def list_words(self) -> frozenset[str]:
        """Lists every word that a question can be matched with."""
        with self._session() as session:
            rows = session.scalars(select(CitationRow.words).distinct())
            return frozenset(word for words in rows for word in words.split() if word != ".")

    def rank(
        self, documents: Collection[DocumentId], chosen: PlanFilter, role: CitationRole | None = None
    ) -> tuple[DocumentCount, ...]:
        """Counts the plans of a filter that cite each document; the most cited first, then by id.

        Args:
            documents: ids.
            chosen: the plans that count.
            role: ``BASIS`` counts plans that rest on it, ``MENTION`` those that cite it and do not.
        """
        columns = (*_FOUND_BY, CitationRow.plan, CitationRow.role)
        query = _mentions(documents, chosen, role).where(_DIRECT).with_only_columns(*columns)
        with self._session() as session:
            families = load_families(session)
            found = _choose(session, session.connection().execute(query), documents, families, role)
        citing: dict[DocumentId, set[str]] = defaultdict(set)
        for document, row in found:
            citing[document].add(families.of(row.plan))
        counts = (DocumentCount(document, len(plans)) for document, plans in citing.items())
        return tuple(sorted(counts, key=lambda count: (-count.plans, count.document)))

    def load_mentions(
        self, documents: Collection[DocumentId], chosen: PlanFilter, role: CitationRole | None = None
    ) -> tuple[CitedMention, ...]:
        """Loads the mentions of documents in the plans of a filter, in the order of plan id and place."""
        columns = (*_FOUND_BY, CitationRow.plan, CitationRow.role, CitationRow.body_name, CitationRow.record)
        query = _mentions(documents, chosen, role).with_only_columns(*columns)
        with self._session() as session:
            rows = session.connection().execute(query.order_by(CitationRow.plan, CitationRow.start))
            found = _choose(session, rows, documents, load_families(session), role)
            lines = session.execute(select_summaries().where(_among(PlanRow.id, {row.plan for _, row in found})))
            plans = {summary.id: summary for summary in (parse_summary(*line) for line in lines)}
        return tuple(
            CitedMention(
                document,
                StoredCitation(
                    plans[row.plan], CITATION.validate_json(row.record), IssuingBody(row.body, row.body_name)
                ),
            )
            for document, row in found
        )

    def iterate_bases(self, plans: Collection[str], least: int = 1) -> Iterator[PlanBases]:
        """Yields, for each of some plans in the order of ids, the documents that it rests on, copies once.

        Documents whose number is cited less often than ``least`` times are left out: most of them are, and cost time.
        """
        query = _citing().where(CitationRow.role == CitationRole.BASIS, _among(CitationRow.plan, plans))
        query = query.where(_DIRECT, CitationRow.stem.is_not(None))
        bases: dict[str, set[DocumentId]] = defaultdict(set)
        with self._session() as session:
            families = load_families(session)
            rows = session.connection().execute(query.with_only_columns(*_FOUND_BY, CitationRow.plan)).all()
            often = {stem for stem, count in Counter(str(row[0]) for row in rows).items() if count >= least}
            known = _load_documents(session, often)
        for row in rows:
            if row[0] in often:
                bases[families.of(row.plan)].add(_find(known, row))
        for plan in sorted(bases):
            yield PlanBases(plan, frozenset(bases[plan]))

    def load_sample(self, document: DocumentId, most: int) -> tuple[Citation, ...]:
        """Loads mentions of a document, at most ``most``, legal bases first: those that name it wholly, if any do."""
        number = select(CitationRow.record).where(CitationRow.stem == document.stem)
        number = number.where(_DIRECT, CitationRow.role != CitationRole.OWN)
        whole = number.where(CitationRow.issued == (document.issued or None), CitationRow.body == document.body)
        order = (CitationRow.role, CitationRow.plan, CitationRow.start)
        with self._session() as session:
            records = session.scalars(whole.order_by(*order).limit(most)).all()
            records = records or session.scalars(number.order_by(*order).limit(most)).all()
        return tuple(CITATION.validate_json(record) for record in records)

    def name_bodies(self, documents: Collection[DocumentId]) -> dict[DocumentId, str]:
        """Returns the name most often given to the body of each document; one whose body no plan names has none."""
        query = (
            select(CitationRow.stem, CitationRow.body, CitationRow.body_name)
            .where(
                _among(CitationRow.stem, {document.stem for document in documents}), CitationRow.body_name.is_not(None)
            )
            .group_by(CitationRow.stem, CitationRow.body, CitationRow.body_name)
            .order_by(func.count(), CitationRow.body_name.desc())
        )
        with self._session() as session:
            names = {(stem, body): name for stem, body, name in session.execute(query)}
        named = ((document, names.get((document.stem, document.body))) for document in documents)
        return {document: name for document, name in named if name is not None}

    def load_families(self) -> Families:
        """Loads which plans of the store are copies of one another."""
        with self._session() as session:
            return load_families(session)

    def count_plans(self, chosen: PlanFilter) -> int:
        """Counts the plans of a filter, copies once."""
        with self._session() as session:
            plans = session.scalars(select(PlanRow.id).where(*build_conditions(chosen)))
            return load_families(session).count(plans)


def _citing() -> Select[Any]:
    """Builds the selection of mentions with their plans, without what names the plan itself.

    An annex often repeats the plan's own number without the date, so the year does not count. A basis, and a mention
    of another body's, are of another document (:func:`corpus.citations.assign_roles`).
    """
    return select(CitationRow).join(PlanRow, PlanRow.id == CitationRow.plan).where(~_is_own())


def _is_own() -> ColumnElement[bool]:
    own = aliased(CitationRow)
    named = exists().where(own.plan == CitationRow.plan, own.role == CitationRole.OWN, own.stem == CitationRow.stem)
    apart = and_(
        CitationRow.role != CitationRole.OWN,
        or_(CitationRow.role == CitationRole.BASIS, CitationRow.body_name.is_not(None)),
    )
    return and_(named, ~apart)


def _mentions(documents: Collection[DocumentId], chosen: PlanFilter, role: CitationRole | None) -> Select[Any]:
    """Builds the selection of mentions in the plans of a filter that may be of one of ``documents``."""
    query = _citing().where(_among(CitationRow.stem, {document.stem for document in documents}))
    query = query.where(*build_conditions(chosen))
    return query.where(CitationRow.role == CitationRole.BASIS) if role is CitationRole.BASIS else query


def _choose(
    session: Session,
    rows: Iterable[Any],
    documents: Collection[DocumentId],
    families: Families,
    role: CitationRole | None,
) -> list[tuple[DocumentId, Any]]:
    """Chooses the mentions of some documents; for ``MENTION``, without those of plans that rest on the document."""
    wanted = frozenset(documents)
    known = _load_documents(session, {document.stem for document in wanted})
    found = [(document, row) for row in rows if (document := _find(known, row)) in wanted]
    if role is not CitationRole.MENTION:
        return found
    resting = {(document, families.of(row.plan)) for document, row in found if row.role == CitationRole.BASIS}
    return [(document, row) for document, row in found if (document, families.of(row.plan)) not in resting]


def _load_documents(session: Session, stems: Collection[str]) -> Documents:
    """Loads what all plans name some numbers by; a plan's own number is none: every commune has a "18/KH-UBND"."""
    query = select(*_NAMING).distinct()
    foreign = or_(CitationRow.role == CitationRole.BASIS, and_(CitationRow.role != CitationRole.OWN, ~_is_own()))
    query = query.where(_among(CitationRow.stem, stems), _DIRECT, foreign)
    rows: Iterable[Any] = session.connection().execute(query)
    return Documents(Naming(*row) for row in rows)


def _find(documents: Documents, row: Any) -> DocumentId:
    """Finds the document of a row that begins with ``_FOUND_BY``."""
    return documents.find(Naming._make(row[:_NAMED]), row[_NAMED])


def _among(column: InstrumentedAttribute[Any] | ColumnElement[Any], values: Collection[str]) -> ColumnElement[bool]:
    """Builds the condition that a column is one of any number of values; SQLite limits the parameters of a query."""
    given = func.json_each(json.dumps(sorted(values))).table_valued("value")
    return column.in_(select(given.c.value))
