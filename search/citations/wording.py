"""How documents, days and grounds read in findings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from corpus.citations.registry import FactStrength, RegisteredDocument
from corpus.model import Citation

_SHOWN_PLANS = 3
_STRENGTHS = {
    FactStrength.READ: "đọc toàn văn",
    FactStrength.EXCERPT: "đọc trích đoạn",
    FactStrength.INFERRED: "suy từ văn bản áp dụng",
    FactStrength.UNCHECKED: "chưa kiểm chứng",
}


def name_document(document: RegisteredDocument) -> str:
    """Returns ``Quyết định số 19/2014/QĐ-TTg``; a standard goes by its symbol alone."""
    return document.number if document.type == "Tiêu chuẩn" else f"{document.type} số {document.number}"


def name_citation(citation: Citation) -> str:
    """Returns a mention by type and number, as repaired."""
    words = citation.number or " ".join(citation.raw.split())
    return f"{citation.type} số {words}" if citation.type else words


def show_day(day: datetime.date) -> str:
    """Returns a day as a legal text writes it: day and the months 1, 2 with a leading zero (NĐ 30/2020/NĐ-CP)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def show_grounds(document: RegisteredDocument) -> str:
    """Returns what an entry of the registry rests on: its source, how it was read, and when."""
    checked = f", kiểm tra ngày {show_day(document.checked_on)}" if document.checked_on else ""
    return f"{document.source or 'không ghi nguồn'} ({_STRENGTHS[document.strength]}{checked})"


def show_plans(plans: Sequence[str]) -> str:
    """Returns ids of plans, the first ones of many."""
    more = f" và {len(plans) - _SHOWN_PLANS} kế hoạch khác" if len(plans) > _SHOWN_PLANS else ""
    return f"{', '.join(plans[:_SHOWN_PLANS])}{more}"
