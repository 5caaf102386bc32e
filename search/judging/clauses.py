"""The clauses of a passage: one thing to do each, as far as punctuation and a verb after a comma tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.abbreviations import shipped_expander
from corpus.text import CAPITALS, normalise
from search.passages import Passage

# A sentence ends here; "TP. Hải Phòng" and "9001.2015" go on.
_SENTENCE = re.compile(
    r"[;!?•]|(?<!\b[Tt][Pp])(?<!\b[Tt][Xx])(?<!\b[Tt][Tt])\.(?=\s|$)"
    rf"|\n(?=\s*(?:[-–+*•]|\d+[.)]|[a-zđ][.)]\s|[{CAPITALS}]))"
)
# Verbs that begin a piece of work in plans. A comma before one parts two pieces of work ("đôn đốc các phòng, lập dự
# toán"); a comma before another word parts the members of a list ("các phòng, ban, đơn vị").
_VERBS = (
    "ban hành|biên soạn|bàn|bám|báo cáo|bảo quản|bảo vệ|bảo đảm|bầu|bố trí|bồi dưỡng|bổ nhiệm|bổ sung|"
    "cam kết|chi trả|chuyển|chuẩn bị|chấm|chấn chỉnh|chỉ đạo|chỉ định|chỉnh sửa|chốt|chủ trì|cung cấp|"
    "cân đối|công bố|công khai|công nhận|cải tiến|cấp|cập nhật|cử|duy trì|dán|dùng|dự thảo|dự toán|dự trù|"
    "ghi|giao|giám sát|giải quyết|góp ý|gắn|gửi|hoàn thiện|hoàn thành|huấn luyện|hướng dẫn|họp|hỏi|in|khai|"
    "khảo sát|khắc phục|kiểm soát|kiểm tra|kiểm điểm|kiện toàn|kêu gọi|ký|kết nối|liên hệ|lo|lãnh đạo|lên|"
    "lưu|lưu giữ|lưu trữ|lấy|lập|lồng ghép|lựa chọn|mua|mua sắm|mã hóa|mời|mở|nghiên cứu|nghiệm thu|nhận|"
    "nhắc|niêm yết|nêu|nối|phát|phát hành|phân bổ|phân công|phân tích|phê duyệt|phòng ngừa|phối hợp|phổ biến|"
    "quyết toán|quyết định|quán triệt|quản lý|ra|rà|rà soát|rút|sinh hoạt|soát|soạn|soạn thảo|sơ kết|sắp xếp|"
    "số hóa|sửa|sửa đổi|tham dự|tham gia|tham mưu|thanh toán|thay|theo dõi|thu|thu thập|thuê|thành lập|"
    "thông báo|thông qua|thẩm định|thống kê|thực hiện|tiến hành|tiếp nhận|tiếp tục|trang bị|treo|triển khai|"
    "triệu tập|truyền thông|trình|tuyên truyền|tìm|tạo|tập huấn|tập hợp|tổ chức|tổng hợp|tổng kết|"
    "tự kiểm tra|tự đánh giá|viết|vận hành|xem xét|xin|xác nhận|xác định|xây dựng|xét|xử lý|áp dụng|điền|"
    "điều chỉnh|điều phối|đo|đào tạo|đánh giá|đóng|đôn đốc|đăng|đăng ký|đăng tải|đưa|đặt|đề nghị|đề xuất|"
    "ấn định|ứng dụng"
)
# Names of rooms hold a dash between blanks ("Phòng Kế hoạch - Tổng hợp").
_DASH = r"(?<!Kế hoạch )(?<!Tổ chức )(?<!Hành chính )(?<!Nghiệp vụ )(?<!Tài chính )(?<=\s)[-–](?=\s)"
# Within a sentence: colons, brackets, dashes, and commas and words of joining before a verb.
_CLAUSE = re.compile(
    rf":(?=\s)|[()]|{_DASH}|,?\s+(?:rồi|đồng thời)(?=\s)|\s+và(?=\s+(?:{_VERBS})\b)"
    rf"|,(?=\s+(?:(?:và|rồi|đồng thời|kịp thời|định kỳ)\s+)?(?:{_VERBS})\b)"
)
# Who acts, before a colon: "Văn phòng Sở:", "Trưởng các phòng, đơn vị:".
_ACTOR = re.compile(
    r"\W*(?:các\s+)?(?:văn phòng|phòng|ban|sở|ủy ban|ubnd|bộ phận|tổ|khoa|trung tâm|chi cục|đơn vị|cơ quan|trưởng|phó|"
    r"thủ trưởng|giám đốc|chủ tịch|hiệu trưởng|lãnh đạo|công chức|viên chức|cán bộ|thư ký|kế toán|giao|ông|bà|trạm|"
    r"trường|nhóm|đoàn|hội đồng)\b",
    re.IGNORECASE,
)
_ACTOR_WORDS = 12
_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
# Syllables: "kiểm tra" alone says nothing of what is checked.
_FEWEST_WORDS = 3
_EDGES = " \t\n,.;:-–+*•/()"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a passage.

    Attributes:
        text: reading text, abbreviations written out.
        start: where it begins in ``Passage.raw``.
        end: where it ends.
    """

    text: str
    start: int
    end: int


def cut_clauses(passage: Passage) -> tuple[Clause, ...]:
    """Cuts a passage into its sentences and these into clauses; both are returned, in order, the whole passage first.

    Who acts is dropped where a colon or comma parts it from what is to be done. A part that equals one before is left
    out.
    """
    expander = shipped_expander()
    clauses = {passage.text: Clause(expander.expand(passage.text, guess=False), 0, len(passage.raw))}
    for start, end in _parts(passage.raw, 0, len(passage.raw), _SENTENCE):
        parts = list(_parts(passage.raw, start, end, _CLAUSE))
        for begin, stop in ((start, end), *parts):
            text = normalise(passage.raw[begin:stop])
            if len(text.split()) < _FEWEST_WORDS or text in clauses:
                continue
            if (
                _ACTOR.match(text)
                and len(text.split()) <= _ACTOR_WORDS
                and (passage.raw[stop : stop + 1] == ":" or not _VERB.search(text))
            ):
                continue
            clauses[text] = Clause(expander.expand(text, guess=False), begin, stop)
    return tuple(clauses.values())


def _parts(raw: str, start: int, end: int, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Returns the ranges between the breaks in ``raw[start:end]``, without blanks and marks at either end."""
    cuts = [(start, start), *(found.span() for found in breaks.finditer(raw, start, end)), (end, end)]
    found = []
    for (_, begin), (stop, _) in pairwise(cuts):
        piece = raw[begin:stop]
        left = begin + len(piece) - len(piece.lstrip(_EDGES))
        right = begin + len(piece.rstrip(_EDGES))
        if left < right:
            found.append((left, right))
    return found
