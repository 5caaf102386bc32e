"""Every hostile or odd file ends as it should: read, or refused with a stable code and advice, in bounded time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.model import Document
from corpus.reading import read_document
from corpus.reading.tools import Tool, is_installed
from corpus.text import normalise

from .hostile.case import Case
from .hostile.catalogue import CASES

CHILD = Path(__file__).parent / "hostile" / "child.py"
# A bound that tells a file read in seconds from one that hangs: the slowest case takes a few seconds alone, and 26 were
# seen on a machine with eight other processes.
MAX_SECONDS = 60.0
# The interpreter with the readers takes 60 to 150 MB; a part of a document may be 32 MB, its tree ten times as much.
MAX_PEAK_KB = 700 * 1024
_SKIPPED = {
    Tool.OCR: "no Vietnamese Tesseract data: the reading of this image is unchecked",
    Tool.OFFICE: "no LibreOffice: the reading of this file is unchecked",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: a text with its layer and problems, or a code with its message."""

    text: str = ""
    layer: str = ""
    problems: tuple[str, ...] = ()
    code: str = ""
    message: str = ""


def _read_here(case: Case) -> Outcome:
    data = case.build()
    first, seconds = _timed(data, case.file_name)
    assert seconds <= MAX_SECONDS
    assert _timed(data, case.file_name)[0] == first, "a second reading differs"
    if isinstance(first, Document):
        _check_sound(first)
        problems = tuple(problem.code for problem in first.problems)
        return Outcome(first.text, first.quality.layer.value, problems)
    code, message = first
    return Outcome(code=code, message=message)


def _timed(data: bytes, name: str) -> tuple[Document | tuple[str, str], float]:
    started = time.perf_counter()
    try:
        outcome: Document | tuple[str, str] = read_document(data, name)
    except UnreadableDocument as error:
        outcome = (error.code, error.message)
    return outcome, time.perf_counter() - started


def _check_sound(document: Document) -> None:
    document.text.encode("utf-8")
    document.name.encode("utf-8")
    assert "/" not in document.name
    assert "\n" not in document.name
    last = 0
    for block in document.blocks:
        assert last <= block.source.start <= block.source.end <= len(document.text)
        last = block.source.end
    for problem in document.problems:
        assert problem.code.isupper()
        assert problem.message.endswith(".")


def _read_apart(case: Case, folder: Path) -> Outcome:
    path = folder / "file"
    path.write_bytes(case.build())
    command = [sys.executable, str(CHILD), str(path), case.file_name]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3 * MAX_SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["seconds"] <= MAX_SECONDS
    assert found["peak_kb"] <= MAX_PEAK_KB
    assert found["equal"], "a second reading differs"
    outcome = found["outcome"]
    return Outcome(**{**outcome, "problems": tuple(outcome.get("problems", ()))})


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_file_is_read_or_refused_with_advice(case: Case, tmp_path: Path) -> None:
    if case.needs is not None and not is_installed(case.needs):
        pytest.skip(_SKIPPED[case.needs])
    outcome = _read_apart(case, tmp_path) if case.apart else _read_here(case)
    if outcome.code:
        assert outcome.code in case.codes, outcome.message
        assert outcome.message.endswith(".")
        assert "hãy" in outcome.message
        assert str(tmp_path) not in outcome.message
        return
    assert case.reads is not None, f"read as {outcome.text[:80]!r}"
    assert normalise(case.reads) in normalise(outcome.text)
    assert case.absent is None or case.absent not in outcome.text
    assert case.layer in (None, outcome.layer)
    assert case.problem is None or case.problem in outcome.problems


def test_the_files_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert all(case.reads is not None or case.codes for case in CASES)
