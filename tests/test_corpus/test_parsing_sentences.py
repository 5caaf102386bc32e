from __future__ import annotations

import pytest

from corpus.model import Field, Quote, Source
from corpus.parsing.body.sentence_times import find_leading_time, find_sentence_time
from corpus.parsing.body.sentences import read_described, read_order
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
    ("Thanh tra Sở chủ trì, các phòng phối hợp thực hiện trong quý II.", "Thanh tra Sở", "các phòng"),
    ("Văn phòng chủ trì,phối hợp với Phòng Nội vụ rà soát.", "Văn phòng", "Phòng Nội vụ"),
    ("Văn phòng có nhiệm vụ thường trực, lập dự toán.", "Văn phòng", None),
    ("Phòng Khảo thí giữ vai trò thường trực.", "Phòng Khảo thí", None),
    ("Giao Phòng Hành chính - Tổ chức là thường trực Ban ISO.", "Phòng Hành chính - Tổ chức", None),
    ("Đánh giá nội bộ: Thanh tra Sở chủ trì, các phòng phối hợp thực hiện.", "Thanh tra Sở", "các phòng"),
    ("Chủ tịch UBND xã là Trưởng ban, chịu trách nhiệm chung.", None, None),
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
    ("Phòng Kinh tế và Phòng Văn hóa - Xã hội tự rà soát quy trình.", "Phòng Kinh tế và Phòng Văn hóa - Xã hội"),
    ("Bộ phận Một cửa niêm yết quy trình.", "Bộ phận Một cửa"),
    ("Chủ tịch UBND xã là Trưởng ban, chịu trách nhiệm chung.", "Chủ tịch UBND xã"),
    ("Phòng Hành chính - Quản trị nhắc tiến độ.", "Phòng Hành chính - Quản trị"),
    ("Phòng Kế hoạch tổng hợp theo dõi chỉ số.", "Phòng Kế hoạch tổng hợp"),
    ("Văn phòng tổng hợp báo cáo.", "Văn phòng"),
    ("Các cơ quan, đơn vị báo cáo theo mẫu.", "Các cơ quan, đơn vị"),
    ("Phụ trách chất lượng: nhắc tiến độ.", "Phụ trách chất lượng"),
    ("Tài chính - Kế toán: cân đối kinh phí.", "Tài chính - Kế toán"),
    ("Chế độ báo cáo: gửi hằng quý.", None),
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
    ("Giao Văn phòng thực hiện từ ngày 05/4/2025 đến ngày 28/5/2025.", "từ ngày 05/4/2025 đến ngày 28/5/2025"),
    ("Tổ chức họp ngay sau khi kết thúc đánh giá.", "ngay sau khi kết thúc đánh giá"),
    ("Sắp xếp lại quy trình sau khi hợp nhất hai phòng.", None),
    ("Rà soát các quy trình ban hành trước ngày 01/01/2024.", None),
    ("Báo cáo đợt 1 xong trước ngày 30/6, báo cáo đợt 2 trước ngày 30/12.", None),
    ("Hồ sơ tiếp nhận trước ngày 05/6 được giải quyết theo quy trình cũ.", None),
    ("Thực hiện theo khoản 2 Điều 3.", None),
]


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_a_deadline_in_a_sentence_is_read_only_where_it_is_clear(text: str, time: str | None) -> None:
    found = find_sentence_time(_field(text))
    assert (found.value if found else None) == time


LEADING = [
    ("Tháng 3/2020: Cập nhật mẫu", "Tháng 3/2020", "Cập nhật mẫu"),
    ("Trước 20/3/2020: Rà soát", "Trước 20/3/2020", "Rà soát"),
    ("Từ 01/7 đến 15/7/2020:  Tự rà soát", "Từ 01/7 đến 15/7/2020", "Tự rà soát"),
    ("Sau khi có báo cáo đánh giá: Khắc phục", "Sau khi có báo cáo đánh giá", "Khắc phục"),
    ("Thường xuyên, khi có thay đổi: Cập nhật", "Thường xuyên, khi có thay đổi", "Cập nhật"),
    ("Quý II, quý IV/2025: Họp", "Quý II, quý IV/2025", "Họp"),
    ("6 tháng đầu năm: Sơ kết", "6 tháng đầu năm", "Sơ kết"),
    ("Hằng tháng: Gửi báo cáo", "Hằng tháng", "Gửi báo cáo"),
    ("15/3/2025: Gửi báo cáo", "15/3/2025", "Gửi báo cáo"),
    ("Quý III", "Quý III", None),
]
NOT_LEADING = [
    "Báo cáo quý II: gồm hai phần",
    "Tự đánh giá quý II: các phòng",
    "Mời chuyên gia tháng 3: hai người",
    "Quy trình quý II: sửa đổi",
    "Thời gian: tháng 3",
    "Trong quá trình thực hiện: báo cáo",
    "Trước mắt: rà soát",
    "Thường xuyên rà soát quý II: gồm",
    "Khi xây dựng quy trình phải bảo đảm: đủ bước",
    "Sau khi có báo cáo, các phòng thực hiện: sửa lỗi",
    "Tháng cao điểm: tuyên truyền",
    "ISO 9001:2015 được áp dụng",
]


@pytest.mark.parametrize(("text", "time", "rest"), LEADING)
def test_a_deadline_before_a_colon_is_parted_from_its_work(text: str, time: str, rest: str | None) -> None:
    found = find_leading_time(_field(text))
    assert found is not None
    assert (found[0].value, found[1].value if found[1] else None) == (time, rest)
    assert text[found[0].source.start : found[0].source.end] == time


@pytest.mark.parametrize("text", NOT_LEADING)
def test_words_before_a_colon_that_are_no_deadline_stay(text: str) -> None:
    assert find_leading_time(_field(text)) is None


DESCRIBED = [
    ("Văn phòng Sở chủ trì, hoàn thành trước ngày 10/3/2021.", "Văn phòng Sở", "trước ngày 10/3/2021"),
    ("Giao Chi cục Văn thư thực hiện trong tháng 3/2021.", "Chi cục Văn thư", "trong tháng 3/2021"),
    ("Văn phòng Sở chuẩn bị nội dung, xong trước 15/3/2021.", "Văn phòng Sở", "trước 15/3/2021"),
    ("Hoàn thành trước ngày 10/3/2021.", None, "trước ngày 10/3/2021"),
    ("Các phòng cử người dự, gửi danh sách trước ngày 10/3/2021.", None, None),
    ("Văn phòng Sở chuẩn bị hội trường.", None, None),
    ("Cán bộ phải nắm vững quy trình trước ngày 10/3/2021.", None, None),
    ("Văn phòng chủ trì. Các phòng gửi báo cáo trước ngày 15/12/2021.", "Văn phòng", None),
]


@pytest.mark.parametrize(("text", "lead", "time"), DESCRIBED)
def test_the_sentence_below_a_heading_says_who_and_when(text: str, lead: str | None, time: str | None) -> None:
    order = read_described(_field(text))
    assert (order.lead.value if order.lead else None, order.time.value if order.time else None) == (lead, time)


UNITS = [
    ("Ban Thư ký ISO.", True),
    ("Phòng Kế hoạch tổng hợp", True),
    ("Phòng Kế toán: Lo kinh phí từ quỹ", False),
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
