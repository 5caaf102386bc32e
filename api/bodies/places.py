"""Where a value stands, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from corpus.model import Field, Problem, Quote, Severity, Source


class Body(BaseModel):
    """A JSON body or a part of one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceBody(Body):
    """A half-open range of code points of the text as found, with its page where the format has pages."""

    page: int | None
    start: int
    end: int

    @classmethod
    def from_source(cls, source: Source) -> SourceBody:
        """Builds the body of a range."""
        return cls(page=source.page, start=source.start, end=source.end)


class QuoteBody(SourceBody):
    """A range with its words: ``text[start:end] == raw``."""

    raw: str

    @classmethod
    def from_quote(cls, quote: Quote) -> QuoteBody:
        """Builds the body of a quote."""
        place = quote.source
        return cls(page=place.page, start=place.start, end=place.end, raw=quote.raw)


class ProblemBody(Body):
    """Something about one document that a person should know."""

    code: str
    severity: Severity
    message: str
    source: SourceBody | None

    @classmethod
    def from_problem(cls, problem: Problem) -> ProblemBody:
        """Builds the body of a problem."""
        source = SourceBody.from_source(problem.source) if problem.source else None
        return cls(code=problem.code, severity=problem.severity, message=problem.message, source=source)


def build_quotes(field: Field | None) -> list[QuoteBody]:
    """Builds the passages a field was read from, ``[]`` where it is unknown."""
    if field is None:
        return []
    return [QuoteBody.from_quote(quote) for quote in field.quotes]


def value_of(field: Field | None) -> str | None:
    """Returns the reading text of a field, ``None`` where it is unknown."""
    return field.value if field else None


def build_guesses(fields: Mapping[str, Sequence[Field]]) -> dict[str, list[str]]:
    """Builds, by name, how fields with ruined words were probably meant; fields as they are meant are left out."""
    return {
        name: [field.guess or field.value for field in values]
        for name, values in fields.items()
        if any(field.guess for field in values)
    }
