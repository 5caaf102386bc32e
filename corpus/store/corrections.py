"""Corrections on disk: kept by the digest of the original, so that reading it anew does not touch them."""

from __future__ import annotations

from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.model import Correction
from corpus.store.schema import CorrectionRow

_CORRECTION: TypeAdapter[Correction] = TypeAdapter(Correction)


def load_corrections(session: Session, sha256: str) -> tuple[Correction, ...]:
    """Loads the corrections of a document in the order of their making."""
    rows = session.scalars(select(CorrectionRow).where(CorrectionRow.document == sha256).order_by(CorrectionRow.id))
    return tuple(_parse_row(row) for row in rows)


def add_correction(session: Session, sha256: str, correction: Correction) -> Correction:
    """Adds a correction and returns it with the id it was given."""
    row = CorrectionRow(document=sha256, record=_CORRECTION.dump_json(correction).decode())
    session.add(row)
    session.flush()
    return _parse_row(row)


def remove_corrections(session: Session, sha256: str, correction_id: int | None = None) -> bool:
    """Removes one correction of a document, or all of them; returns whether there was any."""
    query = select(CorrectionRow.id).where(CorrectionRow.document == sha256)
    if correction_id is not None:
        query = query.where(CorrectionRow.id == correction_id)
    ids = session.scalars(query).all()
    session.execute(delete(CorrectionRow).where(CorrectionRow.id.in_(ids)))
    return bool(ids)


def _parse_row(row: CorrectionRow) -> Correction:
    return replace(_CORRECTION.validate_json(row.record), id=row.id)
