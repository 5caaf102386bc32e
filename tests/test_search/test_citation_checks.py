"""The citations of a plan, checked: what is found, how much it weighs, and what is rightly left alone."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import plan_reader
from corpus.citations.registry import Registry, RegistryFile, lint_registry, load_registry
from corpus.frameworks import load_framework
from corpus.ingest import ingest_file
from corpus.model import CitationRole, Severity
from corpus.plan_reader import PlanRequest
from corpus.samples import load_samples
from corpus.store import Store, StoredPlan, open_store
from search import Check, check_citations

KHUNG = load_framework("khung-101")
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "plans"
QD19 = (
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng Hệ thống quản lý chất "
    "lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2008 vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành "
    "chính nhà nước;"
)
TT26 = (
    "Căn cứ Thông tư số 26/2014/TT-BKHCN ngày 10/10/2014 của Bộ Khoa học và Công nghệ quy định chi tiết thi hành Quyết "
    "định số 19/2014/QĐ-TTg;"
)
QD101 = (
    "Căn cứ Quyết định số 101/QĐ-BKHCN ngày 21/01/2019 của Bộ Khoa học và Công nghệ về việc công bố Mô hình khung hệ "
    "thống quản lý chất lượng."
)
LETTER = (
    "Căn cứ Công văn số 3003/BKHCN-TĐC ngày 25/9/2018 của Bộ Khoa học và Công nghệ về việc chuyển đổi hệ thống quản lý;"
)
PLAN = """SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
\tĐộc lập - Tự do - Hạnh phúc
Số: 18/KH-SNV\t{place}, ngày {date}

KẾ HOẠCH
{title}

{bases}

Sở Nội vụ ban hành Kế hoạch như sau:

I. NỘI DUNG
1. Đánh giá nội bộ
- Đơn vị thực hiện: Văn phòng Sở;
- Thời gian: Tháng 7.
{body}

II. TỔ CHỨC THỰC HIỆN
Văn phòng Sở theo dõi, tổng hợp, báo cáo Giám đốc Sở./.

Nơi nhận:\tGIÁM ĐỐC
- Lưu: VT.
"""
TITLE = "Duy trì Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm 2024"

Find = Callable[..., list[Check]]


def write(
    *bases: str, body: str = "", date: str = "29 tháng 01 năm 2024", title: str = TITLE, place: str = "Lam Kỳ"
) -> str:
    """Writes a plan; without bases it has the three that are expected."""
    lines = "\n".join(bases or (QD19, TT26, QD101))
    return PLAN.format(bases=lines, body=body, date=date, title=title, place=place)


@functools.cache  # ruined text takes 20 seconds
def read(text: str, name: str = "ke-hoach.txt") -> StoredPlan:
    reading = plan_reader.read_plan(PlanRequest(text.encode(), name), lambda *_: None)
    return StoredPlan(reading.parsed.plan, reading.document, reading.parsed.problems)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def find(store: Store) -> Find:
    """Checks a text against the shipped registry and an empty store; gives the findings of some codes."""

    def check(text: str, *codes: str, registry: Registry | None = None) -> list[Check]:
        checks = check_citations(store, read(text), registry or load_registry(), KHUNG).checks
        return [one for one in checks if not codes or one.code in codes]

    return check


def told(checks: list[Check]) -> list[tuple[str, str]]:
    return [(check.code, check.severity.value) for check in checks]


def test_a_plan_in_order_has_no_finding(find: Find) -> None:
    assert find(write()) == []


# --- dates -----------------------------------------------------------------------------------------------------------


def test_a_date_other_than_the_registrys_says_which_and_from_where(find: Find) -> None:
    text = write(QD19.replace("05/3/2014", "03/5/2014"), TT26, QD101)
    (check,) = find(text, "CITATION_DATE_DIFFERS")
    assert (check.severity, check.expected) == (Severity.WARNING, "2014-03-05")
    assert "03/5/2014" in check.message
    assert "05/3/2014" in check.message
    assert "đọc toàn văn" in (check.grounds or "")
    assert check.source is not None
    assert text[check.source.start : check.source.end].endswith("03/5/2014")


def test_an_inferred_date_alone_is_a_hint(find: Find) -> None:
    (check,) = find(write(QD19, TT26, QD101.replace("21/01/2019", "12/01/2019")), "CITATION_DATE_DIFFERS")
    assert (check.severity, check.expected) == (Severity.INFO, "2019-01-21")
    assert "Cần kiểm tra" in check.message
    assert "suy từ văn bản áp dụng" in check.message


def test_a_right_day_of_another_year_is_a_hint_and_no_missing_basis(find: Find) -> None:
    checks = find(write(QD19, TT26, QD101.replace("21/01/2019", "21/01/2018")))
    assert told(checks) == [("CITATION_DATE_DIFFERS", "info")]


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ("Thông tư số 26/2015/TT-BKHCN ngày 10/10/2014", "CITATION_YEAR_DIFFERS", "TT 26/2014/TT-BKHCN"),
        ("Thông tư số 99/2013/TT-BKHCN ngày 10/10/2014", "CITATION_YEAR_DIFFERS", None),
        ("Thông tư số 99/2013/TT-BKHCN ngày 10/10/2013", None, None),
        ("Quyết định số 55/QĐ-BKHCN ngày 10/10/2013", None, None),
    ],
)
def test_a_number_and_a_date_of_two_years_contradict_each_other(
    find: Find, words: str, code: str | None, expected: str | None
) -> None:
    basis = f"Căn cứ {words} của Bộ Khoa học và Công nghệ quy định về hoạt động công nhận;"
    checks = find(write(QD19, TT26, basis, QD101), "CITATION_YEAR_DIFFERS", "CITATION_DATE_DIFFERS")
    assert [check.code for check in checks] == ([code] if code else [])
    assert [check.expected for check in checks] == ([expected] if code else [])


def test_one_slip_repeated_is_one_finding(find: Find) -> None:
    wrong = QD19.replace("05/3/2014", "03/5/2014")
    body = "2. Áp dụng Quyết định số 19/2014/QĐ-TTg ngày 03/5/2014 của Thủ tướng Chính phủ."
    assert len(find(write(wrong, TT26, QD101, body=body), "CITATION_DATE_DIFFERS")) == 1


@pytest.mark.parametrize(
    ("day", "told_day"),
    [
        ("ngày 31/4/2023", "31/4/2023"),
        ("ngày 29 tháng 02 năm 2023", "29/02/2023"),
        ("ngày 12/4/0025", "0025"),
        ("ngày 30/4/2023", None),
        ("ngày 29/02/2024", None),
    ],
)
def test_a_day_that_no_calendar_has_is_told_as_such(find: Find, day: str, told_day: str | None) -> None:
    basis = f"Căn cứ Quyết định số 412/QĐ-UBND {day} của UBND tỉnh Lam Kỳ Sơn về áp dụng hệ thống;"
    text = write(QD19, TT26, basis, QD101, date="29 tháng 5 năm 2024")
    checks = find(text, "CITATION_DATE_IMPOSSIBLE", "CITATION_FORM")
    assert [check.code for check in checks] == (["CITATION_DATE_IMPOSSIBLE"] if told_day else [])
    for check in checks:
        assert f" {told_day}" in check.message
        assert check.source is not None
        assert "412/QĐ-UBND" in text[check.source.start : check.source.end]


def test_a_basis_issued_after_the_plan_is_a_finding(find: Find) -> None:
    basis = "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2025 của UBND tỉnh Lam Kỳ Sơn về cải cách hành chính."
    (check,) = find(write(QD19, TT26, QD101, basis), "CITATION_AFTER_PLAN")
    assert check.severity is Severity.WARNING
    assert find(write(QD19, TT26, QD101, basis.replace("2025", "2024")), "CITATION_AFTER_PLAN") == []


# --- issuers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "issuer", "expected"),
    [
        ("19/2014/QĐ-TTg ngày 05/3/2014", "Chính phủ", "Thủ tướng Chính phủ"),
        ("19/2014/QĐ-TTg ngày 05/3/2014", "Thủ tướng Chính phủ", None),
        ("77/2021/NĐ-CP ngày 01/6/2021", "Thủ tướng Chính phủ", "Chính phủ"),
        ("77/2021/TT-BTC ngày 01/6/2021", "Bộ trưởng Bộ Tài chính", None),
        ("77/2021/TT-BTC ngày 01/6/2021", "Bộ Nội vụ", "Bộ Tài chính"),
        ("77/2021/TT-BTC ngày 01/6/2021", "Bộ TC", None),
        ("77/2021/TTLT-BTC-BNV ngày 01/6/2021", "Bộ Tài chính, Bộ Nội vụ", None),
        ("77/QĐ-UBND ngày 01/6/2021", "UBND tỉnh", None),
    ],
)
def test_an_issuer_is_held_against_the_code_of_the_number(
    find: Find, number: str, issuer: str, expected: str | None
) -> None:
    kind = {"QĐ": "Quyết định", "NĐ": "Nghị định", "TTLT": "Thông tư liên tịch", "TT": "Thông tư"}
    word = next(name for code, name in kind.items() if f"/{code}-" in number)
    basis = f"Căn cứ {word} số {number} của {issuer} về hoạt động chung;"
    checks = find(write(TT26, basis, QD101), "CITATION_ISSUER_DIFFERS")
    assert [check.expected for check in checks] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "basis",
    [
        "Căn cứ Quyết định số 1141-TC/QĐ/CĐKT ngày 01/11/1995 của Bộ Tài chính về chế độ kế toán;",
        "Căn cứ Thông tư số 23-TC/HCSN ngày 01/11/1995 của Bộ Tài chính về chế độ chi;",
    ],
)
def test_an_old_number_names_its_ministry_behind_the_digits(find: Find, basis: str) -> None:
    assert find(write(QD19, TT26, basis, QD101), "CITATION_ISSUER_DIFFERS") == []
    (check,) = find(write(QD19, TT26, basis.replace("Bộ Tài chính", "Bộ Y tế"), QD101), "CITATION_ISSUER_DIFFERS")
    assert check.expected == "Bộ Tài chính"


# --- in force --------------------------------------------------------------------------------------------------------

QD118 = (
    "Căn cứ Quyết định số 118/2009/QĐ-TTg ngày 30/9/2009 của Thủ tướng Chính phủ về việc sửa đổi, bổ sung một số điều;"
)


def test_a_basis_that_had_ended_is_a_finding_with_its_successor(find: Find) -> None:
    (check,) = find(write(QD118, QD19, TT26, QD101), "CITATION_SUPERSEDED")
    assert (check.severity, check.expected) == (Severity.WARNING, "QĐ 19/2014/QĐ-TTg")
    assert "từ ngày 18/5/2014" in check.message


@pytest.mark.parametrize(
    ("date", "title", "severities"),
    [
        ("17 tháng 5 năm 2014", "Áp dụng Hệ thống quản lý chất lượng năm 2014", []),
        ("18 tháng 5 năm 2014", "Áp dụng Hệ thống quản lý chất lượng năm 2014", ["warning"]),
        ("    tháng     năm 2014", "Áp dụng Hệ thống quản lý chất lượng năm 2014", ["info"]),
        ("    tháng     năm 2015", "Áp dụng Hệ thống quản lý chất lượng năm 2015", ["info"]),
        ("    tháng     năm 2016", "Áp dụng Hệ thống quản lý chất lượng năm 2016", ["warning"]),
        ("    tháng     năm 2013", "Áp dụng Hệ thống quản lý chất lượng năm 2013", []),
    ],
)
def test_the_plans_own_day_decides_and_else_its_year_where_it_can(
    find: Find, date: str, title: str, severities: list[str]
) -> None:
    checks = find(write(QD118, date=date, title=title), "CITATION_SUPERSEDED")
    assert [check.severity.value for check in checks] == severities


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("2. Chi theo Thông tư số 159/2010/TT-BTC của Bộ Tài chính.", ["CITATION_SUPERSEDED"]),
        ("2. Thông tư số 159/2010/TT-BTC đã được thay thế bằng Thông tư số 116/2015/TT-BTC.", []),
        ("2. Thông tư số 116/2015/TT-BTC thay thế Thông tư số 159/2010/TT-BTC.", []),
        ("2. Rà soát theo Thông tư số 116/2015/TT-BTC của Bộ Tài chính.", []),
    ],
)
def test_a_mention_of_an_ended_document_is_a_hint_unless_its_end_is_spoken_of(
    find: Find, body: str, codes: list[str]
) -> None:
    checks = find(write(body=body), "CITATION_SUPERSEDED")
    assert [check.code for check in checks] == codes
    assert all(check.severity is Severity.INFO for check in checks)


def test_a_document_in_the_title_of_another_is_rightly_named(find: Find) -> None:
    basis = (
        "Căn cứ Nghị định số 77/2011/NĐ-CP ngày 01/6/2011 của Chính phủ sửa đổi, bổ sung Nghị định số 110/2004/NĐ-CP "
        "ngày 08/4/2004 của Chính phủ về công tác văn thư;"
    )
    assert find(write(QD19, TT26, basis, QD101), "CITATION_SUPERSEDED") == []


def test_an_inferred_end_is_a_hint(find: Find) -> None:
    basis = "Căn cứ Quyết định số 2968/QĐ-BKHCN ngày 29/12/2010 của Bộ Khoa học và Công nghệ công bố mô hình khung;"
    (check,) = find(write(QD19, TT26, basis), "CITATION_SUPERSEDED")
    assert check.severity is Severity.INFO
    assert "Cần kiểm tra" in check.message


@pytest.mark.parametrize(
    ("date", "body", "found"),
    [
        ("15 tháng 6 năm 2026", "", "Nếu kế hoạch dựa vào các khoản này"),
        ("28 tháng 4 năm 2026", "", None),
        ("01 tháng 3 năm 2027", "", None),
        (
            "15 tháng 6 năm 2026",
            "2. Thuê tư vấn theo khoản 2 Điều 7 Quyết định số 19/2014/QĐ-TTg.",
            "khoản 2 Điều 7 tạm",
        ),
    ],
)
def test_suspended_clauses_are_told_while_they_do_not_apply(
    find: Find, date: str, body: str, found: str | None
) -> None:
    title = TITLE.replace("2024", date[-4:])
    checks = find(write(date=date, body=body, title=title), "CITATION_SUSPENDED")
    assert len(checks) == (found is not None)
    for check in checks:
        assert check.severity is Severity.INFO
        assert found is not None
        assert found in check.message


def test_an_entry_nobody_checked_makes_no_finding(find: Find) -> None:
    text = (
        "type,number,date,issuer,status,superseded_by,ended_on,source,strength\n"
        "Quyết định,19/2014/QĐ-TTg,01/01/2014,Thủ tướng Chính phủ,đã hết hiệu lực,,01/01/2015,nghe nói,GK\n"
    )
    registry = lint_registry([RegistryFile("cua-toi.csv", text.encode())]).registry
    assert len(registry.documents) == 1
    assert find(write(), registry=registry) == []


def test_a_provinces_entry_is_held_against_that_province_alone(find: Find) -> None:
    text = (
        "type,number,date,issuer,status,source,strength\n"
        "Quyết định,1091/QĐ-UBND,09/5/2017,UBND thành phố Hải Phòng,,Công báo,P\n"
    )
    registry = lint_registry([RegistryFile("cua-toi.csv", text.encode())]).registry
    basis = "Căn cứ Quyết định số 1091/QĐ-UBND ngày 10/5/2017 của {} phê duyệt Kế hoạch chuyển đổi;"
    for issuer, count in (
        ("Ủy ban nhân dân thành phố Hải Phòng", 1),
        ("UBND tỉnh Hưng Yên", 0),
        ("UBND thành phố", 0),
    ):
        checks = find(write(QD19, basis.format(issuer)), "CITATION_DATE_DIFFERS", registry=registry)
        assert len(checks) == count, issuer


# --- bases -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bases", "missing"),
    [
        ((QD19, TT26, QD101), []),
        ((TT26.replace(" quy định chi tiết thi hành Quyết định số 19/2014/QĐ-TTg", ""), QD101),
         [("QĐ 19/2014/QĐ-TTg", "warning")]),
        ((QD19, QD101), [("TT 26/2014/TT-BKHCN", "info")]),
        ((QD19, TT26), [("QĐ 101/QĐ-BKHCN@2019", "info")]),
        ((QD19, TT26, "Căn cứ Quyết định số 101/QĐ-BKHCN của Bộ Khoa học và Công nghệ."), []),
        (("Căn cứ chức năng, nhiệm vụ của Sở;",),
         [("QĐ 101/QĐ-BKHCN@2019", "info"), ("QĐ 19/2014/QĐ-TTg", "info"), ("TT 26/2014/TT-BKHCN", "info")]),
    ],
)  # fmt: skip
def test_expected_bases_that_are_not_named_are_missing(
    find: Find, bases: tuple[str, ...], missing: list[tuple[str, str]]
) -> None:
    checks = find(write(*bases), "BASIS_MISSING")
    assert sorted((check.expected or "", check.severity.value) for check in checks) == missing


def test_a_basis_is_no_more_than_suggested_to_an_agency_that_it_does_not_bind(find: Find) -> None:
    text = write("Căn cứ Kế hoạch số 06/KH-SYT ngày 08/01/2024 của Sở Y tế tỉnh Lam Kỳ Sơn về quản lý chất lượng.")
    for issuer, severity in (("SỞ NỘI VỤ", "warning"), ("BỆNH VIỆN MẮT", "info"), ("UBND XÃ TÂN LẬP", "info")):
        checks = find(text.replace("SỞ NỘI VỤ", issuer), "BASIS_MISSING")
        assert {check.expected: check.severity.value for check in checks}["QĐ 19/2014/QĐ-TTg"] == severity, issuer


def test_a_basis_named_elsewhere_in_the_plan_is_a_hint_with_that_place(find: Find) -> None:
    body = "2. Áp dụng Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng HTQLCL."
    basis = "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2024 của UBND tỉnh Lam Kỳ Sơn về áp dụng HTQLCL."
    text = write(basis, body=body)
    check = next(one for one in find(text, "BASIS_MISSING") if one.expected == "QĐ 19/2014/QĐ-TTg")
    assert check.severity is Severity.INFO
    assert check.source is not None
    assert "19/2014" in text[check.source.start : check.source.end]


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Cải cách hành chính năm 2024", "29 tháng 01 năm 2024"),
        ("Áp dụng Hệ thống quản lý chất lượng năm 2013", "29 tháng 01 năm 2013"),
    ],
)
def test_nothing_is_missing_in_a_plan_of_another_subject_or_time(find: Find, title: str, date: str) -> None:
    basis = "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2012 của UBND tỉnh Lam Kỳ Sơn về cải cách hành chính."
    assert find(write(basis, title=title, date=date), "BASIS_MISSING") == []


def test_nothing_is_missing_where_no_opening_block_was_read(find: Find) -> None:
    assert find(write(" "), "BASIS_MISSING") == []


@pytest.mark.parametrize(
    ("bases", "count"),
    [
        ((QD19, TT26, QD19.replace("Căn cứ", "Thực hiện"), QD101), 1),
        ((QD19, TT26, QD19, QD19, QD101), 1),
        ((QD19, "Căn cứ Quyết định số 101/QĐ-BKHCN của Bộ Khoa học và Công nghệ;", QD101), 1),
        ((QD19, TT26, QD101), 0),
        ((QD19, LETTER, LETTER.replace("Công văn", "Văn bản"), QD101), 1),
        ((QD19, LETTER, LETTER.replace("Công văn", "Văn bản").replace("3003/", "3004/"), QD101), 0),
        (("Căn cứ khoản 1 Điều 4 Quyết định số 19/2014/QĐ-TTg;", "Căn cứ Điều 7 Quyết định số 19/2014/QĐ-TTg;"), 0),
        (
            (
                "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2024 của UBND tỉnh Lam Kỳ Sơn về áp dụng HTQLCL;",
                "Căn cứ Kế hoạch số 06/KH-UBND ngày 12/01/2024 của UBND huyện Vọng Lâm về áp dụng HTQLCL.",
            ),
            0,
        ),
    ],
)
def test_a_document_twice_among_the_bases_is_one_finding(find: Find, bases: tuple[str, ...], count: int) -> None:
    assert told(find(write(*bases), "CITATION_DUPLICATE")) == [("CITATION_DUPLICATE", "warning")] * count


# --- form ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "lacking"),
    [
        ("Căn cứ Quyết định số 412/QĐ-UBND ngày 17/3/2020 của UBND tỉnh Lam Kỳ Sơn;", ["trích yếu"]),
        ("Căn cứ Quyết định số 412/QĐ-UBND ngày 17/3/2020;", ["cơ quan ban hành", "trích yếu"]),
        ("Căn cứ Quyết định số 412/QĐ-UBND;", ["ngày ban hành", "cơ quan ban hành", "trích yếu"]),
        ("Căn cứ Quyết định số 412/QĐ-UBND ngày 17/3/2020 của UBND tỉnh Lam Kỳ Sơn giao chỉ tiêu áp dụng;", []),
        ("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;", []),
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", []),
        ("Theo đề nghị của Chánh Văn phòng tại Tờ trình số 19/TTr-VP ngày 16/01/2024;", []),
    ],
)
def test_a_basis_is_cited_in_full(find: Find, basis: str, lacking: list[str]) -> None:
    checks = find(write(QD19, basis, TT26, QD101), "CITATION_FORM")
    assert all(check.severity is Severity.INFO for check in checks)
    told_parts = [check.message.partition("chưa ghi ")[2].partition(" (")[0].split(", ") for check in checks]
    assert told_parts == ([lacking] if lacking else [])


def test_documents_that_share_a_title_are_cited_in_full(find: Find) -> None:
    basis = (
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ và Thông tư số 26/2014/TT-BKHCN "
        "ngày 10/10/2014 của Bộ Khoa học và Công nghệ về áp dụng hệ thống quản lý chất lượng;"
    )
    assert find(write(basis, QD101), "CITATION_FORM") == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("2. Chi theo Thông tư số 116/2015/TT-BTC ngày 11/8/2015 của Bộ Tài chính.", 1),
        ("2. Sở Tài chính có Công văn số 55/STC-NS ngày 11/01/2024 về kinh phí.", 0),
        ("2. Thực hiện Quyết định số 19/2014/QĐ-TTg; báo cáo Giám đốc.", 0),
    ],
)
def test_the_first_mention_is_in_full_and_later_ones_are_short(find: Find, body: str, count: int) -> None:
    assert len(find(write(body=body), "CITATION_FORM")) == count


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ((QD19, TT26, QD101), []),
        ((QD19, TT26, QD101[:-1] + ","), []),
        ((QD19, TT26, QD101[:-1] + ";"), ["."]),
        ((QD19[:-1] + ",", TT26, QD101), [";"]),
        ((QD19[:-1] + ".", TT26[:-1] + ".", QD101), [";"]),
    ],
)
def test_bases_end_in_semicolons_and_the_last_in_a_full_stop(
    find: Find, bases: tuple[str, ...], expected: list[str]
) -> None:
    assert [check.expected for check in find(write(*bases), "CITATION_FORM")] == expected


def test_form_is_not_measured_by_a_decree_that_was_not_there(find: Find) -> None:
    bases = ("Căn cứ Quyết định số 412/QĐ-UBND,", "Căn cứ Quyết định số 413/QĐ-UBND,")
    title = TITLE.replace("2024", "2019")
    assert find(write(*bases, date="29 tháng 01 năm 2019", title=title), "CITATION_FORM") == []


# --- editions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("2. Tập huấn nội dung tiêu chuẩn TCVN ISO 9001:2008 cho công chức.", True),
        ("2. Tập huấn nội dung tiêu chuẩn ISO 9001:2008 cho công chức.", True),
        ("2. Tập huấn nội dung tiêu chuẩn TCVN ISO 9001:2015 cho công chức.", False),
        ("2. Chuyển đổi từ TCVN ISO 9001:2008 sang TCVN ISO 9001:2015.", False),
        ("2. Áp dụng song song TCVN ISO 9001:2008 và TCVN ISO 9001:2015.", False),
        ("2. Rà soát hệ thống theo TCVN ISO 9001:2008 (nay là TCVN ISO 9001:2015).", False),
        ("2. Thực hiện Quyết định của Thủ tướng Chính phủ về việc áp dụng HTQLCL theo TCVN ISO 9001:2008.", False),
        ("2. Chi theo Thông tư số 116/2015/TT-BTC về quản lý tài chính đối với HTQLCL theo TCVN ISO 9001:2008.", False),
    ],
)
def test_a_cancelled_edition_is_found_where_the_plan_itself_applies_it(find: Find, body: str, found: bool) -> None:
    checks = find(write(body=body), "STANDARD_EDITION")
    assert [check.expected for check in checks] == (["TCVN ISO 9001:2015"] if found else [])
    assert all(check.severity is Severity.WARNING for check in checks)


@pytest.mark.parametrize(
    ("date", "severity"),
    [
        ("29 tháng 01 năm 2015", None),
        ("30 tháng 12 năm 2015", None),
        ("29 tháng 02 năm 2016", "info"),
        ("29 tháng 01 năm 2018", "info"),
        ("29 tháng 01 năm 2019", "warning"),
    ],
)
def test_an_edition_is_judged_on_the_plans_own_day(find: Find, date: str, severity: str | None) -> None:
    title = f"Áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2008 năm {date[-4:]}"
    checks = find(write(QD19, TT26, date=date, title=title), "STANDARD_EDITION")
    assert [check.severity.value for check in checks] == ([severity] if severity else [])


def test_an_edition_named_often_is_one_finding_with_its_count(find: Find) -> None:
    body = "2. Áp dụng TCVN ISO 9001:2008 tại Sở.\n3. Đào tạo TCVN ISO 9001:2008 cho công chức."
    (check,) = find(write(body=body), "STANDARD_EDITION")
    assert "(nêu ở 2 chỗ)" in check.message


def test_an_edition_named_in_two_ways_is_one_finding(find: Find) -> None:
    body = "2. Áp dụng TCVN ISO 9001:2008 tại Sở.\n3. Đào tạo ISO 9001:2008 cho công chức."
    (check,) = find(write(body=body), "STANDARD_EDITION")
    assert "(nêu ở 2 chỗ)" in check.message


# --- other plans -----------------------------------------------------------------------------------------------------

CIRCULAR = "Căn cứ Thông tư số 77/2021/TT-BTC ngày {} của Bộ Tài chính quy định về kinh phí;"


def fill(store: Store, folder: Path, days: list[str]) -> None:
    """Stores a plan for each day, each of another agency with words of its own."""
    for number, day in enumerate(days):
        words = " ".join(f"việc{number}x{item} cần làm trong quý;" for item in range(60))
        text = write(QD19, CIRCULAR.format(day), QD101, body=f"2. {words}", place=f"Nơi {number}")
        path = folder / f"ke-hoach-{number}.txt"
        path.write_text(text.replace("SỞ NỘI VỤ", f"SỞ SỐ {number}").replace("18/KH", f"{number + 20}/KH"), "utf-8")
        ingest_file(store, path)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["01/6/2021"] * 3, 3),
        (["01/6/2021"] * 2, 0),
        (["01/6/2021"] * 4 + ["02/6/2021"], 4),
        (["01/6/2021"] * 3 + ["02/6/2021"], 0),
    ],
)
def test_most_other_plans_are_a_hint_where_enough_of_them_agree(
    store: Store, tmp_path: Path, find: Find, days: list[str], found: int
) -> None:
    fill(store, tmp_path, days)
    checks = find(write(QD19, TT26, CIRCULAR.format("16/6/2021"), QD101), "CITATION_DATE_DIFFERS")
    assert [len(check.plans) for check in checks] == ([found] if found else [])
    for check in checks:
        assert (check.severity, check.expected) == (Severity.INFO, "2021-06-01")
        assert all(plan.startswith("ke-hoach-") for plan in check.plans)
    assert find(write(QD19, TT26, CIRCULAR.format("01/6/2021"), QD101), "CITATION_DATE_DIFFERS") == []


def test_a_number_of_a_province_is_not_held_against_that_of_another(
    store: Store, tmp_path: Path, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = "Căn cứ Công văn số 45/UBND-XD ngày {} của UBND tỉnh {} về việc xây dựng;"
    monkeypatch.setattr(f"{__name__}.CIRCULAR", letter.format("{}", "Lam Kỳ Sơn"))
    fill(store, tmp_path, ["01/6/2021"] * 3)
    (check,) = find(write(QD19, TT26, letter.format("16/6/2021", "Lam Kỳ Sơn"), QD101), "CITATION_DATE_DIFFERS")
    assert check.expected == "2021-06-01"
    assert find(write(QD19, TT26, letter.format("16/6/2021", "Tây Hà Nguyên"), QD101), "CITATION_DATE_DIFFERS") == []


def test_other_plans_make_an_inferred_date_sure(store: Store, tmp_path: Path, find: Find) -> None:
    fill(store, tmp_path, ["01/6/2021"] * 3)
    (check,) = find(write(QD19, TT26, QD101.replace("21/01/2019", "12/01/2019")), "CITATION_DATE_DIFFERS")
    assert (check.severity, check.expected, len(check.plans)) == (Severity.WARNING, "2019-01-21", 3)


def test_a_plan_has_no_voice_on_itself(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path, ["01/6/2021"] * 3 + ["16/6/2021"])
    stored = store.load_plan(store.resolve_plan("ke-hoach-3.txt"))
    checks = check_citations(store, stored, load_registry(), KHUNG).checks
    (check,) = [one for one in checks if one.code == "CITATION_DATE_DIFFERS"]
    assert len(check.plans) == 3
    again = read(stored.document.text, "ten-khac.txt")  # the same bytes under another name
    checks = check_citations(store, again, load_registry(), KHUNG).checks
    assert [len(one.plans) for one in checks if one.code == "CITATION_DATE_DIFFERS"] == [3]


# --- what is known to be right and wrong -----------------------------------------------------------------------------

# The slips planted in the sample plans that citations can show, and the codes that may tell of them.
PLANTED = {
    "basis_wrong_date": {"CITATION_DATE_DIFFERS"},
    "basis_wrong_year": {"CITATION_YEAR_DIFFERS"},
    "basis_missing": {"BASIS_MISSING"},
    "superseded_basis": {"CITATION_SUPERSEDED"},
    "superseded_citation": {"CITATION_SUPERSEDED"},
    "superseded_standard": {"STANDARD_EDITION"},
}


def test_every_planted_slip_of_the_samples_is_found_and_nothing_else_but_form(sample_store: Store) -> None:
    registry = load_registry()
    for sample in load_samples():
        stored = sample_store.load_plan(sample_store.resolve_plan(sample.path.name))
        checks = check_citations(sample_store, stored, registry, KHUNG).checks
        planted = [slip for slip in sample.expected.slips if slip.code in PLANTED]
        for slip in planted:
            hits = [check for check in checks if check.code in PLANTED[slip.code]]
            assert hits, (sample.id, slip.code)
            if slip.quote is not None and slip.code != "basis_missing":
                spoken = " ".join(stored.document.slice(hits[0].source).split()) if hits[0].source else ""
                assert any(word in slip.quote for word in spoken.split() if "/" in word or ":" in word), slip
        wrong = [check for check in checks if check.severity is Severity.WARNING]
        assert {check.code for check in wrong} <= {code for slip in planted for code in PLANTED[slip.code]}, sample.id


# The findings on the five real plans, each judged by reading the plan.
REAL = {
    "000-so-gddt-hai-phong-2023.txt": {("BASIS_MISSING", "info"): 3},
    "001-so-gddt-hung-yen-2022.txt": {("BASIS_MISSING", "info"): 2, ("CITATION_FORM", "info"): 1},
    "002-ubnd-gia-lam-2024.ocr.txt": {("BASIS_MISSING", "info"): 1},
    "003-so-khcn-2024.txt": {("CITATION_FORM", "info"): 1},
    "004-so-khcn-hai-phong-2023.ocr.txt": {("BASIS_MISSING", "info"): 1, ("CITATION_DATE_DIFFERS", "info"): 1},
}


@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_findings_on_real_plans_are_those_a_person_agrees_with(
    sample_store: Store, name: str, expected: dict[tuple[str, str], int]
) -> None:
    path = SHARED / "iso" / name
    if not path.exists():
        pytest.skip("no real plans: their findings were not compared")
    stored = read(path.read_text(encoding="utf-8"), name)
    checks = check_citations(sample_store, stored, load_registry(), KHUNG).checks
    assert {kind: told(list(checks)).count(kind) for kind in set(told(list(checks)))} == expected


def test_a_ruined_plan_gives_no_more_than_hints(sample_store: Store) -> None:
    path = SHARED / "iso" / "004-so-khcn-hai-phong-2023.ocr.txt"
    if not path.exists():
        pytest.skip("no real plans: ruined text was not checked")
    stored = read(path.read_text(encoding="utf-8"), path.name)
    assert any(citation.damaged and citation.role is CitationRole.BASIS for citation in stored.plan.citations)
    checks = check_citations(sample_store, stored, load_registry(), KHUNG).checks
    assert {check.severity for check in checks} == {Severity.INFO}
    (date,) = [check for check in checks if check.code == "CITATION_DATE_DIFFERS"]
    assert date.expected == "2019-01-21"
    assert "kiểm tra" in date.message
    corrected = SHARED / "iso-corrected" / "004-so-khcn-hai-phong-2023.txt"
    clean = check_citations(
        sample_store, read(corrected.read_text(encoding="utf-8"), corrected.name), load_registry(), KHUNG
    ).checks
    assert [one.severity for one in clean if one.code == "CITATION_DATE_DIFFERS"] == [Severity.WARNING]


def test_findings_stand_in_the_order_of_the_plan_and_within_its_text(sample_store: Store) -> None:
    for summary in sample_store.list_plans():
        stored = sample_store.load_plan(summary.id)
        report = check_citations(sample_store, stored, load_registry(), KHUNG)
        places = [check.source.start if check.source else -1 for check in report.checks]
        assert places == sorted(places)
        assert report.known <= report.documents
        for check in report.checks:
            assert check.message.endswith(".")
            assert check.source is None or check.source.end <= len(stored.document.text)


RUINED = """SO NOI VU CONG HOA XA HOI CHU NGHIA VIET NAM
S6: 18 /KH-SNV Lam Ky, ngay 29 thang 01 ndm 2024

KE HOACH
Duy tri Hé thdng quan ly chét lugng theo TCVN ISO 9001:2015 ndm 2024

Can ctr Quyét dinh s6 19/2014/QD-TT¢g ngay 05/3/2014 cua Thu tudng Chinh phu vé viéc ap dung Hé thdng quan ly chét
lugng theo Tiéu chudn qudc gia TCVN ISO 9001:2008 vao hoat dong cua cac co quan, t6 chirc thudc hé thdng hanh chinh;
Can ctr Quyét dinh s6 101/QD-BKHCN ngay 17/7/2019 cia B6 Khoa hoc va Cong nghé vé viéc cong bd M6 hinh khung hé thdng;

Sé Noi vu xay dung ké hoach nhu sau:

1. Danh gia noi bd chét lugng trong thang 7; Van phong Sé chu tri, cac phong phdi hop thuc hién.
2. Xem xét cua lanh dao; Van phong Sé tham muu, trinh Giam d6c Sé phé duyét trong thang 9.
"""


def test_in_ruined_text_the_digits_of_a_number_name_a_basis(find: Find) -> None:
    checks = find(RUINED)
    assert {check.severity for check in checks} == {Severity.INFO}
    assert {check.expected for check in checks if check.code == "BASIS_MISSING"} == {"TT 26/2014/TT-BKHCN"}
    assert {check.expected for check in checks if check.code == "CITATION_DATE_DIFFERS"} == {"2019-01-21"}
    assert all("kiểm tra" in check.message for check in checks)


def test_every_expected_basis_is_a_document_of_the_registry() -> None:
    registry = load_registry()
    assert KHUNG.bases
    for basis in KHUNG.bases:
        assert registry.get(basis.document) is not None, basis.document
