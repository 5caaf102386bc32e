"""A framework file as YAML: its content, and the line of every place in it."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from corpus.frameworks.issues import FrameworkCode, FrameworkIssue
from corpus.frameworks.schema import Path, field_at, step_at
from corpus.model import Severity

# The shipped framework is about 100 KB; a file ten times as large is not one a person wrote.
MAX_BYTES = 1_000_000
# steps / step / cues / cue / term are 5 deep.
MAX_DEPTH = 12


class SourceError(Exception):
    """The bytes are no plain YAML; ``line`` counts from 1, ``None`` for the whole file."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file.

    Attributes:
        name: file name.
        content: what it holds.
        root: the same as YAML nodes, which know their lines; ``None`` for an empty file.
    """

    name: str
    content: object
    root: yaml.Node | None

    def line_of(self, path: Path) -> int | None:
        """Returns the line, from 1, of a place; of what holds it where the place itself is not there."""
        node, line = self.root, None
        for part in (*path, None):
            if node is None:
                break
            line = node.start_mark.line + 1
            if isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
                node = node.value[part]
            elif isinstance(part, str) and isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), None)
            else:
                node = None
        return line

    def issue(
        self, code: FrameworkCode, path: Path, message: str, severity: Severity = Severity.ERROR
    ) -> FrameworkIssue:
        """Builds an issue about a place."""
        step = step_at(self.content, path)
        return FrameworkIssue(code, message, self.name, self.line_of(path), step, field_at(path), severity)


def parse_source(data: bytes, name: str) -> Source:
    """Parses plain YAML: no aliases (which can blow a small file up), no deep nesting, no key twice.

    Raises:
        SourceError: it is not that.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"tệp lớn hơn {MAX_BYTES // 1000} KB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError("tệp không phải UTF-8") from None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise SourceError("không dùng tham chiếu YAML (&, *)", _line(event.start_mark))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise SourceError("lồng nhau quá sâu", _line(event.start_mark))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        _refuse_repeated_keys(root)
        return Source(name, yaml.safe_load(text), root)
    except yaml.MarkedYAMLError as error:
        raise SourceError("không đúng cú pháp YAML", _line(error.problem_mark)) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise SourceError("không đúng cú pháp YAML") from None


def _refuse_repeated_keys(node: yaml.Node | None) -> None:
    """YAML keeps the last of two equal keys in silence; an author would lose a field that way."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise SourceError(f"khóa “{key.value}” lặp lại", _line(key.start_mark))
            seen.add(str(key.value))
            _refuse_repeated_keys(value)


def _line(mark: object) -> int | None:
    line = getattr(mark, "line", None)  # two mark classes, one of C and one of Python; an event may have none
    return line + 1 if isinstance(line, int) else None
