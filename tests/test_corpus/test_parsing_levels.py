"""Which level of a section is the work, and what the lines around it say of it."""

from __future__ import annotations

import pytest

from corpus.model import Plan, PlanProblem, Task
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import read_document


def _parse(body: str) -> ParsedPlan:
    paragraphs = "\n\n".join(body.strip().split("\n"))
    return parse_plan(read_document(f"KẾ HOẠCH\n\nDuy trì năm 2024\n\n{paragraphs}\n".encode(), "a.txt"), "p")


def _plan(body: str) -> Plan:
    return _parse(body).plan


def _told(task: Task) -> tuple[str, list[str], str | None]:
    time = task.time.text.value if task.time else None
    return task.content.value.rstrip("."), [unit.value for unit in task.lead], time


SECTIONS = {
    "numbers that say who, with bullets that explain": (
        """II. NỘI DUNG
1. Rà soát tài liệu (Văn phòng; quý I/2024)
- Thống kê quy trình hiện có;
- Bãi bỏ quy trình không còn phù hợp.
2. Đánh giá nội bộ (Thanh tra; quý III/2024)
- Lập kế hoạch đánh giá;
- Tiến hành đánh giá.
3. Họp xem xét (Giám đốc; quý IV/2024)""",
        [
            ("Rà soát tài liệu", ["Văn phòng"], "quý I/2024"),
            ("Đánh giá nội bộ", ["Thanh tra"], "quý III/2024"),
            ("Họp xem xét", ["Giám đốc"], "quý IV/2024"),
        ],
    ),
    "bullets that say who, below numbers that name parts": (
        """II. NỘI DUNG
1. Công tác tài liệu
Tài liệu hiện có nhiều chỗ không phù hợp, cần làm ngay một số việc:
- Rà soát quy trình (Văn phòng; quý I/2024);
- Viết quy trình mới (các phòng; quý II/2024).
2. Công tác đánh giá
- Đánh giá nội bộ (Thanh tra; quý III/2024).""",
        [
            ("Rà soát quy trình", ["Văn phòng"], "quý I/2024"),
            ("Viết quy trình mới", ["các phòng"], "quý II/2024"),
            ("Đánh giá nội bộ", ["Thanh tra"], "quý III/2024"),
        ],
    ),
    "a sentence below bullets that speaks of the number above them": (
        """II. NHIỆM VỤ
1. Hoàn thiện tài liệu
1.1. Rà soát quy trình đã ban hành
- Đối chiếu với thủ tục mới;
- Loại bỏ biểu mẫu trùng lặp.
Văn phòng Sở chủ trì, phối hợp với các phòng, hoàn thành trước 30/4/2024.
1.2. Biên soạn quy trình mới
- Lĩnh vực đất đai: 05 quy trình;
- Lĩnh vực môi trường: 03 quy trình.
Các phòng chuyên môn thực hiện, xong trong quý II/2024.""",
        [
            ("Rà soát quy trình đã ban hành", ["Văn phòng Sở"], "trước 30/4/2024"),
            ("Biên soạn quy trình mới", ["Các phòng chuyên môn"], "trong quý II/2024"),
        ],
    ),
    "lines of months as headings": (
        """C. TIẾN ĐỘ CÔNG VIỆC THEO THÁNG
Tháng 9/2023
- Hiệu trưởng ký quyết định lập Tổ ISO.
- Phổ biến Kế hoạch trong phiên họp (Hiệu trưởng).
Tháng 11 và tháng 12/2023
- Soạn quy trình tuyển sinh: Tổ Văn phòng làm, Tổ ISO góp ý.
- Kế toán soạn quy trình thu, chi, xong trước ngày 20/12/2023.""",
        [
            ("ký quyết định lập Tổ ISO", ["Hiệu trưởng"], "Tháng 9/2023"),
            ("Phổ biến Kế hoạch trong phiên họp", ["Hiệu trưởng"], "Tháng 9/2023"),
            ("Soạn quy trình tuyển sinh", ["Tổ Văn phòng"], "Tháng 11 và tháng 12/2023"),
            ("soạn quy trình thu, chi", ["Kế toán"], "trước ngày 20/12/2023"),
        ],
    ),
    "units with a note before them": (
        """IV. NHIỆM VỤ CỦA TỪNG PHÒNG
(Chữ viết tắt: TCHC là Phòng Tổ chức - Hành chính.)
1. Phòng Tổ chức - Hành chính:
+ Tham mưu kiện toàn Ban Chỉ đạo (hoàn thành trước ngày 10/3/2024). Kết quả: Quyết định.
+ Trong quý II/2024, mở 02 lớp đào tạo lại.
2. Đối với các khoa:
+ Đo thời gian chờ khám (mỗi tháng một lần), phối hợp với TCHC.""",
        [
            ("Tham mưu kiện toàn Ban Chỉ đạo", ["Phòng Tổ chức - Hành chính"], "trước ngày 10/3/2024"),
            ("mở 02 lớp đào tạo lại", ["Phòng Tổ chức - Hành chính"], "Trong quý II/2024"),
            ("Đo thời gian chờ khám", ["các khoa"], "mỗi tháng một lần"),
        ],
    ),
    "stages whose time stands in brackets": (
        """II. NỘI DUNG
1. Bước chuẩn bị (tháng 01 - 02/2024)
- Thành lập Ban Chỉ đạo (Văn phòng)
- Khảo sát hiện trạng (các phòng)
2. Bước xây dựng (tháng 3 - 6/2024)
- Thẩm định quy trình (Ban Chỉ đạo), xong trước ngày 15/6/2024""",
        [
            ("Thành lập Ban Chỉ đạo", ["Văn phòng"], "tháng 01 - 02/2024"),
            ("Khảo sát hiện trạng", ["các phòng"], "tháng 01 - 02/2024"),
            ("Thẩm định quy trình", ["Ban Chỉ đạo"], "trước ngày 15/6/2024"),
        ],
    ),
    "paragraphs without marks that open with units": (
        """II. CÁC CÔNG VIỆC PHẢI LÀM
Văn phòng Sở chủ trì, phối hợp với các phòng rà soát quy trình, hoàn thành trước ngày 31/3/2024.
Phòng Tài chính lập dự toán, chậm nhất 15 ngày kể từ ngày Kế hoạch này được ký.
Thanh tra Sở tổ chức đánh giá nội bộ trong tháng 9/2024.""",
        [
            ("rà soát quy trình", ["Văn phòng Sở"], "trước ngày 31/3/2024"),
            ("lập dự toán", ["Phòng Tài chính"], "chậm nhất 15 ngày kể từ ngày Kế hoạch này được ký"),
            ("tổ chức đánh giá nội bộ", ["Thanh tra Sở"], "trong tháng 9/2024"),
        ],
    ),
    "days before a colon, groups behind a dash": (
        """IV. LỊCH LÀM VIỆC
12 - 13/9/2023: đánh giá Phòng Kế hoạch - Tài chính - Nhóm 1.
Chậm nhất 25/9/2023: họp kết thúc, ký phiếu - Trưởng Đoàn đánh giá.
Sau 30 ngày kể từ ngày họp kết thúc: thẩm tra kết quả khắc phục - Nhóm 2.""",
        [
            ("đánh giá Phòng Kế hoạch - Tài chính", ["Nhóm 1"], "12 - 13/9/2023"),
            ("họp kết thúc, ký phiếu", ["Trưởng Đoàn đánh giá"], "Chậm nhất 25/9/2023"),
            ("thẩm tra kết quả khắc phục", ["Nhóm 2"], "Sau 30 ngày kể từ ngày họp kết thúc"),
        ],
    ),
    "numbers in words": (
        """II. NỘI DUNG
Một là, kiện toàn Ban Chỉ đạo ISO (Văn phòng, tháng 01/2024).
Hai là, rà soát quy trình (các phòng, quý I/2024).
Ba là, đánh giá nội bộ (Thanh tra, quý III/2024).""",
        [
            ("kiện toàn Ban Chỉ đạo ISO", ["Văn phòng"], "tháng 01/2024"),
            ("rà soát quy trình", ["các phòng"], "quý I/2024"),
            ("đánh giá nội bộ", ["Thanh tra"], "quý III/2024"),
        ],
    ),
    "dashes with a record at the end": (
        """II. PHẦN VIỆC
1. Lập danh mục hồ sơ – Bà Lê Thị Hoa, Thư ký ISO – xong trước 15/02/2024 – danh mục hồ sơ.
2. Viết lại quy trình tiếp dân – Ông Trần Văn Nam, Phó Chánh Văn phòng – quý II/2024 – 01 quy trình.
3. Đánh giá nội bộ – Tổ ISO, các phòng phối hợp – theo quy định – báo cáo đánh giá.""",
        [
            ("Lập danh mục hồ sơ", ["Bà Lê Thị Hoa, Thư ký ISO"], "trước 15/02/2024"),
            ("Viết lại quy trình tiếp dân", ["Ông Trần Văn Nam, Phó Chánh Văn phòng"], "quý II/2024"),
            ("Đánh giá nội bộ", ["Tổ ISO"], "theo quy định"),
        ],
    ),
    "steps described by what a unit does": (
        """II. CÁC BƯỚC TIẾN HÀNH
Bước 1. Chuẩn bị hồ sơ
Các phòng lập danh mục hồ sơ, gửi Văn phòng trước ngày 10/3/2024.
Bước 2. Đánh giá
Tổ đánh giá đi từng phòng, mỗi phòng một buổi, trong tháng 3/2024.
Bước 3. Khắc phục
Chậm nhất 10 ngày kể từ ngày nhận phiếu, phòng có lỗi phải khắc phục xong.""",
        [
            ("Chuẩn bị hồ sơ", ["Các phòng"], "trước ngày 10/3/2024"),
            ("Đánh giá", ["Tổ đánh giá"], "trong tháng 3/2024"),
            ("Khắc phục", ["phòng có lỗi"], "Chậm nhất 10 ngày kể từ ngày nhận phiếu"),
        ],
    ),
    "an order whose first sentence is the work": (
        """III. PHÂN CÔNG NHIỆM VỤ
- Giao Phòng Nội vụ tham mưu kiện toàn Ban Chỉ đạo, hoàn thành trước ngày 15/02. Quyết định phải ghi rõ người thay.
- Giao các phòng ban hành mục tiêu chất lượng chậm nhất ngày 28/02/2024.
- Trong tháng 11/2024, giao Văn phòng chuẩn bị cuộc họp xem xét.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế là cơ quan thường trực; theo dõi, tổng hợp.""",
        [
            ("tham mưu kiện toàn Ban Chỉ đạo", ["Phòng Nội vụ"], "trước ngày 15/02"),
            ("ban hành mục tiêu chất lượng", ["các phòng"], "chậm nhất ngày 28/02/2024"),
            ("chuẩn bị cuộc họp xem xét", ["Văn phòng"], "Trong tháng 11/2024"),
        ],
    ),
    "labels told by their values": (
        """II. NỘI DUNG
Nhiệm vụ 1. Cập nhật quy trình
Người làm: các phòng. Người giúp: Văn phòng. Khi nào xong: quý II/2024.
Nhiệm vụ 2. Báo cáo năm
Thời gian, đơn vị thực hiện: trước ngày 15/12/2024, Văn phòng.""",
        [("Cập nhật quy trình", ["các phòng"], "quý II/2024"), ("Báo cáo năm", ["Văn phòng"], "trước ngày 15/12/2024")],
    ),
    "an unknown title of a part behind the aims": (
        """Phần I. MỤC ĐÍCH
Duy trì hệ thống.
Phần II. KINH PHÍ
Từ dự toán.
Phần III. NHỮNG ĐIỀU CẦN LÀM
- Rà soát quy trình, do Văn phòng thực hiện trong tháng 3/2024.""",
        [("Rà soát quy trình", ["Văn phòng"], "trong tháng 3/2024")],
    ),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_level_that_says_who_does_it_is_the_work(section: str) -> None:
    body, tasks = SECTIONS[section]
    assert [_told(task) for task in _plan(body).main_tasks] == tasks


def test_a_work_helped_by_another_unit_and_watched_by_a_third_names_them_all() -> None:
    body = """3. VIỆC PHẢI LÀM
3.1. Viết quy trình tiếp nhận
- Đơn vị thực hiện: Phòng A; có sự phối hợp của Phòng B.
- Giám sát: Ban Giám đốc."""
    (task,) = _plan(body).main_tasks
    assert [(role.name, [unit.value for unit in role.units]) for role in task.roles] == [
        ("Chủ trì", ["Phòng A"]),
        ("Phối hợp", ["Phòng B"]),
        ("Giám sát", ["Ban Giám đốc"]),
    ]


def test_a_day_that_does_not_exist_is_said_so_in_running_text() -> None:
    body = "II. NỘI DUNG\n1. Rà soát quy trình, xong trước ngày 31/9/2024.\n2. Đánh giá nội bộ trong tháng 10/2024."
    parsed = _parse(body)
    assert [problem.code for problem in parsed.problems if problem.code is PlanProblem.IMPOSSIBLE_DATE]
    assert [task.time and task.time.impossible for task in parsed.plan.main_tasks] == [True, False]


def test_a_deadline_waits_for_a_work_by_its_number_or_its_very_words() -> None:
    body = """II. NỘI DUNG
Nhiệm vụ 1. Họp kết thúc, ký phiếu
Mốc thời gian: tháng 9/2024. Đơn vị thực hiện: Đoàn đánh giá.
Nhiệm vụ 2. Thẩm tra kết quả
Mốc thời gian: sau 30 ngày kể từ ngày họp kết thúc.
Nhiệm vụ 3. Báo cáo Sở
Mốc thời gian: Sau khi kết thúc Nhiệm vụ 2."""
    first, second, third = _plan(body).main_tasks
    assert [task.time.reference if task.time else None for task in (second, third)] == [first.id, second.id]


def test_the_order_to_all_that_closes_a_plan_is_no_duty() -> None:
    body = """V. TRÁCH NHIỆM
1. Trưởng Đoàn đánh giá: điều hành Đoàn đúng lịch.
Yêu cầu các bộ phận chấp hành đúng lịch làm việc./."""
    assert [[unit.value for unit in task.lead] for task in _plan(body).tasks] == [["Trưởng Đoàn đánh giá"]]
