"""A year left from the plan that was used as a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Deadline, Severity
from corpus.text import fold
from search.checks.reading import CheckedPlan, Words
from search.citations.wording import show_day
from search.gap_report import Check

# A year, folded. Matches "nam 2023", "chat luong 2023"; refuses "nam 2021-2025", "nam 2024, 2025" of a series.
_YEAR = re.compile(
    r"\b(?:nam|he thong|htqlcl|noi bo|chat luong|ke hoach|du toan) (?P<year>20\d\d)\b"
    r"(?! ?(?:[-–—/,]|den|va) ?(?:nam )?20\d\d)"
)
# A school year, folded. Matches "nam hoc 2023-2024"; refuses "nam 2021-2025".
_SCHOOL_YEAR = re.compile(r"\bnam hoc 20\d\d ?[-–—/] ?(?P<closes>20\d\d)\b")
# What stands before a year that is none of the plan's time. Matches "den nam", "ban hanh nam", "thang 12 nam"; refuses
# "chat luong nam".
_OTHER_SENSE = re.compile(
    r"\b(?:den|tu|truoc|het|sau|ke tu|giai doan|nhiem ky|ky|khoa|so voi|ban hanh|hieu luc|phien ban|tam nhin"
    r"|thanh lap|moc|(?<!tien )do|vi|nhat|cuoi|(?<!phan )dau|quyet dinh cong bo|thang \d{1,2}"
    r"|(?<!:)20\d\d(?: ?[-–,]| va)?)$"
)
# What leads up to the year by which something is to be reached, folded. Matches "den het "; refuses "tu ".
_BY = re.compile(r"(?<!\w)(?:trong|truoc|den|het|den het) $")
# What is meant to be reached, folded. Matches "phan dau", "100% cong chuc"; refuses "giai doan".
_GOAL = re.compile(r"\d ?%|phan dau|chi tieu|dat (?:muc|ty le|it nhat)|hoan thanh")
_PROGRAMME = re.compile(r"chuong trinh|de an|chien luoc|giai doan|quy hoach|nghi quyet|lo trinh|\btu (?:nam|20)")
# Words of a clause, or of a heading above it, that speak of what was done before: a review of last year is no slip.
# Matches "ket qua", "khac phuc", "so voi", "nam truoc"; refuses "xay dung muc tieu chat luong".
_LOOKS_BACK = re.compile(
    r"\bda\b|ket qua|tong ket|so ket|kiem diem|rut kinh nghiem|ton tai|han che|khac phuc|so voi|cung ky"
    r"|(?:cao|thap|tot|nhieu|it|nhanh) hon"
    r"|nam (?:truoc|qua)|truoc do|tiep tuc|phat huy|ke thua|chuyen tiep|ton dong|bao cao (?:so|danh gia)|phat hien"
    r"|chua hoan thanh|con lai|tinh hinh|boi canh|dac diem|vua qua|\btu nam\b|thong ke|doi chieu|so lieu|luu tru"
    r"|\bton (?:nam|tu|cua)|\bmoi (?:ap dung|bat dau|thanh lap|duoc)|bai bo"
    r"|(?:luat|nghi dinh|thong tu|van ban|quy dinh)[^.;]{0,40} hieu luc"
    r"|(?:duoc|moi) (?:cong bo|ban hanh|sua doi|phe duyet)"
    r"|khen thuong (?:ca nhan|tap the)|thanh tich|ke tiep|noi tiep"
    r"|luu giu|quyet toan|ban hanh nam|bien ban|ket luan|(?<!chanh )thanh tra|y kien|kien nghi"
    r"|khong phu hop|chi so (?:cai cach|hai long)|par index|sipas"
    r"|loi thoi|chuyen sang|bao cao tai chinh|(?:dot|cuoc|ky) danh gia|trung tuyen|da nhan dien"
    r"|\bco \d+ quy trinh"
    r"|thay (?:cho|the)"
    r"|(?:danh gia|xem xet|ra soat|(?<!bang )(?<!phieu )(?<!so )theo doi|bao cao|do luong).{0,60}"
    r"(?:thuc hien|muc do|hieu qua|hieu luc|muc tieu|hai long)"
)
# Words before a year that claim it for the plan outside the rows of its task list, where every year does. Matches "ke
# hoach duy tri ... nam", "muc tieu chat luong nam", "nhiem vu trong tam nam", "trong nam"; refuses "quy trinh nam".
_OWN = re.compile(
    r"(?:ke hoach|muc tieu|nhiem vu|danh muc|tien do|lich|phu luc|cong viec|noi dung|chuong trinh|cong tac|trien khai"
    r"|duy tri|cai tien|ap dung|danh gia noi bo|trong|kinh phi|du toan|bao cao|phan dau|bao dam|chi tieu|thi dua)\b"
    r"[^.;]{0,140}$"
)
# What claims a year behind it, where it opens the sentence, folded. Matches ", phan dau", " tap trung".
_CLAIMS = re.compile(r"^,? ?(?:phan dau|se|tap trung|bao dam|trien khai|can)\b")
# What the work of the plan's own year will be judged by, folded. Matches "la can cu xet thi dua, khen thuong".
_JUDGED_BY = re.compile(
    r"\b(?:lam?|vao|de) (?:mot trong (?:nhung|cac) )?(?:can cu|co so|tieu chi)\b[^.;]{0,60}(?:thi dua|khen|xep loai)"
)
# A report on a year that is due from October on is on the year that ends then.
_REPORTS = re.compile(r"\b(?:bao cao|tong ket|so ket|tong hop|danh gia (?:ket qua|viec|muc))\b[^.;]{0,100}$")
_LATE = 10
# Until this month what was left of the year before is done.
_CLOSES = 3
_SCHOOL_CLOSES = 7
# Characters behind a year that may claim it.
_AHEAD = 20
# A date so early in the year before is a slip; plans of a year are signed from the autumn before it on.
_SIGNED_FROM_MONTH = 9
_LEFT = "; một trong hai có thể còn sót từ kế hoạch cũ."


def check_years(plan: CheckedPlan) -> Iterator[Check]:
    """Finds years before the plan's where its own must stand, each wording once.

    Titles and dates of cited documents, deadlines (which are checked as such), and whatever looks back on an earlier
    year are left alone, and so are later years, which a plan may prepare for.
    """
    yield from _against_date(plan)
    period = plan.period
    if period is None:
        return
    issued = plan.stored.plan.header.date
    first = min(period.first.year, issued.year) if issued and issued.month < _SIGNED_FROM_MONTH else period.first.year
    told: set[str] = set()
    earlier = [words for words in plan.find(_YEAR) if int(words.match["year"]) < first]
    # A school year closes in the summer: it is over where the plan begins after that.
    opens = (period.first.year, period.first.month)
    earlier += [words for words in plan.find(_SCHOOL_YEAR) if (int(words.match["closes"]), _SCHOOL_CLOSES) < opens]
    for words in earlier:
        if not _is_own(plan, words):
            continue
        said = f"{plan.before(words.source)[-40:]}{words.raw}"
        if said in told:
            continue
        told.add(said)
        message = (
            f"“{_quote(plan, words)}” nêu {words.raw}, kế hoạch là của năm {period}; có thể còn sót từ kế hoạch cũ."
        )
        severity = Severity.WARNING if _is_claimed(plan, words, first) else Severity.INFO
        yield Check("LEFTOVER_YEAR", severity, message, words.source, str(period))


def _against_date(plan: CheckedPlan) -> Iterator[Check]:
    """Compares the year of the title with the day of issue."""
    header, period = plan.stored.plan.header, plan.period
    if header.date is None or header.title is None or period is None:
        return
    title = fold(header.title.value)
    if str(period.first.year) not in title:
        return
    when = show_day(header.date)
    if header.date > period.last and len(period.years) == 1 and not plan.is_school:
        message = f"Tên kế hoạch nêu năm {period} nhưng ngày ban hành là {when}{_LEFT}"
        yield Check("LEFTOVER_YEAR", Severity.WARNING, message, header.title.source, str(header.date.year))
    early = header.date.year < period.first.year - 1 or (
        header.date.year == period.first.year - 1 and header.date.month < _SIGNED_FROM_MONTH
    )
    if early and header.date_text is not None and len(period.years) == 1:
        message = f"Ngày ban hành là {when} nhưng kế hoạch là của năm {period}{_LEFT}"
        yield Check("LEFTOVER_YEAR", Severity.WARNING, message, header.date_text.source, str(period))


def _is_own(plan: CheckedPlan, words: Words) -> bool:
    place = words.source
    if plan.quotes_document(place) or plan.is_deadline(place) or plan.in_title(place) or _in_dateline(plan, words):
        return False
    before = plan.before(place)
    if _is_goal(plan, words) or _JUDGED_BY.search(before):
        return True
    if _OTHER_SENSE.search(before.rstrip()):
        return False
    if _reports_late(plan, words):
        return True
    if _LOOKS_BACK.search(plan.around(place)) or any(_LOOKS_BACK.search(title) for title in plan.headings(place)):
        return False
    in_row = any(
        task.content.source.start <= place.start < task.content.source.end for task in plan.stored.plan.main_tasks
    )
    after = fold(plan.text[place.end : place.end + _AHEAD])
    claimed = before.strip(" -+*•") == "" and _CLAIMS.search(after) is not None
    return in_row or claimed or _OWN.search(f"{before} {words.match[0]}".rpartition(" ")[0]) is not None


def _is_claimed(plan: CheckedPlan, words: Words, first: int) -> bool:
    """Tells whether the words themselves claim the year for the plan; what a row merely names is worth a hint.

    The first months of a year close the one before ("Hoàn thiện hồ sơ đánh giá nội bộ năm 2025", due in January).
    """
    if _is_goal(plan, words) or _reports_late(plan, words):
        return True
    own = _OWN.search(f"{plan.before(words.source)} {words.match[0]}".rpartition(" ")[0]) is not None
    if int(words.match.groupdict().get("year") or words.match["closes"]) != first - 1:
        return own
    time = _time_of_row(plan, words)
    due = time and (time.end or time.start)
    return own and not (due and due.month <= _CLOSES and "muc tieu" not in plan.around(words.source))


def _is_goal(plan: CheckedPlan, words: Words) -> bool:
    """Tells whether the plan means to reach something by the year: "đến hết năm 2025, 100% công chức được tập huấn"."""
    clause = plan.around(words.source)
    by = _BY.search(f"{plan.before(words.source).rstrip()} ") is not None
    return by and bool(_GOAL.search(clause)) and not _LOOKS_BACK.search(clause) and not _PROGRAMME.search(clause)


def _reports_late(plan: CheckedPlan, words: Words) -> bool:
    """Tells whether a report on a year is due so late in the plan's year that this must be the year reported on."""
    period = plan.period
    if period is None or len(period.years) > 1 or not _REPORTS.search(plan.before(words.source)):
        return False
    time = _time_of_row(plan, words)
    due = time and (time.start or time.end)
    return bool(due and due.year == period.last.year and due.month >= _LATE)


def _time_of_row(plan: CheckedPlan, words: Words) -> Deadline | None:
    """Returns when the task in whose row the words stand is due."""
    rows = (task for task in plan.stored.plan.main_tasks if task.time is not None)
    return next((row.time for row in rows if row.source.start <= words.source.start < row.source.end), None)


def _in_dateline(plan: CheckedPlan, words: Words) -> bool:
    header = plan.stored.plan.header
    parts = [part.source for part in (header.date_text, *(annex.note for annex in plan.stored.plan.annexes)) if part]
    return any(part.start <= words.source.start < part.end for part in parts)


def _quote(plan: CheckedPlan, words: Words) -> str:
    """Returns the words with a few before them."""
    start = max(0, words.source.start - 60)
    lead = plan.text[start : words.source.start]
    lead = lead[max(lead.rfind("\n"), lead.rfind("\t")) + 1 :]
    if start and lead and len(lead) == words.source.start - start:
        lead = f"… {lead.partition(' ')[2]}"
    return " ".join(f"{lead}{words.raw}".split())
