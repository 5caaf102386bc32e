import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ModelUnavailable
from corpus.reading.ocr import tone_marks
from corpus.reading.ocr.tone_marks import mend_tones
from corpus.text import fold

USUAL, SURE = 93.0, 96.8


def _mend(line: str, confidence: float) -> str:
    words = line.split()
    return " ".join(mend_tones(words, [confidence] * len(words)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("UBND TĨNH LAM SƠN", "UBND TỈNH LAM SƠN"),
        ("BỆNH VIỆN Y HỌC CỔ TRUYỂN", "BỆNH VIỆN Y HỌC CỔ TRUYỀN"),
        ("SỜ KHOA HỌC VÀ CÔNG NGHỆ", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("tại Chỉ cục Kiểm lâm và các Hạt Kiểm lâm;", "tại Chi cục Kiểm lâm và các Hạt Kiểm lâm;"),
        ("CỘNG HÒA XÂ HỘI CHỦ NGHÌA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("NGHỊ QUYẼT", "NGHỊ QUYẾT"),
        ("đơn vị chủ tri.", "đơn vị chủ trì."),
    ],
)
def test_a_word_gets_the_tone_that_its_neighbours_demand(line: str, expected: str) -> None:
    assert _mend(line, USUAL) == expected


@pytest.mark.parametrize(
    "line",
    [
        "UBND TỈNH LAM KỲ SƠN",
        "ỦY BAN NHÂN DÂN HUYỆN SƠN TỊNH",
        "UBND xã Cần Đước ban hành Kế hoạch",
        "Chi cục Chăn nuôi và Thú y",
        "Ban Chỉ đạo ISO của Sở",
        "Kết quả đo được ghi vào sổ",
        "HĐND xã, 19/2014/QĐ-TTg; 9001:2015",
    ],
)
def test_names_and_right_words_stay_as_recognised(line: str) -> None:
    assert _mend(line, USUAL) == line


def test_a_word_recognised_with_confidence_needs_stronger_reasons() -> None:
    line = "tại Chỉ cục Kiểm lâm"
    assert _mend(line, USUAL) != line
    assert _mend(line, SURE) == line
    assert _mend("UBND TÍNH ĐỊNH KHÊ", SURE) == "UBND TỈNH ĐỊNH KHÊ"


def test_what_stands_behind_a_full_stop_says_nothing() -> None:
    assert _mend("UBND TĨNH", USUAL) == "UBND TỈNH"
    assert _mend("UBND. TĨNH", USUAL) == "UBND. TĨNH"


@given(st.lists(st.text(min_size=1)))
def test_nothing_but_marks_changes(words: list[str]) -> None:
    mended = mend_tones(words, [0.0] * len(words))
    assert [fold(word) for word in mended] == [fold(word) for word in words]


def test_without_the_model_words_stay_as_recognised(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged() -> None:
        raise ModelUnavailable("hỏng", code="RESTORATION_DATA_DAMAGED")

    monkeypatch.setattr("corpus.reading.restoration.restore.load_restorer", damaged)
    tone_marks._speller.cache_clear()
    try:
        assert _mend("UBND TĨNH LAM SƠN", USUAL) == "UBND TĨNH LAM SƠN"
        assert "RESTORATION_DATA_DAMAGED" in caplog.text
    finally:
        tone_marks._speller.cache_clear()
