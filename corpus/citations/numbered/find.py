"""Finds the citations of a passage that give a number, clean or ruined by recognition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.citations.keys import canonical_key
from corpus.citations.numbered.leads import Lead, find_issued, find_lead, find_name, is_other_thing
from corpus.citations.numbered.standards import Standard, find_standards
from corpus.citations.numbered.tails import read_tail
from corpus.citations.passage import Passage, State
from corpus.citations.symbols import Reading, Symbol, read_codes, read_symbol
from corpus.citations.tables import DocumentType, load_types
from corpus.model import STANDARD, Citation, CitationKind
from corpus.text import has_accents

# Digits that may open a number. Matches "19/2014/qd", "101 /kh", "08" after "so ", "66.13/2026/nq", "30c/nq"; refuses
# "bm-01", "1.101", "09/2020" in "24/09/2020", the 2024 of "so: ... /2024/qd-ubnd", "985a va".
_DIGITS = re.compile(
    r"(?=\d)(?:(?<![\w/⁄\-–])(?<!\d[.,])(?<![/⁄\-–_] )|(?<=\bso)|(?<=\bso\.))"
    r"\d{1,5}(?!\d)(?:\.\d{1,2}(?=/20\d\d/[a-z])|[a-z](?=[/-][a-z\d])|(?![.,]\d|[a-z](?![a-z])))"
)
_CODE_AHEAD = re.compile(r" ?[/⁄∕\-‐‑–—] ?[^\W\d_]| ?[/⁄] ?[12] ?[09]| [a-z]{2,4}/")
_NUMERO_BEHIND = re.compile(r"[s$][oe06cd]?[ :.]{1,2}(?:\d{1,3} )?\Z")
_AFTER_NUMERO = frozenset(" :.")
# Between two documents that share a type word. Matches ", so ", " va ", "; "; refuses " quy dinh ".
_LIST = re.compile(r" ?(?:[,;]|va|hoac|,? ?va)? ?(?:so )?")
# Characters that may stand before a number; anything else is debris that may have eaten a digit.
_CLEAR = frozenset(" :.(“\"'’‘[,;")
# The mark of a footnote behind a number. Matches "1 ngay", "¹", "(1)", "[12]"; refuses "(htqlcl)", "1".
_NOTE = re.compile(r"\d{1,2}(?= ngay|,? cua )|[¹²³⁰⁴-⁹]{1,2}| ?[(\[]\d{1,2}[)\]](?= ngay|,? cua )")
# A number that goes on with what was not read as a code. Matches "- ", "-¥"; refuses " - ", "; ", "-ban".
_BROKEN_OFF = re.compile(r"[-–/](?![a-z])")
# What follows a number inside a web address.
_ADDRESS = frozenset("%_=")
# Types that a number without a symbol may follow without "số": "Nghị định 30/2020".
_LAWS = frozenset({"Luật", "PL", "NĐ", "NQ", "QĐ", "TT", "TTLT"})


@dataclass(frozen=True, slots=True)
class _Mention:
    lead: Lead
    symbol: Symbol
    reading: Reading


def find_numbered(passage: Passage) -> Iterator[Citation]:
    """Yields the citations of a passage that give a number or the symbol of a standard, each with role ``MENTION``.

    Titles may hold further citations, which are found too.
    """
    for standard in find_standards(passage):
        yield _standard(passage, standard)
    yield from _documents(passage)


def _standard(passage: Passage, standard: Standard) -> Citation:
    return Citation(
        raw=passage.raw(standard.start, standard.end),
        source=passage.source(standard.start, standard.end),
        kind=CitationKind.NUMBERED,
        type="Quy chuẩn" if standard.key.startswith("QCVN") else STANDARD,
        number=standard.key,
        year=standard.year,
        key=standard.key,
        damaged=standard.ruined,
    )


def _documents(passage: Passage) -> Iterator[Citation]:
    text = passage.face.text
    cursor = 0
    last: DocumentType | None = None
    for match in _DIGITS.finditer(text):
        if match.start() < cursor:
            continue
        if not _CODE_AHEAD.match(text, match.end()) and not _follows_numero(text, match.start()):
            continue
        shared = last if cursor and _LIST.fullmatch(text, cursor, match.start()) else None
        mention = _mention(passage, *match.span(), shared, floor=cursor)
        if mention is None:
            continue
        citation, cursor = _citation(passage, mention)
        last = shared if shared is not None and mention.lead.type is None else mention.reading.type
        yield citation


def _follows_numero(text: str, start: int) -> bool:
    """Tells whether "số" stands before the number at ``start``."""
    before = text[start - 1] if start else ""
    return before in _AFTER_NUMERO and _NUMERO_BEHIND.search(text, max(0, start - 8), start) is not None


def _mention(passage: Passage, start: int, end: int, shared: DocumentType | None, *, floor: int) -> _Mention | None:
    """Reads the mention whose number has its last digits at ``start:end``, or refuses it."""
    lead = find_lead(passage, start)
    if lead.start < floor:
        lead = Lead(start, start)
    symbol = read_symbol(passage, lead.number, end, spaced=lead.type is not None)
    if is_other_thing(passage, lead) or passage.face.text[symbol.end : symbol.end + 1] in _ADDRESS:
        return None
    lead = _widened(passage, lead, symbol, floor)
    kind = lead.type or (shared if lead.numero or symbol.codes else None)
    reading = read_codes(symbol, kind)
    if lead.type is None and shared is not None:
        reading = _without_shared(symbol, shared) or reading
    if lead.type is not None and lead.state is State.RUINED and reading.type is lead.type and _disagrees(symbol, lead):
        lead = Lead(symbol.start, symbol.start, numero=lead.numero)
        reading = read_codes(symbol, shared)
    if not _accepted(lead, symbol, reading, shared):
        return None
    return _Mention(lead, symbol, reading)


def _widened(passage: Passage, lead: Lead, symbol: Symbol, floor: int) -> Lead:
    """Looks for the type farther left where only ``số`` stands before the number."""
    law = bool(symbol.codes) and ("QH" in symbol.codes[-1].upper() or symbol.codes[0] == "PL")
    if lead.type is not None or not (lead.numero or law):
        return lead
    wider = lead
    if law or (symbol.year and not symbol.codes):
        wider = find_name(passage, lead)
    if wider.type is None and lead.numero:
        wider = find_issued(passage, lead)
    return wider if wider.start >= floor else lead


def _without_shared(symbol: Symbol, shared: DocumentType) -> Reading | None:
    """Reads a number by its own code where that names another type than the list: "các Tờ trình …, số 374/BC-BCT"."""
    alone = read_codes(symbol, None)
    other = alone.sure and alone.state is State.CLEAN and alone.type is not None and alone.type.prefix != shared.prefix
    return alone if other and len(symbol.codes) > 1 and not set(symbol.codes) & set(shared.codes) else None


def _disagrees(symbol: Symbol, lead: Lead) -> bool:
    """Tells whether a misread type word is contradicted by the code: then it was another word."""
    if lead.type is None or not lead.type.codes:
        return False
    alone = read_codes(symbol, None).type
    return alone is not None and alone.prefix != lead.type.prefix and lead.type.prefix not in {"CV", "QyĐ", "TT"}


def _accepted(lead: Lead, symbol: Symbol, reading: Reading, shared: DocumentType | None) -> bool:
    if lead.type is None:
        assembly = bool(symbol.codes) and "QH" in reading.number and symbol.year is not None
        if shared is not None and (len(symbol.codes) > 1 or assembly or (lead.numero and symbol.year is not None)):
            return True
        heading = lead.numero and lead.capital and len(symbol.codes) > 1
        return assembly or heading or (reading.type is not None and len(symbol.codes) > 1)
    if symbol.codes:
        return True
    if symbol.year is not None and lead.type.prefix in _LAWS and lead.state is not State.RUINED:
        return True
    return (
        lead.numero and lead.capital and not lead.abbreviated and lead.state < State.RUINED and len(symbol.digits) > 1
    )


def _citation(passage: Passage, mention: _Mention) -> tuple[Citation, int]:
    """Builds the citation of a mention; returns it with the place where it ends in the passage."""
    lead, symbol, reading = mention.lead, mention.symbol, mention.reading
    kind = reading.type
    note = _NOTE.match(passage.face.text, symbol.end)
    start = note.end() if note else symbol.end
    tail = read_tail(passage, start, shared=kind is not None and kind.prefix == "TTLT")
    if tail.end == start:
        tail = replace(tail, end=symbol.end)
    issuer = tail.issuer or lead.issuer
    before = passage.face.text[symbol.start - 1 : symbol.start] or " "
    debris = before not in _CLEAR and not ("a" <= before <= "z")  # "số12" lacks a space only
    debris = debris or _BROKEN_OFF.match(passage.face.text, symbol.end) is not None
    year = symbol.year or (tail.date.year if tail.date else None)
    key = None
    if kind is None and lead.numero and len(symbol.codes) > 1 and "QH" not in reading.number:
        # A letter has no type code: 2638/LĐTBXH-KHTC.
        kind = next(one for one in load_types() if one.prefix == "CV")
        key = canonical_key(kind.prefix, reading.number, year)
    elif kind is not None and reading.sure:
        key = canonical_key(kind.prefix, reading.number, year)
    state = max(lead.state, reading.state, State.RUINED if debris else State.CLEAN)
    mixed = state is State.BARE and has_accents(passage.raw(lead.start, symbol.end))
    citation = Citation(
        raw=passage.raw(lead.start, tail.end),
        source=passage.source(lead.start, tail.end),
        kind=CitationKind.NUMBERED,
        type=kind.name if kind else None,
        number=reading.number,
        year=year,
        key=None if debris else key,
        issuer=passage.words(issuer),
        date=tail.date,
        title=passage.words(tail.title),
        damaged=state is State.RUINED or mixed,
        date_source=passage.place(tail.dated if tail.date else None),
        issuer_source=passage.place(issuer),
        title_source=passage.place(tail.title),
    )
    return citation, tail.end
