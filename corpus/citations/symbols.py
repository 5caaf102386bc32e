"""The number of a document as a grammar: digits, year, type code, issuer codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.citations.passage import Passage, State
from corpus.citations.tables import DocumentType, confusable, load_issuers, load_types
from corpus.text import fold, has_accents

_MOST_CODES = 6
_FEWEST_MISREAD = 3
_FEWEST_ISSUER_LETTERS = 4  # a shorter first code that no table knows may be a type code that was lost

# Year within a number. Matches "/2014", " / 2014", "/202 1"; refuses "/2", "/20145".
_YEAR = re.compile(r" ?[/⁄∕] ?((?:1 ?9|2 ?0) ?\d ?\d)(?![\da-z])")
# One more code. Matches "/qd", "-ttg", " – ubnd", "- \ncp" (line breaks are spaces here), "- -ttg" and "-tt¢" as
# recognition leaves them; refuses "/2014", " ubnd".
_CODE = re.compile(r"( ?)([/⁄∕\-‐‑–—](?: -(?=[a-z]))?)( ?)([^\W\d_](?:[^\W_]|[¢€£])*(?:&[^\W_]+)*)")
# Đ read twice. Matches "QĐÐ", "BCĐĐ"; refuses "QĐ".
_DOUBLE = re.compile("[ĐÐ]{2}")
# What no issuer code holds unless it was misread. Matches "TT¢", "TTe", "TTsg"; refuses "TTg", "UBND".
_MISREAD = re.compile(r"[¢€£0]|[^\W\d_][a-z]{2}\Z|[abcdefhijklmnopqstuvwxyz]\Z")
# Codes after a space, old style. Matches " tc/qd/cdkt"; refuses " tc ngay".
_OLD_CODE = re.compile(r" ([a-z]{2,4})(?=/[a-z])")
# Digits at the end of a code. Matches "TW1", "CP4"; refuses "BCĐ389".
_FOOTNOTE = re.compile(r"(?<=\D)\d{1,2}\Z")
# Legislature codes as recognition leaves them. Matches "QH15", "QHI5", "OH15", "UBTVQH14"; refuses "QH".
_ASSEMBLY = re.compile(r"(?P<body>UBTV)?[QO0G][Hh](?P<term>[0-9IlO]{1,2})(?P<rest>\d*)")


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
        if not _is_code(code) or _starts_line_item(passage, match, codes):
            break
        codes.append(code)
        separators.append("/" if match[2] in "/⁄∕" else "-")
        broken |= len(match[2]) > 1
        end = match.end()
    symbol = Symbol(start, end, digits, year, tuple(codes), tuple(separators), broken)
    return _without_footnote(symbol) if codes else symbol


def _starts_line_item(passage: Passage, match: re.Match[str], codes: list[str]) -> bool:
    """Tells a dash that opens a list item from one inside a number."""
    if match[2] in "/⁄∕":
        return len(codes) > 1 and bool(match[1])
    return bool(match[1]) and (len(codes) > 1 or passage.breaks(match.start(), match.start(2)))


def _is_code(code: str) -> bool:
    upper = sum(char.isupper() for char in code)
    lower = sum(char.islower() for char in code)
    return (upper >= 2 and upper >= lower) or (
        upper == 1
        and (
            _alike(code) is not None or _ASSEMBLY.fullmatch(code) is not None or load_issuers().get(fold(code)) == code
        )
    )


def _without_footnote(symbol: Symbol) -> Symbol:
    last = symbol.codes[-1]
    if match := _ASSEMBLY.fullmatch(last):
        extra = len(match["rest"])
    else:
        found = _FOOTNOTE.search(last)
        extra = len(found[0]) if found and fold(last[: found.start()]) in load_issuers() else 0
    if not extra:
        return symbol
    return replace(symbol, end=symbol.end - extra, codes=(*symbol.codes[:-1], last[:-extra]))


@lru_cache(maxsize=1)
def _code_patterns() -> tuple[tuple[str, DocumentType, re.Pattern[str]], ...]:
    return tuple((code, kind, re.compile(confusable(code, "code"))) for kind in load_types() for code in kind.codes)


@lru_cache(maxsize=1024)
def _alike(code: str, prefix: str | None = None) -> tuple[str, DocumentType] | None:
    """Returns the one type code that ``code`` may be a misreading of, within the type ``prefix`` if given."""
    hits = [(good, kind) for good, kind, pattern in _code_patterns() if pattern.fullmatch(code)]
    if prefix is not None:
        hits = [(good, kind) for good, kind in hits if kind.prefix == prefix]
    else:
        hits = [(good, kind) for good, kind in hits if kind.alone]
    return hits[0] if len({good for good, _ in hits}) == 1 else None


@lru_cache(maxsize=1)
def _codes_by_fold() -> dict[str, tuple[str, DocumentType]]:
    """Returns the type codes by their accent-free lower-case form; the first of the table where two share one."""
    return {fold(good): (good, kind) for good, kind, _ in reversed(_code_patterns())}


@lru_cache(maxsize=1024)
def _exact(code: str) -> tuple[str, DocumentType] | None:
    """Returns the type code that ``code`` is, accents and case aside; an accented code must be that code."""
    found = _codes_by_fold().get(fold(code))
    return found if found and (code.upper() == found[0].upper() or not has_accents(code)) else None


@lru_cache(maxsize=1024)
def _compared(found: str, good: str) -> State:
    if found.replace("Ð", "Đ").upper() == good.upper():
        return State.CLEAN
    return State.BARE if fold(found) == fold(good) and not has_accents(found) else State.RUINED


@lru_cache(maxsize=1024)
def repair_issuer(code: str) -> tuple[str, State]:
    """Returns an issuer code as it should be written: ``TTG`` → ``TTg``, ``TDC`` → ``TĐC``, ``QHI5`` → ``QH15``."""
    code = code.replace("Ð", "Đ")
    if match := _ASSEMBLY.fullmatch(code):
        term = match["term"].replace("I", "1").replace("l", "1").replace("O", "0")
        good = f"{match['body'] or ''}QH{term}"
        return good, _compared(code, good)
    head = re.match(r"\D*", code)
    letters = head[0] if head else ""
    known = load_issuers().get(fold(letters))
    if known is None:
        return code, State.CLEAN
    return known + code[len(letters) :], _compared(letters, known)


@lru_cache(maxsize=1024)
def _without_double(code: str) -> str:
    """Returns a code with a Đ that was read twice read once, where a table knows that form: ``QĐÐ`` → ``QĐ``."""
    once = _DOUBLE.sub("Đ", code)
    letters = re.sub(r"\d+\Z", "", fold(once))
    return once if letters in load_issuers() or letters in _codes_by_fold() else code


@lru_cache(maxsize=1024)
def _read_issuer(code: str) -> tuple[str, State]:
    """Returns an issuer code as it was probably meant: as :func:`repair_issuer`, or the one it is a misreading of."""
    once = _without_double(code)
    good, state = repair_issuer(once)
    if once != code:
        state = State.RUINED
    if _MISREAD.search(once) and fold(once) not in load_issuers():
        meant = {issuer for issuer, pattern in _issuer_patterns() if pattern.fullmatch(once)}
        if len(meant) == 1:
            return meant.pop(), State.RUINED
    return good, state


@lru_cache(maxsize=1)
def _issuer_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Returns what each issuer code of three letters and more may be misread as; a last g may be read as two."""
    known = [code for code in load_issuers().values() if len(code) >= _FEWEST_MISREAD]
    return tuple((code, re.compile(confusable(code, "code") + ("[gs]?" if code[-1] == "g" else ""))) for code in known)


def read_codes(symbol: Symbol, word: DocumentType | None) -> Reading:
    """Decides type and codes of a number, given the type that its word names (or ``None``)."""
    codes: list[str] = []
    state = State.RUINED if symbol.broken else State.CLEAN
    for code in symbol.codes:
        good, worse = _read_issuer(code)
        codes.append(good)
        state = max(state, worse)
    if not codes:
        return Reading(word, symbol.written(), False, state)
    kind, sure = word, True
    read = tuple(map(_without_double, symbol.codes))
    position, found = _type_code(read, word)
    if found is not None:
        codes[position] = found[0]
        state = max(state, _compared(symbol.codes[position], found[0]))
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
    """Tells whether a number lacks its issuer: nothing behind a type code with a year, or a type code again."""
    last = fold(codes[-1]) in _codes_by_fold() and fold(codes[-1]) not in load_issuers()
    return last and (len(codes) > 1 or symbol.year is not None)


def _type_code(codes: tuple[str, ...], word: DocumentType | None) -> tuple[int, tuple[str, DocumentType] | None]:
    """Finds the type code: the word's own anywhere, else any in first place, else a misread one in first place."""
    if word is not None:
        for position, code in enumerate(codes):
            exact = _exact(code)
            if exact is not None and fold(exact[0]) in {fold(good) for good in word.codes}:
                return position, (next(good for good in word.codes if fold(good) == fold(exact[0])), word)
        if alike := _alike(codes[0], word.prefix):
            return 0, alike
    exact = _exact(codes[0])
    if exact is not None and exact[1].alone:
        return 0, exact
    known = fold(codes[0]) in load_issuers()
    return 0, None if known or word is not None or len(codes) == 1 else _alike(codes[0])
