"""What a reader of a gap report must bear in mind, in Vietnamese sentences."""

from __future__ import annotations

from api.reports.quoting import CUT_MARK, LONGEST_NEAR, LONGEST_QUOTE
from corpus.frameworks import match_cues
from corpus.model import Layer, PlanProblem
from corpus.text import fold
from search import GapReport

# The plans with labels are plans of this framework.
_MEASURED = "khung-101"
# What the plan itself lacks, which stands among its checks; the other problems are of our reading.
_OF_THE_PLAN = frozenset(
    {
        PlanProblem.NUMBER_BLANK,
        PlanProblem.DATE_BLANK,
        PlanProblem.IMPOSSIBLE_DATE,
        PlanProblem.NUMBERING_SLIP,
        PlanProblem.HEADER_ANNEX_MISMATCH,
    }
)
_LAYERS = {
    Layer.NATIVE: "",
    Layer.OCR: "Chữ của kế hoạch được nhận dạng từ ảnh; số, ngày và dấu có thể sai, cần so với bản gốc.",
    Layer.DAMAGED: (
        "Chữ của kế hoạch bị hỏng: bước không tìm thấy được ghi “Chưa rõ”, không ghi “Thiếu”. Đoạn trích giữ nguyên "
        "chữ như đọc được; chữ do máy đoán lại được ghi riêng và không thay bản gốc."
    ),
}


def list_limits(report: GapReport) -> tuple[str, ...]:
    """Lists the limits of a check: what its verdicts say, how the plan was read, how it is quoted."""
    limits = [
        "“Chưa rõ” không phải là “Thiếu”: chữ hỏng, bảng không đọc được, hoặc có đoạn gần nghĩa nhưng chưa đủ căn cứ "
        "để kết luận. Người kiểm tra cần xem bản gốc.",
        "“Thiếu” là không tìm thấy nhiệm vụ hay đoạn nào của kế hoạch nêu việc ấy; việc đó có thể đã được nêu ở "
        "văn bản khác của cơ quan.",
        _show_confidence(report),
        _show_subject(report),
        _LAYERS[report.plan.document.quality.layer],
        *_list_problems(report),
        f"Đoạn trích là nguyên văn. Đoạn dài hơn {LONGEST_QUOTE} ký tự ({LONGEST_NEAR} ký tự ở đoạn gần nhất và ở "
        f"Mục IV, VI) được cắt bớt ở chỗ ghi “…” và có ghi {CUT_MARK}. “Vị trí” là số thứ tự ký tự trong văn "
        "bản như chương trình đọc được.",
        "Kết quả này là gợi ý có bằng chứng, không thay kết luận của người kiểm tra.",
    ]
    return tuple(limit for limit in limits if limit)


def _show_confidence(report: GapReport) -> str:
    if all(item.confidence == 0 for item in report.items):
        return ""
    other = "" if report.framework.id == _MEASURED else " Với mô hình khung này độ tin cậy chỉ để tham khảo."
    return (
        "“Tin cậy” là tỷ lệ đúng của những kết luận cùng cách trên các kế hoạch gán nhãn theo "
        f"{_MEASURED} (1,00 là luôn đúng); kết luận “Chưa rõ” không có độ tin cậy.{other}"
    )


def _show_subject(report: GapReport) -> str:
    """Says where nothing shows that the plan is of this framework; a framework that names no subject is for any."""
    subject, title = report.framework.subject, report.plan.plan.header.title
    if not subject:
        return ""
    damaged = report.plan.document.quality.layer is Layer.DAMAGED
    if title is not None and match_cues(subject, fold(title.guess or title.value), tolerant=damaged):
        return ""
    found = "Không đọc được trích yếu" if title is None else "Trích yếu không có từ ngữ của mô hình khung này"
    return (
        f"{found} nên chưa rõ kế hoạch có thuộc mô hình khung này; cần xem lại việc chọn khung trước khi dùng kết quả."
    )


def _list_problems(report: GapReport) -> list[str]:
    told = [problem.message for problem in report.plan.problems if problem.code not in _OF_THE_PLAN]
    limits = [f"Khi đọc tệp: {message}" for message in dict.fromkeys(told)]
    if corrections := len(report.plan.corrections):
        limits.append(f"{corrections} chỗ của bản đọc đã được người sửa; kế hoạch được đối chiếu theo bản đã sửa.")
    return limits
