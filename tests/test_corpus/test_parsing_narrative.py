from __future__ import annotations

import pytest

from corpus.model import Field, Plan
from corpus.parsing import parse_plan
from corpus.reading import read_document


def _plan(body: str) -> Plan:
    return parse_plan(read_document(f"KẾ HOẠCH\n\nDuy trì năm 2024\n\n{body}".encode(), "a.txt"), "p").plan


LABELLED = """II. NỘI DUNG

1. Rà soát quy trình

Các phòng rà soát toàn bộ quy trình đã ban hành.

- Đơn vị thực hiện: Văn phòng Sở.

- Đơn vị phối hợp: Phòng Kinh tế; Phòng Nội vụ.

- Đơn vị phối hợp: Thanh tra Sở.

- Thời gian thực hiện: Quý II.

- Sản phẩm: Báo cáo rà soát.

2. Họp xem xét của lãnh đạo

III. TỔ CHỨC THỰC HIỆN

1. Văn phòng Sở

- Theo dõi, đôn đốc việc thực hiện kế hoạch;

+ Báo cáo Giám đốc hằng quý.

2. Ban Chỉ đạo ISO 9001:2015 của Sở có trách nhiệm chỉ đạo các phòng thực hiện kế hoạch này.

3. Thanh tra Sở: Giám sát việc thực hiện kế hoạch.
"""


def _values(fields: tuple[Field, ...]) -> list[str]:
    return [field.value for field in fields]


def test_labelled_lines_give_the_fields_of_their_item() -> None:
    first, second = _plan(LABELLED).main_tasks
    assert (first.id, first.ordinal, first.content.value) == ("p#II.1", "1", "Rà soát quy trình")
    assert _values(first.lead) == ["Văn phòng Sở"]
    assert _values(first.coordinate) == ["Phòng Kinh tế", "Phòng Nội vụ", "Thanh tra Sở"]
    assert _values(first.detail) == ["Các phòng rà soát toàn bộ quy trình đã ban hành."]
    assert first.time is not None
    assert first.time.text.value == "Quý II"
    assert first.result is not None
    assert first.result.value == "Báo cáo rà soát"
    assert (second.content.value, second.lead, second.time) == ("Họp xem xét của lãnh đạo", (), None)


def test_duties_are_led_by_the_unit_of_their_heading_or_sentence() -> None:
    duties = [task for task in _plan(LABELLED).tasks if not task.main]
    assert [_values(duty.lead) for duty in duties] == [
        ["Văn phòng Sở"],
        ["Ban Chỉ đạo ISO 9001:2015 của Sở"],
        ["Thanh tra Sở"],
    ]
    assert _values(duties[0].detail) == ["Báo cáo Giám đốc hằng quý."]
    assert [duty.ordinal for duty in duties] == [None, "2", "3"]


BULLETS = """II. NỘI DUNG

1. Tại cơ quan Sở

- Kiện toàn Ban Chỉ đạo ISO của Sở;

- Tham dự các khóa đào tạo:

+ Đào tạo chuyên gia đánh giá nội bộ.

2. Tại các chi cục

- Áp dụng hệ thống quản lý chất lượng đã xây dựng.
"""


def test_bullets_without_labels_are_tasks_grouped_by_their_heading() -> None:
    tasks = _plan(BULLETS).main_tasks
    assert [(task.content.value, task.group, len(task.detail)) for task in tasks] == [
        ("Kiện toàn Ban Chỉ đạo ISO của Sở;", "Tại cơ quan Sở", 0),
        ("Tham dự các khóa đào tạo:", "Tại cơ quan Sở", 1),
        ("Áp dụng hệ thống quản lý chất lượng đã xây dựng.", "Tại các chi cục", 0),
    ]
    assert len({task.id for task in tasks}) == 3


def test_numbered_items_without_bullets_are_tasks() -> None:
    tasks = _plan("II. NỘI DUNG\n\n1. Rà soát các quy trình\n\n2. Tổ chức đánh giá nội bộ\n").main_tasks
    assert [task.content.value for task in tasks] == ["Rà soát các quy trình", "Tổ chức đánh giá nội bộ"]


def test_below_a_task_table_described_work_is_no_main_task() -> None:
    table = "\nSTT\tNội dung\tChủ trì\tThời gian\n1\tBáo cáo\tVăn phòng\tQuý IV\n"
    plan = _plan(BULLETS + table)
    assert [task.content.value for task in plan.main_tasks] == ["Báo cáo"]
    assert len(plan.tasks) == 4


def _contents(body: str) -> list[tuple[str, str | None]]:
    return [(task.content.value, task.time.text.value if task.time else None) for task in _plan(body).main_tasks]


LAYOUTS = [
    (
        "1. Rà soát quy trình. Chủ trì: Văn phòng; thời gian: Quý I.",
        [("Rà soát quy trình", "Quý I")],
    ),
    (
        "1. Rà soát quy trình (Thời gian: Quý I; chủ trì: Văn phòng).",
        [("Rà soát quy trình", "Quý I")],
    ),
    (
        "1. Rà soát quy trình\n\nThời gian thực hiện:\n\n- Quý I.",
        [("Rà soát quy trình", "Quý I")],
    ),
    (
        "1. Nội dung 1: Rà soát quy trình\n\n* Thời gian: Quý I",
        [("Rà soát quy trình", "Quý I")],
    ),
    (
        "1. Công tác chuẩn bị\n\na) Họp Ban Chỉ đạo\n\n+ Thời gian: Quý I\n\nb) Phân công nhiệm vụ",
        [("Họp Ban Chỉ đạo", "Quý I"), ("Phân công nhiệm vụ", None)],
    ),
    (
        "1. Lập bản đồ quá trình:\n\na) Quá trình chính;\n\nb) Quá trình phụ.\n\n- Thời gian: Quý I.",
        [("Lập bản đồ quá trình:", "Quý I")],
    ),
    (
        "1. Tháng 3/2025:\n\n- Họp Ban Chỉ đạo ISO;\n\n2. Tháng 9/2025:\n\n- Đánh giá nội bộ tại các phòng.",
        [("Họp Ban Chỉ đạo ISO;", "Tháng 3/2025"), ("Đánh giá nội bộ tại các phòng.", "Tháng 9/2025")],
    ),
    ("- Tháng 6/2025: Ban hành, áp dụng hệ thống.", [("Ban hành, áp dụng hệ thống.", "Tháng 6/2025")]),
    (
        "Rà soát các quy trình của Sở.\n\nTổ chức đánh giá nội bộ, hoàn thành trước ngày 30/9/2025.",
        [
            ("Rà soát các quy trình của Sở.", None),
            ("Tổ chức đánh giá nội bộ", "trước ngày 30/9/2025"),
        ],
    ),
    (
        "- Đối với Sở:\n\n1. Ban hành văn bản chỉ đạo.\n\n- Đối với xã:\n\n1. Xây dựng kế hoạch riêng.",
        [("Ban hành văn bản chỉ đạo.", None), ("Xây dựng kế hoạch riêng.", None)],
    ),
    ("1. Thời gian: 01 buổi, ngày 20/11/2025.\n\n2. Địa điểm: Hội trường tầng hai.", []),
    ("(Chi tiết theo Phụ lục đính kèm).", []),
]


@pytest.mark.parametrize(("body", "tasks"), LAYOUTS)
def test_the_work_is_found_in_any_layout(body: str, tasks: list[tuple[str, str | None]]) -> None:
    assert _contents(f"II. NỘI DUNG\n\n{body}\n") == tasks


def test_purposes_are_never_tasks() -> None:
    plan = _plan("I. MỤC ĐÍCH\n\n- Rà soát, hoàn thiện hệ thống tài liệu.\n\n- Xây dựng văn hóa công sở.\n")
    assert plan.tasks == ()


DUTIES = [
    ("Văn phòng Sở có trách nhiệm theo dõi Kế hoạch.", [["Văn phòng Sở"]]),
    ("- Các tổ chuyên môn: Xây dựng quy trình của tổ.", [["Các tổ chuyên môn"]]),
    ("a) Trách nhiệm của các phòng\n\n- Báo cáo kết quả hằng quý.", [["các phòng"]]),
    ("* Phòng Tổ chức cán bộ:\n\n- Theo dõi công tác thi đua.", [["Phòng Tổ chức cán bộ"]]),
    ("Đề nghị Chi cục Kiểm lâm hướng dẫn nghiệp vụ.", [["Chi cục Kiểm lâm"]]),
    ("Giao Văn phòng theo dõi, đôn đốc thực hiện.", [["Văn phòng"]]),
    ("1. Ban Thư ký ISO.\n\n- Các thành viên có trách nhiệm họp định kỳ.", [["Ban Thư ký ISO"]]),
    (
        "Các phòng có trách nhiệm phổ biến Kế hoạch. Thanh tra Sở có trách nhiệm giám sát thực hiện.",
        [["Các phòng"], ["Thanh tra Sở"]],
    ),
    ("1. Tiến độ chung\n\n- Thực hiện theo Kế hoạch của tỉnh.", [[]]),
    ("1. Phòng Kế hoạch tổng hợp\n\n- Cập nhật quy trình kỹ thuật mới.", [["Phòng Kế hoạch tổng hợp"]]),
    (
        "1. Phòng Kinh tế: Theo dõi tiến độ.\n\n2. Phòng Kế toán: Lo kinh phí từ quỹ.\n\nKế hoạch được gửi các phòng.",
        [["Phòng Kinh tế"], ["Phòng Kế toán"]],
    ),
    ("1. Văn phòng: theo dõi tiến độ.\n\nYêu cầu các phòng nghiêm túc thực hiện./.", [["Văn phòng"]]),
    ("Các phòng nghiêm túc thực hiện Kế hoạch này./.", [["Các phòng"]]),
    ("1. Văn phòng: theo dõi.\n\n2. Yêu cầu các phòng nghiêm túc thực hiện.", [["Văn phòng"], ["các phòng"]]),
    (
        "1. Văn phòng\n\n- Theo dõi chung toàn Sở.\n\nCó gì vướng mắc, các phòng phản ánh về Văn phòng.",
        [["Văn phòng"]],
    ),
    (
        "1. Văn phòng theo dõi tiến độ.\n\nKết quả thực hiện của năm trước: 09 phòng đã áp dụng.",
        [["Văn phòng"]],
    ),
]


@pytest.mark.parametrize(("body", "leads"), DUTIES)
def test_a_duty_is_led_by_the_unit_that_is_named(body: str, leads: list[list[str]]) -> None:
    tasks = _plan(f"III. TỔ CHỨC THỰC HIỆN\n\n{body}\n").tasks
    assert [_values(task.lead) for task in tasks] == leads
    assert not any(task.main for task in tasks)


BRACKETS = [
    (
        "- Họp ban chỉ đạo ISO (Chánh Thanh tra).\n\n- Rà soát hồ sơ năm (Thanh tra viên).\n\n"
        "- Báo cáo kết quả năm (Văn phòng; các phòng).",
        [
            ("Họp ban chỉ đạo ISO", ["Chánh Thanh tra"], [], None),
            ("Rà soát hồ sơ năm", ["Thanh tra viên"], [], None),
            ("Báo cáo kết quả năm", ["Văn phòng", "các phòng"], [], None),
        ],
    ),
    (
        "- Họp ban chỉ đạo ISO (Chánh Thanh tra).\n\n- Rà soát hồ sơ năm (Thanh tra viên).\n\n"
        "- Báo cáo kết quả năm (Văn phòng, Phòng Nội vụ).\n\n- Lưu hồ sơ hệ thống (bản giấy).",
        [
            ("Họp ban chỉ đạo ISO", ["Chánh Thanh tra"], [], None),
            ("Rà soát hồ sơ năm", ["Thanh tra viên"], [], None),
            ("Báo cáo kết quả năm", ["Văn phòng", "Phòng Nội vụ"], [], None),
            ("Lưu hồ sơ hệ thống (bản giấy).", [], [], None),
        ],
    ),
    (
        "- Rà soát quy trình nội bộ (Phòng Nội vụ).\n\n- Tổ chức đánh giá nội bộ.\n\n- Họp xem xét của lãnh đạo.",
        [
            ("Rà soát quy trình nội bộ (Phòng Nội vụ).", [], [], None),
            ("Tổ chức đánh giá nội bộ.", [], [], None),
            ("Họp xem xét của lãnh đạo.", [], [], None),
        ],
    ),
    (
        "1- Kiểm tra việc thực hiện (Ủy ban Kiểm tra chủ trì, Văn phòng phối hợp; thời gian: tháng 10/2024)",
        [("Kiểm tra việc thực hiện", ["Ủy ban Kiểm tra"], ["Văn phòng"], "tháng 10/2024")],
    ),
    (
        "1- Quán triệt đến các chi bộ (Ban Thường vụ chủ trì; hoàn thành trước ngày 10/4/2024)",
        [("Quán triệt đến các chi bộ", ["Ban Thường vụ"], [], "trước ngày 10/4/2024")],
    ),
]


@pytest.mark.parametrize(("body", "tasks"), BRACKETS)
def test_brackets_at_the_end_say_who_where_words_or_the_list_show_it(
    body: str, tasks: list[tuple[str, list[str], list[str], str | None]]
) -> None:
    found = _plan(f"II- NỘI DUNG\n\n{body}\n").main_tasks
    assert [
        (one.content.value, _values(one.lead), _values(one.coordinate), one.time.text.value if one.time else None)
        for one in found
    ] == tasks


def test_a_heading_is_described_by_the_sentence_below_it() -> None:
    described = "Giao Văn phòng chủ trì, phối hợp với các phòng hoàn thành trong quý I."
    (task,) = _plan(f"II. NỘI DUNG\n\n1. Chuẩn bị\n\na) Lập mục tiêu chất lượng\n\n{described}\n").main_tasks
    assert (_values(task.lead), _values(task.coordinate)) == (["Văn phòng"], ["các phòng"])
    assert task.time is not None
    assert task.time.text.value == "trong quý I"
    assert len(task.detail) == 1


def test_a_part_of_the_plan_is_no_group_of_its_work() -> None:
    plan = _plan(
        "1. Mục đích\n\nDuy trì.\n\n2. Nội dung công việc\n\n- Rà soát các quy trình.\n\n3. Tổ chức thực hiện\n"
    )
    assert [task.group for task in plan.main_tasks] == [None]


def test_a_plan_that_numbers_nothing_has_parts() -> None:
    plan = _plan(
        "Mục đích:\tkiểm soát được hồ sơ.\n\nYêu cầu:\tbàn giao phải có biên bản.\n\nNội dung công việc:\n\n"
        "- Rà soát các quy trình.\n\nKinh phí:\n\nTừ nguồn chi thường xuyên.\n\nThực hiện:\n\n"
        "- Phòng Nội vụ : theo dõi tiến độ."
    )
    assert (_values(plan.purposes), _values(plan.requirements)) == (
        ["kiểm soát được hồ sơ."],
        ["bàn giao phải có biên bản."],
    )
    assert [(task.main, _values(task.lead)) for task in plan.tasks] == [(True, []), (False, ["Phòng Nội vụ"])]
    assert plan.budget is not None
    assert plan.budget.value == "Từ nguồn chi thường xuyên."


def test_a_sentence_behind_a_colon_says_who_does_the_work_before_it() -> None:
    body = (
        "II. NỘI DUNG CÔNG VIỆC\n"
        "1. Kiện toàn Tổ ISO: Phòng Hành chính tham mưu Giám đốc ban hành quyết định trước ngày 10/02/2021.\n"
        "2. Đánh giá nội bộ: Tổ ISO chủ trì, phối hợp với các phòng thực hiện trong tháng 8/2021.\n"
    )
    tasks = _plan(body).main_tasks
    assert [task.content.value for task in tasks] == ["Kiện toàn Tổ ISO", "Đánh giá nội bộ"]
    assert [[unit.value for unit in task.lead] for task in tasks] == [["Phòng Hành chính"], ["Tổ ISO"]]


def test_work_listed_under_units_and_nowhere_else_is_the_task_list() -> None:
    duties = (
        "II. PHÂN CÔNG NHIỆM VỤ\n"
        "1. Văn phòng Sở\n"
        "- Viết sổ tay chất lượng (thời gian: trước ngày 30/4/2025)\n"
        "- Trình Giám đốc ký ban hành tài liệu (thời gian: tháng 5/2025)\n"
        "2. Thanh tra Sở\n"
        "- Tổ chức đánh giá nội bộ (thời gian: tháng 9/2025)\n"
    )
    plan = _plan(duties)
    assert [(task.content.value, task.lead[0].value) for task in plan.main_tasks] == [
        ("Viết sổ tay chất lượng", "Văn phòng Sở"),
        ("Trình Giám đốc ký ban hành tài liệu", "Văn phòng Sở"),
        ("Tổ chức đánh giá nội bộ", "Thanh tra Sở"),
    ]
    untimed = duties.replace(" (thời gian: trước ngày 30/4/2025)", "").replace(" (thời gian: tháng 5/2025)", "")
    assert _plan(untimed).main_tasks == ()


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("1. Phòng Việc làm - An toàn lao động", "Phòng Việc làm - An toàn lao động"),
        ("I. Phòng Kinh tế", "Phòng Kinh tế"),
        ("2. Các Hạt Kiểm lâm", "Các Hạt Kiểm lâm"),
        ("3. Trung tâm Trợ giúp pháp lý nhà nước", "Trung tâm Trợ giúp pháp lý nhà nước"),
    ],
)
def test_a_unit_whose_name_holds_a_verb_heads_its_duties(heading: str, lead: str) -> None:
    body = f"B. TỔ CHỨC THỰC HIỆN\n{heading}\n- Niêm yết quy trình tại trụ sở để người dân biết.\n"
    duty = _plan(body).tasks[0]
    assert (duty.main, [unit.value for unit in duty.lead]) == (False, [lead])


def test_bullets_below_a_work_say_who_does_it_and_by_when() -> None:
    body = (
        "II. NỘI DUNG\n"
        "1. Thống kê thủ tục đang giải quyết\n"
        "- Trung tâm Phục vụ hành chính công chủ trì, phối hợp với Văn phòng thực hiện.\n"
        "- Hoàn thành trong tháng 8/2024.\n"
        "2. Rà soát quy trình của các lĩnh vực\n"
        "- Phòng Nội vụ chủ trì rà soát quy trình nội vụ.\n"
        "- Phòng Kinh tế chủ trì rà soát quy trình đất đai.\n"
    )
    tasks = _plan(body).main_tasks
    assert [[unit.value for unit in task.lead] for task in tasks] == [["Trung tâm Phục vụ hành chính công"], []]
    assert [unit.value for unit in tasks[0].coordinate] == ["Văn phòng"]
    assert tasks[0].time is not None
    assert str(tasks[0].time.end) == "2024-08-31"


def test_a_unit_without_a_number_heads_the_work_below_it_and_no_more() -> None:
    body = (
        "II. NHIỆM VỤ CỦA CÁC PHÒNG\n"
        "Văn phòng Sở\n"
        "- Trình duyệt mục tiêu chất lượng (trước ngày 20/3/2024).\n"
        "- Đặt lịch đào tạo đánh giá viên (quý II/2024).\n"
        "Phòng Quản lý ngân sách\n"
        "- Sửa quy trình thẩm định dự toán (tháng 4/2024).\n"
    )
    tasks = _plan(body).main_tasks
    assert [(task.content.value, task.lead[0].value) for task in tasks] == [
        ("Trình duyệt mục tiêu chất lượng", "Văn phòng Sở"),
        ("Đặt lịch đào tạo đánh giá viên", "Văn phòng Sở"),
        ("Sửa quy trình thẩm định dự toán", "Phòng Quản lý ngân sách"),
    ]


def test_names_and_sentences_of_works_are_parted_in_the_whole_list_where_most_are_written_so() -> None:
    sentences = (
        "Giao mục tiêu chất lượng. Phòng Hành chính chủ trì, trình Giám đốc trước ngày 15/2/2024.",
        "Sửa quy trình mô hình. Giao Phòng Kỹ thuật chủ trì, hoàn thành trong quý I năm 2024.",
        "Sửa quy trình vật tư. Việc này do Phòng Hành chính thực hiện từ ngày 01/3/2024 đến ngày 15/4/2024.",
        "Cập nhật nhật ký. Mọi thay đổi được ghi lại.",
    )
    body = "II. NỘI DUNG\n" + "".join(f"{number}. {text}\n" for number, text in enumerate(sentences, 1))
    tasks = _plan(body).main_tasks
    assert [task.content.value for task in tasks] == [text.partition(".")[0] for text in sentences]
    assert [[unit.value for unit in task.lead] for task in tasks] == [
        ["Phòng Hành chính"],
        ["Phòng Kỹ thuật"],
        ["Phòng Hành chính"],
        [],
    ]
