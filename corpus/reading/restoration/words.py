"""The words, numbers and document symbols of a text, as counted for the language model and as restored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.text import place_tones


class Kind(StrEnum):
    """What a token is; an address (of a page or of mail) is never touched."""

    WORD = "word"
    NUMBER = "number"
    SYMBOL = "symbol"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a text.

    Attributes:
        start: offset of its first code point.
        end: one past its last.
        text: as found.
        kind: word, number or document symbol.
        opens: whether it begins a sentence, a cell or an item of a list, so that what stands before says nothing of it.
        beside: whether only one blank stands between it and the token before, so that the two may be one word.
    """

    start: int
    end: int
    text: str
    kind: Kind
    opens: bool
    beside: bool


# Letters and marks, and the signs that engines without Vietnamese write for marked letters ("S¢" for "Sở").
# "S&" for "Sở" and "x@" for "xã" too, but "KH&CN" is two words and an address is none.
_LETTER = r"[^\W_\u00b2\u00b3\u00b9]|[\u0300-\u036f¢£$€§©®°¥]|(?<=\w)(?:&(?![A-ZĐ])|@(?!\w))"
# Signs that stand for a letter only between letters: "dO’l’l" for "đơn", "dé)ng" and "d(f)ng" for "đồng", not "(nếu".
_WORD = rf"(?:{_LETTER})+(?:(?:[’'‘`!\[\]{{}}]+|\)(?=[a-z])|\([a-z]\)(?=[a-z]))(?:{_LETTER})+)*"
# "29/10/2018", "9001:2015", "60.000.000", "1.1"; refuses "19/2014" before "/QĐ-TTg" (a symbol) and "4p" (a word).
_NUMBER = rf"\d+(?:[./:,\-]\d+)*(?!(?:{_LETTER}))"
_DIGIT = "[0-9OolIS]"
_PART = r"[A-ZĐÐa-zđ0-9&]{1,12}"
# "19/2014/Qb-TTg", "41 /KH-UBND", "101/QD-BKHCN", "57-NQ/TW", "206-CP"; refuses "xa/thi-tran", "và/hoặc", "HĐND-UBND".
_SYMBOL = (
    rf"(?:{_DIGIT}*\d{_DIGIT}*(?:/{_DIGIT}{{2,3}} ?{_DIGIT})?[ _]{{0,2}}|(?<!\S))/ ?"
    rf"(?=[A-ZĐÐ]{{1,6}}[a-zđ0-9]{{0,2}}-[A-Z1Đ]){_PART}(?:-{_PART}){{1,3}}"
    rf"|\d{{1,5}}-[A-ZĐÐ][A-ZĐÐb]{{1,4}}(?:/[A-ZĐÐ]{{2,4}})?(?!\w)"
    rf"|{_DIGIT}*\d{_DIGIT}*/2{_DIGIT}{{3}}/[A-ZĐÐ]{{1,6}}\d{{1,3}}(?!\w)"
)
# "https://...", "vp@tinh.gov.vn", "truong.edu.vn"; refuses "TP.Ha Noi".
_ADDRESS = r"https?:\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net)(?!\w)"
_TOKEN = re.compile(rf"(?P<address>{_ADDRESS})|(?P<symbol>{_SYMBOL})|(?P<number>{_NUMBER})|(?P<word>{_WORD})")
# Between two tokens: an end of sentence, a colon, the edge of a cell. A colon inside "9001: 2015" opens nothing.
_OPENS = re.compile(r"[.;!?…](?=\s|$|[|\"”)])|:|[|\t\f]|\n\s*\n")
# "2023cua", "ISO9001": a run of two digits or more is a number of its own.
_NUMBER_LIKE = re.compile(rf"\d{_DIGIT}+")  # "2O23", never "ISO9001"
_GLUED = re.compile(r"\d{2,}|(?:(?!\d{2,}).)+", re.S)


def find_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yields the tokens of ``text[start:end]`` in order; they do not overlap."""
    stop = len(text) if end is None else end
    before = start
    for match in _TOKEN.finditer(text, start, stop):
        for piece in _pieces(match):
            left, right = piece.span()
            between = text[before:left]
            kind = Kind(match.lastgroup or "word")
            if kind is Kind.WORD and piece[0].isdigit():
                kind = Kind.NUMBER
            in_number = between.strip() == ":" and text[before - 1].isdigit() and piece[0][0].isdigit()
            opens = before == start or (_OPENS.search(between) is not None and not in_number)
            yield Token(left, right, piece[0], kind, opens, between == " " and not opens)
            before = right


def _pieces(match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Cuts a word at its numbers; "2O23" and "x4" stay whole."""
    if match.lastgroup != "word" or not re.search(r"\d\d", match[0]) or _NUMBER_LIKE.fullmatch(match[0]):
        yield match
        return
    yield from _GLUED.finditer(match.string, match.start(), match.end())


def spell(word: str) -> str:
    """Returns the form under which a word is counted: composed, lower case, one place for the tone."""
    return place_tones(unicodedata.normalize("NFC", word).lower().replace("ð", "đ"))
