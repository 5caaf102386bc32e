"""What stands below the body: recipients and signer; and the budget."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Field, Signer
from corpus.parsing.outline import Part, Placed, opens_office
from corpus.parsing.paragraphs import Paragraph
from corpus.text import CAPITALS, cut, field, fold, strip_end

# "Nơi nhận:" as printed and as English OCR reads it. Matched: "noi nhan:", "noi nhdn". Refused: "noi nhu tren".
_RECIPIENTS = re.compile(r"noi nh[aidi]n\b|noi nhdn\b")
# An office that shares the line with a recipient or with "Nơi nhận" in pasted text. Matched: "- Sở Y tế; KT. CHỦ TỊCH".
# Refused: "- Lưu: VT, KT."
_OFFICE_BESIDE = re.compile(
    rf"\s(?:(?:KT|TM|TL|TUQ|Q)\.\s*[{CAPITALS}]{{2,}}|(?:PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG)\b)[{CAPITALS} .]*$"
)
# A budget announced at the head of a paragraph. Matched: "IV. KINH PHÍ THỰC HIỆN", "2. Về kinh phí", "- Nguồn kinh
# phí".
# Refused: "2. Lập dự toán kinh phí" (a task).
_BUDGET = re.compile(r"(?:[-+]|[ivx]+[.]|\d+[.\d]*) ?(?:ve )?(?:nguon )?(?:du toan )?(?:kinh phi\b|tai chinh ?:)")
# A person's name: two to five capitalised words and nothing else. Matched: "Trần Thị Ánh Đào".
# Refused: "(đã ký)", "KẾ HOẠCH", "Lưu: VT", "Trang số ba".
_SMALL = CAPITALS.replace("A-Z", "").lower()
_NAME = re.compile(rf"[{CAPITALS}][a-z{_SMALL}]+(?: [{CAPITALS}][a-z{_SMALL}]*){{1,4}}")
_EDGES = " \t\r\n-–—−+•●*;.,"
_LONGEST_OFFICE = 90


def find_recipients(placed: Sequence[Placed]) -> tuple[Field, ...]:
    """Returns the recipients listed after "Nơi nhận", in reading order."""
    recipients: list[Field] = []
    listing = False
    for entry in placed:
        paragraph = entry.paragraph
        if entry.part is not Part.CLOSING:
            continue
        if _RECIPIENTS.match(paragraph.skeleton):
            listing = True
        elif listing and paragraph.marker is not None and paragraph.marker.label == "-":
            recipients.extend(_recipient(paragraph))
        elif listing and _office(paragraph) is None:
            break
    return tuple(recipients)


def find_signer(placed: Sequence[Placed]) -> Signer | None:
    """Returns the signer of the closing part, ``None`` where no office is found."""
    closing = [entry.paragraph for entry in placed if entry.part is Part.CLOSING]
    found = [(paragraph, office) for paragraph in closing if (office := _office(paragraph)) is not None]
    if not found:
        return None
    title = field([quote for _, office in found for quote in office.quotes])
    last = found[-1][0]
    after = [paragraph for paragraph in closing if paragraph.source.start >= last.source.end]
    name = next((paragraph.field for paragraph in after[:4] if _NAME.fullmatch(paragraph.field.value)), None)
    return Signer(title, name)


def find_budget(placed: Sequence[Placed]) -> Field | None:
    """Returns the budget: the paragraphs below a heading that announces one, or a paragraph that opens with it."""
    for position, entry in enumerate(placed):
        opens = _BUDGET.match(entry.paragraph.skeleton)
        if entry.part in {Part.PREAMBLE, Part.PURPOSE, Part.CLOSING} or not opens:
            continue
        if not entry.heading or ":" in entry.paragraph.body.rstrip(": ") or len(entry.paragraph.body.split()) > 12:
            return entry.paragraph.field
        below = [
            other.paragraph
            for other in placed[position + 1 :]
            if not other.heading and other.path[: len(entry.path)] == entry.path
        ]
        return field([quote for paragraph in below[:3] for quote in paragraph.field.quotes]) if below else None
    return None


def _recipient(paragraph: Paragraph) -> list[Field]:
    """Returns the recipient of a bulleted line, without its bullet, full stop and an office printed beside it."""
    quotes = list(paragraph.field.quotes)
    if beside := _OFFICE_BESIDE.search(quotes[-1].raw):
        quotes[-1] = cut(quotes[-1], 0, beside.start())
    quotes[0] = cut(quotes[0], 0, len(quotes[0].raw), strip=_EDGES)
    quotes = [quote for quote in quotes if quote.raw]
    return [strip_end(field(quotes), _EDGES)] if quotes else []


def _office(paragraph: Paragraph) -> Field | None:
    """Returns the office that a paragraph consists of, or that stands at the right of a line of recipients."""
    first, last = paragraph.field.quotes[0], paragraph.field.quotes[-1]
    if (paragraph.marker or _RECIPIENTS.match(paragraph.skeleton)) and (beside := _OFFICE_BESIDE.search(last.raw)):
        return field([cut(last, beside.start(), len(last.raw))])
    whole = cut(first, 0, len(first.raw), strip="* \t\r\n")
    words = " ".join(whole.raw.split())
    if paragraph.marker is not None or len(words) >= _LONGEST_OFFICE or words.upper() != words:
        return None
    return field([whole, *paragraph.field.quotes[1:]]) if opens_office(fold(words)) else None
