"""The tables of the citation finder: document types, issuer codes and what recognition confuses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.text import fold


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document.

    Attributes:
        prefix: opens the canonical key (``QĐ``).
        name: the full word (``Quyết định``).
        words: type words as written, lower case, longest first.
        abbreviations: what stands for the word before a number (``QĐ 19/2014/QĐ-TTg``).
        codes: type codes inside a symbol; ``()`` for types whose symbols have none.
        alone: the code names the type even where no type word stands before the number.
    """

    prefix: str
    name: str
    words: tuple[str, ...]
    abbreviations: tuple[str, ...]
    codes: tuple[str, ...]
    alone: bool


def _load_rows(name: str) -> list[list[str]]:
    table = files("corpus.citations").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines()[1:] if line]


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value for value in cell.split("|") if value)


@lru_cache(maxsize=1)
def load_types() -> tuple[DocumentType, ...]:
    """Loads the document types in the order of the table, where a longer word comes before a shorter one."""
    return tuple(
        DocumentType(prefix, name, _values(words), _values(short), _values(codes), alone == "yes")
        for prefix, name, words, short, codes, alone in _load_rows("types.tsv")
    )


@lru_cache(maxsize=64)
def find_prefix(type: str | None) -> str:
    """Returns the prefix of the keys of a document type, by its full word; the word itself where no table knows it."""
    return next((kind.prefix for kind in load_types() if kind.name == type), type or "")


@lru_cache(maxsize=1)
def load_issuers() -> dict[str, str]:
    """Loads the issuer codes: accent-free lower-case form to the code as it should be written."""
    return {fold(code): code for code, _ in _load_rows("issuers.tsv")}


@lru_cache(maxsize=1)
def load_laws() -> dict[str, str]:
    """Loads the names of laws: accent-free lower-case form to the name as it should be written."""
    return {fold(name): name for (name,) in _load_rows("laws.tsv")}


@lru_cache(maxsize=2)
def load_confusions(face: str) -> dict[str, str]:
    """Loads, for ``face`` ``word`` or ``code``, each letter with the characters that recognition puts for it."""
    return {letter: seen for row_face, letter, seen in _load_rows("confusions.tsv") if row_face == face}


def confusable(word: str, face: str) -> str:
    """Returns a pattern for ``word`` as recognition may have left it."""
    table = load_confusions(face)
    return "".join(
        f"[{re.escape(table[char])}]" if char in table else " ?" if char == " " else re.escape(char) for char in word
    )


@lru_cache(maxsize=1)
def load_issuer_names() -> dict[str, str]:
    """Loads the names of issuers by the code that stands for them in a number (``TTg``)."""
    return {code: name for code, name in _load_rows("issuers.tsv") if name}


@lru_cache(maxsize=1)
def load_old_issuer_names() -> dict[str, str]:
    """Loads the names of ministries by the code that once stood for them right behind the digits (``23-TC/HCSN``)."""
    return {code: name for code, name in _load_rows("old_issuers.tsv") if name}


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city of its rank, with the word for its kind (``tỉnh``, ``thành phố``)."""

    level: str
    name: str


@lru_cache(maxsize=1)
def load_provinces() -> dict[str, Province]:
    """Loads the provinces, those before 1 July 2025 included, by their folded names."""
    return {fold(name): Province(level, name) for name, level in _load_rows("provinces.tsv")}
