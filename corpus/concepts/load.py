"""The tables of kinds of work in ``data``.

``concepts.yaml`` tells them, ``other.yaml`` what plans are not about. ``second_author.yaml`` has more wordings, by
another hand, which the gap check alone uses.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

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


@dataclass(frozen=True, slots=True)
class OtherMatter:
    """Something that plans of a quality management system are not about ("tuyển sinh", "thời tiết").

    Attributes:
        id: stable id.
        name: what people call it.
        wordings: ways to ask for it or to plan it; written for this table.
    """

    id: str
    name: str
    wordings: tuple[str, ...]


_CONCEPTS: TypeAdapter[dict[str, tuple[Concept, ...]]] = TypeAdapter(dict[str, tuple[Concept, ...]])
_OTHERS: TypeAdapter[dict[str, tuple[OtherMatter, ...]]] = TypeAdapter(dict[str, tuple[OtherMatter, ...]])
_CONCEPT_FILE, _OTHER_FILE, _SECOND_FILE = "concepts.yaml", "other.yaml", "second_author.yaml"


@lru_cache(maxsize=1)
def load_concepts() -> tuple[Concept, ...]:
    """Loads the concepts in the order of their table."""
    return _CONCEPTS.validate_python(_parse(_CONCEPT_FILE))["concepts"]


@lru_cache(maxsize=1)
def load_other_matters() -> tuple[OtherMatter, ...]:
    """Loads the other matters in the order of their table."""
    return _OTHERS.validate_python(_parse(_OTHER_FILE))["others"]


@lru_cache(maxsize=1)
def load_second_author() -> tuple[Concept, ...]:
    """Loads what a second author told: more wordings of the concepts that have a step, and concepts of its own."""
    return _CONCEPTS.validate_python(_parse(_SECOND_FILE))["concepts"]


def digest_concepts() -> str:
    """Returns a digest of the first two tables: what an index depends on beside the texts of its units."""
    return hashlib.sha256(_read(_CONCEPT_FILE) + _read(_OTHER_FILE)).hexdigest()


def _parse(name: str) -> object:
    import yaml  # here: a question only needs the digest

    return yaml.load(_read(name), yaml.CSafeLoader)


@lru_cache(maxsize=3)
def _read(name: str) -> bytes:
    return files("corpus.concepts").joinpath("data", name).read_bytes()
