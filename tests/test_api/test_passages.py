"""Passages cut for show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.passages import build_restored, mark_words, open_at
from corpus.model import Document, Grade, Layer, Quality, Quote, RestoredWord, Source

TEXT = "1. Tổ chức đánh giá\nnội bộ năm 2024"


def quote(start, end):
    return Quote(TEXT[start:end], Source(start, end))


def test_the_words_of_a_question_are_marked():
    pieces = mark_words([quote(3, 36)], [Source(11, 15), Source(16, 19)])
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("Tổ chức ", False),
        ("đánh", True),
        (" ", False),
        ("giá", True),
        ("\nnội bộ năm 2024", False),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 36), st.integers(0, 36)).map(sorted), max_size=4),
    st.lists(st.tuples(st.integers(0, 36), st.integers(0, 36)).map(sorted), max_size=6),
)
def test_marking_never_loses_or_repeats_a_letter(quotes, matched):
    cut = [quote(*range_) for range_ in quotes]
    pieces = mark_words(cut, [Source(*range_) for range_ in matched])
    assert "".join(piece.text for piece in pieces) == " ".join(part.raw for part in cut)


@given(st.integers(-5, 50) | st.none(), st.integers(-5, 50) | st.none())
def test_a_text_opened_at_a_passage_is_the_whole_text(start, end):
    opened = open_at(TEXT, start, end)
    assert opened.before + opened.passage + opened.after == TEXT
    if opened.passage:
        assert opened.passage == TEXT[start:end]


def test_guesses_are_laid_over_the_text_as_found_and_the_unsure_ones_marked():
    text = "Quyét dinh s6 19"
    words = (RestoredWord(Source(0, 5), "Quyết", True), RestoredWord(Source(6, 10), "định", False))
    quality = Quality(Grade.POOR, 0.1, Layer.DAMAGED)
    document = Document("0" * 64, "a.txt", "text/plain", text, (), quality, True, restored=words)
    assert [(piece.text, piece.marked) for piece in build_restored(document)] == [
        ("Quyết", False),
        (" ", False),
        ("định", True),
        (" s6 19", False),
    ]


def test_a_document_without_guesses_has_no_second_reading():
    document = Document("0" * 64, "a.txt", "text/plain", "Số 1", (), Quality(Grade.GOOD, 0.9, Layer.NATIVE), True)
    assert build_restored(document) == ()
