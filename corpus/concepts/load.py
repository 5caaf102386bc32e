"""The table of concepts: ``data/concepts.yaml``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of work ("đánh giá nội bộ", "bố trí kinh phí").

    Attributes:
        id: stable id.
        name: what officials call it.
        step: id of the step of ``khung-101`` that asks for it, or ``None``.
        wordings: ways to say it: sentences of plans, short names, words of laymen; written for this table.
    """

    id: str
    name: str
    step: str | None
    wordings: tuple[str, ...]


_CONCEPTS: TypeAdapter[dict[str, tuple[Concept, ...]]] = TypeAdapter(dict[str, tuple[Concept, ...]])


@lru_cache(maxsize=1)
def load_concepts() -> tuple[Concept, ...]:
    """Loads the concepts in the order of the table."""
    return _CONCEPTS.validate_python(yaml.safe_load(_read()))["concepts"]


def digest_concepts() -> str:
    """Returns a digest of the table: what an index depends on beside the texts of its units."""
    return hashlib.sha256(_read()).hexdigest()


@lru_cache(maxsize=1)
def _read() -> bytes:
    return files("corpus.concepts").joinpath("data", "concepts.yaml").read_bytes()
