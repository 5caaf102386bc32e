"""Verdicts by people. They refer to the original by its digest and to a step by its ids, so that they outlive both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "corpus_0008"
down_revision = "corpus_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Index("decisions_document", "document", "framework", "step"),
        sa.Index("decisions_framework", "framework"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("decisions")
