"""The gap report of one plan as a Word file that a checker completes, signs and sends."""

from __future__ import annotations

import datetime
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from api.exports import write_export
from api.labels import (
    AGENCY_TYPES,
    LAYERS,
    SEVERITIES,
    VERDICTS,
    show_date,
    show_decision,
    show_field,
    show_joined,
    show_text,
)
from api.reports.gap_limits import list_limits
from api.reports.gap_tables import add_checks, add_steps, add_to_mend
from api.reports.paper import (
    SMALL,
    WIDTH,
    Words,
    add_blank_lines,
    add_centred,
    add_heading,
    add_rule,
    add_text,
    open_paper,
    pack,
)
from api.reports.paper_tables import add_row, add_table
from search import GapReport, Verdict

if TYPE_CHECKING:
    from docx.document import Document

_COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_MEANINGS = {
    Verdict.COVERED: "Kế hoạch nêu việc này.",
    Verdict.PARTIAL: "Kế hoạch mới nêu một phần của việc này.",
    Verdict.MISSING: "Không tìm thấy việc này trong kế hoạch.",
    Verdict.NOT_APPLICABLE: "Bước không áp dụng cho cơ quan này, hoặc không thấy điều kiện để áp dụng.",
    Verdict.UNCLEAR: "Chưa đủ căn cứ để kết luận; người kiểm tra cần xem bản gốc.",
    Verdict.CONTRARY: "Kế hoạch có việc mà quy định không cho phép.",
}
# Widths of columns, in centimetres.
_FACTS = (4.5, 12.0)
_TOTALS = (3.4, 1.7, 3.2, 8.2)
_LETTERHEAD = (6.5, 10.0)
_REMARK_LINES = 5


def write_gap_docx(report: GapReport, day: datetime.date, path: Path) -> None:
    """Writes the report as :func:`build_gap_docx` builds it.

    Raises:
        InvalidRequest: the file cannot be written (``DOCX_NOT_WRITABLE``).
    """
    write_export(build_gap_docx(report, day), path, "DOCX_NOT_WRITABLE")


def build_gap_docx(report: GapReport, day: datetime.date) -> bytes:
    """Builds the Word file; the same report on the same day always gives the same bytes.

    The agency that checks, the number, the day of signing and the signature are left blank: they are the signer's.

    Args:
        report: verdicts of the machine and of people.
        day: of the check.
    """
    document = open_paper(f"Báo cáo đối chiếu: {show_field(report.plan.plan.header.title)}", day)
    _add_letterhead(document)
    add_text(
        document,
        Words(
            f"Ngày {show_date(day)}, kế hoạch nêu tại Mục I đã được đối chiếu với mô hình khung nêu tại Mục II bằng "
            "chương trình Đối chiếu. Kết luận là của chương trình, trừ những kết luận ghi rõ là của người. Kết quả "
            "như sau:"
        ),
    )
    _add_plan(document, report)
    _add_framework(document, report, day)
    _add_totals(document, report)
    add_heading(document, "IV. NỘI DUNG CẦN BỔ SUNG, XEM XÉT")
    add_to_mend(document, report)
    add_heading(document, "V. KẾT QUẢ TỪNG BƯỚC CỦA MÔ HÌNH KHUNG")
    add_steps(document, report)
    add_heading(document, "VI. ĐIỂM CẦN KIỂM TRA TRONG CẢ KẾ HOẠCH")
    add_checks(document, report)
    if report.dropped:
        add_heading(document, "VII. KẾT LUẬN CỦA NGƯỜI Ở BƯỚC MÀ MÔ HÌNH KHUNG KHÔNG CÒN")
        for human in report.dropped:
            add_text(document, Words(f"- {show_decision(human)}"))
    add_heading(document, f"{'VIII' if report.dropped else 'VII'}. Ý KIẾN CỦA NGƯỜI KIỂM TRA")
    add_blank_lines(document, _REMARK_LINES)
    _add_signature(document)
    return pack(document)


def _add_letterhead(document: Document) -> None:
    from docx.shared import Pt

    table = add_table(document, _LETTERHEAD, ruled=False)
    add_row(table, ("", ""))
    left, right = table.rows[0].cells
    add_centred(left, [Words("…………………………………")], size=12)
    add_centred(left, [Words("(TÊN CƠ QUAN KIỂM TRA)", bold=True)], size=12)
    add_rule(left, 2.2)
    add_centred(left, [Words("Số: ………/BC-………")])
    add_centred(right, [Words(_COUNTRY[0], bold=True)], size=12)
    add_centred(right, [Words(_COUNTRY[1], bold=True)])
    add_rule(right, 2.3)
    add_centred(right, [Words("………………, ngày …… tháng …… năm ………", italic=True)])
    for cell in (left, right):  # the paragraph that every new cell has
        cell._tc.remove(cell.paragraphs[0]._p)
    title = add_centred(document, [Words("BÁO CÁO", bold=True)], size=14)
    title.paragraph_format.space_before = Pt(16)
    add_centred(document, [Words("Kết quả đối chiếu kế hoạch với mô hình khung", bold=True)], size=14)
    add_rule(document, 6.4)


def _add_plan(document: Document, report: GapReport) -> None:
    plan, read = report.plan.plan, report.plan.document
    header, quality = plan.header, read.quality
    pages = f"; {quality.pages} trang" if quality.pages is not None else ""
    recognised = f", trong đó {quality.ocr_pages} trang được nhận dạng từ ảnh" if quality.ocr_pages else ""
    add_heading(document, "I. KẾ HOẠCH ĐƯỢC ĐỐI CHIẾU")
    _add_facts(
        document,
        ("Trích yếu", show_field(header.title)),
        ("Số, ký hiệu", show_joined("/", show_field(header.number), show_field(header.symbol))),
        ("Ngày ban hành", show_date(header.date)),
        ("Cơ quan ban hành", show_field(header.issuer)),
        ("Loại hình cơ quan", AGENCY_TYPES[report.agency_type]),
        ("Năm của kế hoạch", show_text(header.year)),
        ("Tệp đã đọc", f"{read.name} (mã kế hoạch: {plan.id})"),
        ("Chất lượng bản đọc", f"{quality.grade} ({LAYERS[quality.layer]}){pages}{recognised}".capitalize()),
    )


def _add_framework(document: Document, report: GapReport, day: datetime.date) -> None:
    framework = report.framework
    add_heading(document, "II. MÔ HÌNH KHUNG VÀ GIỚI HẠN CỦA VIỆC ĐỐI CHIẾU")
    _add_facts(
        document,
        ("Mô hình khung", framework.title),
        ("Mã, bản", f"{framework.id}, bản {framework.version} ngày {show_date(framework.publication)}"),
        ("Số bước", str(len(report.items))),
        ("Ngày đối chiếu", f"{show_date(day)}, chương trình Đối chiếu bản {version('doichieu')}"),
    )
    for limit in list_limits(report):
        add_text(document, Words(f"- {limit}"))
    if framework.notes:
        add_text(document, Words("Lưu ý của mô hình khung:", italic=True), keep=True)
        for note in framework.notes:
            add_text(document, Words(f"- {note}"))


def _add_totals(document: Document, report: GapReport) -> None:
    totals = report.summary
    by_people = Counter(item.standing for item in report.items if item.human is not None and item.human.stands)
    add_heading(document, "III. TỔNG HỢP")
    table = add_table(document, _TOTALS, ("Kết luận", "Số bước", "Trong đó do người kết luận", "Nghĩa"))
    for verdict, meaning in _MEANINGS.items():
        label = [[Words(VERDICTS[verdict], bold=True)]]
        add_row(table, (label, str(totals[verdict]), str(by_people[verdict]), meaning), centred=(1, 2))
    sums = [[[Words(words, bold=True)]] for words in ("Tổng số", str(len(report.items)), str(by_people.total()))]
    add_row(table, (*sums, ""), centred=(1, 2))
    found = Counter(check.severity for check in report.checks)
    told = ", ".join(f"{label.lower()} {found[severity]}" for severity, label in SEVERITIES.items())
    add_text(document, Words(f"Ngoài các bước, có {len(report.checks)} điểm cần kiểm tra trong cả kế hoạch ({told})."))


def _add_facts(document: Document, *facts: tuple[str, str]) -> None:
    table = add_table(document, _FACTS)
    for label, value in facts:
        add_row(table, (label, [[Words(value, bold=label == "Trích yếu")]]), size=12)


def _add_signature(document: Document) -> None:
    table = add_table(document, (WIDTH / 2, WIDTH / 2), ruled=False)
    kept = [[Words("Nơi nhận:", bold=True, italic=True)], [Words("- ………………………………;")], [Words("- Lưu: ……………………")]]
    signed = [[Words("NGƯỜI KIỂM TRA", bold=True)], [Words("(Ký, ghi rõ họ tên)", italic=True)], [], [], [], []]
    add_row(table, [kept, signed], centred=(1,), size=SMALL + 1)
