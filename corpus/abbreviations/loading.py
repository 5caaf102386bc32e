"""Loading abbreviations: the shipped table, with files of the user's own over it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.abbreviations.table import Abbreviation, Parsed, parse_abbreviations
from corpus.errors import AbbreviationsError, NotFound
from corpus.issues import tell_first

SHIPPED = "abbreviations.tsv"


def load_abbreviations(paths: Sequence[Path] = ()) -> tuple[Abbreviation, ...]:
    """Loads the shipped table with ``paths`` laid over it: a later row stands over an earlier one of that short form.

    Raises:
        AbbreviationsError: a file does not exist (``ABBREVIATIONS_NOT_FOUND``) or has an error; the message names file,
            line and column of the first ones.
    """
    rows = {row.short: row for row in load_shipped()}
    for path in paths:
        try:
            parsed = lint_file(path)
        except NotFound as error:
            raise AbbreviationsError(error.message, code=error.code) from None
        if parsed.issues:
            raise AbbreviationsError(tell_first(parsed.issues, "doichieu abbreviations TỆP"))
        rows |= {row.short: row for row in parsed.rows}
    return tuple(rows.values())


def lint_file(path: Path) -> Parsed:
    """Checks a file of the user's own.

    Raises:
        NotFound: it does not exist (``ABBREVIATIONS_NOT_FOUND``).
        AbbreviationsError: it cannot be read.
    """
    try:
        return parse_abbreviations(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise NotFound(f"Không có tệp chữ viết tắt “{path.name}”.", code="ABBREVIATIONS_NOT_FOUND") from None
    except OSError:
        raise AbbreviationsError(f"Không đọc được tệp chữ viết tắt “{path.name}”.") from None


@cache
def digest_shipped() -> str:
    """Returns what tells one release of the shipped table from another: eight hexadecimal digits."""
    rows = repr([(row.short, row.full, row.strength, row.use) for row in load_shipped()])
    return hashlib.sha256(rows.encode()).hexdigest()[:8]


@cache
def load_shipped() -> tuple[Abbreviation, ...]:
    """Loads the shipped table alone, once.

    Raises:
        ValueError: it has an error.
    """
    data = (files("corpus.abbreviations") / "data" / SHIPPED).read_bytes()
    parsed = parse_abbreviations(data, SHIPPED)
    if parsed.issues:
        raise ValueError(f"{parsed.issues[0].place}: {parsed.issues[0].message}")
    return parsed.rows
