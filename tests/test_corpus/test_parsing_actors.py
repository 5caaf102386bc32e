from __future__ import annotations

import pytest

from corpus.model import Field, Quote, Source
from corpus.parsing.actors import Duty, count_roles, find_duty, opens_unit, parse_roles, parse_units

LISTS = [
    ("Văn phòng Sở", ["Văn phòng Sở"]),
    ("Ban ISO; các phòng chuyên môn, đơn vị trực thuộc", ["Ban ISO", "các phòng chuyên môn, đơn vị trực thuộc"]),
    ("Lãnh đạo Sở, Ban ISO", ["Lãnh đạo Sở", "Ban ISO"]),
    ("Các phòng chuyên môn, nghiệp vụ", ["Các phòng chuyên môn, nghiệp vụ"]),
    ("Các phòng, ban thuộc Sở", ["Các phòng, ban thuộc Sở"]),
    ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
    ("Phòng Kinh tế và Phòng Nội vụ", ["Phòng Kinh tế", "Phòng Nội vụ"]),
    ("- Phòng Kinh tế\n- Phòng Nội vụ", ["Phòng Kinh tế", "Phòng Nội vụ"]),
    ("Phòng Hành chính\n- Tổng hợp", ["Phòng Hành chính - Tổng hợp"]),
    ("Phòng Lao động - Thương binh và Xã hội", ["Phòng Lao động - Thương binh và Xã hội"]),
    ("-", []),
]


def _field(*parts: str) -> Field:
    quotes: list[Quote] = []
    start = 0
    for part in parts:
        quotes.append(Quote(part, Source(start, start + len(part))))
        start += len(part) + 5
    return Field(" ".join(" ".join(parts).split()), tuple(quotes))


@pytest.mark.parametrize(("text", "units"), LISTS)
def test_a_list_of_units_comes_apart_at_its_units(text: str, units: list[str]) -> None:
    found = parse_units(_field(text))
    assert [unit.value for unit in found] == units
    assert all(text[quote.source.start : quote.source.end] == quote.raw for unit in found for quote in unit.quotes)


def test_a_unit_cut_by_a_page_break_is_one() -> None:
    found = parse_units(_field("Văn phòng Sở; Trung tâm Phục vụ", "hành chính công"))
    assert [unit.value for unit in found] == ["Văn phòng Sở", "Trung tâm Phục vụ hành chính công"]
    assert len(found[1].quotes) == 2


def test_roles_in_one_cell_come_apart_with_their_names() -> None:
    cell = "- Trách nhiệm: Giám đốc Sở\n- Tham mưu: Văn phòng Sở\n- Phối hợp: Các phòng chuyên môn; Thanh tra Sở"
    found = parse_roles(_field(cell), "Chủ trì")
    assert found is not None
    assert [(role.name, [unit.value for unit in role.units]) for role in found.roles] == [
        ("Trách nhiệm", ["Giám đốc Sở"]),
        ("Tham mưu", ["Văn phòng Sở"]),
        ("Phối hợp", ["Các phòng chuyên môn", "Thanh tra Sở"]),
    ]
    assert [unit.value for unit in found.units(Duty.COORDINATE)] == ["Các phòng chuyên môn", "Thanh tra Sở"]


@pytest.mark.parametrize("text", ["Văn phòng Sở", "Họp xem xét: nội dung", ""])
def test_a_cell_without_role_labels_names_no_role(text: str) -> None:
    assert parse_roles(Field(text, (Quote(text, Source(0, len(text))),)), "Chủ trì") is None


DUTIES = [
    ("Đơn vị chủ trì", Duty.LEAD),
    ("Đơn vị phối hợp thực hiện", Duty.COORDINATE),
    ("Phối họp", Duty.COORDINATE),
    ("Tham mưu", Duty.ADVISE),
    ("Phê duyệt", Duty.APPROVE),
    ("Ghi chú", None),
]


@pytest.mark.parametrize(("label", "duty"), DUTIES)
def test_a_label_names_a_duty(label: str, duty: Duty | None) -> None:
    assert find_duty(label) is duty


def test_role_labels_are_counted_only_behind_one() -> None:
    assert count_roles("- Trách nhiệm: Giám đốc - Phối hợp: Văn phòng") == 2
    assert count_roles("Văn phòng - Phối hợp: Sở") == 0


@pytest.mark.parametrize(("text", "opens"), [("Ban Chỉ đạo", True), ("nghiệp vụ", False), ("các phòng", True)])
def test_first_words_tell_a_unit(text: str, opens: bool) -> None:
    assert opens_unit(text) is opens
