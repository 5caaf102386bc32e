"""Whether the wording of a framework does what its author means: each example found, each look-alike left alone."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.frameworks.cues import match_step
from corpus.frameworks.issues import FrameworkCode
from corpus.frameworks.kinds import Requirement, Strength
from corpus.frameworks.model import Framework, Step
from corpus.frameworks.schema import Path
from corpus.text import skeleton

# Fewer sentences than these teach neither a person nor a judge where a step ends and its neighbour begins.
FEWEST_EXAMPLES = FEWEST_COUNTER_EXAMPLES = 3
FEWEST_PART_EXAMPLES = 2

Warned = tuple[FrameworkCode, Path, str]


def check_wording(framework: Framework) -> Iterator[Warned]:
    """Yields what an author should look at, with its place."""
    known = {source.document: source.read for source in framework.sources}
    for position, step in enumerate(framework.steps):
        at: Path = ("steps", position)
        yield from _check_examples(framework, step, at)
        yield from _check_counters(framework, step, at)
        for place, part in enumerate(step.parts):
            if len(part.examples) < FEWEST_PART_EXAMPLES:
                message = f"nên có ít nhất {FEWEST_PART_EXAMPLES} ví dụ cho phần “{part.has}”"
                yield FrameworkCode.FEW_EXAMPLES, (*at, "parts", place, "examples"), message
        for place, source in enumerate(step.legal_sources):
            where = (*at, "legal_sources", place)
            if source.document not in known:
                yield FrameworkCode.SOURCE_UNLISTED, where, f"{source.document} không có trong mục sources của khung"
            elif not known[source.document] and source.strength is not Strength.INFERRED:
                message = f"{source.document} chưa đọc được toàn văn thì chỉ ghi mức inferred"
                yield FrameworkCode.SOURCE_UNREAD, where, message
        if not (step.legal_sources or step.iso_clauses or step.note):
            message = "không nêu căn cứ pháp lý, điều khoản tiêu chuẩn hay ghi chú nào"
            yield FrameworkCode.NO_GROUNDS, (*at, "legal_sources"), message


def _check_examples(framework: Framework, step: Step, at: Path) -> Iterator[Warned]:
    if len(step.examples) < FEWEST_EXAMPLES:
        message = f"nên có ít nhất {FEWEST_EXAMPLES} ví dụ diễn đạt khác nhau"
        yield FrameworkCode.FEW_EXAMPLES, (*at, "examples"), message
    for place, text in enumerate(step.examples):
        if not _is_found(framework, step, text):
            message = f"không dấu hiệu nào nhận ra ví dụ “{text}”"
            yield FrameworkCode.EXAMPLE_NOT_FOUND, (*at, "examples", place), message


def _check_counters(framework: Framework, step: Step, at: Path) -> Iterator[Warned]:
    if len(step.counters) < FEWEST_COUNTER_EXAMPLES and step.requirement is not Requirement.CONTRARY:
        message = f"nên có ít nhất {FEWEST_COUNTER_EXAMPLES} câu dễ nhầm"
        yield FrameworkCode.FEW_EXAMPLES, (*at, "counter_examples"), message
    for place, counter in enumerate(step.counters):
        where = (*at, "counter_examples", place)
        if _is_found(framework, step, counter.text):
            message = f"dấu hiệu của bước nhận nhầm câu “{counter.text}”"
            yield FrameworkCode.COUNTER_EXAMPLE_FOUND, where, message
        other = framework.step(counter.step) if counter.step else None
        if other is not None and not _is_found(framework, other, counter.text):
            message = f"dấu hiệu của bước {other.id} không nhận ra câu “{counter.text}”"
            yield FrameworkCode.OTHER_STEP_NOT_FOUND, where, message


def _is_found(framework: Framework, step: Step, text: str) -> bool:
    return bool(match_step(step, skeleton(text).text, mentions=framework.mentions))
