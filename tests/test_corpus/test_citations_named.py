"""Laws cited by name and date or year."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.citations import find_citations
from corpus.model import Citation, CitationKind


def named(text: str) -> list[Citation]:
    return [citation for citation in find_citations(text) if citation.kind is CitationKind.NAMED]


# (text, raw, key, date)
FOUND = [
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
        "Luật Tổ chức chính quyền địa phương ngày 19/6/2015",
        "Luật Tổ chức chính quyền địa phương@2015-06-19",
        date(2015, 6, 19),
    ),
    (
        "Luật tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015",
        "Luật tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015",
        "Luật Tổ chức chính quyền địa phương@2015-06-19",
        date(2015, 6, 19),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày "
        "22/11/2019;",
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày "
        "22/11/2019",
        "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
        "@2019-11-22",
        date(2019, 11, 22),
    ),
    ("theo Luật Giá năm 2023 và", "Luật Giá năm 2023", "Luật Giá@2023", None),
    ("quy định của Luật Giá 2023.", "Luật Giá 2023", "Luật Giá@2023", None),
    ("của Luật sửa đổi bổ sung một số điều của Luật Giá 2023.", "Luật Giá 2023", "Luật Giá@2023", None),
    ("LUẬT THANH TRA NĂM 2022", "LUẬT THANH TRA NĂM 2022", "Luật Thanh tra@2022", None),
    ("Bộ luật Lao động năm 2019", "Bộ luật Lao động năm 2019", "Bộ luật Lao động@2019", None),
    ("Hiến pháp năm 2013", "Hiến pháp năm 2013", "Hiến pháp@2013", None),
    (
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013",
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013",
        "Hiến pháp@2013",
        None,
    ),
    ("Luật Đấu thầu (sửa đổi) năm 2013;", "Luật Đấu thầu (sửa đổi) năm 2013", "Luật Đấu thầu@2013", None),
    (
        "Luật Hôn nhân và gia đình ngày 19/6/2014",
        "Luật Hôn nhân và gia đình ngày 19/6/2014",
        "Luật Hôn nhân và gia đình@2014-06-19",
        date(2014, 6, 19),
    ),
    ("Luat PCTN nam\n2018. Yêu", "Luat PCTN nam\n2018", "Luật PCTN@2018", None),
    ("Luaét Thanh tra nam 2022", "Luaét Thanh tra nam 2022", "Luật Thanh tra@2022", None),
    (
        "Luật Trồng rừng ven biển ngày 01/3/2019 của Quốc hội",
        "Luật Trồng rừng ven biển ngày 01/3/2019 của Quốc hội",
        "Luật Trồng rừng ven biển@2019-03-01",
        date(2019, 3, 1),
    ),
]
REFUSED = [
    "thi hành Luật Tiếp cận thông tin trên địa bàn thành phố năm 2024",
    "Luật Giao thông đường bộ cho cán bộ, công chức, người lao động năm 2024",
    "Luật Phòng, chống ma túy nhân ngày 26/6/2024",
    "Luật Đấu thầu và văn bản hướng dẫn năm 2023",
    "Luật Ngân sách nhà nước với dự toán 2024",
    "Luật Ngân sách nhà nước 2024 tỷ đồng",
    "Luật Cư trú, ngày 01/7/2021 hoàn thành",
    "Luật Giá; ngày 01/7/2025 có hiệu lực",
    "Luật Giá có hiệu lực từ ngày 01/7/2024",
    "Luật Giá được thông qua ngày 19/6/2023",
    "pháp luật năm 2020",
    "kỷ luật năm 2020",
    "theo luật định năm 2020",
    "Luật này năm 2020",
    "Luật sư Nguyễn ngày 01/7/2024",
    "Luật Giá số 16/2023/QH15 ngày 19/6/2023",
    "Luật Giá ngày 31/02/2023",
    "Luật Giá 2023/2024",
    "Luật Giá. Năm 2023",
    "Luật Giá để phù hợp với Quy hoạch năm 2023",
    "Hiến pháp trong đó quy định kết thúc hoạt động từ ngày 01/7/2025",
    "Luật Giá áp dụng từ năm 2023",
]


@pytest.mark.parametrize(("text", "raw", "key", "day"), FOUND)
def test_a_dated_law_is_found_by_its_name(text: str, raw: str, key: str, day: date | None) -> None:
    (citation,) = named(text)
    assert (citation.raw, citation.key, citation.date) == (raw, key, day)
    assert text[citation.source.start : citation.source.end] == raw


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_dated_law_is_refused(text: str) -> None:
    assert named(text) == []


def test_laws_in_a_row_keep_their_own_dates() -> None:
    text = "Luật Giá ngày 19/6/2023; Luật Đất đai ngày 18/01/2024 và Luật Nhà ở ngày 27/11/2023"
    assert [citation.key for citation in named(text)] == [
        "Luật Giá@2023-06-19",
        "Luật Đất đai@2024-01-18",
        "Luật Nhà ở@2023-11-27",
    ]


def test_the_date_and_the_issuer_have_their_places() -> None:
    text = "Luật Trồng rừng ngày 01/3/2019 của Quốc hội"
    (citation,) = named(text)
    assert citation.date_source
    assert citation.issuer_source
    assert text[citation.date_source.start : citation.date_source.end] == "ngày 01/3/2019"
    assert text[citation.issuer_source.start : citation.issuer_source.end] == citation.issuer == "Quốc hội"
    assert citation.name == "Trồng rừng"
