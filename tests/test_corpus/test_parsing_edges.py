"""What stands at the edges of a work, and what the list must bear out."""

from __future__ import annotations

import pytest

from corpus.model import Field, Quote, Source
from corpus.parsing.body.edges import part_end, part_start
from corpus.parsing.body.ends import find_inner_time
from corpus.parsing.body.items import Item
from corpus.parsing.body.lists import take_edges
from corpus.parsing.body.phrases import read_phrase
from corpus.parsing.tables import Column


def _field(text: str) -> Field:
    return Field(text, (Quote(text, Source(0, len(text))),))


def _cells(cells: object) -> dict[str, str]:
    assert isinstance(cells, dict)
    return {column.value: value.value for column, value in cells.items()}


PHRASES = [
    ("Văn phòng chủ trì", {"lead": "Văn phòng"}, True),
    ("do Hiệu trưởng chủ trì", {"lead": "Hiệu trưởng"}, True),
    ("Tổ Văn phòng làm, Tổ ISO góp ý", {"lead": "Tổ Văn phòng", "coordinate": "Tổ ISO"}, True),
    ("Tổ ISO, các phòng phối hợp", {"lead": "Tổ ISO", "coordinate": "các phòng"}, True),
    (
        "Văn phòng Sở chủ trì, phối hợp với các phòng hoàn thành trước ngày 10/3/2021",
        {"lead": "Văn phòng Sở", "coordinate": "các phòng", "time": "trước ngày 10/3/2021"},
        True,
    ),
    ("trong tháng 9/2025; Phòng Kinh tế", {"time": "trong tháng 9/2025", "lead": "Phòng Kinh tế"}, False),
    (
        "Phòng Kinh tế chủ trì; quý IV/2025; sản phẩm: 34 quy trình",
        {"lead": "Phòng Kinh tế", "time": "quý IV/2025", "result": "34 quy trình"},
        True,
    ),
    ("có sự phối hợp của Sở Nội vụ", {"coordinate": "Sở Nội vụ"}, True),
    ("kết quả là Quyết định của Chủ tịch", {"result": "Quyết định của Chủ tịch"}, True),
    ("các phòng, trung tâm được đánh giá", {"lead": "các phòng, trung tâm được đánh giá"}, False),
    ("hằng tuần, vào chiều thứ Hai", {"time": "hằng tuần, vào chiều thứ Hai"}, False),
    ("theo quy định", {"time": "theo quy định"}, False),
    ("không quá 03 tháng kể từ ngày có hiệu lực", {"time": "không quá 03 tháng kể từ ngày có hiệu lực"}, False),
]


@pytest.mark.parametrize(("text", "cells", "certain"), PHRASES)
def test_a_phrase_is_read_whole(text: str, cells: dict[str, str], certain: bool) -> None:
    said = read_phrase(Quote(text, Source(0, len(text))))
    assert said is not None
    assert (_cells(said.cells), said.certain) == (cells, certain)


OTHER_PHRASES = [
    "chia làm hai lớp",
    "có mời chuyên gia của Sở Y tế",
    "Văn phòng theo dõi, các phòng báo cáo",
    "trong tháng 3 các phòng rà soát",
    "bản giấy",
    "Thanh tra Sở. Tháng 9/2024",
    "các trạm dự thảo trước ngày 20/02/2024",
    "ngày",
]


@pytest.mark.parametrize("text", OTHER_PHRASES)
def test_a_phrase_of_which_any_word_is_not_understood_is_none(text: str) -> None:
    assert read_phrase(Quote(text, Source(0, len(text)))) is None


ENDS = [
    (
        "sửa đổi quy trình đoàn ra, đoàn vào, phối hợp với Văn phòng Sở, xong trước ngày 15/7/2018.",
        "sửa đổi quy trình đoàn ra, đoàn vào",
        {"coordinate": "Văn phòng Sở", "time": "trước ngày 15/7/2018"},
    ),
    (
        "tham mưu kiện toàn Ban Chỉ đạo trong vòng 15 ngày kể từ ngày ban hành Kế hoạch này.",
        "tham mưu kiện toàn Ban Chỉ đạo",
        {"time": "trong vòng 15 ngày kể từ ngày ban hành Kế hoạch này"},
    ),
    (
        "khắc phục lỗi, chậm nhất 10 ngày sau khi nhận báo cáo đánh giá.",
        "khắc phục lỗi",
        {"time": "chậm nhất 10 ngày sau khi nhận báo cáo đánh giá"},
    ),
    (
        "soạn quy trình thu, chi, xong trước ngày 20/12/2023 để kịp công khai.",
        "soạn quy trình thu, chi",
        {"time": "trước ngày 20/12/2023"},
    ),
    (
        "Họp xem xét của lãnh đạo, do Hiệu trưởng chủ trì, sau khi có kết quả đánh giá.",
        "Họp xem xét của lãnh đạo",
        {"lead": "Hiệu trưởng", "time": "sau khi có kết quả đánh giá"},
    ),
    (
        "Tham mưu kiện toàn Ban Chỉ đạo (hoàn thành trước ngày 10/3). Kết quả: Quyết định của Giám đốc.",
        "Tham mưu kiện toàn Ban Chỉ đạo",
        {"time": "trước ngày 10/3", "result": "Quyết định của Giám đốc"},
    ),
    ("Rà soát văn bản ban hành trước ngày 01/7/2025.", "Rà soát văn bản ban hành trước ngày 01/7/2025.", {}),
    ("Báo cáo quý I, quý II của các phòng.", "Báo cáo quý I, quý II của các phòng.", {}),
    ("Chuyển đổi từ TCVN ISO 9001:2008 sang 2015.", "Chuyển đổi từ TCVN ISO 9001:2008 sang 2015.", {}),
    ("rà soát (tháng 3); phê duyệt (tháng 5).", "rà soát (tháng 3); phê duyệt (tháng 5).", {}),
]


@pytest.mark.parametrize(("text", "work", "cells"), ENDS)
def test_what_the_end_of_a_work_says_is_taken_apart(text: str, work: str, cells: dict[str, str]) -> None:
    parted = part_end(_field(text), {}, certain=True)
    assert (parted.work.value, _cells(parted.cells)) == (work, cells)


def test_an_end_that_runs_over_a_page_is_read_as_one() -> None:
    first, second = "Họp xem xét (Chủ tịch", "UBND xã chủ trì; trước ngày 20/3/2026)."
    text = Field(f"{first} {second}", (Quote(first, Source(0, 21)), Quote(second, Source(30, 30 + len(second)))))
    parted = part_end(text, {}, certain=True)
    assert parted.work.value == "Họp xem xét"
    assert [quote.source.start for quote in parted.cells[Column.LEAD].quotes] == [13, 30]


STARTS = [
    ("Văn phòng Sở: tham mưu kiện toàn", "tham mưu kiện toàn", {"lead": "Văn phòng Sở"}),
    (
        "Trong quý II/2024, mở 02 lớp đào tạo lại",
        "mở 02 lớp đào tạo lại",
        {"time": "Trong quý II/2024"},
    ),
    (
        "Từ ngày 15/8 đến ngày 30/9/2022, giao Phòng Kinh tế chủ trì, phối hợp với Thanh tra tổ chức đánh giá",
        "tổ chức đánh giá",
        {"time": "Từ ngày 15/8 đến ngày 30/9/2022", "lead": "Phòng Kinh tế", "coordinate": "Thanh tra"},
    ),
    ("Trưởng Đoàn đánh giá: điều hành Đoàn", "điều hành Đoàn", {"lead": "Trưởng Đoàn đánh giá"}),
    ("Tổ chức đánh giá nội bộ", "Tổ chức đánh giá nội bộ", {}),
    ("Hiệu trưởng ký quyết định lập Tổ ISO", "Hiệu trưởng ký quyết định lập Tổ ISO", {}),
]


@pytest.mark.parametrize(("text", "work", "cells"), STARTS)
def test_who_and_when_before_a_work_is_taken_apart(text: str, work: str, cells: dict[str, str]) -> None:
    parted = part_start(_field(text), (), certain=True, units=())
    assert (parted.work.value, _cells(dict(parted.cells))) == (work, cells)


INNER = [
    ("tự kiểm tra mỗi quý một lần, gửi kết quả về Văn phòng", "mỗi quý một lần"),
    ("đợt kiểm tra tiến hành trong quý II và quý III/2024, mỗi cơ quan một ngày", "trong quý II và quý III/2024"),
    ("hồ sơ nộp trước ngày 05/6, xử lý ngay", None),
    ("họp trong tháng 3/2024, báo cáo trong tháng 4/2024, lưu hồ sơ", None),
]


@pytest.mark.parametrize(("text", "time"), INNER)
def test_the_one_deadline_inside_a_work_is_its_own(text: str, time: str | None) -> None:
    found = find_inner_time(_field(text))
    assert (found.value if found else None) == time


LISTS = [
    (
        ["Họp trù bị - Trưởng Đoàn.", "đánh giá Phòng Khoa học - Nhóm 1.", "hoàn chỉnh báo cáo - Thư ký Đoàn."],
        [
            ("Họp trù bị", "Trưởng Đoàn"),
            ("đánh giá Phòng Khoa học", "Nhóm 1"),
            ("hoàn chỉnh báo cáo", "Thư ký Đoàn"),
        ],
    ),
    (
        ["Hiệu trưởng ký quyết định", "Tổ Văn phòng thống kê hồ sơ", "Họp rà soát mẫu biểu (Tổ Văn phòng)."],
        [
            ("ký quyết định", "Hiệu trưởng"),
            ("thống kê hồ sơ", "Tổ Văn phòng"),
            ("Họp rà soát mẫu biểu", "Tổ Văn phòng"),
        ],
    ),
    (
        ["Rà soát quy trình - Phòng Nội vụ", "Tổ chức đánh giá nội bộ", "Họp xem xét của lãnh đạo"],
        [
            ("Rà soát quy trình - Phòng Nội vụ", None),
            ("Tổ chức đánh giá nội bộ", None),
            ("Họp xem xét của lãnh đạo", None),
        ],
    ),
]


@pytest.mark.parametrize(("texts", "works"), LISTS)
def test_bare_names_at_an_edge_count_where_most_of_a_list_has_them(
    texts: list[str], works: list[tuple[str, str | None]]
) -> None:
    items = [Item((), {Column.CONTENT: _field(text)}, None, True, Source(0, 1)) for text in texts]
    take_edges(items, ())
    found = [
        (one.cells[Column.CONTENT].value, one.cells[Column.LEAD].value if Column.LEAD in one.cells else None)
        for one in items
    ]
    assert found == works
