"""Candidates by words and by letters, from tantivy: which units a question's tokens stand in, roughly ranked.

Its scores are not used, only its order: words as the index has them, and of letters the syllables without accents and
their pairs, since letter groups themselves would be fifty postings for each word. Files are checked before they are
mapped, as reading a mapped file that was cut short ends the process.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

if TYPE_CHECKING:
    import numpy as np
    import tantivy
    from numpy.typing import NDArray

FOLDER = "words"
WORDS, SYLLABLES = "words", "syllables"
_UNIT, _MARKS, _START, _END = "unit", "marks", "start", "end"
# One thread and the smallest buffer that tantivy takes twice over: segments of some 30,000 units.
_BUFFER = 30_000_000
_SEGMENT = re.compile(r"([0-9a-f]{32})\.(?:(\d+)\.del|\w+)")
# A file of tantivy ends with a JSON footer, its length and this number, both 32 bits, little-endian.
_MAGIC = 1337
_TAIL = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as it is put in: its tokens, the numbers it can be filtered by, the days of its deadline."""

    number: int
    words: Sequence[str]
    syllables: Sequence[str]
    marks: Sequence[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Restriction:
    """A filter: of each group of marks a unit has one; its deadline touches the days from first to last."""

    marks: Sequence[Sequence[int]] = ()
    due: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Deletes:
    opstamp: int


@dataclass(frozen=True, slots=True)
class _Segment:
    segment_id: str
    deletes: _Deletes | None


@dataclass(frozen=True, slots=True)
class _Meta:
    """What is read of tantivy's own list of its files."""

    segments: list[_Segment]
    opstamp: int


_METAS: TypeAdapter[_Meta] = TypeAdapter(_Meta)


class DamagedFiles(Exception):
    """A file is missing, cut short or not what it says."""


def change_lexicon(folder: Path, added: Iterable[Entry], above: int, gone: Sequence[int]) -> int:
    """Adds units and takes others out, in one commit.

    Args:
        folder: made where it is not there.
        added: units numbered above ``above``, in any order.
        above: what stands above it already, from a change that was killed before it was noted, is taken out first.
        gone: numbers of units to take out; one that is not there is passed over.

    Returns:
        The stamp of the commit, which :func:`read_stamp` reads back.
    """
    import tantivy

    folder.mkdir(exist_ok=True)
    _remove_strays(folder)
    schema = _schema()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(_BUFFER, 1)
    later = tantivy.Query.range_query(schema, _UNIT, tantivy.FieldType.Unsigned, above + 1)
    writer.delete_documents_by_query(later)
    if gone:  # by a query: the binding does not find whole numbers by a term
        writer.delete_documents_by_query(tantivy.Query.term_set_query(schema, _UNIT, list(gone)))
    for entry in added:
        document = tantivy.Document()
        document.add_unsigned(_UNIT, entry.number)
        document.add_text(WORDS, " ".join(entry.words))
        document.add_text(SYLLABLES, " ".join(entry.syllables))
        document.add_integer(_START, entry.start)
        document.add_integer(_END, entry.end)
        for mark in entry.marks:
            document.add_unsigned(_MARKS, mark)
        writer.add_document(document)
    stamp = writer.commit()
    writer.wait_merging_threads()
    return int(stamp)


def drop_lexicon(folder: Path) -> None:
    """Removes every file; who has them open keeps them."""
    shutil.rmtree(folder, ignore_errors=True)


def read_stamp(folder: Path) -> int:
    """Returns the stamp of the last commit; -1 where there is none.

    Raises:
        DamagedFiles: the file that tells it cannot be read.
    """
    meta = _read_meta(folder)
    return -1 if meta is None else meta.opstamp


def check_lexicon(folder: Path, *, whole: bool = False) -> None:
    """Checks that every file of the last commit is there and ends as it should; ``whole`` compares checksums too.

    Raises:
        DamagedFiles: one is not.
    """
    meta = _read_meta(folder)
    if meta is None:
        raise DamagedFiles
    try:
        for segment in meta.segments:
            _check_segment(folder, segment, whole=whole)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFiles from error


class Lexicon:
    """The last commit, opened; it stays as it was while others write."""

    def __init__(self, folder: Path) -> None:
        """Opens the folder, whose files were checked.

        Raises:
            DamagedFiles: tantivy cannot open it.
        """
        import tantivy

        try:
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")
            self._searcher = index.searcher()
        except ValueError as error:
            raise DamagedFiles from error
        self._schema = index.schema

    @property
    def count(self) -> int:
        """Number of units."""
        return self._searcher.num_docs

    def find(
        self, face: str, tokens: Sequence[str], limit: int, restriction: Restriction | None = None
    ) -> NDArray[np.int64]:
        """Returns the numbers of the units that hold the tokens best, at most ``limit``, best first.

        A shorter list is the beginning of a longer one.
        """
        import numpy as np
        import tantivy

        if not tokens:
            return np.empty(0, np.int64)
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for token, times in Counter(tokens).items():
            query = tantivy.Query.term_query(self._schema, face, token, index_option="freq")
            boosted = query if times == 1 else tantivy.Query.boost_query(query, float(times))
            parts.append((tantivy.Occur.Should, boosted))
        asked = tantivy.Query.boolean_query(parts)
        if restriction is not None:
            asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), *self._build_filter(restriction)])
        hits = self._searcher.search(asked, limit, count=False).hits
        numbers = self._searcher.fast_field_values(_UNIT, [address for _, address in hits])
        return np.fromiter((number for number in numbers if number is not None), np.int64)

    def _build_filter(self, restriction: Restriction) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        import tantivy

        query, whole = tantivy.Query, tantivy.FieldType.Integer
        parts = [query.term_set_query(self._schema, _MARKS, marks) for marks in restriction.marks]
        if restriction.due is not None:
            first, last = restriction.due
            parts.append(query.range_query(self._schema, _START, whole, None, last))
            parts.append(query.range_query(self._schema, _END, whole, first, None))
        return [(tantivy.Occur.Must, query.const_score_query(part, 0.0)) for part in parts]


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_UNIT, indexed=True, fast=True)
    builder.add_unsigned_field(_MARKS, indexed=True)
    builder.add_integer_field(_START, indexed=True, fast=True)
    builder.add_integer_field(_END, indexed=True, fast=True)
    for face in (WORDS, SYLLABLES):
        builder.add_text_field(face, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _read_meta(folder: Path) -> _Meta | None:
    try:
        return _METAS.validate_json((folder / "meta.json").read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DamagedFiles from error


def _check_segment(folder: Path, segment: _Segment, *, whole: bool) -> None:
    name = segment.segment_id.replace("-", "")
    files = [f"{name}.{part}" for part in ("term", "idx", "pos", "fast", "fieldnorm", "store")]
    if segment.deletes is not None:
        files.append(f"{name}.{segment.deletes.opstamp}.del")
    for file in files:
        _check_file(folder / file, whole=whole)


def _check_file(path: Path, *, whole: bool) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _TAIL, 0))
        tail = file.read(_TAIL)
        length, magic = int.from_bytes(tail[:4], "little"), int.from_bytes(tail[4:], "little")
        body = size - _TAIL - length
        if magic != _MAGIC or body < 0:
            raise DamagedFiles
        file.seek(body)
        expected = json.loads(file.read(length))["crc"]
        if not whole:
            return
        file.seek(0)
        found, left = 0, body
        while left:
            block = file.read(min(left, 1 << 20))
            found, left = zlib.crc32(block, found), left - len(block)
    if found != expected:
        raise DamagedFiles


def _remove_strays(folder: Path) -> None:
    """Removes what a killed writer left: files of no committed segment, and lists of deletions that were not committed.

    Tantivy gives a file the same name again after a kill, and stops where it finds it.
    """
    with contextlib.suppress(DamagedFiles):
        meta = _read_meta(folder)
        segments = meta.segments if meta is not None else []
        kept = {one.segment_id.replace("-", ""): one.deletes for one in segments}
        for path in folder.iterdir():
            match = _SEGMENT.fullmatch(path.name)
            if match is None:
                continue
            deletes = kept.get(match[1])
            stray = match[2] is not None and (deletes is None or deletes.opstamp != int(match[2]))
            if match[1] not in kept or stray:
                path.unlink(missing_ok=True)
