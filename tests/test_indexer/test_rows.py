"""Rows are read from flat files as they stand in the record, whatever came and went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.contract import IndexedUnit, IndexQuery, PlanUnits, UnitFilter
from indexer.embedded import EmbeddedIndex, Limits
from indexer.embedded.packing import pack_tokens
from indexer.embedded.rows import Row, RowFile, RowReader, is_sound, note_files, parse_files, write_rows
from indexer.units import Unit, letter_groups

LIMITS = Limits(exact=4, narrow=2, depth=50, exact_vectors=1000)


def make_row(number: int, tokens: Sequence[int]) -> Row:
    vector, profile = (np.full(width, number % 7, "<f2").tobytes() for width in (6, 3))
    return Row(
        number, pack_tokens(dict.fromkeys(tokens[:2], 2)), pack_tokens(dict.fromkeys(tokens, 1)), vector, profile
    )


rows = st.lists(
    st.lists(st.lists(st.integers(1, 90), max_size=5, unique=True), min_size=1, max_size=6), min_size=1, max_size=3
)


@given(files=rows, wanted=st.data())
def test_rows_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[list[int]]], wanted: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    number, all_rows, noted = 5, {}, []
    for name, file in enumerate(files):
        made = [make_row(number + 3 * place, tokens) for place, tokens in enumerate(file)]
        number = made[-1].number + 2
        all_rows |= {row.number: row for row in made}
        noted.append(write_rows(folder / f"rows-{name}.bin", made))
    assert parse_files(note_files(noted)) == noted
    assert all(is_sound(folder, file, whole=True) for file in noted)
    reader = RowReader(folder, noted)
    assert reader.last == max(all_rows)
    chosen = sorted(wanted.draw(st.sets(st.sampled_from(sorted(all_rows)))))
    found = reader.read(np.array(chosen, np.int64))
    assert found.vectors.shape == (len(chosen), 6)
    assert found.profiles.shape == (len(chosen), 3)
    for place, one in enumerate(chosen):
        row = all_rows[one]
        assert found.vectors[place].tobytes() == row.vector
        assert found.profiles[place].tobytes() == row.profile
        for face, own in ((found.words, row.words), (found.letters, row.letters)):
            assert face.entries[face.bounds[place] : face.bounds[place + 1]].tobytes() == own


def test_a_damaged_file_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows-1.bin"
    noted = write_rows(path, [make_row(number, [1, 2, number]) for number in range(50)])
    whole = path.read_bytes()
    assert noted == RowFile("rows-1.bin", len(whole), noted.check, 49, 50)
    for changed in (whole[:-1], whole[: len(whole) // 2], b"", whole[:-5] + b"?" + whole[-4:]):
        path.write_bytes(changed)
        with pytest.raises((OSError, ValueError)):
            RowReader(tmp_path, [noted])
        assert not is_sound(tmp_path, noted, whole=True)
    path.write_bytes(b"?" + whole[1:])
    assert is_sound(tmp_path, noted, whole=False)
    assert not is_sound(tmp_path, noted, whole=True)
    path.unlink()
    assert not is_sound(tmp_path, noted, whole=False)


def test_a_unit_that_no_file_holds_is_no_other_unit(tmp_path: Path) -> None:
    noted = write_rows(tmp_path / "rows-1.bin", [make_row(number, [1]) for number in (2, 4, 6)])
    reader = RowReader(tmp_path, [noted])
    for number in (1, 3, 7):
        with pytest.raises((ValueError, IndexError)):
            reader.read(np.array([number], np.int64))


def test_a_file_cut_while_it_is_open_gives_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows-1.bin"
    reader = RowReader(tmp_path, [write_rows(path, [make_row(number, [1]) for number in range(9)])])
    with path.open("r+b") as file:
        file.truncate(30)
    with pytest.raises(OSError, match="cut short"):
        reader.read(np.array([8], np.int64))


def make_plan(number: int) -> PlanUnits:
    plan, units = f"p{number:03d}", []
    for place in range(3):
        text = f"nhiệm vụ {number} {place}"
        vector = np.zeros(8, np.float32)
        vector[(number + place) % 8] = 1
        unit = Unit(f"{plan}#{place}", plan, text, main=True, damaged=False)
        units.append(IndexedUnit(unit, text.split(), letter_groups(text), vector, np.ones(3, np.float16)))
    return PlanUnits(plan, "1", units)


def test_files_are_few_and_hold_what_the_record_does_however_often_plans_come_and_go(tmp_path: Path) -> None:
    index = EmbeddedIndex.create(tmp_path, LIMITS)
    counts = []
    for number in range(40):
        index.update([make_plan(number)], ())
        counts.append(len(list(tmp_path.glob("rows-*"))))
    assert max(counts) == 16
    assert counts[-1] < 16, "when there were sixteen, all was written anew"
    assert index.verify() == []
    index.update([make_plan(3)], [f"p{number:03d}" for number in range(20, 35)])
    assert len(list(tmp_path.glob("rows-*"))) == 1, "too much of them had gone"
    assert index.verify() == []
    view = index.view()
    query = IndexQuery(["39"], letter_groups("39 1"), ["39"], None, None)
    found = view.find([query], UnitFilter(), 3)
    best = view.load_units(found.positions[np.argsort(-found.score(query).lexical, kind="stable")[:3]])
    assert {unit.plan for unit in best} == {"p039"}
