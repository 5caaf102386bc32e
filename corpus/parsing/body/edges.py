"""What stands at the edges of a work: who does it, by when and with what result, taken apart from the work itself.

"Trong quý II, Văn phòng rà soát quy trình, phối hợp với các phòng. Kết quả: báo cáo": the work is "rà soát quy trình".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from corpus.model import Field, Quote
from corpus.parsing.actors.pages import join_pieces, split_pieces
from corpus.parsing.body.ends import LEADS_TO_TIME, find_ends
from corpus.parsing.body.phrases import Said, read_time
from corpus.parsing.body.sentences import read_order
from corpus.parsing.body.unit_phrases import names_unit, names_units
from corpus.parsing.body.verbs import opens_work
from corpus.parsing.tables import Column
from corpus.text import cut, field, skeleton

# Words that lead to the list below. Matched: "rà soát tài liệu, cụ thể:", "ban hành quy trình, gồm:". Refused: "gồm
# 05".
_INTRODUCES = re.compile(r",? (?:cu the|bao gom|gom|trong do|nhu sau)(?: nhu sau| la)? ?: ?$")
_EDGES = " .,;\n\t"
_COMMA = re.compile(r"[,;]\s")
# A period at the start of a sentence. Matched: "tháng 5/2024 tổ chức", "quý II rà soát".
_PERIOD = re.compile(r"(?:thang|quy) [\divx]")
_SPACE = re.compile(r" ")
_MOST_COMMAS = 3
_MOST_TIME_WORDS = 12
_FEWEST_WORDS = 2
_MOST_EDGES = 6


@dataclass(frozen=True, slots=True)
class Parted:
    """A work and what was said at its edges.

    Attributes:
        work: the work itself.
        cells: what was said, by column.
        doubtful: columns of what needs the list to bear it out.
    """

    work: Field
    cells: Mapping[Column, Field] = dataclass_field(default_factory=dict)
    doubtful: frozenset[Column] = frozenset()


def part_end(text: Field, known: Mapping[Column, Field], *, certain: bool) -> Parted:
    """Takes the phrases at the end of a work apart from it, the last first, until one is not understood.

    Args:
        text: the work.
        known: what is known of it already; a phrase that says otherwise is left.
        certain: take only phrases whose words leave no doubt.
    """
    work, cells, doubtful = _without_introduction(join_pieces(text, " ")), dict[Column, Field](), frozenset[Column]()
    for _ in range(_MOST_EDGES):
        for before, said in find_ends(work):
            taken = said.certain or not certain
            if taken and not _contradicts(said, {**known, **cells}) and _is_work(before):
                work, cells = before, cells | said.cells
                doubtful |= frozenset() if said.certain else said.cells.keys()
                break
        else:
            break
    return _as_printed(text, Parted(field([work]), cells, doubtful)) if cells else Parted(text)


def _without_introduction(piece: Quote) -> Quote:
    folded = skeleton(piece.raw)
    introduces = _INTRODUCES.search(folded.text)
    return cut(piece, 0, folded.offsets[introduces.start()], strip=_EDGES) if introduces else piece


def _as_printed(text: Field, parted: Parted) -> Parted:
    """Gives what was parted of a text read as one the passages on the pages that it runs over."""

    def split(value: Field) -> Field:
        return field([quote for part in value.quotes for quote in split_pieces(text, part, " ").quotes])

    cells = {column: split(value) for column, value in parted.cells.items()}
    return Parted(split(parted.work), cells, parted.doubtful) if len(text.quotes) > 1 else parted


def _contradicts(said: Said, known: Mapping[Column, Field]) -> bool:
    return any(column in known and known[column].value != value.value for column, value in said.cells.items())


def part_start(text: Field, known: Collection[Column], *, certain: bool, units: Collection[str]) -> Parted:
    """Takes when, and who, at the start of a work apart from it: "Trong quý II, Văn phòng rà soát quy trình".

    Args:
        text: the work.
        known: columns of what is known of it already; nothing of the kind is taken.
        certain: take only words that leave no doubt.
        units: skeletons of units that the plan names elsewhere.
    """
    parted = Parted(field([join_pieces(text, " ")]))
    if Column.TIME not in known and (timed := _time_before(parted.work)):
        parted = Parted(timed[1], {Column.TIME: timed[0]})
    if Column.LEAD not in known:
        parted = _part_subject(parted, known, certain=certain, units=units)
    return _as_printed(text, parted) if parted.cells else Parted(text)


def _part_subject(parted: Parted, known: Collection[Column], *, certain: bool, units: Collection[str]) -> Parted:
    order = read_order(parted.work, plain=False)
    doubtful = order.lead is None or order.work is None
    if doubtful and not certain:
        order = read_order(parted.work, plain=True, units=units)
    if order.lead is None or order.work is None or len(order.work.value.split()) < _FEWEST_WORDS:
        return parted
    if doubtful and not names_units(order.lead):
        return parted
    cells = {Column.LEAD: order.lead, Column.COORDINATE: order.coordinate}
    taken = {column: value for column, value in cells.items() if value is not None and column not in known}
    return Parted(order.work, {**parted.cells, **taken}, frozenset(taken) if doubtful else frozenset())


def _time_before(text: Field) -> tuple[Field, Field] | None:
    """Parts a deadline before a comma, or before a verb of work, from what is due then."""
    first = text.quotes[0]
    for match in reversed(list(itertools.islice(_COMMA.finditer(first.raw), _MOST_COMMAS))):
        time = read_time(cut(first, 0, match.start()))
        rest = cut(first, match.end(), len(first.raw))
        if time is not None and rest.raw:
            return time[0], field([rest])
    folded = skeleton(first.raw)
    led = LEADS_TO_TIME.match(folded.text) or _PERIOD.match(folded.text)
    for match in itertools.islice(_SPACE.finditer(folded.text), _MOST_TIME_WORDS) if led else ():
        if opens_work(folded.text[match.end() :]) or names_unit(first.raw[folded.offsets[match.end()] :]):
            time = read_time(cut(first, 0, folded.offsets[match.start()]))
            if time is not None and time[0].value[-1:].isdigit():
                return time[0], field([cut(first, folded.offsets[match.end()], len(first.raw))])
    return None


def _is_work(work: Quote) -> bool:
    return len(work.raw.split()) >= _FEWEST_WORDS
