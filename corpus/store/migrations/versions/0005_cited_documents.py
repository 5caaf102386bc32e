"""What a question finds a cited document by: kind, key without its year, number and words of each mention."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from corpus.store.records import CITATION, build_asked
from corpus.text import fold

revision = "corpus_0005"
down_revision = "corpus_0004"
branch_labels = None
depends_on = None

_ADDED = ("kind", "stem", "issued", "digits", "words")
_ALWAYS = frozenset({"kind", "words"})
_DROPPED = ("title_skeleton", "issuer_skeleton")
_INDEXES = {
    "citations_stem": ("stem", "issued", "role", "plan", "kind"),
    "citations_plan_role": ("plan", "role", "stem", "issued", "kind"),
    "citations_digits": ("digits", "key"),
    "citations_words": ("words", "stem", "issued", "plan", "role", "kind"),
}
_BATCH = 1_000


def upgrade() -> None:
    """Adds the columns, fills them from the records, and drops the skeletons that the words replace."""
    for name in _ADDED:
        always = name in _ALWAYS
        default = "" if always else None
        op.add_column("citations", sa.Column(name, sa.String(), nullable=not always, server_default=default))
    _fill("kind = :kind, stem = :stem, issued = :issued, digits = :digits, words = :words", _read_asked)
    for name in _DROPPED:
        op.drop_column("citations", name)
    for name, columns in _INDEXES.items():
        op.create_index(name, "citations", list(columns))


def downgrade() -> None:
    """Gives the skeletons back."""
    for name in _INDEXES:
        op.drop_index(name, "citations")
    for name in _DROPPED:
        op.add_column("citations", sa.Column(name, sa.String(), nullable=False, server_default=""))
    _fill("title_skeleton = :title, issuer_skeleton = :issuer", _read_skeletons)
    for name in _ADDED:
        op.drop_column("citations", name)


def _fill(assignments: str, read: Callable[[str], dict[str, str | None]]) -> None:
    """Sets columns of every mention from its record, a batch at a time."""
    connection = op.get_bind()
    update = sa.text(f"UPDATE citations SET {assignments} WHERE plan = :plan AND start = :start")  # noqa: S608 - ours
    last: tuple[str, int] = ("", -1)
    page = sa.text(
        "SELECT plan, start, record FROM citations WHERE (plan, start) > (:plan, :start) "
        "ORDER BY plan, start LIMIT :most"
    )
    while rows := connection.execute(page, {"plan": last[0], "start": last[1], "most": _BATCH}).all():
        connection.execute(update, [{"plan": plan, "start": start, **read(record)} for plan, start, record in rows])
        last = (rows[-1].plan, rows[-1].start)


def _read_asked(record: str) -> dict[str, str | None]:
    citation = CITATION.validate_json(record)
    asked = build_asked(citation)
    return {
        "kind": citation.kind.value,
        "stem": asked.stem,
        "issued": asked.issued,
        "digits": asked.digits,
        "words": asked.words,
    }


def _read_skeletons(record: str) -> dict[str, str | None]:
    citation = CITATION.validate_json(record)
    return {"title": fold(citation.title or ""), "issuer": fold(citation.issuer or "")}
