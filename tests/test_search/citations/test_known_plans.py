"""Whole plans of which the findings are known: samples, real plans, ruined text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.citations.registry import load_registry
from corpus.frameworks import load_framework
from corpus.model import CitationRole, Severity
from corpus.samples import load_samples
from corpus.store import Store, StoredPlan
from search import Check, check_citations

from .wording import Find

Read = Callable[..., StoredPlan]
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "plans"
KHUNG = load_framework("khung-101")


def told(checks: list[Check]) -> list[tuple[str, str]]:
    return [(check.code, check.severity.value) for check in checks]


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
    "000-so-gddt-hai-phong-2023.txt": {("BASIS_MISSING", "info"): 3, ("CITATION_PERIOD", "info"): 1},
    "001-so-gddt-hung-yen-2022.txt": {("BASIS_MISSING", "info"): 2, ("CITATION_FORM", "info"): 1},
    "002-ubnd-gia-lam-2024.ocr.txt": {("BASIS_MISSING", "info"): 1},
    "003-so-khcn-2024.txt": {("CITATION_FORM", "info"): 1},
    "004-so-khcn-hai-phong-2023.ocr.txt": {("BASIS_MISSING", "info"): 1, ("CITATION_DATE_DIFFERS", "info"): 1},
}


@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_findings_on_real_plans_are_those_a_person_agrees_with(
    read: Read, sample_store: Store, name: str, expected: dict[tuple[str, str], int]
) -> None:
    path = SHARED / "iso" / name
    if not path.exists():
        pytest.skip("no real plans: their findings were not compared")
    stored = read(path.read_text(encoding="utf-8"), name)
    checks = check_citations(sample_store, stored, load_registry(), KHUNG).checks
    assert {kind: told(list(checks)).count(kind) for kind in set(told(list(checks)))} == expected


def test_a_ruined_plan_gives_no_more_than_hints(read: Read, sample_store: Store) -> None:
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
