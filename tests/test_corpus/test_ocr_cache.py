import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading import ReadingOptions
from corpus.reading.ocr import batch, cache
from corpus.reading.ocr.batch import Picture, recognise_pages
from corpus.reading.ocr.cache import load_page, page_key, save_page
from corpus.reading.ocr.page import Recognised
from corpus.reading.page.geometry import Box, Word

PAGE = Recognised((Word("Sở", Box(1.0, 2.0, 3.5, 4.25)),), ((Box(0.0, 0.0, 9.0, 9.0),),), 93.5)
GREY = np.arange(600, dtype=np.uint8).reshape(20, 30)

_numbers = st.floats(0, 2000, allow_nan=False)
_boxes = st.builds(Box, _numbers, _numbers, _numbers, _numbers)
_words = st.builds(Word, st.text(st.characters(exclude_categories=["Cs"]), min_size=1), _boxes)


@given(st.builds(Recognised, st.lists(_words).map(tuple), st.lists(st.lists(_boxes).map(tuple)).map(tuple), _numbers))
def test_a_page_comes_back_as_it_was_kept(tmp_path_factory: pytest.TempPathFactory, page: Recognised) -> None:
    folder = tmp_path_factory.getbasetemp() / "kept"
    save_page(folder, "key", page)
    assert load_page(folder, "key") == page


def test_the_key_tells_pixels_resolution_shape_and_means_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    other = GREY.copy()
    other[3, 3] += 1
    keys = [page_key(GREY, 200), page_key(other, 200), page_key(GREY, 150), page_key(GREY.reshape(30, 20), 200)]
    monkeypatch.setattr(cache, "recogniser_version", lambda: "another release")
    keys.append(page_key(GREY, 200))
    monkeypatch.setattr(cache, "SETTINGS", cache.SETTINGS + 1)
    keys.append(page_key(GREY, 200))
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"words": [], "tables": []}', '{"words": [["a", 1]], "tables": [], "confidence": 1}', "é"],
)
def test_a_damaged_entry_is_ignored_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setattr(batch, "recognise_page", lambda _grey, _dpi: PAGE)
    kept = tmp_path / f"{page_key(GREY, 200)}.json"
    kept.write_text(content, "latin-1")
    assert load_page(tmp_path, kept.stem) is None
    recognise_pages([lambda: Picture(GREY, 200)], ReadingOptions(ocr_cache=tmp_path), lambda _: None)
    assert load_page(tmp_path, kept.stem) == PAGE
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]  # no temporary file stays behind


def test_pages_that_are_kept_are_not_recognised_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recognised: list[int] = []

    def read(_grey: object, dpi: float) -> Recognised:
        recognised.append(1)
        return replace(PAGE, confidence=dpi)

    monkeypatch.setattr(batch, "recognise_page", read)
    loads = [lambda dpi=dpi: Picture(GREY, dpi) for dpi in (100.0, 150.0, 200.0)]
    options = ReadingOptions(ocr_cache=tmp_path / "new")
    first = recognise_pages(loads, options, lambda _: None)
    again = recognise_pages([*loads, lambda: Picture(GREY, 250.0)], options, lambda _: None)
    assert again[:3] == first
    assert len(recognised) == 4
    recognise_pages(loads, ReadingOptions(), lambda _: None)
    assert len(recognised) == 7  # without a folder nothing is kept


def test_a_folder_that_cannot_be_written_to_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "recognise_page", lambda _grey, _dpi: PAGE)
    (tmp_path / "file").write_text("no folder")
    options = ReadingOptions(ocr_cache=tmp_path / "file" / "cache")
    assert recognise_pages([lambda: Picture(GREY, 200)], options, lambda _: None) == [PAGE]


@pytest.mark.parametrize("threads", [1, 3])
def test_pages_keep_their_order_and_progress_counts_up(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    import time

    def read(_grey: object, dpi: float) -> Recognised:
        time.sleep(0.02 if dpi < 3 else 0)  # the first pages are the slow ones
        return replace(PAGE, confidence=dpi)

    monkeypatch.setattr(batch, "recognise_page", read)
    loads: list[batch.Load] = [lambda dpi=dpi: Picture(GREY, dpi) for dpi in (1.0, 2.0, 3.0, 4.0, 5.0)]
    loads[3] = lambda: None
    heard: list[int] = []
    done = recognise_pages(loads, ReadingOptions(ocr_threads=threads), heard.append)
    assert [page and page.confidence for page in done] == [1.0, 2.0, 3.0, None, 5.0]
    assert heard == [1, 2, 3, 4, 5]


def test_what_is_kept_is_json_without_the_picture(tmp_path: Path) -> None:
    save_page(tmp_path, "key", PAGE)
    kept = json.loads((tmp_path / "key.json").read_text("utf-8"))
    assert kept == {"words": [["Sở", 1.0, 2.0, 3.5, 4.25]], "tables": [[[0.0, 0.0, 9.0, 9.0]]], "confidence": 93.5}
