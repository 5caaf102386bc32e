"""A fingerprint of each plan, by which what is derived from it is known to be of this reading."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "corpus_0007"
down_revision = "corpus_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; a plan that is stored already is known by its records as they are."""
    op.add_column("plans", sa.Column("fingerprint", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    records = sa.text(
        "SELECT plans.id, plans.record, documents.record, documents.text, (SELECT group_concat(record) FROM corrections"
        " WHERE corrections.document = plans.document) FROM plans JOIN documents ON documents.sha256 = plans.document"
    )
    update = sa.text("UPDATE plans SET fingerprint = :fingerprint WHERE id = :id")
    for plan, *parts in connection.execute(records).all():
        text = "\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass")
        connection.execute(update, {"id": plan, "fingerprint": hashlib.sha256(text).hexdigest()})


def downgrade() -> None:
    """Drops the column."""
    op.drop_column("plans", "fingerprint")
