"""The framework files that ship, as bytes."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from importlib.resources import files


@functools.cache
def shipped_files() -> dict[str, bytes]:
    """Returns the files by the id of their framework, which is their name."""
    folder = files("corpus.frameworks") / "data"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return {item.name.removesuffix(".yaml"): item.read_bytes() for item in found}


def digest_frameworks(ids: Sequence[str]) -> str:
    """Returns the hex SHA-256 of the files of some shipped frameworks: it changes with any word; nothing is parsed."""
    return hashlib.sha256(b"\0".join(shipped_files()[name] for name in ids)).hexdigest()
