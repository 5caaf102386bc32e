"""How documents are cited: the full form at first mention, and the ends of the lines of the opening block.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, Mục II, khoản 6: a basis gives type, number, issuer, day and title of a
document (of a law or an ordinance neither number nor issuer); each ends its own line with ";" and the last with "."; so
does the first mention of any other document, and later ones give type and number.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.citations.keys import plain_key
from corpus.model import Citation, Field, Layer, Severity
from corpus.text import fold, normalise
from search.citations.dates import find_printed_day
from search.citations.reading import CitedPlan
from search.citations.wording import name_citation
from search.gap_report import Check

# The decree's first day; nothing is measured by it before.
_IN_FORCE = datetime.date(2020, 3, 5)
_RULE = "Nghị định số 30/2020/NĐ-CP, Phụ lục I"
# Types that are cited by other rules: a law by its name, a technical regulation by its symbol.
_OTHER_RULES = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Quy chuẩn"})
# What may follow a mention that gives no title. Matches ";", " va quyet dinh so 2", ", nghi dinh so"; refuses
# " ap dung", " nghi dinh ve xu ly".
_ENDS = re.compile(
    r"\s*(?:[;.]|\Z|(?:,|,?\s*va\s)\s*(?:quyet dinh|nghi dinh|nghi quyet|thong tu|luat|bo luat|chi thi|ke hoach"
    r"|cong van|van ban|huong dan|thong bao|ket luan|chuong trinh|de an)\s)"
)
# A day that the finder may have left out. Matches "ngay 05", "05/3/2014", "thang 3 nam"; refuses "so 19".
_DAY = re.compile(r"\bngay\b|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\bthang \d")
# An issuer that may stand farther off: "Sở Công Thương có Công văn số …". Matches "cua bo", "ubnd tinh", "so cong
# thuong"; refuses "can cu".
_ISSUER = re.compile(
    r"\b(?:cua|do|bo|so|cuc|vu|ubnd|hdnd|uy ban|chinh phu|thu tuong|quoc hoi|hoi dong|van phong|phong|truong|trung tam"
    r"|tinh uy|thanh uy|dang uy|ban|tong|chu tich|giam doc|vien|co quan)\b"
)
# An issuer that has run into the title. Matches "UBND tỉnh Lam Kỳ Sơn giao chỉ tiêu áp dụng"; refuses "Bộ Khoa học và
# Công nghệ", "Hội đồng trường".
_RUNS_ON = re.compile(r"(?: [^\W\dA-ZĐÂĂÊÔƠƯ][^\s]*){4,}\Z")
# The sentence that the opening block leads into may follow its last line: "…, Sở xây dựng Kế hoạch như sau:".
_LEADS_ON = (",", ":")


def check_form(plan: CitedPlan) -> Iterator[Check]:
    """Finds first mentions that lack a part, and lines of the opening block that end otherwise than they should.

    All are hints. Only text of a word processor is looked at: recognition loses commas and letters.
    """
    quality = plan.stored.document.quality
    if quality.layer is not Layer.NATIVE or plan.days is None or plan.days.after(_IN_FORCE) is not True:
        return
    yield from _incomplete(plan)
    yield from _line_ends(plan)


def _incomplete(plan: CitedPlan) -> Iterator[Check]:
    seen: set[str] = set()
    for citation in plan.documents:
        if citation.key is None or citation.damaged or plan.in_header(citation.source):
            continue
        key = plain_key(citation.key)
        known = key in seen
        seen.add(key)
        if known or plan.in_title(citation.source) or citation.type in _OTHER_RULES or plan.in_table(citation.source):
            continue
        lacking = _lacking(plan, citation)
        basis = plan.in_bases(citation.source)
        if not lacking or (basis and not plan.opens_basis(citation)):
            continue
        where = "căn cứ" if basis else "lần viện dẫn đầu tiên"
        message = f"{name_citation(citation)}: {where} chưa ghi {', '.join(lacking)} ({_RULE}, về thể thức)."
        yield Check("CITATION_FORM", Severity.INFO, message, citation.source, grounds=_RULE)


def _lacking(plan: CitedPlan, citation: Citation) -> list[str]:
    """Returns the parts that a mention surely lacks: nothing that could be one of them stands in its clause."""
    after = plan.clause_after(citation.source)
    rest, clause = fold(after), plan.clause_around(citation.source)
    lacking = []
    if citation.date is None and find_printed_day(citation) is None and not _DAY.search(clause):
        lacking.append("ngày ban hành")
    if citation.issuer is None and not _ISSUER.search(clause):
        lacking.append("cơ quan ban hành")
    untitled = citation.title is None and not _RUNS_ON.search(citation.issuer or "")
    if untitled and _ENDS.match(rest) and not _shares_title(plan, citation, after):
        lacking.append("trích yếu")
    return lacking


def _shares_title(plan: CitedPlan, citation: Citation, after: str) -> bool:
    """Tells whether a title farther on may be of several documents: "Quyết định số 1 và Thông tư số 2 về …"."""
    start, end = citation.source.end, citation.source.end + len(after)
    return any(start <= one.source.start < end and one.title is not None for one in plan.stored.plan.citations)


def _line_ends(plan: CitedPlan) -> Iterator[Check]:
    parts = plan.opening
    ends = [_end(plan, part) for part in parts]
    wrong = [part for part, end in zip(parts[:-1], ends[:-1], strict=True) if end is not None and end != ";"]
    if wrong:
        count = f"{len(wrong)} căn cứ" if len(wrong) > 1 else "Một căn cứ"
        message = f"{count} không kết thúc bằng dấu “;” ({_RULE}, về thể thức)."
        yield Check("CITATION_FORM", Severity.INFO, message, wrong[0].source, ";", _RULE)
    if len(parts) < len(plan.stored.plan.bases) or not parts:
        return
    if ends[-1] is not None and ends[-1] not in {".", *_LEADS_ON}:
        message = f"Căn cứ cuối cùng không kết thúc bằng dấu “.” ({_RULE}, về thể thức)."
        yield Check("CITATION_FORM", Severity.INFO, message, parts[-1].source, ".", _RULE)


def _end(plan: CitedPlan, part: Field) -> str | None:
    """Returns the mark that ends a paragraph, ``""`` where it has none, ``None`` where it may go on elsewhere."""
    text = normalise(plan.text[part.source.start : part.source.end]).rstrip()
    if not text:
        return None
    if not text[-1].isalnum() and text[-1] not in ')”"’':
        return text[-1]
    following = plan.text[part.source.end : part.source.end + 3].lstrip(" \t")
    if following[:1] in set(";.,:"):
        return following[:1]
    return "" if following[:1] in {"", "\n"} and not plan.stored.document.wrapped else None
