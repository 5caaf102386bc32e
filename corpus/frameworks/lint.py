"""Checks of a framework file that go on after the first fault, so that an author mends them all at once."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from corpus.frameworks.build import build_framework, build_mentions
from corpus.frameworks.issues import FrameworkCode, FrameworkIssue
from corpus.frameworks.model import Framework, Mention
from corpus.frameworks.references import check_references
from corpus.frameworks.schema import FrameworkEntry, Path, explain
from corpus.frameworks.shipped import shipped_files
from corpus.frameworks.source import Source, SourceError, parse_source
from corpus.frameworks.wording import check_wording
from corpus.model import Severity

# Put where a field of the whole file breaks the schema, so that the rest of the file can still be checked.
_STAND_INS: dict[str, object] = {
    "id": "khung", "version": "0", "title": "khung", "publication": "2000-01-01", "language": "vi",
    "sources": [{"document": "x", "title": "x", "read": True}], "agencies": [{"agency": "so"}],
    "groups": [{"id": "nhom", "title": "x"}],
}  # fmt: skip
# The same for fields of a step; a step with a fault in a field that others depend on is left out.
_STEP_STAND_INS: dict[str, object] = {"title": "x", "asks": "x", "examples": ["x"], "cues": [["x"]]}
_STEP_DEPENDENCES = frozenset({"id", "group", "requirement", "condition", "condition_cues"})
_LISTS = ("sources", "agencies", "groups", "mentions", "subject", "bases", "steps")


@dataclass(frozen=True, slots=True)
class LintedFramework:
    """What a file says and what is wrong with it.

    Attributes:
        framework: the framework; ``None`` where there is an error.
        issues: errors and warnings by line.
    """

    framework: Framework | None
    issues: tuple[FrameworkIssue, ...]

    @property
    def errors(self) -> tuple[FrameworkIssue, ...]:
        """What stops the file from being used."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)


def lint_framework(data: bytes, name: str) -> LintedFramework:
    """Checks a file: every error in it, and what is worth a look in its wording once it has none.

    Args:
        data: bytes of a YAML file.
        name: its name.
    """
    checked = check_framework(data, name)
    if checked.framework is None:
        return checked
    source = parse_source(data, name)
    warnings = [
        source.issue(code, path, message, Severity.WARNING) for code, path, message in check_wording(checked.framework)
    ]
    return LintedFramework(checked.framework, _sorted(warnings))


def check_framework(data: bytes, name: str) -> LintedFramework:
    """Checks a file for errors alone."""
    try:
        source = parse_source(data, name)
    except SourceError as error:
        return LintedFramework(None, (FrameworkIssue(FrameworkCode.FILE, error.reason, name, error.line),))
    try:
        entry = FrameworkEntry.model_validate(source.content)
    except ValidationError as error:
        return LintedFramework(None, _sorted([*_broken(source, error)]))
    issues, framework = _check(source, entry, _Positions(None))
    return LintedFramework(None if issues else framework, _sorted(issues))


def _broken(source: Source, error: ValidationError) -> list[FrameworkIssue]:
    """Tells what breaks the schema, and the other faults of those parts that keep to it."""
    faults = explain(error)
    issues = [source.issue(FrameworkCode.SCHEMA, path, reason) for path, reason in faults]
    if not isinstance(source.content, dict):
        return issues
    content, positions = _without(source.content, [path for path, _ in faults])
    try:
        entry = FrameworkEntry.model_validate(content)
    except ValidationError:
        return issues
    return [*issues, *_check(source, entry, positions)[0]]


@dataclass(frozen=True, slots=True)
class _Positions:
    """Where the entries of each list stood before the broken ones were taken out; ``None`` where none were."""

    kept: dict[str, list[int]] | None

    def origin(self, path: Path) -> Path:
        """Returns the place in the file of a place in what was kept."""
        if self.kept is None or len(path) < 2 or not isinstance(path[0], str) or not isinstance(path[1], int):
            return path
        return (path[0], self.kept[path[0]][path[1]], *path[2:]) if path[0] in self.kept else path


def _without(content: dict[str, Any], faults: Sequence[Path]) -> tuple[dict[str, Any], _Positions]:
    """Takes out the entries that break the schema, and puts stand-ins for fields of the whole file."""
    fields = set(FrameworkEntry.model_fields)
    whole = {path[0] for path in faults if len(path) == 1}
    broken = {path[:2] for path in faults if len(path) > 1 and not _is_mendable(path)}
    mended: dict[str, Any] = {key: value for key, value in content.items() if key in fields and key not in whole}
    kept: dict[str, list[int]] = {}
    for name in _LISTS:
        if isinstance(entries := mended.get(name), list):
            kept[name] = [place for place in range(len(entries)) if (name, place) not in broken]
            mended[name] = [
                _mended_step(entries[place], [path[2] for path in faults if path[:2] == (name, place)])
                if name == "steps"
                else entries[place]
                for place in kept[name]
            ]
    if any(path[0] == "abbreviations" for path in faults):
        mended.pop("abbreviations", None)
    for name, stand_in in _STAND_INS.items():
        if not mended.get(name):
            mended[name] = stand_in
    return mended, _Positions(kept)


def _is_mendable(path: Path) -> bool:
    """Tells whether a fault lies in a field of a step that no other field depends on."""
    return path[0] == "steps" and len(path) > 2 and path[2] not in _STEP_DEPENDENCES


def _mended_step(step: dict[str, Any], fields: Sequence[int | str]) -> dict[str, Any]:
    """Returns a step without the fields that break the schema, or with stand-ins for them."""
    kept = {key: value for key, value in step.items() if key not in fields}
    return kept | {str(field): _STEP_STAND_INS[str(field)] for field in fields if field in _STEP_STAND_INS}


def _check(
    source: Source, entry: FrameworkEntry, positions: _Positions
) -> tuple[list[FrameworkIssue], Framework | None]:
    issues = [
        source.issue(FrameworkCode.REFERENCE, positions.origin(path), reason)
        for path, reason in check_references(entry, _ids(source, "steps"), _ids(source, "groups"))
    ]
    mentions: tuple[Mention, ...] = ()
    if entry.mentions_of is not None:
        borrowed = _borrow(entry.mentions_of)
        if borrowed is None:
            reason = f"không có khung đi kèm “{entry.mentions_of}” tự nêu mentions"
            issues.append(source.issue(FrameworkCode.REFERENCE, ("mentions_of",), reason))
        mentions = borrowed or ()
    built = build_framework(entry, mentions)
    issues += [
        source.issue(FrameworkCode.CUE, positions.origin(path), "dấu hiệu không có từ nào") for path in built.empty_cues
    ]
    return issues, built.framework


@functools.cache
def _borrow(framework_id: str) -> tuple[Mention, ...] | None:
    """Returns the markers of a shipped framework; ``None`` where there is none of that id that writes its own."""
    data = shipped_files().get(framework_id)
    if data is None:
        return None
    entry = FrameworkEntry.model_validate(parse_source(data, framework_id).content)
    return build_mentions(entry) if entry.mentions and entry.mentions_of is None else None


def _ids(source: Source, field: str) -> list[str]:
    """Returns the ids of a list as written, those of entries that break the schema too."""
    entries = source.content.get(field) if isinstance(source.content, dict) else None
    found = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return [name for name in found if isinstance(name, str)]


def _sorted(issues: Sequence[FrameworkIssue]) -> tuple[FrameworkIssue, ...]:
    return tuple(sorted(issues, key=lambda issue: (issue.line or 0, issue.step or "", issue.field or "", issue.code)))
