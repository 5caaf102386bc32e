"""What tests of the parser share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.model import Field
from corpus.parsing import parse_plan
from corpus.reading import read_document


@pytest.fixture
def check_header() -> Callable[[str, dict[str, object]], None]:
    """Parses a text up to its title, compares some fields of the header, and checks that each is a quotation."""

    def check(text: str, expected: dict[str, object]) -> None:
        document = read_document(f"{text}\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\nI. MỤC ĐÍCH\n".encode(), "a.txt")
        header = parse_plan(document, "p").plan.header
        found = {name: getattr(header, name) for name in expected}
        assert {name: value.value if isinstance(value, Field) else value for name, value in found.items()} == expected
        for name in ("kind", "title", "issuer", "parent_issuer", "number", "symbol", "place", "date_text"):
            for quote in getattr(header, name).quotes if getattr(header, name) else ():
                assert document.slice(quote.source) == quote.raw

    return check
