"""Steps that are due before the steps they must follow: the review before its audit, training after the audit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.frameworks import Framework, Requirement, Step, match_cues
from corpus.model import Deadline, Severity
from corpus.text import fold
from search.checks.precedence import must_follow
from search.checks.reading import CheckedPlan
from search.checks.spans import Span
from search.checks.works import Done, Work, read_works
from search.gap_report import Check, StepVerdict

# What leads to the event that a row waits for, or comes before, folded. Matches "ngay sau khi ", "ke tu ngay "; "truoc
# khi ", "truoc dot ".
_AFTER = re.compile(r"\b(?:sau(?: khi)?|ke tu(?: khi| ngay)?)(?: dot| cuoc| ky| lan)? ?$")
_BEFORE = re.compile(r"\btruoc(?: khi)?(?: dot| cuoc| ky| lan)? ?$")
# What an event may open with besides the work itself, folded. Matches "co ket qua ", "co quyet dinh ".
_RECORD = re.compile(
    r"^(?:(?:da )?(?:co|nhan duoc|ket thuc|hoan thanh) )?"
    r"(?:(?:ket qua|bao cao|bien ban|quyet dinh|ket luan|thong bao ket qua) )?(?:cua |ve )?"
)
# An event that only prepares a step, folded. Matches "co ke hoach danh gia noi bo", "quyet dinh thanh lap doan".
_PREPARING = re.compile(
    r"^(?:(?:co|ban hanh|phe duyet|lap|xay dung|thong nhat) )*"
    r"(?:ke hoach|chuong trinh|lich|(?:quyet dinh )?thanh lap)\b"
)
_MAINTAINS = re.compile(r"\bduy tri\b")
_CLOSED = "Thời hạn chỉ nêu ngày cuối nên cần xem lại."
_ANEW = "Nếu làm lại vì thay đổi phạm vi, tổ chức thì không phải là sai."


def check_order(plan: CheckedPlan, framework: Framework, items: Sequence[StepVerdict]) -> Iterator[Check]:
    """Finds steps that are all due before any of the rows begins of a step that they must follow.

    Each step is told once, with all that it comes before; nothing is told where both orders can hold. It is a hint
    where a row may mean something else or names only the last day, and where a system that is maintained may be
    declared anew within the year.
    """
    pairs = [(step, before) for step in framework.steps if (before := list(must_follow(framework, step)))]
    done = read_works(
        plan,
        framework,
        items,
        {one.id for step, before in pairs for one in (step, *(earlier for earlier, _ in before))},
    )
    for step, known in pairs:
        own = done.get(step.id)
        if own is None:
            continue
        before = [(earlier, ground) for earlier, ground in known if earlier.id in done]
        late = [(earlier, ground) for earlier, ground in before if _comes_before(own, done[earlier.id])]
        if own.last and late:
            yield _tell(plan, step, own.last, late, done)
        for earlier, ground in before:
            yield from _waits(earlier, step, done, ground)


def _is_maintained(plan: CheckedPlan, step: Step) -> bool:
    title = plan.stored.plan.header.title
    return step.requirement is Requirement.CONDITIONAL and bool(title and _MAINTAINS.search(fold(title.value)))


def _comes_before(own: Done, earlier: Done) -> bool:
    if own.last is None or own.last.end is None or earlier.first is None:
        return False
    return own.last.end < earlier.first.start


def _tell(
    plan: CheckedPlan, step: Step, last: Span, late: Sequence[tuple[Step, str]], done: Mapping[str, Done]
) -> Check:
    firsts = {earlier.id: first for earlier, _ in late if (first := done[earlier.id].first)}
    others = ", ".join(f"“{earlier.title}” ({firsts[earlier.id].text})" for earlier, _ in late)
    message = f"“{step.title}” ({last.text}) có thời hạn trước {others}, trong khi phải thực hiện sau."
    doubts = []
    if all(first.closed for first in firsts.values()):
        doubts.append(_CLOSED)
    if _is_maintained(plan, step) and all(earlier.requirement is Requirement.REQUIRED for earlier, _ in late):
        doubts.append(_ANEW)
    sure = done[step.id].sure and any(done[earlier.id].sure for earlier, _ in late) and not doubts
    severity = Severity.WARNING if sure else Severity.INFO
    return Check("ORDER_REVERSED", severity, " ".join([message, *doubts]), last.place, grounds=late[0][1])


def _waits(earlier: Step, later: Step, done: Mapping[str, Done], ground: str) -> Iterator[Check]:
    """Finds rows that wait for a step that should come after them, or come before one that they must follow.

    Matches training "sau khi đánh giá nội bộ" and a review "trước khi đánh giá nội bộ".
    """
    for step, other, leads, words in (
        (earlier, later, _AFTER, ("sau", "trước")),
        (later, earlier, _BEFORE, ("trước", "sau")),
    ):
        rows = [work for work in done[step.id].works if not work.prepares]
        wrong = [(work, time.text) for work in rows if (time := _names(work, other, done[other.id], leads))]
        if len(wrong) < len(rows):  # a part of it is done in time
            continue
        for work, text in wrong:
            message = (
                f"“{step.title}” được đặt {words[0]} “{other.title}” (“{text.value}”), trong khi phải thực hiện "
                f"{words[1]}."
            )
            severity = Severity.WARNING if work.sure else Severity.INFO
            yield Check("ORDER_REVERSED", severity, message, text.source, grounds=ground)


def _names(work: Work, other: Step, done: Done, leads: re.Pattern[str]) -> Deadline | None:
    """Returns the deadline of a row where it is an event that is the other step, led to by such words."""
    time = work.time
    if time is None or not time.relative_to:
        return None
    event, words = fold(time.relative_to), fold(time.text.value)
    if _PREPARING.match(event) or not leads.search(words[: max(words.find(event), 0)]):
        return None
    rows = [one.task.id for one in done.works if not one.prepares]
    if work.task.id in rows:
        return None
    if time.reference:
        return time if time.reference in rows else None
    bare = _RECORD.sub("", event)
    named = " " in bare and fold(other.title).startswith(bare)
    return time if named or any(match_cues(other.cues, text) for text in (event, bare)) else None
