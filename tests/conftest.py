"""What every room's tests share: the default embedding model, loaded once a run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from indexer.embedding import Embedder

# Set before any test imports the hub's library: no test may wait for the network.
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default embedder."""
    from indexer.embedding import load_embedder  # only tests that use it depend on the indexer

    return load_embedder(None)
