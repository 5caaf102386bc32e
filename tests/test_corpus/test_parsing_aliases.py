from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Field, Quote, Role, Source, Task
from corpus.parsing import parse_plan
from corpus.parsing.actors.aliases import Alias, abbreviates, find_aliases, resolve_units
from corpus.reading import read_document
from corpus.text import field


def _field(text: str, start: int = 0) -> Field:
    return field([Quote(text, Source(start, start + len(text)))])


def _task(*units: str) -> Task:
    content = _field("Họp")
    role = Role("Chủ trì", tuple(_field(unit) for unit in units))
    return Task("p#1", None, None, content, (), role.units, (), (role,), None, None, True, content.source)


EXPLAINED = [
    ("Sở Khoa học và Công nghệ (sau đây gọi tắt là Sở) ban hành", [("Sở", "Sở Khoa học và Công nghệ")]),
    ("do Ban Chỉ đạo áp dụng HTQLCL (gọi tắt là BCĐ) giao", [("BCĐ", "Ban Chỉ đạo áp dụng HTQLCL")]),
    ("của Ban Chỉ đạo ISO (viết tắt là BCĐ ISO);", [("BCĐ ISO", "Ban Chỉ đạo ISO")]),
    ("Trung tâm Phục vụ hành chính công (sau đây viết tắt: TTPV)", [("TTPV", "Trung tâm Phục vụ hành chính công")]),
    ("Tổ Thư ký Ban Chỉ đạo ISO, viết tắt là Tổ Thư ký, lập hồ sơ", [("Tổ Thư ký", "Tổ Thư ký Ban Chỉ đạo ISO")]),
    ("Kiện toàn Ban Chỉ đạo ISO (BCĐ ISO)", [("BCĐ ISO", "Ban Chỉ đạo ISO")]),
    ("BCĐ ISO (Ban Chỉ đạo ISO) họp", [("BCĐ ISO", "Ban Chỉ đạo ISO")]),
    ("tại Bộ phận Một cửa (Bộ phận TN&TKQ)", [("Bộ phận TN&TKQ", "Bộ phận Một cửa")]),
    ("Đại diện lãnh đạo về chất lượng (QMR)", [("QMR", "Đại diện lãnh đạo về chất lượng")]),
    ("các phòng chuyên môn (sau đây gọi chung là các phòng)", [("các phòng", "các phòng chuyên môn")]),
    ("Ủy ban nhân dân (UBND) xã", [("UBND", "Ủy ban nhân dân")]),
    ("- BCĐ: Ban Chỉ đạo;", [("BCĐ", "Ban Chỉ đạo")]),
    ("So Khoa hoc va Cong nghe (sau day goi tat la So)", [("So", "So Khoa hoc va Cong nghe")]),
    ("của Phòng Quản lý chất lượng (viết tắt là P.QLCL), các khoa", [("P.QLCL", "Phòng Quản lý chất lượng")]),
    ("quy trình của Trung tâm Phục vụ (trong Kế hoạch này gọi là TTPV)", [("TTPV", "Trung tâm Phục vụ")]),
    ("UBND đặc khu Hòn Ngọc (viết tắt là Đặc khu) đề ra", [("Đặc khu", "UBND đặc khu Hòn Ngọc")]),
    ("Hệ thống quản lý chất lượng (HTQLCL)", []),
    ("thủ tục hành chính (viết tắt là TTHC)", []),
    ("Quyết định số 19/2014/QĐ-TTg (sau đây gọi tắt là Quyết định 19)", []),
    ("Giám đốc Sở về việc thành lập đoàn (gọi tắt là Đoàn kiểm tra)", []),
    ("Văn phòng Sở (Phòng Kiểm soát TTHC)", []),
    ("- Văn phòng: Ban hành quyết định", []),
    ("Trung tâm (gọi tắt là Trung tâm)", []),
    ("(gọi tắt là Sở)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "aliases"), EXPLAINED)
def test_a_plan_explains_its_short_names(text: str, aliases: list[tuple[str, str]]) -> None:
    found = find_aliases([_field(text, 7)])
    assert [(alias.short, alias.full) for alias in found] == aliases
    for alias in found:
        quote = alias.place.quotes[0]
        assert text[quote.source.start - 7 : quote.source.end - 7] == quote.raw
        assert alias.short in alias.place.value
        assert alias.full in alias.place.value


def test_an_explanation_may_run_over_two_lines() -> None:
    lines = ("Trung tâm Kỹ thuật Tiêu chuẩn", "Đo lường (sau đây gọi", "là Trung tâm) đề ra")
    starts = (0, 40, 80)
    quotes = [Quote(line, Source(at, at + len(line))) for line, at in zip(lines, starts, strict=True)]
    (alias,) = find_aliases([field(quotes)])
    assert (alias.short, alias.full) == ("Trung tâm", "Trung tâm Kỹ thuật Tiêu chuẩn Đo lường")
    assert [quote.raw for quote in alias.place.quotes] == [lines[0], lines[1], "là Trung tâm)"]
    assert [quote.source.start for quote in alias.place.quotes] == list(starts)


@given(
    st.lists(
        st.sampled_from(["Ban Chỉ đạo ", "(gọi tắt là ", "BCĐ", ")", "Sở ", ", ", "(", "viết tắt: ", "\n"]), max_size=9
    )
)
def test_the_place_of_a_short_name_is_a_quote(parts: list[str]) -> None:
    text = "".join(parts)
    for alias in find_aliases([_field(text)]):
        quote = alias.place.quotes[0]
        assert text[quote.source.start : quote.source.end] == quote.raw


INITIALS = [
    ("BCĐ ISO", "Ban Chỉ đạo ISO", True),
    ("BCĐ", "Ban Chỉ đạo ISO", True),
    ("P.TCHC", "Phòng Tổ chức - Hành chính", True),
    ("Bộ phận TN&TKQ", "Bộ phận Tiếp nhận và Trả kết quả", True),
    ("TTPVHCC", "Trung tâm Phục vụ hành chính công", True),
    ("BCĐ", "Ban Chỉ đạo cải cách hành chính", False),
    ("TCHC", "Phòng Tổ chức - Hành chính", False),
    ("Sở", "Sở", False),
]


@pytest.mark.parametrize(("short", "full", "is_short"), INITIALS)
def test_initials_are_told_from_other_words(short: str, full: str, is_short: bool) -> None:
    assert abbreviates(short, full) is is_short


RESOLVED = [
    ("SỞ NỘI VỤ", "Văn phòng", "Văn phòng Sở", "table"),
    ("SỞ NỘI VỤ", "Văn phòng Sở", "Văn phòng Sở", None),
    ("SỞ NỘI VỤ", "VP Sở Nội vụ", "Văn phòng Sở", "table"),
    ("SỞ NỘI VỤ", "BCĐ ISO của Sở", "Ban Chỉ đạo ISO", "table"),
    ("SỞ NỘI VỤ", "BGĐ", "Lãnh đạo Sở", "table"),
    ("SỞ NỘI VỤ", "Ban ISO", "Ban ISO", None),
    ("SỞ NỘI VỤ", "các phòng", "các phòng", None),
    ("SỞ NỘI VỤ", "Thư ký ISO", "Thư ký ISO", None),
    ("SỞ NỘI VỤ", "Đại diện lãnh đạo Sở", "Đại diện lãnh đạo Sở", None),
    ("SỞ NỘI VỤ", "Ban Chỉ đạo ISO tỉnh", "Ban Chỉ đạo ISO tỉnh", None),
    ("SỞ NỘI VỤ", "Văn phòng Sở Y tế", "Văn phòng Sở Y tế", None),
    ("SỞ NỘI VỤ", "Phòng Tổ chức", "Phòng Tổ chức", None),
    ("UBND XÃ AN THẠCH", "Văn phòng", "Văn phòng", None),
    ("UBND XÃ AN THẠCH", "VP HĐND - UBND xã", "Văn phòng HĐND và UBND", "table"),
    ("UBND XÃ AN THẠCH", "Bộ phận TN&TKQ xã An Thạch", "Bộ phận Một cửa", "table"),
    ("UBND XÃ AN THẠCH", "UBND xã", "Ủy ban nhân dân xã", "table"),
    ("UBND XÃ AN THẠCH", "Ban Chỉ đạo áp dụng HTQLCL theo TCVN ISO 9001:2015", "Ban Chỉ đạo ISO", "table"),
    ("TRƯỜNG THPT AN THẠCH", "BGH", "Ban Giám hiệu", "table"),
]


@pytest.mark.parametrize(("issuer", "name", "canonical", "known_by"), RESOLVED)
def test_a_unit_goes_by_its_usual_name_only_where_that_is_sure(
    issuer: str, name: str, canonical: str, known_by: str | None
) -> None:
    (unit,) = resolve_units([_task(name)], [], _field(issuer))
    assert (unit.name, unit.canonical, unit.known_by, unit.place) == (name, canonical, known_by, None)


def test_names_that_mostly_mean_one_unit_are_joined_only_on_demand() -> None:
    tasks = [_task("Ban ISO", "BCĐ ISO")]
    assert len({unit.canonical for unit in resolve_units(tasks, [], None)}) == 2
    assert len({unit.canonical for unit in resolve_units(tasks, [], None, likely=True)}) == 1


def test_the_words_of_the_plan_come_before_the_table() -> None:
    place = _field("Ban Chỉ đạo xây dựng HTQLCL của Sở (gọi tắt là Ban Chỉ đạo)")
    alias = Alias("Ban Chỉ đạo", "Ban Chỉ đạo xây dựng HTQLCL của Sở", place)
    units = resolve_units([_task("Ban chỉ đạo", "BCĐ ISO", "Ban Chỉ đạo")], [alias], _field("SỞ Y TẾ"))
    assert [(unit.name, unit.known_by) for unit in units] == [("Ban chỉ đạo", "plan"), ("BCĐ ISO", "table")]
    assert {unit.canonical for unit in units} == {"Ban Chỉ đạo xây dựng HTQLCL của Sở"}
    assert units[0].place == place


def test_each_name_is_listed_once_and_an_unused_short_name_follows() -> None:
    alias = Alias("TTV", "Tổ Thư viện", _field("Tổ Thư viện (TTV)"))
    units = resolve_units([_task("Văn phòng", "VĂN PHÒNG"), _task("Văn  phòng", "Tổ Tin học")], [alias], None)
    assert [unit.name for unit in units] == ["Văn phòng", "Tổ Tin học", "TTV"]


def test_a_plan_lists_its_units_in_reading_order_with_what_it_says_of_them() -> None:
    text = (
        "SỞ NGHIÊN CỨU\nSố: 12/KH-SNC\nKẾ HOẠCH\nDuy trì hệ thống quản lý chất lượng năm 2026\n"
        "I. MỤC ĐÍCH\nGiúp Ban Chỉ đạo áp dụng hệ thống quản lý chất lượng (gọi tắt là BCĐ) điều hành công việc.\n"
        "II. NỘI DUNG THỰC HIỆN\n"
        "1. Rà soát danh mục thủ tục hành chính đưa vào hệ thống\n"
        "- Chủ trì: Văn phòng; phối hợp: các phòng, Thanh tra.\n"
        "2. Tổ chức đánh giá nội bộ tại các phòng của Sở\n- Chủ trì: BCĐ; phối hợp: Văn phòng Sở.\n"
    )
    document = read_document(text.encode(), "plan.txt")
    units = parse_plan(document, "plan").plan.units
    assert [(unit.name, unit.canonical, unit.known_by) for unit in units] == [
        ("Văn phòng", "Văn phòng Sở", "table"),
        ("các phòng", "các phòng", None),
        ("Thanh tra", "Thanh tra Sở", "table"),
        ("BCĐ", "Ban Chỉ đạo áp dụng hệ thống quản lý chất lượng", "plan"),
        ("Văn phòng Sở", "Văn phòng Sở", None),
    ]
    place = units[3].place
    assert place is not None
    assert all(document.slice(quote.source) == quote.raw for quote in place.quotes)
