"""What is compared of the tasks of a plan: matched with the true ones first, then field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsing_score import MATCHED, Reader, Score, alike, match_tasks, plain, right_content, same_group
from rendering.plan_truth import TrueTask, TrueTime

from corpus.model import Deadline, Field, Plan, Task
from corpus.text import fold

TASK = ("content", "lead", "coordinate", "time", "kind", "interval", "result", "roles", "group", "ordinal")
_PLAIN = ("content", "lead", "coordinate", "result", "ordinal", "group")
TIME = ("relative_to", "reference", "every", "parts", "alternative", "impossible")
# Words before an event that belong to it or not, as one reads it: "(kể từ) ngày ban hành", "(sau) khi ban hành".
_BEFORE_EVENT = re.compile(r"^(?:ngày|khi|lúc|thời điểm)\s+")


def score_tasks(
    score: Score, reader: Reader, plan: Plan, expected: Sequence[TrueTask], covered: Sequence[frozenset[str]]
) -> None:
    """Compares the tasks of the list; what is not labelled is left out later.

    Args:
        score: takes the verdicts.
        reader: of the document.
        plan: as parsed.
        expected: the true tasks.
        covered: for each, the fields that may also be empty; ``()`` where none may.
    """
    found = plan.main_tasks
    partners = match_tasks(reader, found, expected)
    listed = {f"{i + 1} {task.content}": i in partners for i, task in enumerate(expected)}
    extra = [task.content.value for j, task in enumerate(found) if j not in partners.values()]
    score.count("tasks", listed, extra)
    matched = {j: i for i, j in partners.items()}
    ids = {task.id: matched.get(j) for j, task in enumerate(found)}
    for i, true in enumerate(expected):
        label = f"t{i + 1:02}"
        task = found[partners[i]] if i in partners else None
        wanted = _emptied(true, task, covered[i]) if task is not None and covered else true
        _score_task(score, reader, label, task, wanted)
        reference = ids.get(task.time.reference) if task and task.time and task.time.reference else None
        _score_time(score, reader, label, task, wanted, reference=reference, tasks=expected)


def _emptied(true: TrueTask, found: Task, covered: frozenset[str]) -> TrueTask:
    """Returns the true task without the fields that may be empty and are."""
    empty: dict[str, tuple[()] | None] = {"lead": (), "coordinate": (), "time": None, "result": None}
    return true.model_copy(update={name: empty[name] for name in covered if not getattr(found, name)})


def _score_task(score: Score, reader: Reader, label: str, task: Task | None, wanted: TrueTask) -> None:
    """Compares the fields of one task but its time; a task that was not found has them all wrong."""

    def add(measure: str, right: bool, found: object, expected: object, *, lenient: bool = False) -> None:
        score.add(f"{label} {measure}", measure, right, found, expected, lenient=lenient)

    if task is None:
        for measure in (*_PLAIN, *(["roles"] if wanted.roles else [])):
            score.add(f"{label} {measure}", measure, False, None, "the task was not found", missed=True)
        return
    content = right_content(reader, task.content, wanted)
    lenient = reader.alike(task.content, wanted.content, *wanted.also)
    add("content", content, reader.shown(task.content), wanted.content, lenient=lenient)
    for measure, units, names in (("lead", task.lead, wanted.lead), ("coordinate", task.coordinate, wanted.coordinate)):
        right = reader.same_units(units, names)
        add(measure, right, reader.all_shown(units), names, lenient=reader.same_units(units, names, lenient=True))
    results = (wanted.result, *wanted.also_result)
    right, lenient = reader.equal(task.result, *results), reader.alike(task.result, *results)
    add("result", right, reader.shown(task.result), wanted.result, lenient=lenient)
    add("ordinal", _number(task.ordinal) == _number(wanted.ordinal), task.ordinal, wanted.ordinal)
    add("group", same_group(reader, task.group, wanted.group), task.group, wanted.group)
    others = {role.name: role.units for role in task.roles if not set(role.units) <= {*task.lead, *task.coordinate}}
    if others or wanted.roles:
        shown = {name: reader.all_shown(units) for name, units in others.items()}
        right = _same_roles(reader, others, wanted.roles)
        add("roles", right, shown, wanted.roles, lenient=_same_roles(reader, others, wanted.roles, lenient=True))
    if wanted.lines is not None:
        line = reader.document.text.count("\n", 0, task.content.source.start) + 1
        add("place", wanted.lines[0] <= line <= wanted.lines[1], line, wanted.lines)


def _number(ordinal: str | None) -> str:
    return (ordinal or "").strip(" .)-/")


def _same_roles(
    reader: Reader,
    found: Mapping[str, Sequence[Field]],
    expected: Mapping[str, Sequence[str]],
    *,
    lenient: bool = False,
) -> bool:
    """Tells whether other roles agree; of their names one may hold the other ("Tham mưu", "Đơn vị tham mưu")."""
    if len(found) != len(expected):
        return False
    return all(
        any(
            (fold(name) in fold(wanted) or fold(wanted) in fold(name))
            and reader.same_units(units, names, lenient=lenient)
            for name, units in found.items()
        )
        for wanted, names in expected.items()
    )


def _score_time(
    score: Score,
    reader: Reader,
    label: str,
    task: Task | None,
    wanted: TrueTask,
    *,
    reference: int | None,
    tasks: Sequence[TrueTask],
) -> None:
    """Compares the deadline; what only some deadlines have is counted where one was printed or read."""
    true = wanted.time
    found = task.time if task else None
    missed = task is None

    def add(measure: str, right: bool, got: object, expected: object, *, lenient: bool = False) -> None:
        case = f"{label} {measure}"
        score.add(case, measure, right and not missed, got, expected, lenient=lenient, missed=missed)

    text = found.text if found else None
    expected_text = true.text if true else None
    lenient = not missed and reader.alike(text, expected_text)
    right = reader.equal(text, expected_text) or _same_marks(reader, text, expected_text)
    add("time", right, reader.shown(text), expected_text, lenient=lenient)
    both = (found is None) == (true is None)
    kinds = (found.kind.value if found else "none", true.kind.value if true else "none")
    add("kind", both and kinds[0] == kinds[1], *kinds)
    days = ((found.start, found.end) if found else None, (true.start, true.end) if true else None)
    add("interval", days[0] == days[1], *days)
    for measure, got, expected in _rare(found, true):
        if measure == "relative_to":
            events = [_BEFORE_EVENT.sub("", plain(str(text), caseless=True)) for text in (got, expected)]
            add(measure, events[0] == events[1], got, expected, lenient=not missed and alike(*events) >= MATCHED)
        else:
            add(measure, got == expected, got, expected)
    waits = _waits_for(true.task, wanted, tasks) if true and true.task else None
    if waits is not None or (found is not None and found.reference is not None):
        shown = None if reference is None else tasks[reference].ordinal
        add("reference", reference == waits, shown or (found.reference if found else None), true.task if true else None)


def _same_marks(reader: Reader, found: Field | None, expected: str | None) -> bool:
    """Tells whether a time read from columns marked with X ("T3 T4") names those of the truth ("T3, T4")."""
    if found is None or expected is None or len(found.quotes) < 2:
        return False
    return any(
        reading.replace(",", " ").split() == expected.replace(",", " ").split() for reading in reader.readings(found)
    )


def _rare(found: Deadline | None, true: TrueTime | None) -> list[tuple[str, object, object]]:
    pairs: list[tuple[str, object, object]] = [
        ("relative_to", found.relative_to if found else None, true.relative_to if true else None),
        ("every", found.every if found else None, true.every if true else None),
        ("parts", tuple((part.start, part.end) for part in found.parts) if found else (), true.parts if true else ()),
        ("alternative", bool(found and found.alternative), bool(true and true.alternative)),
        ("impossible", bool(found and found.impossible), bool(true and true.impossible)),
    ]
    return [pair for pair in pairs if pair[1] or pair[2]]


def _waits_for(label: str, task: TrueTask, tasks: Sequence[TrueTask]) -> int:
    """Returns the index of the task called ``label`` ("6", "II.6", or its content), in the group of ``task`` first."""
    group, _, ordinal = label.rpartition(".")
    named = [i for i, other in enumerate(tasks) if (other.ordinal or other.content) == label]
    inside = [
        i
        for i, other in enumerate(tasks)
        if group and other.ordinal == ordinal and (other.group or "").startswith(group)
    ]
    kin = [i for i in named if tasks[i].group == task.group]
    return next(choice[0] for choice in (kin, named, inside) if choice)
