"""Which body gave a number that every province gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations.bodies import (
    HeaderPlaces,
    IssuingBody,
    find_open_place,
    is_only,
    is_whole,
    name_bodies,
    only_longest,
    read_header,
)
from corpus.citations.tables import load_provinces
from corpus.model import AgencyType, Citation, CitationKind, Field, Header, Quote, Source

KEY = "KH 45/KH-UBND@2024"


def _field(value: str | None) -> Field | None:
    return Field(value, (Quote(value, Source(0, len(value))),)) if value else None


def _header(issuer: str | None, parent: str | None = None, place: str | None = None, **fields: Any) -> HeaderPlaces:
    return read_header(Header(issuer=_field(issuer), parent_issuer=_field(parent), place=_field(place), **fields))


def _mention(issuer: str | None, key: str = KEY, *, damaged: bool = False) -> Citation:
    return Citation(
        key, Source(0, len(key)), CitationKind.NUMBERED, "Kế hoạch", key, None, key, issuer, damaged=damaged
    )


def _name(issuer: str | None, header: HeaderPlaces = HeaderPlaces(), **fields: Any) -> IssuingBody:  # noqa: B008
    return name_bodies([_mention(issuer, **fields)], header)[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("UBND tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Chủ tịch UBND tỉnh Hòa Bình", "Uỷ ban nhân dân tỉnh Hoà Bình"),
        ("UBND TP. Hải Phòng", "Ủy ban nhân dân Thành phố Hải Phòng"),
        ("UBND TP.HCM", "UBND Thành phố Hồ Chí Minh"),
        ("UBND TPHCM", "UBND TP Hồ Chí Minh"),
        ("Sở NN&PTNT tỉnh Lam Kỳ", "Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh Lam Kỳ"),
        ("Sở Nông nghiệp và PTNT tỉnh Lam Kỳ", "Sở NN&PTNT tỉnh Lam Kỳ"),
        ("Sở LĐ-TB&XH tỉnh Lam Kỳ", "Sở Lao động - Thương binh và Xã hội tỉnh Lam Kỳ"),
        ("Sở Khoa học và Công nghệ Hà Nội", "Sở KH&CN thành phố Hà Nội"),
        ("Ban Thường vụ Tỉnh ủy Lào Cai", "Tỉnh ủy Lào Cai"),
        ("Ban Chấp hành Đảng bộ tỉnh Lào Cai", "Tỉnh uỷ Lào Cai"),
        ("HĐND thành phố Hà Nội khóa XVI", "Thường trực HĐND thành phố Hà Nội"),
        ("UBND tỉnh Lam Kỳ giao dự toán", "UBND tỉnh Lam Kỳ"),
        ("UBND tinh Lao Cai", "UBND tỉnh Lào Cai"),
        ("UBND T.P.Vinh, tỉnh Nghệ An", "UBND thành phố Vinh, tỉnh Nghệ An"),
        ("UBND P.12, Q.3, TP.HCM", "UBND phường 12, quận 3, thành phố Hồ Chí Minh"),
        ("UBND quận 01, TP. Hồ Chí Minh", "UBND Q1, TPHCM"),
        ("UBND H. Củ Chi, TP.HCM", "UBND huyện Củ Chi, TP.HCM"),
        ("UBND TT. Cầu Diễn, Hà Nội", "UBND thị trấn Cầu Diễn, Hà Nội"),
        ("Bộ TN&MT", "Bộ trưởng Bộ Tài nguyên và Môi trường"),
    ],
)
def test_spellings_of_one_body_are_one(first: str, second: str) -> None:
    assert _name(first).id == _name(second).id
    assert is_whole(_name(first).id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("UBND tỉnh Lam Kỳ", "UBND tỉnh Vĩnh Sơn"),
        ("UBND tỉnh Lam Kỳ", "HĐND tỉnh Lam Kỳ"),
        ("UBND huyện Châu Thành", "UBND huyện Châu Thành A"),
        ("UBND huyện Tân Lập", "UBND xã Tân Lập"),
        ("UBND quận 1", "UBND quận 10"),
        ("Sở Nội vụ tỉnh Lam Kỳ", "Sở Y tế tỉnh Lam Kỳ"),
        ("Tỉnh ủy Lam Kỳ", "Huyện ủy Lam Kỳ"),
        ("Văn phòng UBND tỉnh Lam Kỳ", "UBND tỉnh Lam Kỳ"),
        ("Bảo hiểm xã hội tỉnh Lam Kỳ", "UBND tỉnh Lam Kỳ"),
    ],
)
def test_two_bodies_are_two_and_neither_completes_the_other(first: str, second: str) -> None:
    one, other = _name(first).id, _name(second).id
    assert not one.startswith(other)
    assert not other.startswith(one)


PROVINCE = _header("SỞ CÔNG THƯƠNG", "UBND TỈNH LAM KỲ", "Lam Kỳ", agency_type=AgencyType.SO)
CITY = _header("SỞ NỘI VỤ", "UBND THÀNH PHỐ TÂN HẢI", "Tân Hải", agency_type=AgencyType.SO)
DISTRICT = _header("ỦY BAN NHÂN DÂN HUYỆN VỌNG LÂM", None, "Vọng Lâm", agency_type=AgencyType.UBND_HUYEN)
COMMUNE = _header("ỦY BAN NHÂN DÂN XÃ TÂN LẬP", "UBND HUYỆN VỌNG LÂM", agency_type=AgencyType.UBND_XA)
PLACED = _header("SỞ Y TẾ", None, "Hưng Yên", agency_type=AgencyType.SO)
TOWN = _header("SỞ Y TẾ", None, "Vinh", agency_type=AgencyType.SO)
BRANCH = _header("CHI CỤC THỦY LỢI", "SỞ NÔNG NGHIỆP VÀ PTNT TỈNH LAM KỲ", agency_type=AgencyType.CHI_CUC)
TWO = _header("CỤM THI ĐUA TỈNH LAM KỲ", "UBND TỈNH VĨNH SƠN")


@pytest.mark.parametrize(
    ("header", "issuer", "name"),
    [
        (PROVINCE, "UBND tỉnh", "UBND tỉnh Lam Kỳ"),
        (PROVINCE, "Tỉnh ủy", "Tỉnh ủy Lam Kỳ"),
        (PROVINCE, "Sở Nội vụ", "Sở Nội vụ tỉnh Lam Kỳ"),
        (CITY, "UBND thành phố", "UBND thành phố Tân Hải"),
        (CITY, "Sở Tài chính", "Sở Tài chính thành phố Tân Hải"),
        (DISTRICT, "UBND huyện", "UBND huyện Vọng Lâm"),
        (DISTRICT, "Huyện ủy", "Huyện ủy Vọng Lâm"),
        (COMMUNE, "UBND xã", "UBND xã Tân Lập, huyện Vọng Lâm"),
        (COMMUNE, "UBND huyện", "UBND huyện Vọng Lâm"),
        (PLACED, "UBND tỉnh", "UBND tỉnh Hưng Yên"),
        (BRANCH, "Chi cục Thủy lợi", "Chi cục Thủy lợi tỉnh Lam Kỳ"),
    ],
)
def test_a_name_without_a_place_is_completed_from_the_header(header: HeaderPlaces, issuer: str, name: str) -> None:
    body = _name(issuer, header)
    assert body.name == name
    assert is_whole(body.id)
    assert body.id.startswith(_name(issuer).id)


@pytest.mark.parametrize(
    ("header", "issuer"),
    [
        (DISTRICT, "UBND tỉnh"),
        (COMMUNE, "UBND tỉnh"),
        (PROVINCE, "UBND huyện"),
        (PROVINCE, "UBND thành phố"),  # one of the province's cities
        (CITY, "UBND tỉnh"),
        (TWO, "UBND tỉnh"),
        (TOWN, "UBND tỉnh"),  # the province is Nghệ An
        (HeaderPlaces(), "Sở Nội vụ"),
        (DISTRICT, "Sở Nội vụ"),
        (PROVINCE, "Chi cục Thuế"),
    ],
)
def test_what_the_header_is_not_sure_of_stays_open(header: HeaderPlaces, issuer: str) -> None:
    body = _name(issuer, header)
    assert body == _name(issuer)
    assert body.name == issuer
    assert not is_whole(body.id)


def test_a_place_that_the_text_names_gets_no_province_of_another_plan() -> None:
    assert _name("UBND huyện Châu Thành", PROVINCE).name == "UBND huyện Châu Thành"


@pytest.mark.parametrize("issuer", [None, "Giám đốc Sở", "Hiệu trưởng", "Chủ tịch"])
def test_no_name_is_no_body(issuer: str | None) -> None:
    assert _name(issuer, PROVINCE) == IssuingBody("/")
    assert not is_whole("/")


def test_ruined_letters_name_no_body() -> None:
    assert _name("UBND tỉnh Lam Kỳ", damaged=True) == IssuingBody("/")


@pytest.mark.parametrize(
    "key", ["QĐ 101/QĐ-BKHCN@2019", "QĐ 19/2014/QĐ-TTg", "TCVN ISO 9001:2015", "Luật Đất đai@2024"]
)
def test_a_number_that_names_its_body_needs_none(key: str) -> None:
    assert _name("UBND tỉnh Lam Kỳ", key=key) == IssuingBody()


def test_a_mention_has_the_body_of_the_plans_other_mentions_of_its_document() -> None:
    mentions = [_mention(None, "KH 45/KH-UBND"), _mention("UBND tỉnh", KEY), _mention("UBND tỉnh Lam Kỳ", KEY)]
    assert {body.name for body in name_bodies(mentions, HeaderPlaces())} == {"UBND tỉnh Lam Kỳ"}
    other_year = [_mention(None, "KH 45/KH-UBND@2023"), *mentions[1:]]
    assert name_bodies(other_year, HeaderPlaces())[0] == IssuingBody("/")
    two = [*mentions, _mention("UBND tỉnh Vĩnh Sơn", KEY)]
    assert name_bodies(two, HeaderPlaces())[0] == IssuingBody("/")


@pytest.mark.parametrize(
    ("name", "level"), [("UBND tỉnh", "tỉnh"), ("Huyện ủy", "huyện"), ("UBND tỉnh Lam Kỳ", None), ("Sở Nội vụ", None)]
)
def test_the_kind_of_place_that_a_name_leaves_open_is_told(name: str, level: str | None) -> None:
    assert find_open_place(name) == level


@given(st.text("UBND TP.tỉnhhuyện xã,ủy ()-–HCM123/ăâ", max_size=40))
def test_any_words_are_read_as_some_body(words: str) -> None:
    body = _name(words, PROVINCE)
    assert body.id.startswith("/")
    assert body.id.endswith("/")
    assert only_longest("/", [body.id]) == body.id


@given(st.lists(st.sampled_from(["/a/", "/a/b/c/", "/a/b/d/", "/a/b/c/e/", "/"])), st.randoms())
def test_the_longest_does_not_depend_on_the_order(ids: list[str], random: Any) -> None:
    shuffled = random.sample(ids, len(ids))
    assert all(only_longest(one, ids) == only_longest(one, shuffled) for one in ids)


def test_every_province_is_known_once() -> None:
    provinces = load_provinces()
    assert len(provinces) == 64  # 63 until 30 June 2025, and the city of Huế
    assert sum(province.level == "thành phố" for province in provinces.values()) == 6


PARTY = _header("BAN DÂN VẬN", "TỈNH ỦY LAM KỲ")
ROOM = _header("TRƯỜNG THCS HẢI AN", "PHÒNG GD&ĐT HUYỆN VỌNG LÂM", agency_type=AgencyType.TRUONG)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("BTV Tỉnh ủy Lam Kỳ", "Ban Thường vụ Tỉnh ủy Lam Kỳ"),
        ("Bí thư Huyện ủy Vọng Lâm", "BCH Đảng bộ huyện Vọng Lâm"),
        ("Đảng ủy xã Tân Lập", "BCH Đảng bộ xã Tân Lập"),
        ("Trưởng phòng GD&ĐT huyện Vọng Lâm", "Phòng Giáo dục và Đào tạo huyện Vọng Lâm"),
        ("Hiệu trưởng Trường THCS Hải An, huyện Vọng Lâm", "Trường THCS Hải An, huyện Vọng Lâm"),
        ("Chánh Văn phòng UBND tỉnh Lam Kỳ", "Văn phòng UBND tỉnh Lam Kỳ"),
        ("Trưởng Ban Tổ chức Tỉnh ủy Lam Kỳ", "Ban Tổ chức Tỉnh ủy Lam Kỳ"),
    ],
)
def test_who_signs_for_a_body_is_that_body(first: str, second: str) -> None:
    assert _name(first).id == _name(second).id
    assert is_whole(_name(first).id)


def test_a_room_of_a_district_is_one_with_the_kind_of_the_district_or_without() -> None:
    without, with_kind = _name("Phòng Giáo dục và Đào tạo Vọng Lâm"), _name("Phòng GD&ĐT huyện Vọng Lâm")
    assert with_kind.id.startswith(without.id)
    assert is_whole(without.id)
    assert without.name == "Phòng Giáo dục và Đào tạo Vọng Lâm"
    assert _name("Phòng GD&ĐT Vọng Lâm", ROOM).id == with_kind.id
    assert not _name("Phòng GD&ĐT quận Vọng Lâm").id.startswith(with_kind.id)
    assert not is_whole(_name("Phòng Kinh tế và Hạ tầng").id)


@pytest.mark.parametrize(
    "name",
    [
        "Hội Nông dân tỉnh", "Bảo hiểm xã hội tỉnh", "Liên đoàn Lao động tỉnh", "Hạt Kiểm lâm huyện", "Trạm Y tế xã",
        "Ủy ban MTTQ Việt Nam tỉnh", "Ủy ban MTTQ Việt Nam", "Bộ Chỉ huy Quân sự tỉnh", "Hội Liên hiệp Phụ nữ xã",
        "BTV Tỉnh ủy", "Thường vụ Tỉnh ủy", "Bí thư Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy", "Tỉnh đoàn", "Huyện đoàn",
        "Hiệu trưởng nhà trường", "Hiệu trưởng Trường THCS", "Trường THCS Hải An", "Nhà trường", "Chi bộ", "Công đoàn",
        "Đoàn Thanh niên", "Đoàn đại biểu Quốc hội", "Ban Chỉ đạo các chương trình mục tiêu quốc gia", "UBND xã, huyện",
    ],
)  # fmt: skip
def test_a_kind_of_body_or_place_is_no_body(name: str) -> None:
    assert not is_whole(_name(name).id)


@pytest.mark.parametrize("name", ["Bộ Tài chính", "Tổng cục Thống kê", "Quân ủy Trung ương", "Trường Đại học Luật"])
def test_a_body_of_the_nation_needs_no_place(name: str) -> None:
    assert is_only(_name(name).id)


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("BTV Tỉnh ủy", "BTV Tỉnh ủy Lam Kỳ"),
        ("Ban Tổ chức Tỉnh ủy", "Ban Tổ chức Tỉnh ủy Lam Kỳ"),
        ("Tỉnh đoàn", "Tỉnh đoàn Lam Kỳ"),
    ],
)
def test_a_name_that_holds_its_kind_of_place_is_completed_too(issuer: str, name: str) -> None:
    assert _name(issuer, PARTY).name == name
    assert is_whole(_name(issuer, PARTY).id)


@pytest.mark.parametrize(
    ("name", "only"),
    [
        ("UBND tỉnh Lam Kỳ", True),
        ("UBND thành phố Hà Nội", True),
        ("UBND huyện Châu Thành, tỉnh Bến Tre", True),
        ("UBND huyện Châu Thành", False),
        ("UBND xã Tân Lập, huyện Châu Thành", False),
        ("UBND quận 1", False),
        ("UBND tỉnh", False),
    ],
)
def test_a_district_or_commune_is_one_body_only_with_its_province(name: str, *, only: bool) -> None:
    assert is_only(_name(name).id) is only
