"""What the machine found about each plan, kept so that many plans are judged once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "search_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "judged_plans",
        sa.Column("plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("framework", sa.String(), primary_key=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("verdicts", sa.String(), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drops the table."""
    op.drop_table("judged_plans")
