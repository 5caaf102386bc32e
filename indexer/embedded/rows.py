"""Forward data in flat files beside the record, from which many units are read at once several times as fast.

A file holds the units that were new when it was written, and is never changed; those that came later are read from the
record until they are many enough for a file of their own. Rows first, each the vector, the profile, the words and the
letter groups of a unit; then where each row stands and its sum; then what is needed to read that.

What is read together is summed (.15 ms) and compared with the sums of its rows, so that a changed byte is told.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
# Bytes of the numbers that sums are made of; tokens are of this size, a vector and a profile are filled up to it.
_WORD = 4


class DamagedRows(Exception):
    """A file was cut short, or rows are not what was written."""


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
    places: list[tuple[int, int, int, int, int]] = []
    start = check = 0
    row = None
    with partial.open("wb") as file:
        for row in rows:
            fill = bytes(-(len(row.vector) + len(row.profile)) % _WORD)
            data = b"".join((row.vector, row.profile, fill, row.words, row.letters))
            places.append((row.number, start, len(row.words), len(row.letters), int(_sum(data))))
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
    """Files, opened; who has them open keeps them. Safe for several threads."""

    def __init__(self, folder: Path, files: Sequence[RowFile]) -> None:
        """Opens files in the order of their units.

        Raises:
            OSError, ValueError: one is missing, cut short, or its places are not what was written.
        """
        import numpy as np

        self._open: list[int] = []
        self._vector, self._profile = 0, 0
        tables = [np.zeros(0, _place_type())]
        for file in files:
            self._open.append(os.open(folder / file.name, os.O_RDONLY | os.O_CLOEXEC))
            tables.append(self._read_places(self._open[-1], file))
        self._bounds = np.cumsum([len(table) for table in tables])
        places = np.concatenate(tables)
        self._numbers, self._starts, self._words, self._letters, self._sums = (
            np.ascontiguousarray(places[name]) for name in places.dtype.names or ()
        )
        self.last = files[-1].last if files else -1

    def __del__(self) -> None:
        for handle in self._open:
            os.close(handle)

    def read(self, numbers: NDArray[np.int64]) -> Rows:
        """Reads units by number, which the files hold; ``numbers`` is ascending.

        Raises:
            DamagedRows: a file was cut short since, or a row is not what was written.
            ValueError, IndexError: no file holds one of them.
        """
        import numpy as np

        at = np.searchsorted(self._numbers, numbers)
        if not np.array_equal(self._numbers[at], numbers):
            raise ValueError("a unit stands in no file of rows")
        width = self._vector + self._profile
        filled = width + -width % _WORD
        words, letters = self._words[at], self._letters[at]
        sizes = (np.full(len(at), filled), words.astype(np.int64), letters.astype(np.int64))
        faces = [bytearray(int(size.sum())) for size in sizes]
        self._fill(at, sizes, faces)
        found = np.uint32(0)
        for face in faces:
            found = np.add(found, _sum(face))
        if found != np.add.reduce(self._sums[at], dtype=np.uint32):
            raise DamagedRows("a row is not what was written")
        fixed = np.frombuffer(faces[0], np.uint8).reshape(len(numbers), filled)
        return Rows(
            words=Ragged(np.frombuffer(faces[1], "<u4"), _bounds(words)),
            letters=Ragged(np.frombuffer(faces[2], "<u4"), _bounds(letters)),
            vectors=fixed[:, : self._vector].view("<f2"),
            profiles=fixed[:, self._vector : width].view("<f2"),
        )

    def _fill(self, at: NDArray[np.int64], sizes: Sequence[NDArray[np.int64]], faces: Sequence[bytearray]) -> None:
        """Reads rows, and puts the parts of each behind those of the one before, each kind in a room of its own.

        Of a hundred thousand tasks a mapping is faster; of a million it is not, as rows are far, and counts 2.5 GB of
        them as memory of the process, which an error of the disk would end.
        """
        import numpy as np

        parts = []
        for face, size in zip(faces, sizes, strict=True):
            room, bounds = memoryview(face), [0, *np.cumsum(size).tolist()]
            parts.append([room[start:end] for start, end in pairwise(bounds)])
        handles = [self._open[file] for file in np.searchsorted(self._bounds[1:], at, side="right").tolist()]
        places = zip(handles, self._starts[at].tolist(), np.sum(sizes, axis=0).tolist(), *parts, strict=True)
        for handle, start, whole, *own in places:
            if os.preadv(handle, own, start) != whole:
                raise DamagedRows("a file of rows was cut short")

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

    return np.dtype([("number", "<i8"), ("start", "<i8"), ("words", "<u4"), ("letters", "<u4"), ("sum", "<u4")])


def _bounds(sizes: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Returns where rows of so many bytes begin and end, counted in tokens."""
    import numpy as np

    bounds = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes // _WORD, out=bounds[1:])
    return bounds


def _sum(data: bytes | bytearray) -> np.uint32:
    """Returns the sum of the 32-bit numbers of a row, without what is carried beyond them.

    One changed byte always changes it, any other damage but once in four billion. Sums of rows add up to that of all of
    them, which takes .15 ms of 3.4 MB; a CRC of the same takes .66 in one piece, and does not add up.
    """
    import numpy as np

    found: np.uint32 = np.add.reduce(np.frombuffer(data, "<u4"), dtype=np.uint32)
    return found


def _checksum(path: Path) -> int:
    def blocks() -> Iterator[bytes]:
        with path.open("rb") as file:
            while block := file.read(1 << 22):
                yield block

    found = 0
    for block in blocks():
        found = zlib.crc32(block, found)
    return found
