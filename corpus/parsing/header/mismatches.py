"""Where an annex says that it belongs to another document than the one it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.model import (
    Annex,
    Document,
    Header,
    Layer,
    PlanProblem,
    Problem,
    Severity,
)
from corpus.parsing.header.dateline import same_number
from corpus.parsing.header.kinds import is_plan_kind


def find_mismatches(document: Document, header: Header, annexes: Sequence[Annex]) -> Iterator[Problem]:
    """Yields a problem for each annex whose note gives another number or day than the header; a blank never does."""
    damaged = document.quality.layer is Layer.DAMAGED
    for annex in annexes:
        name = " ".join(
            part for part in (annex.kind.value.capitalize() if annex.kind else "Biểu kèm theo", annex.label) if part
        )
        said = "kế hoạch" if header.kind is None or is_plan_kind(header.kind) else "văn bản ban hành"
        differs: list[tuple[str, str]] = []
        if not (same_number(annex.number, header.number) and same_number(annex.symbol, header.symbol)):
            differs.append((f"số {_number(annex)}", f"số {_number(header)}"))
        if annex.date and header.date and annex.date != header.date:
            differs.append((f"ngày {annex.date:%d/%m/%Y}", f"ngày {header.date:%d/%m/%Y}"))
        for one, other in differs:
            message = f"{name} ghi {one}, còn phần đầu {said} ghi {other}."
            if damaged:
                message = f"{message[:-1]}; lớp chữ bị hỏng, cần kiểm tra bản gốc."
            severity = Severity.INFO if damaged else Severity.WARNING
            yield Problem(
                PlanProblem.HEADER_ANNEX_MISMATCH, severity, message, annex.note.source if annex.note else annex.source
            )


def _number(named: Annex | Header) -> str:
    number = named.number.value if named.number else "…"
    return f"{number}/{named.symbol.value}" if named.symbol else number
