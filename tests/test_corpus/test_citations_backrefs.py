"""What points back: "Quyết định này", "Nghị định nêu trên", a short number; and the document that it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations import find_citations
from corpus.model import Citation, CitationKind

LETTERHEAD = "UBND TỈNH LAM KỲ\nSố: 12/2024/QĐ-UBND\nLam Kỳ, ngày 05 tháng 3 năm 2024\nQUYẾT ĐỊNH\n\n"
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n\n"
OLD, NEW = "Quyết định số 19/2014/QĐ-TTg", "Quyết định số 19/2018/QĐ-UBND"


def backrefs(text: str) -> list[Citation]:
    return [citation for citation in find_citations(text) if citation.kind is CitationKind.BACKREF]


# (text, raw, key it means)
FOUND = [
    (LETTERHEAD + "Điều 3. Quyết định này có hiệu lực", "Quyết định này", "QĐ 12/2024/QĐ-UBND"),
    (LETTERHEAD + "Ban hành kèm theo Quyết định này Quy định về", "Quyết định này", "QĐ 12/2024/QĐ-UBND"),
    (LETTERHEAD + "Điều 1. Quy định này áp dụng cho", "Quy định này", "QĐ 12/2024/QĐ-UBND"),
    (LETTERHEAD + "Kế hoạch này", "Kế hoạch này", "QĐ 12/2024/QĐ-UBND"),
    (LETTERHEAD + DECREE + "theo Nghị định nêu trên", "Nghị định nêu trên", "NĐ 30/2020/NĐ-CP"),
    (DECREE + "Điều 5 nghị định này", "nghị định này", "NĐ 30/2020/NĐ-CP"),
    (
        "1. Sửa đổi khoản 2 Điều 2 Quyết định số 118/2010/QĐ-UBND:\n\n“c) Đối tượng theo Quyết định này”",
        "Quyết định này",
        "QĐ 118/2010/QĐ-UBND",
    ),
    (
        LETTERHEAD + "Quyết định số 7/2020/QĐ-UBND quy định: “Quyết định này có hiệu lực”",
        "Quyết định này",
        "QĐ 07/2020/QĐ-UBND",
    ),
    (LETTERHEAD + "Thông tư này", "Thông tư này", None),
    (LETTERHEAD + "Quyết định nói trên", "Quyết định nói trên", "QĐ 12/2024/QĐ-UBND"),
    ("So: 04/CT-UBND\nChi\nthi nay", "Chi\nthi nay", "CT 04/CT-UBND"),
    ("Nghị quyết này", "Nghị quyết này", None),
    (
        "Số:      /KH-UBND\n\nCăn cứ Kế hoạch số 45/KH-UBND ngày 10/01/2024;\n\nban hành Kế hoạch này",
        "Kế hoạch này",
        None,
    ),
    (f"NGHỊ ĐỊNH\n\n{DECREE}Điều 1. Nghị định này quy định", "Nghị định này", None),
    (
        "Căn cứ các Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, số 45/2020/NĐ-CP ngày 08/4/2020;\n\nKế hoạch này",
        "Kế hoạch này",
        None,
    ),
]
REFUSED = [
    "theo quy định này thì",
    "theo quy định nêu trên",
    "quyết định này là đúng",
    "Quyết định nay có",
    "Quyết định năm nay",
    "Báo cáo nêu rõ",
    "kế hoạch này",
    "Luật nay đã đổi",
    "văn bản này",
]


@pytest.mark.parametrize(("text", "raw", "key"), FOUND)
def test_a_back_reference_means_what_was_named_before_it(text: str, raw: str, key: str | None) -> None:
    (citation,) = backrefs(text)
    assert (citation.raw, citation.key) == (raw, key)
    assert text[citation.source.start : citation.source.end] == raw


@pytest.mark.parametrize("text", REFUSED)
def test_what_points_at_no_document_is_refused(text: str) -> None:
    assert backrefs(text) == []


def test_a_resolved_reference_shows_the_mention_it_rests_on() -> None:
    text = LETTERHEAD + "Quyết định này"
    (citation,) = backrefs(text)
    assert citation.antecedent is not None
    assert text[citation.antecedent.start : citation.antecedent.end] == "Số: 12/2024/QĐ-UBND"


def test_a_reference_that_stands_before_its_document_means_nothing() -> None:
    assert backrefs("Nghị định này\n\n" + DECREE)[0].key is None


def test_a_far_document_is_not_meant() -> None:
    assert backrefs(DECREE + "a " * 2000 + "Nghị định nêu trên")[0].key is None


def test_a_short_number_means_the_one_document_with_that_number() -> None:
    text = f"{OLD} ngày 05/3/2014 về việc áp dụng; thực hiện Quyết định số 19 từ năm 2015"
    short = find_citations(text)[-1]
    assert (short.raw, short.key) == ("Quyết định số 19", "QĐ 19/2014/QĐ-TTg")
    assert short.antecedent is not None


def test_a_short_number_that_two_documents_have_means_neither() -> None:
    assert find_citations(f"{OLD}; {NEW}; thực hiện Quyết định số 19")[-1].key is None
    assert find_citations(f"{OLD}; {NEW}; thực hiện Quyết định số 19/2018 của")[-1].key == "QĐ 19/2018/QĐ-UBND"


def test_a_short_form_without_numero_means_the_document_named_before() -> None:
    text = f"{OLD} ngày 05/3/2014 (gọi tắt là QĐ 19). Theo Quyết định 19 thì"
    full, *short = find_citations(text)
    assert [(one.raw, one.key, one.antecedent) for one in short] == [
        ("QĐ 19", full.key, full.source),
        ("Quyết định 19", full.key, full.source),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Quyết định 20 của",  # never named
        "Quyết định 19 nội dung",
        "Quyết định 19 chỉ tiêu",
        "quyết định 19 của",
        "Quyết định 19,5",
        "Quyết định 19 %",
        "Kế hoạch 19 của",
        "Quyết định 19 trường hợp",
        "Quyết định 19 đảng viên",
        "Quyết định 19 khóa XII",
        "Quyết định 19 Trần Bình",
        "Quyết định 19 của Ủy ban nhân dân tỉnh",
        "Quyết định 19 tài liệu",
        "Quyết định 2014 của",
    ],
)
def test_a_type_word_before_a_number_that_was_not_named_is_no_document(words: str) -> None:
    assert len(find_citations(f"{OLD}. {words}")) == 1


def test_a_short_form_may_name_the_issuer_of_its_document() -> None:
    text = f"{OLD} ngày 05/3/2014; theo Quyết định 19 của Thủ tướng Chính phủ thì"
    full, short = find_citations(text)
    assert (short.raw, short.key, short.issuer) == (
        "Quyết định 19 của Thủ tướng Chính phủ",
        full.key,
        "Thủ tướng Chính phủ",
    )
    council = "Nghị quyết số 19/NQ-HĐND của HĐND huyện Lam Kỳ; "
    assert find_citations(f"{council}Nghị quyết 19 của HĐND huyện.")[-1].key == "NQ 19/NQ-HĐND"
    assert len(find_citations(f"{council}Nghị quyết 19 của Trung ương.")) == 1


def test_a_short_form_that_two_documents_have_is_none() -> None:
    assert len(find_citations(f"{OLD}; {NEW}; theo Quyết định 19 của")) == 2


@given(
    st.lists(
        st.sampled_from([LETTERHEAD, DECREE, OLD, NEW, "Quyết định số 19", "QĐ 19", "“", "”", "Quyết định này"]),
        max_size=6,
    ),
    st.lists(
        st.sampled_from([LETTERHEAD, DECREE, "Quyết định này", "”", "Nghị định này", "Quyết định số 19", "QĐ 19"]),
        max_size=6,
    ),
)
def test_what_follows_changes_nothing(before: list[str], after: list[str]) -> None:
    text = "\n\n".join(before)
    found = find_citations(text)
    assert find_citations(f"{text}\n\n{' '.join(after)}")[: len(found)] == found
