"""What is compared of a plan besides its tasks: header, bases, purposes, duties, annexes, closing, problems."""

from __future__ import annotations

from collections.abc import Sequence

from parsing_score import MATCHED, Reader, Score, bare, plain, wrong_spans
from parsing_tasks import score_tasks
from rapidfuzz import fuzz
from rendering.invented import InventedPlan
from rendering.plan_truth import ProblemCode, TrueAnnex, TrueDuty, Truth

from corpus.model import Annex, Document, Field, Plan, Signer
from corpus.parsing import ParsedPlan

HEADER = ("kind", "title", "issuer", "parent_issuer", "number", "symbol", "place", "date", "year", "agency_type")
REST = ("annex", "budget", "recipients", "signer", "capacity", "signed", "units", "problems")
LISTS = ("bases", "purposes", "requirements", "duties", "duties with lead", "annexes")
_PROBLEMS = frozenset(ProblemCode.__args__)  # type: ignore[attr-defined]  # of a Literal
# A paragraph of purposes or requirements is found when it is this like.
_PARAGRAPH = 0.9
# Characters that may stand before the words of a duty besides its actor: "Giao … có trách nhiệm".
_BEFORE_DUTY = 30


def score_plan(document: Document, parsed: ParsedPlan, expected: InventedPlan, *, merged: bool = True) -> Score:
    """Compares a parsed plan with its truth; what is not labelled is left out.

    Args:
        document: as read.
        parsed: as parsed.
        expected: the plan.
        merged: whether the form shows merged cells; where it does not, an empty one is right.
    """
    score, reader = Score(), Reader(document)
    plan, truth = parsed.plan, expected.truth
    score_tasks(score, reader, plan, truth.tasks, () if merged else expected.covered)
    _score_header(score, reader, plan, truth)
    _score_lists(score, reader, plan, truth)
    _score_closing(score, reader, plan, truth)
    known = {unit.name: unit.canonical for unit in plan.units if unit.known_by == "plan"}
    score.add("units", "units", known == truth.units, known, truth.units)
    codes = tuple(sorted({problem.code for problem in parsed.problems} & _PROBLEMS))
    score.add("problems", "problems", codes == tuple(sorted(set(truth.problems))), codes, truth.problems)
    score.quotes = wrong_spans(plan, document.text)
    silent = expected.unlabelled
    score.verdicts = [each for each in score.verdicts if each.measure not in silent]
    score.hits = {name: hits for name, hits in score.hits.items() if name.split()[0] not in silent}
    score.unlisted = [each for each in score.unlisted if each[0].split()[0] not in silent]
    return score


def _score_header(score: Score, reader: Reader, plan: Plan, truth: Truth) -> None:
    header, true = plan.header, truth.header
    for measure in HEADER:
        found, expected = getattr(header, measure), getattr(true, measure)
        if isinstance(found, Field) or (isinstance(expected, str) and measure != "agency_type"):
            caseless = measure in {"issuer", "parent_issuer", "place", "kind"}
            right, lenient = reader.equal(found, expected, caseless=caseless), reader.alike(found, expected)
            if measure in {"number", "symbol"}:  # exact: what is copied into another document
                right = expected in ((None,) if found is None else reader.readings(found))
            score.add(f"h {measure}", f"header {measure}", right, reader.shown(found), expected, lenient=lenient)
        else:
            score.add(f"h {measure}", f"header {measure}", found == expected, found, expected)


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
        score.count(measure, listed, reader.all_shown(left))
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
                wrongly.append(f"{number} {reader.all_shown(task.lead)} instead of {duty.lead}")
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
            shown = reader.shown(got) if isinstance(got, Field) else got
            right = right and match is not None
            score.add(f"annex {number} {measure}", "annex", right, shown, wanted, missed=match is None)
    extra = [f"{reader.shown(each.kind)} {each.label or ''} {reader.shown(each.title)}" for each in left]
    score.count("annexes", listed, extra)


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
    score.add("budget", "budget", right, reader.shown(budget), truth.budget)
    names = [line.rstrip(";. ") for line in truth.recipients]
    same = reader.same_units(plan.recipients, names)
    lenient = reader.same_units(plan.recipients, names, lenient=True)
    score.add("recipients", "recipients", same, reader.all_shown(plan.recipients), tuple(names), lenient=lenient)
    signer, true = plan.signer or Signer(None, None), truth.signer
    title = true.title if true else None
    right = reader.equal(signer.title, title)
    score.add("signer", "signer", right, reader.shown(signer.title), title, lenient=reader.alike(signer.title, title))
    if (true is not None and true.name is not None) or signer.name is not None:
        name = true.name if true else None
        score.add("signer name", "signer", reader.equal(signer.name, name), reader.shown(signer.name), name)
    capacity = true.capacity if true else None
    score.add("capacity", "capacity", signer.capacity == capacity, signer.capacity, capacity)
    signed = bool(true and true.signed)
    score.add("signed", "signed", (signer.mark is not None) == signed, reader.shown(signer.mark), signed)
