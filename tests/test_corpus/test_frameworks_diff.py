"""Two versions of a framework: what became of each step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.frameworks import (
    Framework,
    Requirement,
    StepChange,
    StepState,
    build_asked,
    diff_frameworks,
    load_framework,
    parse_cue,
)

KHUNG = load_framework("khung-101")


def with_step(step_id: str, **values: object) -> Framework:
    steps = tuple(replace(step, **values) if step.id == step_id else step for step in KHUNG.steps)
    return replace(KHUNG, steps=steps)


def change_of(new: Framework, step_id: str) -> StepChange:
    return next(change for change in diff_frameworks(KHUNG, new).steps if change.step == step_id)


def test_a_framework_is_kept_beside_itself() -> None:
    diff = diff_frameworks(KHUNG, KHUNG)
    assert diff.changes == ()
    assert diff.summary == {StepState.KEPT: 30, StepState.CHANGED: 0, StepState.NEW: 0, StepState.DROPPED: 0}
    assert not any(change.asks_otherwise for change in diff.steps)


def test_new_and_dropped_steps_mirror_each_other() -> None:
    fewer = replace(KHUNG, steps=KHUNG.steps[1:])
    dropped = diff_frameworks(KHUNG, fewer)
    assert [(c.step, c.state) for c in dropped.steps if c.state is not StepState.KEPT] == [("S01", StepState.DROPPED)]
    assert dropped.steps[-1].asks_otherwise
    added = diff_frameworks(fewer, KHUNG)
    assert [(c.step, c.state) for c in added.steps if c.state is not StepState.KEPT] == [("S01", StepState.NEW)]


@pytest.mark.parametrize(
    ("values", "field", "removed", "added", "otherwise"),
    [
        ({"title": "Đánh giá nội bộ hệ thống"}, "title", ("Đánh giá nội bộ",), ("Đánh giá nội bộ hệ thống",), True),
        ({"requirement": Requirement.OPTIONAL}, "requirement", ("required",), ("optional",), True),
        ({"note": "Ghi chú."}, "note", (), ("Ghi chú.",), False),
        ({"usual_time": None}, "usual_time", ("Quý II đến quý IV",), (), False),
        ({"after": ("S09", "S10", "S15", "S18")}, "after", (), ("S18",), False),
    ],
)
def test_a_changed_field_tells_what_it_lost_and_gained(
    values: dict[str, object], field: str, removed: tuple[str, ...], added: tuple[str, ...], otherwise: bool
) -> None:
    change = change_of(with_step("S19", **values), "S19")
    assert change.state is StepState.CHANGED
    assert [(c.field, c.removed, c.added) for c in change.changes] == [(field, removed, added)]
    assert change.asks_otherwise is otherwise


def test_lists_are_told_by_entry_and_in_the_words_of_the_file() -> None:
    step = KHUNG.step("S19")
    assert step is not None
    new = with_step("S19", cues=(*step.cues, parse_cue(["kiểm tra chéo", "các phòng"])), counters=step.counters[1:])
    changes = {change.field: change for change in change_of(new, "S19").changes}
    assert changes["cues"].added == ("kiểm tra chéo + các phòng",)
    assert changes["cues"].removed == ()
    assert changes["counter_examples"].removed == (
        "other_step S10: Đào tạo chuyên gia đánh giá nội bộ cho công chức các phòng.",
    )


def test_parts_are_told_with_what_they_lack() -> None:
    step = KHUNG.step("S16")
    assert step is not None
    (part,) = step.parts
    (change,) = change_of(with_step("S16", parts=(replace(part, lacks="việc hỏi"),)), "S16").changes
    assert change.field == "parts"
    assert change.added[0].startswith("việc tiếp nhận, trả lời phản ánh, khiếu nại (thiếu việc hỏi): ")


def test_entries_in_another_order_are_a_change_too() -> None:
    step = KHUNG.step("S20")
    assert step is not None
    (change,) = change_of(with_step("S20", after=step.after[::-1]), "S20").changes
    assert (change.removed, change.added) == (("S17", "S19"), ("S19", "S17"))


def test_fields_of_the_whole_framework_are_compared() -> None:
    new = replace(KHUNG, version="9", notes=KHUNG.notes[:-1], bases=KHUNG.bases[:-1], groups=KHUNG.groups[1:])
    changes = {change.field: change for change in diff_frameworks(KHUNG, new).changes}
    assert set(changes) == {"version", "notes", "bases", "groups"}
    assert changes["version"].added == ("9",)
    assert "Điều 4 khoản 1" in changes["groups"].removed[0]


def test_what_a_step_asks_does_not_hang_on_spaces_or_on_words_for_the_machine() -> None:
    step = KHUNG.step("S02")
    assert step is not None
    asked = build_asked(step)
    assert build_asked(replace(step, asks=f"  {step.asks} ", cues=(), examples=(), note=None)) == asked
    assert build_asked(replace(step, condition="Khi cần.")) != asked
