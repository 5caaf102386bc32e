from __future__ import annotations

import pytest

from corpus.model import Capacity, Document, Field, Plan
from corpus.parsing import parse_plan
from corpus.reading import read_document


def _document(closing: str, body: str = "II. NỘI DUNG\n\n1. Rà soát các quy trình\n") -> Document:
    text = f"KẾ HOẠCH\nDuy trì năm 2024\n\nI. MỤC ĐÍCH\n\n{body}\n{closing}"
    return read_document(text.encode(), "a.txt")


def _plan(closing: str, body: str = "II. NỘI DUNG\n\n1. Rà soát các quy trình\n") -> Plan:
    return parse_plan(_document(closing, body), "p").plan


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


CLOSINGS: list[tuple[str, str, list[str], tuple[str | None, str | None, Capacity | None, str | None] | None]] = [
    (
        "a head signs",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n(Đã ký)\n\nTrần Ánh Đào\n",
        ["Như trên", "Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, "(Đã ký)"),
    ),
    (
        "a deputy of a committee signs",
        "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)\n"
        "Trần Ánh Đào\n",
        ["Như Điều 3", "Lưu: VT"],
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Trần Ánh Đào", Capacity.DEPUTY, "(đã ký)"),
    ),
    (
        "the head of a committee signs for it",
        "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "Trần Ánh Đào", Capacity.COLLECTIVE, None),
    ),
    (
        "by order",
        "Nơi nhận:\n- Lưu: VT.\n\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG", "Trần Ánh Đào", Capacity.BY_ORDER, None),
    ),
    (
        "a deputy of the one who signs by order",
        "Nơi nhận:\n- Lưu: VT.\n\nTL. GIÁM ĐỐC\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("TL. GIÁM ĐỐC KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG", "Trần Ánh Đào", Capacity.DEPUTY, None),
    ),
    (
        "authorised",
        "Nơi nhận:\n- Lưu: VT.\n\nTUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("TUQ. CHỦ TỊCH GIÁM ĐỐC SỞ NỘI VỤ", "Trần Ánh Đào", Capacity.AUTHORISED, None),
    ),
    (
        "acting",
        "Nơi nhận:\n- Lưu: VT.\n\nQ. GIÁM ĐỐC\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("Q. GIÁM ĐỐC", "Trần Ánh Đào", Capacity.ACTING, None),
    ),
    (
        "acting, in words",
        "Nơi nhận:\n- Lưu: VT.\n\nQUYỀN HIỆU TRƯỞNG\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("QUYỀN HIỆU TRƯỞNG", "Trần Ánh Đào", Capacity.ACTING, None),
    ),
    (
        "a deputy without a mark",
        "Nơi nhận:\n- Lưu: VT.\n\nPHÓ GIÁM ĐỐC\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("PHÓ GIÁM ĐỐC", "Trần Ánh Đào", None, None),
    ),
    (
        "a Party secretary",
        "Nơi nhận:\n- Lưu VPĐU.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nTrần Ánh Đào\n",
        ["Lưu VPĐU"],
        ("T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ", "Trần Ánh Đào", Capacity.COLLECTIVE, None),
    ),
    (
        "a steering committee",
        "Nơi nhận:\n- Lưu: VT.\n\nTM. BAN CHỈ ĐẠO\nKT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN THƯỜNG TRỰC\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("TM. BAN CHỈ ĐẠO KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "Trần Ánh Đào", Capacity.DEPUTY, None),
    ),
    (
        "a committee whose name takes two lines",
        "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nXÃ NAM TIẾN\nCHỦ TỊCH\n\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("TM. ỦY BAN NHÂN DÂN XÃ NAM TIẾN CHỦ TỊCH", "Trần Ánh Đào", Capacity.COLLECTIVE, None),
    ),
    (
        "bullets of other kinds",
        "Nơi nhận:\n– Sở Nội vụ (để b/c);\n+ Các phòng;\n• Lưu: VT, TCHC.\n\nHIỆU TRƯỞNG\n\nTrần Ánh Đào\n",
        ["Sở Nội vụ (để b/c)", "Các phòng", "Lưu: VT, TCHC"],
        ("HIỆU TRƯỞNG", "Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "no bullets",
        "Nơi nhận:\nSở Nội vụ;\nCác phòng chuyên môn;\nLưu: VT.\n\nGIÁM ĐỐC\n\nTrần Ánh Đào\n",
        ["Sở Nội vụ", "Các phòng chuyên môn", "Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "on the line of the word",
        "Nơi nhận: - Như trên; - Các phòng, ban; - Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Ánh Đào\n",
        ["Như trên", "Các phòng, ban", "Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "on the line of the word, without bullets",
        "Nơi nhận: Như trên; Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Ánh Đào\n",
        ["Như trên", "Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "the office and the name beside the recipients",
        "Nơi nhận:                         KT. GIÁM ĐỐC\n- Sở Nội vụ;                      PHÓ GIÁM ĐỐC\n"
        "- Các phòng;                        (đã ký)\n- Lưu: VT.                        Trần Ánh Đào\n",
        ["Sở Nội vụ", "Các phòng", "Lưu: VT"],
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Trần Ánh Đào", Capacity.DEPUTY, "(đã ký)"),
    ),
    (
        "a table row of two cells, flattened",
        "| Nơi nhận: - Sở Nội vụ; - Như Điều 3; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Ánh Đào |\n|---|---|\n",
        ["Sở Nội vụ", "Như Điều 3", "Lưu: VT"],
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Trần Ánh Đào", Capacity.DEPUTY, None),
    ),
    (
        "a tab between the columns",
        "Nơi nhận: - Sở Nội vụ; - Lưu: VT.\tGIÁM ĐỐC (đã ký) Trần Ánh Đào\n",
        ["Sở Nội vụ", "Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, "(đã ký)"),
    ),
    (
        "academic titles stay with the name",
        "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nThS.BS. Trần Ánh Đào\n",
        ["Lưu: VT"],
        ("GIÁM ĐỐC", "ThS.BS. Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "a professor",
        "Nơi nhận:\n- Lưu: VT.\n\nHIỆU TRƯỞNG\n\nPGS.TS. Trần Ánh Đào\n",
        ["Lưu: VT"],
        ("HIỆU TRƯỞNG", "PGS.TS. Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "other marks of a signature",
        "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n[daky]\nTS. Trần Ánh Đào\n",
        ["Lưu: VT"],
        ("GIÁM ĐỐC", "TS. Trần Ánh Đào", Capacity.HEAD, "[daky]"),
    ),
    (
        "signed and sealed",
        "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\nĐã ký, đóng dấu\nTrần Ánh Đào\n",
        ["Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, "Đã ký, đóng dấu"),
    ),
    (
        "a name in capitals",
        "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n(Signed)\nTRẦN ÁNH ĐÀO\n",
        ["Lưu: VT"],
        ("GIÁM ĐỐC", "TRẦN ÁNH ĐÀO", Capacity.HEAD, "(Signed)"),
    ),
    (
        "a name of one letter and a name",
        "Nơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nY Ánh Niê\n",
        ["Lưu: VT"],
        ("CHỦ TỊCH", "Y Ánh Niê", Capacity.HEAD, None),
    ),
    (
        "an agency below the office is no name",
        "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nSở Nội Vụ\n",
        ["Lưu: VT"],
        ("GIÁM ĐỐC", None, Capacity.HEAD, None),
    ),
    (
        "a place below the office is no name",
        "Nơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nXã Nam Tiến\n",
        ["Lưu: VT"],
        ("CHỦ TỊCH", None, Capacity.HEAD, None),
    ),
    (
        "the signature before the recipients",
        "GIÁM ĐỐC\n\n(đã ký)\n\nTrần Ánh Đào\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n",
        ["Như trên", "Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, "(đã ký)"),
    ),
    (
        "no recipients at all",
        "Trên đây là Kế hoạch duy trì hệ thống năm 2024./.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Ánh Đào\n",
        [],
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Trần Ánh Đào", Capacity.DEPUTY, None),
    ),
    (
        "the signature of the plan, not that of the annex",
        "Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Ánh Đào\n\nPHỤ LỤC\nBẢNG TIẾN ĐỘ\n\nNGƯỜI LẬP BIỂU\n\nLê Thu Cúc\n",
        ["Lưu: VT"],
        ("GIÁM ĐỐC", "Trần Ánh Đào", Capacity.HEAD, None),
    ),
    (
        "bold marks of a text, and a full stop with a stroke",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT./.\n\n**TM. UBND XÃ\nCHỦ TỊCH**\n\n*(Đã ký)*\n\n**Tô Ánh Đào**\n",
        ["Như trên", "Lưu: VT"],
        ("TM. UBND XÃ CHỦ TỊCH", "Tô Ánh Đào", Capacity.COLLECTIVE, "(Đã ký)"),
    ),
    (
        "one in charge for a time",
        "Nơi nhận:\n- Lưu: VT.\n\nPHỤ TRÁCH TRƯỜNG\n\nĐoàn Ánh Đào\n",
        ["Lưu: VT"],
        ("PHỤ TRÁCH TRƯỜNG", "Đoàn Ánh Đào", None, None),
    ),
    (
        "a recipient over two lines",
        "Nơi nhận:\n- Thường trực Huyện ủy, Hội đồng nhân dân huyện, các vị\nđại biểu (để báo cáo);\n"
        "- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Ánh Đào\n",
        ["Thường trực Huyện ủy, Hội đồng nhân dân huyện, các vị đại biểu (để báo cáo)", "Lưu: VT"],
        ("CHỦ TỊCH", "Trần Ánh Đào", Capacity.HEAD, None),
    ),
]


CAPITALS_BELOW = [
    ("TUQ. GIÁM ĐỐC\nCHI CỤC TRƯỞNG CHI CỤC TIÊU CHUẨN\nĐO LƯỜNG CHẤT LƯỢNG\n(đã ký)\n", "ĐO LƯỜNG CHẤT LƯỢNG", None),
    ("GIÁM ĐỐC TRUNG TÂM\nNÔNG NGHIỆP XÃ NAM TIẾN\n", "NÔNG NGHIỆP XÃ NAM TIẾN", None),
    ("TM. ỦY BAN NHÂN DÂN\nXÃ NAM TIẾN\n\nTrần Ánh Đào\n", "XÃ NAM TIẾN", "Trần Ánh Đào"),
    ("TRƯỞNG PHÒNG\n\nTRẦN ÁNH ĐÀO\n", "TRƯỞNG PHÒNG", "TRẦN ÁNH ĐÀO"),
    ("GIÁM ĐỐC TRUNG TÂM Y TẾ\n\nLƯƠNG ÁNH ĐÀO\n", "TRUNG TÂM Y TẾ", "LƯƠNG ÁNH ĐÀO"),
    ("CHỦ TỊCH\n\nĐO LƯỜNG CHẤT\n", "CHỦ TỊCH", None),
    ("**CHỦ TỊCH**\n\n**TRẦN ÁNH ĐÀO**\n", "CHỦ TỊCH", "TRẦN ÁNH ĐÀO"),
]


@pytest.mark.parametrize(("closing", "end", "name"), CAPITALS_BELOW)
def test_capitals_below_an_office_are_a_name_only_where_they_begin_like_one(
    closing: str, end: str, name: str | None
) -> None:
    signer = _plan(f"Nơi nhận:\n- Lưu: VT.\n\n{closing}").signer
    assert signer is not None
    assert signer.title is not None
    assert signer.title.value.endswith(end)
    assert _value(signer.name) == name


MARKED = ["**Nơi nhận:**\n", "_Nơi nhận:_\n", "***Nơi nhận:***\n"]


@pytest.mark.parametrize("opening", MARKED)
def test_recipients_are_found_below_an_opening_in_bold_or_italics(opening: str) -> None:
    plan = _plan(f"{opening}- Sở Nội vụ;\n- Lưu: VT.\n\n**GIÁM ĐỐC**\n")
    assert [recipient.value for recipient in plan.recipients] == ["Sở Nội vụ", "Lưu: VT"]
    assert plan.signer is not None
    assert _value(plan.signer.title) == "GIÁM ĐỐC"


SIGNING_DAYS = [
    ("Lam Kỳ, ngày 05 tháng 9 năm 2024\nHIỆU TRƯỞNG\n\nTrần Ánh Đào\n", "2024-09-05", "Lam Kỳ"),
    ("Nơi nhận:\n- Lưu: VT.\n\nLam Kỳ, ngày 05 tháng 9 năm 2024\nHIỆU TRƯỞNG\n", "2024-09-05", "Lam Kỳ"),
    ("Lam Kỳ, ngày    tháng 9 năm 2024\nHIỆU TRƯỞNG\n", None, "Lam Kỳ"),
    ("Văn phòng báo cáo, ngày 05 tháng 9 năm 2024 là hạn cuối.\n\nHIỆU TRƯỞNG\n", None, None),
]


@pytest.mark.parametrize(("closing", "day", "place"), SIGNING_DAYS)
def test_without_a_day_in_the_header_that_above_the_signature_is_the_day_of_issue(
    closing: str, day: str | None, place: str | None
) -> None:
    document = _document(closing)
    header = parse_plan(document, "p").plan.header
    assert (header.date.isoformat() if header.date else None, _value(header.place)) == (day, place)
    for read in (header.date_text, header.place):
        for quote in read.quotes if read else ():
            assert document.slice(quote.source) == quote.raw


def test_the_day_in_the_header_goes_before_that_above_the_signature() -> None:
    text = "SỞ NỘI VỤ\nLam Kỳ, ngày 01 tháng 9 năm 2024\n\nKẾ HOẠCH\nDuy trì năm 2024\n\nI. MỤC ĐÍCH\n\n"
    text += "Lam Kỳ, ngày 05 tháng 9 năm 2024\nGIÁM ĐỐC\n"
    header = parse_plan(read_document(text.encode(), "a.txt"), "p").plan.header
    assert header.date is not None
    assert header.date.day == 1


SIGNED_BY_TWO = [
    (
        "Nơi nhận:\n- Lưu: VT.\n\nNGƯỜI LẬP          HIỆU TRƯỞNG\n\nLê Thu Cúc          Trần Ánh Đào\n",
        "HIỆU TRƯỞNG",
        "Trần Ánh Đào",
    ),
    ("Nơi nhận:\n- Lưu: VT.\n\nNGƯỜI LẬP\n\nHIỆU TRƯỞNG\n\nLê Thu Cúc\n\nTrần Ánh Đào\n", "HIỆU TRƯỞNG", None),
    ("NGƯỜI LẬP\tHIỆU TRƯỞNG\nLê Thu Cúc\tTrần Ánh Đào\n", "HIỆU TRƯỞNG", "Trần Ánh Đào"),
    ("| NGƯỜI LẬP | HIỆU TRƯỞNG |\n|---|---|\n| Lê Thu Cúc | Trần Ánh Đào |\n", "HIỆU TRƯỞNG", "Trần Ánh Đào"),
]


@pytest.mark.parametrize(("closing", "title", "name"), SIGNED_BY_TWO)
def test_where_two_sign_a_name_is_given_only_if_its_column_tells_whose_it_is(
    closing: str, title: str, name: str | None
) -> None:
    signer = _plan(closing).signer
    assert signer is not None
    assert (_value(signer.title), _value(signer.name)) == (title, name)


@pytest.mark.parametrize(
    ("closing", "recipients", "signer"), [case[1:] for case in CLOSINGS], ids=[case[0] for case in CLOSINGS]
)
def test_a_closing_is_read_in_every_form_it_comes_in(
    closing: str, recipients: list[str], signer: tuple[str | None, ...]
) -> None:
    document = _document(closing)
    plan = parse_plan(document, "p").plan
    assert [recipient.value for recipient in plan.recipients] == recipients
    found = plan.signer
    assert found is not None
    assert (_value(found.title), _value(found.name), found.capacity, _value(found.mark)) == signer
    for read in (*plan.recipients, found.title, found.name, found.mark):
        for quote in read.quotes if read else ():
            assert document.slice(quote.source) == quote.raw


MORE_BUDGETS = [
    (
        "III. DỰ TOÁN KINH PHÍ\n\n1. Ngân sách nhà nước: 20 triệu đồng.\n\n2. Nguồn khác: 5 triệu đồng.\n",
        "1. Ngân sách nhà nước: 20 triệu đồng. 2. Nguồn khác: 5 triệu đồng.",
    ),
    (
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở theo dõi việc thực hiện.\n\n"
        "2. Kinh phí thực hiện: từ nguồn chi thường xuyên.\n",
        "2. Kinh phí thực hiện: từ nguồn chi thường xuyên.",
    ),
    ("III. TỔ CHỨC THỰC HIỆN\n\n- Nguồn kinh phí: ngân sách năm 2024.\n", "- Nguồn kinh phí: ngân sách năm 2024."),
    (
        "III. TỔ CHỨC THỰC HIỆN\n\nKinh phí thực hiện Kế hoạch lấy từ nguồn chi thường xuyên.\n",
        "Kinh phí thực hiện Kế hoạch lấy từ nguồn chi thường xuyên.",
    ),
    ("III. KINH PHÍ: Từ nguồn ngân sách được giao.\n", "III. KINH PHÍ: Từ nguồn ngân sách được giao."),
    (
        "III. NGUỒN LỰC THỰC HIỆN\n\n1. Về kinh phí\n\nTừ nguồn ngân sách được giao.\n\n2. Về nhân lực\n\n"
        "Công chức của Sở.\n",
        "Từ nguồn ngân sách được giao.",
    ),
    ("III. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng bố trí kinh phí cho các hoạt động.\n", None),
    (
        "Phần thứ ba: KINH PHÍ\n\n- Tổng kinh phí dự kiến: 20 triệu đồng.\n\n"
        "Phần thứ tư: TỔ CHỨC THỰC HIỆN\n\n- Văn phòng.\n",
        "- Tổng kinh phí dự kiến: 20 triệu đồng.",
    ),
    (
        "Kinh phí:\n\nlấy trong chi phí quản lý dự án.\n\nThực hiện:\n\n- Văn phòng.\n",
        "lấy trong chi phí quản lý dự án.",
    ),
    ("Kinh phí: 5 triệu đồng từ nguồn thu.\n\nThực hiện:\n", "Kinh phí: 5 triệu đồng từ nguồn thu."),
    (
        "II. NỘI DUNG\n\nKinh phí (triệu đồng)\n\nIII. KINH PHÍ\n\nTổng dự toán 20 triệu đồng.\n",
        "Tổng dự toán 20 triệu đồng.",
    ),
    (
        "II. NỘI DUNG\n\n3. Tiến độ\n\nQuý I.\n\n4. Kinh phí\n\nTừ nguồn được giao.\n\n5. Nhân lực\n\nCông chức.\n",
        "Từ nguồn được giao.",
    ),
]


@pytest.mark.parametrize(("body", "budget"), MORE_BUDGETS)
def test_a_budget_is_found_wherever_it_is_spoken_of(body: str, budget: str | None) -> None:
    assert _value(_plan("Nơi nhận:\n- Sở Nội vụ.\n", body).budget) == budget
