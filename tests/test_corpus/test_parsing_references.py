from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Deadline, Field, Quote, Source, Task, TimeKind
from corpus.parsing.deadlines.references import resolve_references

# label, content, result
GROUPED = (
    ("I.1", "Kiện toàn Ban Chỉ đạo ISO", "Quyết định kiện toàn"),
    ("I.2", "Ban hành Kế hoạch áp dụng hệ thống năm 2025", "Kế hoạch"),
    ("I.3", "Xây dựng mục tiêu chất lượng và kế hoạch thực hiện mục tiêu", "Mục tiêu chất lượng"),
    ("II.1", "Tập huấn nghiệp vụ đánh giá nội bộ", "Danh sách"),
    ("II.2", "Lập chương trình đánh giá nội bộ", "Chương trình đánh giá"),
    ("II.3", "Tổ chức đánh giá nội bộ tại các phòng", "Báo cáo đánh giá nội bộ"),
    ("II.4", "Khắc phục điểm không phù hợp sau đánh giá nội bộ", "Phiếu yêu cầu hành động khắc phục"),
    ("II.5", "Họp xem xét của lãnh đạo", "Biên bản họp xem xét"),
    ("II.6", "Công bố lại hệ thống quản lý chất lượng", "Quyết định công bố"),
    ("II.7", "Báo cáo kết quả về Sở Khoa học và Công nghệ", "Báo cáo năm"),
    ("II.8", "Rà soát, sửa đổi quy trình", "Quy trình sửa đổi"),
)
PLAIN = (
    ("1", "Khảo sát thực trạng", None),
    ("2", "Viết tài liệu, quy trình", None),
    ("3", "Ký ban hành tài liệu", None),
    ("4", "Áp dụng thử tại các bộ phận", None),
    ("5", "Đánh giá nội bộ lần 1", None),
    ("6", "Đánh giá nội bộ lần 2", None),
    ("7", "Khắc phục", None),
    ("8", "Xem xét của lãnh đạo", None),
    ("9", "Xác nhận hiệu lực, công bố", None),
)
# the row that waits, what it waits for, the row meant
EVENTS_OF_GROUPED = [
    ("II.4", "đánh giá nội bộ", "II.3"),
    ("II.4", "tổ chức đánh giá nội bộ", "II.3"),
    ("II.4", "kết thúc đánh giá nội bộ", "II.3"),
    ("II.4", "có báo cáo đánh giá nội bộ", "II.3"),
    ("II.4", "có kết quả đánh giá nội bộ", "II.3"),
    ("II.4", "hoàn thành đánh giá nội bộ tại các phòng", "II.3"),
    ("II.5", "ngày kết thúc đánh giá nội bộ", "II.3"),
    ("II.5", "hoàn thành khắc phục", "II.4"),
    ("II.5", "khắc phục xong điểm không phù hợp", "II.4"),
    ("II.5", "hoàn thành hành động khắc phục", "II.4"),
    ("II.6", "họp xem xét", "II.5"),
    ("II.4", "họp xem xét của lãnh đạo", "II.5"),
    ("II.6", "có biên bản họp xem xét của lãnh đạo", "II.5"),
    ("II.6", "cuộc họp xem xét lãnh đạo", "II.5"),
    ("II.7", "công bố lại hệ thống", "II.6"),
    ("II.7", "công bố lại", "II.6"),
    ("II.1", "kiện toàn Ban Chỉ đạo ISO", "I.1"),
    ("I.2", "kiện toàn Ban Chỉ đạo", "I.1"),
    ("II.3", "chương trình đánh giá nội bộ được phê duyệt", "II.2"),
    ("II.3", "có chương trình đánh giá", "II.2"),
    ("II.3", "tập huấn nghiệp vụ đánh giá", "II.1"),
    ("II.2", "tập huấn", "II.1"),
    ("I.3", "ban hành kế hoạch áp dụng hệ thống", "I.2"),
    ("II.3", "xây dựng mục tiêu chất lượng", "I.3"),
    ("II.7", "rà soát, sửa đổi quy trình", "II.8"),
    ("II.7", "sửa đổi quy trình", "II.8"),
    ("II.4", "có sự thay đổi", None),
    ("II.4", "có yêu cầu", None),
    ("II.4", "có báo cáo", None),
    ("II.4", "được phê duyệt", None),
    ("II.8", "có quyết định công bố thủ tục hành chính", None),
    ("II.8", "văn bản quy phạm pháp luật có hiệu lực", None),
    ("II.3", "đánh giá nội bộ", None),
    ("II.6", "có kết luận của đoàn kiểm tra", None),
    ("II.5", "kết thúc năm học", None),
    ("II.5", "Tết Nguyên đán", None),
    ("II.5", "thẩm định xong", None),
    ("II.5", "ngày ký ban hành", None),
    ("I.2", "có kế hoạch của UBND tỉnh", None),
    ("II.7", "nhận được văn bản đôn đốc", None),
    ("II.5", "kỳ đánh giá chứng nhận", None),
    ("II.4", "hoàn thành mục 3", "II.3"),
    ("II.4", "hoàn thành bước 3", "II.3"),
    ("II.4", "hoàn thành nội dung số 2", "II.2"),
    ("II.4", "hoàn thành mục I.3", "I.3"),
    ("II.4", "hoàn thành mục 9", None),
    ("II.4", "hoàn thành mục 1, 2", None),
    ("II.4", "hoàn thành mục 4", None),
    ("I.3", "hoàn thành nhiệm vụ 8", "II.8"),
]
EVENTS_OF_PLAIN = [
    ("7", "đánh giá nội bộ", None),
    ("7", "đánh giá nội bộ lần 2", "6"),
    ("7", "đánh giá nội bộ lần 1", "5"),
    ("3", "hoàn thành viết tài liệu", "2"),
    ("3", "viết xong quy trình", "2"),
    ("5", "áp dụng thử", "4"),
    ("5", "kết thúc áp dụng thử", "4"),
    ("8", "khắc phục", "7"),
    ("9", "xem xét của lãnh đạo", "8"),
    ("9", "lãnh đạo xem xét", "8"),
    ("9", "họp xem xét lãnh đạo", "8"),
    ("2", "khảo sát thực trạng", "1"),
    ("2", "có kết quả khảo sát", "1"),
    ("4", "ban hành tài liệu", "3"),
    ("9", "xác nhận hiệu lực", None),
    ("5", "hoàn thành bước 3", "3"),
    ("5", "bước 3 hoàn thành", "3"),
    ("7", "có thông báo của tổ chức chứng nhận", None),
    ("5", "đào tạo", None),
    ("7", "đoàn đánh giá của tỉnh làm việc", None),
    ("9", "có kết luận họp xem xét của lãnh đạo", "8"),
    ("7", "có biên bản đánh giá nội bộ lần 2", "6"),
    ("7", "có biên bản đánh giá nội bộ", None),
]
# At the threshold chosen these are not sure enough, though a reader knows what is meant.
UNSURE = {"viết xong quy trình", "họp xem xét lãnh đạo"}
CASES = [(GROUPED, *case) for case in EVENTS_OF_GROUPED] + [(PLAIN, *case) for case in EVENTS_OF_PLAIN]


def _field(text: str) -> Field:
    return Field(text, (Quote(text, Source(0, len(text))),))


def _task(label: str, content: str, result: str | None, event: str | None, *, main: bool = True) -> Task:
    group, _, ordinal = label.rpartition(".")
    return Task(
        id=f"plan#{label}",
        ordinal=ordinal,
        group=f"{group}. NHÓM" if group else None,
        content=_field(content),
        detail=(),
        lead=(),
        coordinate=(),
        roles=(),
        time=Deadline(_field(f"Sau khi {event}"), TimeKind.EVENT, relative_to=event) if event else None,
        result=_field(result) if result else None,
        main=main,
        source=Source(0, 1),
    )


def _tasks(rows: tuple[tuple[str, str, str | None], ...], waiting: str, event: str) -> list[Task]:
    return [_task(*row, event if row[0] == waiting else None) for row in rows]


@pytest.mark.parametrize(("rows", "waiting", "event", "meant"), CASES)
def test_the_task_that_an_event_speaks_of_is_found_or_none_is(
    rows: tuple[tuple[str, str, str | None], ...], waiting: str, event: str, meant: str | None
) -> None:
    tasks = _tasks(rows, waiting, event)
    expected = f"plan#{meant}" if meant and event not in UNSURE else None
    resolved = resolve_references(tasks)
    assert [task.time.reference for task in resolved if task.time] == [expected]
    assert [task.id for task in resolved] == [task.id for task in tasks]


def test_a_duty_is_never_what_a_task_waits_for() -> None:
    waiting = _task("2", "Khắc phục", None, "đánh giá nội bộ")
    tasks = (_task("1", "Đánh giá nội bộ", None, None, main=False), waiting)
    assert resolve_references(tasks) == tasks


def test_rows_that_share_a_merged_cell_of_time_do_not_wait_for_each_other() -> None:
    tasks = [
        _task("1", "Tổ chức đánh giá nội bộ", None, None),
        _task("2", "Đánh giá nội bộ bổ sung", None, "đánh giá nội bộ"),
        _task("3", "Họp xem xét", None, "đánh giá nội bộ"),
    ]
    assert [task.time and task.time.reference for task in resolve_references(tasks)] == [None, "plan#1", "plan#1"]


def test_a_task_that_ends_with_the_act_goes_before_one_about_the_same_thing() -> None:
    tasks = [
        _task("1", "Tập huấn cho công chức", "Tài liệu và danh sách tập huấn", None),
        _task("2", "Soạn thảo và ban hành tài liệu hệ thống", None, None),
        _task("3", "Áp dụng vào thực tế", None, "tài liệu được ban hành"),
    ]
    assert resolve_references(tasks)[2].time == replace(tasks[2].time, reference="plan#2")  # type: ignore[type-var]


def test_a_deadline_that_waits_for_nothing_refers_to_nothing() -> None:
    task = _task("1", "Đánh giá nội bộ", None, None)
    timed = replace(_task("2", "Khắc phục", None, None), time=Deadline(_field("Quý I"), TimeKind.QUARTER))
    assert resolve_references([task, timed]) == (task, timed)


_SYLLABLES = "đánh giá nội bộ báo cáo kết quả họp xem xét lãnh đạo khắc phục bước mục 1 2 II.3 , và"
_WORDS = st.lists(
    st.sampled_from(_SYLLABLES.split()),
    max_size=7,
).map(" ".join)


@given(st.lists(st.tuples(_WORDS | st.text(max_size=12), st.none() | _WORDS, st.none() | _WORDS), max_size=6))
def test_a_reference_is_the_id_of_another_task(rows: list[tuple[str, str | None, str | None]]) -> None:
    tasks = [_task(str(index), content, result, event) for index, (content, result, event) in enumerate(rows)]
    for before, task in zip(tasks, resolve_references(tasks), strict=True):
        if task.time and task.time.reference:
            assert before.time is not None
            assert task.time.reference in {other.id for other in tasks} - {task.id}
