"""Legal documents and who cites them, against the sample plans' known bases."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from corpus.errors import InvalidRequest
from corpus.model import AgencyType, Citation, CitationKind, CitationRole
from corpus.samples import load_samples
from corpus.store import PlanFilter, cited
from search import Engine, Given, find_bases

from .citing_cases import BASIS, KEY, LAW, MENTION, OWN, RIGHT, WRONG, list_keys


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
    assert list_keys(find_bases(citing.store, "quyet dinh")) == [(KEY, 1)]


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
    assert list_keys(find_bases(citing.store, "101/qd-bkhcn")) == [(DATED, 3), (UNDATED, 1)]


def test_a_number_without_year_stays_apart_from_two_with_one(citing: Any, mention: Any) -> None:
    citing.add("a", mention(DATED))
    citing.add("b", mention("QĐ 101/QĐ-BKHCN@2021"))
    citing.add("c", mention(UNDATED))
    hits = find_bases(citing.store, "101/qd-bkhcn")
    assert list_keys(hits) == [(UNDATED, 1), (DATED, 1), ("QĐ 101/QĐ-BKHCN@2021", 1)]
    assert all(document.unyeared == () for document in hits.documents)


def test_digits_of_a_subject_are_no_number(citing: Any, mention: Any) -> None:
    citing.add("a", mention("QĐ 04/2023/QĐ-UBND"), mention("QĐ 05/2023/QĐ-UBND"), mention("TT 19/2020/TT-BYT"))
    citing.add("b", mention("NQ 30c/NQ-CP@2011"), mention("NQ 30/NQ-CP@2012"), mention("QĐ 19TC/QĐ/CĐKT@1995"))
    for question in ("chuyển đổi số 4.0", "5S", "covid 19"):
        assert find_bases(citing.store, question).documents == ()
    assert list_keys(find_bases(citing.store, "nghị quyết 30c/NQ-CP")) == [("NQ 30c/NQ-CP@2011", 1)]
    assert list_keys(find_bases(citing.store, "nghị quyết 30/NQ-CP")) == [("NQ 30/NQ-CP@2012", 1)]
    assert list_keys(find_bases(citing.store, "19 TC/QĐ/CĐKT")) == [("QĐ 19TC/QĐ/CĐKT@1995", 1)]


def test_a_letter_called_a_document_is_the_same_letter(citing: Any, mention: Any) -> None:
    citing.add("a", mention("CV 3003/BKHCN-TĐC@2018", type="Công văn"))
    citing.add("b", mention("VB 3003/BKHCN-TĐC@2018", type="Văn bản"))
    citing.add("c", mention("VB 3003/BKHCN-TĐC", type="Văn bản"))
    for question in ("3003/BKHCN", "văn bản 3003/BKHCN-TĐC", "khoa học và công nghệ"):
        (document,) = find_bases(citing.store, question).documents
        assert document.plans == 3


def test_two_dates_of_one_national_document_are_one_document(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY, date=RIGHT, issuer="Thủ tướng Chính phủ"))
    citing.add("b", mention(KEY, date=WRONG, issuer="Chính phủ"))
    citing.add("c", mention(LAW, issuer="Quốc hội"), mention(LAW, issuer="Quốc hội khóa XIII"))
    for question in ("19/2014", "luat to chuc"):
        (document,) = find_bases(citing.store, question).documents
        assert not document.ambiguous


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
    assert (list_keys(hits), hits.total) == ([("QĐ 04/2020/QĐ-UBND", 2), ("QĐ 01/2020/QĐ-UBND", 1)], 5)
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
    assert list_keys(find_bases(citing.store, "19/2014")) == [(KEY, 1)]
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
