"""The fonts of runs: which text of a Word file is typed in TCVN3 or VNI, and what the signs of symbol fonts mean.

Such a file holds the code points of Windows-1252 and names a font that draws them as Vietnamese letters (".VnTime",
"VNI-Times"). Only a run that names the font, itself or through its styles, is decoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from corpus.reading.encodings import TCVN3, VNI, Scheme
from corpus.reading.word.xml_part import attribute, child, children, value

_MAX_STYLES = 20  # length of a basedOn chain; a loop ends there
# Letters beyond ASCII take the font of hAnsi, ASCII that of ascii; complex scripts are asked where neither is named.
_SLOTS = ("hAnsi", "ascii")
_COMPLEX = "cs"
# A quick look at a whole part. Matches w:ascii=".VnTime", w:cs="VNI-Times"; refuses w:ascii="Vni" and "Times.VnX".
_NAMED = re.compile(rb"[\"'](?:\.vn|vni-)", re.IGNORECASE)
# Matches ".VnTimeH", ".VnArial NarrowH", ".vntimeh"; refuses ".VnTime" and ".VnGothic".
_OF_CAPITALS = re.compile(r"\.[Vv][Nn].*H|\.vn(?:time|arial)h")

_PRIVATE = 0xF000  # where Word keeps the codes of fonts that are no alphabet
# By font and code; "-" is a bullet, as in numbering. What is not here stays the private character that it is.
_SYMBOL = {0xB7: "-", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xAE: "→", 0xDE: "⇒"}
_WINGDINGS = (
    dict.fromkeys((0x6C, 0x6D, 0x6E, 0x73, 0x74, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xD8), "-")
    | dict.fromkeys((0x6F, 0x70, 0x71, 0xA8), "☐")
    | {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→", 0xF0: "⇒"}
)
_SIGNS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_ANY_SIGN = {0xB7: "-", 0xA7: "-", 0xD8: "-", 0xFC: "✓"}


@dataclass(frozen=True, slots=True)
class Font:
    """The font of a run, as far as reading needs it.

    Attributes:
        name: in small letters, ``""`` where none is named.
        scheme: the encoding of a legacy font, ``None`` for any other.
        capitals: whether it draws every letter as a capital.
    """

    name: str = ""
    scheme: Scheme | None = None
    capitals: bool = False


def font_called(name: str) -> Font:
    """Returns the font called ``name``: ``".VnTimeH"`` is TCVN3 in capitals."""
    small = name.strip().lower()
    if small.startswith(".vn"):
        return Font(small, TCVN3, _OF_CAPITALS.fullmatch(name.strip()) is not None)
    return Font(small, VNI if small.startswith("vni-") else None)


def show_sign(code: int, font: str) -> str:
    """Returns what the character ``code`` of a symbol font stands for; unknown ones stay as they are.

    Args:
        code: its number, with or without the offset of the private area.
        font: the name of the font in small letters; ``""`` where it is not known.
    """
    known = _SIGNS.get(font, _ANY_SIGN)
    return known.get(code % 0x100, chr(_PRIVATE + code % 0x100))


def is_private(char: str) -> bool:
    """Tells whether ``char`` is the code of a symbol font, such as U+F0B7."""
    return 0x20 <= ord(char) - _PRIVATE <= 0xFF


def names_legacy_font(*parts: bytes | None) -> bool:
    """Tells whether any of the XML ``parts`` may name a TCVN3 or VNI font."""
    return any(part is not None and _NAMED.search(part) is not None for part in parts)


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    fonts: etree._Element | None


@dataclass(slots=True)
class Fonts:
    """The fonts that the styles of one document set."""

    _styles: dict[str, _Style] = field(default_factory=dict)
    _default: etree._Element | None = None
    _paragraph: str | None = None

    @classmethod
    def of(cls, styles: etree._Element | None) -> Fonts:
        """Reads ``styles.xml`` (which may be absent)."""
        self = cls(_default=child(styles, "docDefaults", "rPrDefault", "rPr", "rFonts"))
        for style in children(styles, "style"):
            name = attribute(style, "styleId") or ""
            self._styles[name] = _Style(value(style, "basedOn"), child(style, "rPr", "rFonts"))
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._paragraph = name
        return self

    def find(self, run: etree._Element, paragraph: etree._Element) -> Font:
        """Returns the font of ``run`` in ``paragraph``: its own, that of its style, of the paragraph's, the default."""
        named = [child(run, "rPr", "rFonts"), *self._inherited(value(run, "rPr", "rStyle"))]
        named += self._inherited(value(paragraph, "pPr", "pStyle") or self._paragraph)
        named.append(self._default)
        fonts = [font_called(name) for name in (_slot(named, slot) for slot in _SLOTS) if name is not None]
        if not fonts:
            return font_called(_slot(named, _COMPLEX) or "")
        return next((font for font in fonts if font.scheme), fonts[0])

    def _inherited(self, style: str | None) -> list[etree._Element | None]:
        found = []
        for _ in range(_MAX_STYLES):
            known = self._styles.get(style or "")
            if known is None:
                break
            found.append(known.fonts)
            style = known.based_on
        return found


def _slot(named: list[etree._Element | None], slot: str) -> str | None:
    """Returns the first name for ``slot``; a theme font overrules a name beside it and is never a legacy one."""
    for fonts in named:
        if attribute(fonts, "cstheme" if slot == _COMPLEX else f"{slot}Theme") is not None:
            return ""
        name = attribute(fonts, slot)
        if name is not None:
            return name
    return None
