"""The answer of ``bases`` as tables for a spreadsheet: who cites, the documents, what goes together."""

from __future__ import annotations

from api.base_labels import show_body, show_companion_share, show_given, show_issuer, show_untold, show_years
from api.labels import show_date, show_place, show_role, show_text
from api.spreadsheets import Row, Sheet
from corpus.store import StoredCitation
from search import BaseHits, CitedDocument


def build_base_sheets(hits: BaseHits) -> tuple[Sheet, ...]:
    """Builds three sheets; the first, with a row for each mention, is also the CSV table."""
    documents = hits.documents
    return (
        Sheet("Kế hoạch viện dẫn", [row for document in documents for row in _mention_rows(document)]),
        Sheet("Văn bản", [_document_row(document) for document in documents]),
        Sheet("Căn cứ đi cùng", [row for document in documents for row in _companion_rows(document)]),
    )


def _mention_rows(document: CitedDocument) -> list[Row]:
    copies = {citing.plan.id: citing.copy_of or "" for citing in document.citing}
    return [_mention_row(document, mention, copies[mention.plan.id]) for mention in document.mentions]


def _mention_row(document: CitedDocument, mention: StoredCitation, copy_of: str) -> Row:
    plan, citation = mention.plan, mention.citation
    return {
        "Văn bản": document.key,
        "Cơ quan ban hành": show_issuer(document),
        "Loại": show_text(document.type),
        "Trích yếu": show_text(document.title or document.name),
        "Cơ quan viện dẫn": show_text(plan.issuer),
        "Năm": show_text(plan.year),
        "Ngày kế hoạch": show_date(plan.date),
        "Kế hoạch": show_text(plan.title),
        "Vai trò": show_role(citation),
        "Ngày được ghi": show_date(citation.date),
        "Cơ quan ban hành được ghi": show_text(citation.issuer),
        "Nguyên văn": " ".join(citation.raw.split()),
        "Chữ hỏng": "có" if citation.damaged else "",
        "Vị trí": show_place(citation.source),
        "Mã kế hoạch": plan.id,
        "Tệp": plan.name,
        "Bản khác của kế hoạch": copy_of,
    }


def _document_row(document: CitedDocument) -> Row:
    return {
        "Văn bản": document.key,
        "Cơ quan ban hành": show_issuer(document),
        "Loại": show_text(document.type),
        "Tên gọi": show_text(document.name),
        "Trích yếu được ghi": show_given(document.titles),
        "Cơ quan ban hành được ghi": show_given(document.issuers),
        "Ngày được ghi": show_given(document.dates),
        "Không rõ cơ quan ban hành": show_untold(document),
        "Có thể là nhiều văn bản": "có" if document.ambiguous else "",
        "Số kế hoạch không ghi ngày": document.undated,
        "Số kế hoạch viện dẫn": document.plans,
        "Số tệp là bản khác của các kế hoạch này": document.copies,
        "Dùng làm căn cứ": document.bases,
        "Chỉ nhắc đến": document.plans - document.bases,
        "Theo năm": show_years(document),
        "Kế hoạch sớm nhất": show_date(document.first_date),
        "Kế hoạch muộn nhất": show_date(document.last_date),
        "Số chỗ chữ hỏng": document.damaged,
        "Số chỗ nhắc lại": document.backrefs,
        "Ký hiệu thiếu năm, tính vào đây": show_given(document.unyeared),
    }


def _companion_rows(document: CitedDocument) -> list[Row]:
    return [
        {
            "Văn bản": document.key,
            "Cơ quan ban hành": show_issuer(document),
            "Căn cứ đi cùng": other.key,
            "Cơ quan ban hành căn cứ đi cùng": show_body(other.issuer) if other.issuer else "",
            "Loại": show_text(other.type),
            "Trích yếu": show_text(other.title),
            "Số kế hoạch có cả hai": other.plans,
            "Số kế hoạch viện dẫn văn bản": other.among,
            "Tỉ lệ": show_companion_share(other),
            "Số kế hoạch khác cũng căn cứ": other.elsewhere,
            "Số kế hoạch khác": other.remaining,
        }
        for other in document.companions
    ]
