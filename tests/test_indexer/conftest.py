"""The default model run by sentence-transformers: what the program's own encoder and tokenizer are compared with."""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"


@pytest.fixture(scope="session")
def e5_reference() -> Iterator[Any]:
    """The module that writes the model as a sentence-transformers folder."""
    sys.path.insert(0, str(BENCH))
    try:
        yield importlib.import_module("e5_reference")
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="session")
def reference_folder(e5_reference: Any) -> Iterator[Path]:
    """The default model as a folder of sentence-transformers."""
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path: half a gigabyte would be kept after the run
        e5_reference.write_folder(Path(folder))
        yield Path(folder)
