"""Checks of registry files: each row by itself, and the entries together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from corpus.citations.registry.entries import parse_entry
from corpus.citations.registry.model import RegisteredDocument, Registry
from corpus.citations.registry.table import Row, parse_table
from corpus.issues import Issue, Place
from corpus.model import Severity

# What two entries of one document are compared by; note and source may differ as their keepers do.
_COMPARED = {
    "date": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "status": "tình trạng",
    "superseded_by": "văn bản thay thế",
    "effective_from": "ngày có hiệu lực",
    "ended_on": "ngày hết hiệu lực",
    "suspension": "điều khoản tạm không áp dụng",
}


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A registry file as bytes.

    Attributes:
        name: file name; it tells YAML from CSV.
        data: its bytes.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Linted:
    """The registry that files make together, and what was found in them; entries with an error are left out."""

    registry: Registry
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What must be mended."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)


def lint_registry(files: Sequence[RegistryFile]) -> Linted:
    """Builds one registry from files; an entry of a later file stands over that of an earlier one."""
    issues: list[Issue] = []
    entries: dict[str, _Entry] = {}
    overridden: list[tuple[_Entry, _Entry]] = []
    for file in files:
        table = parse_table(file.data, file.name)
        issues.extend(table.issues)
        own: dict[str, _Entry] = {}
        for row in table.rows:
            document, found = parse_entry(row, file.name)
            issues.extend(found)
            if document is None:
                continue
            entry = _Entry(document, row)
            if (before := own.get(document.key)) is not None:
                message = f"{document.key} đã có ở dòng {before.document.line}."
                issues.append(Issue("REGISTRY_DUPLICATE", entry.place("number"), message))
                continue
            if (other := entries.get(document.key)) is not None:
                overridden.append((entry, other))
            own[document.key] = entry
        entries |= own
    known = Registry(tuple(entry.document for entry in entries.values()))
    resolved = {key: _resolve(entry, known, issues) for key, entry in entries.items()}
    for entry, other in overridden:
        issues.extend(_conflicts(resolved[entry.document.key], entry, _resolve(other, known, [])))
    registry = Registry(tuple(resolved[key] for key in sorted(resolved)))
    issues.extend(_cycles(registry, entries))
    return Linted(registry, tuple(sorted(issues, key=lambda issue: issue.order)))


@dataclass(frozen=True, slots=True)
class _Entry:
    document: RegisteredDocument
    row: Row

    def place(self, field: str) -> Place:
        return self.row.place(self.document.file, field)


def _conflicts(document: RegisteredDocument, entry: _Entry, other: RegisteredDocument) -> Iterator[Issue]:
    """Yields a warning for each fact that an entry puts in place of another file's."""
    for field, name in _COMPARED.items():
        if getattr(document, field) != getattr(other, field):
            message = f"{document.key}: {name} khác với {other.file}, dòng {other.line}; dùng giá trị của tệp này."
            place = entry.place("suspended" if field == "suspension" else field)
            yield Issue("REGISTRY_OVERRIDES", place, message, Severity.WARNING)


def _resolve(entry: _Entry, known: Registry, issues: list[Issue]) -> RegisteredDocument:
    """Puts keys in place of the words that name other documents; a name that fits none or several is an error."""
    document = entry.document
    keys = [_reference(words, known, entry.place("superseded_by"), issues) for words in document.superseded_by]
    suspension = document.suspension
    if suspension is not None and suspension.by is not None:
        by = _reference(suspension.by, known, entry.place("suspended_by"), issues)
        suspension = replace(suspension, by=by)
    return replace(document, superseded_by=tuple(key for key in keys if key is not None), suspension=suspension)


def _reference(words: str, known: Registry, place: Place, issues: list[Issue]) -> str | None:
    found = known.find(words)
    if len(found) == 1:
        return found[0].key
    if found:
        keys = ", ".join(other.key for other in found)
        issues.append(Issue("REGISTRY_REFERENCE_AMBIGUOUS", place, f"“{words}” có thể là: {keys}."))
    else:
        issues.append(Issue("REGISTRY_REFERENCE_UNKNOWN", place, f"Danh mục không có văn bản “{words}”."))
    return None


def _cycles(registry: Registry, entries: Mapping[str, _Entry]) -> Iterator[Issue]:
    graph = {document.key: document.superseded_by for document in registry.documents}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        message = f"Các văn bản thay thế nhau thành vòng: {' ← '.join(ring)}."
        yield Issue("REGISTRY_CYCLE", entries[ring[-1]].place("superseded_by"), message)
