"""What findings about a plan rest on, as a digest: where it is another, the plan is judged anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.frameworks import Framework
from search.engine import Engine

# The rooms that judging is made of, code and data; the web is not one of them.
_ROOMS = ("corpus", "indexer", "search")
_ROOT = Path(__file__).resolve().parents[2]


def digest_basis(engine: Engine, framework: Framework) -> str:
    """Returns a digest of all that findings rest on beside the plan: code and data, framework, model, its centre."""
    parts = (
        digest_rooms().encode(),
        repr(framework).encode(),
        engine.index.manifest.model.encode(),
        engine.index.space.centre.tobytes(),
    )
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def with_reading(basis: str, reading: str) -> str:
    """Returns the digest for one plan; ``reading`` is that of :meth:`corpus.store.Store.list_readings`."""
    return hashlib.sha256(f"{basis} {reading}".encode()).hexdigest()


@cache
def digest_rooms() -> str:
    """Returns a digest of every file of the rooms below ``api``: a change of any may change a verdict."""
    total = hashlib.sha256()
    for path in _find_files():
        total.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _find_files() -> Iterator[Path]:
    for room in _ROOMS:
        found = (path for path in (_ROOT / room).rglob("*") if path.is_file() and path.suffix != ".pyc")
        yield from sorted(found)
