"""A command imports what it needs: a question about tasks waits for no parser, no judge, no torch."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FACADES = (
    "api.bodies",
    "corpus.abbreviations",
    "corpus.citations",
    "corpus.citations.registry",
    "corpus.corrections",
    "corpus.frameworks",
    "corpus.isolation",
    "corpus.parsing",
    "corpus.reading",
    "corpus.store",
    "indexer",
    "search",
)
# What other commands need, each a tenth of a second or more.
UNNEEDED = ("torch", "transformers", "sklearn", "pandas", "alembic", "numpy.ma", "corpus.parsing.parse", "search.gaps")
_ASK = """
import sys
from api.cli import run
code = run(["tasks", "đánh giá nội bộ", "--json"])
print(code, *(name for name in sys.argv[1:] if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("name", FACADES)
def test_every_name_of_a_room_leads_to_something(name: str) -> None:
    room = importlib.import_module(name)
    assert room.__all__
    for exported in room.__all__:
        assert getattr(room, exported) is not None


def test_a_question_imports_no_more_than_it_needs(tmp_path: Path, plan_files: tuple[Path, ...]) -> None:
    environment = {**os.environ, "DOICHIEU_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    base = [sys.executable, "-c"]
    ingest = "import sys; from api.cli import run; sys.exit(run(['ingest', sys.argv[1]]))"
    subprocess.run([*base, ingest, str(plan_files[0])], env=environment, check=True, capture_output=True)
    asked = subprocess.run([*base, _ASK, *UNNEEDED], env=environment, check=True, capture_output=True, text=True)
    assert asked.stderr.split() == ["0"]
