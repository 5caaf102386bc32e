"""The record of units: one SQLite file, which is the truth of an index. Everything beside it is derived from it.

A change is one transaction. What it means for the words engine beside the record is journalled in it: units numbered
above ``indexed`` are still to be added there, those in ``gone`` still to be taken out.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer.contract import Attribute, Attributes, IndexedUnit, PlanUnits, Value
from indexer.embedded.packing import MOST_TOKENS, NO_DAY, column_type, pack_tokens, tokens_of, unpack_rows

if TYPE_CHECKING:
    import datetime

    import numpy as np
    from numpy.typing import NDArray

FILE = "units.db"
WORDS, LETTERS = 0, 1
FACES = (WORDS, LETTERS)
# Values bound in one statement; SQLite takes 32,766.
_BOUND = 5_000
# Bytes of a page: the forward data of a unit, some 2,600, overflow pages of 4,096 (reading 1,757 of them 17.6 ms, 9.0).
_PAGE = 8_192
_SINGLE = (Attribute.YEAR, Attribute.AGENCY_TYPE, Attribute.PLACE, Attribute.GRADE, Attribute.SECTION)
_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE plans (plan TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, first INTEGER NOT NULL, columns BLOB NOT NULL,
    leads BLOB NOT NULL);
CREATE TABLE units (number INTEGER PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE forward (number INTEGER PRIMARY KEY, words BLOB NOT NULL, letters BLOB NOT NULL, vector BLOB NOT NULL,
    profile BLOB NOT NULL);
CREATE TABLE tokens (face INTEGER, text TEXT, number INTEGER NOT NULL, held INTEGER NOT NULL,
    PRIMARY KEY (face, text)) WITHOUT ROWID;
CREATE UNIQUE INDEX tokens_number ON tokens (face, number);
CREATE TABLE labels (field TEXT, key TEXT, code INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY (field, key))
    WITHOUT ROWID;
CREATE TABLE gone (number INTEGER PRIMARY KEY);
INSERT INTO state VALUES ('revision', 0), ('next', 0), ('indexed', -1), ('stamp', -1), ('pending', 0),
    ('store_revision', -1), ('vectors', ''), ('vectors_through', -1), ('vectors_check', 0),
    ('vectors_held', 0), ('rows', '[]');
"""


def create_record(folder: Path) -> None:
    """Makes an empty record in ``folder``."""
    with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute(f"PRAGMA page_size={_PAGE}")  # before the first table, and before the log is chosen
        connection.executescript(_TABLES)


def connect(folder: Path) -> sqlite3.Connection:
    """Opens the record; transactions are begun by hand. Threads may share the connection, one at a time."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, check_same_thread=False, timeout=30)
    # The record is derived from the store: a power failure may cost the last transactions, never the order of them.
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Holds a writing transaction, which is taken back when the block raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def read_state(connection: sqlite3.Connection) -> dict[str, int | str]:
    """Reads the named values of the record."""
    return dict(connection.execute("SELECT name, value FROM state"))


def write_state(connection: sqlite3.Connection, **values: int | str) -> None:
    """Writes named values."""
    connection.executemany(
        "UPDATE state SET value = ? WHERE name = ?", [(value, name) for name, value in values.items()]
    )


def select_numbers(
    connection: sqlite3.Connection, columns: str, table: str, numbers: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """Selects rows by number, in the order of numbers; ``numbers`` is ascending."""
    for start in range(0, len(numbers), _BOUND):
        listed = ",".join(map(str, numbers[start : start + _BOUND]))
        # Only whole numbers of ours stand in the statement; bound values would take longer than the look-up.
        yield from connection.execute(f"SELECT {columns} FROM {table} WHERE number IN ({listed}) ORDER BY number")  # noqa: S608


class RecordWriter:
    """Changes the record; within a :func:`transaction`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def remove(self, plans: Iterable[str]) -> None:
        """Takes plans out; one that is not there is passed over."""
        for plan in plans:
            found = self._connection.execute("SELECT first, columns FROM plans WHERE plan = ?", (plan,)).fetchone()
            if found is None:
                continue
            numbers = (found[0], found[0] + len(found[1]) // column_type().itemsize)
            for face, column in ((WORDS, "words"), (LETTERS, "letters")):
                self._release(face, column, numbers)
            for table in ("units", "forward"):
                self._connection.execute(f"DELETE FROM {table} WHERE number >= ? AND number < ?", numbers)  # noqa: S608
            self._connection.executemany("INSERT INTO gone VALUES (?)", ((number,) for number in range(*numbers)))
            self._connection.execute("DELETE FROM plans WHERE plan = ?", (plan,))

    def add(self, plans: Sequence[PlanUnits]) -> None:
        """Adds plans that are not there."""
        units = [unit for plan in plans for unit in plan.units]
        tokens = {face: self._number_tokens(face, [_tokens(unit, face) for unit in units]) for face in FACES}
        codes = self._code_values(units)
        number = int(read_state(self._connection)["next"])
        for plan in plans:
            columns, leads = _build_columns(plan.units, codes)
            row = (plan.plan, plan.fingerprint, number, columns, leads)
            self._connection.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?)", row)
            numbered = list(enumerate(plan.units, number))
            self._connection.executemany(
                "INSERT INTO units VALUES (?, ?, ?)",
                ((at, unit.unit.id, _writable(unit.unit.text)) for at, unit in numbered),
            )
            self._connection.executemany(
                "INSERT INTO forward VALUES (?, ?, ?, ?, ?)",
                (
                    (at, *(_pack(_tokens(unit, face), tokens[face]) for face in FACES), *_pack_vectors(unit))
                    for at, unit in numbered
                ),
            )
            number += len(plan.units)
        write_state(self._connection, next=number)

    def _release(self, face: int, column: str, numbers: tuple[int, int]) -> None:
        """Counts the tokens of units that leave out of the number of units that hold each."""
        query = f"SELECT {column} FROM forward WHERE number >= ? AND number < ?"  # noqa: S608
        held = Counter(
            tokens_of(unpack_rows(row[0] for row in self._connection.execute(query, numbers)).entries).tolist()
        )
        self._connection.executemany(
            "UPDATE tokens SET held = held - ? WHERE face = ? AND number = ?",
            ((count, face, number) for number, count in held.items()),
        )

    def _number_tokens(self, face: int, rows: Sequence[Sequence[str]]) -> dict[str, int]:
        """Counts the tokens of units that come, and returns the number of each."""
        held = Counter(_writable(token) for row in rows for token in set(row))
        known = {row.text: row.number for row in find_tokens(self._connection, face, list(held))}
        free = (
            self._connection.execute("SELECT max(number) FROM tokens WHERE face = ?", (face,)).fetchone()[0] or 0
        ) + 1
        added = {token: free + place for place, token in enumerate(sorted(held.keys() - known.keys()))}
        if free + len(added) > MOST_TOKENS:
            raise OverflowError("more distinct tokens than the record can number")
        numbers = known | added
        self._connection.executemany(
            "INSERT INTO tokens VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET held = held + excluded.held",
            ((face, token, numbers[token], held[token]) for token in sorted(held)),
        )
        return numbers

    def _code_values(self, units: Sequence[IndexedUnit]) -> dict[tuple[Attribute, str], int]:
        """Returns the code of every value of some units, from 1; the first label of a key is kept."""
        codes: dict[tuple[Attribute, str], int] = {}
        for attribute, value in (pair for unit in units for pair in _values(unit.attributes)):
            if (attribute, value.key) in codes:
                continue
            found = self._connection.execute(
                "SELECT code FROM labels WHERE field = ? AND key = ?", (attribute.value, value.key)
            ).fetchone()
            if found is None:
                found = self._connection.execute(
                    "INSERT INTO labels SELECT ?, ?, coalesce(max(code), 0) + 1, ? FROM labels WHERE field = ?"
                    " RETURNING code",
                    (attribute.value, value.key, _writable(value.label), attribute.value),
                ).fetchone()
            codes[attribute, value.key] = found[0]
        return codes


class TokenRow(NamedTuple):
    """A token: its text, number and how many units hold it."""

    text: str
    number: int
    held: int


def find_tokens(connection: sqlite3.Connection, face: int, tokens: Sequence[str]) -> Iterator[TokenRow]:
    """Yields the tokens that the record knows."""
    for start in range(0, len(tokens), _BOUND):
        part = [_writable(token) for token in tokens[start : start + _BOUND]]
        marks = ",".join("?" * len(part))
        query = f"SELECT text, number, held FROM tokens WHERE face = ? AND text IN ({marks})"  # noqa: S608
        yield from map(TokenRow._make, connection.execute(query, (face, *part)))


def _tokens(unit: IndexedUnit, face: int) -> Sequence[str]:
    return unit.words if face == WORDS else unit.letters


def _pack(tokens: Sequence[str], numbers: Mapping[str, int]) -> bytes:
    return pack_tokens({numbers[_writable(token)]: times for token, times in Counter(tokens).items()})


def _pack_vectors(unit: IndexedUnit) -> tuple[bytes, bytes]:
    return unit.vector.astype("<f2").tobytes(), unit.profile.astype("<f2").tobytes()


def _writable(text: str) -> str:
    """Returns a text that SQLite can hold: a lone surrogate, which a damaged PDF yields, becomes ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _values(attributes: Attributes) -> Iterator[tuple[Attribute, Value]]:
    for attribute in _SINGLE:
        value = getattr(attributes, attribute.value)
        if value is not None:
            yield attribute, value
    for lead in attributes.lead:
        yield Attribute.LEAD, lead


def _build_columns(units: Sequence[IndexedUnit], codes: Mapping[tuple[Attribute, str], int]) -> tuple[bytes, bytes]:
    """Returns the columns of the units of a plan, and the codes of their lead units one behind the other."""
    import numpy as np

    rows: NDArray[np.void] = np.zeros(len(units), column_type())
    leads: list[int] = []
    for row, indexed in zip(rows, units, strict=True):
        attributes = indexed.attributes
        for attribute in _SINGLE:
            value = getattr(attributes, attribute.value)
            row[attribute.value] = 0 if value is None else codes[attribute, value.key]
        own = sorted({codes[Attribute.LEAD, lead.key] for lead in attributes.lead})
        row["start"], row["end"] = (_day(day) for day in attributes.due)
        row["words"], row["letters"], row["leads"] = len(indexed.words), len(indexed.letters), len(own)
        row["main"], row["damaged"] = indexed.unit.main, indexed.unit.damaged
        leads += own
    return rows.tobytes(), np.asarray(leads, "<u4").tobytes()


def _day(day: datetime.date | None) -> int:
    return NO_DAY if day is None else day.toordinal()
