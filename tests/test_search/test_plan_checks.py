"""The checks of a plan as a whole: each slip is told with its place and rule, and what only looks like one is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.citations.registry import load_registry
from corpus.frameworks import load_framework, match_step
from corpus.model import Layer, Severity
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.store import Store, StoredPlan, open_store
from corpus.text import fold
from search import Check, check_citations
from search.checks import check_plan
from search.gap_report import Evidence, StepVerdict, Verdict

FRAMEWORK = load_framework("khung-101")
ROWS = (
    "Xây dựng mục tiêu chất lượng năm 2026\tVăn phòng\tCác phòng\tTháng 02/2026",
    "Tập huấn kiến thức về TCVN ISO 9001:2015 cho công chức\tVăn phòng\tCác phòng\tQuý II/2026",
    "Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng\tBan Chỉ đạo ISO\tCác phòng\tTháng 9/2026",
    "Họp xem xét của lãnh đạo về hệ thống quản lý chất lượng\tLãnh đạo Sở\tThư ký ISO\tTháng 10/2026",
    "Xác nhận hiệu lực của hệ thống quản lý chất lượng\tGiám đốc Sở\tThư ký ISO\tTháng 11/2026",
    "Công bố lại hệ thống quản lý chất lượng phù hợp TCVN ISO 9001:2015\tGiám đốc Sở\tThư ký ISO\tTháng 12/2026",
)


def write(
    *changes: tuple[str, str],
    rows: tuple[str, ...] = ROWS,
    letterhead: str = "UBND TỈNH LAM SƠN THƯỢNG\nSỞ TƯ PHÁP\nSố: 12/KH-STP",
    day: str = "ngày 15 tháng 01 năm 2026",
    duty: str = "Theo dõi chung việc thực hiện Kế hoạch này.",
) -> str:
    table = "\n".join(f"{number}\t{row}" for number, row in enumerate(rows, start=1))
    text = f"""{letterhead}
Lam Sơn Thượng, {day}
KẾ HOẠCH
Duy trì, cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm 2026
Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;
Căn cứ Quyết định số 31/QĐ-STP ngày 06/02/2020 của Giám đốc Sở Tư pháp về việc công bố hệ thống năm 2020.
Sở Tư pháp ban hành Kế hoạch duy trì hệ thống quản lý chất lượng năm 2026 như sau:
I. MỤC ĐÍCH
Duy trì hệ thống có hiệu lực.
II. NỘI DUNG THỰC HIỆN
TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian
{table}
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng
- {duty}
Nơi nhận:
- Lưu: VT.
"""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("checks"))
    yield opened
    opened.close()


def read(text: str, layer: Layer | None = None) -> StoredPlan:
    document = read_document(text.encode(), "plan.txt")
    if layer is not None:
        document = replace(document, quality=replace(document.quality, layer=layer))
    parsed = parse_plan(document, "plan")
    return StoredPlan(parsed.plan, document, parsed.problems)


def judge(stored: StoredPlan) -> list[StepVerdict]:
    """Judges by cues alone: which rows a step rests on is not what these tests are about."""
    items = []
    for step in FRAMEWORK.steps:
        proofs = tuple(
            Evidence(task, task.content.value, 1.0, (task.content.source,))
            for task in stored.plan.tasks
            if match_step(step, fold(task.content.value), mentions=FRAMEWORK.mentions)
        )
        found = Verdict.CONTRARY if step.requirement == "contrary" else Verdict.COVERED
        items.append(StepVerdict(step, found if proofs else Verdict.MISSING, 1.0, proofs, (), ()))
    return items


def check(store: Store, text: str, layer: Layer | None = None) -> list[Check]:
    stored = read(text, layer)
    citations = check_citations(store, stored, load_registry(), FRAMEWORK)
    return list(check_plan(stored, FRAMEWORK, judge(stored), citations))


def told(store: Store, text: str, code: str) -> list[str]:
    """Returns the words that the findings of a code are about."""
    found = [one for one in check(store, text) if one.code == code]
    return [text[one.source.start : one.source.end] if one.source else "" for one in found]


def test_a_sound_plan_has_nothing_but_hints_on_its_bases(store: Store) -> None:
    assert {one.code for one in check(store, write())} <= {"BASIS_MISSING", "CITATION_FORM"}


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (("Tháng 10/2026", "Tháng 8/2026"), "ORDER_REVERSED", "Tháng 8/2026"),
        (("Quý II/2026", "Tháng 10/2026"), "ORDER_REVERSED", "Tháng 9/2026"),
        (("Tháng 12/2026", "Tháng 10/2026"), "ORDER_REVERSED", None),
        (("Quý II/2026", "Sau khi đánh giá nội bộ"), "ORDER_REVERSED", "Sau khi đánh giá nội bộ"),
        (("Tháng 9/2026", "Tháng 9/2025"), "DEADLINE_OUTSIDE_YEAR", "Tháng 9/2025"),
        (("Tháng 9/2026", "Tháng 9/2027"), "DEADLINE_OUTSIDE_YEAR", "Tháng 9/2027"),
        (("Tháng 9/2026", "31/9/2026"), "IMPOSSIBLE_DATE", "31/9/2026"),
        (("Quý II/2026", "Tháng 01/8 đến 15/9/2026"), "DEADLINE_UNCLEAR", "Tháng 01/8 đến 15/9/2026"),
        (("chất lượng năm 2026\tVăn", "chất lượng năm 2025\tVăn"), "LEFTOVER_YEAR", "năm 2025"),
        (("năm 2026 như sau", "năm 2025 như sau"), "LEFTOVER_YEAR", "năm 2025"),
        (("tháng 01 năm 2026", "tháng 01 năm 2025"), "LEFTOVER_YEAR", "ngày 15 tháng 01 năm 2025"),
        (("Sở Tư pháp ban hành", "Sở Nội vụ ban hành"), "LEFTOVER_NAME", "Sở Nội vụ"),
        (("Giám đốc Sở\tThư", "Giám đốc Sở Nội vụ\tThư"), "LEFTOVER_NAME", "Sở Nội vụ"),
        (("Sở Tư pháp ban hành", "Chi cục Kiểm lâm ban hành"), "LEFTOVER_NAME", "Chi cục Kiểm lâm"),
        (("tháng 01 năm 2026", "tháng 02 năm 2026"), "DEADLINE_BEFORE_ISSUE", None),
    ],
)
def test_a_planted_slip_is_told_with_its_place(
    store: Store, change: tuple[str, str], code: str, words: str | None
) -> None:
    rows = tuple(row.replace("Tháng 02/2026", "Tháng 01/2026") for row in ROWS)
    text = write(change, rows=rows if code == "DEADLINE_BEFORE_ISSUE" else ROWS)
    found = told(store, text, code)
    assert len(found) == 1, found
    assert words is None or found == [words]
    assert told(store, write(), code) == []


@pytest.mark.parametrize(
    ("duty", "code"),
    [
        ("Tổng hợp kết quả thực hiện kế hoạch năm 2025 để rút kinh nghiệm.", "LEFTOVER_YEAR"),
        ("Tiếp tục khắc phục các điểm nêu trong biên bản đánh giá nội bộ năm 2025.", "LEFTOVER_YEAR"),
        ("Triển khai theo Chương trình hành động từ năm 2021 đến năm 2030.", "LEFTOVER_YEAR"),
        ("Xây dựng kế hoạch năm 2027 trình Giám đốc Sở.", "LEFTOVER_YEAR"),
        ("Áp dụng Quyết định số 40/QĐ-STP ngày 12 tháng 5 năm 2023 của Giám đốc Sở Tư pháp.", "LEFTOVER_YEAR"),
        ("Báo cáo Sở Khoa học và Công nghệ; phối hợp với Sở Nội vụ trong việc đào tạo.", "LEFTOVER_NAME"),
        ("Thực hiện theo hướng dẫn của Giám đốc Sở Nội vụ.", "LEFTOVER_NAME"),
        ("Trung tâm Tư vấn xây dựng kế hoạch chi tiết của mình.", "LEFTOVER_NAME"),
        ("Giúp công chức từ huyện về quen việc.", "DISTRICT_AFTER_MERGER"),
        ("Chuyển quy trình do UBND cấp huyện bàn giao về xã.", "DISTRICT_AFTER_MERGER"),
        ("Rà soát quy trình đã được UBND huyện Khe Thượng công bố.", "DISTRICT_AFTER_MERGER"),
        ("Các cơ quan quản lý, các quan hệ phối hợp.", "DISTRICT_AFTER_MERGER"),
        ("Phối hợp với Ủy ban nhân dân quản lý địa bàn.", "DISTRICT_AFTER_MERGER"),
    ],
)
def test_what_only_looks_like_a_slip_is_not_told(store: Store, duty: str, code: str) -> None:
    assert told(store, write(duty=duty), code) == []


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        ("Gửi báo cáo cho UBND các huyện.", "UBND các huyện"),
        ("Phòng Nội vụ huyện Khe Thượng theo dõi.", "Phòng Nội vụ huyện Khe Thượng"),
        ("Hướng dẫn cơ quan chuyên môn cấp huyện thực hiện.", "cấp huyện"),
        ("Đề nghị Ủy ban nhân dân thành phố Mai Khê phối hợp.", "Ủy ban nhân dân thành phố Mai Khê"),
    ],
)
def test_district_bodies_are_told_after_the_merger_and_not_before(store: Store, duty: str, words: str) -> None:
    (found,) = told(store, write(duty=duty), "DISTRICT_AFTER_MERGER")
    assert found.endswith(words)
    earlier = write(("2026", "2024"), duty=duty)
    assert told(store, earlier, "DISTRICT_AFTER_MERGER") == []


def test_a_row_that_prepares_the_audit_or_shares_it_does_not_hide_a_wrong_order(store: Store) -> None:
    early = ("Lập kế hoạch đánh giá nội bộ\tThư ký ISO\tCác phòng\tTháng 3/2026", *ROWS)
    assert told(store, write(("Tháng 10/2026", "Tháng 8/2026"), rows=early), "ORDER_REVERSED") == ["Tháng 8/2026"]
    posted = (*ROWS, "Niêm yết quyết định công bố hệ thống quản lý chất lượng\tVăn phòng\tCác phòng\tTháng 12/2026")
    wrong = write(
        ("9001:2015\tGiám đốc Sở\tThư ký ISO\tTháng 12/2026", "9001:2015\tGiám đốc Sở\tThư ký ISO\tTháng 5/2026"),
        rows=posted,
    )
    assert told(store, wrong, "ORDER_REVERSED") == ["Tháng 5/2026"]
    twice = (*ROWS, "Đánh giá nội bộ tại các trung tâm\tThư ký ISO\tCác phòng\tTháng 12/2026")
    assert told(store, write(rows=twice), "ORDER_REVERSED") == []


def test_a_district_that_is_only_named_is_a_hint(store: Store) -> None:
    text = write(duty="Gửi báo cáo về huyện Khe Thượng.")
    (one,) = (one for one in check(store, text) if one.code == "DISTRICT_AFTER_MERGER")
    assert one.severity is Severity.INFO
    assert one.source is not None
    assert text[one.source.start : one.source.end] == "huyện Khe Thượng"


def test_what_a_copied_page_shows_above_the_letterhead_is_not_the_plans(store: Store) -> None:
    text = "Xem thêm: chế độ trợ cấp của UBND tỉnh Mai Khê\n" + write()
    assert told(store, text, "LEFTOVER_NAME") == []


def test_the_province_of_the_letterhead_is_that_of_the_text(store: Store) -> None:
    assert told(store, write(duty="Báo cáo UBND tỉnh Mai Khê."), "LEFTOVER_NAME") == ["tỉnh Mai Khê"]
    assert told(store, write(duty="Báo cáo UBND tỉnh Lam Sơn Thượng, UBND tỉnh."), "LEFTOVER_NAME") == []
    assert told(store, write(duty="Học tập kinh nghiệm của UBND tỉnh Mai Khê."), "LEFTOVER_NAME") == []


def test_a_report_due_late_in_the_year_is_on_that_year(store: Store) -> None:
    rows = (*ROWS, "Báo cáo tổng kết năm 2025\tVăn phòng\tCác phòng\tTháng 12/2026")
    assert told(store, write(rows=rows), "LEFTOVER_YEAR") == ["năm 2025"]
    early = (*ROWS, "Báo cáo tổng kết năm 2025\tVăn phòng\tCác phòng\tTháng 02/2026")
    assert told(store, write(rows=early), "LEFTOVER_YEAR") == []


def test_the_wording_of_a_district_is_told_once_however_often_it_stands(store: Store) -> None:
    text = write(duty="UBND các huyện thực hiện; báo cáo UBND các huyện.")
    (one,) = (one for one in check(store, text) if one.code == "DISTRICT_AFTER_MERGER")
    assert "2 chỗ" in one.message
    assert "203/2025/QH15" in (one.grounds or "")


def test_work_of_the_turn_of_the_year_may_be_due_outside_it(store: Store) -> None:
    rows = (*ROWS, "Báo cáo kết quả năm gửi UBND tỉnh\tVăn phòng\tCác phòng\tTrước 15/01/2027")
    assert told(store, write(rows=rows), "DEADLINE_OUTSIDE_YEAR") == []
    early = ("Ban hành kế hoạch\tVăn phòng\tCác phòng\tTháng 12/2025", *ROWS)
    text = write(rows=early, day="ngày 05 tháng 12 năm 2025")
    assert told(store, text, "DEADLINE_OUTSIDE_YEAR") == []


def test_a_school_year_runs_over_two_calendar_years(store: Store) -> None:
    text = write(
        ("9001:2015 năm 2026", "9001:2015 năm học 2025-2026"),
        ("SỞ TƯ PHÁP", "TRƯỜNG THPT CHI LĂNG"),
        ("tháng 01 năm 2026", "tháng 8 năm 2025"),
        ("Tháng 9/2026", "Tháng 12/2025"),
        ("Tháng 10/2026", "Tháng 01/2026"),
    )
    assert not {"DEADLINE_OUTSIDE_YEAR", "LEFTOVER_YEAR"} & {
        one.code
        for one in check(store, text)
        if one.source and "11" not in one.message and "12/2026" not in one.message
    }


def test_rows_without_lead_or_deadline_are_told_one_by_one_or_together(store: Store) -> None:
    single = write(("Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng\tBan Chỉ đạo ISO", "Đánh giá nội bộ\t"))
    assert len(told(store, single, "LEAD_MISSING")) == 1
    rows = tuple(row.rpartition("\t")[0] + "\t" if number else row for number, row in enumerate(ROWS))
    (one,) = (one for one in check(store, write(rows=rows)) if one.code == "DEADLINE_MISSING")
    assert "5 trong 6" in one.message


def test_a_yearly_plan_of_another_office_from_years_ago_is_a_hint(store: Store) -> None:
    old = "Báo cáo theo Kế hoạch số 41/KH-STTTT ngày 10/02/2021 của Sở Thông tin và Truyền thông."
    (found,) = (one for one in check(store, write(duty=old)) if one.code == "LEFTOVER_DOCUMENT")
    assert found.severity is Severity.INFO
    standing = "Thực hiện Kế hoạch số 97/KH-UBND ngày 28/3/2021 của UBND tỉnh."
    assert told(store, write(duty=standing), "LEFTOVER_DOCUMENT") == []
    lasting = "Thực hiện Kế hoạch số 41/KH-STTTT ngày 10/02/2021 về chuyển đổi số giai đoạn 2021-2026."
    assert told(store, write(duty=lasting), "LEFTOVER_DOCUMENT") == []


def test_findings_of_the_citation_check_stand_among_the_others_once(store: Store) -> None:
    text = write(("ngày 05/3/2014", "ngày 03/5/2014"))
    stored = read(text)
    citations = check_citations(store, stored, load_registry(), FRAMEWORK)
    checks = check_plan(stored, FRAMEWORK, judge(stored), citations)
    assert "CITATION_DATE_DIFFERS" in {one.code for one in checks}
    assert [one for one in checks if one in citations.checks] == list(citations.checks)
    assert len(set(checks)) == len(checks)


@pytest.mark.parametrize(
    ("basis", "told_"),
    [
        ("Kế hoạch số 04/KH-STP ngày 13/01/2025 của Sở Tư pháp về Kế hoạch cải cách hành chính năm 2026.", True),
        ("Kế hoạch số 04/KH-STP ngày 13/01/2024 của Sở Tư pháp về Kế hoạch cải cách hành chính năm 2024.", True),
        ("Kế hoạch số 04/KH-STP ngày 24/12/2025 của Sở Tư pháp về Kế hoạch cải cách hành chính năm 2026.", False),
        ("Kế hoạch số 04/KH-STP ngày 13/01/2022 của Sở Tư pháp về cải cách hành chính giai đoạn 2021-2025.", False),
        ("Báo cáo số 04/BC-STP ngày 13/01/2026 của Sở Tư pháp về kết quả cải cách hành chính năm 2025.", False),
    ],
)
def test_the_year_of_a_yearly_plan_is_held_against_its_day_and_ours(store: Store, basis: str, told_: bool) -> None:
    old = "Quyết định số 31/QĐ-STP ngày 06/02/2020 của Giám đốc Sở Tư pháp về việc công bố hệ thống năm 2020."
    assert bool(told(store, write((old, basis)), "CITATION_PERIOD")) is told_


def test_in_ruined_text_nothing_weighs_more_than_a_hint(store: Store) -> None:
    text = write(("Số: 12/KH-STP", "Số:    /KH-STP"), ("Tháng 9/2026", "Tháng 9/2025"), duty="Gửi UBND các huyện.")
    found = check(store, text, Layer.DAMAGED)
    assert {"NUMBER_BLANK", "DISTRICT_AFTER_MERGER"} <= {one.code for one in found}
    assert {one.severity for one in found} == {Severity.INFO}
    assert "DEADLINE_OUTSIDE_YEAR" not in {one.code for one in found}
    recognised = check(store, text, Layer.OCR)
    assert all("ảnh" in one.message for one in recognised if one.code == "NUMBER_BLANK")


def test_every_finding_says_what_is_there_word_for_word(store: Store) -> None:
    text = write(
        ("Tháng 10/2026", "Tháng 8/2026"), duty="Thuê tổ chức chứng nhận đánh giá hệ thống quản lý chất lượng."
    )
    found = check(store, text)
    assert "CONTRARY_RULE" in {one.code for one in found}
    contrary = next(one for one in found if one.code == "CONTRARY_RULE")
    assert contrary.severity is Severity.ERROR
    assert "Điều 4" in (contrary.grounds or "")
    for one in found:
        assert one.source is None or 0 <= one.source.start < one.source.end <= len(text)
    places = [one.source for one in found if one.source is not None]
    assert places == sorted(places)
