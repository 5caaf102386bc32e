"""The table of abbreviations, and texts written out by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.abbreviations import Strength, load_expander, load_shipped, parse_abbreviations, shipped_expander
from corpus.errors import AbbreviationsError, NotFound
from corpus.samples import load_samples
from corpus.text import normalise

HEAD = "viết tắt\tviết đủ\tmức\tghi chú\n"


def test_the_shipped_table_is_sound_and_large() -> None:
    rows = load_shipped()
    assert len(rows) >= 300
    assert len({row.short for row in rows}) == len(rows)
    assert all(len(row.full) == 1 for row in rows if row.strength is Strength.SURE)


WRITTEN_OUT = [
    ("ĐGNB HTQLCL", "đánh giá nội bộ Hệ thống quản lý chất lượng"),
    ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
    ("Phòng LĐ-TBXH huyện", "Phòng Lao động - Thương binh và Xã hội huyện"),
    ("Công bố (HTQLCL)", "Công bố (Hệ thống quản lý chất lượng)"),
    ("theo Quyết định số 101/QĐ-BKHCN", "theo Quyết định số 101/QĐ-BKHCN"),
    ("mẫu KH-UBND", "mẫu KH-UBND"),
    ("Niêm yết quy trình", "Niêm yết quy trình"),
    ("TCVN ISO 9001:2015", "TCVN ISO 9001:2015"),
    ("ban chỉ đạo", "ban chỉ đạo"),
    ("không ko", "không ko"),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN_OUT)
def test_sure_ones_are_written_out(text: str, written: str) -> None:
    assert shipped_expander().expand(text, guess=False) == written


TYPED = [
    ("dgnb htqlcl", "đánh giá nội bộ Hệ thống quản lý chất lượng"),
    ("Tthc", "thủ tục hành chính"),
    ("sự ko phù hợp", "sự không phù hợp"),
    ("ban co hop", "ban co hop"),
    ("niêm yết QT tại trụ sở", "niêm yết quy trình tại trụ sở"),
    ("KH năm 2024", "kế hoạch năm 2024"),
    ("đào tạo CG đánh giá", "đào tạo chuyên gia đánh giá"),
    ("Sở KHCN, TC các cuộc họp", "Sở khoa học và công nghệ, tổ chức các cuộc họp"),
]


@pytest.mark.parametrize(("text", "written"), TYPED)
def test_questions_are_written_out_in_any_case_and_by_the_words_around(text: str, written: str) -> None:
    assert shipped_expander().expand(text, loose=True) == written


def test_ambiguous_ones_stay_in_texts() -> None:
    assert shipped_expander().expand("soạn thảo QT, KH", guess=False) == "soạn thảo QT, KH"


def test_texts_without_abbreviations_stay_as_they_are() -> None:
    for sample in load_samples():
        if sample.format == "txt":
            words = [word for word in normalise(sample.path.read_text("utf-8")).split() if word.islower()]
            assert shipped_expander().expand(" ".join(words), guess=False) == " ".join(words)


WRONG = [
    ("a\tb\n", 1, None),
    (f"{HEAD}ABC\n", 2, "viết đủ"),
    (f"{HEAD}Ban ISO\tBan Chỉ đạo\n", 2, "viết tắt"),
    (f"{HEAD}ABC\tan bình ca | ái bảo châu\tchắc\n", 2, "mức"),
    (f"{HEAD}ABC\tan bình ca\tcó lẽ\n", 2, "mức"),
    (f"{HEAD}ABC\tan bình ca\nABC\tái bảo châu\n", 3, "viết tắt"),
    (f"{HEAD}ABCD\tabc\n", 2, "viết đủ"),
    (f"{HEAD}ABC\tan bình ca\tchắc\tnguồn\tthừa\n", 2, None),
    ("viết tắt,viết đủ,màu\nABC,an bình ca,đỏ\n", 1, "màu"),
]


@pytest.mark.parametrize(("text", "line", "column"), WRONG)
def test_a_wrong_row_is_told_with_file_line_and_column(text: str, line: int, column: str | None) -> None:
    parsed = parse_abbreviations(text.encode(), "cua-toi.tsv")
    (issue,) = parsed.issues
    assert (issue.place.file, issue.place.line, issue.place.column) == ("cua-toi.tsv", line, column)


def test_a_file_of_the_users_own_stands_over_the_table(tmp_path: Path) -> None:
    path = tmp_path / "cua-toi.csv"
    path.write_text("viết tắt,viết đủ\nQTKX,quy trình kiểm xạ\nMTCL,môi trường chất lượng\n", "utf-8")
    expander = load_expander([path])
    assert expander.expand("QTKX và MTCL, ĐGNB") == "quy trình kiểm xạ và môi trường chất lượng, đánh giá nội bộ"
    assert expander.abbreviate("theo Quy trình kiểm xạ", own=True) == ("QTKX",)
    assert shipped_expander().expand("QTKX") == "QTKX"


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cua-toi.csv"
    path.write_text("viết tắt,viết đủ\nABC,\n", "utf-8")
    with pytest.raises(AbbreviationsError, match=r"cua-toi\.csv, dòng 2, cột “viết đủ”"):
        load_expander([path])
    with pytest.raises(AbbreviationsError) as caught:
        load_expander([tmp_path / "mat.csv"])
    assert caught.value.code == "ABBREVIATIONS_NOT_FOUND"
    assert not isinstance(caught.value, NotFound)
