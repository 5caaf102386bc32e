"""The number of a document as a grammar: digits, year, type code, issuer codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.citations.codes import (
    alike,
    codes_by_fold,
    compare,
    exact,
    footnote_length,
    is_code,
    is_known,
    read_issuer_code,
    without_double,
)
from corpus.citations.passage import Passage, State
from corpus.citations.tables import DocumentType, load_issuers
from corpus.text import fold

_MOST_CODES = 6
# A type code that is a body's code too behind another one: "65/QĐ-TTr" of an inspectorate (Thanh tra), no Tờ trình.
_BODY_TOO = "ttr"
_FEWEST_ISSUER_LETTERS = 4  # a shorter first code that no table knows may be a type code that was lost

# Year within a number. Matches "/2014", " / 2014", "/202 1"; refuses "/2", "/20145".
_YEAR = re.compile(r" ?[/⁄∕] ?((?:1 ?9|2 ?0) ?\d ?\d)(?![\da-z])")
# One more code. Matches "/qd", "-ttg", " – ubnd", "- \ncp" (line breaks are spaces here), "- -ttg" and "-tt¢" as
# recognition leaves them; refuses "/2014", " ubnd".
_CODE = re.compile(r"( ?)([/⁄∕\-‐‑–—](?: -(?=[a-z]))?)( ?)([^\W\d_](?:[^\W_]|[¢€£])*(?:&[^\W_]+)*)")
# Codes after a space, old style. Matches " tc/qd/cdkt"; refuses " tc ngay".
_OLD_CODE = re.compile(r" ([a-z]{2,4})(?=/[a-z])")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number as found.

    Attributes:
        start: where it starts in the passage.
        end: where it ends; a footnote digit glued to it is outside.
        digits: its digits, never altered.
        year: year inside the number, or ``None``.
        codes: codes as found, without spaces.
        separators: the character before each code: ``/``, ``-`` or ``""``.
        broken: a space stood between two digits, or a dash was read twice.
    """

    start: int
    end: int
    digits: str
    year: int | None
    codes: tuple[str, ...]
    separators: tuple[str, ...]
    broken: bool

    def written(self, codes: tuple[str, ...] | None = None) -> str:
        """Returns the number on one line (``05/2014/QĐ-TTg``), with ``codes`` for those found."""
        year = f"/{self.year}" if self.year else ""
        pairs = zip(self.separators, self.codes if codes is None else codes, strict=True)
        return self.digits.zfill(2) + year + "".join(separator + code for separator, code in pairs)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as read.

    Attributes:
        type: the document type, from the word or from the code; ``None`` if neither tells.
        number: the number with repaired codes.
        sure: the text supports a key.
        state: the worst of its codes.
    """

    type: DocumentType | None
    number: str
    sure: bool
    state: State


def read_symbol(passage: Passage, start: int, end: int, *, spaced: bool) -> Symbol:
    """Reads on from the digits at ``start:end``: year, then codes while they look like codes.

    Args:
        passage: the paragraph.
        start: first digit.
        end: after the last digit.
        spaced: a type word stands before the number, so that old-style codes may follow a space.
    """
    text = passage.face.text
    digits = text[start:end].replace(" ", "")
    broken = len(digits) < end - start
    year: int | None = None
    if match := _YEAR.match(text, end):
        year, end = int(match[1].replace(" ", "")), match.end()
        broken |= " " in match[1]
    codes: list[str] = []
    separators: list[str] = []
    if spaced and year is None and (match := _OLD_CODE.match(text, end)) and passage.raw(*match.span(1)).isupper():
        codes, separators, end = [passage.raw(*match.span(1))], [""], match.end()
    while len(codes) < _MOST_CODES and (match := _CODE.match(text, end)):
        code = unicodedata.normalize("NFC", passage.raw(*match.span(4)))
        known = year is not None and is_known(code)  # "19/2014/qđ-ttg"
        if not (known or is_code(code)) or _starts_line_item(passage, match, codes):
            break
        codes.append(code)
        separators.append("/" if match[2] in "/⁄∕" else "-")
        broken |= len(match[2]) > 1
        end = match.end()
    symbol = Symbol(start, end, digits, year, tuple(codes), tuple(separators), broken)
    extra = footnote_length(codes[-1]) if codes else 0
    return replace(symbol, end=end - extra, codes=(*codes[:-1], codes[-1][:-extra])) if extra else symbol


def _starts_line_item(passage: Passage, match: re.Match[str], codes: list[str]) -> bool:
    """Tells a dash that opens a list item from one inside a number."""
    if match[2] in "/⁄∕":
        return len(codes) > 1 and bool(match[1])
    return bool(match[1]) and (len(codes) > 1 or passage.breaks(match.start(), match.start(2)))


def read_codes(symbol: Symbol, word: DocumentType | None) -> Reading:
    """Decides type and codes of a number, given the type that its word names (or ``None``)."""
    codes: list[str] = []
    state = State.RUINED if symbol.broken else State.CLEAN
    for code in symbol.codes:
        good, worse = read_issuer_code(code)
        codes.append(good)
        state = max(state, worse)
    if not codes:
        return Reading(word, symbol.written(), False, state)
    kind, sure = word, True
    read = tuple(map(without_double, symbol.codes))
    position, found = _type_code(read, word)
    if found is not None:
        codes[position] = found[0]
        state = max(state, compare(symbol.codes[position], found[0]))
        if word is None or word.prefix == "VB" or (word.prefix, found[1].prefix) == ("TT", "TTLT"):
            kind = found[1]
    elif word is not None and word.codes and word.prefix != "CV":
        first = fold(re.sub(r"\d+\Z", "", read[0]))
        sure = first in load_issuers() or len(first) >= _FEWEST_ISSUER_LETTERS
    if _is_cut_short(symbol, codes):
        sure, state = False, State.RUINED
    if word is None and kind is None:
        sure = False
    return Reading(kind, symbol.written(tuple(codes)), sure, state)


def _is_cut_short(symbol: Symbol, codes: Sequence[str]) -> bool:
    """Tells whether a number lacks its issuer: a type code stands last ("45/KH"); "13-CT", "45/UBND-KH" are whole.

    So is "65/QĐ-TTr": an inspectorate has the code of a submission.
    """
    last = codes_by_fold().get(fold(codes[-1]))
    if last is None or not last[1].alone or fold(codes[-1]) in load_issuers():
        return False  # "12/QĐ-PC": a department of legal affairs, too
    if len(codes) > 1:
        return fold(codes[0]) in codes_by_fold() and fold(codes[-1]) != _BODY_TOO
    return symbol.year is not None or symbol.separators[-1] == "/"


def _type_code(codes: tuple[str, ...], word: DocumentType | None) -> tuple[int, tuple[str, DocumentType] | None]:
    """Finds the type code: the word's own anywhere, else any in first place, else a misread one in first place."""
    if word is not None:
        for position, code in enumerate(codes):
            own = exact(code)
            if own is not None and fold(own[0]) in {fold(good) for good in word.codes}:
                return position, (next(good for good in word.codes if fold(good) == fold(own[0])), word)
        if misread := alike(codes[0], word.prefix):
            return 0, misread
    first = exact(codes[0])
    if first is not None and first[1].alone:
        return 0, first
    known = fold(codes[0]) in load_issuers()
    return 0, None if known or word is not None or len(codes) == 1 else alike(codes[0])
