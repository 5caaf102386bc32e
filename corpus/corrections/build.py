"""What a person says a field should be, checked, with the words it is said of."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import InvalidRequest, NotFound
from corpus.model import AgencyType, CorrectedField, Correction, Document, Field, Plan, Quote, Source, Task

# Fields of the header that are words of the document, by the names of :class:`corpus.model.Header`.
HEADER_TEXTS = frozenset(
    {
        CorrectedField.KIND,
        CorrectedField.TITLE,
        CorrectedField.ISSUER,
        CorrectedField.PARENT_ISSUER,
        CorrectedField.NUMBER,
        CorrectedField.SYMBOL,
        CorrectedField.PLACE,
    }
)
_LISTS = frozenset({CorrectedField.TASK_LEAD, CorrectedField.TASK_COORDINATE})
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


@dataclass(frozen=True, slots=True)
class Subject:
    """What a correction is made on.

    Attributes:
        field: what is corrected.
        task: id of the task, for a field of a task.
    """

    field: CorrectedField
    task: str | None = None


def build_correction(  # noqa: PLR0913 - each says another thing about one act
    document: Document,
    plan: Plan,
    subject: Subject,
    values: Sequence[str],
    *,
    who: str,
    when: datetime.datetime,
) -> Correction:
    """Builds a correction of a plan, with the words it is made on; its ``id`` is 0 until the store gives one.

    Raises:
        NotFound: the plan has no such task (``TASK_NOT_FOUND``).
        InvalidRequest: no author, or a value that cannot stand in that field (``CORRECTION_INVALID``).
    """
    kept = tuple(" ".join(value.split()) for value in values if value.strip())
    if not who.strip() or when.tzinfo is None:
        raise _invalid("Bản sửa phải ghi người sửa và thời điểm sửa.")
    _check_values(subject.field, kept)
    task = _task_of(plan, subject)
    current = _current(plan, task, subject.field)
    return Correction(
        id=0,
        field=subject.field,
        task=task.id if task else None,
        values=kept,
        who=who.strip(),
        when=when,
        place=verbatim(document, current.source) if current else None,
        task_place=verbatim(document, task.content.source) if task else None,
    )


def verbatim(document: Document, source: Source) -> Quote:
    """Quotes a range of the text as found."""
    return Quote(document.slice(source), source)


def _check_values(target: CorrectedField, values: tuple[str, ...]) -> None:
    if len(values) > 1 and target not in _LISTS:
        raise _invalid("Trường này chỉ nhận một giá trị.")
    if target is CorrectedField.TASK_CONTENT and not values:
        raise _invalid("Nội dung nhiệm vụ không được để trống.")
    for value in values:
        if target is CorrectedField.DATE and parse_day(value) is None:
            raise _invalid(f"“{value}” không phải là ngày (năm-tháng-ngày).")
        if target is CorrectedField.YEAR and not (value.isdecimal() and _FIRST_YEAR <= int(value) <= _LAST_YEAR):
            raise _invalid(f"“{value}” không phải là năm.")
        if target is CorrectedField.AGENCY_TYPE and value not in {kind.value for kind in AgencyType}:
            raise _invalid(f"“{value}” không phải là loại hình cơ quan.")


def parse_day(value: str | None) -> datetime.date | None:
    """Reads an ISO date, ``None`` where it is none."""
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _invalid(message: str) -> InvalidRequest:
    return InvalidRequest(message, code="CORRECTION_INVALID")


def _task_of(plan: Plan, subject: Subject) -> Task | None:
    if not subject.field.of_task:
        return None
    task = next((one for one in plan.tasks if one.id == subject.task), None)
    if task is None:
        raise NotFound(f"Kế hoạch không có nhiệm vụ “{subject.task}”.", code="TASK_NOT_FOUND")
    return task


def _current(plan: Plan, task: Task | None, target: CorrectedField) -> Field | None:
    """Returns what stands in a field now, ``None`` where nothing does; of a list, all its entries as one field."""
    if task is not None:
        entries = {
            CorrectedField.TASK_CONTENT: (task.content,),
            CorrectedField.TASK_LEAD: task.lead,
            CorrectedField.TASK_COORDINATE: task.coordinate,
            CorrectedField.TASK_TIME: (task.time.text,) if task.time else (),
            CorrectedField.TASK_RESULT: (task.result,) if task.result else (),
        }[target]
        quotes = tuple(quote for entry in entries for quote in entry.quotes)
        return Field(" ".join(entry.value for entry in entries), quotes) if quotes else None
    header, signer = plan.header, plan.signer
    if target in HEADER_TEXTS:
        return getattr(header, target.value)  # type: ignore[no-any-return]
    return {
        CorrectedField.DATE: header.date_text,
        CorrectedField.YEAR: header.title,
        CorrectedField.AGENCY_TYPE: header.issuer,
        CorrectedField.BUDGET: plan.budget,
        CorrectedField.SIGNER_TITLE: signer.title if signer else None,
        CorrectedField.SIGNER_NAME: signer.name if signer else None,
    }[target]
