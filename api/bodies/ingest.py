"""The outcome of reading files into the store, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from api.bodies.places import Body, ProblemBody
from corpus.ingest import IngestResult, IngestStatus


class ErrorBody(Body):
    """Why a file was not read."""

    code: str
    message: str


class FileBody(Body):
    """What became of one file; ``plan`` is the id of the plan it holds, ``similar`` those of its near-duplicates."""

    path: str
    status: IngestStatus
    plan: str | None
    problems: list[ProblemBody]
    error: ErrorBody | None
    similar: list[str]

    @classmethod
    def from_result(cls, result: IngestResult) -> FileBody:
        """Builds the body of one result."""
        error = ErrorBody(code=result.error.code, message=result.error.message) if result.error else None
        return cls(
            path=str(result.path),
            status=result.status,
            plan=result.plan_id,
            problems=[ProblemBody.from_problem(problem) for problem in result.problems],
            error=error,
            similar=list(result.similar),
        )


class IngestBody(Body):
    """The answer of ``ingest``: files in the order they were named, and how many had each outcome."""

    files: list[FileBody]
    counts: dict[IngestStatus, int]

    @classmethod
    def from_results(cls, results: Sequence[IngestResult]) -> IngestBody:
        """Builds the body of an outcome."""
        counts = Counter(result.status for result in results)
        return cls(
            files=[FileBody.from_result(result) for result in results],
            counts={status: counts[status] for status in IngestStatus},
        )
