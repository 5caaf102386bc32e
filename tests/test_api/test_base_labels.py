"""How two documents of one number are told apart on screen and in tables."""

from __future__ import annotations

from typing import Any

import pytest

from api.base_labels import (
    show_ambiguous,
    show_body,
    show_citing,
    show_document,
    show_none,
    show_other,
    show_untold,
)
from api.base_tables import build_base_sheets
from corpus.citations.bodies import IssuingBody
from corpus.model import AgencyType, Citation, CitationKind, CitationRole, Source
from corpus.store import DocumentId, Families, PlanSummary, StoredCitation
from search import BaseHits, CitedDocument, Companion
from search.summaries import summarise

KEY = "KH 45/KH-UBND@2024"
LAM_KY = IssuingBody("/uy ban nhan dan/tinh/lam ky/", "UBND tỉnh Lam Kỳ")


def _cite(plan: str, body: IssuingBody) -> StoredCitation:
    summary = PlanSummary(plan, plan, "Sở Nội vụ", AgencyType.SO, 2024, None, "tốt", "native", f"{plan}.docx", 3)
    role = CitationRole.BASIS
    citation = Citation(KEY, Source(0, 9), CitationKind.NUMBERED, "Kế hoạch", "45", 2024, KEY, "UBND tỉnh", role=role)
    return StoredCitation(summary, citation, body)


def _document(body: IssuingBody, *told: IssuingBody, copies: Any = ()) -> CitedDocument:
    mentions = [_cite(plan, one) for plan, one in zip("abc", told, strict=False)]
    id_ = DocumentId("kh 45/kh-ubnd", "2024", body.id)
    return summarise(id_, mentions, Families(dict(copies)), body.name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("UBND tỉnh Lam Kỳ", "UBND tỉnh Lam Kỳ"),
        ("UBND tỉnh", "UBND tỉnh (không rõ tỉnh nào)"),
        ("Huyện ủy", "Huyện ủy (không rõ huyện nào)"),
        (None, "không rõ cơ quan nào"),
    ],
)
def test_a_body_says_what_it_leaves_open(name: str | None, shown: str) -> None:
    assert show_body(name) == shown


def test_two_documents_of_one_number_are_told_apart_everywhere() -> None:
    told, untold = _document(LAM_KY, LAM_KY, LAM_KY), _document(IssuingBody("/"), IssuingBody("/"))
    assert [show_document(one) for one in (told, untold)] == [
        f"{KEY} – UBND tỉnh Lam Kỳ",
        f"{KEY} – không rõ cơ quan nào",
    ]
    for sheet in build_base_sheets(BaseHits("45", 2, (told, untold)))[:2]:
        assert {row["Cơ quan ban hành"] for row in sheet.rows} == {"UBND tỉnh Lam Kỳ", "không rõ cơ quan nào"}
    other = Companion(KEY, "Kế hoạch", None, "UBND tỉnh", 2, 3, 0, 0)
    assert show_other(other) == f"{KEY} – UBND tỉnh (không rõ tỉnh nào)"


def test_plans_that_do_not_tell_the_body_are_named() -> None:
    assert show_untold(_document(LAM_KY, LAM_KY)) == ""
    assert "1 kế hoạch không cho biết" in show_untold(_document(IssuingBody("/"), IssuingBody("/")))
    assert "1 kế hoạch không ghi rõ cơ quan" in show_untold(_document(LAM_KY, LAM_KY, IssuingBody("/")))


def test_copies_are_counted_once_and_told() -> None:
    document = _document(LAM_KY, LAM_KY, LAM_KY, LAM_KY, copies={"a": "a", "b": "a"})
    assert show_citing(document).startswith("2 kế hoạch (3 tệp, 1 tệp là bản khác), trong đó 2 dùng làm căn cứ")
    (mentions, *_) = build_base_sheets(BaseHits("45", 1, (document,)))
    assert [row["Bản khác của kế hoạch"] for row in mentions.rows] == ["", "a", ""]


def test_what_plans_do_not_tell_is_the_place_where_they_name_the_body() -> None:
    city = IssuingBody("/uy ban nhan dan/thanh pho/", "UBND thành phố")
    assert show_untold(_document(city, city)) == "1 kế hoạch không cho biết là số của địa phương nào"
    nobody = IssuingBody("/")
    assert show_untold(_document(nobody, nobody)) == "1 kế hoạch không cho biết là số của cơ quan nào"
    assert "của địa phương nào" in show_ambiguous(_document(city, city, city))
    assert "của cơ quan nào" in show_ambiguous(_document(nobody, nobody, nobody))
    assert show_ambiguous(_document(LAM_KY, LAM_KY, LAM_KY)) == ""


def test_no_answer_tells_that_the_role_leaves_none() -> None:
    assert show_none(BaseHits("45", 0, ())).startswith("Không tìm thấy")
    assert show_none(BaseHits("45", 0, (), role=CitationRole.MENTION)).startswith("Không tìm thấy")
    told = show_none(BaseHits("45", 0, (), role=CitationRole.MENTION, otherwise=2))
    assert told.startswith("Có 2 văn bản khớp với “45” nhưng không kế hoạch nào được chọn chỉ nhắc đến")
