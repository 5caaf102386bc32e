"""What a back reference or a short form means: the document that was named in full before it.

Only what stands before a mention is looked at, so text that is added behind changes nothing. Where two documents may be
meant, none is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.citations.short_forms import agrees, is_short_form
from corpus.citations.tables import find_prefix, load_types
from corpus.model import Citation, CitationKind
from corpus.text import fold

# How far into a text its own number stands, in characters.
_LETTERHEAD = 1500
# Of the number of a letterhead. Matches "so: 12/2012/qd-ubnd", "so 5", "so: ø4 /qd"; refuses "quyet dinh so 5".
_OWN = re.compile(r"s[o06cde]?[^a-z0-9]{0,3}[^a-z]")
# A number that says neither type nor issuer, so that it means one that was named in full. Matches "19", "19/2014";
# refuses "19/QĐ-UBND".
_SHORT = re.compile(r"\d+(?:\.\d+)?[a-z]?(?:/\d{4})?")
_LEADING_DIGITS = re.compile(r"\d+(?:[a-z](?=[/-]|\Z))?")
# How far into a text its heading stands, in characters.
_HEADING = 3000
# Characters that lead to a quotation ("khoản 2 Điều 5 Luật số 72/2025/QH15 quy định: “…").
_LEAD_IN = 400
# Characters of the longest quotation; a mark that is never closed may be debris.
_LONGEST_QUOTATION = 6000
_MARKS = re.compile('[“”"]')
# How far behind its document a reference may stand. Of 24 right ones in the labelled texts (not held out) that mean
# another document than the text itself, the farthest two stood 2,980 and 1,341 away.
_FARTHEST = 3000
# What stands before a document that is amended. Matches "sua doi, bo sung mot so dieu cua ", "bo sung khoan 2 dieu 2 ";
# refuses "da sua doi; quyet dinh ".
_AMENDS = re.compile(r"(?:sua doi|bo sung|thay the)[^.;:]{0,90}\Z")
# Documents that are issued by another one and carry its number.
_ISSUED = frozenset({"QyĐ", "KH", "ĐA", "CTr", "HD"})
_ISSUING = frozenset({"QĐ", "NQ"})
# Documents that no agency of our users issues.
_LAWS = frozenset({"Luật", "PL", "NĐ", "TT", "TTLT"})


@dataclass
class _Trail:
    """Mentions in order of start."""

    starts: list[int] = field(default_factory=list)
    mentions: list[Citation] = field(default_factory=list)

    def add(self, citation: Citation) -> None:
        self.starts.append(citation.source.start)
        self.mentions.append(citation)

    def before(self, position: int, *, within: int | None = None) -> Citation | None:
        """Returns the last mention that starts before ``position``, at most ``within`` characters away."""
        at = bisect_left(self.starts, position) - 1
        if at < 0 or (within is not None and position - self.mentions[at].source.end > within):
            return None
        return self.mentions[at]


@dataclass
class _Known:
    """What was named before a place.

    Attributes:
        own: the number of the text itself.
        headings: prefixes of the types that a heading of the text names ("QUYẾT ĐỊNH").
        named: by prefix, every mention that says itself which document it means; ``amended``: those it amends.
        numbers: by prefix and digits, the latest mention of each document.
    """

    own: Citation | None = None
    headings: frozenset[str] = frozenset()
    named: defaultdict[str, _Trail] = field(default_factory=lambda: defaultdict(_Trail))
    amended: defaultdict[str, _Trail] = field(default_factory=lambda: defaultdict(_Trail))
    numbers: defaultdict[tuple[str, str], dict[str, Citation]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, citation: Citation, *, amends: bool) -> None:
        """Remembers a mention that has a key."""
        prefix = find_prefix(citation.type)
        self.named[prefix].add(citation)
        if amends:
            self.amended[prefix].add(citation)
        if citation.number and citation.key:
            self.numbers[prefix, _digits(citation.number)][citation.key] = citation
        if self.own is None and _is_own(citation):
            self.own = citation


def resolve(text: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Gives back references and short forms the key of the document they mean, and its mention as ``antecedent``.

    Args:
        text: the whole text.
        citations: its mentions in order.

    Returns:
        They in order; what means no sure document keeps ``key`` ``None``, a short form without "số" is left out then.
    """
    known = _Known(headings=_find_headings(text))
    quotes = _quotations(text)
    resolved: list[Citation] = []
    for citation in citations:
        target = _target(citation, known, quotes) if citation.key is None else None
        if target is not None:
            resolved.append(replace(citation, key=target.key, antecedent=target.source))
            continue
        if is_short_form(citation):
            continue  # "Quyết định 19": nothing says that this is a document
        if citation.key is not None:
            before = fold(text[max(0, citation.source.start - 120) : citation.source.start])
            known.add(citation, amends=_AMENDS.search(before) is not None)
        resolved.append(citation)
    return tuple(resolved)


def find_own(citations: Iterable[Citation]) -> Citation | None:
    """Returns the number of the letterhead that a text opens with, ``None`` where there is none."""
    return next((citation for citation in citations if _is_own(citation)), None)


def _is_own(citation: Citation) -> bool:
    """Tells whether a mention is the number in the letterhead of the text."""
    numbered = citation.kind is CitationKind.NUMBERED and citation.source.start < _LETTERHEAD
    return numbered and citation.raw[:1].isupper() and _OWN.match(fold(citation.raw)) is not None


def _target(citation: Citation, known: _Known, quotes: Sequence[tuple[int, int]]) -> Citation | None:
    prefix = find_prefix(citation.type)
    if citation.kind is CitationKind.BACKREF:
        return _antecedent(prefix, citation, known, quotes)
    short = citation.number is not None and _SHORT.fullmatch(citation.number) is not None
    if citation.kind is not CitationKind.NUMBERED or not short or citation.damaged:
        return None
    documents = known.numbers.get((prefix, _digits(citation.number or "")), {}).values()
    fitting = [one for one in documents if citation.year is None or one.year == citation.year]
    return fitting[0] if len(fitting) == 1 and agrees(citation, fitting[0]) else None


def _antecedent(prefix: str, citation: Citation, known: _Known, quotes: Sequence[tuple[int, int]]) -> Citation | None:
    """Finds what a back reference points at: the text itself, what a quotation is of, or what was named last."""
    start = citation.source.start
    if fold(citation.raw).endswith("nay"):  # "nêu trên" never means the text itself
        at = bisect_left(quotes, (start, start)) - 1
        if at >= 0 and start < quotes[at][1]:
            return _quoted(prefix, quotes[at][0], known)
        own = known.own
        kind = find_prefix(own.type) if own else None
        if kind == prefix or (prefix in _ISSUED and kind in _ISSUING):
            return own
        if prefix in known.headings or (own is None and prefix not in _LAWS):
            return None  # a text without its number may be what it points at
    return known.named[prefix].before(start, within=_FARTHEST)


def _find_headings(text: str) -> frozenset[str]:
    """Returns the prefixes of the types that stand alone on a line in capitals near the top."""
    lines = {" ".join(line.split()) for line in text[:_HEADING].splitlines()}
    return frozenset(kind.prefix for kind in load_types() if kind.name.upper() in lines)


def _quoted(prefix: str, quote: int, known: _Known) -> Citation | None:
    """Finds the document that a quotation is of: named in the words that lead to it, else the one that is amended."""
    return known.named[prefix].before(quote, within=_LEAD_IN) or known.amended[prefix].before(quote)


def _digits(number: str) -> str:
    match = _LEADING_DIGITS.match(number)
    return match[0].lstrip("0") if match else number


def _quotations(text: str) -> list[tuple[int, int]]:
    """Returns the ranges within “…” or "…", in order; none is longer than a quotation may be, closed or not."""
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    for match in _MARKS.finditer(text):
        place = match.start()
        if start is not None and place - start > _LONGEST_QUOTATION:
            ranges.append((start, start + _LONGEST_QUOTATION))
            start = None
        if start is None and match[0] != "”":
            start = place
        elif start is not None and match[0] != "“":
            ranges.append((start, place))
            start = None
    if start is not None:
        ranges.append((start, start + _LONGEST_QUOTATION))
    return ranges
