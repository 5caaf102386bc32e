from corpus.reading.ocr.recogniser import Seen, _parse
from corpus.reading.page.geometry import Box, Word
from corpus.reading.page.lines import read_lines

HEAD = "4\t1\t1\t1\t1\t0\t347\t95\t151\t16\t-1\t"


def _row(number: int, x0: int, x1: int, text: str) -> str:
    return f"5\t1\t1\t1\t1\t{number}\t{x0}\t95\t{x1 - x0}\t16\t93.0\t{text}"


def _line(seen: tuple[Seen, ...]) -> list[str]:
    return [line.text for line in read_lines([Word(w.text, Box(w.x0, w.top, w.x1, w.bottom)) for w in seen])]


def test_a_word_ends_where_the_next_one_begins_and_the_line_stays_one() -> None:
    """Boxes as Tesseract gave them of a bad scan: "ngày" and "tháng" reach over the words behind them."""
    words = [(347, 368, "Sơn"), (370, 395, "Bình,"), (397, 423, "ngày"), (413, 424, "01"), (426, 498, "tháng")]
    words += [(451, 456, "3"), (458, 475, "năm"), (477, 498, "2022")]
    seen = _parse("\n".join([HEAD, *(_row(number, *word) for number, word in enumerate(words, start=1))]))
    assert [word.x1 for word in seen] == [368, 395, 413, 424, 451, 456, 475, 498]
    assert _line(seen) == ["Sơn Bình, ngày 01 tháng 3 năm 2022"]


def test_the_tone_of_a_word_is_mended_by_its_line() -> None:
    seen = _parse("\n".join([HEAD, _row(1, 10, 40, "UBND"), _row(2, 45, 80, "TĨNH"), _row(3, 85, 120, "LAM")]))
    assert [word.text for word in seen] == ["UBND", "TỈNH", "LAM"]


def test_a_word_that_is_two_is_parted_with_its_box() -> None:
    seen = _parse("\n".join([HEAD, _row(1, 10, 40, "TỈNH"), _row(2, 50, 130, "NAMTRẠCH")]))
    assert [(word.text, word.x0, word.x1) for word in seen] == [("TỈNH", 10, 40), ("NAM", 50, 80), ("TRẠCH", 80, 130)]
