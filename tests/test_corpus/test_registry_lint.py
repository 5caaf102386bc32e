"""The linter of registry files: each slip with its code, line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations.registry import Linted, RegistryFile, Status, lint_registry
from corpus.citations.registry.cells import parse_clauses, parse_day
from corpus.citations.registry.table import MAX_BYTES
from corpus.model import Severity

HEAD = "type,number,date,issuer,status,superseded_by,ended_on,source,checked_on,strength"
GOOD = "Quyết định,5/2020/QĐ-UBND,05/3/2020,UBND tỉnh A,còn hiệu lực,,,Công báo,01/11/2026,P"


def lint(text: str | bytes, name: str = "thu.csv") -> Linted:
    data = text if isinstance(text, bytes) else text.encode()
    return lint_registry([RegistryFile(name, data)])


def told(linted: Linted) -> list[tuple[str, int | None, str | None]]:
    return [(issue.code, issue.place.line, issue.place.column) for issue in linted.issues]


def row(**cells: str) -> str:
    """Writes a file of one good row with some cells changed."""
    values = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | cells
    return f"{HEAD}\n{','.join(values.values())}\n"


def test_a_good_row_is_an_entry() -> None:
    linted = lint(row())
    assert linted.issues == ()
    (document,) = linted.registry.documents
    assert (document.key, document.status, document.line) == ("QĐ 05/2020/QĐ-UBND", Status.IN_FORCE, 2)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"number": ""}, "REGISTRY_VALUE_MISSING", "number"),
        ({"type": ""}, "REGISTRY_VALUE_MISSING", "type"),
        ({"number": "abc"}, "REGISTRY_NUMBER_INVALID", "number"),
        ({"type": "Giấy giới thiệu"}, "REGISTRY_NUMBER_INVALID", "number"),
        ({"date": "31/4/2020"}, "REGISTRY_VALUE_INVALID", "date"),
        ({"date": "3/25/2020"}, "REGISTRY_VALUE_INVALID", "date"),
        ({"date": "tháng 3"}, "REGISTRY_VALUE_INVALID", "date"),
        ({"date": "05/3/2021"}, "REGISTRY_YEAR_DIFFERS", "date"),
        ({"status": "còn"}, "REGISTRY_VALUE_INVALID", "status"),
        ({"strength": "A"}, "REGISTRY_VALUE_INVALID", "strength"),
        ({"checked_on": "hôm qua"}, "REGISTRY_VALUE_INVALID", "checked_on"),
        ({"source": ""}, "REGISTRY_UNSOURCED", "status"),
        ({"checked_on": ""}, "REGISTRY_UNSOURCED", "status"),
        ({"status": "đã bị thay thế"}, "REGISTRY_STATUS_CONTRADICTS", "superseded_by"),
        ({"status": "chưa có dữ liệu", "ended_on": "01/01/2022"}, "REGISTRY_STATUS_CONTRADICTS", "ended_on"),
        ({"status": "đã hết hiệu lực", "ended_on": "01/01/2019"}, "REGISTRY_DAYS_REVERSED", "ended_on"),
        (
            {"status": "đã bị thay thế", "superseded_by": "9/2021/QĐ-UBND"},
            "REGISTRY_REFERENCE_UNKNOWN",
            "superseded_by",
        ),
    ],
)
def test_a_slip_is_named_with_its_line_and_column(cells: dict[str, str], code: str, column: str) -> None:
    linted = lint(row(**cells))
    assert (code, 2, column) in told(linted)
    assert linted.errors


def test_an_entry_with_an_error_is_left_out() -> None:
    assert lint(row(date="31/4/2020")).registry.documents == ()


@pytest.mark.parametrize("strength", ["", "GK"])
def test_an_entry_nobody_checked_is_kept_with_a_warning(strength: str) -> None:
    linted = lint(row(strength=strength))
    assert told(linted) == [("REGISTRY_UNCHECKED", 2, "strength")]
    assert linted.errors == ()
    assert len(linted.registry.documents) == 1


def test_a_column_nobody_knows_is_an_error_as_its_facts_would_be_lost() -> None:
    linted = lint("type,number,ngay bh\nQuyết định,5/2020/QĐ-UBND,05/3/2020\n")
    assert ("REGISTRY_COLUMN_UNKNOWN", 1, "ngay bh") in told(linted)


def test_a_column_twice_is_an_error() -> None:
    assert ("REGISTRY_COLUMN_REPEATED", 1, None) in told(lint("type,number,Loại\nQuyết định,5/QĐ-UBND,Quyết định\n"))


def test_vietnamese_columns_are_called_as_the_file_calls_them() -> None:
    text = "Loại văn bản;Số, ký hiệu;Ngày ban hành\nQuyết định;5/2020/QĐ-UBND;31/4/2020\n"
    assert ("REGISTRY_VALUE_INVALID", 2, "Ngày ban hành") in told(lint(text))


def test_lines_are_those_of_the_file_even_after_a_cell_of_several_lines() -> None:
    text = f'{HEAD},note\n{GOOD},"hai\ndòng"\n\n{GOOD.replace("5/2020", "6/2020").replace("05/3", "32/3")},\n'
    assert [issue[:2] for issue in told(lint(text))] == [("REGISTRY_VALUE_INVALID", 5)]


def test_a_document_twice_in_one_file_is_an_error() -> None:
    linted = lint(f"{HEAD}\n{GOOD}\n{GOOD}\n")
    assert told(linted) == [("REGISTRY_DUPLICATE", 3, "number")]
    assert "dòng 2" in linted.issues[0].message


def test_a_reference_that_fits_several_documents_is_an_error() -> None:
    ended = "Quyết định,4/2019/QĐ-UBND,05/3/2019,UBND tỉnh A,đã bị thay thế,{},05/3/2020,Công báo,01/11/2026,P"
    others = "\n".join(f"Quyết định,7/QĐ-UBND,05/3/{year},UBND tỉnh A,,,,Công báo,,P" for year in (2020, 2021))
    linted = lint(f"{HEAD}\n{ended.format('7/QĐ-UBND')}\n{others}\n")
    assert told(linted) == [("REGISTRY_REFERENCE_AMBIGUOUS", 2, "superseded_by")]
    assert lint(f"{HEAD}\n{ended.format('QĐ 07/QĐ-UBND@2020')}\n{others}\n").issues == ()


def test_documents_that_supersede_each_other_in_a_ring_are_an_error() -> None:
    line = "Quyết định,{}/QĐ-UBND,05/3/202{},UBND tỉnh A,đã bị thay thế,{}/QĐ-UBND,,Công báo,01/11/2026,P"
    rows = "\n".join(line.format(one, one, other) for one, other in ((1, 2), (2, 3), (3, 1)))
    linted = lint(f"{HEAD}\n{rows}\n")
    assert [issue.code for issue in linted.issues] == ["REGISTRY_CYCLE"]
    assert linted.issues[0].place.line in {2, 3, 4}


SUSPENDED = """documents:
  - type: Quyết định
    number: 5/2020/QĐ-UBND
    suspended: {clauses}
    suspended_from: {start}
    suspended_until: {end}
    source: Công báo
    strength: P
"""


@pytest.mark.parametrize(
    ("clauses", "start", "end", "codes"),
    [
        ("[khoản 2 Điều 7, điểm đ khoản 1 Điều 8]", "2026-04-29", "01/3/2027", []),
        ("Điều 7", "2026-04-29", "", []),
        ("khoản 2", "2026-04-29", "", ["REGISTRY_VALUE_INVALID"]),
        ("Điều 7", "", "", ["REGISTRY_VALUE_MISSING"]),
        ("Điều 7", "2026-04-29", "2026-04-29", ["REGISTRY_DAYS_REVERSED"]),
    ],
)
def test_suspended_clauses_need_their_day(clauses: str, start: str, end: str, codes: list[str]) -> None:
    linted = lint(SUSPENDED.format(clauses=clauses, start=start, end=end), "thu.yaml")
    assert [issue.code for issue in linted.issues] == codes


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("thu.yaml", b"documents: [", 1),
        ("thu.yaml", b"- a", 1),
        ("thu.yaml", b"documents:\n  a: b", 1),
        ("thu.yaml", b"", 1),
        ("thu.csv", b"\xff\xfe", None),
        ("thu.csv", b'type,number\n"Quy', 2),
        ("thu.csv", b"x" * (MAX_BYTES + 1), None),
    ],
)
def test_a_file_that_is_none_is_one_error(name: str, content: bytes, line: int | None) -> None:
    linted = lint(content, name)
    assert [(issue.code, issue.severity) for issue in linted.issues] == [("REGISTRY_UNREADABLE", Severity.ERROR)]
    assert linted.issues[0].place.line == line


def test_a_byte_order_mark_and_tabs_are_read() -> None:
    text = row().replace(",", "\t").encode("utf-8-sig")
    assert len(lint(text).registry.documents) == 1


def test_yaml_and_csv_say_the_same() -> None:
    values = dict(zip(HEAD.split(","), GOOD.split(","), strict=True))
    lines = "\n    ".join(f"{name}: {value}" for name, value in values.items() if value)
    other = lint(f"documents:\n  - {lines}\n", "thu.yml")
    (ours,), (theirs,) = lint(row()).registry.documents, other.registry.documents
    assert (ours.key, ours.date, ours.source, ours.strength) == (
        theirs.key,
        theirs.date,
        theirs.source,
        theirs.strength,
    )


@pytest.mark.parametrize("text", ["khoản 2, 3 Điều 7", "khoản a Điều 7", "Chương II", "Điều 7, Điều 8"])
def test_a_clause_must_be_one_clause(text: str) -> None:
    with pytest.raises(ValueError, match="điểm a khoản 2 Điều 4"):
        parse_clauses(text)


@given(st.dates())
def test_a_day_is_read_in_both_orders(day) -> None:  # type: ignore[no-untyped-def]
    assert parse_day(f"{day.year:04}-{day.month:02}-{day.day:02}") == day
    assert parse_day(f"{day.day}/{day.month}/{day.year:04}") == day


@given(st.binary(max_size=200), st.sampled_from(["thu.csv", "thu.yaml"]))
def test_no_bytes_break_the_linter(content: bytes, name: str) -> None:
    lint(content, name)


@given(
    st.text(alphabet='type,number;\n":[]{}-&*!|>\t #documents', max_size=120), st.sampled_from(["thu.csv", "thu.yaml"])
)
def test_no_text_breaks_the_linter(content: str, name: str) -> None:
    lint("documents:\n" + content, name)
