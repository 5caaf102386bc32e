"""The body that gave a number which many bodies give, as far as the citing plan tells; stems of old numbers."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from alembic import op
from pydantic import TypeAdapter

from corpus.citations.bodies import name_bodies
from corpus.corrections import apply_corrections
from corpus.model import Correction, Header, Layer
from corpus.parsing import ParsedPlan
from corpus.store.records import CITATION, PLAN, build_asked, parse_document_row, read_places
from corpus.store.schema import DocumentRow

revision = "corpus_0006"
down_revision = "corpus_0005"
branch_labels = None
depends_on = None

_INDEXES = {
    "citations_stem": ("stem", "issued", "role", "plan", "kind"),
    "citations_words": ("words", "stem", "issued", "plan", "role", "kind"),
}
_BEHIND = "issued"
_HEADER: TypeAdapter[Header] = TypeAdapter(Header)
_CORRECTION: TypeAdapter[Correction] = TypeAdapter(Correction)


def upgrade() -> None:
    """Adds the columns, fills them from the stored plans as people corrected them, and puts the body in the indexes."""
    op.add_column("citations", sa.Column("body", sa.String(), nullable=False, server_default=""))
    op.add_column("citations", sa.Column("body_name", sa.String()))
    _fill()
    for name, columns in _INDEXES.items():
        op.drop_index(name, "citations")
        at = columns.index(_BEHIND) + 1
        op.create_index(name, "citations", [*columns[:at], "body", *columns[at:]])


def downgrade() -> None:
    """Drops the columns."""
    for name, columns in _INDEXES.items():
        op.drop_index(name, "citations")
        op.create_index(name, "citations", list(columns))
    op.drop_column("citations", "body_name")
    op.drop_column("citations", "body")


def _fill() -> None:
    """Names the bodies of every plan's mentions."""
    connection = op.get_bind()
    plans = sa.text("SELECT id, document, layer, json_extract(record, '$.header') AS header FROM plans ORDER BY id")
    mentions = sa.text("SELECT start, record FROM citations WHERE plan = :plan ORDER BY start")
    update = sa.text(
        "UPDATE citations SET body = :body, body_name = :body_name, stem = :stem WHERE plan = :plan AND start = :start"
    )
    for plan in connection.execute(plans).all():
        rows = connection.execute(mentions, {"plan": plan.id}).all()
        if not rows:
            continue
        header = _read_corrected(plan.id, plan.document) or _HEADER.validate_json(plan.header or "{}")
        citations = [CITATION.validate_json(row.record) for row in rows]
        bodies = name_bodies(citations, read_places(header, Layer(plan.layer)))
        connection.execute(
            update,
            [
                {
                    "plan": plan.id,
                    "start": row.start,
                    "body": body.id,
                    "body_name": body.name,
                    "stem": build_asked(citation).stem,
                }
                for row, citation, body in zip(rows, citations, bodies, strict=True)
            ],
        )


def _read_corrected(plan_id: str, sha256: str) -> Header | None:
    """Returns the header of a plan as people corrected it, ``None`` where nobody did."""
    connection = op.get_bind()
    made = connection.execute(
        sa.text("SELECT id, record FROM corrections WHERE document = :sha256"), {"sha256": sha256}
    )
    corrections = [replace(_CORRECTION.validate_json(row.record), id=row.id) for row in made]
    if not corrections:
        return None
    columns = "sha256, name, media_type, size, text, record"
    found = sa.text(f"SELECT {columns} FROM documents WHERE sha256 = :sha256")  # noqa: S608 - ours
    document = parse_document_row(DocumentRow(**connection.execute(found, {"sha256": sha256}).mappings().one()))
    record = connection.execute(sa.text("SELECT record FROM plans WHERE id = :plan"), {"plan": plan_id}).scalar_one()
    return apply_corrections(document, ParsedPlan(PLAN.validate_json(record), ()), corrections).plan.header
