"""Places found in the restored copy of a damaged document are moved to the text as found."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import (
    Block,
    BlockKind,
    Cell,
    Deadline,
    Document,
    Field,
    Grade,
    Layer,
    Problem,
    Quality,
    RestoredWord,
    Section,
    Severity,
    Source,
    Task,
    TimeKind,
)
from corpus.parsing.restoration import restore_document
from corpus.text import field, quote, reading_text, restored

FOUND = "S6: 41 /KH-UBND\nQuyét dinh s6 19 chidao Tlep"
GUESSES = (("S6", "Số"), ("Quyét", "Quyết"), ("dinh", "định"), ("chidao", "chỉ đạo"), ("Tlep", "Tiếp"))


def _words(text: str, guesses: tuple[tuple[str, str], ...]) -> tuple[RestoredWord, ...]:
    words: list[RestoredWord] = []
    end = 0
    for word, guess in guesses:
        start = text.index(word, end)
        end = start + len(word)
        words.append(RestoredWord(Source(start, end), guess, confident=True))
    return tuple(words)


def _document(text: str, words: tuple[RestoredWord, ...]) -> Document:
    lines = [(line, text.index(line)) for line in text.split("\n") if line]
    blocks = tuple(Block(BlockKind.PARAGRAPH, Source(at, at + len(line))) for line, at in lines)
    row = Block(BlockKind.ROW, Source(0, 2), (Cell(Source(0, 2)), Cell(None, "above")), 0)
    quality = Quality(Grade.POOR, 0.1, Layer.DAMAGED)
    return Document("0" * 64, "a.txt", "text/plain", text, (*blocks, row), quality, wrapped=True, restored=words)


def _copy(words: tuple[RestoredWord, ...] = _words(FOUND, GUESSES)):
    copy = restore_document(_document(FOUND, words))
    assert copy is not None
    return copy


def test_a_document_without_guesses_has_no_copy() -> None:
    assert restore_document(_document("Kế hoạch", ())) is None


def test_the_copy_reads_as_it_was_meant_and_keeps_its_blocks() -> None:
    copy = _copy()
    assert copy.reading.text == "Số: 41 /KH-UBND\nQuyết định s6 19 chỉ đạo Tiếp"
    assert [copy.reading.slice(block.source) for block in copy.reading.blocks] == [
        "Số: 41 /KH-UBND",
        "Quyết định s6 19 chỉ đạo Tiếp",
        "Số",
    ]
    assert copy.reading.blocks[-1].cells[1].merged == "above"


def test_a_value_is_quoted_from_the_text_as_found() -> None:
    copy = _copy()
    at = copy.reading.text.index("Quyết định")
    moved = copy.as_found((field([quote(copy.reading.text, at, at + len("Quyết định"))]),))
    assert [(one.value, one.guess) for one in moved] == [("Quyét dinh", "Quyết định")]
    assert moved[0].quotes[0].source == Source(16, 26)


def test_a_value_that_was_not_ruined_has_no_guess() -> None:
    copy = _copy()
    at = copy.reading.text.index("KH-UBND")
    (moved,) = copy.as_found((field([quote(copy.reading.text, at, at + len("KH-UBND"))]),))
    assert (moved.value, moved.guess) == ("KH-UBND", None)


def test_part_of_a_guess_is_quoted_in_proportion() -> None:
    copy = _copy()
    at = copy.reading.text.index("đạo")
    (one,) = copy.as_found((quote(copy.reading.text, at, at + 3),))
    assert one.raw == FOUND[one.source.start : one.source.end] == "dao"


def test_a_problem_keeps_its_words_and_moves_its_place() -> None:
    copy = _copy()
    at = copy.reading.text.index("Tiếp")
    moved = copy.as_found(Problem("A", Severity.INFO, "Tiếp", Source(at, at + 4, 2)))
    assert (moved.message, moved.source) == ("Tiếp", Source(FOUND.index("Tlep"), len(FOUND), 2))


def test_the_event_of_a_deadline_reads_as_found() -> None:
    text = "Sau khi danh gid noi b6"
    words = _words(text, (("danh", "đánh"), ("gid", "giá"), ("noi", "nội"), ("b6", "bộ")))
    copy = restore_document(_document(text, words))
    assert copy is not None
    whole = field([quote(copy.reading.text, 0, len(copy.reading.text))])
    moved = copy.as_found(Deadline(whole, TimeKind.EVENT, end=date(2024, 1, 1), relative_to="đánh giá nội bộ"))
    assert (moved.text.value, moved.relative_to, moved.end) == (text, "danh gid noi b6", date(2024, 1, 1))


def test_headings_read_as_found() -> None:
    text = "II. NQI DUNG\nI XAY DUNG\n1 Lap"
    words = _words(text, (("NQI", "NỘI"), ("XAY", "XÂY"), ("DUNG", "DỰNG")))
    copy = restore_document(_document(text, words))
    assert copy is not None
    title = Source(0, len("II. NỘI DUNG"))
    assert copy.as_found(Section("II", "NỘI DUNG", 1, title)).title == "NQI DUNG"
    content = field([quote(copy.reading.text, len(copy.reading.text) - 3, len(copy.reading.text))])
    task = Task("p#1", "1", "I. XÂY DỰNG", content, (), (), (), (), None, None, main=True, source=content.source)
    assert copy.as_found(task).group == "I. XAY DUNG"


@st.composite
def _damaged(draw: st.DrawFn) -> tuple[str, tuple[RestoredWord, ...]]:
    text = draw(st.text(alphabet="abđ \n", min_size=1, max_size=40))
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    guesses = draw(st.lists(st.text(alphabet="xyz ", max_size=6), min_size=len(pairs), max_size=len(pairs)))
    return text, tuple(
        RestoredWord(Source(start, end), guess, confident=False)
        for (start, end), guess in zip(pairs, guesses, strict=True)
    )


@given(_damaged(), st.data())
def test_every_range_of_the_restored_text_has_a_place_in_the_text_as_found(
    damaged: tuple[str, tuple[RestoredWord, ...]], data: st.DataObject
) -> None:
    text, words = damaged
    face = restored(text, words)
    assert face.text == reading_text(text, words, 0, len(text))
    assert len(face.offsets) == len(face.text) + 1
    assert list(face.offsets) == sorted(face.offsets)
    start = data.draw(st.integers(0, len(face.text)))
    end = data.draw(st.integers(start, len(face.text)))
    first, last = face.origin(start, end)
    assert 0 <= first <= last <= len(text)


@given(_damaged())
def test_quotes_of_the_copy_are_verbatim_in_the_document(damaged: tuple[str, tuple[RestoredWord, ...]]) -> None:
    text, words = damaged
    document = _document(text, words)
    copy = restore_document(document)
    if copy is None:
        return
    for block in copy.reading.blocks:
        part = quote(copy.reading.text, block.source.start, block.source.end)
        moved: Field = copy.as_found(field([part]))
        for one in moved.quotes:
            assert document.slice(one.source) == one.raw
