"""Loading the registry: the shipped file, with files of the user's own over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.citations.registry.linting import Linted, RegistryFile, lint_registry
from corpus.citations.registry.model import Registry
from corpus.errors import NotFound, RegistryError
from corpus.issues import tell_first

SHIPPED = "registry.yaml"


def load_registry(paths: Sequence[Path] = ()) -> Registry:
    """Loads the shipped registry with ``paths`` laid over it, a later file over an earlier one.

    Raises:
        RegistryError: a file does not exist (``REGISTRY_NOT_FOUND``) or has an error; the message names file, line and
            column of the first ones.
    """
    if not paths:
        return load_shipped().registry
    try:
        linted = lint_files(paths)
    except NotFound as error:
        raise RegistryError(error.message, code=error.code) from None
    if linted.errors:
        raise RegistryError(tell_first(linted.errors, "doichieu registry TỆP"))
    return linted.registry


def lint_files(paths: Sequence[Path]) -> Linted:
    """Checks a user's files together with the shipped one.

    Raises:
        NotFound: a file does not exist (``REGISTRY_NOT_FOUND``).
        RegistryError: a file cannot be read.
    """
    return lint_registry([_shipped_file(), *(RegistryFile(path.name, _read(path)) for path in paths)])


@cache
def load_shipped() -> Linted:
    """Loads the shipped registry alone, once."""
    return lint_registry([_shipped_file()])


def _shipped_file() -> RegistryFile:
    data = (files("corpus.citations") / "data" / SHIPPED).read_bytes()
    return RegistryFile(f"(đi kèm) {SHIPPED}", data)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"Không có tệp danh mục “{path.name}”.", code="REGISTRY_NOT_FOUND") from None
    except OSError:
        raise RegistryError(f"Không đọc được tệp danh mục “{path.name}”.") from None
