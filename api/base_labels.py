"""How the answer of ``bases`` reads on screen and in tables."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from api.labels import UNKNOWN, show_date
from corpus.citations.bodies import find_open_place
from corpus.model import CitationRole
from search import BaseHits, CitedDocument, Companion, Given, Slip

# Of a document whose number many bodies give, where plans do not tell which one.
_UNTOLD = (
    "Nhiều cơ quan (địa phương, đơn vị) cùng dùng số này và có kế hoạch không cho biết là số của {} nào; "
    "đây có thể là nhiều văn bản khác nhau."
)
# The same where all plans name the body, but other provinces may have one of that name.
_NAMESAKES = (
    "Các kế hoạch ghi ngày khác nhau, không kế hoạch nào cho biết tỉnh, mà nhiều tỉnh có thể có cơ quan cùng tên này; "
    "đây có thể là nhiều văn bản khác nhau."
)
_ROLES = {CitationRole.BASIS: "dùng làm căn cứ", CitationRole.MENTION: "chỉ nhắc đến mà không dùng làm căn cứ"}
_BODY, _LOCALITY = "cơ quan", "địa phương"
NO_BODY = "không rõ cơ quan nào"
COPY = "bản khác của"


def show_document(document: CitedDocument) -> str:
    """Returns key and body, which tells documents of one number apart: "KH 45/KH-UBND@2024 – UBND tỉnh Lam Kỳ"."""
    return f"{document.key} – {show_issuer(document)}" if document.shared else document.key


def show_issuer(document: CitedDocument) -> str:
    """Returns the issuing body; of a number that many bodies give, ``không rõ`` what its name leaves open."""
    if not document.shared:
        return document.issuer or UNKNOWN
    return show_body(document.issuer)


def show_body(name: str | None) -> str:
    """Returns the name of a body that gives numbers as others do: "UBND tỉnh (không rõ tỉnh nào)" has no place."""
    if name is None:
        return NO_BODY
    open_ = find_open_place(name)
    return f"{name} (không rõ {open_} nào)" if open_ else name


def show_other(companion: Companion) -> str:
    """Returns the key of a document that goes with another one, and its body where many bodies give such numbers."""
    return f"{companion.key} – {show_body(companion.issuer)}" if companion.issuer else companion.key


def show_untold(document: CitedDocument) -> str:
    """Returns how many plans do not tell which body gave the number, and why they are counted; ``""`` for none."""
    if not document.untold:
        return ""
    if document.untold == document.plans:
        return f"{document.untold} kế hoạch không cho biết là số của {_untold_of(document)} nào"
    counted = "được tính vào đây vì kho chỉ có một văn bản số này hợp với cách ghi"
    return f"{document.untold} kế hoạch không ghi rõ cơ quan, {counted}"


def show_ambiguous(document: CitedDocument) -> str:
    """Returns why several documents may be counted as this one; ``""`` where they are not."""
    if not document.ambiguous:
        return ""
    return _UNTOLD.format(_untold_of(document)) if document.untold else _NAMESAKES


def _untold_of(document: CitedDocument) -> str:
    """Returns what plans do not tell: the body, or whose "UBND thành phố", "Sở Nội vụ" it is."""
    return _LOCALITY if document.untold == document.plans and document.issuer else _BODY


def show_given(values: Sequence[Given[str]] | Sequence[Given[datetime.date]], most: int | None = None) -> str:
    """Returns what plans give for a document and how many give it: "05/03/2014 (12 kế hoạch); 03/05/2014 (1 kế hoạch)".

    Args:
        values: in the order to show.
        most: how many to show at most; the others are counted.
    """
    shown = [
        f"{show_date(given.value) if isinstance(given.value, datetime.date) else given.value} ({given.count} kế hoạch)"
        for given in values[:most]
    ]
    rest = len(values) - len(shown)
    return "; ".join([*shown, f"và {rest} cách ghi khác"] if rest else shown) or UNKNOWN


def show_years(document: CitedDocument) -> str:
    """Returns how many plans of each year cite a document: "2023: 3; 2024: 1"."""
    return "; ".join(f"{year.value}: {year.count}" for year in document.years) or UNKNOWN


def show_since(document: CitedDocument) -> str:
    """Returns since when and until when plans cite a document, with the number of each year."""
    if not document.years:
        return UNKNOWN
    first, last = document.years[0].value, document.years[-1].value
    span = f"năm {first}" if first == last else f"từ năm {first} đến năm {last}"
    days = [day for day in (document.first_date, document.last_date) if day]
    dated = f", kế hoạch sớm nhất ngày {show_date(days[0])}" if days else ""
    dated += f", muộn nhất ngày {show_date(days[-1])}" if days and days[0] != days[-1] else ""
    return f"{span}{dated} (số kế hoạch theo năm – {show_years(document)})"


def show_citing(document: CitedDocument) -> str:
    """Returns how many plans cite a document, as what, and how well its mentions can be read."""
    files = f" ({document.plans + document.copies} tệp, {document.copies} tệp là bản khác)" if document.copies else ""
    parts = [f"{document.plans} kế hoạch{files}, trong đó {document.bases} dùng làm căn cứ"]
    parts += [f"{document.damaged} chỗ chữ hỏng"] if document.damaged else []
    parts += [f"{document.backrefs} chỗ nhắc lại (“{document.type or 'Văn bản'} này”)"] if document.backrefs else []
    return "; ".join(parts)


def show_companion(companion: Companion) -> str:
    """Returns how often a document goes with another one: "12 trong 15 kế hoạch (80 %); nơi khác 3 trong 20"."""
    share = f"{companion.plans} trong {companion.among} kế hoạch ({show_companion_share(companion)})"
    if not companion.remaining:
        return share
    return f"{share}; ở các kế hoạch khác: {companion.elsewhere} trong {companion.remaining}"


def show_companion_share(companion: Companion) -> str:
    """Returns the share of the plans that rest on both: "80 %"."""
    return f"{companion.share:.0%}".replace("%", " %")


def show_none(hits: BaseHits) -> str:
    """Returns why a question has no answer: nothing fits it, or nothing is cited as the role asked for."""
    if hits.role is not None and hits.otherwise:
        asked = _ROLES[hits.role]
        return f"Có {hits.otherwise} văn bản khớp với “{hits.query}” nhưng không kế hoạch nào được chọn {asked}."
    fitting = f"có số, ký hiệu, tên hoặc trích yếu khớp với “{hits.query}”"
    return f"Không tìm thấy văn bản {fitting} trong các kế hoạch được chọn."


def show_slips(slips: Sequence[Slip]) -> str:
    """Returns which words of a question were read otherwise."""
    read = "; ".join(f"“{slip.word}” được hiểu là “{'”, “'.join(slip.meant)}”" for slip in slips)
    return f"Không có văn bản nào chứa đúng các từ đã gõ: {read}."
