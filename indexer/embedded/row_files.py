"""Which files of rows an index has, as its record grows and shrinks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.embedded import record
from indexer.embedded.rows import Row, is_sound, note_files, parse_files, write_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Units whose rows are in memory at a time while a file is written.
_BLOCK = 5_000
# All is written anew when more than this share of what the files hold has gone, or more files than this would stand.
_STALE, _MOST = 0.2, 16


def follow_rows(
    connection: sqlite3.Connection, folder: Path, numbers: NDArray[np.int64], most_late: int, *, whole: bool
) -> None:
    """Brings the files of rows to what the record says.

    Args:
        connection: to the record.
        folder: of the files.
        numbers: of every unit, ascending; at least one.
        most_late: how many units may stand in no file.
        whole: whether every file is read, so that damaged ones are found; else only their lengths are compared.
    """
    import numpy as np

    state = record.read_state(connection)
    files = parse_files(str(state["rows"]))
    early = int(np.searchsorted(numbers, files[-1].last, side="right")) if files else 0
    sound = all(is_sound(folder, file, whole=whole) for file in files)
    if not sound or early < sum(file.held for file in files) * (1 - _STALE):
        files, early = [], 0
    if files and len(numbers) - early <= most_late:
        return
    if len(files) == _MOST:
        files, early = [], 0
    path = folder / f"rows-{int(state['revision']):09d}.bin"
    files.append(write_rows(path, _read_rows(connection, numbers[early:])))
    with record.transaction(connection):
        record.write_state(connection, rows=note_files(files))


def _read_rows(connection: sqlite3.Connection, numbers: NDArray[np.int64]) -> Iterator[Row]:
    for start in range(0, len(numbers), _BLOCK):
        part = numbers[start : start + _BLOCK].tolist()
        yield from map(
            Row._make, record.select_numbers(connection, "number, words, letters, vector, profile", "forward", part)
        )
