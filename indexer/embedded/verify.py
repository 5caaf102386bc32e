"""What is wrong with an index, found by reading all of it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from pathlib import Path

from indexer.contract import Finding
from indexer.embedded import lexicon, record
from indexer.embedded.columns import Columns, load_columns
from indexer.embedded.forward import load_rows
from indexer.embedded.limits import Limits
from indexer.embedded.neighbours import Neighbours
from indexer.embedded.packing import column_type, tokens_of, unpack_rows
from indexer.embedded.rows import DamagedRows, RowReader, is_sound, parse_files

DAMAGED = "INDEX_DAMAGED"
COUNTS = "INDEX_COUNTS_DIFFER"
MIXED = "INDEX_MIXED"
UNFINISHED = "INDEX_UNFINISHED"
_BLOCK = 20_000


def verify_files(folder: Path, limits: Limits) -> list[Finding]:
    """Reads the record and what stands beside it."""
    if not (folder / record.FILE).is_file():
        return [Finding(DAMAGED, "Thiếu tệp ghi các nhiệm vụ của chỉ mục.")]
    try:
        with contextlib.closing(record.connect(folder)) as connection:
            connection.execute("BEGIN")
            return _verify(connection, folder, limits)
    except (sqlite3.DatabaseError, ValueError) as error:
        return [Finding(DAMAGED, f"Tệp ghi các nhiệm vụ của chỉ mục không đọc được ({type(error).__name__}).")]


def _verify(connection: sqlite3.Connection, folder: Path, limits: Limits) -> list[Finding]:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        return [Finding(DAMAGED, "Tệp ghi các nhiệm vụ của chỉ mục bị hỏng.")]
    columns, state = load_columns(connection), record.read_state(connection)
    findings = _verify_rows(connection, columns)
    if state["pending"]:
        findings.append(Finding(UNFINISHED, "Lần cập nhật chỉ mục trước bị ngắt giữa chừng."))
    elif len(columns) > limits.exact:
        findings += _verify_words(folder, columns, int(state["stamp"]))
        findings += _verify_vectors(folder / str(state["vectors"]), columns, state)
        findings += _verify_files(connection, folder, columns, str(state["rows"]))
    return findings


def _verify_rows(connection: sqlite3.Connection, columns: Columns) -> list[Finding]:
    """Compares the tables of the record with each other."""
    findings = []
    kind = column_type().itemsize
    for table in ("units", "forward"):
        query = f"SELECT number FROM {table} ORDER BY number"  # noqa: S608 - one of two names
        if [row[0] for row in connection.execute(query)] != columns.numbers.tolist():
            findings.append(Finding(COUNTS, f"Bảng “{table}” của chỉ mục không khớp với danh sách kế hoạch."))
    if any(len(row[0]) % kind for row in connection.execute("SELECT columns FROM plans")):
        findings.append(Finding(DAMAGED, "Cột thuộc tính của chỉ mục bị hỏng."))
    for face, column in ((record.WORDS, "words"), (record.LETTERS, "letters")):
        held: Counter[int] = Counter()
        rows = connection.execute(f"SELECT {column} FROM forward")  # noqa: S608 - one of two names
        while block := rows.fetchmany(_BLOCK):
            held.update(tokens_of(unpack_rows(row[0] for row in block).entries).tolist())
        kept = dict(connection.execute("SELECT number, held FROM tokens WHERE face = ? AND held != 0", (face,)))
        if kept != dict(held):
            findings.append(Finding(COUNTS, f"Số đếm từ ngữ ({column}) của chỉ mục không khớp với các nhiệm vụ."))
    return findings


def _verify_words(folder: Path, columns: Columns, stamp: int) -> list[Finding]:
    words = folder / lexicon.FOLDER
    try:
        if lexicon.read_stamp(words) != stamp:
            return [Finding(MIXED, "Chỉ mục từ ngữ thuộc một lần cập nhật khác với danh sách nhiệm vụ.")]
        lexicon.check_lexicon(words, whole=True)
        count = lexicon.Lexicon(words).count
    except lexicon.DamagedFiles:
        return [Finding(DAMAGED, "Tệp của chỉ mục từ ngữ bị thiếu, bị cắt hoặc bị sửa.")]
    if count != len(columns):
        return [Finding(COUNTS, f"Chỉ mục từ ngữ có {count} nhiệm vụ, danh sách có {len(columns)}.")]
    return []


def _verify_vectors(path: Path, columns: Columns, state: dict[str, int | str]) -> list[Finding]:
    try:
        held = Neighbours.load(path, int(state["vectors_check"])).numbers_held
    except (OSError, ValueError, RuntimeError):
        return [Finding(DAMAGED, "Tệp vectơ của chỉ mục bị thiếu, bị cắt hoặc bị sửa.")]
    early = int((columns.numbers <= int(state["vectors_through"])).sum())
    return [] if held >= early else [Finding(COUNTS, f"Tệp vectơ có {held} nhiệm vụ, danh sách có {early}.")]


def _verify_files(connection: sqlite3.Connection, folder: Path, columns: Columns, noted: str) -> list[Finding]:
    """Compares the files of rows with what was written, and what they hold with the record."""
    files = parse_files(noted)
    try:
        if not all(is_sound(folder, file, whole=True) for file in files):
            raise ValueError("checksum")
        reader = RowReader(folder, files)
        early = columns.numbers[columns.numbers <= reader.last]
        for start in range(0, len(early), _BLOCK):
            part = early[start : start + _BLOCK]
            kept, own = reader.read(part), load_rows(connection, part.tolist())
            same = (kept.vectors == own.vectors).all() and (kept.profiles == own.profiles).all()
            for mine, theirs in ((kept.words, own.words), (kept.letters, own.letters)):
                same = same and (mine.bounds == theirs.bounds).all() and (mine.entries == theirs.entries).all()
            if not same:
                return [Finding(COUNTS, "Tệp dữ liệu chấm điểm không khớp với các nhiệm vụ của chỉ mục.")]
    except (DamagedRows, OSError, ValueError):
        return [Finding(DAMAGED, "Tệp dữ liệu chấm điểm của chỉ mục bị thiếu, bị cắt hoặc bị sửa.")]
    return []
