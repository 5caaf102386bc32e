"""The registry of legal documents: what ships, what it knows, and how a user's own files stand over it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from corpus.citations import find_citations
from corpus.citations.registry import (
    ClauseName,
    FactStrength,
    Registry,
    Status,
    bodies_of,
    find_body,
    is_national,
    lint_files,
    load_registry,
    same_body,
)
from corpus.errors import NotFound, RegistryError
from corpus.model import Severity

LEGAL = Path(__file__).resolve().parents[2].parent / "shared" / "legal"
# Documents whose whole text is at hand, and the file that holds it.
TEXTS = {
    "QĐ 19/2014/QĐ-TTg": "001_qd-19-2014-qd-ttg.txt",
    "TT 26/2014/TT-BKHCN": "002_tt-26-2014-tt-bkhcn.txt",
    "TT 116/2015/TT-BTC": "003_tt-116-2015-tt-btc.txt",
    "NĐ 30/2020/NĐ-CP": "011_nd-30-2020-nd-cp-toan-van.txt",
    "TT 01/2018/TT-VPCP": "018_tt-01-2018-tt-vpcp.txt",
}
# Document, the text that ends it, and that text's own key.
ENDED = {
    "QĐ 144/2006/QĐ-TTg": "QĐ 19/2014/QĐ-TTg",
    "QĐ 118/2009/QĐ-TTg": "QĐ 19/2014/QĐ-TTg",
    "TT 01/2010/TT-BKHCN": "TT 26/2014/TT-BKHCN",
    "TT 09/2011/TT-BKHCN": "TT 26/2014/TT-BKHCN",
    "TT 27/2011/TT-BKHCN": "TT 26/2014/TT-BKHCN",
    "TT 159/2010/TT-BTC": "TT 116/2015/TT-BTC",
    "NĐ 110/2004/NĐ-CP": "NĐ 30/2020/NĐ-CP",
    "NĐ 09/2010/NĐ-CP": "NĐ 30/2020/NĐ-CP",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_the_shipped_file_has_no_issue() -> None:
    assert lint_files(()).issues == ()


def test_every_entry_says_where_it_was_read_and_when(registry: Registry) -> None:
    assert len(registry.documents) >= 30
    for document in registry.documents:
        assert document.source, document.key
        assert document.checked_on is not None, document.key
        assert document.strength is not FactStrength.UNCHECKED, document.key


def test_only_a_document_somebody_looked_up_is_called_in_force(registry: Registry) -> None:
    assert [one.key for one in registry.documents if one.status is Status.IN_FORCE] == ["QĐ 19/2014/QĐ-TTg"]
    assert registry.get("TT 26/2014/TT-BKHCN").status is Status.UNKNOWN  # type: ignore[union-attr]


@pytest.mark.parametrize(("key", "successor"), ENDED.items())
def test_what_is_superseded_ends_when_its_successor_begins(registry: Registry, key: str, successor: str) -> None:
    old, new = registry.get(key), registry.get(successor)
    assert old is not None
    assert new is not None
    assert old.superseded_by == (successor,)
    assert old.ended_on == new.effective_from


@pytest.mark.parametrize(("key", "name"), TEXTS.items())
def test_facts_read_in_full_are_those_of_the_text(registry: Registry, key: str, name: str) -> None:
    if not LEGAL.exists():
        pytest.skip("no legal texts: the dates of the registry were not compared with them")
    document = registry.get(key)
    assert document is not None
    assert document.strength is FactStrength.READ
    text = (LEGAL / name).read_text(encoding="utf-8")
    found = [one for one in find_citations(text) if one.key in ENDED and ENDED[one.key] == key and one.date]
    for citation in found:
        other = registry.get(citation.key or "")
        assert other is not None
        assert (other.date, other.key) == (citation.date, citation.key)
    begins = document.effective_from
    assert begins is not None
    spellings = (f"{begins:%d/%m/%Y}", f"ngày {begins.day:02} tháng {begins.month:02} năm {begins.year}", "từ ngày ký")
    assert any(spelling in text for spelling in spellings)


def test_suspended_clauses_are_known_with_their_days(registry: Registry) -> None:
    document = registry.get("QĐ 19/2014/QĐ-TTg")
    assert document is not None
    assert document.suspension is not None
    assert [str(clause) for clause in document.suspension.clauses] == [
        "khoản 2 Điều 7",
        "khoản 3 Điều 7",
        "khoản 4 Điều 7",
        "khoản 2 Điều 8",
        "khoản 3 Điều 8",
    ]
    assert document.suspension.start == datetime.date(2026, 4, 29)
    assert document.suspension.end == datetime.date(2027, 3, 1)
    assert document.suspension.by == "NQ 20/2026/NQ-CP"


@pytest.mark.parametrize(
    ("first", "second", "touch"),
    [
        (ClauseName("7", "2"), ClauseName("7", "2"), True),
        (ClauseName("7", "2"), ClauseName("7"), True),
        (ClauseName("7", "2"), ClauseName("7", "2", "a"), True),
        (ClauseName("7", "2"), ClauseName("7", "1"), False),
        (ClauseName("7", "2"), ClauseName("8", "2"), False),
    ],
)
def test_clauses_touch_where_one_lies_in_the_other(first: ClauseName, second: ClauseName, touch: bool) -> None:
    assert first.touches(second) is touch
    assert second.touches(first) is touch


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("QĐ 101/QĐ-BKHCN@2019", ["QĐ 101/QĐ-BKHCN@2019"]),
        ("101/qd-bkhcn", ["QĐ 101/QĐ-BKHCN@2019"]),
        ("Quyết định số 19/2014/QĐ-TTg", ["QĐ 19/2014/QĐ-TTg"]),
        ("101/QĐ-BKHCN@2018", []),
        ("TCVN ISO 9001:2008", ["TCVN ISO 9001:2008"]),
        ("ISO 9001", ["TCVN ISO 9001:2000", "TCVN ISO 9001:2008", "TCVN ISO 9001:2015"]),
        ("không có số", []),
    ],
)
def test_documents_are_found_as_people_name_them(registry: Registry, words: str, keys: list[str]) -> None:
    assert [document.key for document in registry.find(words)] == keys


def test_a_number_without_a_year_has_every_year_as_candidate(tmp_path: Path) -> None:
    own = tmp_path / "cua-toi.csv"
    own.write_text(
        "type,number,date,issuer,source,strength\n"
        "Quyết định,101/QĐ-BKHCN,05/02/2021,Bộ Khoa học và Công nghệ,Công báo,P\n",
        encoding="utf-8",
    )
    found = load_registry([own]).with_number("QĐ 101/QĐ-BKHCN")
    assert [document.key for document in found] == ["QĐ 101/QĐ-BKHCN@2019", "QĐ 101/QĐ-BKHCN@2021"]
    assert load_registry([own]).with_number("QĐ 101/QĐ-BTC") == ()


def test_a_users_entry_stands_over_the_shipped_one_and_says_what_it_changes(tmp_path: Path) -> None:
    own = tmp_path / "cua-toi.yaml"
    own.write_text(
        """documents:
  - type: Thông tư
    number: 26/2014/TT-BKHCN
    date: 10/10/2014
    issuer: Bộ Khoa học và Công nghệ
    effective_from: 2014-12-01
    status: đã hết hiệu lực
    ended_on: 2026-10-01
    source: Công báo
    checked_on: 2026-11-01
    strength: P
""",
        encoding="utf-8",
    )
    linted = lint_files([own])
    document = linted.registry.get("TT 26/2014/TT-BKHCN")
    assert document is not None
    assert (document.status, document.file, document.line) == (Status.REPEALED, "cua-toi.yaml", 2)
    told = [(issue.code, issue.place.line, issue.place.column, issue.severity) for issue in linted.issues]
    assert told == [
        ("REGISTRY_OVERRIDES", 7, "status", Severity.WARNING),
        ("REGISTRY_OVERRIDES", 8, "ended_on", Severity.WARNING),
    ]
    assert load_registry([own]).get("TT 26/2014/TT-BKHCN") == document
    assert load_registry().get("TT 26/2014/TT-BKHCN") != document


def test_a_missing_file_is_not_found_and_a_broken_one_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as absent:
        lint_files([tmp_path / "khong-co.csv"])
    assert absent.value.code == "REGISTRY_NOT_FOUND"
    with pytest.raises(RegistryError) as named:
        load_registry([tmp_path / "khong-co.csv"])
    assert named.value.code == "REGISTRY_NOT_FOUND"
    broken = tmp_path / "hong.csv"
    broken.write_text("type,number,date\nQuyết định,19/2014/QĐ-TTg,31/4/2014\n", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"hong\.csv, dòng 2, cột “date”") as refused:
        load_registry([broken])
    assert refused.value.code == "REGISTRY_INVALID"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Bộ trưởng Bộ Khoa học và Công nghệ", "Bộ Khoa học và Công nghệ"),
        ("Bộ KH&CN", "Bộ Khoa học và Công nghệ"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("Bộ Lao động – Thương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội"),
        ("Chính phủ", "Chính phủ"),
        ("Thủ tướng", None),
        ("UBND tỉnh Hưng Yên", None),
        ("Bộ Khoa", None),
        ("", None),
    ],
)
def test_a_body_of_the_nation_is_known_by_any_of_its_names(name: str, body: str | None) -> None:
    assert find_body(name) == body


@pytest.mark.parametrize(
    ("key", "bodies", "national"),
    [
        ("QĐ 19/2014/QĐ-TTg", {"Thủ tướng Chính phủ"}, True),
        ("QĐ 101/QĐ-BKHCN@2019", {"Bộ Khoa học và Công nghệ"}, True),
        ("CV 3003/BKHCN-TĐC@2018", {"Bộ Khoa học và Công nghệ"}, True),
        ("Luật 72/2025/QH15", {"Quốc hội"}, True),
        ("TTLT 14/2013/TTLT-BTC-BNV", {"Bộ Tài chính", "Bộ Nội vụ"}, False),
        ("QĐ 1091/QĐ-UBND@2017", set(), False),
        ("CV 1314/SKHCN-TĐC@2018", set(), False),
        ("CV 45/UBND-XD@2024", set(), False),
        ("CV 12/SNV-TC", set(), False),
        ("CV 9/UBND-NV", set(), False),
        ("CV 1/UBND-KTNN", set(), False),
        ("CV 7/HĐND-TTCP", set(), False),
        ("CV 5/BNV-TC", {"Bộ Nội vụ"}, True),
        ("QĐ 1141-TC/QĐ/CĐKT@1995", {"Bộ Tài chính"}, True),
        ("QĐ 19TC/QĐ/CĐKT@1995", {"Bộ Tài chính"}, True),
        ("TT 23-TC/HCSN@1995", {"Bộ Tài chính"}, True),
        ("NQ 30c/NQ-CP@2011", {"Chính phủ"}, True),
        ("TB 23-TC/TU@1995", set(), False),
        ("TCVN ISO 9001:2015", set(), True),
    ],
)
def test_a_number_names_its_body_by_its_code(key: str, bodies: set[str], national: bool) -> None:
    assert bodies_of(key) == bodies
    assert is_national(key) is national


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("UBND TP. Hải Phòng", "Ủy ban nhân dân thành phố Hải Phòng", True),
        ("Chủ tịch UBND tỉnh Lam Kỳ Sơn", "UBND tỉnh Lam Kỳ Sơn", True),
        ("UBND tỉnh Lam Kỳ Sơn", "UBND tỉnh Tây Hà Nguyên", False),
        ("UBND tỉnh", "UBND tỉnh", False),
        ("UBND xã Tân Lập", "UBND xã Tân Lập", False),
        ("Bộ trưởng Bộ Tài chính", "Bộ Tài chính", True),
        ("Chính phủ", "Thủ tướng Chính phủ", False),
        (None, "Bộ Tài chính", False),
    ],
)
def test_two_names_are_of_one_body_only_where_that_is_sure(first: str | None, second: str | None, same: bool) -> None:
    assert same_body(first, second) is same


def test_a_letter_called_van_ban_is_the_letter_of_its_number() -> None:
    registry = load_registry()
    assert registry.get("VB 3003/BKHCN-TĐC@2018") is registry.get("CV 3003/BKHCN-TĐC@2018")
    assert registry.get("VB 3003/BKHCN-TĐC@2018") is not None
    assert registry.get("VB 3003/BKHCN-TĐC@2017") is None
