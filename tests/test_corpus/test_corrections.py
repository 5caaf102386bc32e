"""What a person puts right stands over what the parser reads, also when the document is read anew."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.corrections import Subject, apply_corrections, build_correction
from corpus.errors import InvalidRequest, NotFound
from corpus.model import AgencyType, CorrectedField, Correction, Document, Field, Plan, PlanProblem, Task, TimeKind
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import read_document
from corpus.store import PlanFilter, Store, open_store

TEXT = """UBND TỈNH LAM KỲ
SỞ NỘI VỤ
Số:      /KH-SNV
Lam Kỳ, ngày     tháng 02 năm 2025
KẾ HOẠCH
Duy trì Hệ thống quản lý chất lượng năm 2025
Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;
I. NỘI DUNG
TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian\tKết quả
1\tLập kế hoạch\tVăn phòng\tCác phòng\tQuý I\tKế hoạch
2\tĐánh giá nội bộ\tĐoàn đánh giá\tCác phòng\tQuý III\t
3\tHọp xem xét của lãnh đạo\tLãnh đạo Sở\tCác phòng\tQuý IV\tBiên bản
"""
WHEN = datetime.datetime(2025, 3, 1, 8, 0, tzinfo=datetime.UTC)
AUDIT = "k#I.2"


def _read(text: str = TEXT) -> tuple[Document, ParsedPlan]:
    document = read_document(text.encode(), "k.txt")
    return document, parse_plan(document, "k")


def _build(subject: Subject, *values: str, text: str = TEXT, number: int = 1) -> Correction:
    document, parsed = _read(text)
    made = build_correction(document, parsed.plan, subject, values, who="Văn thư", when=WHEN)
    return dataclasses.replace(made, id=number)


def _apply(*corrections: Correction, text: str = TEXT) -> ParsedPlan:
    document, parsed = _read(text)
    return apply_corrections(document, parsed, corrections)


def _task(plan: Plan, words: str) -> Task:
    return next(task for task in plan.tasks if words in task.content.value)


def test_a_corrected_unit_list_keeps_the_words_it_was_made_on() -> None:
    made = _build(Subject(CorrectedField.TASK_LEAD, AUDIT), "Ban Chỉ đạo ISO", "Đoàn đánh giá nội bộ")
    task = _task(_apply(made).plan, "Đánh giá nội bộ")
    assert [unit.value for unit in task.lead] == ["Ban Chỉ đạo ISO", "Đoàn đánh giá nội bộ"]
    assert {quote.raw for unit in task.lead for quote in unit.quotes} == {"Đoàn đánh giá"}
    assert (made.who, made.when, made.values) == ("Văn thư", WHEN, ("Ban Chỉ đạo ISO", "Đoàn đánh giá nội bộ"))


def test_roles_say_the_same_as_the_corrected_fields() -> None:
    lead = _build(Subject(CorrectedField.TASK_LEAD, AUDIT), "Ban ISO")
    helpers = _build(Subject(CorrectedField.TASK_COORDINATE, AUDIT), number=2)
    task = _task(_apply(lead, helpers).plan, "Đánh giá nội bộ")
    assert [(role.name, [unit.value for unit in role.units]) for role in task.roles] == [("Chủ trì", ["Ban ISO"])]


def test_a_corrected_time_is_read_as_days() -> None:
    task = _task(_apply(_build(Subject(CorrectedField.TASK_TIME, AUDIT), "Trước 30/9/2025")).plan, "Đánh giá nội bộ")
    assert (task.time.kind, task.time.end) == (TimeKind.BY_DATE, datetime.date(2025, 9, 30))


def test_a_corrected_time_names_the_task_it_waits_for() -> None:
    review = "k#I.3"
    plan = _apply(_build(Subject(CorrectedField.TASK_TIME, review), "Sau khi đánh giá nội bộ")).plan
    assert _task(plan, "Họp xem xét").time.reference == AUDIT


def test_a_corrected_year_moves_the_days_of_every_task_but_those_a_person_gave() -> None:
    year = _build(Subject(CorrectedField.YEAR), "2026")
    time = _build(Subject(CorrectedField.TASK_TIME, AUDIT), "Tháng 9/2025", number=2)
    plan = _apply(year, time).plan
    assert _task(plan, "Lập kế hoạch").time.end == datetime.date(2026, 3, 31)
    assert _task(plan, "Đánh giá nội bộ").time.end == datetime.date(2025, 9, 30)


def test_a_corrected_day_ends_and_starts_the_doubt_about_the_annex() -> None:
    text = TEXT.replace("ngày     tháng 02", "ngày 12 tháng 02") + (
        "\nPHỤ LỤC\nDANH MỤC QUY TRÌNH\n(Kèm theo Kế hoạch số      /KH-SNV ngày 13/02/2025 của Sở Nội vụ)\n"
    )
    mismatch = PlanProblem.HEADER_ANNEX_MISMATCH
    assert mismatch in {problem.code for problem in _apply(text=text).problems}
    right = _build(Subject(CorrectedField.DATE), "2025-02-13", text=text)
    assert mismatch not in {problem.code for problem in _apply(right, text=text).problems}
    wrong = _build(Subject(CorrectedField.DATE), "2025-02-14", text=text, number=2)
    found = [problem.message for problem in _apply(right, wrong, text=text).problems if problem.code == mismatch]
    assert len(found) == 1
    assert "14/02/2025" in found[0]


def test_a_value_the_parser_did_not_find_is_placed_on_its_row() -> None:
    made = _build(Subject(CorrectedField.TASK_RESULT, AUDIT), "Báo cáo đánh giá")
    task = _task(_apply(made).plan, "Đánh giá nội bộ")
    assert made.place is None
    assert task.result.value == "Báo cáo đánh giá"
    assert task.result.source == task.source


def test_an_empty_correction_says_that_there_is_none() -> None:
    task = _task(_apply(_build(Subject(CorrectedField.TASK_COORDINATE, AUDIT))).plan, "Đánh giá nội bộ")
    assert task.coordinate == ()


def test_a_filled_blank_is_no_problem_any_more() -> None:
    document, parsed = _read()
    assert {"NUMBER_BLANK", "DATE_BLANK"} <= {problem.code for problem in parsed.problems}
    number = _build(Subject(CorrectedField.NUMBER), "12")
    day = _build(Subject(CorrectedField.DATE), "2025-02-14", number=2)
    corrected = apply_corrections(document, parsed, [number, day])
    assert (corrected.plan.header.number.value, corrected.plan.header.date) == ("12", datetime.date(2025, 2, 14))
    assert not {"NUMBER_BLANK", "DATE_BLANK"} & {problem.code for problem in corrected.problems}


def test_a_corrected_impossible_day_is_no_problem_any_more() -> None:
    text = TEXT.replace("Quý III", "31/9/2025").replace("Quý IV", "31/11/2025")
    document, parsed = _read(text)
    made = _build(Subject(CorrectedField.TASK_TIME, AUDIT), "30/9/2025", text=text)
    codes = [problem.code for problem in apply_corrections(document, parsed, [made]).problems]
    assert [problem.code for problem in parsed.problems].count("IMPOSSIBLE_DATE") == 2
    assert codes.count("IMPOSSIBLE_DATE") == 1


def test_the_last_correction_of_a_field_stands_whatever_their_order() -> None:
    first = _build(Subject(CorrectedField.TITLE), "Tên cũ", number=1)
    last = _build(Subject(CorrectedField.TITLE), "Tên mới", number=2)
    assert _apply(last, first).plan.header.title.value == "Tên mới"


def test_a_type_of_agency_that_a_person_chose_outlives_a_new_name() -> None:
    chosen = _build(Subject(CorrectedField.AGENCY_TYPE), "khac", number=1)
    renamed = _build(Subject(CorrectedField.ISSUER), "SỞ NỘI VỤ TỈNH LAM KỲ", number=2)
    assert _apply(renamed).plan.header.agency_type is AgencyType.SO
    assert _apply(chosen, renamed).plan.header.agency_type is AgencyType.KHAC


def test_a_correction_finds_its_task_when_rows_and_places_have_moved() -> None:
    made = _build(Subject(CorrectedField.TASK_LEAD, AUDIT), "Ban Chỉ đạo ISO")
    moved = TEXT.replace("1\tLập kế hoạch", "1\tKiện toàn Ban Chỉ đạo\tSở\t\tQuý I\tQuyết định\n2\tLập kế hoạch")
    moved = moved.replace("2\tĐánh giá", "3\tĐánh giá").replace("3\tHọp", "4\tHọp")
    plan = _apply(made, text=moved).plan
    assert [unit.value for unit in _task(plan, "Đánh giá nội bộ").lead] == ["Ban Chỉ đạo ISO"]
    assert [unit.value for unit in _task(plan, "Lập kế hoạch").lead] == ["Văn phòng"]


def test_a_correction_without_a_place_is_reported_and_not_lost() -> None:
    made = _build(Subject(CorrectedField.TASK_LEAD, AUDIT), "Ban Chỉ đạo ISO")
    corrected = _apply(made, text=TEXT.replace("2\tĐánh giá nội bộ", "2\tKiểm tra chéo"))
    assert [problem.code for problem in corrected.problems].count("CORRECTION_UNPLACED") == 1


REFUSED = [
    (Subject(CorrectedField.DATE), ("31/12/2025",)),
    (Subject(CorrectedField.YEAR), ("25",)),
    (Subject(CorrectedField.YEAR), ("²⁰²⁵",)),
    (Subject(CorrectedField.AGENCY_TYPE), ("bộ",)),
    (Subject(CorrectedField.TITLE), ("A", "B")),
    (Subject(CorrectedField.TASK_CONTENT, AUDIT), ()),
]


@pytest.mark.parametrize(("subject", "values"), REFUSED)
def test_a_value_that_cannot_stand_is_refused(subject: Subject, values: tuple[str, ...]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        _build(subject, *values)
    assert caught.value.code == "CORRECTION_INVALID"


def test_a_correction_needs_an_author_and_a_time_zone() -> None:
    document, parsed = _read()
    for who, when in ((" ", WHEN), ("Văn thư", WHEN.replace(tzinfo=None))):
        with pytest.raises(InvalidRequest):
            build_correction(document, parsed.plan, Subject(CorrectedField.TITLE), ("A",), who=who, when=when)


def test_a_task_that_does_not_exist_cannot_be_corrected() -> None:
    with pytest.raises(NotFound) as caught:
        _build(Subject(CorrectedField.TASK_TIME, "k#IX.9"), "Quý I")
    assert caught.value.code == "TASK_NOT_FOUND"


@pytest.mark.parametrize("target", list(CorrectedField))
def test_every_field_can_be_corrected(target: CorrectedField) -> None:
    value = {"date": "2025-01-02", "year": "2026", "agency_type": "so"}.get(target.value, "Giá trị mới")
    plan = _apply(_build(Subject(target, AUDIT if target.of_task else None), value)).plan
    assert value in _values(plan, target)


def _values(plan: Plan, target: CorrectedField) -> list[str]:
    if target.of_task:
        task = next(task for task in plan.tasks if task.id == AUDIT)
        found = getattr(task, target.value.removeprefix("task."))
    elif target in {CorrectedField.SIGNER_TITLE, CorrectedField.SIGNER_NAME}:
        found = getattr(plan.signer, target.value.removeprefix("signer_"))
    else:
        found = getattr(plan if target is CorrectedField.BUDGET else plan.header, target.value)
    entries = found if isinstance(found, tuple) else (getattr(found, "text", found),)
    return [entry.value if isinstance(entry, Field) else str(entry) for entry in entries]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    document, parsed = _read()
    opened.save_plan(document, TEXT.encode(), parsed)
    yield opened
    opened.close()


def test_corrections_survive_a_new_reading(store: Store) -> None:
    made = store.correct_plan("k", Subject(CorrectedField.YEAR), ["2026"], who="Văn thư", when=WHEN)
    store.correct_plan("k", Subject(CorrectedField.TASK_LEAD, AUDIT), ["Ban ISO"], who="Văn thư", when=WHEN)
    document, parsed = _read()
    store.save_plan(document, TEXT.encode(), parsed)
    found = store.load_plan("k")
    assert found.plan.header.year == 2026
    assert [unit.value for unit in _task(found.plan, "Đánh giá nội bộ").lead] == ["Ban ISO"]
    assert found.corrections[0] == made
    assert [one.who for one in found.corrections] == ["Văn thư", "Văn thư"]


def test_lists_and_filters_go_by_the_corrected_values(store: Store) -> None:
    revision = store.revision
    store.correct_plan("k", Subject(CorrectedField.YEAR), ["2026"], who="Văn thư", when=WHEN)
    assert [plan.id for plan in store.list_plans(PlanFilter(year=2026))] == ["k"]
    assert store.list_plans(PlanFilter(year=2025)) == ()
    assert store.revision > revision


def test_a_withdrawn_correction_gives_the_parsers_value_back(store: Store) -> None:
    made = store.correct_plan("k", Subject(CorrectedField.TITLE), ["Tên khác"], who="Văn thư", when=WHEN)
    assert store.load_plan("k").plan.header.title.value == "Tên khác"
    store.withdraw_correction("k", made.id)
    assert store.load_plan("k").plan == _read()[1].plan
    with pytest.raises(NotFound) as caught:
        store.withdraw_correction("k", made.id)
    assert caught.value.code == "CORRECTION_NOT_FOUND"


def test_a_refused_correction_changes_nothing(store: Store) -> None:
    revision = store.revision
    with pytest.raises(InvalidRequest):
        store.correct_plan("k", Subject(CorrectedField.DATE), ["hôm qua"], who="Văn thư", when=WHEN)
    assert (store.revision, store.load_plan("k").corrections) == (revision, ())


def test_a_deleted_plan_takes_its_corrections_along(store: Store) -> None:
    store.correct_plan("k", Subject(CorrectedField.TITLE), ["Tên khác"], who="Văn thư", when=WHEN)
    store.delete_plan("k")
    document, parsed = _read()
    store.save_plan(document, TEXT.encode(), parsed)
    assert store.load_plan("k").corrections == ()
