"""When the steps of a framework are done in a plan, by the rows that carry them out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from corpus.frameworks import Framework, Step, match_step
from corpus.model import Deadline, Source, Task, TimeKind
from corpus.text import fold
from search.checks.reading import CheckedPlan, holds
from search.checks.spans import Span, find_time, read_span
from search.gap_report import StepVerdict, Verdict

# What may stand in front of the act of a row: who does it. Matches "thu ky iso "; refuses "to chuc ".
_ACTOR = r"\W*(?:(?!(?:to chuc|tien hanh|thuc hien|trien khai|danh gia|hop|tap huan|dao tao|ky)\b)\w+\W+){0,6}?"
# A row that only prepares a step, folded. Matches "lap ke hoach danh gia", "thanh lap doan danh gia", "thong bao lich
# danh gia"; refuses "lap bao cao", "danh gia noi bo", "lap ke hoach va to chuc danh gia".
_PREPARES = re.compile(
    rf"{_ACTOR}(?:(?:lap|xay dung|ban hanh|trinh|phe duyet|soan|thong bao) (?:thong bao )?"
    r"(?:ke hoach|chuong trinh|lich|danh muc cau hoi|bang cau hoi|phieu hoi)|chuan bi|(?:soan|du thao)"
    r"|(?:quyet dinh )?thanh lap (?:to|doan))\b"
    r"(?!.*(?:,|;|\bva) (?:to chuc|tien hanh|thuc hien|trien khai)\b)"
)
# A row that only follows a step up, folded. Matches "bao cao ket qua danh gia", "thong bao ket luan cuoc hop", "luu ho
# so"; refuses "to chuc danh gia, bao cao ket qua".
_FOLLOWS = re.compile(
    rf"{_ACTOR}(?:(?:lap |tong hop |hoan thien )?(?:bao cao|bien ban)|tong hop (?:ket qua|y kien)|hoan thien ho so"
    r"|luu|thong bao ket|theo doi|don doc|khac phuc|cong khai|gui)\b"
)
# Work that looks back on another year's, folded. Matches "cua nam truoc", "ky truoc"; refuses "truoc khi".
_LOOKS_BACK = re.compile(r"\b(?:nam|ky|dot|lan) (?:truoc|ngoai|vua qua)\b")
_YEAR = re.compile(r"\bnam (?P<year>20\d\d)\b")
# Work that says of itself that it follows an audit or a review, folded. Matches "bo sung theo ket qua danh gia noi bo",
# "sau dot danh gia"; refuses "phuc vu danh gia".
_AFTERWARDS = re.compile(
    r"\b(?:theo|sau|tren co so|can cu)(?: khi)?(?: co)?(?: (?:cac|nhung))?"
    r"(?: (?:ket qua|ket luan|phat hien|kien nghi|bien ban))?(?: (?:cua|tai|qua|tu))?(?: (?:dot|cuoc|lan|ky))?"
    r" (?:danh gia|kiem tra|xem xet|khong phu hop)"
)
# Work that some of those concerned do later than the rest, or only where there is a need: its time binds less, folded.
# Matches "cho cong chuc moi tuyen dung", "neu thay doi pham vi"; refuses "quy trinh moi".
_EXTRA = re.compile(r"\b(?:moi (?:tuyen dung|tuyen|chuyen|nhan)|bo sung|neu (?:co|thay|pham|can)|khi co|truong hop)\b")
# Rows much farther from a step than its nearest one are of its neighbours ("Xử lý phát hiện đánh giá").
_AS_NEAR = 0.5
# Where a clause of a row ends, and a part of one.
_CLAUSE_END = re.compile(r"[;.](?=\s|$)|\n")
_PART_END = re.compile(r",\s| và ")


@dataclass(frozen=True, slots=True)
class Work:
    """A row or duty that carries out a step, or a part of it.

    Attributes:
        task: the row.
        time: its deadline, from the words of the step where the row names none.
        span: when that falls, ``None`` where it names no day.
        sure: whether the row surely does the step, and all of it by its time.
    """

    task: Task
    time: Deadline | None
    span: Span | None
    sure: bool

    @property
    def text(self) -> str:
        """What the row does, folded."""
        return fold(self.task.content.value)

    @property
    def prepares(self) -> bool:
        """Whether the row only prepares the step."""
        return _PREPARES.match(self.text) is not None

    @property
    def follows(self) -> bool:
        """Whether the row only follows the step up."""
        return _FOLLOWS.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Done:
    """When a step is done: the first time that it surely does not begin before, the last that it surely ends by.

    Either is ``None`` where the rows do not tell it.
    """

    works: tuple[Work, ...]
    first: Span | None
    last: Span | None
    sure: bool


def read_works(
    plan: CheckedPlan, framework: Framework, items: Sequence[StepVerdict], steps: Container[str]
) -> dict[str, Done]:
    """Returns when each covered step of some is done, without those that rows repeat or leave open."""
    # "Đánh giá hệ thống do bên thứ ba thực hiện" is no audit of the plan's own.
    contrary = {
        proof.task.id for item in items if item.verdict is Verdict.CONTRARY for proof in item.evidence if proof.task
    }
    rows = {item.step.id: _rows(plan, item, contrary) for item in items}
    # "Niêm yết quyết định công bố" is of two steps: left out where a step has rows of its own.
    uses = Counter(task.id for found in rows.values() for task, _ in found)
    done = {}
    for item in items:
        if item.step.id in steps and (works := list(_works(plan, framework, item, rows[item.step.id]))):
            done[item.step.id] = _sum_up(plan, works, [one for one in works if uses[one.task.id] == 1] or works)
    return done


def _rows(plan: CheckedPlan, item: StepVerdict, contrary: Container[str]) -> list[tuple[Task, tuple[Source, ...]]]:
    """Returns the rows that carry out a step, each with its decisive words."""
    if item.verdict not in {Verdict.COVERED, Verdict.PARTIAL}:
        return []
    best = max((proof.score for proof in item.evidence), default=0.0)
    return [
        (proof.task, proof.sources)
        for proof in item.evidence
        if proof.task is not None
        and proof.task.id not in contrary
        and proof.score >= best * _AS_NEAR
        and not _is_past(plan, fold(proof.task.content.value))
    ]


def _works(
    plan: CheckedPlan, framework: Framework, item: StepVerdict, rows: Sequence[tuple[Task, tuple[Source, ...]]]
) -> Iterator[Work]:
    found = []
    for task, words in rows:
        content = fold(task.content.value)
        time = _time(plan, item.step, task, words)
        named = bool(match_step(item.step, content, mentions=framework.mentions))
        sure = named and task.main and item.verdict is Verdict.COVERED and not _EXTRA.search(content)
        found.append(Work(task, time, read_span(time) if time else None, sure))
    main = [work for work in found if work.task.main]
    yield from main if any(work.span for work in main) else found


def _is_past(plan: CheckedPlan, content: str) -> bool:
    years = [int(match["year"]) for match in _YEAR.finditer(content)]
    before = plan.period is not None and any(year < plan.period.first.year for year in years)
    return before or _LOOKS_BACK.search(content) is not None


def _time(plan: CheckedPlan, step: Step, task: Task, words: Sequence[Source]) -> Deadline | None:
    """Returns the deadline of a row; one that its sentence names counts for the clause it stands in."""
    time, quotes = task.time, task.content.quotes
    if len(quotes) > 1 or (time is not None and not holds([quotes[0].source], time.text.source)):
        return time
    whole = quotes[0].source
    clause = _clause(plan, step, whole, _CLAUSE_END, words)
    if time is not None and clause == whole:
        return time
    return find_time(plan, clause) or find_time(plan, _clause(plan, step, clause, _PART_END, words))


def _clause(plan: CheckedPlan, step: Step, whole: Source, ends: re.Pattern[str], words: Sequence[Source]) -> Source:
    """Returns the part of a row that speaks of a step, the one with the decisive words where none is told by name."""
    text = plan.text[whole.start : whole.end]
    cuts = [match.span() for match in ends.finditer(text)]
    parts = [
        Source(whole.start + start, whole.start + end, whole.page)
        for (_, start), (end, _) in zip([(0, 0), *cuts], [*cuts, (len(text), 0)], strict=True)
        if text[start:end].strip()
    ]
    named = [part for part in parts if match_step(step, fold(plan.text[part.start : part.end]))]
    held = [part for part in parts if any(part.start <= one.start < part.end for one in words)]
    return (named or held or [whole])[0]


def _sum_up(plan: CheckedPlan, works: Sequence[Work], own: Sequence[Work]) -> Done:
    """Returns when a step is done: it may begin with any of its rows, and ends with those that are its own."""
    doing, ending = ([work for work in rows if not work.prepares and not work.follows] for rows in (works, own))
    begins = [work for work in doing or works if not _AFTERWARDS.search(work.text) and (doing or work.prepares)]
    ends = ending or [work for work in own if work.follows]
    first, last = _outer(plan, begins, last=False), _outer(plan, ends, last=True)
    return Done(tuple(works), first, last, bool(ending) and all(work.sure and work.span for work in ending))


def _outer(plan: CheckedPlan, works: Sequence[Work], *, last: bool) -> Span | None:
    """Returns the first (last) time of rows, ``None`` where one of them may be done at any time.

    Deadlines outside the plan's time are slips of their own and tell no order.
    """
    spans = [work.span for work in works if work.span]
    if not spans or any(work.time and work.time.kind is TimeKind.RECURRING for work in works):
        return None
    period = plan.period
    if period and any(not period.first <= (one.end or one.start) <= period.last for one in spans):
        return None
    if not last:
        return min(spans, key=lambda one: one.start)
    return None if any(one.end is None for one in spans) else max(spans, key=lambda one: one.end or one.start)
