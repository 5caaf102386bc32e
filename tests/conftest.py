"""What every room's tests share: the default embedding model, loaded once a run, and patience."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from indexer.embedding import Embedder

# Set before any test imports the hub's library: no test may wait for the network.
os.environ["HF_HUB_OFFLINE"] = "1"
# A crowded machine is no failure: no test is timed, nor is how long it takes to make an example.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default embedder."""
    from indexer.embedding import load_embedder  # only tests that use it depend on the indexer

    return load_embedder(None)
