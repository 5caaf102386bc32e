"""How the answer about many plans reads on screen, on the page and in the workbook."""

from __future__ import annotations

from api.labels import AGENCY_TYPES, REQUIREMENTS, VERDICTS
from corpus.model import Verdict
from search.gap_matrix import Aside, AsideCode, Cell, GapMatrix, MatrixQuestion, StepCount

# In a narrow cell of the matrix; never the only place where the verdict is told.
SHORT_VERDICTS = {
    Verdict.COVERED: "Đạt",
    Verdict.PARTIAL: "Một phần",
    Verdict.MISSING: "Thiếu",
    Verdict.NOT_APPLICABLE: "K.áp dụng",
    Verdict.UNCLEAR: "Chưa rõ",
    Verdict.CONTRARY: "Trái",
}
MISSING = Verdict.MISSING
BY_PERSON = "(người)"
NO_RATE = "–"
UNKNOWN_YEAR = "chưa rõ năm"
VERDICT_NOTES = {
    Verdict.COVERED: "Kế hoạch có nhiệm vụ hoặc đoạn văn thực hiện bước này; có dẫn chứng.",
    Verdict.PARTIAL: "Kế hoạch mới nêu một phần, hoặc chính bản kế hoạch là một phần của bước.",
    Verdict.MISSING: "Đọc được danh mục nhiệm vụ mà không nhiệm vụ hay đoạn nào nêu bước này.",
    Verdict.NOT_APPLICABLE: "Bước không áp dụng cho loại hình cơ quan, thời điểm, hoặc điều kiện của bước không có.",
    Verdict.UNCLEAR: (
        "Chưa đủ căn cứ để kết luận: chữ hỏng, danh mục nhiệm vụ không đọc được, hoặc có đoạn gần nghĩa cần người xem. "
        "Không bao giờ được tính là Thiếu."
    ),
    Verdict.CONTRARY: "Kế hoạch có nội dung mà quy định không cho phép.",
}
RATE_NOTE = (
    "Tỉ lệ thiếu = Thiếu / (Đạt + Một phần + Thiếu). “Chưa rõ” và “Không áp dụng” được đếm riêng, không nằm trong "
    "mẫu số. Tỉ lệ chung của nhiều bước chỉ tính các bước bắt buộc và có điều kiện, không tính bước khuyến khích."
)
COPIES_NOTE = (
    "Một kế hoạch có nhiều tệp (bản Word và bản quét) chỉ được đếm một lần: tệp có kết luận của người, rồi tệp có chất "
    "lượng chữ tốt hơn, rồi tệp ít “Chưa rõ” hơn."
)
PERSON_NOTE = (
    f"Có chữ “{BY_PERSON}” là kết luận của người, được tính thay kết luận của máy; kết luận của máy vẫn được giữ và "
    "nêu ở bảng chi tiết."
)
ADVICE_NOTE = "Kết luận của máy là gợi ý có bằng chứng, không thay người kiểm tra."


def show_cell(cell: Cell) -> str:
    """Returns the verdict that stands; a person's says so: ``Đạt (người)``."""
    label = VERDICTS[cell.standing]
    return f"{label} {BY_PERSON}" if cell.is_decided else label


def show_rate(rate: float | None) -> str:
    """Returns a share in percent, ``–`` where there is nothing that it could be of."""
    return NO_RATE if rate is None else f"{100 * rate:.0f} %"


def show_missed(count: StepCount) -> str:
    """Returns how many plans miss a step: ``(bắt buộc) thiếu 12 trong 40 kế hoạch kết luận được (30 %)``."""
    missing, requirement = count.counts[Verdict.MISSING], REQUIREMENTS[count.step.requirement]
    return (
        f"({requirement}) thiếu {missing} trong {count.told} kế hoạch kết luận được ({show_rate(count.missing_rate)})"
    )


def show_year(year: int | None) -> str:
    """Returns a year as it reads, ``chưa rõ năm`` where it is unknown."""
    return UNKNOWN_YEAR if year is None else str(year)


def show_aside(aside: Aside) -> str:
    """Returns why a plan is not in the matrix, in one sentence."""
    if aside.code == AsideCode.OTHER_FRAMEWORK:
        return f"Trích yếu thuộc khung {aside.framework}; hãy đối chiếu bằng khung ấy."
    if aside.code == AsideCode.NO_FRAMEWORK:
        return "Trích yếu không thuộc khung nào đi kèm; nêu rõ khung để vẫn đối chiếu."
    return aside.message


def show_filter(question: MatrixQuestion) -> str:
    """Returns which plans were asked about: ``năm 2024; cơ quan “sở”``."""
    chosen = question.plans
    parts = (
        f"năm {chosen.year}" if chosen.year is not None else "",
        f"loại hình {AGENCY_TYPES[chosen.agency_type]}" if chosen.agency_type else "",
        f"cơ quan “{chosen.agency}”" if chosen.agency else "",
        f"kế hoạch {chosen.plan}" if chosen.plan else "",
        f"nơi ban hành “{question.place}”" if question.place else "",
    )
    return "; ".join(part for part in parts if part) or "mọi kế hoạch trong kho"


def show_scope(matrix: GapMatrix) -> str:
    """Returns how many plans are counted and how many are not, in one line."""
    parts = [f"{matrix.plans} kế hoạch được đếm"]
    if matrix.copies:
        parts.append(f"{matrix.copies} tệp là bản khác của các kế hoạch ấy, không đếm lại")
    if matrix.aside:
        parts.append(f"{len(matrix.aside)} kế hoạch không đối chiếu, nêu riêng")
    if matrix.waiting:
        parts.append(f"{matrix.waiting} kế hoạch chưa đối chiếu xong")
    return "; ".join(parts)


def show_totals(matrix: GapMatrix) -> str:
    """Returns the number of plan-steps by verdict."""
    return "; ".join(f"{VERDICTS[verdict]} {number}" for verdict, number in matrix.counts.items())
