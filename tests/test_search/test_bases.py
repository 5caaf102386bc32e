"""Legal documents and who cites them, against the sample plans' known bases."""

from __future__ import annotations

import datetime

import pytest

from corpus.errors import InvalidRequest
from corpus.model import Citation, CitationKind, CitationRole, Source
from corpus.samples import load_samples
from corpus.store import Store, StoredCitation
from search import Engine, find_bases

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
    own = next(
        stored
        for stored in torchless_engine.store.find_citations()
        if stored.citation.role is CitationRole.OWN and stored.citation.key
    )
    documents = find_bases(torchless_engine.store, (own.citation.key or "").partition("@")[0]).documents
    assert own.plan.id not in {mention.plan.id for document in documents for mention in document.mentions}


def test_dates_types_and_roles_are_counted_by_plan(
    sample_store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = sample_store.list_plans()[:3]
    right, wrong = datetime.date(2014, 3, 5), datetime.date(2014, 5, 3)
    rows = [
        (first, right, CitationRole.BASIS, "Quyết định", "về việc áp dụng", False),
        (first, right, CitationRole.MENTION, "Quyết định", None, False),
        (second, wrong, CitationRole.MENTION, None, "vé viéc ap dung", True),
        (third, right, CitationRole.BASIS, "Quyết định", "về việc áp dụng", False),
    ]
    mentions = tuple(
        StoredCitation(
            plan,
            Citation(
                raw="19/2014/QĐ-TTg",
                source=Source(number, number + 1),
                kind=CitationKind.NUMBERED,
                type=name,
                number="19/2014/QĐ-TTg",
                year=2014,
                key=KEY,
                date=date,
                title=title,
                role=role,
                damaged=damaged,
            ),
        )
        for number, (plan, date, role, name, title, damaged) in enumerate(rows)
    )
    monkeypatch.setattr(Store, "find_citations", lambda _self, **_: mentions)
    (document,) = find_bases(engine.store, "19/2014").documents
    assert document.dates == ((right, 2), (wrong, 1))
    assert (document.plans, document.bases) == (3, 2)
    assert (document.type, document.title) == ("Quyết định", "về việc áp dụng")
    assert document.mentions == mentions
