"""The shown text of a paragraph's runs, and the decoding of those in TCVN3 or VNI fonts."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.model import Problem, Severity
from corpus.reading.encodings import Scheme
from corpus.reading.encodings.carrier import CARRIER
from corpus.reading.encodings.spelling import check_spelling
from corpus.reading.word.fonts import Font, Fonts, is_private, show_sign
from corpus.reading.word.xml_part import attribute, is_on, word_name

MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = frozenset(("del", "moveFrom"))  # tracked deletions and the place a moved text came from
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SOFT_HYPHEN = "\u00ad"  # the "ư" of TCVN3, for which LibreOffice writes an element; elsewhere it is not shown
_PLAIN = Font()
_CARRIERS = frozenset(CARRIER)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    font: Font


class Runs:
    """Reads paragraphs; decodes runs in a legacy font where the whole document reads better so.

    A document turned into Unicode often names the old fonts still. So each encoding is tried on all runs that name a
    font of it first (:meth:`survey`), and never decodes a passage that it makes worse.
    """

    def __init__(self, fonts: Fonts, *, legacy: bool) -> None:
        self._fonts = fonts
        self._legacy = legacy
        self._refused: set[Scheme] = set()
        self._decoded: set[str] = set()

    def survey(self, body: etree._Element) -> None:
        """Looks through all paragraphs of ``body`` before any is read; needed only where a legacy font is named."""
        gains: Counter[Scheme] = Counter()
        if not self._legacy:
            return
        for paragraph in body.iter():
            if word_name(paragraph) == "p":
                for scheme, text in _passages(self._pieces(paragraph, paragraph, _PLAIN, [])):
                    if scheme.scheme is not None:
                        gains[scheme.scheme] += _gain(scheme.scheme, text)
        self._refused = {scheme for scheme, gain in gains.items() if gain < 0}

    def read(self, paragraph: etree._Element, boxes: list[etree._Element]) -> str:
        """Returns the text of ``paragraph`` (a ``w:p``) and collects its text boxes, whose paragraphs are their own."""
        pieces = self._pieces(paragraph, paragraph, _PLAIN, boxes)
        if not self._legacy:
            return "".join(piece.text for piece in pieces)
        return "".join(self._shown(font, text) for font, text in _passages(pieces))

    def problem(self) -> Problem | None:
        """Builds the note about what was decoded so far; ``None`` where nothing was."""
        if not self._decoded:
            return None
        return Problem(
            "LEGACY_FONT",
            Severity.INFO,
            f"Tài liệu dùng phông chữ cũ ({', '.join(sorted(self._decoded))}), phần đó đã được chuyển sang Unicode "
            "khi đọc; hãy đối chiếu với bản gốc nếu gặp chữ lạ.",
        )

    def _shown(self, font: Font, text: str) -> str:
        scheme = font.scheme
        if scheme is None or scheme in self._refused or _gain(scheme, text) < 0:
            return text
        decoded = scheme.decode(text)[0]
        if decoded != text:
            self._decoded.add(scheme.name)
        return decoded.upper() if font.capitals else decoded

    def _pieces(
        self, element: etree._Element, paragraph: etree._Element, font: Font, boxes: list[etree._Element]
    ) -> Iterator[_Piece]:
        inside = alternatives(element) if element.tag == f"{MARKUP}AlternateContent" else element
        for part in inside:
            name = word_name(part)
            if name == "t" or part.tag == _MATH_TEXT:
                yield _Piece(_with_signs(part.text or "", font), font)
            elif name in _CHARACTERS:
                yield _Piece(_CHARACTERS[name], font)
            elif name == "softHyphen" and font.scheme is not None:
                yield _Piece(_SOFT_HYPHEN, font)
            elif name == "sym":
                yield _Piece(_sign(part), _PLAIN)
            elif name == "txbxContent":
                boxes.append(part)
            elif name == "r" and not is_on(part, "rPr", "vanish"):
                yield from self._pieces(part, paragraph, self._fonts.find(part, paragraph), boxes)
            elif name not in GONE and name not in ("pPr", "rPr", "r"):
                yield from self._pieces(part, paragraph, font, boxes)


def alternatives(element: etree._Element) -> list[etree._Element]:
    """Returns the one child of ``mc:AlternateContent`` to read: the same text box stands in Choice and in Fallback."""
    choices = [option for option in element if option.tag == f"{MARKUP}Choice"]
    return choices[:1] or [option for option in element if option.tag == f"{MARKUP}Fallback"]


def _passages(pieces: Iterable[_Piece]) -> Iterator[tuple[Font, str]]:
    """Joins neighbours of one encoding, for a letter of VNI and its mark may stand in two runs."""
    for (scheme, capitals), group in itertools.groupby(pieces, lambda piece: (piece.font.scheme, piece.font.capitals)):
        yield Font("", scheme, capitals), "".join(piece.text for piece in group)


def _gain(scheme: Scheme, text: str) -> int:
    """Returns by how many words ``text`` is better spelt when decoded; negative where it holds letters of Unicode."""
    if text.isascii():
        return 0
    found = check_spelling(text)
    if any(char not in _CARRIERS and (char.isalpha() or unicodedata.combining(char)) for char in text):
        return -1 - len(found.right)
    decoded, strays = scheme.decode(text)
    return len(found.wrong) - len(check_spelling(decoded).wrong) - strays


def _with_signs(text: str, font: Font) -> str:
    if not any(map(is_private, text)):
        return text
    if font.scheme is not None:  # a legacy font that was made as a symbol font
        return "".join(CARRIER[ord(char) % 0x100] if is_private(char) else char for char in text)
    return "".join(show_sign(ord(char), font.name) if is_private(char) else char for char in text)


def _sign(element: etree._Element) -> str:
    code = attribute(element, "char") or ""
    if not code or len(code) > 4 or not all(char in "0123456789abcdefABCDEF" for char in code):
        return ""
    return show_sign(int(code, 16), (attribute(element, "font") or "").lower())
