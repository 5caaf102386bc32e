"""Wordings of column headings, as agencies write them."""

from __future__ import annotations

import pytest

from corpus.parsing.tables import Column, find_columns
from corpus.parsing.tables.columns import allows_tasks, find_column

C = Column
WORDINGS = {
    C.ORDINAL: """
        TT | STT | Stt. | S.TT | Số TT | SỐ\nTT | Số thứ tự | Thứ tự | T.T | No. | Mục | (1)\nTT | TT (1) | #TT
    """,
    C.CONTENT: """
        Nội dung | NỘI DUNG CÔNG VIỆC | Nhiệm vụ | Tên nhiệm vụ cụ thể | Các bước tiến hành | Hạng mục | Hạng mục
        công việc | Tên công việc | Hoạt động | Hoạt động chính | Đầu việc | Công việc thực hiện | Nội dung thực
        hiện | Nhiệm vụ được phân công | Nhiệm vụ, giải pháp | Nội dung, nhiệm vụ | Nội dung triển khai | **Công
        việc** | Công việc cần triển khai | Nội dung/hoạt động | Mảng việc | Biện pháp thực hiện | Nhiệm vụ trọng
        tâm:
    """,
    C.LEAD: """
        Chủ trì | Đơn vị chủ trì | CQ chủ trì | Cơ quan, đơn vị chủ trì | Sở, ngành chủ trì tham mưu | Thực hiện |
        Đơn vị/cá nhân thực hiện | Người chịu trách nhiệm | Trách nhiệm | Trách nhiệm thực hiện | Phân công | Phân
        công thực hiện | Người thực hiện | Bộ phận phụ trách | Phụ trách | Đầu mối | Cán bộ phụ trách | Phòng, ban
        thực hiện | Tổ chức, cá nhân thực hiện | ĐƠN VỊ\nTHỰC HIỆN | Đơn vị | Đơn vị được giao | Chủ trì/Phối hợp |
        Đơn vị chủ trì, phối hợp | Bộ phận | Chủ trì (3) | Chủ trì thực hiện | Phân công nhiệm vụ
    """,
    C.COORDINATE: """
        Phối hợp | Đơn vị phối hợp | Cơ quan, đơn vị phối hợp | Phối họp | Phối hợp thực hiện | CQ phối hợp | Đơn vị
        phối hợp thực hiện | Người phối hợp | Đơn vị tham gia | Bộ phận hỗ trợ | ĐV phối hợp | Các đơn vị phối hợp
    """,
    C.TIME: """
        Thời gian | Thời gian thực hiện | Thời gian hoàn thành | Tiến độ | Tiến độ thực hiện | Thời hạn | Thời hạn
        hoàn thành | Hạn hoàn thành | Thời điểm | Hoàn thành | Lộ trình | Ngày hoàn thành | Dự kiến thời gian |
        THỜI\nGIAN | Thời gian, tiến độ | Hoàn thành trước ngày | Hạn cuối
    """,
    C.RESULT: """
        Kết quả | Kết quả đạt được | Sản phẩm | Sản phẩm đầu ra | Đầu ra | Minh chứng | Hồ sơ | Kết quả/Sản phẩm |
        Sản phẩm, kết quả | Kết quả dự kiến | Kết quả thực hiện | Bằng chứng | Hồ sơ minh chứng | Kết quả cần đạt |
        Biểu mẫu
    """,
    C.ADVISE: """
        Tham mưu | Đơn vị tham mưu | Người soạn thảo
    """,
    C.APPROVE: """
        Phê duyệt | Người phê duyệt | Người duyệt | Ký duyệt
    """,
    C.OTHER: """
        Ghi chú | Kinh phí | Dự toán kinh phí thực hiện | Địa điểm | Đối tượng | Thành phần tham gia | Số lượng |
        Căn cứ thực hiện | Mục tiêu | Đơn vị tính | Cấp trình | Nội dung chi | Nguồn kinh phí | Thời gian giải quyết
    """,
}
NO_TASKS = [
    ("STT", "Họ và tên", "Chức vụ"),
    ("STT", "Nội dung", "Số tiền"),
    ("Nơi nhận", "GIÁM ĐỐC"),
    (),
    ("TT", "Nội dung", "ĐVT", "Kế hoạch", "Đơn vị thực hiện"),
    ("TT", "Tên thủ tục", "Nội dung công việc", "Thời gian", "Đơn vị thực hiện"),
    ("TT", "Chỉ tiêu", "Đơn vị thực hiện", "Thời gian"),
    ("TT", "Họ và tên", "Nhiệm vụ", "Đơn vị"),
    ("TT", "Nội dung chi", "Đơn vị thực hiện"),
    ("TT", "Nội dung", "Đơn vị", "Đơn giá", "Thành tiền"),
]


def _wordings() -> list[tuple[str, Column]]:
    return [(word.strip(), c) for c, words in WORDINGS.items() for word in words.split("|")]


@pytest.mark.parametrize(("heading", "column"), _wordings())
def test_a_heading_names_its_column(heading: str, column: Column) -> None:
    assert find_column(heading) is column


@pytest.mark.parametrize("heading", ["", "Văn phòng", "T1", "Quý I", "Thực hiện rà soát, " * 6, "2026"])
def test_other_words_name_no_column(heading: str) -> None:
    assert find_column(heading) is None


@pytest.mark.parametrize("headings", NO_TASKS)
def test_other_tables_list_no_tasks(headings: tuple[str, ...]) -> None:
    assert find_columns(headings) is None


def test_a_counted_thing_may_still_be_work_with_a_unit_and_a_time() -> None:
    assert allows_tasks(("Nội dung", "ĐVT", "Số lượng", "Đơn vị thực hiện", "Thời gian"))


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("Nội dung", "Cán bộ thực hiện", "Đơn vị chủ trì"), (C.CONTENT, C.OTHER, C.LEAD)),
        (("Nội dung", "Lãnh đạo phụ trách", "Đơn vị thực hiện"), (C.CONTENT, C.ROLE, C.LEAD)),
        (("Nội dung", "Thời gian", "Hoàn thành"), (C.CONTENT, C.TIME, C.OTHER)),
        (("Mục tiêu", "Biện pháp", "Người thực hiện"), (C.OTHER, C.CONTENT, C.LEAD)),
        (("Nhiệm vụ", "Biện pháp", "Người thực hiện"), (C.CONTENT, C.OTHER, C.LEAD)),
    ],
)
def test_of_two_columns_alike_the_surer_counts(headings: tuple[str, ...], columns: tuple[Column, ...]) -> None:
    assert find_columns(headings) == columns
