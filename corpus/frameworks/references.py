"""What a schema cannot tell of a framework file: ids, references, and fields that depend on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from corpus.frameworks.kinds import CounterKind, Requirement, Strength
from corpus.frameworks.schema import AgencyEntry, FrameworkEntry, LegalEntry, Path, StepEntry

Found = tuple[Path, str]


def check_references(entry: FrameworkEntry, known_steps: Sequence[str], known_groups: Sequence[str]) -> Iterator[Found]:
    """Yields every fault with its place.

    Args:
        entry: the file, or the part of it that keeps to the schema.
        known_steps: ids of all steps as written, those among them that break the schema too.
        known_groups: ids of all groups, likewise.
    """
    for field, ids in (("groups", known_groups), ("steps", known_steps), ("mentions", [m.id for m in entry.mentions])):
        if twice := sorted({item for item in ids if list(ids).count(item) > 1}):
            yield (field,), f"mã lặp lại: {', '.join(twice)}"
    yield from _check_agencies(entry.agencies, ("agencies",))
    yield from _check_bases(entry)
    for position, group in enumerate(entry.groups):
        yield from _check_quotes(group.legal_sources, ("groups", position, "legal_sources"))
    for position, step in enumerate(entry.steps):
        yield from _check_step(step, ("steps", position), known_steps, known_groups)
    yield from _check_order(entry)


def _check_order(entry: FrameworkEntry) -> Iterator[Found]:
    try:
        TopologicalSorter({step.id: step.after for step in entry.steps}).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        position = next((place for place, step in enumerate(entry.steps) if step.id == ring[0]), 0)
        yield ("steps", position, "after"), f"thứ tự vòng tròn: {' → '.join(ring)}"


def _check_bases(entry: FrameworkEntry) -> Iterator[Found]:
    if entry.bases and not entry.subject:
        yield ("subject",), "có căn cứ mong đợi thì phải nêu từ ngữ của kế hoạch thuộc khung này"
    for position, basis in enumerate(entry.bases):
        if basis.valid_from and basis.valid_until and basis.valid_from > basis.valid_until:
            yield ("bases", position), f"{basis.document}: valid_from sau valid_until"


def _check_step(step: StepEntry, at: Path, steps: Sequence[str], groups: Sequence[str]) -> Iterator[Found]:
    conditional = step.requirement is Requirement.CONDITIONAL
    contrary = step.requirement is Requirement.CONTRARY
    unknown = [item for item in step.after if item not in steps]
    strange = [item for item in step.condition_steps if item not in steps or item == step.id]
    checks = (
        ("group", step.group is None and not contrary, "thiếu trường này (chỉ bước contrary được bỏ trống)"),
        ("group", step.group is not None and step.group not in groups, f"không có nhóm “{step.group}”"),
        ("after", bool(unknown), f"không có bước {', '.join(unknown)}"),
        ("condition", conditional and step.condition is None, "bước conditional phải nêu điều kiện"),
        ("condition", not conditional and step.condition is not None, "chỉ bước conditional có điều kiện"),
        ("condition_cues", conditional and not step.condition_cues, "bước conditional phải có dấu hiệu của điều kiện"),
        ("condition_cues", not conditional and bool(step.condition_cues), "chỉ bước conditional có điều kiện"),
        ("condition_steps", bool(strange), f"không có bước khác mang mã {', '.join(strange)}"),
        ("condition_steps", not conditional and bool(step.condition_steps), "chỉ bước conditional có điều kiện"),
        ("agencies", step.agencies == [], "không được để trống"),
    )
    for field, broken, reason in checks:
        if broken:
            yield (*at, field), reason
    yield from _check_quotes(step.legal_sources, (*at, "legal_sources"))
    yield from _check_agencies(step.agencies or [], (*at, "agencies"))
    for position, counter in enumerate(step.counter_examples):
        place = (*at, "counter_examples", position, "step")
        if (counter.kind is CounterKind.OTHER_STEP) != (counter.step is not None):
            yield place, "step đi cùng, và chỉ đi cùng, kind other_step"
        elif counter.step is not None and (counter.step not in steps or counter.step == step.id):
            yield place, f"không có bước khác mang mã {counter.step}"
    examples = set(step.examples)
    for position, part in enumerate(step.parts):
        for line, text in enumerate(part.examples):
            if text in examples:
                yield (*at, "parts", position, "examples", line), "câu này đã là ví dụ của cả bước hoặc của phần khác"
            examples.add(text)


def _check_quotes(sources: Sequence[LegalEntry], at: Path) -> Iterator[Found]:
    ill_quoted = [one.document for one in sources if (one.strength is Strength.QUOTED) != (one.quote is not None)]
    if ill_quoted:
        yield at, f"{', '.join(ill_quoted)}: quote đi cùng, và chỉ đi cùng, strength quoted"


def _check_agencies(agencies: Sequence[AgencyEntry], at: Path) -> Iterator[Found]:
    for row in agencies:
        if row.valid_from and row.valid_until and row.valid_from > row.valid_until:
            yield at, f"{row.agency}: valid_from sau valid_until"
