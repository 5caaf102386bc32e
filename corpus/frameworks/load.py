"""Loading framework files: shipped ones by id, a user's own by path."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from corpus.errors import InvalidFramework, NotFound
from corpus.frameworks.cues import parse_cue
from corpus.frameworks.model import (
    Applicability,
    Cue,
    ExpectedBasis,
    Framework,
    FrameworkInfo,
    Group,
    LegalSource,
    Mention,
    Requirement,
    SourceDocument,
    Step,
    Strength,
)
from corpus.frameworks.schema import AgencyEntry, FrameworkEntry, StepEntry, explain, place

# The shipped framework is about 100 KB; a file ten times as large is not one a person wrote.
MAX_BYTES = 1_000_000
# steps / step / cues / cue / term are 5 deep.
MAX_DEPTH = 12


def load_framework(name_or_path: str | Path) -> Framework:
    """Loads a framework, checked.

    Args:
        name_or_path: a string is the id of a shipped framework and never a path, so that a request cannot name a file;
            a :class:`~pathlib.Path` is a user's YAML file.

    Raises:
        NotFound: no shipped framework has this id, or the file does not exist.
        InvalidFramework: the file breaks the schema; the message names file, step and field.
    """
    if isinstance(name_or_path, Path):
        return parse_framework(_read(name_or_path), name_or_path.name)
    shipped = {framework.id: framework for framework in _shipped()}
    if name_or_path not in shipped:
        known = ", ".join(sorted(shipped))
        raise NotFound(f"Không có mô hình khung “{name_or_path}”. Các khung hiện có: {known}.")
    return shipped[name_or_path]


def list_frameworks() -> tuple[FrameworkInfo, ...]:
    """Lists the shipped frameworks by id."""
    return tuple(
        FrameworkInfo(f.id, f.version, f.title, f.publication, f.language, len(f.steps))
        for f in sorted(_shipped(), key=lambda f: f.id)
    )


@functools.lru_cache(maxsize=16)
def parse_framework(data: bytes, name: str) -> Framework:
    """Reads a framework from the bytes of a YAML file called ``name``.

    Raises:
        InvalidFramework: it breaks the schema or its own references.
    """
    content = _parse_yaml(data, name)
    try:
        entry = FrameworkEntry.model_validate(content)
    except ValidationError as error:
        raise _invalid(name, explain(error, content)) from None
    _check(entry, name)
    return Framework(
        id=entry.id,
        version=entry.version,
        title=entry.title,
        publication=entry.publication,
        language=entry.language,
        sources=tuple(SourceDocument(s.document, s.title, s.read, s.note) for s in entry.sources),
        notes=tuple(entry.notes),
        groups=tuple(Group(group.id, group.title) for group in entry.groups),
        steps=tuple(_step(entry, position, name) for position in range(len(entry.steps))),
        mentions=tuple(
            Mention(
                mention.id,
                mention.reach,
                _cues(mention.cues, entry, name, ("mentions", position, "cues")),
                _cues(mention.unless, entry, name, ("mentions", position, "unless")),
            )
            for position, mention in enumerate(entry.mentions)
        ),
        subject=_cues(entry.subject, entry, name, ("subject",)),
        bases=tuple(
            ExpectedBasis(basis.document, basis.reason, tuple(basis.required_for), basis.valid_from, basis.valid_until)
            for basis in entry.bases
        ),
    )


def digest_frameworks(ids: Sequence[str]) -> str:
    """Returns the hex SHA-256 of the files of some shipped frameworks: it changes with any word; nothing is parsed."""
    data = dict(_files())
    return hashlib.sha256(b"\0".join(data[f"{name}.yaml"] for name in ids)).hexdigest()


@functools.cache
def _shipped() -> tuple[Framework, ...]:
    return tuple(parse_framework(data, name) for name, data in _files())


@functools.cache
def _files() -> tuple[tuple[str, bytes], ...]:
    folder = files("corpus.frameworks") / "data"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return tuple((item.name, item.read_bytes()) for item in found)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"Không có tệp khung “{path.name}”.") from None
    except OSError:
        raise _invalid(path.name, "không đọc được tệp") from None


def _parse_yaml(data: bytes, name: str) -> object:
    """Parses plain YAML: no aliases (which can blow a small file up), no deep nesting, no key twice."""
    if len(data) > MAX_BYTES:
        raise _invalid(name, f"tệp lớn hơn {MAX_BYTES // 1000} KB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _invalid(name, "tệp không phải UTF-8") from None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise _invalid(name, f"{_line(event.start_mark)}không dùng tham chiếu YAML (&, *)")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise _invalid(name, f"{_line(event.start_mark)}lồng nhau quá sâu")
        _refuse_repeated_keys(yaml.compose(text, Loader=yaml.SafeLoader), name)
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        raise _invalid(name, f"{_line(error.problem_mark)}không đúng cú pháp YAML") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _invalid(name, "không đúng cú pháp YAML") from None


def _refuse_repeated_keys(node: yaml.Node | None, name: str) -> None:
    """YAML keeps the last of two equal keys in silence; an author would lose a field that way."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item, name)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise _invalid(name, f"{_line(key.start_mark)}khóa “{key.value}” lặp lại")
            seen.add(str(key.value))
            _refuse_repeated_keys(value, name)


def _check(entry: FrameworkEntry, name: str) -> None:
    """Checks what a schema cannot: ids, references, and fields that depend on each other."""
    groups = [group.id for group in entry.groups]
    steps = [step.id for step in entry.steps]
    for field, ids in (("groups", groups), ("steps", steps), ("mentions", [m.id for m in entry.mentions])):
        twice = sorted({item for item in ids if ids.count(item) > 1})
        if twice:
            raise _invalid(name, f'trường "{field}": mã lặp lại: {", ".join(twice)}')
    _check_agencies(entry.agencies, 'trường "agencies"', name)
    _check_bases(entry, name)
    for step in entry.steps:
        _check_step(step, groups, steps, name)
    try:
        tuple(TopologicalSorter({step.id: step.after for step in entry.steps}).static_order())
    except CycleError as error:
        ring = error.args[1]
        raise _invalid(name, f'bước {ring[0]}, trường "after": thứ tự vòng tròn: {" → ".join(ring)}') from None


def _check_bases(entry: FrameworkEntry, name: str) -> None:
    if entry.bases and not entry.subject:
        raise _invalid(name, 'trường "subject": có căn cứ mong đợi thì phải nêu từ ngữ của kế hoạch thuộc khung này')
    for position, basis in enumerate(entry.bases):
        where = f'trường "bases[{position + 1}]": {basis.document}'
        if basis.valid_from and basis.valid_until and basis.valid_from > basis.valid_until:
            raise _invalid(name, f"{where}: valid_from sau valid_until")


def _check_step(step: StepEntry, groups: list[str], steps: list[str], name: str) -> None:
    conditional = step.requirement is Requirement.CONDITIONAL
    contrary = step.requirement is Requirement.CONTRARY
    unknown = [item for item in step.after if item not in steps]
    ill_quoted = [s.document for s in step.legal_sources if (s.strength is Strength.QUOTED) != (s.quote is not None)]
    checks = (
        ("group", step.group is None and not contrary, "thiếu trường này (chỉ bước contrary được bỏ trống)"),
        ("group", step.group is not None and step.group not in groups, f"không có nhóm “{step.group}”"),
        ("after", bool(unknown), f"không có bước {', '.join(unknown)}"),
        ("condition", conditional and step.condition is None, "bước conditional phải nêu điều kiện"),
        ("condition", not conditional and step.condition is not None, "chỉ bước conditional có điều kiện"),
        ("condition_cues", conditional and not step.condition_cues, "bước conditional phải có dấu hiệu của điều kiện"),
        ("condition_cues", not conditional and bool(step.condition_cues), "chỉ bước conditional có điều kiện"),
        ("agencies", step.agencies == [], "không được để trống"),
        ("legal_sources", bool(ill_quoted), f"{', '.join(ill_quoted)}: quote đi cùng, và chỉ đi cùng, strength quoted"),
    )
    for field, broken, reason in checks:
        if broken:
            raise _invalid(name, f'bước {step.id}, trường "{field}": {reason}')
    _check_agencies(step.agencies or [], f'bước {step.id}, trường "agencies"', name)


def _check_agencies(agencies: list[AgencyEntry], where: str, name: str) -> None:
    for row in agencies:
        if row.valid_from and row.valid_until and row.valid_from > row.valid_until:
            raise _invalid(name, f"{where}: {row.agency}: valid_from sau valid_until")


def _step(entry: FrameworkEntry, position: int, name: str) -> Step:
    step = entry.steps[position]
    agencies = entry.agencies if step.agencies is None else step.agencies
    return Step(
        id=step.id,
        group=step.group,
        title=step.title,
        asks=step.asks,
        requirement=step.requirement,
        condition=step.condition,
        condition_cues=_cues(step.condition_cues, entry, name, ("steps", position, "condition_cues")),
        agencies=tuple(Applicability(a.agency, a.obligation, a.valid_from, a.valid_until) for a in agencies),
        iso_clauses=tuple(step.iso_clauses),
        legal_sources=tuple(LegalSource(s.document, s.clause, s.strength, s.quote) for s in step.legal_sources),
        record=step.record,
        usual_time=step.usual_time,
        after=tuple(step.after),
        examples=tuple(step.examples),
        cues=_cues(step.cues, entry, name, ("steps", position, "cues")),
        counter_cues=_cues(step.counter_cues, entry, name, ("steps", position, "counter_cues")),
        counter_examples=tuple(step.counter_examples),
        plan_part=step.plan_part,
        note=step.note,
    )


def _cues(written: list[list[str]], entry: FrameworkEntry, name: str, path: tuple[str | int, ...]) -> tuple[Cue, ...]:
    cues = []
    for position, terms in enumerate(written):
        try:
            cues.append(parse_cue(terms, entry.abbreviations))
        except ValueError:
            where = place({"steps": [{"id": step.id} for step in entry.steps]}, (*path, position))
            raise _invalid(name, f"{where}: dấu hiệu không có từ nào") from None
    return tuple(cues)


def _line(mark: object) -> str:
    line = getattr(mark, "line", None)  # two mark classes, one of C and one of Python; an event may have none
    return f"dòng {line + 1}: " if isinstance(line, int) else ""


def _invalid(name: str, reason: str) -> InvalidFramework:
    return InvalidFramework(f"Tệp khung {name}: {reason}.")
