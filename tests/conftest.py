"""What every room's tests share: the default embedding model, built once and loaded once a run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from indexer.embedding import Embedder

# Set before any test imports the hub's library: no test may wait for the network.
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def models_dir() -> Iterator[Path]:
    """The folder of built models: DOICHIEU_TEST_CACHE if set, so that later runs skip the seconds of building it."""
    kept = os.environ.get("DOICHIEU_TEST_CACHE")
    if kept:
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path_factory, which would keep the last three
        yield Path(folder)


@pytest.fixture(scope="session")
def embedder(models_dir: Path) -> Embedder:
    """The default embedder."""
    from indexer.embedding import load_embedder  # only tests that use it depend on the indexer

    return load_embedder(None, models_dir)
