"""Forward data in flat files beside the record, from which many units are read at once several times as fast.

A file holds the units that were new when it was written, and is never changed; those that came later are read from the
record until they are many enough for a file of their own. Rows first, each the vector, the profile, the words and the
letter groups of a unit; then where each row stands; then what is needed to read that.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from indexer.embedded.packing import Ragged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Number of rows, bytes of a vector and of a profile; and behind them the checksum of the places and these.
_SHAPE, _CHECK = struct.Struct("<QII"), struct.Struct("<I")
_END = _SHAPE.size + _CHECK.size


@dataclass(frozen=True, slots=True)
class RowFile:
    """What the record notes of a file.

    Attributes:
        name: of the file.
        size: in bytes.
        check: checksum of all of it.
        last: highest number of a unit in it.
        held: number of units in it.
    """

    name: str
    size: int
    check: int
    last: int
    held: int


_FILES: TypeAdapter[list[RowFile]] = TypeAdapter(list[RowFile])


def parse_files(noted: str) -> list[RowFile]:
    """Reads what the record notes of all files, in the order of the units."""
    return _FILES.validate_json(noted)


def note_files(files: Sequence[RowFile]) -> str:
    """Writes it."""
    return _FILES.dump_json(list(files)).decode()


class Row(NamedTuple):
    """Forward data of a unit, packed as in the record."""

    number: int
    words: bytes
    letters: bytes
    vector: bytes
    profile: bytes


def write_rows(path: Path, rows: Iterable[Row]) -> RowFile:
    """Writes a file whole or not at all; there is at least one row, numbers ascend.

    The file is on the disk before its name is: the record may outlive a power failure, and is believed.
    """
    import numpy as np

    partial = path.with_suffix(".part")
    places: list[tuple[int, int, int, int]] = []
    start = check = 0
    row = None
    with partial.open("wb") as file:
        for row in rows:
            data = b"".join((row.vector, row.profile, row.words, row.letters))
            places.append((row.number, start, len(row.words), len(row.letters)))
            file.write(data)
            check = zlib.crc32(data, check)
            start += len(data)
        assert row is not None  # noqa: S101 - as the caller promised
        table = np.array(places, _place_type()).tobytes()
        table += _SHAPE.pack(len(places), len(row.vector), len(row.profile))
        table += _CHECK.pack(zlib.crc32(table))
        file.write(table)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return RowFile(path.name, start + len(table), zlib.crc32(table, check), row.number, len(places))


def is_sound(folder: Path, file: RowFile, *, whole: bool) -> bool:
    """Tells whether a file is there, as long as it was written; ``whole`` compares its checksum too."""
    path = folder / file.name
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    return not whole or _checksum(path) == file.check


class RowReader:
    """Files, opened; who has them open keeps them."""

    def __init__(self, folder: Path, files: Sequence[RowFile]) -> None:
        """Opens files in the order of their units.

        Raises:
            OSError, ValueError: one is missing, cut short, or its places are not what was written.
        """
        import numpy as np

        self._open: list[int] = []
        tables, owners = [np.zeros(0, _place_type())], [np.zeros(0, np.int32)]
        self._vector, self._profile = 0, 0
        for owner, file in enumerate(files):
            self._open.append(os.open(folder / file.name, os.O_RDONLY | os.O_CLOEXEC))
            tables.append(self._read_places(self._open[-1], file))
            owners.append(np.full(len(tables[-1]), owner, np.int32))
        self._places, self._owners = np.concatenate(tables), np.concatenate(owners)
        self._numbers = np.ascontiguousarray(self._places["number"])  # else each look-up would copy them
        self.last = files[-1].last if files else -1

    def __del__(self) -> None:
        for handle in self._open:
            os.close(handle)

    def read(self, numbers: NDArray[np.int64]) -> Rows:
        """Reads units by number, which the files hold.

        Raises:
            OSError: a file was cut short since.
            ValueError, IndexError: no file holds one of them.
        """
        import numpy as np

        at = np.searchsorted(self._numbers, numbers)
        if not np.array_equal(self._numbers[at], numbers):
            raise ValueError("a unit stands in no file of rows")
        places, width = self._places[at], self._vector + self._profile
        fixed = np.empty((len(numbers), width), np.uint8)
        words, word_bounds = _make_room(places["words"])
        letters, letter_bounds = _make_room(places["letters"])
        self._fill(at, (memoryview(fixed.reshape(-1).data), words, letters))
        return Rows(
            words=Ragged(np.frombuffer(words, "<u4"), word_bounds // 4),
            letters=Ragged(np.frombuffer(letters, "<u4"), letter_bounds // 4),
            vectors=fixed[:, : self._vector].view("<f2"),
            profiles=fixed[:, self._vector :].view("<f2"),
        )

    def _fill(self, at: NDArray[np.int64], room: tuple[memoryview, memoryview, memoryview]) -> None:
        fixed, words, letters = room
        width = self._vector + self._profile
        handles = [self._open[owner] for owner in self._owners[at].tolist()]
        first = second = third = 0
        for handle, (_, start, word, letter) in zip(handles, self._places[at].tolist(), strict=True):
            ends = first + width, second + word, third + letter
            parts = (fixed[first : ends[0]], words[second : ends[1]], letters[third : ends[2]])
            if os.preadv(handle, parts, start) != width + word + letter:
                raise OSError("a file of rows was cut short")
            first, second, third = ends

    def _read_places(self, handle: int, file: RowFile) -> NDArray[np.void]:
        import numpy as np

        if os.fstat(handle).st_size != file.size:
            raise ValueError("size")
        end = os.pread(handle, _END, file.size - _END) if file.size >= _END else b""
        length = file.held * _place_type().itemsize
        table = os.pread(handle, length, file.size - _END - length) if length + _END <= file.size else b""
        if end[_SHAPE.size :] != _CHECK.pack(zlib.crc32(table + end[: _SHAPE.size])):
            raise ValueError("checksum")
        _, self._vector, self._profile = _SHAPE.unpack(end[: _SHAPE.size])
        return np.frombuffer(table, _place_type())


class Rows(NamedTuple):
    """Forward data of ``n`` units as they are kept: tokens, vectors ``(n, d)`` and profiles ``(n, k)`` in 16 bits."""

    words: Ragged
    letters: Ragged
    vectors: NDArray[np.float16]
    profiles: NDArray[np.float16]


def _place_type() -> np.dtype[np.void]:
    import numpy as np

    return np.dtype([("number", "<i8"), ("start", "<i8"), ("words", "<u4"), ("letters", "<u4")])


def _make_room(sizes: NDArray[np.uint32]) -> tuple[memoryview, NDArray[np.int64]]:
    import numpy as np

    bounds = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=bounds[1:])
    return memoryview(bytearray(int(bounds[-1]))), bounds


def _checksum(path: Path) -> int:
    def blocks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while block := file.read(1 << 22):
                yield block

    found = 0
    for block in blocks():
        found = zlib.crc32(block, found)
    return found
