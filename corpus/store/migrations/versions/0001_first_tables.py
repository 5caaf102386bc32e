"""First tables: documents, plans, tasks, citations and the revision counter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "corpus_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column(
            "document", sa.String(), sa.ForeignKey("documents.sha256", ondelete="CASCADE"), nullable=False, unique=True
        ),
        sa.Column("parser_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("issuer", sa.String()),
        sa.Column("issuer_skeleton", sa.String(), nullable=False),
        sa.Column("agency_type", sa.String(), nullable=False),
        sa.Column("date", sa.Date()),
        sa.Column("year", sa.Integer(), index=True),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
    )
    op.create_table(
        "citations",
        sa.Column("plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("start", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String()),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("title_skeleton", sa.String(), nullable=False),
        sa.Column("issuer_skeleton", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Index("citations_key", "key"),
    )
    op.create_table(
        "state", sa.Column("name", sa.String(), primary_key=True), sa.Column("value", sa.Integer(), nullable=False)
    )
    op.execute(sa.text("INSERT INTO state (name, value) VALUES ('revision', 0)"))


def downgrade() -> None:
    """Drops the tables."""
    for table in ("state", "citations", "tasks", "plans", "documents"):
        op.drop_table(table)
