from __future__ import annotations

import pytest

from corpus.model import Field, Quote, Source
from corpus.parsing.body.sentence_times import find_sentence_time
from corpus.parsing.body.sentences import read_order
from corpus.parsing.body.unit_phrases import is_unit, names_unit


def _field(text: str) -> Field:
    return Field(text, (Quote(text, Source(0, len(text))),))


EXPLICIT = [
    (
        "Văn phòng Sở chủ trì, phối hợp với các phòng chuyên môn rà soát tài liệu.",
        "Văn phòng Sở",
        "các phòng chuyên môn",
    ),
    ("Giao Thanh tra Sở tổ chức đánh giá.", "Thanh tra Sở", None),
    ("Giao Thư ký ISO theo dõi, đôn đốc các phòng.", "Thư ký ISO", None),
    ("Đoàn đánh giá nội bộ chịu trách nhiệm lập chương trình.", "Đoàn đánh giá nội bộ", None),
    ("Phòng Nội vụ: Chủ trì, phối hợp với Văn phòng hướng dẫn.", "Phòng Nội vụ", "Văn phòng"),
    ("Trưởng các phòng và Thủ trưởng đơn vị có trách nhiệm thực hiện.", "Trưởng các phòng và Thủ trưởng đơn vị", None),
    ("Chủ trì, phối hợp với Phòng Kinh tế để triển khai Kế hoạch.", None, "Phòng Kinh tế"),
    ("Các phòng rà soát quy trình.", None, None),
    ("Ban hành quy chế và tổ chức thực hiện.", None, None),
    ("Giao ban hằng tháng để kiểm điểm tiến độ.", None, None),
]


@pytest.mark.parametrize(("text", "lead", "coordinate"), EXPLICIT)
def test_only_words_that_give_work_name_who_does_it(text: str, lead: str | None, coordinate: str | None) -> None:
    order = read_order(_field(text), plain=False)
    assert (order.lead.value if order.lead else None) == lead
    assert (order.coordinate.value if order.coordinate else None) == coordinate
    for value in (order.lead, order.coordinate):
        if value is not None:
            assert text[value.source.start : value.source.end] == value.value


PLAIN = [
    ("Các phòng báo cáo kết quả trước ngày 05/12/2025.", "Các phòng"),
    ("Định kỳ hằng quý, các phòng báo cáo Văn phòng.", "các phòng"),
    ("Lãnh đạo Sở yêu cầu các đơn vị nghiêm túc thực hiện.", "các đơn vị"),
    ("Đối với các phòng thực hiện sau, báo cáo riêng.", "các phòng"),
    ("Cử công chức phối hợp với Tổ ISO.", None),
    ("Lãnh đạo việc thực hiện Đề án.", None),
]


@pytest.mark.parametrize(("text", "lead"), PLAIN)
def test_in_a_list_of_duties_the_subject_does_the_work(text: str, lead: str | None) -> None:
    order = read_order(_field(text), plain=True)
    assert (order.lead.value if order.lead else None) == lead


TIMES = [
    ("Tổ chức đánh giá, hoàn thành trước ngày 30/9/2025.", "trước ngày 30/9/2025"),
    ("Trong quý II năm 2025, tổ chức tập huấn.", "Trong quý II năm 2025"),
    ("Gửi báo cáo về Văn phòng chậm nhất ngày 31/10/2025.", "chậm nhất ngày 31/10/2025"),
    ("Rà soát các quy trình ban hành trước ngày 01/01/2024.", None),
    ("Báo cáo đợt 1 xong trước ngày 30/6, báo cáo đợt 2 trước ngày 30/12.", None),
    ("Hồ sơ tiếp nhận trước ngày 05/6 được giải quyết theo quy trình cũ.", None),
    ("Thực hiện theo khoản 2 Điều 3.", None),
]


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_a_deadline_in_a_sentence_is_read_only_where_it_is_clear(text: str, time: str | None) -> None:
    found = find_sentence_time(_field(text))
    assert (found.value if found else None) == time


UNITS = [
    ("Ban Thư ký ISO.", True),
    ("Phòng Tổ chức cán bộ", True),
    ("Khoa, phòng chuyên môn", True),
    ("các trường mầm non công lập thuộc huyện", True),
    ("Các phòng, đơn vị thuộc Sở có trách nhiệm báo cáo", False),
    ("Các nhiệm vụ chủ yếu", False),
    ("Bổ sung quy trình", False),
    ("Tổ chức hội nghị", False),
    ("Phòng ngừa rủi ro", False),
    ("Một số nội dung", False),
    ("Nhóm giải pháp về đào tạo", False),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_a_unit_is_a_name_without_a_verb(text: str, unit: bool) -> None:
    assert is_unit(text) is unit


def test_a_sentence_may_open_with_a_unit() -> None:
    assert names_unit("Văn phòng Sở theo dõi")
