"""The task that another waits for: "Sau khi đánh giá nội bộ" → the row "Tổ chức đánh giá nội bộ"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Deadline, Task
from corpus.text import fold

# A task by its number. Matched: "buoc 3", "noi dung so 2", "muc ii.5", "nhiem vu 4". Refused: "muc tieu", "buoc 3, 4",
# "muc 5 phan ii".
_NUMBERED = re.compile(
    r"\b(?:buoc|noi dung|muc|nhiem vu|cong viec|dau viec|viec|stt|diem)(?: cong viec)?(?: thu| so)? "
    r"(?P<number>(?:[ivx]+\.)?\d{1,2}(?:\.\d{1,2})*)(?![\d.]*\d)"
    r"(?P<more> ?(?:,|va|den|hoac|-|/) ?\d| (?:phan|cua muc|muc) )?"
)
# Something that comes from outside or may never come; no task brings it about. Matched: "co su thay doi", "co yeu cau".
_CONDITION = re.compile(r"\b(?:thay doi|yeu cau|nhu cau|phat sinh|can thiet|bien dong|sua doi quy dinh)\b")
# Matched: "ngay hop ket thuc", "khi hop". Refused: "ket thuc".
_BEFORE_EVENT = re.compile(r"^(?:ngay|khi|luc) ")
# Syllables that say that work goes on or is over, not which work.
_EMPTY_SYLLABLES = (
    "sau truoc khi ngay ket thuc hoan thanh tat xong co duoc to chuc thuc hien tien hanh viec cong tac dot cuoc ky lan "
    "nhan cua cac nhung cho ve va hoac voi theo trong den tu nam thang moi da bi de o la ban hanh phe duyet thong lap "
    "xay dung"
)
_EMPTY = frozenset(_EMPTY_SYLLABLES.split())
# Of records that any task may leave: "sau khi có báo cáo" says nothing of which.
_RECORD_SYLLABLES = "quy trinh bao cao quyet dinh bien ban van thong phieu ho so ket luan danh muc"
_RECORDS = frozenset(_RECORD_SYLLABLES.split())
_WORD = re.compile(r"[a-z\d]+")
_EMPTY_PAIRS = re.compile(r"\b(?:ket qua|qua trinh)\b")
# Share of the event's syllables and pairs of neighbours that the task must hold; how far behind the next best must be;
# what opening with the event adds. Of 69 events in two invented plans (test_parsing_references.py) none got a wrong
# task from a share of 0.75 up; at 0.65 one did, at 0.6 two.
_CLOSE, _MARGIN, _HEAD = 0.8, 0.1, 0.15
# What may stand before the work itself: the record or the meeting it ends with. Matched: "bien ban danh gia", "ket luan
# hop xem xet". Refused: "ke hoach danh gia" (of a task before it), "bien ban" alone.
_BEFORE_WORK = re.compile(
    r"^(?:(?:co|nhan duoc) )?(?:bao cao|bien ban|ket luan|ket qua)(?: (?:cua|tai|cuoc|hop))* (?=\w+ \w)"
)
# An act that ends a task. Tasks that name it too go before those that are only about the same thing: of "tài liệu được
# ban hành" the one that writes and issues them, not the one that leaves "Tài liệu tập huấn".
_ACT = re.compile(r"\b(?:ban hanh|phe duyet|cong bo|nghiem thu|tham dinh|thanh lap)\b")
_ACTS = 0.3


@dataclass(frozen=True, slots=True)
class _Words:
    """What a task is called by: its syllables and pairs of neighbours, the pair it opens with, and acts it names."""

    syllables: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    heads: frozenset[tuple[str, ...]]
    acts: frozenset[str]


def resolve_references(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Gives each deadline that waits for another task of the plan the id of that task.

    The event is compared with what a task does and with the record it leaves ("khi có báo cáo đánh giá"), first among
    the rows of its own group; only rows of the task list are meant. Where no task is close enough, or several are
    equally so, the deadline refers to none.

    Args:
        tasks: of one plan, in order, with their final ids.
    """
    words = {task.id: _task_words(task) for task in tasks if task.main}
    return tuple(
        replace(task, time=replace(task.time, reference=_find(task.time, tasks, words)))
        if task.time and task.time.relative_to
        else task
        for task in tasks
    )


def _find(deadline: Deadline, tasks: Sequence[Task], words: dict[str, _Words]) -> str | None:
    if not deadline.relative_to:
        return None
    event = fold(deadline.relative_to)
    groups = {_group(task) for task in tasks if task.time == deadline}  # several rows where the cell of time is merged
    others = [task for task in tasks if task.main and task.time != deadline]
    near = [task for task in others if _group(task) in groups]
    for candidates in (near, others):
        if numbered := _NUMBERED.search(event):
            found = None if numbered["more"] else _only(_with_number(numbered["number"], candidates))
        else:
            found = _only([task.id for task in candidates if _opens_with(task, event)])
            found = found or _closest(event, candidates, words)
        if found is not None:
            return found
    return None


def _only(ids: Sequence[str]) -> str | None:
    return ids[0] if len(ids) == 1 else None


def _opens_with(task: Task, event: str) -> bool:
    """Whether a task opens with the very words of an event, two at least ("họp kết thúc")."""
    words = _BEFORE_EVENT.sub("", event)
    return " " in words and f"{fold(task.content.value)} ".startswith((f"{words} ", f"{words},"))


def _with_number(number: str, tasks: Sequence[Task]) -> list[str]:
    """Returns the tasks with a number, which may name the group too ("mục II.3")."""
    wanted = _label(number)
    return [
        task.id for task in tasks if task.ordinal and f".{_group(task)}.{_label(task.ordinal)}".endswith(f".{wanted}")
    ]


def _group(task: Task) -> str:
    """Returns the labels of what a row stands under, as in its id and in the heading of its group: "pl.ii"."""
    labels = task.id.rpartition("#")[2].rpartition(".")[0]
    heading = _label(task.group.split(".")[0]) if task.group else ""
    return _label(labels) if labels else heading


def _label(number: str) -> str:
    return ".".join(part.strip().lstrip("0") for part in fold(number).strip(" .)").split("."))


def _closest(event: str, tasks: Sequence[Task], words: dict[str, _Words]) -> str | None:
    if _CONDITION.search(event):
        return None
    acts = frozenset(_ACT.findall(event))
    for wording in dict.fromkeys((event, _BEFORE_WORK.sub("", event))):
        syllables = _significant(wording)
        if len(syllables) < 2 or _RECORDS.issuperset(syllables) or not tasks:
            continue
        scores = sorted(((_score(syllables, acts, words[task.id]), task.id) for task in tasks), reverse=True)
        best, found = scores[0]
        runner_up = scores[1][0] if len(scores) > 1 else 0.0
        if best >= _CLOSE:
            return found if best - runner_up >= _MARGIN else None
    return None


def _score(event: Sequence[str], acts: frozenset[str], task: _Words) -> float:
    """Scores 0..1, and more where the task opens with the event, so that "Khắc phục sau đánh giá" is no "đánh giá"."""
    pairs = list(pairwise(event))
    held = sum(word in task.syllables for word in event) / len(event)
    joined = sum(pair in task.pairs for pair in pairs) / len(pairs)
    opens = any(tuple(event[: len(head)]) == head for head in task.heads if head)
    score = (held + joined) / 2
    acted = score >= _CLOSE and bool(acts & task.acts)
    return score + (_HEAD if opens else 0.0) + (_ACTS if acted else 0.0)


def _task_words(task: Task) -> _Words:
    folded = [fold(text.value) for text in (task.content, task.result) if text]
    texts = [_significant(text) for text in folded]
    return _Words(
        frozenset(word for text in texts for word in text),
        frozenset(pair for text in texts for pair in pairwise(text)),
        frozenset(tuple(text[:2]) for text in texts),
        frozenset(act for text in folded for act in _ACT.findall(text)),
    )


def _significant(skeleton: str) -> list[str]:
    return [word for word in _WORD.findall(_EMPTY_PAIRS.sub("", skeleton)) if word not in _EMPTY]
