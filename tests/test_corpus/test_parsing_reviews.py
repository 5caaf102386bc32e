"""What a plan reports of the past or gives as reasons is no work; work that is counted on through headings is."""

from __future__ import annotations

import pytest

from corpus.model import Plan
from corpus.parsing import parse_plan
from corpus.parsing.body.parts import Part, find_part
from corpus.parsing.body.unit_phrases import names_unit
from corpus.reading import read_document
from corpus.text import fold

LOOKS_BACK = """
    I. KẾT QUẢ NĂM 2017 | KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023 | NHỮNG KẾT QUẢ ĐÃ ĐẠT ĐƯỢC | I. LÝ DO | Lý do ban hành |
    I. ĐÁNH GIÁ TÌNH HÌNH | ĐÁNH GIÁ CHUNG | ĐÁNH GIÁ NĂM 2023 | TỒN TẠI, HẠN CHẾ | Nguyên nhân | KHÓ KHĂN, VƯỚNG MẮC |
    NHỮNG VIỆC ĐÃ LÀM | NỘI DUNG ĐÃ THỰC HIỆN | HIỆN TRẠNG | Bài học kinh nghiệm | BỐI CẢNH | NHÌN LẠI NĂM QUA |
    KẾT QUẢ DUY TRÌ HỆ THỐNG | II. SỰ CẦN THIẾT
"""
LOOKS_AHEAD = """
    KẾT QUẢ CẦN ĐẠT | KẾT QUẢ PHẢI ĐẠT NĂM 2024 | KẾT QUẢ NĂM 2024 PHẢI ĐẠT | ĐÁNH GIÁ NỘI BỘ | ĐÁNH GIÁ VIỆC TUÂN THỦ |
    HẠN CHẾ RỦI RO | KHẮC PHỤC TỒN TẠI, HẠN CHẾ | NHIỆM VỤ NĂM 2024 | NỘI DUNG THỰC HIỆN | BỐI CẢNH CỦA TỔ CHỨC |
    CÁC VIỆC PHẢI LÀM | III. Nhìn lại | NHÌN LẠI HỆ THỐNG | NGUYÊN NHÂN HÓA CÁC ĐIỂM KHÔNG PHÙ HỢP
"""


def _wordings(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split("|")]


def _parse(body: str) -> Plan:
    text = f"KẾ HOẠCH\nDuy trì Hệ thống quản lý chất lượng năm 2018\n{body}\nNơi nhận:\n- Như trên;\nGIÁM ĐỐC\n"
    return parse_plan(read_document(text.encode(), "a.txt"), "p").plan


def _contents(body: str) -> list[str]:
    return [task.content.value for task in _parse(body).main_tasks]


@pytest.mark.parametrize("heading", _wordings(LOOKS_BACK))
def test_a_heading_of_a_report_or_of_reasons_is_no_part_of_the_work(heading: str) -> None:
    assert find_part(fold(heading)) is Part.SCOPE


@pytest.mark.parametrize("heading", _wordings(LOOKS_AHEAD))
def test_a_heading_with_the_same_words_may_look_ahead(heading: str) -> None:
    assert find_part(fold(heading)) is not Part.SCOPE


@pytest.mark.parametrize(
    "heading", ["I. KẾT QUẢ NĂM 2017", "I. LÝ DO", "I. ĐÁNH GIÁ TÌNH HÌNH", "1. Những việc đã làm"]
)
def test_items_of_a_report_are_no_tasks(heading: str) -> None:
    mark = "II." if heading.startswith("I.") else "2."
    body = f"{heading}\n- Ban hành 62 quy trình trong năm 2017.\n- Đánh giá nội bộ còn hình thức.\n{mark} NỘI DUNG\n"
    assert _contents(f"{body}- Rà soát lại quy trình.\n- Đào tạo công chức mới.") == [
        "Rà soát lại quy trình.",
        "Đào tạo công chức mới.",
    ]


def test_work_that_is_counted_on_below_new_headings_is_the_list() -> None:
    body = """I. GIAI ĐOẠN CHUẨN BỊ
1. Thành lập Ban Chỉ đạo.
2. Khảo sát thực trạng.
II. GIAI ĐOẠN XÂY DỰNG
3. Viết quy trình.
4. Ban hành hệ thống tài liệu.
III. GIAI ĐOẠN ÁP DỤNG
5. Áp dụng thử.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, đôn đốc các phòng."""
    assert [content.split()[0] for content in _contents(body)] == ["Thành", "Khảo", "Viết", "Ban", "Áp"]


def test_numbers_that_start_again_are_no_list_counted_on() -> None:
    body = """I. CÁCH LÀM
1. Thành lập Ban Chỉ đạo.
2. Khảo sát thực trạng.
II. GHI NHẬN
1. Văn phòng theo dõi, đôn đốc các phòng."""
    assert len(_contents(body)) == 2


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Sổ rủi ro", False),
        ("Số liệu đo lường", False),
        ("Bản mô tả công việc", False),
        ("Tờ khai đăng ký", False),
        ("Khóa học ngắn hạn", False),
        ("Sở Tài chính", True),
        ("Tổ công tác", True),
        ("Khoa Nội tổng hợp", True),
        ("Ban Chỉ đạo ISO", True),
        ("so tai chinh", True),
    ],
)
def test_accents_tell_things_from_units(text: str, unit: bool) -> None:
    assert names_unit(text) is unit


@pytest.mark.parametrize(
    ("item", "content", "lead", "time"),
    [
        ("Sổ rủi ro: cập nhật mỗi quý một lần.", "Sổ rủi ro: cập nhật mỗi quý một lần.", (), "mỗi quý một lần"),
        ("Sở Tài chính: bố trí kinh phí.", "bố trí kinh phí.", ("Sở Tài chính",), None),
        ("Rà soát quy trình và hoàn thành trong tháng 4.", "Rà soát quy trình", (), "trong tháng 4"),
        ("Rà soát toàn bộ quy trình, hoàn thành trong tháng 4", "Rà soát toàn bộ quy trình", (), "trong tháng 4"),
        (
            "Mục tiêu chất lượng: các phòng đăng ký, xong trước ngày 28/02/2018.",
            "Mục tiêu chất lượng: các phòng đăng ký",
            (),
            "trước ngày 28/02/2018",
        ),
    ],
)
def test_the_name_of_an_item_stays_and_its_deadline_is_parted(
    item: str, content: str, lead: tuple[str, ...], time: str | None
) -> None:
    task = next(one for one in _parse(f"I. NỘI DUNG\n1. {item}\n2. Đánh giá nội bộ hệ thống.").main_tasks)
    found = (
        task.content.value,
        tuple(unit.value for unit in task.lead),
        task.time.text.value.removeprefix("xong ") if task.time else None,
    )
    assert found == (content, lead, time)
