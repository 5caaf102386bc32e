"""The paragraphs a plan is based on: "Căn cứ …", "Thực hiện …", "Theo đề nghị …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.model import Field, Source
from corpus.parsing.body.items import read_body
from corpus.parsing.body.parts import Part, strip_mark
from corpus.parsing.body.placement import Placed
from corpus.parsing.header.agencies import AGENCY_OPENS
from corpus.text import cut_skeleton, field, fold, skeleton

# First words of a paragraph of the opening block, on skeletons; "can ctr" is a misread "căn cứ". Matched: "Căn cứ
# Luật", "Căn cứ. Luật", "Căn cứ:", "Thực hiện Kế hoạch", "Theo đề nghị của", "Trên cơ sở", "Xét đề nghị", "Trả lời Công
# văn". Refused: "Sở Nội vụ xây dựng Kế hoạch".
_BASIS = re.compile(
    r"(?:can c[a-z]{1,3}(?:[.:]? |:?$)|thuc hien |thi hanh |trien khai |theo |tren co so |xet |tiep tuc thuc hien |de |"
    r"nham |tra loi |phuc dap )"
)
# A heading of the bases. Matched: "căn cứ", "căn cứ pháp lý", "căn cứ xây dựng kế hoạch:". Refused: "căn cứ luật số 1".
_HEADING = re.compile(r"(?:(?:cac )?can cu|co so phap ly)[^\d;,]{0,40}")
# The sentence that issues the document behind its bases. Matched: "; Sở Nội vụ ban hành Kế hoạch", ", UBND xã xây dựng
# Kế hoạch". Refused: "; Quyết định số 5 về ban hành Quy chế", "; số 5/QĐ-UBND về ban hành", "; Phòng Giáo dục và Đào
# tạo ban hành Kế hoạch số 60", " của Bộ Nội vụ ban hành Quy chế", ", Sở Nội vụ hướng dẫn".
_ENACTING = re.compile(
    rf"(?:^|[,;.] ?)(?P<sentence>(?={AGENCY_OPENS})(?!so \d)(?:[^,;:.]|(?<=van hoa), |(?<=khoa hoc), ){{3,120}}? "
    r"(?:xay dung|ban hanh|lap|trien khai) (?:va (?:xay dung|ban hanh|trien khai|to chuc thuc hien) )?"
    r"(?:ke hoach|chuong trinh|de an|quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|huong dan|quy che|quy dinh)\b"
    r"(?! (?:so )?\d| so\b| nay\b))"
)
# What shows that bases go on. Matched: "; căn cứ", "căn cứ luật". Refused: "làm căn cứ".
_GOES_ON = re.compile(r"(?:^|[;.] ?)(?:can c[a-z]{1,3} |theo de nghi |xet )")


def find_bases(placed: Sequence[Placed]) -> tuple[Field, ...]:
    """Returns the paragraphs of the opening block, and those below a heading "Căn cứ", without their marks.

    What stands behind the bases in one paragraph with them ("…; Sở Nội vụ ban hành Kế hoạch …") is none.
    """
    below = frozenset(entry.path for entry in placed if _names_bases(entry))
    return tuple(
        text
        for block in _find_blocks(placed)
        for entry, text in block
        if not _names_bases(entry)
        and (_BASIS.match(fold(entry.paragraph.body)) or (entry.path and entry.path in below))
    )


def find_basis_places(placed: Sequence[Placed]) -> Iterator[Source]:
    """Yields where documents are cited as bases: the opening block from its first basis up to the sentence that issues.

    Between them every paragraph counts, as bases are listed in many ways ("Căn cứ:" above a list, "Quán triệt …").
    """
    for block in _find_blocks(placed):
        first = next((at for at, (entry, _) in enumerate(block) if _opens(entry)), len(block))
        for _, text in block[first:]:
            yield from (quote.source for quote in text.quotes)


def _find_blocks(placed: Sequence[Placed]) -> Iterator[list[tuple[Placed, Field]]]:
    """Yields the paragraphs of each opening block with their text, up to the sentence that issues the document."""
    for is_preamble, entries in groupby(placed, key=lambda entry: entry.part is Part.PREAMBLE):
        if is_preamble:
            yield _cut_enacting([(entry, read_body(entry)) for entry in entries])


def _cut_enacting(block: list[tuple[Placed, Field]]) -> list[tuple[Placed, Field]]:
    """Cuts a block at the sentence that issues the document, if no basis stands behind it."""
    goes_on = [at for at, (_, text) in enumerate(block) if _GOES_ON.match(skeleton(text.value).text)]
    for at in range(max(goes_on, default=0), len(block)):
        entry, text = block[at]
        kept = _before_enacting(text)
        if kept is not text:
            return [*block[:at], *([(entry, kept)] if kept is not None else [])]
    return block


def _before_enacting(text: Field) -> Field | None:
    """Returns what stands before the sentence that issues: ``None`` for nothing, ``text`` where there is none."""
    for at, piece in enumerate(text.quotes):
        folded = skeleton(piece.raw).text
        for match in _ENACTING.finditer(folded):
            if _GOES_ON.search(folded, match.end()):
                continue
            kept = [*text.quotes[:at], cut_skeleton(piece, 0, match.start("sentence"))]
            return field([quote for quote in kept if quote.raw]) if any(quote.raw for quote in kept) else None
    return text


def _opens(entry: Placed) -> bool:
    return _names_bases(entry) or _BASIS.match(fold(entry.paragraph.body)) is not None


def _names_bases(entry: Placed) -> bool:
    """Tells whether an entry is a heading of bases."""
    return (
        entry.part is Part.PREAMBLE
        and entry.heading
        and _HEADING.fullmatch(strip_mark(entry.paragraph.skeleton)) is not None
    )
