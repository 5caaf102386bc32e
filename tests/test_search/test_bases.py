"""Legal documents and who cites them, against the sample plans' known bases."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from corpus.errors import InvalidRequest
from corpus.model import AgencyType, Citation, CitationKind, CitationRole
from corpus.samples import load_samples
from corpus.store import PlanFilter, Store, cited, open_store
from search import BaseHits, Engine, Given, find_bases

KEY = "QĐ 19/2014/QĐ-TTg"


@pytest.mark.parametrize("query", ["19/2014", "quyet dinh 19/2014/qd-ttg", "Quyết định số 19/2014/QĐ-TTg"])
def test_a_number_finds_its_document_and_every_plan_that_rests_on_it(torchless_engine: Engine, query: str) -> None:
    (document,) = find_bases(torchless_engine.store, query).documents
    expected = {sample.id for sample in load_samples() if KEY in sample.expected.bases}
    assert document.key == KEY
    assert document.type == "Quyết định"
    assert document.bases == len(expected)
    assert {mention.plan.id.rpartition("-")[0] for mention in document.mentions} >= expected
    assert document.plans == len({mention.plan.id for mention in document.mentions})


def test_a_number_never_finds_a_document_by_the_digits_in_a_title(torchless_engine: Engine) -> None:
    assert find_bases(torchless_engine.store, "2015/2026").documents == ()


@pytest.mark.parametrize("query", ["hệ thống quản lý chất lượng", "he thong quan ly chat luong"])
def test_words_find_documents_by_their_title_most_cited_first(torchless_engine: Engine, query: str) -> None:
    documents = find_bases(torchless_engine.store, query).documents
    assert KEY in {document.key for document in documents}
    order = [(-document.plans, document.key) for document in documents]
    assert order == sorted(order)


def test_words_of_no_title_find_nothing(torchless_engine: Engine) -> None:
    assert find_bases(torchless_engine.store, "nuôi trồng thuỷ sản").documents == ()


@pytest.mark.parametrize(
    ("query", "code"), [(" ", "QUERY_EMPTY"), ("…", "QUERY_EMPTY"), ("a" * 2001, "QUERY_TOO_LONG")]
)
def test_an_impossible_question_is_refused(torchless_engine: Engine, query: str, code: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        find_bases(torchless_engine.store, query)
    assert caught.value.code == code


def test_a_plan_does_not_cite_itself(torchless_engine: Engine) -> None:
    store = torchless_engine.store
    plan, key = next(
        (summary.id, citation.key)
        for summary in store.list_plans()
        for citation in store.load_plan(summary.id).plan.citations
        if citation.role is CitationRole.OWN and citation.key
    )
    documents = find_bases(store, key.partition("@")[0]).documents
    assert plan not in {mention.plan.id for document in documents for mention in document.mentions}


RIGHT, WRONG = datetime.date(2014, 3, 5), datetime.date(2014, 5, 3)
BASIS, MENTION, OWN = CitationRole.BASIS, CitationRole.MENTION, CitationRole.OWN
LAW = "Luật Tổ chức chính quyền địa phương@2015-06-19"


def _keys(hits: BaseHits) -> list[tuple[str, int]]:
    return [(document.key, document.plans) for document in hits.documents]


def test_dates_types_and_roles_are_counted_by_plan(citing: Any, mention: Any) -> None:
    citing.add(
        "a",
        mention(KEY, date=RIGHT, title="về việc áp dụng"),
        mention(KEY, MENTION, date=RIGHT, title=None),
        year=2023,
    )
    citing.add("b", mention(KEY, MENTION, date=WRONG, type=None, title="vé viéc ap dung", damaged=True), year=2026)
    citing.add("c", mention(KEY, date=RIGHT, title="Về việc áp dụng", issuer="Thủ tướng Chính phủ"), year=2026)
    citing.add("d", mention(KEY, MENTION, title="về áp dụng"), year=None, date=datetime.date(2025, 2, 1))
    (document,) = find_bases(citing.store, "19/2014").documents
    assert document.dates == (Given(RIGHT, ("a", "c"), 2), Given(WRONG, ("b",), 1))
    assert (document.plans, document.bases, document.undated, document.damaged) == (4, 2, 1, 1)
    assert (document.type, document.title, document.issuer) == ("Quyết định", "Về việc áp dụng", "Thủ tướng Chính phủ")
    assert [(given.value, given.plans) for given in document.titles] == [
        ("Về việc áp dụng", ("a", "c")),
        ("về áp dụng", ("d",)),
    ]
    assert [(given.value, given.plans) for given in document.years] == [
        (2023, ("a",)),
        (2025, ("d",)),
        (2026, ("b", "c")),
    ]
    assert (document.first_date, document.last_date) == (datetime.date(2025, 2, 1),) * 2
    assert [(one.plan.id, one.role, len(one.mentions)) for one in document.citing] == [
        ("b", MENTION, 1), ("c", BASIS, 1), ("d", MENTION, 1), ("a", BASIS, 2),
    ]  # fmt: skip
    assert [(stored.plan.id, stored.citation.source.start) for stored in document.mentions] == [
        ("a", 0), ("a", 100), ("b", 0), ("c", 0), ("d", 0),
    ]  # fmt: skip


def test_filters_count_only_their_plans(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY), mention(KEY, MENTION), issuer="Sở Nội vụ", agency_type=AgencyType.SO, year=2023)
    citing.add("b", mention(KEY, MENTION), issuer="UBND xã Tam Khuê")
    citing.add("c", mention(KEY))

    def found(chosen: PlanFilter | None = None, role: CitationRole | None = None) -> list[tuple[str, int]]:
        (document,) = find_bases(citing.store, "19/2014", chosen, role=role).documents
        assert document.plans == len(document.citing)
        return [(stored.plan.id, stored.citation.role == BASIS) for stored in document.mentions]

    assert found() == [("a", True), ("a", False), ("b", False), ("c", True)]
    assert found(PlanFilter(year=2023)) == [("a", True), ("a", False)]
    assert found(PlanFilter(agency_type=AgencyType.SO)) == [("a", True), ("a", False)]
    assert found(PlanFilter(agency="tam khue")) == [("b", False), ("c", True)]
    assert found(role=BASIS) == [("a", True), ("c", True)]
    assert found(role=MENTION) == [("b", False)]
    assert find_bases(citing.store, "19/2014", PlanFilter(year=1999)).documents == ()


def test_a_back_reference_is_a_mention_and_no_document_nor_plan(citing: Any, mention: Any) -> None:
    back = mention(KEY, MENTION, kind=CitationKind.BACKREF, number=None, raw="Quyết định này")
    citing.add("a", mention(KEY), back, back)
    citing.add("b", back)  # resolved by something that is not stored
    citing.add("c", mention("TT 26/2014/TT-BKHCN"), replace(back, key="QĐ 07/2020/QĐ-UBND"))
    (document,) = find_bases(citing.store, "19/2014").documents
    assert (document.plans, document.bases, document.backrefs) == (1, 1, 2)
    assert [stored.citation.raw for stored in document.mentions if stored.is_backref] == ["Quyết định này"] * 2
    assert [one.plan.id for one in document.citing] == ["a"]
    assert find_bases(citing.store, "07/2020").documents == ()
    assert _keys(find_bases(citing.store, "quyet dinh")) == [(KEY, 1)]


def test_the_own_number_of_a_plan_is_no_citation(citing: Any, mention: Any) -> None:
    own = mention("KH 18/KH-UBND@2024", OWN)
    back = mention("KH 18/KH-UBND@2024", MENTION, kind=CitationKind.BACKREF)
    citing.add("a", own, mention("KH 18/KH-UBND", MENTION), back)
    citing.add("b", mention("KH 18/KH-UBND", MENTION))
    (document,) = find_bases(citing.store, "18/KH-UBND").documents
    # Another commune's own number does not tell the year of what "b" cites.
    assert (document.key, [stored.plan.id for stored in document.mentions]) == ("KH 18/KH-UBND", ["b"])


def test_a_number_of_a_superior_that_is_the_plans_own_too_is_cited(citing: Any, mention: Any) -> None:
    own = mention("KH 18/KH-UBND@2024", OWN)
    citing.add("a", own, mention("KH 18/KH-UBND@2024", date=datetime.date(2024, 1, 3), issuer="UBND tỉnh Lam Kỳ"))
    citing.add("b", own, mention("KH 18/KH-UBND", MENTION, issuer="UBND tỉnh Lam Kỳ"))
    (document,) = find_bases(citing.store, "18/KH-UBND").documents
    assert (document.issuer, document.plans, document.bases) == ("UBND tỉnh Lam Kỳ", 2, 1)


DATED, UNDATED = "QĐ 101/QĐ-BKHCN@2019", "QĐ 101/QĐ-BKHCN"


def test_a_number_without_year_joins_the_only_one_with_a_year_and_says_so(citing: Any, mention: Any) -> None:
    citing.add("a", mention(DATED, date=datetime.date(2019, 1, 21)))
    citing.add("b", mention(UNDATED))
    citing.add("c", mention(UNDATED), mention(DATED, MENTION))
    citing.add("d", mention(UNDATED), year=2016)  # older than the decision: another one
    for question in ("101/qd-bkhcn", "101/QĐ-BKHCN@2019", "quyet dinh bkhcn", "bo khoa hoc va cong nghe"):
        documents = {document.key: document for document in find_bases(citing.store, question).documents}
        assert (documents[DATED].plans, documents[DATED].undated) == (3, 2)
        assert documents[DATED].unyeared == (Given(UNDATED, ("b", "c"), 2),)
        assert UNDATED not in documents or [one.plan.id for one in documents[UNDATED].citing] == ["d"]
    assert _keys(find_bases(citing.store, "101/qd-bkhcn")) == [(DATED, 3), (UNDATED, 1)]


def test_a_number_without_year_stays_apart_from_two_with_one(citing: Any, mention: Any) -> None:
    citing.add("a", mention(DATED))
    citing.add("b", mention("QĐ 101/QĐ-BKHCN@2021"))
    citing.add("c", mention(UNDATED))
    hits = find_bases(citing.store, "101/qd-bkhcn")
    assert _keys(hits) == [(UNDATED, 1), (DATED, 1), ("QĐ 101/QĐ-BKHCN@2021", 1)]
    assert all(document.unyeared == () for document in hits.documents)


def test_digits_of_a_subject_are_no_number(citing: Any, mention: Any) -> None:
    citing.add("a", mention("QĐ 04/2023/QĐ-UBND"), mention("QĐ 05/2023/QĐ-UBND"), mention("TT 19/2020/TT-BYT"))
    citing.add("b", mention("NQ 30c/NQ-CP@2011"), mention("NQ 30/NQ-CP@2012"), mention("QĐ 19TC/QĐ/CĐKT@1995"))
    for question in ("chuyển đổi số 4.0", "5S", "covid 19"):
        assert find_bases(citing.store, question).documents == ()
    assert _keys(find_bases(citing.store, "nghị quyết 30c/NQ-CP")) == [("NQ 30c/NQ-CP@2011", 1)]
    assert _keys(find_bases(citing.store, "nghị quyết 30/NQ-CP")) == [("NQ 30/NQ-CP@2012", 1)]
    assert _keys(find_bases(citing.store, "19 TC/QĐ/CĐKT")) == [("QĐ 19TC/QĐ/CĐKT@1995", 1)]


def test_a_letter_called_a_document_is_the_same_letter(citing: Any, mention: Any) -> None:
    citing.add("a", mention("CV 3003/BKHCN-TĐC@2018", type="Công văn"))
    citing.add("b", mention("VB 3003/BKHCN-TĐC@2018", type="Văn bản"))
    citing.add("c", mention("VB 3003/BKHCN-TĐC", type="Văn bản"))
    for question in ("3003/BKHCN", "văn bản 3003/BKHCN-TĐC", "khoa học và công nghệ"):
        (document,) = find_bases(citing.store, question).documents
        assert document.plans == 3


def test_a_number_that_every_province_gives_is_a_document_of_each(citing: Any, mention: Any) -> None:
    number, lam_ky = "KH 45/KH-UBND@2024", "UBND tỉnh Lam Kỳ"
    citing.add("a", mention(number, date=datetime.date(2024, 1, 10), issuer=lam_ky))
    citing.add("b", mention(number, date=datetime.date(2024, 1, 10), issuer="Ủy ban nhân dân tỉnh Lam Kỳ"))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.issuer, document.ambiguous, document.untold) == (lam_ky, False, 0)
    citing.add("c", mention(number, date=datetime.date(2024, 2, 12), issuer="UBND tỉnh Vĩnh Sơn"))
    citing.add("d", mention("KH 45/KH-UBND", issuer="UBND huyện Tân Lập"))
    citing.add("e", mention("KH 45/KH-UBND", issuer=lam_ky))
    citing.add("f", mention("KH 45/KH-UBND"))
    found = find_bases(citing.store, "45/KH-UBND")
    told = [
        (document.key, document.issuer, [one.plan.id for one in sorted(document.citing, key=lambda one: one.plan.id)])
        for document in found.documents
    ]
    assert told == [
        (number, "UBND tỉnh Lam Kỳ", ["a", "b", "e"]),
        ("KH 45/KH-UBND", None, ["f"]),
        ("KH 45/KH-UBND", "UBND huyện Tân Lập", ["d"]),
        (number, "UBND tỉnh Vĩnh Sơn", ["c"]),
    ]
    assert all(document.shared and not document.ambiguous for document in found.documents)
    assert found.total == 4


def test_words_tell_the_bodies_of_a_number_apart_too(citing: Any, mention: Any) -> None:
    number = "KH 45/KH-UBND@2024"
    citing.add("a", mention(number, issuer="UBND tỉnh Lam Kỳ", title="về chuyển đổi số"), mention(KEY))
    citing.add("b", mention(number, issuer="UBND tỉnh Vĩnh Sơn", title="về nước sạch"), mention(KEY))
    citing.add("c", mention(number, issuer="UBND tỉnh Vĩnh Sơn"), mention(KEY))
    (document,) = find_bases(citing.store, "nước sạch").documents
    assert (document.issuer, [one.plan.id for one in document.citing]) == ("UBND tỉnh Vĩnh Sơn", ["b", "c"])
    (decision,) = find_bases(citing.store, KEY).documents
    together = [(one.key, one.issuer, one.plans) for one in decision.companions]
    assert together == [(number, "UBND tỉnh Vĩnh Sơn", 2)]


@pytest.mark.parametrize("written", ["UBND tỉnh", "Ủy ban nhân dân tỉnh", "Chủ tịch UBND tỉnh"])
def test_an_issuer_without_a_place_is_completed_from_the_header(citing: Any, mention: Any, written: str) -> None:
    number = "KH 45/KH-UBND@2024"
    citing.add("a", mention(number, issuer=written), issuer="SỞ NỘI VỤ", parent="UBND TỈNH LAM KỲ")
    citing.add("b", mention(number, issuer=written), issuer="SỞ NỘI VỤ", parent="UBND TỈNH VĨNH SƠN")
    citing.add("c", mention(number, issuer="UBND tỉnh Lam Kỳ"), issuer="UBND huyện Tân Lập")
    found = {document.issuer: document for document in find_bases(citing.store, "45/KH-UBND").documents}
    lam_ky = next(document for name, document in found.items() if name and name.endswith("Lam Kỳ"))
    vinh_son = next(document for name, document in found.items() if name and name.endswith("Vĩnh Sơn"))
    assert len(found) == 2
    assert {one.plan.id for one in lam_ky.citing} == {"a", "c"}
    assert [one.plan.id for one in vinh_son.citing] == ["b"]
    assert (lam_ky.untold, lam_ky.ambiguous) == (0, False)


def test_an_issuer_whose_place_nobody_tells_joins_the_only_document_it_may_mean(citing: Any, mention: Any) -> None:
    number, day = "KH 45/KH-UBND@2024", datetime.date(2024, 1, 10)
    citing.add("a", mention(number, date=day, issuer="UBND tỉnh"), issuer="UBND huyện Tân Lập")
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.issuer, document.untold, document.ambiguous) == ("UBND tỉnh", 1, False)
    citing.add("b", mention(number, date=day, issuer="UBND tỉnh Lam Kỳ"))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.issuer, document.plans, document.untold, document.ambiguous) == ("UBND tỉnh Lam Kỳ", 2, 1, False)
    citing.add("c", mention(number, issuer=None))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.issuer, document.plans, document.untold, document.ambiguous) == ("UBND tỉnh Lam Kỳ", 3, 2, True)
    citing.add("d", mention(number, issuer="UBND huyện Vọng Lâm"))
    told = {document.issuer: document for document in find_bases(citing.store, "45/KH-UBND").documents}
    assert {name: document.plans for name, document in told.items()} == {
        "UBND tỉnh Lam Kỳ": 2, "UBND huyện Vọng Lâm": 1, None: 1,
    }  # fmt: skip
    citing.add("e", mention(number, issuer="UBND tỉnh Vĩnh Sơn"))
    told = {document.issuer: document for document in find_bases(citing.store, "45/KH-UBND").documents}
    assert [one.plan.id for one in told["UBND tỉnh"].citing] == ["a"]


def test_a_plan_that_names_the_body_once_names_it_in_every_mention(citing: Any, mention: Any) -> None:
    number = "KH 45/KH-UBND@2024"
    back = mention(number, MENTION, kind=CitationKind.BACKREF, number=None, raw="Kế hoạch này")
    citing.add("a", mention(number, issuer="UBND tỉnh Lam Kỳ"), mention("KH 45/KH-UBND", MENTION), back)
    citing.add("b", mention(number, issuer="UBND tỉnh Vĩnh Sơn"))
    found = {document.issuer: document for document in find_bases(citing.store, "45/KH-UBND").documents}
    assert len(found["UBND tỉnh Lam Kỳ"].mentions) == 3
    assert found["UBND tỉnh Lam Kỳ"].backrefs == 1
    assert len(found) == 2


def test_a_year_and_a_body_told_by_two_plans_meet_in_one_document(citing: Any, mention: Any) -> None:
    citing.add("a", mention("KH 45/KH-UBND@2024"))
    citing.add("b", mention("KH 45/KH-UBND", issuer="UBND tỉnh Lam Kỳ"))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.key, document.issuer, document.plans) == ("KH 45/KH-UBND@2024", "UBND tỉnh Lam Kỳ", 2)
    citing.add("c", mention("KH 45/KH-UBND@2023"))
    documents = find_bases(citing.store, "45/KH-UBND").documents
    assert [(document.key, document.issuer) for document in documents] == [
        ("KH 45/KH-UBND", "UBND tỉnh Lam Kỳ"), ("KH 45/KH-UBND@2023", None), ("KH 45/KH-UBND@2024", None),
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["Bộ Khoa học và Công nghệ", "Bộ trưởng Bộ KH&CN", "BỘ KHOA HỌC VÀ CÔNG NGHỆ"])
def test_two_names_of_one_ministry_are_one_body(citing: Any, mention: Any, other: str) -> None:
    citing.add("a", mention("CV 59/CV-BCĐ@2025", type="Công văn", issuer="Bộ KH&CN"))
    citing.add("b", mention("CV 59/CV-BCĐ@2025", type="Công văn", issuer=other))
    (document,) = find_bases(citing.store, "59/CV-BCĐ").documents
    assert (document.plans, document.issuer, document.untold) == (2, "Bộ Khoa học và Công nghệ", 0)


@pytest.mark.parametrize("issuer", ["UBND huyện Châu Thành", "UBND xã Tân Lập, huyện Châu Thành"])
def test_a_district_or_commune_of_some_province_is_open_where_days_differ(
    citing: Any, mention: Any, issuer: str
) -> None:
    number, day, other = "KH 45/KH-UBND@2024", datetime.date(2024, 1, 10), datetime.date(2024, 1, 17)
    citing.add("a", mention(number, date=day, issuer=issuer))
    citing.add("b", mention(number, date=day, issuer=issuer))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.plans, document.untold, document.ambiguous) == (2, 0, False)
    citing.add("c", mention(number, date=other, issuer=issuer))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert (document.plans, document.untold, document.ambiguous) == (3, 0, True)


@pytest.mark.parametrize("issuer", ["Hội Nông dân tỉnh", "BTV Tỉnh ủy", "Hiệu trưởng nhà trường", "Hạt Kiểm lâm huyện"])
def test_a_kind_of_body_is_untold(citing: Any, mention: Any, issuer: str) -> None:
    number = "KH 801/KH-HND@2024"
    citing.add("a", mention(number, date=datetime.date(2024, 1, 6), issuer=issuer))
    citing.add("b", mention(number, date=datetime.date(2024, 1, 18), issuer=issuer))
    (document,) = find_bases(citing.store, "801/KH-HND").documents
    assert (document.untold, document.ambiguous) == (2, True)


def test_a_document_that_all_plans_rest_on_is_left_out_by_the_role_and_that_is_told(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY))
    hits = find_bases(citing.store, "19/2014", role=MENTION)
    assert (hits.documents, hits.role, hits.otherwise) == ((), MENTION, 1)
    assert find_bases(citing.store, "20/2014", role=MENTION).otherwise == 0


def test_the_other_file_of_a_plan_tells_the_body_that_recognition_lost(citing: Any, mention: Any) -> None:
    number = "KH 45/KH-UBND@2024"
    citing.add("a", mention(number, issuer="UBND tỉnh Lam Kỳ"))
    citing.add("scan", mention(number, issuer=None, damaged=True))
    citing.add("b", mention(number, issuer="UBND tỉnh Vĩnh Sơn"))
    assert len(find_bases(citing.store, "45/KH-UBND").documents) == 3
    citing.link("a", "scan")
    for question in ("45/KH-UBND", "kế hoạch"):
        found = {document.issuer: document for document in find_bases(citing.store, question).documents}
        assert {name: (one.plans, one.copies, one.untold) for name, one in found.items()} == {
            "UBND tỉnh Lam Kỳ": (1, 1, 0), "UBND tỉnh Vĩnh Sơn": (1, 0, 0),
        }  # fmt: skip
    citing.add("c", mention(number, issuer=None, damaged=True))
    assert None in {document.issuer for document in find_bases(citing.store, "45/KH-UBND").documents}


def test_of_names_given_as_often_that_without_an_office_is_shown(citing: Any, mention: Any) -> None:
    number = "KH 45/KH-UBND@2024"
    citing.add("a", mention(number, issuer="Chủ tịch UBND tỉnh Lam Kỳ"))
    citing.add("b", mention(number, issuer="UBND tỉnh Lam Kỳ"))
    (document,) = find_bases(citing.store, "45/KH-UBND").documents
    assert document.issuer == "UBND tỉnh Lam Kỳ"


@pytest.mark.parametrize(
    "question",
    [
        "45/KH-UBND tỉnh Vĩnh Sơn",
        "ke hoach so 45/kh-ubnd ngay 10/01/2024 cua UBND tinh vinh son",
        "45/KH-UBND Vĩnh Sơn",
    ],
)
def test_words_beside_a_number_put_the_document_of_that_body_first(citing: Any, mention: Any, question: str) -> None:
    number = "KH 45/KH-UBND@2024"
    citing.add("a", mention(number, issuer="UBND tỉnh Lam Kỳ"))
    citing.add("b", mention(number, issuer="UBND tỉnh Lam Kỳ"))
    citing.add("c", mention(number, issuer="UBND tỉnh Vĩnh Sơn"))
    assert [one.issuer for one in find_bases(citing.store, question).documents] == [
        "UBND tỉnh Vĩnh Sơn", "UBND tỉnh Lam Kỳ",
    ]  # fmt: skip
    first = find_bases(citing.store, "45/KH-UBND về chuyển đổi số").documents[0]
    assert first.issuer == "UBND tỉnh Lam Kỳ"


MADE = (
    ("a", "KH 45/KH-UBND@2024", "UBND tỉnh", "UBND TỈNH LAM KỲ"),
    ("b", "KH 45/KH-UBND@2024", "UBND tỉnh Lam Kỳ", None),
    ("c", "KH 45/KH-UBND", None, None),
    ("d", "KH 45/KH-UBND@2024", "UBND tỉnh", None),
    ("e", "KH 45/KH-UBND@2023", "UBND tỉnh Vĩnh Sơn", None),
    ("f", "KH 45/KH-UBND", "UBND tỉnh", "UBND TỈNH VĨNH SƠN"),
    ("g", "KH 45/KH-UBND@2024", None, None),
)


def _fill(citing: Any, mention: Any, made: Any) -> None:
    for plan, key, issuer, parent in made:
        citing.add(plan, mention(key, issuer=issuer), parent=parent)


def _answer(store: Store) -> list[tuple[str, str | None, bool, int, list[str]]]:
    return [
        (one.key, one.issuer, one.ambiguous, one.untold, sorted(citing.plan.id for citing in one.citing))
        for one in find_bases(store, "45/KH-UBND").documents
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_reading_plans_and_plans_that_were_removed_leave_no_trace(
    tmp_path: Path, citing: Any, mention: Any, seed: int
) -> None:
    random_ = random.Random(seed)  # noqa: S311 - the same orders in each run
    order = random_.sample(MADE, len(MADE))
    kept = sorted(order[: random_.randint(2, len(MADE))])
    _fill(citing, mention, order)
    for plan, *_ in order:
        if plan not in {one for one, *_ in kept}:
            citing.store.delete_plan(plan)
    fresh = type(citing)(open_store(tmp_path / "fresh"))
    _fill(fresh, mention, kept)
    assert _answer(citing.store) == _answer(fresh.store)
    fresh.store.close()


def test_a_plan_in_several_files_is_counted_once_and_every_file_is_listed(citing: Any, mention: Any) -> None:
    law = mention(LAW)
    for plan in ("a", "b", "c"):
        citing.add(plan, mention(KEY, MENTION if plan == "b" else BASIS, date=RIGHT if plan == "b" else None), law)
    citing.link("a", "b")
    (document,) = find_bases(citing.store, "19/2014").documents
    assert (document.plans, document.copies, document.bases, document.undated) == (2, 1, 2, 1)
    assert [(given.plans, given.count) for given in document.years] == [(("a", "b", "c"), 2)]
    assert [(one.plan.id, one.copy_of) for one in document.citing] == [("a", None), ("b", "a"), ("c", None)]
    ((companion,)) = document.companions
    assert (companion.plans, companion.among, companion.remaining) == (2, 2, 0)
    assert find_bases(citing.store, "19/2014", role=MENTION).documents == ()  # its copy rests on it
    (document,) = find_bases(citing.store, "19/2014", PlanFilter(plan="b")).documents
    assert (document.plans, document.copies, document.citing[0].copy_of) == (1, 0, None)


def test_a_chain_of_likenesses_is_no_family(citing: Any, mention: Any) -> None:
    for plan in ("a", "scan", "b"):
        citing.add(plan, mention(KEY))
    citing.link("a", "scan", 0.9)
    citing.link("scan", "b", 0.7)  # "a" and "b" are plans of two communes over one text
    (document,) = find_bases(citing.store, "19/2014").documents
    assert (document.plans, document.copies) == (2, 1)
    assert {one.plan.id: one.copy_of for one in document.citing} == {"a": None, "b": None, "scan": "a"}


def test_two_dates_of_one_national_document_are_one_document(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY, date=RIGHT, issuer="Thủ tướng Chính phủ"))
    citing.add("b", mention(KEY, date=WRONG, issuer="Chính phủ"))
    citing.add("c", mention(LAW, issuer="Quốc hội"), mention(LAW, issuer="Quốc hội khóa XIII"))
    for question in ("19/2014", "luat to chuc"):
        (document,) = find_bases(citing.store, question).documents
        assert not document.ambiguous


def test_a_law_is_found_by_its_name(citing: Any, mention: Any) -> None:
    citing.add("a", mention(LAW, date=datetime.date(2015, 6, 19)))
    citing.add("b", mention(LAW.replace("chính quyền", "Chính quyền"), date=datetime.date(2015, 6, 19)))
    citing.add("c", mention(LAW.removesuffix("-06-19")))
    citing.add("e", mention(LAW))
    citing.add("d", mention("Luật Đất đai@2024-01-18"))
    for question in (
        "luat to chuc chinh quyen dia phuong",
        "Tổ chức chính quyền địa phương",
        "chinh quyen dia ph",
        "Căn cứ Luật Tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015",
        LAW,
        "luật tổ chức chính quyền địa phương năm 2015",
    ):
        assert _keys(find_bases(citing.store, question)) == [(LAW, 4)]
    assert _keys(find_bases(citing.store, "luat")) == [(LAW, 4), ("Luật Đất đai@2024-01-18", 1)]
    assert find_bases(citing.store, "luật đất đai năm 2013").documents == ()


def test_the_number_of_a_law_finds_it_where_only_its_name_is_given(citing: Any, mention: Any) -> None:
    named = {"name": "Tổ chức chính quyền địa phương", "date": datetime.date(2015, 6, 19)}
    citing.add("a", mention("Luật 77/2015/QH13", **named))
    citing.add("b", mention(LAW, **named))
    citing.add("c", mention("Luật Đất đai@2024-01-18"))
    assert _keys(find_bases(citing.store, "77/2015/QH13")) == [("Luật 77/2015/QH13", 1), (LAW, 1)]


def test_words_in_one_run_come_before_those_that_are_scattered(citing: Any, mention: Any) -> None:
    scattered = mention("QĐ 07/2020/QĐ-UBND", title="về tài sản của Bộ phận một cửa, tài liệu chính")
    for plan in "abc":
        citing.add(plan, scattered)
    citing.add("d", mention("TT 58/2016/TT-BTC", issuer="Bộ Tài chính"), mention("TT 59/2016/TT-BTC", issuer="Bộ Tài"))
    hits = find_bases(citing.store, "bộ tài chính")
    assert _keys(hits) == [("TT 58/2016/TT-BTC", 1), ("TT 59/2016/TT-BTC", 1), ("QĐ 07/2020/QĐ-UBND", 3)]
    assert _keys(find_bases(citing.store, "thông tư bộ tài chính")) == _keys(hits)[:2]
    assert _keys(find_bases(citing.store, "ta chinh")) == []  # only the last word may go on
    assert hits.slips == ()


def test_the_law_that_is_asked_for_comes_before_those_about_it(citing: Any, mention: Any) -> None:
    amending = LAW.replace("Tổ chức", "sửa đổi, bổ sung một số điều của Luật Tổ chức").replace(
        "2015-06-19", "2019-11-22"
    )
    citing.add("a", mention(amending), mention(LAW))
    citing.add("b", mention(amending))
    for question in ("Luật Tổ chức chính quyền địa phương", "luat to chuc chinh quyenn"):
        assert _keys(find_bases(citing.store, question)) == [(LAW, 1), (amending, 2)]


def test_the_whole_key_is_shown_where_most_plans_give_a_part_of_it(citing: Any, mention: Any) -> None:
    citing.add("a", mention(LAW), year=2016)
    for plan in "bc":
        citing.add(plan, mention(LAW.removesuffix("-06-19")))
    assert _keys(find_bases(citing.store, "luat to chuc chinh quyen dia phuong")) == [(LAW, 3)]
    assert _keys(find_bases(citing.store, "luat to chuc chinh quyen", PlanFilter(year=2024))) == [(LAW, 2)]


def test_a_year_of_a_law_stays_apart_from_two_days_of_it(citing: Any, mention: Any) -> None:
    keys = [f"Luật Tổ chức chính quyền địa phương@{issued}" for issued in ("2025", "2025-02-19", "2025-06-16")]
    for key in keys:
        citing.add(key, mention(key))
    assert _keys(find_bases(citing.store, "chinh quyen dia phuong")) == [(key, 1) for key in keys]


def test_a_standard_is_found_by_its_number(citing: Any, mention: Any) -> None:
    citing.add("a", mention("TCVN ISO 9001:2015", MENTION), mention("TCVN ISO 9001:2008", MENTION))
    citing.add("b", mention("TCVN ISO 9001:2015", MENTION), mention("TCVN ISO 9000:2015", MENTION))
    newer, older = ("TCVN ISO 9001:2015", 2), ("TCVN ISO 9001:2008", 1)
    assert _keys(find_bases(citing.store, "iso 9001")) == [newer, older]
    assert _keys(find_bases(citing.store, "tcvn iso 9001 : 2015")) == [newer]
    assert find_bases(citing.store, "iso 14001").documents == ()


def test_an_issuer_is_found_as_written_and_by_the_code_of_the_number(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY), mention("TT 26/2014/TT-BKHCN", issuer="Bộ Khoa học và Công nghệ"))
    assert _keys(find_bases(citing.store, "thủ tướng chính phủ")) == [(KEY, 1)]
    assert _keys(find_bases(citing.store, "thong tu bo khoa hoc")) == [("TT 26/2014/TT-BKHCN", 1)]


def test_words_find_every_mention_of_their_document_not_only_those_that_have_them(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY, title="về việc áp dụng hệ thống"))
    citing.add("b", mention(KEY))
    assert _keys(find_bases(citing.store, "áp dụng hệ thống")) == [(KEY, 2)]


@pytest.mark.parametrize(
    ("question", "slips"),
    [
        ("to chuc chinh quyenn", [("quyenn", ("quyen",))]),
        ("dia phuogn", [("phuogn", ("phuong",))]),
        ("chinh quyen", []),
    ],
)
def test_a_mistyped_letter_is_overlooked(citing: Any, mention: Any, question: str, slips: list[Any]) -> None:
    citing.add("a", mention(LAW))
    hits = find_bases(citing.store, question)
    assert _keys(hits) == [(LAW, 1)]
    assert [(slip.word, slip.meant) for slip in hits.slips] == slips


@pytest.mark.parametrize("question", ["chính quyển", "luận tổ chức", "20150618", "quyenn xyzt", "tổ chức nghị quyết"])
def test_a_word_that_may_be_meant_is_no_slip(citing: Any, mention: Any, question: str) -> None:
    citing.add("a", mention(LAW, date=datetime.date(2015, 6, 19)))
    hits = find_bases(citing.store, question)
    expected = [(LAW, 1)] if question == "chính quyển" else []  # accents are optional, right or wrong
    assert (_keys(hits), hits.slips) == (expected, ())


def test_exact_words_hide_what_a_slip_would_find(citing: Any, mention: Any) -> None:
    citing.add("a", mention("QĐ 05/2020/QĐ-UBND", title="quyenn"), mention(LAW))
    hits = find_bases(citing.store, "quyenn")
    assert (_keys(hits), hits.slips) == ([("QĐ 05/2020/QĐ-UBND", 1)], ())


def test_documents_of_the_same_plans_go_together(citing: Any, mention: Any) -> None:
    framework, circular, rare = mention(UNDATED), mention("TT 26/2014/TT-BKHCN", title="chi tiết"), mention(LAW)
    citing.add("a", mention(KEY), mention(DATED), circular)
    citing.add("b", mention(KEY, MENTION), framework, circular, mention(LAW, MENTION))
    citing.add("c", mention(KEY), mention(DATED), framework, rare)
    citing.add("d", circular)
    citing.add("e", rare)
    citing.add("f", mention("QĐ 01/2020/QĐ-UBND"), year=2020)
    (document,) = find_bases(citing.store, "19/2014").documents
    together = [(one.key, one.plans, one.among, one.elsewhere, one.remaining) for one in document.companions]
    assert together == [(DATED, 3, 3, 0, 3), ("TT 26/2014/TT-BKHCN", 2, 3, 1, 3)]
    assert document.companions[1].title == "chi tiết"
    assert document.companions[0].share == 1
    assert document.companions[0].lift == 2
    assert document.companions[1].lift == pytest.approx((2 / 3) / (3 / 6))
    (document,) = find_bases(citing.store, "19/2014", PlanFilter(year=2024)).documents
    assert document.companions[0].remaining == 2


def test_a_limit_keeps_the_most_cited_and_the_total(citing: Any, mention: Any) -> None:
    citing.add("a", *(mention(f"QĐ 0{number}/2020/QĐ-UBND") for number in range(1, 6)))
    citing.add("b", mention("QĐ 04/2020/QĐ-UBND"))
    hits = find_bases(citing.store, "ubnd", limit=2)
    assert (_keys(hits), hits.total) == ([("QĐ 04/2020/QĐ-UBND", 2), ("QĐ 01/2020/QĐ-UBND", 1)], 5)
    with pytest.raises(InvalidRequest):
        find_bases(citing.store, "ubnd", limit=0)


def test_a_question_loads_the_mentions_of_its_answer_only(
    citing: Any, mention: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        citing.add(f"p{number}", *(mention(f"QĐ {number}{place}/2020/QĐ-UBND") for place in range(5)))
    citing.add("z", mention(KEY))
    loaded: list[object] = []
    parse = cited.CITATION.validate_json

    class Counting:
        def validate_json(self, record: str) -> Citation:
            loaded.append(record)
            return parse(record)

    monkeypatch.setattr(cited, "CITATION", Counting())
    assert _keys(find_bases(citing.store, "19/2014")) == [(KEY, 1)]
    assert len(loaded) == 1


@pytest.mark.parametrize("question", ["19/2014", "quyet dinh", "quyenn"])
def test_no_question_reads_the_whole_table_of_citations(citing: Any, mention: Any, question: str) -> None:
    for plan in "abc":
        citing.add(plan, mention(KEY), mention(DATED), mention(UNDATED), mention(LAW))
    steps: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        rows = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps.extend(row[-1] for row in rows)

    event.listen(citing.store.engine, "before_cursor_execute", explain)
    assert find_bases(citing.store, question).documents
    scans = [step for step in steps if step.startswith("SCAN citations")]
    assert all("COVERING INDEX" in step for step in scans), scans
    assert bool(scans) == ("/" not in question)


@pytest.mark.parametrize("question", ["%", "100%_", "a' OR 1=1 --", "\\", "[", "“", "so: ./-"])
def test_no_question_is_read_as_a_pattern(citing: Any, mention: Any, question: str) -> None:
    citing.add("a", mention(LAW))
    try:
        hits = find_bases(citing.store, question)
    except InvalidRequest:
        return
    assert hits.documents == ()
