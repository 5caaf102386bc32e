"""Whose number a cited document has: local numbers, copies of plans, what plans leave open."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pytest

from corpus.model import CitationKind
from corpus.store import PlanFilter, Store, open_store
from search import find_bases

from .citing_cases import BASIS, KEY, LAW, MENTION, RIGHT


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
