"""The record of a document's reading becomes an object with named fields, so that fields can be added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "corpus_0002"
down_revision = "corpus_0001"
branch_labels = None
depends_on = None

_FIELDS = ("wrapped", "quality", "blocks", "problems")


def upgrade() -> None:
    """Names the four fields that were told apart by their place."""
    named = ", ".join(f"'{field}', json_extract(record, '$[{place}]')" for place, field in enumerate(_FIELDS))
    # json_extract() gives 1 for true, which a strict reader of a Boolean refuses.
    named = named.replace("json_extract(record, '$[0]')", "json(iif(json_extract(record, '$[0]'), 'true', 'false'))")
    op.execute(sa.text(f"UPDATE documents SET record = json_object({named}) WHERE json_type(record) = 'array'"))  # noqa: S608


def downgrade() -> None:
    """Gives the fields their places back; what was added later is lost."""
    placed = ", ".join(f"json_extract(record, '$.{field}')" for field in _FIELDS)
    placed = placed.replace(
        "json_extract(record, '$.wrapped')", "json(iif(json_extract(record, '$.wrapped'), 'true', 'false'))"
    )
    op.execute(sa.text(f"UPDATE documents SET record = json_array({placed}) WHERE json_type(record) = 'object'"))  # noqa: S608
