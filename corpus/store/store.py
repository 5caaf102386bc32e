"""The store: one SQLite file and the originals beside it. It is the truth; every index is derived from it."""

from __future__ import annotations

import datetime
import hashlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, delete, event, func, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from corpus.errors import InvalidRequest, NotFound, StoreError, plan_not_found
from corpus.model import Correction, Document
from corpus.parsing import PARSER_VERSION, ParsedPlan
from corpus.store.cited import CitedDocuments
from corpus.store.corrections import add_correction, load_corrections, remove_corrections
from corpus.store.decisions import Decisions, remove_decisions
from corpus.store.full_text import PlanTexts, build_text_row
from corpus.store.links import save_links
from corpus.store.listing import build_conditions, select_summaries
from corpus.store.migrate import migrate
from corpus.store.records import (
    PROBLEMS,
    build_citation_rows,
    build_document_row,
    build_plan_row,
    parse_document_row,
    parse_plan_row,
    parse_stored_plan,
    parse_summary,
    read_places,
)
from corpus.store.schema import DocumentRow, PlanRow, SimilarRow, StateRow, TaskRow
from corpus.store.values import KnownDocument, PlanFilter, PlanSummary, StoredPlan

if TYPE_CHECKING:
    from corpus.corrections import Subject

DATABASE = "doichieu.db"
_SUGGESTED_PLANS = 5


class Store:
    """Plans, documents and citations on disk. Safe for several readers and one writer at a time (WAL)."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self.home = home
        self.engine = engine
        self._session = sessionmaker(engine, expire_on_commit=False)
        self.cited = CitedDocuments(self._session)
        self.decisions = Decisions(self._session)
        self.texts = PlanTexts(self._session)

    def close(self) -> None:
        """Closes every connection to the database file."""
        self.engine.dispose()

    @property
    def revision(self) -> int:
        """Number that grows with every change of a plan."""
        with self._session() as session:
            return session.scalar(select(StateRow.value).where(StateRow.name == "revision")) or 0

    def save_plan(self, document: Document, original: bytes, parsed: ParsedPlan) -> None:
        """Stores a document, its original, its plan and its links to near-duplicates in one transaction.

        An older parse of the same document is replaced; corrections and decisions made on it stay.
        """
        with self._session.begin() as session:
            session.execute(delete(DocumentRow).where(DocumentRow.sha256 == document.sha256))
            session.add(build_document_row(document, len(original)))
            session.flush()
            _save_rows(session, document, parsed)
            self._save_original(document.sha256, original)  # last: a plan that cannot be stored leaves no file behind

    def delete_plan(self, plan_id: str) -> None:
        """Deletes a plan with its document, its original, and the corrections and decisions made on it.

        Raises:
            NotFound: no plan has that id.
        """
        with self._session.begin() as session:
            sha256 = _plan_row(session, plan_id).document
            session.execute(delete(DocumentRow).where(DocumentRow.sha256 == sha256))
            remove_corrections(session, sha256)
            remove_decisions(session, sha256)
            _grow_revision(session)
        self.original_path(sha256).unlink(missing_ok=True)

    def correct_plan(
        self, plan_id: str, subject: Subject, values: Sequence[str], *, who: str, when: datetime.datetime
    ) -> Correction:
        """Keeps a person's value for a field; it stands over what the parser reads, now and after each new reading.

        Args:
            plan_id: the plan.
            subject: the field.
            values: the right value, an entry for each unit of a list; ``()`` says that there is none.
            who: name or account of the person.
            when: with its time zone.

        Raises:
            NotFound: no such plan or task (``PLAN_NOT_FOUND``, ``TASK_NOT_FOUND``).
            InvalidRequest: the value cannot stand in that field (``CORRECTION_INVALID``).
        """
        from corpus.corrections import build_correction

        with self._session.begin() as session:
            row = _plan_row(session, plan_id)
            stored = _load_stored(session, row)
            made = build_correction(stored.document, stored.plan, subject, values, who=who, when=when)
            correction = add_correction(session, row.document, made)
            _save_rows(session, stored.document, parse_plan_row(row))
        return correction

    def withdraw_correction(self, plan_id: str, correction_id: int) -> None:
        """Takes a correction back: what the parser read, or the correction before it, stands again.

        Raises:
            NotFound: no such plan or correction (``PLAN_NOT_FOUND``, ``CORRECTION_NOT_FOUND``).
        """
        with self._session.begin() as session:
            row = _plan_row(session, plan_id)
            if not remove_corrections(session, row.document, correction_id):
                raise NotFound(f"Không có bản sửa số {correction_id}.", code="CORRECTION_NOT_FOUND")
            document = parse_document_row(session.get_one(DocumentRow, row.document))
            _save_rows(session, document, parse_plan_row(row))

    def find_document(self, sha256: str) -> KnownDocument | None:
        """Returns what is known of these bytes, ``None`` where they were never stored."""
        query = select(PlanRow.id, PlanRow.parser_version, PlanRow.problems).where(PlanRow.document == sha256)
        with self._session() as session:
            row = session.execute(query).one_or_none()
        if row is None:
            return None
        return KnownDocument(row.id, row.parser_version == PARSER_VERSION, PROBLEMS.validate_json(row.problems))

    def find_similar(self, plan_id: str) -> tuple[str, ...]:
        """Returns the ids of the near-duplicates of a plan (the same plan in another file), the nearest first."""
        query = select(SimilarRow.other).where(SimilarRow.plan == plan_id)
        with self._session() as session:
            return tuple(session.scalars(query.order_by(SimilarRow.score.desc(), SimilarRow.other)))

    def resolve_plan(self, reference: str) -> str:
        """Returns the id of the plan whose id is ``reference``, starts with it, or whose file has that name.

        Raises:
            NotFound: there is none (``PLAN_NOT_FOUND``).
            InvalidRequest: there are several (``PLAN_AMBIGUOUS``).
        """
        with self._session() as session:
            if session.get(PlanRow, reference) is not None:
                return reference
            starts = PlanRow.id.startswith(reference, autoescape=True)
            query = select(PlanRow.id).join(DocumentRow, DocumentRow.sha256 == PlanRow.document)
            ids = session.scalars(query.where(starts | (DocumentRow.name == reference)).order_by(PlanRow.id)).all()
        if not reference or not ids:
            raise plan_not_found(reference)
        if len(ids) > 1:
            names = ", ".join(ids[:_SUGGESTED_PLANS])
            raise InvalidRequest(f"“{reference}” chỉ đến nhiều kế hoạch: {names}.", code="PLAN_AMBIGUOUS")
        return ids[0]

    def load_plan(self, plan_id: str) -> StoredPlan:
        """Loads a plan by its exact id.

        Raises:
            NotFound: no plan has that id.
        """
        with self._session() as session:
            return _load_stored(session, _plan_row(session, plan_id))

    def list_plans(
        self, chosen: PlanFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> tuple[PlanSummary, ...]:
        """Lists the plans of a filter in the order of ids, ``limit`` of them after the first ``offset``."""
        query = select_summaries().where(*build_conditions(chosen or PlanFilter())).order_by(PlanRow.id)
        with self._session() as session:
            rows = session.execute(query.limit(limit).offset(offset)).all()
        return tuple(parse_summary(*row) for row in rows)

    def list_plan_ids(self, chosen: PlanFilter | None = None) -> frozenset[str]:
        """Returns the ids of the plans of a filter."""
        with self._session() as session:
            return frozenset(session.scalars(select(PlanRow.id).where(*build_conditions(chosen or PlanFilter()))))

    def list_fingerprints(self) -> dict[str, str]:
        """Returns the fingerprint of every plan by id; another one tells that the plan, or its text, has changed."""
        with self._session() as session:
            return {row.id: row.fingerprint for row in session.execute(select(PlanRow.id, PlanRow.fingerprint))}

    def list_readings(self) -> dict[str, str]:
        """Returns a digest of every plan by id, of all that is judged of it: the plan, its text, what its reading met.

        It says more than the fingerprint: another release of the parser may read the same plan with another problem.
        """
        query = select(PlanRow.id, PlanRow.fingerprint, PlanRow.parser_version, PlanRow.problems)
        with self._session() as session:
            rows = session.execute(query).all()
        return {row.id: digest(f"{row.fingerprint} {row.parser_version} {row.problems}".encode()) for row in rows}

    def count_tasks(self) -> int:
        """Returns the number of tasks and duties of every plan."""
        with self._session() as session:
            return session.scalar(select(func.count()).select_from(TaskRow)) or 0

    def count_plans(self, chosen: PlanFilter | None = None) -> int:
        """Counts the plans of a filter."""
        query = select(func.count()).select_from(PlanRow).where(*build_conditions(chosen or PlanFilter()))
        with self._session() as session:
            return session.scalar(query) or 0

    def original_path(self, sha256: str) -> Path:
        """Returns where the original with that digest is kept."""
        return self.home / "originals" / sha256[:2] / sha256

    def _save_original(self, sha256: str, original: bytes) -> None:
        path = self.original_path(sha256)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        partial.write_bytes(original)
        partial.replace(path)


def open_store(home: Path) -> Store:
    """Opens the store in ``home``, creating or migrating it where needed.

    Raises:
        StoreError: the folder cannot be written, or the file is no database of ours or a newer one.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{home / DATABASE}")
        event.listen(engine, "connect", _configure)
        migrate(engine, versions="corpus.store:migrations/versions", version_table="corpus_version")
    except (OSError, DatabaseError) as error:
        raise StoreError("Không mở được kho dữ liệu: thư mục không ghi được hoặc tệp dữ liệu bị hỏng.") from error
    return Store(home, engine)


def digest(data: bytes) -> str:
    """Returns the identity of an original: the hex SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _plan_row(session: Session, plan_id: str) -> PlanRow:
    row = session.get(PlanRow, plan_id)
    if row is None:
        raise plan_not_found(plan_id)
    return row


def _load_stored(session: Session, row: PlanRow) -> StoredPlan:
    corrections = load_corrections(session, row.document)
    return parse_stored_plan(row, session.get_one(DocumentRow, row.document), corrections)


def _save_rows(session: Session, document: Document, parsed: ParsedPlan) -> None:
    """Writes the rows of a plan anew, as its corrections have it; its document is stored already."""
    from corpus.corrections import apply_corrections

    plan = apply_corrections(document, parsed, load_corrections(session, document.sha256)).plan
    session.execute(delete(PlanRow).where(PlanRow.document == document.sha256))
    row = build_plan_row(document, parsed, plan)
    session.add(row)
    session.flush()
    session.add(build_text_row(document, row))
    session.add_all(
        TaskRow(id=task.id, plan=plan.id, main=task.main, content=task.content.value) for task in plan.tasks
    )
    places = read_places(plan.header, document.quality.layer)
    session.add_all(build_citation_rows(plan.id, plan.citations, places))
    save_links(session, document, plan)
    _grow_revision(session)
    session.flush()


def _grow_revision(session: Session) -> None:
    session.execute(update(StateRow).where(StateRow.name == "revision").values(value=StateRow.value + 1))
