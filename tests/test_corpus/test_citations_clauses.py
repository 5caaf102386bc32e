"""Places inside a document that a mention names."""

from __future__ import annotations

import pytest

from corpus.citations import find_citations

DECREE = "Nghị định số 30/2020/NĐ-CP"

# (text, what stands as clauses, (article, paragraph, point) of each)
CASES = [
    (f"theo Điều 4 {DECREE}", "Điều 4", [("4", None, None)]),
    (f"điểm a khoản 2 Điều 4 {DECREE}", "điểm a khoản 2 Điều 4", [("4", "2", "a")]),
    (f"tại điểm a, b và đ khoản 2 Điều 4a của {DECREE}", "điểm a, b và đ khoản 2 Điều 4a",
     [("4a", "2", "a"), ("4a", "2", "b"), ("4a", "2", "đ")]),
    (f"khoản 1, 3 Điều 5 và Điều 7 {DECREE}", "khoản 1, 3 Điều 5 và Điều 7",
     [("5", "1", None), ("5", "3", None), ("7", None, None)]),
    (f"khoản 1 Điều 5, khoản 2 Điều 6 {DECREE}", "khoản 1 Điều 5, khoản 2 Điều 6",
     [("5", "1", None), ("6", "2", None)]),
    (f"các điều 5, 6 và 7 của {DECREE}", "điều 5, 6 và 7", [("5", None, None), ("6", None, None), ("7", None, None)]),
    (f"điểm c khoản 1 và khoản 2 Điều 3 {DECREE}", "điểm c khoản 1 và khoản 2 Điều 3",
     [("3", "1", "c"), ("3", "2", None)]),
    ("Điều 10 Luật Giá năm 2023", "Điều 10", [("10", None, None)]),
    ("khoản 1 Điều 2 Quyết định này", "khoản 1 Điều 2", [("2", "1", None)]),
    (f"dieu 4 {DECREE}", "dieu 4", [("4", None, None)]),
]  # fmt: skip
REFUSED = [
    f"Điều 4. {DECREE}",
    f"Điều 4 và {DECREE}",
    f"điều hành {DECREE}",
    f"khoản kinh phí 2 của {DECREE}",
    f"Điều 4, theo {DECREE}",
]


@pytest.mark.parametrize(("text", "raw", "expected"), CASES)
def test_clauses_before_a_document_are_its_own(
    text: str, raw: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    clauses = find_citations(text)[-1].clauses
    assert [(clause.article, clause.paragraph, clause.point) for clause in clauses] == expected
    assert {clause.raw for clause in clauses} == {raw}
    assert all(text[clause.source.start : clause.source.end] == raw for clause in clauses)


@pytest.mark.parametrize("text", REFUSED)
def test_other_numbers_before_a_document_are_none_of_its_clauses(text: str) -> None:
    assert find_citations(text)[-1].clauses == ()


def test_each_document_has_its_own_clauses() -> None:
    first, second = find_citations(f"Điều 4 {DECREE} và khoản 2 Điều 7 Nghị định số 61/2018/NĐ-CP")
    assert [clause.article for clause in first.clauses] == ["4"]
    assert [(clause.article, clause.paragraph) for clause in second.clauses] == [("7", "2")]
