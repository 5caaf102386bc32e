"""The vector cache."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "indexer_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "vectors",
        sa.Column("text_hash", sa.String(), primary_key=True),
        sa.Column("model", sa.String(), primary_key=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("vectors")
