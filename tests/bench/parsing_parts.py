"""What is compared of a plan: its tasks, its header and everything else that the truth names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from parsing_score import (
    MATCHED,
    Reader,
    Score,
    Verdict,
    alike,
    bare,
    match_tasks,
    plain,
    right_content,
    same_group,
    wrong_spans,
)
from rapidfuzz import fuzz
from rendering.invented import InventedPlan, ProblemCode, TrueAnnex, TrueDuty, TrueTask, TrueTime, Truth

from corpus.model import Annex, Deadline, Document, Field, Plan, Signer, Task
from corpus.parsing import ParsedPlan
from corpus.text import fold

HEADER = ("kind", "title", "issuer", "parent_issuer", "number", "symbol", "place", "date", "year", "agency_type")
TASK = ("content", "lead", "coordinate", "time", "kind", "interval", "result", "roles", "group", "ordinal")
TIME = ("relative_to", "reference", "every", "parts", "alternative", "impossible")
REST = ("annex", "budget", "recipients", "signer", "capacity", "signed", "units", "problems")
LISTS = ("bases", "purposes", "requirements", "duties", "duties with lead", "annexes")
_PROBLEMS = frozenset(ProblemCode.__args__)  # type: ignore[attr-defined]  # of a Literal
# A paragraph of purposes or requirements is found when it is this like.
_PARAGRAPH = 0.9
# Characters that may stand before the words of a duty besides its actor: "Giao … có trách nhiệm".
_BEFORE_DUTY = 30
# Words before an event that belong to it or not, as one reads it: "(kể từ) ngày ban hành", "(sau) khi ban hành".
_BEFORE_EVENT = re.compile(r"^(?:ngày|khi|lúc|thời điểm)\s+")


def score_plan(document: Document, parsed: ParsedPlan, expected: InventedPlan) -> Score:
    """Compares a parsed plan with its truth; what is not labelled is left out."""
    score, reader = Score(), Reader(document)
    plan, truth = parsed.plan, expected.truth
    _score_tasks(score, reader, plan, truth)
    _score_header(score, reader, plan, truth)
    _score_lists(score, reader, plan, truth)
    _score_closing(score, reader, plan, truth)
    known = {name: unit.canonical for unit in plan.units if unit.known_by == "plan" for name in [unit.name]}
    _value(score, "units", "units", known == truth.units, known, truth.units)
    codes = tuple(sorted({problem.code for problem in parsed.problems} & _PROBLEMS))
    _value(score, "problems", "problems", codes == tuple(sorted(set(truth.problems))), codes, truth.problems)
    score.quotes = wrong_spans(plan, document.text)
    silent = expected.unlabelled
    score.verdicts = [each for each in score.verdicts if each.measure not in silent]
    score.hits = {name: hits for name, hits in score.hits.items() if name.split()[0] not in silent}
    score.unlisted = [each for each in score.unlisted if each[0].split()[0] not in silent]
    return score


def _value(
    score: Score,
    case: str,
    measure: str,
    right: bool,
    found: object,
    expected: object,
    *,
    lenient: bool | None = None,
    missed: bool = False,
) -> None:
    score.verdicts.append(
        Verdict(case, measure, right, right if lenient is None else right or lenient, missed, found, expected)
    )


def _score_tasks(score: Score, reader: Reader, plan: Plan, truth: Truth) -> None:
    found = plan.main_tasks
    partners = match_tasks(reader, found, truth.tasks)
    listed = {f"{i + 1} {task.content}": i in partners for i, task in enumerate(truth.tasks)}
    extra = [task.content.value for j, task in enumerate(found) if j not in partners.values()]
    score.count("tasks", listed, extra)
    matched = {j: i for i, j in partners.items()}
    ids = {task.id: matched.get(j) for j, task in enumerate(found)}
    for i, wanted in enumerate(truth.tasks):
        label = f"t{i + 1:02}"
        task = found[partners[i]] if i in partners else None
        _score_task(score, reader, label, task, wanted)
        reference = ids.get(task.time.reference) if task and task.time and task.time.reference else None
        _score_time(score, reader, label, task, wanted, reference=reference, tasks=truth.tasks)


def _score_task(score: Score, reader: Reader, label: str, task: Task | None, wanted: TrueTask) -> None:
    """Compares the fields of one task but its time; a task that was not found has them all wrong."""

    def add(measure: str, right: bool, found: object, expected: object, *, lenient: bool | None = None) -> None:
        _value(score, f"{label} {measure}", measure, right, found, expected, lenient=lenient)

    if task is None:
        for measure in (
            "content",
            "lead",
            "coordinate",
            "result",
            "ordinal",
            "group",
            *(["roles"] if wanted.roles else []),
        ):
            _value(score, f"{label} {measure}", measure, False, None, "the task was not found", missed=True)
        return
    content = right_content(reader, task.content, wanted)
    add(
        "content",
        content,
        task.content.value,
        wanted.content,
        lenient=reader.alike(task.content, wanted.content, *wanted.also),
    )
    for measure, units, names in (("lead", task.lead, wanted.lead), ("coordinate", task.coordinate, wanted.coordinate)):
        right = reader.same_units(units, names)
        add(measure, right, _texts(units), names, lenient=reader.same_units(units, names, lenient=True))
    results = (wanted.result, *wanted.also_result)
    add(
        "result",
        reader.equal(task.result, *results),
        _text(task.result),
        wanted.result,
        lenient=reader.alike(task.result, *results),
    )
    add("ordinal", (task.ordinal or "").strip(" .") == (wanted.ordinal or "").strip(" ."), task.ordinal, wanted.ordinal)
    add("group", same_group(reader, task.group, wanted.group), task.group, wanted.group)
    others = {role.name: role.units for role in task.roles if not set(role.units) <= {*task.lead, *task.coordinate}}
    if others or wanted.roles:
        shown = {name: _texts(units) for name, units in others.items()}
        right = _same_roles(reader, others, wanted.roles)
        add("roles", right, shown, wanted.roles, lenient=_same_roles(reader, others, wanted.roles, lenient=True))
    if wanted.lines is not None:
        line = reader.document.text.count("\n", 0, task.content.source.start) + 1
        add("place", wanted.lines[0] <= line <= wanted.lines[1], line, wanted.lines)


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

    def add(measure: str, right: bool, got: object, expected: object, *, lenient: bool | None = None) -> None:
        _value(
            score, f"{label} {measure}", measure, right and not missed, got, expected, lenient=lenient, missed=missed
        )

    text = found.text if found else None
    expected_text = true.text if true else None
    lenient = not missed and reader.alike(text, expected_text)
    add("time", reader.equal(text, expected_text), _text(text), expected_text, lenient=lenient)
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
    """Returns the index of the task called ``label`` ("6", or "II.6"), in the group of ``task`` first.

    Raises:
        ValueError: there is none.
    """
    group, _, ordinal = label.rpartition(".")
    named = [i for i, other in enumerate(tasks) if other.ordinal == label]
    inside = [
        i
        for i, other in enumerate(tasks)
        if group and other.ordinal == ordinal and (other.group or "").startswith(group)
    ]
    kin = [i for i in named if tasks[i].group == task.group]
    for choice in (kin, named, inside):
        if choice:
            return choice[0]
    raise ValueError(f"no task {label} to wait for")


def _score_header(score: Score, reader: Reader, plan: Plan, truth: Truth) -> None:
    header, true = plan.header, truth.header
    for measure in HEADER:
        found, expected = getattr(header, measure), getattr(true, measure)
        if isinstance(found, Field) or (isinstance(expected, str) and measure != "agency_type"):
            caseless = measure in {"issuer", "parent_issuer", "place", "kind"}
            right, lenient = reader.equal(found, expected, caseless=caseless), reader.alike(found, expected)
            if measure in {"number", "symbol"}:  # exact: what is copied into another document
                right = expected in ((None,) if found is None else reader.readings(found))
            _value(score, f"h {measure}", f"header {measure}", right, _text(found), expected, lenient=lenient)
        else:
            _value(score, f"h {measure}", f"header {measure}", found == expected, found, expected)


def _score_lists(score: Score, reader: Reader, plan: Plan, truth: Truth) -> None:
    keys = {citation.key for citation in plan.legal_bases if citation.key}
    score.count("bases", {key: key in keys for key in truth.bases}, sorted(keys - set(truth.bases)))
    for measure, fields, texts in (
        ("purposes", plan.purposes, truth.purposes),
        ("requirements", plan.requirements, truth.requirements),
    ):
        left = list(fields)
        listed: dict[str, bool] = {}
        for text in texts:
            best = max(left, key=lambda each, text=text: reader.similarity(each, text), default=None)
            listed[text] = best is not None and reader.similarity(best, text) >= _PARAGRAPH
            if best is not None and listed[text]:
                left.remove(best)
        score.count(measure, listed, _texts(left))
    _score_duties(score, reader, plan, truth)
    _score_annexes(score, reader, plan.annexes, truth.annexes)


def _score_duties(score: Score, reader: Reader, plan: Plan, truth: Truth) -> None:
    """A duty is found when a task outside the list begins with its words; the first that does, each once."""
    left = [task for task in plan.tasks if not task.main]
    listed: dict[str, bool] = {}
    led: dict[str, bool] = {}
    wrongly: list[str] = []
    for number, duty in enumerate(truth.duties, start=1):
        name = f"{number} {duty.content}"
        fitting = [task for task in left if _begins(reader, task.content, duty)]
        led_rightly = [
            task for task in fitting if reader.same_units(task.lead, duty.lead, lenient=bool(reader.document.restored))
        ]
        listed[name], led[name] = bool(fitting), bool(led_rightly)
        if fitting:
            task = (led_rightly or fitting)[0]
            left.remove(task)
            if not led_rightly:
                wrongly.append(f"{number} {_texts(task.lead)} instead of {duty.lead}")
    extra = [task.content.value for task in left]
    score.count("duties", listed, extra)
    score.count("duties with lead", led, [*extra, *wrongly])


def _begins(reader: Reader, found: Field, duty: TrueDuty) -> bool:
    """Tells whether a found duty begins with the words of a true one, its actor before them or not."""
    words = bare(duty.content)
    reach = len(words) + sum(map(len, duty.lead)) + _BEFORE_DUTY
    return any(fuzz.partial_ratio(words, bare(text)[:reach]) >= 100 * _PARAGRAPH for text in reader.readings(found))


def _score_annexes(score: Score, reader: Reader, found: Sequence[Annex], expected: Sequence[TrueAnnex]) -> None:
    left = list(found)
    listed: dict[str, bool] = {}
    for number, true in enumerate(expected, start=1):
        match = next((each for each in left if _same_annex(reader, each, true)), None)
        listed[f"{number} {true.kind} {true.label or ''} {true.title or ''}"] = match is not None
        if match is not None:
            left.remove(match)
        for measure in ("kind", "label", "title", "number", "symbol", "date"):
            got = getattr(match, measure) if match else None
            wanted = getattr(true, measure)
            right = reader.equal(got, wanted) if isinstance(got, Field) else got == wanted
            shown = _text(got) if isinstance(got, Field) else got
            _value(
                score,
                f"annex {number} {measure}",
                "annex",
                right and match is not None,
                shown,
                wanted,
                missed=not match,
            )
    score.count("annexes", listed, [f"{_text(each.kind)} {each.label or ''} {_text(each.title)}" for each in left])


def _same_annex(reader: Reader, found: Annex, true: TrueAnnex) -> bool:
    if found.title is not None and true.title is not None:
        return reader.similarity(found.title, true.title) >= MATCHED
    return reader.equal(found.kind, true.kind, caseless=True) and found.label == true.label


def _score_closing(score: Score, reader: Reader, plan: Plan, truth: Truth) -> None:
    budget = plan.budget
    if truth.budget is None or budget is None:
        right = (budget is None) == (truth.budget is None)
    else:
        right = any(plain(truth.budget) in plain(text) for text in reader.readings(budget))
    _value(score, "budget", "budget", right, _text(budget), truth.budget)
    names = [line.rstrip(";. ") for line in truth.recipients]
    same = reader.same_units(plan.recipients, names)
    lenient = reader.same_units(plan.recipients, names, lenient=True)
    _value(score, "recipients", "recipients", same, _texts(plan.recipients), tuple(names), lenient=lenient)
    signer, true = plan.signer or Signer(None, None), truth.signer
    title = true.title if true else None
    right = reader.equal(signer.title, title)
    _value(score, "signer", "signer", right, _text(signer.title), title, lenient=reader.alike(signer.title, title))
    if (true is not None and true.name is not None) or signer.name is not None:
        name = true.name if true else None
        _value(score, "signer name", "signer", reader.equal(signer.name, name), _text(signer.name), name)
    capacity = true.capacity if true else None
    _value(score, "capacity", "capacity", signer.capacity == capacity, signer.capacity, capacity)
    signed = bool(true and true.signed)
    _value(score, "signed", "signed", (signer.mark is not None) == signed, _text(signer.mark), signed)


def _text(value: Field | None) -> str | None:
    return value.value if isinstance(value, Field) else value


def _texts(values: Sequence[Field]) -> tuple[str, ...]:
    return tuple(value.value for value in values)
