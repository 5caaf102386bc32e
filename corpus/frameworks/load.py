"""Loading framework files: shipped ones by id, a user's own by path."""

from __future__ import annotations

import functools
from pathlib import Path

from corpus.errors import InvalidFramework, NotFound
from corpus.frameworks.cues import match_cues
from corpus.frameworks.issues import tell
from corpus.frameworks.lint import check_framework
from corpus.frameworks.model import Framework, FrameworkInfo
from corpus.frameworks.shipped import shipped_files
from corpus.frameworks.source import MAX_BYTES
from corpus.text import fold

# What a plan is checked against whose title fits no framework.
DEFAULT_FRAMEWORK = "khung-101"


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
        return parse_framework(read_framework_file(name_or_path), name_or_path.name)
    data = shipped_files().get(name_or_path)
    if data is None:
        known = ", ".join(sorted(shipped_files()))
        raise NotFound(
            f"Không có mô hình khung “{name_or_path[:80]}”. Các khung hiện có: {known}.", code="FRAMEWORK_NOT_FOUND"
        )
    return parse_framework(data, f"{name_or_path}.yaml")


def list_frameworks() -> tuple[FrameworkInfo, ...]:
    """Lists the shipped frameworks by id."""
    return tuple(load_framework(name).info for name in sorted(shipped_files()))


def find_framework(title: str | None) -> Framework:
    """Returns the shipped framework whose subject a plan's title names; the default one where none or several do."""
    fitting = name_frameworks(title)
    return load_framework(fitting[0] if len(fitting) == 1 else DEFAULT_FRAMEWORK)


def name_frameworks(title: str | None) -> tuple[str, ...]:
    """Returns the ids of the shipped frameworks whose subject a plan's title names, sorted."""
    words = fold(title or "")
    return tuple(name for name in sorted(shipped_files()) if match_cues(load_framework(name).subject, words))


@functools.lru_cache(maxsize=16)
def parse_framework(data: bytes, name: str) -> Framework:
    """Reads a framework from the bytes of a YAML file called ``name``.

    Raises:
        InvalidFramework: it breaks the schema or its own references; the message names the first faults.
    """
    checked = check_framework(data, name)
    if checked.framework is None:
        raise InvalidFramework(tell(checked.issues))
    return checked.framework


def read_framework_file(path: Path) -> bytes:
    """Reads the bytes of a user's file, at most one more than a framework may have.

    Raises:
        NotFound: there is no such file.
        InvalidFramework: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"Không có tệp khung “{path.name}”.", code="FRAMEWORK_NOT_FOUND") from None
    except OSError:
        raise InvalidFramework(f"Tệp khung {path.name}: không đọc được tệp.") from None
