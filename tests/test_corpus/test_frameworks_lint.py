"""Checking a user's framework file: every fault at once, each with its line, step and field."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidFramework
from corpus.frameworks import FrameworkCode, FrameworkIssue, lint_framework, list_frameworks, parse_framework
from corpus.model import Severity

GOOD = """id: khung-thu
version: "1"
title: Khung thử
publication: 2026-01-02
language: vi
sources:
  - {document: QĐ 1/2026/QĐ-UBND, title: Quyết định thử, read: true}
agencies: [{agency: so}]
groups:
  - {id: g1, title: Nhóm một}
mentions:
  - {id: past, reach: sentence, cues: [["đã làm"]]}
steps:
  - id: A1
    group: g1
    title: Lập kế hoạch
    asks: Lập kế hoạch năm.
    requirement: required
    legal_sources: [{document: QĐ 1/2026/QĐ-UBND, clause: Điều 1, strength: paraphrased}]
    examples: [Lập kế hoạch, Phòng lập kế hoạch năm, Giúp lãnh đạo lập kế hoạch công tác]
    cues: [["lập kế hoạch"]]
    counter_examples:
      - {kind: past, text: Đã làm xong việc lập kế hoạch.}
      - {kind: unrelated, text: Mua kế sách hay.}
      - {kind: other_step, step: A2, text: Kiểm tra công việc.}
  - id: A2
    group: g1
    title: Kiểm tra
    asks: Kiểm tra.
    requirement: optional
    iso_clauses: ["9.1"]
    examples: [Kiểm tra, Kiểm tra các phòng, Tổ chức kiểm tra]
    cues: [["kiểm tra"]]
    counter_examples:
      - {kind: past, text: Đã làm việc kiểm tra.}
      - {kind: unrelated, text: Kiểm đếm tài sản.}
      - {kind: other_step, step: A1, text: Lập kế hoạch.}
"""


def lint(text: str) -> tuple[FrameworkIssue, ...]:
    return lint_framework(text.encode(), "thu.yaml").issues


def change(*pairs: tuple[str, str]) -> str:
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_good_file_has_no_issue() -> None:
    linted = lint_framework(GOOD.encode(), "thu.yaml")
    assert linted.issues == ()
    assert linted.framework is not None
    assert linted.framework.id == "khung-thu"


@pytest.mark.parametrize("framework", [info.id for info in list_frameworks()])
def test_every_shipped_framework_is_lint_clean(framework: str) -> None:
    data = (files("corpus.frameworks") / "data" / f"{framework}.yaml").read_bytes()
    assert lint_framework(data, f"{framework}.yaml").issues == ()


def test_every_fault_of_a_file_is_told_at_once_with_line_step_and_field() -> None:
    text = change(
        ("asks: Lập kế hoạch năm.", "ask: Lập kế hoạch năm."),
        ("requirement: optional", "requirement: optional\n    condition: Khi cần."),
        ('cues: [["kiểm tra"]]', 'cues: [["kiểm tra"], ["|"]]\n    after: [A7]'),
        ("publication: 2026-01-02", "publication: hôm qua"),
    )
    found = {(issue.step, issue.field, issue.code) for issue in lint(text)}
    assert found == {
        (None, "publication", FrameworkCode.SCHEMA),
        ("A1", "asks", FrameworkCode.SCHEMA),
        ("A1", "ask", FrameworkCode.SCHEMA),
        ("A2", "condition", FrameworkCode.REFERENCE),
        ("A2", "after", FrameworkCode.REFERENCE),
        ("A2", "cues[2]", FrameworkCode.CUE),
    }
    lines = text.splitlines()
    for issue in lint(text):
        assert issue.line is not None
        name = (issue.field or "").partition("[")[0]
        assert name in lines[issue.line - 1] or name == "asks"  # what is not there is told at its step
        assert issue.severity is Severity.ERROR


def test_a_broken_step_still_counts_for_those_that_name_it() -> None:
    (issue,) = lint(change(("asks: Lập kế hoạch năm.", "asks: ''")))
    assert (issue.step, issue.field, issue.line) == ("A1", "asks", 17)


def test_the_place_of_a_fault_behind_a_broken_step_is_its_own() -> None:
    text = change(("asks: Lập kế hoạch năm.", "asks: ''"), ("asks: Kiểm tra.", "asks: Kiểm tra.\n    after: [A8]"))
    places = {(issue.step, issue.field): issue.line for issue in lint(text)}
    assert set(places) == {("A1", "asks"), ("A2", "after")}
    assert text.splitlines()[places["A2", "after"] - 1].strip() == "after: [A8]"


def test_a_file_that_cannot_be_used_says_how_many_more_faults_it_has() -> None:
    text = GOOD.replace("kind: past", "kind: pastt").replace("strength: paraphrased", "strength: quoted")
    text = text.replace("kind: other_step", "kind: other").replace("reach: sentence", "reach: page")
    text = text.replace("agency: so", "agency: bo")
    with pytest.raises(InvalidFramework, match=r"thu\.yaml: .*; và 2 lỗi khác\.$"):
        parse_framework(text.encode(), "thu.yaml")
    assert len(lint(text)) == 7


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{kind: unrelated, text: Mua", "{kind: other_step, text: Mua", "kind other_step"),
        ("{kind: unrelated, text: Mua", "{kind: past, step: A2, text: Mua", "kind other_step"),
        ("step: A2", "step: A9", "không có bước khác mang mã A9"),
        ("step: A2", "step: A1", "không có bước khác mang mã A1"),
        ("{id: g1, title: Nhóm một}", "{id: g1, title: Nhóm một, legal_sources: [{document: QĐ 1, clause: Điều 1, "
         "strength: quoted}]}", "quote đi cùng"),
        ("mentions:", "mentions_of: khung-999\nmentions:", "không có khung đi kèm “khung-999”"),
        ("asks: Kiểm tra.", "asks: Kiểm tra.\n    condition_steps: [A1]", "chỉ bước conditional có điều kiện"),
        ("requirement: required", "requirement: conditional\n    condition: Khi cần.\n    condition_cues: [[khi cần]]\n"
         "    condition_steps: [A1]", "không có bước khác mang mã A1"),
        ("asks: Kiểm tra.", "asks: Kiểm tra.\n    parts: [{has: việc xem, lacks: việc ghi, examples: [Xem, Kiểm tra]}]",
         "đã là ví dụ của cả bước"),
        ("asks: Kiểm tra.", "asks: Kiểm tra.\n    parts:\n"
         "      - {has: việc xem, lacks: việc ghi, examples: [Xem, Ngó]}\n"
         "      - {has: việc ghi, lacks: việc xem, examples: [Ghi, Xem]}", "của phần khác"),
    ],
)  # fmt: skip
def test_references_are_checked(old: str, new: str, said: str) -> None:
    issues = lint(change((old, new)))
    assert [issue.code for issue in issues] == [FrameworkCode.REFERENCE]
    assert said in issues[0].message


@pytest.mark.parametrize(
    ("old", "new", "code", "step", "field"),
    [
        ("examples: [Kiểm tra,", "examples: [Thanh tra,", FrameworkCode.EXAMPLE_NOT_FOUND, "A2", "examples[1]"),
        ("text: Kiểm đếm tài sản", "text: Kiểm tra tài sản", FrameworkCode.COUNTER_EXAMPLE_FOUND, "A2",
         "counter_examples[2]"),
        ("step: A1, text: Lập", "step: A1, text: Viết", FrameworkCode.OTHER_STEP_NOT_FOUND, "A2",
         "counter_examples[3]"),
        ("[Kiểm tra, Kiểm tra các phòng,", "[", FrameworkCode.FEW_EXAMPLES, "A2", "examples"),
        ("      - {kind: unrelated, text: Mua kế sách hay.}\n", "", FrameworkCode.FEW_EXAMPLES, "A1",
         "counter_examples"),
        ("[{document: QĐ 1/2026/QĐ-UBND,", "[{document: QĐ 2/2026/QĐ-UBND,", FrameworkCode.SOURCE_UNLISTED, "A1",
         "legal_sources[1]"),
        ("read: true", "read: false", FrameworkCode.SOURCE_UNREAD, "A1", "legal_sources[1]"),
        ("asks: Kiểm tra.", "asks: Kiểm tra.\n    parts: [{has: việc xem, lacks: việc ghi, examples: [Xem]}]",
         FrameworkCode.FEW_EXAMPLES, "A2", "parts[1].examples"),
        ('    iso_clauses: ["9.1"]\n', "", FrameworkCode.NO_GROUNDS, "A2", "legal_sources"),
    ],
)  # fmt: skip
def test_wording_that_does_not_do_what_it_should_is_a_warning(
    old: str, new: str, code: FrameworkCode, step: str, field: str
) -> None:
    linted = lint_framework(change((old, new)).encode(), "thu.yaml")
    assert [(issue.code, issue.step, issue.field) for issue in linted.issues] == [(code, step, field)]
    assert linted.issues[0].severity is Severity.WARNING
    assert linted.framework is not None
    assert not linted.errors


def test_markers_are_taken_over_from_a_shipped_framework() -> None:
    text = change(('mentions:\n  - {id: past, reach: sentence, cues: [["đã làm"]]}\n', "mentions_of: khung-101\n"))
    framework = parse_framework(text.encode(), "thu.yaml")
    assert [mention.id for mention in framework.mentions][:2] == ["past", "purpose"]
    own = parse_framework(change(("mentions:", "mentions_of: khung-101\nmentions:")).encode(), "thu.yaml")
    assert [mention.id for mention in own.mentions] == [*(m.id for m in framework.mentions), "past"]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_check(data: bytes) -> None:
    linted = lint_framework(data, "thu.yaml")
    assert linted.framework is None
    assert linted.errors


@given(st.integers(0, len(GOOD) - 1), st.sampled_from(["", "{", "- ", "x: y\n", '"', "\n", "[[", "null"]))
def test_no_slip_of_the_hand_breaks_the_check(place: int, slip: str) -> None:
    linted = lint_framework((GOOD[:place] + slip + GOOD[place + 3 :]).encode(), "thu.yaml")
    assert (linted.framework is None) == bool(linted.errors)
