"""Questions with an opened workspace: what each needs, and nothing more."""

from __future__ import annotations

from api.workspace import Workspace
from corpus.citations import find_citations
from corpus.errors import UnreadableDocument
from corpus.ingest import build_plan_id, load_bytes
from corpus.model import Citation
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.store import PlanFilter, StoredPlan, digest
from search import TaskHits, find_tasks
from search.tasks import check_query

__all__ = ["ask_tasks", "load_bytes", "read_citations", "read_plan"]


def ask_tasks(workspace: Workspace, query: str, chosen: PlanFilter, limit: int) -> TaskHits:
    """Finds tasks; where the filter holds no plan, it answers without index and language model.

    Raises:
        InvalidRequest: the question is empty or too long.
    """
    check_query(query)
    if not workspace.store.list_plans(chosen):
        return TaskHits(query, 0, ())
    return find_tasks(workspace.engine(), query, chosen, limit=limit)


def read_plan(data: bytes, name: str) -> StoredPlan:
    """Reads a plan from the bytes of a file; nothing is stored.

    Raises:
        UnreadableDocument: the bytes are no document that can be read.
    """
    document = read_document(data, name)
    parsed = parse_plan(document, build_plan_id(document.name, digest(data)))
    return StoredPlan(parsed.plan, document, parsed.problems)


def read_citations(text: str) -> tuple[Citation, ...]:
    """Finds the citations of a text, with their roles where it reads as a plan; spans count its code points.

    Raises:
        UnreadableDocument: the text is empty.
    """
    if not text.strip():
        raise UnreadableDocument("Văn bản trống, không có gì để đọc.", code="NO_TEXT")
    try:
        stored = read_plan(text.encode(), "van-ban.txt")
    except (UnreadableDocument, UnicodeEncodeError):  # no letters at all, or lone surrogates: no roles to tell
        return find_citations(text)
    return stored.plan.citations if stored.document.text == text else find_citations(text)
