"""Which steps of the framework does this plan miss?

What a passage plans is judged by :mod:`search.judging`, which learned from labelled plans how much likeness to worded
examples, cues and words that take a plan back count, and which passages carry a whole step and which a part alone.
Where it says nothing (another model or framework than it learned with) and in ruined text, wording alone decides: a cue
of the framework in a task or duty that neither a counter-cue nor a mention ("đã tổ chức", "nhằm") takes back; *partial*
is then told of the plan as a document alone. Whatever it says, a step with such a cue is never *missing*, one whose
cues are all taken back is never *covered* by them, and ruined text and plans whose task list could not be read give
*unclear* instead of *missing*.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from corpus.citations.registry import Registry, load_registry
from corpus.frameworks import Framework, PlanPart, Requirement, Step, match_cues, match_step
from corpus.model import AgencyType
from corpus.store import StoredPlan
from corpus.text import fold, normalise
from search.bands import share_of_groups
from search.checks import check_plan
from search.citations import check_citations
from search.engine import Engine
from search.gap_reading import Reading, read_for_gaps
from search.gap_report import Evidence, GapReport, StepVerdict, Verdict
from search.judging import Opinion
from search.partly import tell_part
from search.passages import build_passage

_NEAREST = 3
_ELSEWHERE = "Có nêu ở đoạn không đọc được thành nhiệm vụ; cần người xem."
# Centred cosine to the nearest worded example from which a passage without a cue may still be the step in other words.
# On the shipped samples "Thiếu" is right .87 of the time with this (.80 with .30, .72 with .40; of the rest more than
# half are partial), on the three clean real plans always.
_MAY_BE_THE_STEP = 0.27
# How often verdicts reached each way carry the label of the shipped samples (tests/bench/bench_gaps.py): a cue was
# found; the same in ruined text (phrases found again, tests/bench/bench_framework_cues.py); only the document itself
# stands for the step; nothing was found; nothing was found and no condition holds. An unclear verdict claims nothing.
_FOUND, _FOUND_IN_RUINS, _DOCUMENT_ALONE, _NOT_FOUND, _NO_CONDITION = 0.97, 0.90, 0.75, 0.87, 0.93


def check_gaps(
    engine: Engine,
    stored: StoredPlan,
    framework: Framework,
    *,
    agency_type: AgencyType | None = None,
    registry: Registry | None = None,
) -> GapReport:
    """Judges every step of a framework for one plan, stored or just read.

    Args:
        engine: index and model, for the nearness of passages.
        stored: the plan with its document.
        framework: the steps.
        agency_type: kind of agency; ``None`` takes it from the plan's header.
        registry: what the citations are held against; ``None`` takes the shipped one.
    """
    agency = agency_type or stored.plan.header.agency_type
    items = judge_steps(engine, stored, framework, agency)
    citations = check_citations(engine.store, stored, registry or load_registry(), framework)
    return GapReport(framework, stored, agency, items, check_plan(stored, framework, items, citations))


def judge_steps(
    engine: Engine, stored: StoredPlan, framework: Framework, agency: AgencyType
) -> tuple[StepVerdict, ...]:
    """Judges every step of a framework for one plan, in its order, without the checks of the plan as a whole."""
    reading = read_for_gaps(engine, stored, framework)
    return tuple(_judge(step, reading, agency) for step in framework.steps)


def _judge(step: Step, reading: Reading, agency: AgencyType) -> StepVerdict:
    header = reading.stored.plan.header
    day = header.date or (datetime.date(header.year, 1, 1) if header.year else None)
    if step.applies(agency, day) is False:
        reason = "Bước này không áp dụng cho loại hình cơ quan này tại thời điểm ban hành kế hoạch."
        return StepVerdict(step, Verdict.NOT_APPLICABLE, 1.0, (), (), (reason,))
    if step.requirement is Requirement.CONTRARY:
        return _judge_contrary(step, reading, _evidence(step, reading))
    if reading.opinion and (passages := reading.opinion.find(step.id)):
        return _likely(step, reading, reading.opinion, passages)
    if not reading.opinion and (evidence := _evidence(step, reading)):
        return _covered(step, reading, evidence)
    if (part := _part_of_plan(step, reading)) is not None:
        return part
    return _not_found(step, reading)


def _evidence(step: Step, reading: Reading) -> tuple[Evidence, ...]:
    """Returns the passages that a cue points at: rows of the task list first, then by nearness."""
    found: list[tuple[bool, float, int, Evidence]] = []
    for index, passage in enumerate(reading.passages):
        matches = match_step(step, passage.skeleton.text, mentions=reading.framework.mentions, tolerant=reading.damaged)
        if matches:
            score = float(reading.nearness[step.id][index])
            spans = dict.fromkeys(
                source for match in matches for span in match.spans for source in passage.locate(*span)
            )
            proof = Evidence(passage.task, passage.text, score, tuple(sorted(spans)))
            found.append((not passage.main, -score, index, proof))
    return tuple(proof for *_, proof in sorted(found, key=lambda item: item[:3]))


def _likely(step: Step, reading: Reading, opinion: Opinion, passages: Sequence[int]) -> StepVerdict:
    """Judges a step that these passages probably plan: whole ones first, then rows, then the likeliest."""
    covered = opinion.covers(step.id, passages[0])
    chosen = sorted(passages, key=lambda index: (not opinion.covers(step.id, index), not reading.passages[index].main))
    found = []
    for index in chosen:
        passage, clause = reading.passages[index], opinion.clauses[step.id][index]
        sources = passage.locate_raw(clause.start, clause.end)
        found.append(Evidence(passage.task, passage.text, float(opinion.read[step.id][index]), sources))
    if covered:
        return _covered(step, reading, tuple(found))
    part = _part_of_plan(step, reading) if step.plan_part is PlanPart.DOCUMENT else None
    if part is not None:
        return part
    reason = tell_part(step, opinion, chosen)
    return StepVerdict(step, Verdict.PARTIAL, opinion.weights.partial_share, tuple(found), (), (reason,))


def _judge_contrary(step: Step, reading: Reading, evidence: tuple[Evidence, ...]) -> StepVerdict:
    if evidence:
        reason = f"{step.asks} Kế hoạch có nội dung này."
        return StepVerdict(step, Verdict.CONTRARY, _found(reading), evidence, (), (reason,))
    if reading.damaged or reading.incomplete:
        return StepVerdict(step, Verdict.UNCLEAR, 0.0, (), (), (_unread_reason(reading),))
    if elsewhere := _elsewhere(step, reading):
        return StepVerdict(step, Verdict.UNCLEAR, 0.0, (), elsewhere, (_ELSEWHERE,))
    return StepVerdict(step, Verdict.NOT_APPLICABLE, _FOUND, (), (), ("Không thấy nội dung trái quy định này.",))


def _covered(step: Step, reading: Reading, evidence: tuple[Evidence, ...]) -> StepVerdict:
    task = evidence[0].task
    if task is None:
        reasons = ["Có trong phần kinh phí của kế hoạch."]
    elif task.main:
        reasons = [f"Có trong nhiệm vụ {task.ordinal or '(không đánh số)'} của danh mục nhiệm vụ."]
        reasons += [] if task.roles else ["Chưa nêu đơn vị chủ trì."]
        reasons += [] if task.time or reading.months_unread else ["Chưa nêu thời gian thực hiện."]
    else:
        reasons = ["Có trong phần ngoài danh mục nhiệm vụ (trách nhiệm của đơn vị hoặc đoạn văn khác)."]
    if reading.damaged:
        reasons.append("Đọc từ lớp chữ bị hỏng, cần xem lại bản gốc.")
    confidence = _found(reading)
    if reading.opinion:
        confidence = reading.opinion.weights.band(max(proof.score for proof in evidence)).covered
        if step.id not in reading.opinion.cued:
            reasons.append("Nhận ra theo nghĩa, không theo từ ngữ quen dùng của bước này.")
    return StepVerdict(step, Verdict.COVERED, confidence, evidence, (), tuple(reasons))


def _part_of_plan(step: Step, reading: Reading) -> StepVerdict | None:
    """Judges a step that a part of the plan itself realises: its budget, or the plan as a document."""
    plan = reading.stored.plan
    if step.plan_part is PlanPart.BUDGET and plan.budget is not None:
        passage = build_passage((plan.budget,), None)
        proof = Evidence(None, passage.text, 1.0, passage.sources)
        reasons = ("Kế hoạch có phần kinh phí.",)
        return StepVerdict(step, Verdict.COVERED, _FOUND, (proof,), (), reasons)
    if step.plan_part is PlanPart.DOCUMENT and plan.header.title is not None:
        passage = build_passage((plan.header.title,), None)
        proof = Evidence(None, passage.text, 1.0, passage.sources)
        reasons = ("Bản thân kế hoạch là một phần của bước này; danh mục nhiệm vụ không nêu riêng.",)
        nearest = _nearest(step, reading)
        return StepVerdict(step, Verdict.PARTIAL, _DOCUMENT_ALONE, (proof,), nearest, reasons)
    return None


def _not_found(step: Step, reading: Reading) -> StepVerdict:
    nearest = _nearest(step, reading)
    if reading.damaged or reading.incomplete:
        return StepVerdict(step, Verdict.UNCLEAR, 0.0, (), nearest, (_unread_reason(reading),))
    if elsewhere := _elsewhere(step, reading):
        return StepVerdict(step, Verdict.UNCLEAR, 0.0, (), (*elsewhere, *nearest)[:_NEAREST], (_ELSEWHERE,))
    cued = reading.opinion is not None and step.id in reading.opinion.cued
    if step.requirement is Requirement.CONDITIONAL and not cued and not _condition_holds(step, reading):
        condition = (step.condition or "").rstrip(" .")
        reason = f"Bước có điều kiện ({condition}); không thấy điều kiện này trong kế hoạch."
        return StepVerdict(step, Verdict.NOT_APPLICABLE, _NO_CONDITION, (), nearest, (reason,))
    closest = max((float(score) for score in reading.nearness[step.id]), default=0.0)
    if cued or closest >= (reading.opinion.weights.unclear_from if reading.opinion else _MAY_BE_THE_STEP):
        reason = "Có đoạn gần nghĩa nhưng không đủ căn cứ để kết luận; cần người xem."
        return StepVerdict(step, Verdict.UNCLEAR, 0.0, (), nearest, (reason,))
    reasons = ["Không nhiệm vụ hay đoạn nào của kế hoạch nêu việc này."]
    if step.requirement is Requirement.OPTIONAL:
        reasons.append("Bước không bắt buộc.")
    confidence = reading.opinion.weights.band(closest).missing if reading.opinion else _NOT_FOUND
    return StepVerdict(step, Verdict.MISSING, confidence, (), nearest, tuple(reasons))


def _condition_holds(step: Step, reading: Reading) -> bool:
    if any(_plans(other, reading) for other in step.condition_steps):
        return True
    title = reading.stored.plan.header.title
    texts = [*(passage.skeleton.text for passage in reading.passages), *([fold(title.value)] if title else [])]
    return any(match_cues(step.condition_cues, text, tolerant=reading.damaged) for text in texts)


def _plans(step_id: str, reading: Reading) -> bool:
    if reading.opinion:
        return bool(reading.opinion.find(step_id))
    step = reading.framework.step(step_id)
    return step is not None and bool(_evidence(step, reading))


def _nearest(step: Step, reading: Reading) -> tuple[Evidence, ...]:
    """Returns the nearest passages, best first; in ruined text by shared letter groups, as its vectors say little."""
    if reading.damaged:
        scores = [
            max(share_of_groups(example, passage.text) for example in step.examples) for passage in reading.passages
        ]
    else:
        scores = [float(score) for score in reading.nearness[step.id]]
    order = sorted(range(len(scores)), key=lambda index: (-scores[index], index))[:_NEAREST]
    return tuple(
        Evidence(passage.task, passage.text, scores[index], passage.sources)
        for index in order
        for passage in (reading.passages[index],)
    )


def _elsewhere(step: Step, reading: Reading) -> tuple[Evidence, ...]:
    """Returns the places outside every task and duty that may plan the step: the likeliest first, or where a cue is."""
    if reading.opinion:
        return _unread_likely(step, reading, reading.opinion)
    found: list[Evidence] = []
    for passage in reading.unread:
        for match in match_step(step, passage.skeleton.text, mentions=reading.framework.mentions):
            sources = tuple(source for span in match.spans for source in passage.locate(*span))
            text = reading.stored.document.slice(passage.sentence(match.spans[0]))
            found.append(Evidence(None, normalise(text), share_of_groups(step.title, text), sources))
    return tuple(found[:_NEAREST])


def _unread_likely(step: Step, reading: Reading, opinion: Opinion) -> tuple[Evidence, ...]:
    chances = opinion.unread[step.id]
    chosen = [index for index, chance in enumerate(chances) if chance >= opinion.weights.unclear_from]
    found = []
    for index in sorted(chosen, key=lambda index: (-chances[index], index))[:_NEAREST]:
        passage, clause = reading.unread[index], opinion.clauses[step.id][len(reading.passages) + index]
        sources = passage.locate_raw(clause.start, clause.end)
        text = normalise(passage.raw[clause.start : clause.end])
        found.append(Evidence(None, text, float(chances[index]), sources))
    return tuple(found)


def _unread_reason(reading: Reading) -> str:
    if reading.damaged:
        return "Lớp chữ của văn bản bị hỏng nên không thể kết luận là không có."
    return "Không đọc được đầy đủ danh mục nhiệm vụ nên không thể kết luận là không có."


def _found(reading: Reading) -> float:
    return _FOUND_IN_RUINS if reading.damaged else _FOUND
