"""A plan as the command line names it: in the store, or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.workspace import Workspace
    from corpus.store import StoredPlan


def find_plan(workspace: Workspace, reference: str) -> StoredPlan:
    """Returns the plan in the store of that name, or else the one in the file of that path.

    Raises:
        NotFound: there is neither.
        UnreadableDocument: the file cannot be read.
    """
    from api.files import load_file, read_plan
    from corpus.errors import NotFound

    # The name of a file may be in no encoding; no plan of the store has such a name.
    named = reference.encode("utf-8", "replace").decode()
    try:
        return workspace.store.load_plan(workspace.store.resolve_plan(named))
    except NotFound:
        path = Path(reference)
        if not path.exists():
            raise
        return read_plan(load_file(path), path.name)
