"""Cited documents: what the mentions of all plans say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, sessionmaker

from corpus.citations.bodies import IssuingBody, names_office
from corpus.model import Citation, CitationRole
from corpus.store.documents import identify
from corpus.store.families import Families, load_families
from corpus.store.known import DIRECT, FOUND_BY, KnownDocuments, among, select_citing
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
        query = select_citing().where(DIRECT, among(CitationRow.stem, {stem for stem, _ in named}))
        with self._session() as session:
            rows = session.execute(query.with_only_columns(*FOUND_BY).distinct()).all()
            known = KnownDocuments(session, {stem for stem, _ in named}, load_families(session))
        return tuple(sorted({known.find(row) for row in rows if (row.stem, row.issued or "") in named}))

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
        query = select_citing().where(DIRECT, *each).with_only_columns(*FOUND_BY, fit)
        best: dict[DocumentId, int] = defaultdict(int)
        with self._session() as session:
            rows = [row for row in session.connection().execute(query) if row.stem is not None]
            known = KnownDocuments(session, {row.stem for row in rows}, load_families(session))
        for row in rows:
            document = known.find(row)
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
        columns = (*FOUND_BY, CitationRow.role)
        query = _mentions(documents, chosen, role).where(DIRECT).with_only_columns(*columns)
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
        columns = (*FOUND_BY, CitationRow.role, CitationRow.body_name, CitationRow.record)
        query = _mentions(documents, chosen, role).with_only_columns(*columns)
        with self._session() as session:
            rows = session.connection().execute(query.order_by(CitationRow.plan, CitationRow.start))
            found = _choose(session, rows, documents, load_families(session), role)
            lines = session.execute(select_summaries().where(among(PlanRow.id, {row.plan for _, row in found})))
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
        query = select_citing().where(CitationRow.role == CitationRole.BASIS, among(CitationRow.plan, plans))
        query = query.where(DIRECT, CitationRow.stem.is_not(None))
        bases: dict[str, set[DocumentId]] = defaultdict(set)
        with self._session() as session:
            families = load_families(session)
            rows = session.connection().execute(query.with_only_columns(*FOUND_BY)).all()
            often = {stem for stem, count in Counter(str(row[0]) for row in rows).items() if count >= least}
            known = KnownDocuments(session, often, families)
        for row in rows:
            if row[0] in often:
                bases[families.of(row.plan)].add(known.find(row))
        for plan in sorted(bases):
            yield PlanBases(plan, frozenset(bases[plan]))

    def load_sample(self, document: DocumentId, most: int) -> tuple[Citation, ...]:
        """Loads mentions of a document, at most ``most``, legal bases first: those that name it wholly, if any do."""
        number = select(CitationRow.record).where(CitationRow.stem == document.stem)
        number = number.where(DIRECT, CitationRow.role != CitationRole.OWN)
        whole = number.where(CitationRow.issued == (document.issued or None), CitationRow.body == document.body)
        order = (CitationRow.role, CitationRow.plan, CitationRow.start)
        with self._session() as session:
            records = session.scalars(whole.order_by(*order).limit(most)).all()
            records = records or session.scalars(number.order_by(*order).limit(most)).all()
        return tuple(CITATION.validate_json(record) for record in records)

    def name_bodies(self, documents: Collection[DocumentId]) -> dict[DocumentId, str]:
        """Returns the name most often given to the body of each document; one whose body no plan names has none.

        Of names given as often, that without the office of who signs comes first.
        """
        columns = (CitationRow.stem, CitationRow.body, CitationRow.body_name)
        query = select(*columns, func.count()).where(
            among(CitationRow.stem, {document.stem for document in documents}), CitationRow.body_name.is_not(None)
        )
        with self._session() as session:
            rows = session.execute(query.group_by(*columns)).all()
        rows = sorted(rows, key=lambda row: (-row[3], names_office(row[2] or ""), row[2]), reverse=True)
        names = {(stem, body): name for stem, body, name, _ in rows}
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


def _mentions(documents: Collection[DocumentId], chosen: PlanFilter, role: CitationRole | None) -> Select[Any]:
    """Builds the selection of mentions in the plans of a filter that may be of one of ``documents``."""
    query = select_citing().where(among(CitationRow.stem, {document.stem for document in documents}))
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
    known = KnownDocuments(session, {document.stem for document in wanted}, families)
    found = [(document, row) for row in rows if (document := known.find(row)) in wanted]
    if role is not CitationRole.MENTION:
        return found
    resting = {(document, families.of(row.plan)) for document, row in found if row.role == CitationRole.BASIS}
    return [(document, row) for document, row in found if (document, families.of(row.plan)) not in resting]
