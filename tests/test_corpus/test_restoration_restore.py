import difflib
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import RestoredWord, Source
from corpus.reading.restoration import restore, restore_text
from corpus.text import reading_text

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def read(text: str) -> str:
    return reading_text(text, restore_text(text, [(0, len(text))]), 0, len(text))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("Can ctr Quyét dinh s6 19/2014/Qb-TTg", "Căn cứ Quyết định số 19/2014/QĐ-TTg"),
        ("theo Théng tu s6 26/2014/TT-BKHCN", "theo Thông tư số 26/2014/TT-BKHCN"),
        ("Nghi dinh s6 30/2020/ND-CP cua Chinh phu", "Nghị định số 30/2020/NĐ-CP của Chính phủ"),
        ("ngay 0S thang 3 nam 2023", "ngày 05 tháng 3 năm 2023"),
        ("Hé théng quan 1y chat lwgng theo TCYVN 1SO 9001:2015", "Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015"),
        ("UY BAN NHAN DAN TINH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("KE HOACH TRIEN KHAI THUC HIEN", "KẾ HOẠCH TRIỂN KHAI THỰC HIỆN"),
        ("Uy ban nhan dan thanhpho giao co quan", "Ủy ban nhân dân thành phố giao cơ quan"),
        ("cac co quan, t6 ch irc thuc hién", "các cơ quan, tổ chức thực hiện"),
        ("trach nhiem cua cac\ndon vi trong viéc thuc hién", "trách nhiệm của các\nđơn vị trong việc thực hiện"),
        ("Phdi hop: cac phong chuyén mén | Thdi gian", "Phối hợp: các phòng chuyên môn | Thời gian"),
        ("giai quyét thi tuc hanh chinh (TTHC)", "giải quyết thủ tục hành chính (TTHC)"),
    ],
)
def test_ruined_words_are_restored(found: str, expected: str) -> None:
    assert read(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư, Sở ban hành kế hoạch này.",
        "Các đơn vị báo cáo về Ban Chỉ đạo ISO (qua Văn phòng) trước ngày 15/12; hoà giải viên và thuỷ lợi cũng vậy.",
        "Phòng Kinh tế và Hạ tầng xã Ia Krẻo chủ trì; liên hệ vanthu@huyen.gov.vn hoặc truong.edu.vn.",
    ],
)
def test_a_sound_text_stays_as_it_is(text: str) -> None:
    restored = restore_text(text, [(0, len(text))])
    assert reading_text(text, restored, 0, len(text)) == text
    assert sum(word.confident for word in restored) > 0.9 * len(restored)


def test_every_word_of_the_ranges_comes_back_and_nothing_else() -> None:
    text = "ké hoach | thuc hién | nam 2023"
    restored = restore_text(text, [(0, 8), (11, 20)])
    assert [text[word.source.start : word.source.end] for word in restored] == ["ké", "hoach", "thuc", "hién"]
    assert [word.text for word in restored] == ["kế", "hoạch", "thực", "hiện"]


def test_a_guess_over_two_found_words_covers_both() -> None:
    text = "co quan, t6 ch irc thuc hién nhiém vu"
    joined = [word for word in restore_text(text, [(0, len(text))]) if word.text == "chức"]
    assert [text[word.source.start : word.source.end] for word in joined] == ["ch irc"]


def test_mended_digits_are_not_confident() -> None:
    text = "ban hanh ngay 0S thang 3 nam 2O23"
    unsure = [word.text for word in restore_text(text, [(0, len(text))]) if not word.confident]
    assert {"05", "2023"} <= set(unsure)


def test_a_word_no_one_knows_is_kept_without_confidence() -> None:
    text = "thuc hién nhiém vu cua qwxzkvb theo ké hoach"
    kept = [word for word in restore_text(text, [(0, len(text))]) if word.text == "qwxzkvb"]
    assert [word.confident for word in kept] == [False]


@given(st.text(alphabet="aeoutnhgcdéèà6&¢1 5/-.,;:|'’()\n\tQDTgƯđế\u0301", max_size=60))
@settings(max_examples=60, deadline=None)
def test_guesses_lie_in_order_inside_the_text_and_cover_its_letters(text: str) -> None:
    restored = restore_text(text, [(0, len(text))])
    end = 0
    for word in restored:
        assert end <= word.source.start < word.source.end <= len(text)
        assert word.text.strip()
        assert not any(char.isalnum() for char in text[end : word.source.start])
        end = word.source.end
    assert not any(char.isalnum() for char in text[end:])


RESTORED = (
    RestoredWord(Source(0, 2), "kế", True),
    RestoredWord(Source(3, 8), "hoạch", True),
    RestoredWord(Source(9, 16), "thực hiện", False),
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 17, "kế hoạch thực hiện."),
        (3, 8, "hoạch"),
        (2, 9, " hoạch "),
        (4, 17, "oach thực hiện."),
        (0, 7, "kế hoac"),
        (5, 5, ""),
    ],
)
def test_guesses_are_laid_over_any_range_and_a_cut_word_stays_as_found(start: int, end: int, expected: str) -> None:
    assert reading_text("ké hoach thuchie.", RESTORED, start, end) == expected


def test_a_text_without_guesses_reads_as_found() -> None:
    assert reading_text("ké hoach", (), 0, 8) == "ké hoach"


def test_the_same_text_gives_the_same_guesses_whatever_was_read_before() -> None:
    text = "Chi thi s6 16 ve tang cuong cong tac phong chong tham nhiing"
    first = restore_text(text, [(0, len(text))])
    restore_text("dam bao an toan giao théng", [(0, 26)])
    assert restore_text(text, [(0, len(text))]) == first


def test_threads_share_one_loaded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore, "_loaded", [])
    seen: list[restore.Restorer] = []
    threads = [threading.Thread(target=lambda: seen.append(restore.load_restorer())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len({id(restorer) for restorer in seen}) == 1


def test_importing_the_room_loads_no_data() -> None:
    script = "import corpus.reading.restoration.restore as r; assert r._loaded == []"
    subprocess.run([sys.executable, "-c", script], check=True)


def _words(text: str) -> list[str]:
    stripped = (word.strip(".,;:()|/-–+\"'").lower() for word in text.replace("|", " ").split())
    return [word for word in stripped if word]


@pytest.mark.skipif(
    not (SHARED / "plans/iso-corrected").is_dir(), reason="accuracy on real plans not checked: no shared"
)
@pytest.mark.parametrize("number", ["002", "004"])
def test_real_plans_are_restored_outside_their_tables(number: str) -> None:
    # difflib is an aligner of its own, apart from the bench's.
    found = next((SHARED / "plans/iso").glob(f"{number}*")).read_text(encoding="utf-8")
    true = next((SHARED / "plans/iso-corrected").glob(f"{number}*")).read_text(encoding="utf-8")
    low, high = len(_words(true[: true.index("|")])), len(_words(true[: true.rindex("|")]))
    wanted = _words(true)
    blocks = difflib.SequenceMatcher(None, wanted, _words(read(found)), autojunk=False).get_matching_blocks()
    right = [place for block in blocks for place in range(block.a, block.a + block.size)]
    outside = [place for place in right if not low <= place < high]
    assert len(outside) / (len(wanted) - (high - low)) >= 0.96


def test_a_string_without_end_is_kept_as_found_and_soon() -> None:
    text = f"thuc hién {'a' * 20_000} theo ké hoach"
    assert read(text) == f"thực hiện {'a' * 20_000} theo kế hoạch"
