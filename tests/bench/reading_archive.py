"""Readings of the real files beside the repository: is ruined text told from good, is one plan read in every format."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from reading_metrics import Cells, Errors, compare_cells, compare_text, found_in
from rendering.truth import Truth

from corpus.errors import UnreadableDocument
from corpus.model import Layer
from corpus.reading import grade_text, load_document

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# What a person who looks at the text calls ruined: recognised without Vietnamese, or by a poor signer's scanner.
# Matches "002-ubnd-gia-lam-2024.ocr.txt" and "182_ocr-eng-05CT.txt"; refuses "183_ocr-vie-11CT.txt".
_RUINED = re.compile(r".*\.ocr\.txt|\d+_ocr-eng.*|153_.*")
_FOLDERS = ("iso", "iso-corrected", "other")
# About the words of one printed page.
_PAGE_WORDS = 300
_NO_CAPITALS = "tcvn3"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How often ruined and good text were told apart; ``wrong`` names the failures."""

    documents: int
    pages: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileScore:
    """One real file against the labels; ``errors`` is ``None`` where it was refused or holds only a part."""

    name: str
    outcome: str
    errors: Errors | None = None
    cells: Cells | None = None


def measure_garbage() -> Verdicts | None:
    """Grades every text and its pages; ``None`` where there are none beside the repository."""
    paths = [path for folder in _FOLDERS for path in sorted((SHARED / "plans" / folder).glob("*.txt"))]
    paths += sorted((SHARED / "legal").glob("*.txt"))
    if not paths:
        return None
    wrong: list[str] = []
    pages = 0
    for path in paths:
        ruined = _RUINED.fullmatch(path.name) is not None
        document = load_document(path)
        if (document.quality.layer is Layer.DAMAGED) != ruined:
            wrong.append(f"{path.parent.name}/{path.name} score {document.quality.score:.2f}")
        words = document.text.split()
        for start in range(0, len(words), _PAGE_WORDS):
            pages += 1
            quality = grade_text(" ".join(words[start : start + _PAGE_WORDS]))
            if quality.score and (quality.layer is Layer.DAMAGED) != ruined:
                wrong.append(f"{path.parent.name}/{path.name} words {start}+ score {quality.score:.2f}")
    return Verdicts(len(paths), pages, tuple(wrong))


def read_labels() -> Truth:
    """Reads the labels of the plan in ``iso-files``; they repeat what a merged cell says, its lines do not."""
    gold = json.loads((SHARED / "plans" / "iso-files" / "001.gold.json").read_text(encoding="utf-8"))
    lines = gold["linear_text"].splitlines()
    left = lines[lines.index(gold["table"]["columns"][0]) :]
    rows: list[tuple[str, ...]] = []
    for labelled in (gold["table"]["columns"], *gold["table"]["rows"]):
        row = []
        for cell in labelled:
            printed = bool(left) and left[0] == cell
            row.append(left.pop(0) if printed else "")
        rows.append(tuple(row))
    return Truth(tuple((line,) for line in lines), tuple(rows))


def measure_files() -> list[FileScore]:
    """Reads the plan of ``iso-files`` in every format; ``[]`` where it is not beside the repository."""
    from reading_child import flatten as blocks_of

    folder = SHARED / "plans" / "iso-files"
    scores: list[FileScore] = []
    for path in sorted(folder.glob("001.*")):
        if path.suffix == ".json":
            continue
        try:
            document = load_document(path)
        except UnreadableDocument as error:
            scores.append(FileScore(path.name, error.code))
            continue
        truth, found = read_labels(), found_in(blocks_of(document))
        caseless = _NO_CAPITALS in path.name
        cells = compare_cells(truth, found, caseless=caseless) if path.suffix != ".txt" else None
        errors = compare_text(truth, found, caseless=caseless) if path.suffix != ".xlsx" else None  # the annex alone
        scores.append(FileScore(path.name, document.quality.layer.value, errors, cells))
    return scores
