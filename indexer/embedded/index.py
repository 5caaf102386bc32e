"""The embedded index: a record in SQLite, and beside it words in tantivy and vectors in FAISS where it is large."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.contract import Finding, PlanUnits
from indexer.embedded import lexicon, record
from indexer.embedded.columns import Columns, load_columns
from indexer.embedded.limits import DEFAULT_LIMITS, Limits
from indexer.embedded.marks import build_days, build_marks, find_firsts
from indexer.embedded.neighbours import Block, Neighbours, join, load_shared
from indexer.embedded.packing import times_of, tokens_of, unpack_rows
from indexer.embedded.row_files import follow_rows
from indexer.embedded.rows import RowReader, parse_files
from indexer.embedded.view import EmbeddedView, Snapshot
from indexer.units import skeleton_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOCK = "lock"
# Units whose forward data are in memory at a time while a file beside the record is written.
_BLOCK = 5_000
# The file of vectors is made anew when more than this share of what it holds has gone.
_STALE = 0.2
# What SQLite says of a file that is no database, lacks tables or pages, or is torn.
_DAMAGED = frozenset([sqlite3.SQLITE_ERROR, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB])


class DamagedIndex(Exception):
    """Files of the index cannot be trusted."""


class EmbeddedIndex:
    """An index in a folder of its own. One writer at a time; who opens it waits for the end of a change."""

    def __init__(self, folder: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        """Names the folder, which :meth:`create` has filled."""
        self._folder = folder
        self._limits = limits
        self._lexicon = folder / lexicon.FOLDER

    @classmethod
    def create(cls, folder: Path, limits: Limits = DEFAULT_LIMITS) -> EmbeddedIndex:
        """Makes an empty index in an existing folder."""
        record.create_record(folder)
        return cls(folder, limits)

    def update(self, replaced: Sequence[PlanUnits], deleted: Sequence[str]) -> None:
        """Puts plans in the place of what was known of them, and takes others out.

        Raises:
            DamagedIndex: the record cannot be read.
        """
        with self._writing() as connection:
            _write(connection, replaced, deleted)
            self._follow(connection, whole=False)

    def write(self, replaced: Sequence[PlanUnits], deleted: Sequence[str]) -> None:
        """Does the same in the record alone, for many changes in a row; :meth:`mend` completes them.

        Raises:
            DamagedIndex: the record cannot be read.
        """
        with self._writing() as connection:
            _write(connection, replaced, deleted)

    def mend(self, *, whole: bool = True) -> None:
        """Brings the files beside the record to what it says.

        Args:
            whole: whether every file is read, so that damaged ones are found; else they are trusted.

        Raises:
            DamagedIndex: the record itself cannot be read.
        """
        with self._writing() as connection:
            self._follow(connection, whole=whole)

    def mark(self, store_revision: int) -> None:
        """Notes the revision of the store that the index has."""
        with self._writing() as connection, record.transaction(connection):
            record.write_state(connection, store_revision=store_revision)

    def read_mark(self) -> int:
        """Returns the revision of the store that was noted last; -1 before any.

        Raises:
            DamagedIndex: the record cannot be read.
        """
        with _reading(), contextlib.closing(self._connect()) as connection:
            return int(record.read_state(connection)["store_revision"])

    def read_fingerprints(self) -> dict[str, str]:
        """Returns the fingerprint of each plan, by id.

        Raises:
            DamagedIndex: the record cannot be read.
        """
        with _reading(), contextlib.closing(self._connect()) as connection:
            return dict(connection.execute("SELECT plan, fingerprint FROM plans"))

    def count_units(self) -> int:
        """Returns the number of units.

        Raises:
            DamagedIndex: the record cannot be read.
        """
        with _reading(), contextlib.closing(self._connect()) as connection:
            return int(connection.execute("SELECT count(*) FROM units").fetchone()[0])

    def view(self) -> EmbeddedView:
        """Opens the index as it is now.

        Raises:
            DamagedIndex: a file is missing, cut short, or of another revision than the record; :meth:`mend` mends what
                stands beside the record.
        """
        with _locked(self._folder, fcntl.LOCK_SH):
            connection = self._connect()
            try:
                with _reading():
                    return self._open(connection)
            except BaseException:
                connection.close()
                raise

    def verify(self) -> list[Finding]:
        """Reads everything and tells what is wrong with it."""
        from indexer.embedded.verify import verify_files

        if not self._folder.is_dir():  # there is no place for the lock either
            return verify_files(self._folder, self._limits)
        with _locked(self._folder, fcntl.LOCK_SH):
            return verify_files(self._folder, self._limits)

    def _open(self, connection: sqlite3.Connection) -> EmbeddedView:
        connection.execute("BEGIN")
        state = record.read_state(connection)
        columns = load_columns(connection)
        words, vectors, through, rows = None, None, -1, None
        if len(columns) > self._limits.exact:
            try:
                if state["pending"] or lexicon.read_stamp(self._lexicon) != state["stamp"]:
                    raise DamagedIndex
                lexicon.check_lexicon(self._lexicon)
                words = lexicon.Lexicon(self._lexicon)
                through = int(state["vectors_through"])
                vectors = load_shared(self._folder / str(state["vectors"]), int(state["vectors_check"]))
                rows = RowReader(self._folder, parse_files(str(state["rows"])))
            except (lexicon.DamagedFiles, OSError, ValueError, RuntimeError) as error:  # the last is what FAISS raises
                raise DamagedIndex from error
        return EmbeddedView(Snapshot(connection, columns, words, vectors, through, rows), self._limits)

    def _connect(self) -> sqlite3.Connection:
        if not (self._folder / record.FILE).is_file():  # SQLite would make an empty one
            raise DamagedIndex
        try:
            return record.connect(self._folder)
        except sqlite3.DatabaseError as error:
            raise DamagedIndex from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with (
            _locked(self._folder, fcntl.LOCK_EX),
            contextlib.closing(self._connect()) as connection,
            _reading(),
        ):
            yield connection

    def _follow(self, connection: sqlite3.Connection, *, whole: bool) -> None:
        """Brings words and vectors to the record; a small index has neither."""
        state = record.read_state(connection)
        columns = load_columns(connection)
        if len(columns) <= self._limits.exact:
            with record.transaction(connection):
                connection.execute("DELETE FROM gone")
                record.write_state(connection, pending=0, indexed=-1, stamp=-1)
                record.write_state(connection, vectors="", vectors_through=-1, rows="[]")
            lexicon.drop_lexicon(self._lexicon)
        else:
            self._follow_words(connection, columns, state, whole=whole)
            self._follow_vectors(connection, columns, state, whole=whole)
            follow_rows(connection, self._folder, columns.numbers, self._limits.exact, whole=whole)
        state = record.read_state(connection)
        self._remove_strays([str(state["vectors"]), *(file.name for file in parse_files(str(state["rows"])))])

    def _follow_words(
        self, connection: sqlite3.Connection, columns: Columns, state: dict[str, int | str], *, whole: bool
    ) -> None:
        indexed = int(state["indexed"])
        try:
            stamp = lexicon.read_stamp(self._lexicon)
            # A change that was killed before it was noted leaves a later stamp, and is made again.
            trusted = stamp == state["stamp"] or (bool(state["pending"]) and stamp > int(state["stamp"]) >= 0)
            if trusted:
                lexicon.check_lexicon(self._lexicon, whole=whole or stamp != state["stamp"])
        except lexicon.DamagedFiles:
            trusted = False
        if not trusted or indexed < 0:
            lexicon.drop_lexicon(self._lexicon)
            indexed = -1
        gone = [row[0] for row in connection.execute("SELECT number FROM gone WHERE number <= ?", (indexed,))]
        last = int(columns.numbers[-1])
        if gone or last > indexed:
            stamp = lexicon.change_lexicon(self._lexicon, _build_entries(connection, columns, indexed), indexed, gone)
        with record.transaction(connection):
            connection.execute("DELETE FROM gone WHERE number <= ?", (max(indexed, last),))
            record.write_state(connection, pending=0, indexed=max(indexed, last), stamp=stamp)

    def _follow_vectors(
        self, connection: sqlite3.Connection, columns: Columns, state: dict[str, int | str], *, whole: bool
    ) -> None:
        """Writes the vectors anew when too many have come since, or too many that they hold have gone."""
        import numpy as np

        path, check = self._folder / str(state["vectors"]), int(state["vectors_check"])
        vectors = _load_vectors(path, check) if whole else None
        early = int(np.searchsorted(columns.numbers, int(state["vectors_through"]), side="right"))
        sound = vectors is not None or (not whole and path.is_file())
        full = early >= int(state["vectors_held"]) * (1 - _STALE)
        if sound and full and len(columns) - early <= self._limits.exact:
            return
        by_lists = len(columns) > self._limits.exact_vectors
        vectors = vectors or _load_vectors(path, check)
        if vectors is not None and full and by_lists == vectors.is_listed:
            vectors.add(_read_blocks(connection, columns.numbers[early:]))
        else:
            blocks = _read_blocks(connection, columns.numbers)
            vectors = Neighbours.build(blocks, len(columns), self._limits.exact_vectors)
        name = f"vectors-{int(state['revision']):09d}.faiss"
        check = vectors.save(self._folder / name)
        last, held = int(columns.numbers[-1]), vectors.numbers_held
        with record.transaction(connection):
            record.write_state(connection, vectors=name, vectors_through=last, vectors_check=check, vectors_held=held)

    def _remove_strays(self, kept: Sequence[str]) -> None:
        """Removes files of vectors and rows that the record does not name; who has one open keeps it."""
        for path in (*self._folder.glob("vectors-*"), *self._folder.glob("rows-*")):
            if path.name not in kept:
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    with (folder / _LOCK).open("a") as lock:
        fcntl.flock(lock, kind)
        yield


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    """Tells damaged files from every other failure (a full disk, a folder that cannot be written)."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise
        raise DamagedIndex from error


def _write(connection: sqlite3.Connection, replaced: Sequence[PlanUnits], deleted: Sequence[str]) -> None:
    with record.transaction(connection):
        writer = record.RecordWriter(connection)
        writer.remove([*deleted, *(plan.plan for plan in replaced)])
        writer.add(replaced)
        revision = int(record.read_state(connection)["revision"]) + 1
        record.write_state(connection, revision=revision, pending=1, store_revision=-1)


def _load_vectors(path: Path, check: int) -> Neighbours | None:
    """Reads the vectors, to be changed; a damaged file is as good as none."""
    try:
        return Neighbours.load(path, check) if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _build_entries(connection: sqlite3.Connection, columns: Columns, indexed: int) -> Iterator[lexicon.Entry]:
    """Yields the units numbered above ``indexed`` as the words engine takes them, from the record."""
    import numpy as np

    start = int(np.searchsorted(columns.numbers, indexed, side="right"))
    firsts = find_firsts(columns)
    for block in range(start, len(columns), _BLOCK):
        numbers = columns.numbers[block : block + _BLOCK].tolist()
        texts = [str(text) for (text,) in record.select_numbers(connection, "text", "units", numbers)]
        rows = unpack_rows(blob for (blob,) in record.select_numbers(connection, "words", "forward", numbers))
        names = _name_tokens(connection, np.unique(tokens_of(rows.entries)))
        for place, number in enumerate(numbers):
            row = columns.rows[block + place]
            entries = rows.entries[rows.bounds[place] : rows.bounds[place + 1]]
            first, last = build_days(int(row["start"]), int(row["end"]))
            yield lexicon.Entry(
                number,
                [names[token] for token in np.repeat(tokens_of(entries), times_of(entries)).tolist()],
                skeleton_words(texts[place]),
                build_marks(columns, firsts, block + place),
                first,
                last,
            )


def _name_tokens(connection: sqlite3.Connection, numbers: NDArray[np.uint32]) -> dict[int, str]:
    listed = ",".join(map(str, numbers.tolist()))
    query = f"SELECT number, text FROM tokens WHERE face = ? AND number IN ({listed})"  # noqa: S608 - numbers of ours
    return dict(connection.execute(query, (record.WORDS,)))


def _read_blocks(connection: sqlite3.Connection, numbers: NDArray[np.int64]) -> Iterator[Block]:
    import numpy as np

    for start in range(0, len(numbers), _BLOCK):
        part = numbers[start : start + _BLOCK]
        rows = zip(*record.select_numbers(connection, "vector, profile", "forward", part.tolist()), strict=True)
        vectors, profiles = (np.frombuffer(b"".join(face), "<f2").reshape(len(part), -1) for face in rows)
        yield Block(part, join(vectors, profiles))
