"""Corrections by people. They refer to the original by its digest and not to the plan, which is read anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "corpus_0004"
down_revision = "corpus_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(), nullable=False, index=True),
        sa.Column("record", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("corrections")
