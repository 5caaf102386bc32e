from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Annex, Document, Field, Plan, Severity
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import read_document

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ NỘI VỤ\nSố: 41/KH-SNV\nLam Kỳ, ngày 24 tháng 01 năm 2024\n\n"
    "KẾ HOẠCH\nDuy trì hệ thống năm 2024\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\n"
    "I. MỤC ĐÍCH\n\nDuy trì hệ thống.\n\nII. NỘI DUNG\n\n(Chi tiết theo Phụ lục đính kèm).\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Ánh Đào\n\n"
)
TABLE = (
    "TT\tNội dung\tChủ trì\tThời gian\n1\tRà soát quy trình\tVăn phòng\tQuý I\n2\tĐánh giá nội bộ\tVăn phòng\tQuý II\n"
)


def _document(text: str) -> Document:
    return read_document(text.encode(), "a.txt")


def _parse(text: str) -> ParsedPlan:
    return parse_plan(_document(text), "p")


def _value(field: Field | None) -> str | None:
    return field.value if field else None


def _row(annex: Annex) -> tuple[str | None, ...]:
    return (
        _value(annex.kind),
        annex.label,
        _value(annex.title),
        _value(annex.number),
        _value(annex.symbol),
        annex.date.isoformat() if annex.date else None,
        _value(annex.issuer),
    )


# (text below the signature, (kind, label, title, number, symbol, date, issuer) of each annex)
ANNEXES: list[tuple[str, list[tuple[str | None, ...]]]] = [
    (
        "PHỤ LỤC\nBẢNG TIẾN ĐỘ\n(Kèm theo Kế hoạch số 41/KH-SNV ngày 24/01/2024 của Sở Nội vụ)\n",
        [("PHỤ LỤC", None, "BẢNG TIẾN ĐỘ", "41", "KH-SNV", "2024-01-24", "Sở Nội vụ")],
    ),
    (
        "Phụ lục II\n\nDanh mục nhiệm vụ\n\n"
        "(Ban hành kèm theo Kế hoạch số 41/KH-SNV ngày 24 tháng 01 năm 2024 của Sở)\n",
        [("Phụ lục", "II", "Danh mục nhiệm vụ", "41", "KH-SNV", "2024-01-24", "Sở")],
    ),
    (
        "PHỤ LỤC 01: DANH MỤC NHIỆM VỤ\n"
        "(Kèm theo Kế hoạch số      /KH-SNV ngày     tháng     năm 2024 của Sở Nội vụ)\n",
        [("PHỤ LỤC", "01", "DANH MỤC NHIỆM VỤ", None, "KH-SNV", None, "Sở Nội vụ")],
    ),
    (
        "Phụ lục số 2. Bảng phân công\n(Kèm theo Kế hoạch số 41-KH/ĐU ngày 24/01/2024)\n",
        [("Phụ lục", "2", "Bảng phân công", "41", "KH/ĐU", "2024-01-24", None)],
    ),
    (
        "BIỂU TIẾN ĐỘ THỰC HIỆN\nDuy trì hệ thống năm 2024\n"
        "(Kèm theo Kế hoạch số 41/KH-SNV ngày   /01/2024 của Sở Nội vụ)\n",
        [(None, None, "BIỂU TIẾN ĐỘ THỰC HIỆN Duy trì hệ thống năm 2024", "41", "KH-SNV", None, "Sở Nội vụ")],
    ),
    (
        "PHỤ LỤC I\nBẢNG TIẾN ĐỘ (Kèm theo Kế hoạch số 41/KH-SNV\nngày 24/01/2024 của Sở Nội vụ)\n",
        [("PHỤ LỤC", "I", "BẢNG TIẾN ĐỘ", "41", "KH-SNV", "2024-01-24", "Sở Nội vụ")],
    ),
    (
        "BIỂU TIẾN ĐỘ\nTHỰC HIỆN KẾ HOẠCH NĂM 2024\n(Kèm theo Kế hoạch số 41/KH-SNV ngày 24/01/2024 của Sở Nội vụ)\n",
        [("BIỂU TIẾN ĐỘ", None, "THỰC HIỆN KẾ HOẠCH NĂM 2024", "41", "KH-SNV", "2024-01-24", "Sở Nội vụ")],
    ),
    (
        "BIỂU SỐ 02\nDANH MỤC QUY TRÌNH\n(Kèm theo Kế hoạch số 41/KH-SNV ngày 24/01/2024 của Sở Nội vụ)\n",
        [("BIỂU", "02", "DANH MỤC QUY TRÌNH", "41", "KH-SNV", "2024-01-24", "Sở Nội vụ")],
    ),
    ("Phụ lục II.\n", []),
    ("PHỤ LỤC\n", [("PHỤ LỤC", None, None, None, None, None, None)]),
    ("PHỤ LỤC DANH MỤC QUY TRÌNH\n", [("PHỤ LỤC", None, "DANH MỤC QUY TRÌNH", None, None, None, None)]),
    (
        "PHỤ LỤC I\nBẢNG TIẾN ĐỘ\n\nTT\tNội dung\tChủ trì\tThời gian\n1\tRà soát\tVăn phòng\tQuý I\n\n"
        "PHỤ LỤC II\nDANH MỤC QUY TRÌNH\n(Kèm theo Kế hoạch số 41/KH-SNV ngày 24/01/2024 của Sở Nội vụ)\n",
        [
            ("PHỤ LỤC", "I", "BẢNG TIẾN ĐỘ", None, None, None, None),
            ("PHỤ LỤC", "II", "DANH MỤC QUY TRÌNH", "41", "KH-SNV", "2024-01-24", "Sở Nội vụ"),
        ],
    ),
    (
        "PHỤ LỤC\n\n1. Rà soát các quy trình của Sở\n\n2. Đánh giá nội bộ\n",
        [("PHỤ LỤC", None, None, None, None, None, None)],
    ),
    (
        "Phụ lục\n(Kèm theo Chương trình ban hành kèm theo Quyết định số 41/QĐ-SNV ngày 24/01/2024 của Giám đốc Sở)\n",
        [("Phụ lục", None, None, "41", "QĐ-SNV", "2024-01-24", "Giám đốc Sở")],
    ),
    ("Phụ lục kèm theo Kế hoạch này là bộ phận không tách rời.\n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), ANNEXES)
def test_an_annex_has_a_title_and_says_what_it_belongs_to(text: str, expected: list[tuple[str | None, ...]]) -> None:
    document = _document(HEAD + text)
    annexes = parse_plan(document, "p").plan.annexes
    assert [_row(annex) for annex in annexes] == expected
    for annex in annexes:
        for read in (annex.kind, annex.title, annex.note, annex.number, annex.symbol, annex.issuer):
            for quote in read.quotes if read else ():
                assert document.slice(quote.source) == quote.raw
                assert annex.source.start <= quote.source.start <= quote.source.end <= annex.source.end


def test_a_title_does_not_run_into_the_table_below_it() -> None:
    plan = _parse(f"{HEAD}PHỤ LỤC\nBẢNG TIẾN ĐỘ\n\n{TABLE}").plan
    assert [_value(annex.title) for annex in plan.annexes] == ["BẢNG TIẾN ĐỘ"]
    assert [task.content.value for task in plan.main_tasks] == ["Rà soát quy trình", "Đánh giá nội bộ"]


MISMATCHES = [
    ("số 41/KH-SNV ngày 24/01/2024", []),
    ("số 041/KH-SNV ngày 24/01/2024", []),
    ("số     /KH-SNV ngày    /01/2024", []),
    ("số 14/KH-SNV ngày 24/01/2024", ["Phụ lục I ghi số 14/KH-SNV, còn phần đầu kế hoạch ghi số 41/KH-SNV."]),
    ("số 41/KH-UBND ngày 24/01/2024", ["Phụ lục I ghi số 41/KH-UBND, còn phần đầu kế hoạch ghi số 41/KH-SNV."]),
    ("số 41/KH-SNV ngày 21/4/2024", ["Phụ lục I ghi ngày 21/04/2024, còn phần đầu kế hoạch ghi ngày 24/01/2024."]),
]


@pytest.mark.parametrize(("note", "messages"), MISMATCHES)
def test_a_note_that_names_another_document_than_the_header_is_a_problem(note: str, messages: list[str]) -> None:
    parsed = _parse(f"{HEAD}PHỤ LỤC I\nBẢNG TIẾN ĐỘ\n(Kèm theo Kế hoạch {note} của Sở Nội vụ)\n")
    found = [problem for problem in parsed.problems if problem.code == "HEADER_ANNEX_MISMATCH"]
    assert [problem.message for problem in found] == messages
    assert all(problem.severity is Severity.WARNING and problem.source for problem in found)


def test_in_a_damaged_text_a_mismatch_is_only_a_reason_to_look_at_the_original() -> None:
    body = (
        "Can ctr Quyét dinh s6 19/2014/QD-TTg ngay 05/3/2014 cua Thu tudng Chinh phu vé viéc ap dung Hé thdng quan ly\n"
        * 12
    )
    parsed = _parse(
        "UY BAN NHAN DAN CONG HOA XA HOQI CHU NGHIA VIET NAM\nHUYEN LAM SON Doc lap - Tw do - Hanh phice\n"
        f"Sé: 41 /KH-UBND Lam Ky, ngay 4 thang 01 nim 2024\nKE HOACH\n\nDuy tri hé thdng nam 2024\n\n{body}\n"
        "Noi nhan:\n- Luu: VT.\n\nPHU LUC\nTIEN DO\n(Kém theo ké hoach s6: 44 /KH-UBND ngay 4 thang 01 ndm 2024)\n"
    )
    found = [problem for problem in parsed.problems if problem.code == "HEADER_ANNEX_MISMATCH"]
    assert [problem.severity for problem in found] == [Severity.INFO]
    assert "cần kiểm tra bản gốc" in found[0].message


def _decision(title: str = "KẾ HOẠCH\nDuy trì hệ thống năm 2025", note: str = "55/QĐ-SNV ngày 30/12/2024") -> str:
    return (
        "UBND TỈNH LAM SƠN\nSỞ NỘI VỤ\nSố: 55/QĐ-SNV\nLam Kỳ, ngày 30 tháng 12 năm 2024\n\n"
        "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch duy trì hệ thống\n\nGIÁM ĐỐC SỞ NỘI VỤ\n\n"
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014;\n\nTheo đề nghị của Chánh Văn phòng.\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch duy trì hệ thống.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\n"
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Ánh Đào\n\n"
        f"{title}\n(Kèm theo Quyết định số {note} của Giám đốc Sở Nội vụ)\n\n"
        "I. MỤC ĐÍCH\n\nGiữ vững hệ thống quản lý chất lượng.\n\nII. NỘI DUNG\n\n"
        "1. Rà soát toàn bộ quy trình của Sở\n- Đơn vị chủ trì: Văn phòng.\n- Thời gian: Quý I.\n\n"
        "2. Đánh giá nội bộ các phòng của Sở\n- Đơn vị chủ trì: Tổ ISO.\n- Thời gian: Quý III.\n\n"
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở theo dõi, đôn đốc việc thực hiện.\n"
    )


def _issued(text: str) -> Plan:
    return _parse(text).plan


def test_a_decision_keeps_its_header_and_its_plan_is_an_annex_that_is_read_like_any_plan() -> None:
    plan = _issued(_decision())
    header = plan.header
    assert (_value(header.kind), _value(header.number), _value(header.symbol)) == ("QUYẾT ĐỊNH", "55", "QĐ-SNV")
    assert _value(header.title) == "Về việc ban hành Kế hoạch duy trì hệ thống"
    assert [_row(annex) for annex in plan.annexes] == [
        ("KẾ HOẠCH", None, "Duy trì hệ thống năm 2025", "55", "QĐ-SNV", "2024-12-30", "Giám đốc Sở Nội vụ")
    ]
    assert (header.year, header.date) == (2025, date(2024, 12, 30))
    assert [citation.key for citation in plan.legal_bases] == ["QĐ 19/2014/QĐ-TTg"]
    assert [task.content.value for task in plan.main_tasks] == [
        "Rà soát toàn bộ quy trình của Sở",
        "Đánh giá nội bộ các phòng của Sở",
    ]
    assert [section.label for section in plan.sections if section.level == 1] == ["I", "II", "III"]
    assert [recipient.value for recipient in plan.recipients] == ["Như Điều 2", "Lưu: VT"]
    assert plan.signer is not None
    assert (_value(plan.signer.title), _value(plan.signer.name)) == ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Trần Ánh Đào")


@pytest.mark.parametrize(
    ("title", "kind", "words"),
    [
        ("KẾ HOẠCH DUY TRÌ HỆ THỐNG NĂM 2025", "KẾ HOẠCH", "DUY TRÌ HỆ THỐNG NĂM 2025"),
        (
            "SỞ NỘI VỤ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKẾ HOẠCH\nDuy trì năm 2025",
            "KẾ HOẠCH",
            "Duy trì năm 2025",
        ),
        (
            "CHƯƠNG TRÌNH\nThực hiện Chỉ thị số 5/CT-TTg năm 2025",
            "CHƯƠNG TRÌNH",
            "Thực hiện Chỉ thị số 5/CT-TTg năm 2025",
        ),
    ],
)
def test_the_issued_plan_is_found_under_any_heading(title: str, kind: str, words: str) -> None:
    plan = _issued(_decision(title))
    assert [(_value(annex.kind), _value(annex.title)) for annex in plan.annexes] == [(kind, words)]
    assert len(plan.main_tasks) == 2


def test_the_annex_of_an_issued_plan_follows_it() -> None:
    text = _decision() + "\nPHỤ LỤC\nBẢNG TIẾN ĐỘ\n(Kèm theo Kế hoạch ban hành kèm theo Quyết định số 56/QĐ-SNV)\n"
    parsed = _parse(text)
    assert [_value(annex.kind) for annex in parsed.plan.annexes] == ["KẾ HOẠCH", "PHỤ LỤC"]
    messages = [problem.message for problem in parsed.problems if problem.code == "HEADER_ANNEX_MISMATCH"]
    assert messages == ["Phụ lục ghi số 56/QĐ-SNV, còn phần đầu văn bản ban hành ghi số 55/QĐ-SNV."]


def test_a_decision_that_holds_the_plan_in_its_articles_has_no_plan_below_it() -> None:
    text = _decision().split("KẾ HOẠCH\nDuy trì")[0]
    assert _issued(text).annexes == ()
