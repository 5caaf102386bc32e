from __future__ import annotations

import pytest

from corpus.model import Field, Plan
from corpus.parsing import parse_plan
from corpus.reading import read_document


def _plan(closing: str, body: str = "II. NỘI DUNG\n\n1. Rà soát các quy trình\n") -> Plan:
    text = f"KẾ HOẠCH\nDuy trì năm 2024\n\nI. MỤC ĐÍCH\n\n{body}\n{closing}"
    return parse_plan(read_document(text.encode(), "a.txt"), "p").plan


def _value(field: Field | None) -> str | None:
    return field.value if field else None


RECIPIENTS = [
    (
        "Nơi nhận:\n- Sở Nội vụ;\n- Như trên (để thực hiện);\n- Lưu: VT, VP.\n",
        ["Sở Nội vụ", "Như trên (để thực hiện)", "Lưu: VT, VP"],
    ),
    ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Sở Y tế; KT. CHỦ TỊCH\n- Lưu: VT, KT.\n", ["Sở Y tế", "Lưu: VT, KT"]),
    ("Nơi nhận:\n- Sở Nội vụ;\nGIÁM ĐỐC\n- Lưu: VT.\n", ["Sở Nội vụ", "Lưu: VT"]),
    ("", []),
]


@pytest.mark.parametrize(("closing", "recipients"), RECIPIENTS)
def test_recipients_are_listed_without_bullets_and_offices(closing: str, recipients: list[str]) -> None:
    assert [recipient.value for recipient in _plan(closing).recipients] == recipients


SIGNERS = [
    (
        "Nơi nhận:\n- Sở Nội vụ;\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nTrần Ánh Đào\n",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Trần Ánh Đào",
    ),
    ("Nơi nhận:\n- Sở Nội vụ;\n\nGIÁM ĐỐC\n(đã ký)\n", "GIÁM ĐỐC", None),
    ("Nơi nhận:\n- Sở Nội vụ;\n\n**HIỆU TRƯỞNG**\n", "HIỆU TRƯỞNG", None),
    ("Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Sở Y tế; KT. CHỦ TỊCH\n- Lưu: VT.\n", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", None),
]


@pytest.mark.parametrize(("closing", "title", "name"), SIGNERS)
def test_the_signer_has_an_office_and_perhaps_a_name(closing: str, title: str, name: str | None) -> None:
    signer = _plan(closing).signer
    assert signer is not None
    assert (_value(signer.title), _value(signer.name)) == (title, name)


def test_without_an_office_there_is_no_signer() -> None:
    assert _plan("Nơi nhận:\n- Sở Nội vụ;\n\nđại diện các phòng\n").signer is None


BUDGETS = [
    ("III. KINH PHÍ THỰC HIỆN\n\nTừ nguồn ngân sách: 30.000.000 đồng.\n", "Từ nguồn ngân sách: 30.000.000 đồng."),
    ("II. NỘI DUNG\n\n1. Rà soát các quy trình\n\n2. Kinh phí: 20 triệu đồng\n", "2. Kinh phí: 20 triệu đồng"),
    ("II. NỘI DUNG\n\n- Tài chính: 20 triệu đồng\n", "- Tài chính: 20 triệu đồng"),
    ("II. NỘI DUNG\n\n1. Lập dự toán kinh phí năm sau\n", None),
]


@pytest.mark.parametrize(("body", "budget"), BUDGETS)
def test_the_budget_is_what_is_announced_as_one(body: str, budget: str | None) -> None:
    assert _value(_plan("Nơi nhận:\n- Sở Nội vụ.\n", body).budget) == budget
