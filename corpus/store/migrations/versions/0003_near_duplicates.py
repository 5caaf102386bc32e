"""Near-duplicates: the shingles of each plan, the buckets it falls into, and links. Plans read before have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "corpus_0003"
down_revision = "corpus_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "shingles",
        sa.Column("plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.String()),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "buckets",
        sa.Column("bucket", sa.BigInteger(), primary_key=True),
        sa.Column("plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "similar_plans",
        sa.Column("plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True, index=True),
        sa.Column("score", sa.Float(), nullable=False),
    )


def downgrade() -> None:
    """Drops the tables."""
    for table in ("similar_plans", "buckets", "shingles"):
        op.drop_table(table)
