"""Likeness in letters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from indexer.letter_likeness import LetterLikeness
from indexer.units import letter_groups

TEXTS = ["Đánh giá nội bộ", "Đào tạo chuyên gia đánh giá nội bộ", "Công bố hệ thống phù hợp", "họp, họp nữa", "…"]
WORDS = st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=12).map(" ".join)


@given(fixed=st.lists(WORDS, min_size=1, max_size=6), text=WORDS)
def test_it_is_the_cosine_of_tf_idf(fixed: list[str], text: str) -> None:
    likeness = LetterLikeness.build(fixed).score(text)
    assert likeness.shape == (len(fixed),)
    assert likeness.dtype == np.float32
    if not any(letter_groups(each) for each in fixed):  # the peer refuses an empty vocabulary
        assert not likeness.any()
        return
    peer = TfidfVectorizer(analyzer=letter_groups, sublinear_tf=True)
    rows = peer.fit_transform(fixed)
    np.testing.assert_allclose(likeness, (rows @ peer.transform([text]).T).toarray()[:, 0], atol=1e-5)


def test_accents_and_case_do_not_matter_and_a_text_is_most_like_itself() -> None:
    table = LetterLikeness.build(TEXTS)
    assert np.allclose(table.score("DANH GIA NOI BO"), table.score("đánh giá nội bộ"))
    for number, text in enumerate(TEXTS[:-1]):
        assert table.score(text).argmax() == number
        assert table.score(text)[number] > 0.999
    assert not table.score("zzz").any()
    assert not table.score("").any()


def test_a_saved_table_is_read_back(tmp_path: Path) -> None:
    table = LetterLikeness.build(TEXTS)
    table.save(tmp_path)
    assert np.array_equal(LetterLikeness.load(tmp_path).score("nội bộ"), table.score("nội bộ"))


@given(fixed=st.lists(WORDS, min_size=1, max_size=6), texts=st.lists(WORDS, max_size=5))
def test_many_texts_at_once_have_to_the_bit_the_cosines_of_each_alone(fixed: list[str], texts: list[str]) -> None:
    table = LetterLikeness.build(fixed)
    found = table.score_all(texts)
    assert found.shape == (len(texts), len(fixed))
    assert found.dtype == np.float32
    assert all(np.array_equal(row, table.score(text)) for row, text in zip(found, texts, strict=True))
