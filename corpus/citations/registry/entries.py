"""Rows of a registry file → documents, with what is wrong in a row by itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import TypeVar

from corpus.citations.keys import canonical_key
from corpus.citations.registry.cells import parse_clauses, parse_day, parse_status, parse_strength, split_list
from corpus.citations.registry.model import FactStrength, RegisteredDocument, Status, Suspension
from corpus.citations.registry.table import Row
from corpus.issues import Issue, Place
from corpus.model import Severity

T = TypeVar("T")
_REQUIRED = ("type", "number")
_SUSPENSION = ("suspended", "suspended_from")


def parse_entry(row: Row, file: str) -> tuple[RegisteredDocument | None, tuple[Issue, ...]]:
    """Parses a row; an entry with an error is ``None``, as half an entry would judge plans by half a fact."""
    reader = _Reader(row, file)
    kind, number = reader.text("type"), reader.text("number")
    for field in _REQUIRED:
        if field not in row.cells:
            reader.complain("REGISTRY_VALUE_MISSING", field, "Thiếu giá trị; văn bản nào cũng phải có loại và số.")
    date = reader.value("date", parse_day)
    key = canonical_key(kind, number, date.year if date else None) if kind and number else None
    if kind and number and key is None:
        message = f"Không hiểu “{kind}” số “{number}”; viết như “Quyết định”, “19/2014/QĐ-TTg”."
        reader.complain("REGISTRY_NUMBER_INVALID", "number", message)
    document = RegisteredDocument(
        key=key or "",
        type=kind or "",
        number=number or "",
        date=date,
        issuer=reader.text("issuer"),
        title=reader.text("title"),
        status=reader.value("status", parse_status) or Status.UNKNOWN,
        superseded_by=reader.value("superseded_by", split_list) or (),
        effective_from=reader.value("effective_from", parse_day),
        ended_on=reader.value("ended_on", parse_day),
        suspension=_suspension(reader),
        source=reader.text("source"),
        checked_on=reader.value("checked_on", parse_day),
        strength=reader.value("strength", parse_strength) or FactStrength.UNCHECKED,
        note=reader.text("note"),
        file=file,
        line=row.line,
    )
    if not reader.broken:
        for code, field, message in _contradictions(document):
            reader.complain(code, field, message)
    reader.issues.extend(_doubts(document, reader) if not reader.broken else ())
    return (None if reader.broken else document), tuple(reader.issues)


class _Reader:
    """Reads the cells of one row and keeps what is wrong with them."""

    def __init__(self, row: Row, file: str) -> None:
        self.row = row
        self.file = file
        self.issues: list[Issue] = []

    @property
    def broken(self) -> bool:
        return any(issue.severity is Severity.ERROR for issue in self.issues)

    def text(self, field: str) -> str | None:
        cell = self.row.cells.get(field)
        return cell.text if cell else None

    def value(self, field: str, parse: Callable[[str], T]) -> T | None:
        cell = self.row.cells.get(field)
        if cell is None:
            return None
        try:
            return parse(cell.text)
        except ValueError as error:
            self.complain("REGISTRY_VALUE_INVALID", field, f"“{cell.text}”: {error}.")
            return None

    def place(self, field: str) -> Place:
        return self.row.place(self.file, field)

    def complain(self, code: str, field: str, message: str) -> None:
        self.issues.append(Issue(code, self.place(field), message))


def _suspension(reader: _Reader) -> Suspension | None:
    clauses = reader.value("suspended", parse_clauses)
    start = reader.value("suspended_from", parse_day)
    end = reader.value("suspended_until", parse_day)
    by = reader.text("suspended_by")
    if not any(field in reader.row.cells for field in (*_SUSPENSION, "suspended_until", "suspended_by")):
        return None
    for field in _SUSPENSION:
        if field not in reader.row.cells:
            message = "Điều khoản tạm không áp dụng phải nêu rõ điều khoản và ngày bắt đầu."
            reader.complain("REGISTRY_VALUE_MISSING", field, message)
    return Suspension(clauses, start, end, by) if clauses and start else None


def _contradictions(document: RegisteredDocument) -> Iterator[tuple[str, str, str]]:
    """Yields code, field and message of what cannot all be true in one entry."""
    written = document.number.split("/")[1] if "/" in document.number else ""
    if document.date and len(written) == 4 and written.isdigit() and int(written) != document.date.year:
        yield "REGISTRY_YEAR_DIFFERS", "date", f"Năm ban hành {document.date.year} khác năm trong số ({written})."
    if document.superseded_by and document.status is not Status.SUPERSEDED:
        yield "REGISTRY_STATUS_CONTRADICTS", "status", "Có văn bản thay thế thì tình trạng phải là “đã bị thay thế”."
    if document.status is Status.SUPERSEDED and not document.superseded_by:
        yield "REGISTRY_STATUS_CONTRADICTS", "superseded_by", "Tình trạng “đã bị thay thế” phải nêu văn bản thay thế."
    if document.ended_on and document.status in {Status.IN_FORCE, Status.UNKNOWN}:
        yield (
            "REGISTRY_STATUS_CONTRADICTS",
            "ended_on",
            "Đã ghi ngày hết hiệu lực thì phải ghi tình trạng đúng như vậy.",
        )
    suspension = document.suspension
    days = (
        ("effective_from", document.date, document.effective_from, "Ngày có hiệu lực trước ngày ban hành."),
        (
            "ended_on",
            document.effective_from or document.date,
            document.ended_on,
            "Hết hiệu lực trước khi có hiệu lực.",
        ),
        (
            "suspended_until",
            suspension.start + datetime.timedelta(days=1) if suspension else None,
            suspension.end if suspension else None,
            "Ngày áp dụng lại phải sau ngày bắt đầu.",
        ),
    )
    for field, earlier, later, message in days:
        if earlier and later and later < earlier:
            yield "REGISTRY_DAYS_REVERSED", field, message
    if document.status is Status.IN_FORCE and not (document.source and document.checked_on):
        yield "REGISTRY_UNSOURCED", "status", "Ghi “còn hiệu lực” phải có nguồn và ngày kiểm tra."


def _doubts(document: RegisteredDocument, reader: _Reader) -> Iterator[Issue]:
    """Yields what keeps an entry from being used to the full."""
    if document.strength is FactStrength.UNCHECKED:
        message = "Chưa ghi độ chắc (P, X hoặc D) nên mục này chỉ để xem, không dùng để kiểm tra kế hoạch."
        yield Issue("REGISTRY_UNCHECKED", reader.place("strength"), message, Severity.WARNING)
    elif document.source is None:
        yield Issue("REGISTRY_UNSOURCED", reader.place("source"), "Chưa ghi nguồn.", Severity.WARNING)
