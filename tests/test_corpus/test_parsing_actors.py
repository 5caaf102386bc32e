from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Field, Quote, Source
from corpus.parsing.actors.role_marks import count_roles
from corpus.parsing.actors.roles import Duty, find_duty, parse_roles

# One cell a line, "\n" for a line break; "role=unit | unit" parted by " || ", "-" where the cell names no role. Units
# that no label claims hold the role of the column, here "Phụ trách".
_CELLS = Path(__file__).with_name("role_cells.tsv").read_text(encoding="utf-8").splitlines()[1:]
CELLS = [(cell.replace("\\n", "\n"), roles) for cell, roles in (line.split("\t") for line in _CELLS)]


def _field(*parts: str) -> Field:
    quotes: list[Quote] = []
    start = 0
    for part in parts:
        quotes.append(Quote(part, Source(start, start + len(part))))
        start += len(part) + 5
    return Field(" ".join(" ".join(parts).split()), tuple(quotes))


@pytest.mark.parametrize(("text", "roles"), CELLS)
def test_roles_in_one_cell_come_apart_with_their_names(text: str, roles: str) -> None:
    found = parse_roles(_field(text), "Phụ trách")
    printed = [f"{role.name}={' | '.join(unit.value for unit in role.units)}" for role in found.roles] if found else []
    assert (" || ".join(printed) or "-") == roles
    units = [unit for role in found.roles for unit in role.units] if found else []
    assert all(text[quote.source.start : quote.source.end] == quote.raw for unit in units for quote in unit.quotes)


def test_a_cell_tells_the_units_of_a_duty() -> None:
    found = parse_roles(_field("Chủ trì: Văn phòng; Phối hợp: Thanh tra Sở; Theo dõi: Thư ký ISO"), "Phụ trách")
    assert found is not None
    assert [unit.value for unit in found.units(Duty.LEAD)] == ["Văn phòng"]
    assert [unit.value for unit in found.units(Duty.COORDINATE)] == ["Thanh tra Sở"]


def test_a_role_goes_on_over_a_page_break() -> None:
    found = parse_roles(_field("Chủ trì: Văn phòng. Phối hợp: Thanh tra Sở;", "Các phòng"), "Phụ trách")
    assert found is not None
    assert [unit.value for unit in found.units(Duty.COORDINATE)] == ["Thanh tra Sở", "Các phòng"]


@pytest.mark.parametrize(
    ("parts", "roles"),
    [
        (
            ("Chủ trì: Các phòng chuyên", "môn\nPhối hợp: Ban ISO"),
            [("Chủ trì", "Các phòng chuyên môn"), ("Phối hợp", "Ban ISO")],
        ),
        (("Chủ trì: Ban ISO\n- Phê duyệt:", "Giám đốc Sở"), [("Chủ trì", "Ban ISO"), ("Phê duyệt", "Giám đốc Sở")]),
        (("- Chịu trách", "nhiệm: Phòng Nội vụ"), [("Chịu trách nhiệm", "Phòng Nội vụ")]),
    ],
)
def test_a_page_break_cuts_a_name_or_a_label(parts: tuple[str, ...], roles: list[tuple[str, str]]) -> None:
    found = parse_roles(_field(*parts), "Phụ trách")
    assert found is not None
    assert [(role.name, unit.value) for role in found.roles for unit in role.units] == roles


@given(
    st.lists(
        st.sampled_from(
            ["Chủ trì: ", "Văn phòng", "; ", "\n", "phối hợp với ", "(CT)", " phối hợp", ", ", "các phòng", "Ký: ", "."]
        ),
        max_size=10,
    ).map("".join)
)
def test_units_of_roles_are_quotes_in_order(text: str) -> None:
    found = parse_roles(_field(text), "Phụ trách")
    quotes = [unit.quotes[0] for role in found.roles for unit in role.units] if found else []
    assert quotes == sorted(quotes, key=lambda quote: quote.source)
    assert all(text[quote.source.start : quote.source.end] == quote.raw for quote in quotes)
    assert all(one.source.end <= other.source.start for one, other in pairwise(quotes))


DUTIES = [
    ("Đơn vị chủ trì", Duty.LEAD),
    ("CT", Duty.LEAD),
    ("Chủ trì, phối hợp", Duty.LEAD),
    ("Phối hợp với đơn vị chủ trì", Duty.COORDINATE),
    ("Đơn vị thực hiện", Duty.LEAD),
    ("Đơn vị phối hợp thực hiện", Duty.COORDINATE),
    ("Phối họp", Duty.COORDINATE),
    ("PH", Duty.COORDINATE),
    ("Tham mưu", Duty.ADVISE),
    ("Phê duyệt", Duty.APPROVE),
    ("Ký ban hành", Duty.APPROVE),
    ("Theo dõi thực hiện", None),
    ("Giám sát", None),
    ("Kiểm tra", None),
    ("Ký", None),
    ("Thẩm định", None),
    ("Lãnh đạo phụ trách", None),
    ("Ghi chú", None),
]


@pytest.mark.parametrize(("label", "duty"), DUTIES)
def test_a_label_names_a_duty(label: str, duty: Duty | None) -> None:
    assert find_duty(label) is duty


def test_role_labels_are_counted_only_behind_one() -> None:
    assert count_roles("- Trách nhiệm: Giám đốc - Phối hợp: Văn phòng") == 2
    assert count_roles("Văn phòng - Phối hợp: Sở") == 0
