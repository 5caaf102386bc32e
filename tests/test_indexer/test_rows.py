"""Rows are read from flat files as they stand in the record, whatever came and went."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.contract import IndexedUnit, IndexQuery, PlanUnits, UnitFilter
from indexer.embedded import DamagedIndex, EmbeddedIndex, EmbeddedView, Limits
from indexer.embedded.packing import pack_tokens
from indexer.embedded.rows import DamagedRows, Row, RowFile, RowReader, is_sound, note_files, parse_files, write_rows
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
    with pytest.raises(DamagedRows, match="cut short"):
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


def answer(view: EmbeddedView) -> list[object]:
    """What some questions find, with every score, and what is loaded of every unit."""
    found: list[object] = []
    for chosen in (UnitFilter(), UnitFilter(plans=frozenset(f"p{number:03d}" for number in range(0, 40, 2)))):
        for text in ("nhiệm vụ 7 1", "39"):
            vector = np.eye(8, dtype=np.float32)[len(text) % 8]
            query = IndexQuery(text.split(), letter_groups(text), text.split(), vector, np.ones(3, np.float32))
            scores = view.find([query], chosen, 5).score(query)
            signals = (scores.dense, scores.concept, scores.lexical, scores.skeleton, scores.coverage)
            found += [scores.positions.tolist(), *(signal.tolist() for signal in signals)]
            found += [scores.best_lexical, scores.best_skeleton, scores.best_coverage]
    every = np.arange(view.count)
    return [*found, view.load_vectors(every).tolist(), view.load_profiles(every).tolist()]


def test_whatever_byte_of_a_file_changes_the_answers_are_the_records_and_it_is_told_and_mended(tmp_path: Path) -> None:
    index = EmbeddedIndex.create(tmp_path, LIMITS)
    index.update([make_plan(number) for number in range(20)], ())
    index.update([make_plan(number) for number in range(20, 40)], ())
    right, chance = answer(index.view()), np.random.default_rng(8)
    paths = sorted(tmp_path.glob("rows-*"))
    assert len(paths) == 2
    refused = 0
    for _ in range(60):
        path = paths[chance.integers(2)]
        whole = path.read_bytes()
        opened = index.view()
        place = int(chance.integers(len(whole)))
        with path.open("r+b") as file:  # in place, as a disk errs
            file.seek(place)
            file.write(bytes([whole[place] ^ int(chance.integers(1, 256))]))
        assert answer(opened) == right, "who had it open"
        try:
            assert answer(index.view()) == right
        except DamagedIndex:  # places and what is behind them are looked at when it is opened
            refused += 1
        assert [finding.code for finding in index.verify()] == ["INDEX_DAMAGED"]
        index.mend()
        assert index.verify() == []
        assert answer(index.view()) == right
        paths = sorted(tmp_path.glob("rows-*"))
        paths = paths if len(paths) == 2 else [paths[0], paths[0]]
    assert 0 < refused < 60


def test_zeros_in_the_place_of_a_page_or_a_file_cut_short_are_answered_from_the_record(tmp_path: Path) -> None:
    index = EmbeddedIndex.create(tmp_path, LIMITS)
    index.update([make_plan(number) for number in range(40)], ())
    view = index.view()
    right = answer(view)
    (path,) = tmp_path.glob("rows-*")
    with path.open("r+b") as file:
        file.write(bytes(512))
    assert answer(view) == answer(index.view()) == right
    with path.open("r+b") as file:
        file.truncate(700)
    assert answer(view) == right
    with pytest.raises(DamagedIndex):
        index.view()
    index.mend()
    assert answer(index.view()) == right
