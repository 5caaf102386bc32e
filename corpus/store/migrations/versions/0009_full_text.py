"""The whole text of plans for full-text search: its faces, and SQLite's index of their words kept by triggers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus.store.full_text import build_text_row
from corpus.store.records import parse_document_row
from corpus.store.schema import DocumentRow, PlanRow

revision = "corpus_0009"
down_revision = "corpus_0008"
branch_labels = None
depends_on = None

_FACES = ("names", "folded", "accented", "unsure", "found", "numbers")
_COLUMNS = ", ".join(_FACES)
_OLD, _NEW = (", ".join(f"{row}.{face}" for face in _FACES) for row in ("old", "new"))
_REMOVE = f"INSERT INTO plan_words(plan_words, rowid, {_COLUMNS}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608 - ours
_ADD = f"INSERT INTO plan_words(rowid, {_COLUMNS}) VALUES (new.id, {_NEW});"  # noqa: S608 - ours
_TRIGGERS = {
    "plan_texts_added": f"AFTER INSERT ON plan_texts BEGIN {_ADD} END",
    "plan_texts_removed": f"AFTER DELETE ON plan_texts BEGIN {_REMOVE} END",
    "plan_texts_changed": f"AFTER UPDATE ON plan_texts BEGIN {_REMOVE} {_ADD} END",
}


def upgrade() -> None:
    """Creates the tables and fills them from the stored plans."""
    op.create_table(
        "plan_texts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "plan", sa.String(), sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False, unique=True, index=True
        ),
        *(sa.Column(face, sa.String(), nullable=False) for face in _FACES),
    )
    # The faces are folded already where they are to be: nothing is folded here, so that accents tell words apart.
    op.execute(
        f"CREATE VIRTUAL TABLE plan_words USING fts5({_COLUMNS}, content='plan_texts', content_rowid='id', "
        'tokenize="unicode61 remove_diacritics 0")'
    )
    for name, trigger in _TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {trigger}")
    _fill()


def downgrade() -> None:
    """Drops the tables."""
    for name in _TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
    op.execute("DROP TABLE plan_words")
    op.drop_table("plan_texts")


def _fill() -> None:
    connection = op.get_bind()
    plans = connection.execute(sa.text("SELECT id, document, title, issuer FROM plans ORDER BY id")).all()
    columns = "sha256, name, media_type, size, text, record"
    found = sa.text(f"SELECT {columns} FROM documents WHERE sha256 = :sha256")  # noqa: S608 - ours
    insert = sa.text(
        f"INSERT INTO plan_texts (plan, {_COLUMNS}) VALUES (:plan, {', '.join(f':{face}' for face in _FACES)})"  # noqa: S608
    )
    for plan in plans:
        row = connection.execute(found, {"sha256": plan.document}).mappings().one()
        document = parse_document_row(DocumentRow(**row))
        text = build_text_row(document, PlanRow(id=plan.id, title=plan.title, issuer=plan.issuer))
        connection.execute(insert, {"plan": plan.id} | {face: getattr(text, face) for face in _FACES})
