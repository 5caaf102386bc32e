"""Cited documents: what the mentions of all plans say of them, counted by the database."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, islice, product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    and_,
    case,
    cast,
    distinct,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, sessionmaker

from corpus.citations.keys import plain_key
from corpus.model import Citation, CitationKind, CitationRole
from corpus.store.listing import build_conditions, has_words, select_summaries
from corpus.store.records import CITATION, parse_summary
from corpus.store.schema import CitationRow, PlanRow
from corpus.store.values import CitedMention, DocumentCount, Fit, PlanBases, PlanFilter, StoredCitation, WordedDocument
from corpus.text import fold

# Length of what follows the mark in a key with a year; a law that is only named has the whole day, if it is known.
_YEAR = len("2019")
# Stems of numbers that every province or district gives (a folded key): the code of its committee, council, party
# committee or department. Matches "kh 45/kh-ubnd", "cv 12/snv-tc"; refuses "qd 101/qd-bkhcn".
_LOCAL_CODES = ("ubnd", "hdnd", "tu", "hu", "qu", "du", "s[a-z]*")
# Ways to put the words of a question together that are looked for; a question without slips has one.
_MOST_PHRASES = 20
_DIRECT = CitationRow.kind != CitationKind.BACKREF


def identify(key: str) -> str:
    """Returns the id of the document of a key: folded, so that spellings of a named law meet, and VB as CV."""
    stem, mark, issued = key.partition("@")
    return f"{fold(plain_key(stem))}{mark}{issued}"


class CitedDocuments:
    """Questions about the documents that plans cite.

    A document's id is its folded key. A mention without a year is of the one document of that number whose year is
    known, if the plans cite just one and the mentioning plan is not older; else it is of a document of its own. Where
    every province gives the number, a mention of another issuer than the dated ones is of a document of its own. A law
    named with a year is the one of the only day in that year with which plans name it. A plan's own number is no
    citation. "Quyết định này" is a mention of its document, but no plan cites it by that alone.
    """

    def __init__(self, session: sessionmaker[Session]) -> None:
        self._session = session

    def list_numbered(self, digits: str) -> tuple[str, ...]:
        """Lists the keys with that number, in order."""
        query = select(CitationRow.key).where(CitationRow.digits == digits).distinct().order_by(CitationRow.key)
        with self._session() as session:
            return tuple(key for key in session.scalars(query) if key is not None)

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
        fit = case((leading, Fit.LEADING), (adjacent, Fit.ADJACENT), else_=Fit.SCATTERED)
        rows = _citing().where(_DIRECT, *each)
        found = rows.with_only_columns(_document().label("document"), fit.label("fit")).cte("found")
        query = select(found.c.document, func.max(found.c.fit)).group_by(found.c.document)
        with self._session() as session:
            rows_found = session.execute(query.order_by(found.c.document)).all()
        return tuple(WordedDocument(document, Fit(best)) for document, best in rows_found)

    def list_words(self) -> frozenset[str]:
        """Lists every word that a question can be matched with."""
        with self._session() as session:
            rows = session.scalars(select(CitationRow.words).distinct())
            return frozenset(word for words in rows for word in words.split() if word != ".")

    def rank(
        self, documents: Collection[str], chosen: PlanFilter, role: CitationRole | None = None
    ) -> tuple[DocumentCount, ...]:
        """Counts the plans of a filter that cite each document; the most cited first, then by id.

        Args:
            documents: ids.
            chosen: the plans that count.
            role: ``BASIS`` counts plans that rest on it, ``MENTION`` those that cite it and do not.
        """
        rows = _mentions(documents, chosen, role).where(_DIRECT)
        columns = rows.with_only_columns(_document().label("document"), CitationRow.plan.label("plan"))
        # Materialized, or SQLite works the id out anew at each place where it is used.
        inner = columns.cte("mentions").prefix_with("MATERIALIZED")
        plans = func.count(distinct(inner.c.plan))
        query = (
            select(inner.c.document, plans)
            .where(_among(inner.c.document, documents))
            .group_by(inner.c.document)
            .order_by(plans.desc(), inner.c.document)
        )
        with self._session() as session:
            return tuple(DocumentCount(document, count) for document, count in session.execute(query))

    def load_mentions(
        self, documents: Collection[str], chosen: PlanFilter, role: CitationRole | None = None
    ) -> tuple[CitedMention, ...]:
        """Loads the mentions of documents in the plans of a filter, in the order of plan id and place."""
        rows = _mentions(documents, chosen, role)
        query = rows.with_only_columns(
            CitationRow.plan, CitationRow.start, _document().label("document"), CitationRow.record
        ).order_by(CitationRow.plan, CitationRow.start)
        wanted = frozenset(documents)
        with self._session() as session:
            found = [row for row in session.execute(query) if row.document in wanted]
            lines = session.execute(select_summaries().where(_among(PlanRow.id, {row.plan for row in found})))
            plans = {summary.id: summary for summary in (parse_summary(*line) for line in lines)}
        return tuple(
            CitedMention(row.document, StoredCitation(plans[row.plan], CITATION.validate_json(row.record)))
            for row in found
        )

    def iterate_bases(self, plans: Collection[str]) -> Iterator[PlanBases]:
        """Yields, for each of some plans in the order of ids, the documents that it rests on."""
        query = _citing().where(_DIRECT, CitationRow.role == CitationRole.BASIS, _among(CitationRow.plan, plans))
        pairs = query.with_only_columns(CitationRow.plan, _document()).order_by(CitationRow.plan)
        with self._session() as session:
            for plan, rows in groupby(session.execute(pairs), key=lambda row: row[0]):
                yield PlanBases(plan, frozenset(document for _, document in rows))

    def load_sample(self, document: str, most: int) -> tuple[Citation, ...]:
        """Loads mentions of a document that have its whole key, at most ``most``, legal bases first."""
        stem, _, issued = document.partition("@")
        query = (
            select(CitationRow.record)
            .where(CitationRow.stem == stem, CitationRow.issued == (issued or None))
            .where(_DIRECT, CitationRow.role != CitationRole.OWN)
            .order_by(CitationRow.role, CitationRow.plan, CitationRow.start)
            .limit(most)
        )
        with self._session() as session:
            return tuple(CITATION.validate_json(record) for record in session.scalars(query))

    def count_plans(self, chosen: PlanFilter) -> int:
        """Counts the plans of a filter."""
        with self._session() as session:
            return session.scalar(select(func.count()).select_from(PlanRow).where(*build_conditions(chosen))) or 0


def _citing() -> Select[Any]:
    """Builds the selection of mentions with their plans, without what names the plan itself.

    An annex often repeats the plan's own number without the date, so the year does not count.
    """
    own = aliased(CitationRow)
    is_own = exists().where(own.plan == CitationRow.plan, own.role == CitationRole.OWN, own.stem == CitationRow.stem)
    return (
        select(CitationRow).join(PlanRow, PlanRow.id == CitationRow.plan).where(CitationRow.stem.is_not(None), ~is_own)
    )


def _mentions(documents: Collection[str], chosen: PlanFilter, role: CitationRole | None) -> Select[Any]:
    """Builds the selection of mentions in the plans of a filter that may be of one of ``documents``."""
    stems = {document.partition("@")[0] for document in documents}
    query = _citing().where(_among(CitationRow.stem, stems), *build_conditions(chosen))
    if role is CitationRole.BASIS:
        return query.where(CitationRow.role == CitationRole.BASIS)
    if role is None:
        return query
    basis = aliased(CitationRow)
    rests = exists().where(
        basis.plan == CitationRow.plan, basis.role == CitationRole.BASIS, basis.stem == CitationRow.stem
    )
    return query.where(~rests)


def _document() -> ColumnElement[str]:
    """Builds the id of the document that a mention is of."""
    earliest, latest = _issued(latest=False), _issued(latest=True)
    first_day, last_day = _issued(latest=False, within=True), _issued(latest=True, within=True)
    year = func.coalesce(PlanRow.year, cast(func.strftime("%Y", PlanRow.date), Integer))
    known = and_(earliest == latest, or_(year.is_(None), year >= cast(func.substr(earliest, 1, 4), Integer)))
    known = and_(known, or_(~_is_local(), _shares_issuer()))
    issued = CitationRow.issued
    return case(
        (and_(func.length(issued) == _YEAR, first_day == last_day), CitationRow.stem + "@" + first_day),
        (issued.is_not(None), CitationRow.stem + "@" + issued),
        (known, CitationRow.stem + "@" + earliest),
        else_=CitationRow.stem,
    )


def _is_local() -> ColumnElement[bool]:
    return or_(*(CitationRow.stem.op("GLOB")(f"* *[-/]{code}{end}") for code in _LOCAL_CODES for end in ("", "[-/]*")))


def _shares_issuer() -> ColumnElement[bool]:
    """Builds the condition that a plan names no issuer of a number, or one that is named with a year somewhere."""
    mine, other = aliased(CitationRow), aliased(CitationRow)
    ours, theirs = (func.json_extract(row.record, "$.issuer") for row in (mine, other))
    # By plan and number: the row itself is read from an index, which has no record.
    named = exists().where(mine.plan == CitationRow.plan, mine.stem == CitationRow.stem, ours.is_not(None))
    dated = (other.issued.is_not(None), other.role != CitationRole.OWN, other.kind != CitationKind.BACKREF)
    same = exists().where(
        mine.plan == CitationRow.plan,
        mine.stem == CitationRow.stem,
        other.stem == CitationRow.stem,
        or_(theirs.is_(None), theirs == ours),
        *dated,
    )
    return or_(~named.correlate(CitationRow), same.correlate(CitationRow))


def _issued(*, latest: bool, within: bool = False) -> ScalarSelect[str | None]:
    """Builds the earliest or latest year or day with which a plan cites a number or a name.

    A plan's own year is none: "18/KH-UBND" is the number of one plan in every commune.

    Args:
        latest: the latest one.
        within: only days of the year with which the mention itself cites.
    """
    other = aliased(CitationRow)
    query = select(other.issued).where(
        other.stem == CitationRow.stem, other.role != CitationRole.OWN, other.kind != CitationKind.BACKREF
    )
    if within:  # "-" stands before the digits of a month, "." behind it
        query = query.where(other.issued > CitationRow.issued + "-", other.issued < CitationRow.issued + ".")
    else:
        query = query.where(other.issued.is_not(None))
    order = other.issued.desc() if latest else other.issued
    return query.order_by(order).limit(1).correlate(CitationRow).scalar_subquery()


def _among(column: InstrumentedAttribute[Any] | ColumnElement[Any], values: Collection[str]) -> ColumnElement[bool]:
    """Builds the condition that a column is one of any number of values; SQLite limits the parameters of a query."""
    given = func.json_each(json.dumps(sorted(values))).table_valued("value")
    return column.in_(select(given.c.value))
