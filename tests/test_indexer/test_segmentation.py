"""Words of Vietnamese text."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from indexer.segmentation import _parts_alone, segment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tổ chức đánh giá nội bộ", ["tổ_chức", "đánh_giá", "nội_bộ"]),
        ("Đánh giá, nội bộ.", ["đánh_giá", "nội_bộ"]),
        ("", []),
        ("– ; …", []),
        ("họp \ud800 giao ban", ["họp", "giao_ban"]),
    ],
)
def test_text_is_cut_into_lower_case_words(text: str, words: list[str]) -> None:
    assert segment(text) == words


def test_decomposed_letters_make_the_same_words() -> None:
    text = "Xây dựng kế hoạch đánh giá nội bộ hệ thống quản lý chất lượng"
    assert segment(unicodedata.normalize("NFD", text)) == segment(text)


def test_a_word_is_one_word_wherever_its_tone_was_put() -> None:
    assert segment("Hoà giải") == segment("Hòa giải")


def test_eight_threads_may_be_the_first_to_ask() -> None:
    script = """
import logging, threading
from indexer.segmentation import _parts_alone, segment
start, results = threading.Barrier(8), []
def ask():
    start.wait()
    for _ in range(20):
        try:
            results.append(tuple(segment("Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng")))
        except Exception as error:
            results.append(repr(error))
threads = [threading.Thread(target=ask) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(results) == 160 and len(set(results)) == 1, set(results)
assert "đánh_giá" in results[0], results[0]
assert not logging.getLogger().handlers, "importing the segmenter set up logging"
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr


def test_only_the_segmenter_is_imported_and_the_whole_package_can_be_afterwards() -> None:
    script = """
import sys
from indexer.segmentation import segment
assert segment("đánh giá nội bộ") == ["đánh_giá", "nội_bộ"]
unneeded = {"torch", "transformers", "requests", "underthesea", "underthesea.pipeline.pos_tag"}
assert not unneeded & set(sys.modules), unneeded & set(sys.modules)
from underthesea import pos_tag, word_tokenize
assert word_tokenize("đánh giá nội bộ") == ["đánh giá", "nội bộ"]
assert pos_tag("Sở họp")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_package_that_is_imported_already_or_absent_stays_as_it_is() -> None:
    import email

    with _parts_alone("email"):
        assert sys.modules["email"] is email
    with _parts_alone("no_such_package"):
        assert "no_such_package" not in sys.modules
