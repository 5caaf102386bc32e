"""The paragraphs a plan is based on: "Căn cứ …", "Thực hiện …", "Theo đề nghị …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.model import Field, Source
from corpus.parsing.body.items import read_body
from corpus.parsing.body.parts import Part, find_bare_part
from corpus.parsing.body.placement import Placed
from corpus.parsing.header.agencies import AGENCY_OPENS
from corpus.text import cut_skeleton, field, fold, skeleton

# First words of a paragraph of the opening block, on skeletons; "can ctr" is a misread "căn cứ". Matched: "Căn cứ
# Luật", "Căn cứ. Luật", "Thực hiện Kế hoạch", "Theo đề nghị của", "Trên cơ sở", "Xét đề nghị", "Trả lời Công văn".
# Refused: "Sở Nội vụ xây dựng Kế hoạch".
_BASIS = re.compile(
    r"(?:can c[a-z]{1,3}[.:]? |thuc hien |thi hanh |trien khai |theo |tren co so |xet |tiep tuc thuc hien |de |nham |"
    r"tra loi |phuc dap )"
)
# The sentence that issues the plan behind its bases. Matched: "; Sở Nội vụ ban hành Kế hoạch", ". UBND xã xây dựng Kế
# hoạch". Refused: "; Quyết định số 5 về ban hành Quy chế", "; số 5/QĐ-UBND về ban hành", " của Bộ Nội vụ ban hành".
_ENACTING = re.compile(
    rf"[;.] ?(?P<sentence>(?={AGENCY_OPENS})(?!so \d)[^;:.]{{3,120}}? (?:xay dung|ban hanh|lap|trien khai|quyet dinh|"
    r"thong qua|de ra|huong dan)\b)"
)


def find_bases(placed: Sequence[Placed]) -> tuple[Field, ...]:
    """Returns the paragraphs of the opening block, and those below a heading "Căn cứ", without their marks.

    What stands behind the bases in one paragraph with them ("…; Sở Nội vụ ban hành Kế hoạch …") is none.
    """
    below = _headed(placed)
    return tuple(_drop_enacting(read_body(entry)) for entry in placed if _is_basis(entry, below))


def find_basis_places(placed: Sequence[Placed]) -> Iterator[Source]:
    """Yields where documents are cited as bases: the opening block from its first basis to its last.

    A paragraph between two bases goes on with the one before ("số 547/QĐ-UBND ngày …").
    """
    below = _headed(placed)
    for is_preamble, entries in groupby(placed, key=lambda entry: entry.part is Part.PREAMBLE):
        block = list(entries) if is_preamble else []
        bases = [at for at, entry in enumerate(block) if _is_basis(entry, below)]
        for entry in block[bases[0] : bases[-1] + 1] if bases else []:
            yield from (quote.source for quote in _drop_enacting(read_body(entry)).quotes)


def _headed(placed: Sequence[Placed]) -> frozenset[tuple[str, ...]]:
    """Returns the places of the headings "Căn cứ"."""
    return frozenset(
        entry.path for entry in placed if entry.part is Part.PREAMBLE and entry.heading and _names_bases(entry)
    )


def _names_bases(entry: Placed) -> bool:
    return find_bare_part(entry.paragraph.skeleton) is not None


def _is_basis(entry: Placed, below: frozenset[tuple[str, ...]]) -> bool:
    if entry.part is not Part.PREAMBLE or (entry.heading and _names_bases(entry)):
        return False
    return _BASIS.match(fold(entry.paragraph.body)) is not None or (bool(entry.path) and entry.path in below)


def _drop_enacting(basis: Field) -> Field:
    """Drops the sentence that issues the plan, and what follows it, from a paragraph of bases."""
    for at, piece in enumerate(basis.quotes):
        match = _ENACTING.search(skeleton(piece.raw).text)
        if match is not None:
            return field([*basis.quotes[:at], cut_skeleton(piece, 0, match.start("sentence"))])
    return basis
