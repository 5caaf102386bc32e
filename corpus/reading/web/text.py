"""The text of HTML: decoding the bytes of a page, cutting running text into paragraphs, numbering list items."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from corpus.errors import UnreadableDocument
from corpus.model import Problem, Severity
from corpus.reading.counters import show_counter
from corpus.reading.encodings import guess_utf16, recover_lines
from corpus.reading.encodings.carrier import carry

Table = TypeVar("Table")

BREAK = "\0"
"""Stands for a forced line break (``<br>``) in running text; pages cannot hold it."""

# Two forced breaks with nothing between are how portals part paragraphs.
_PARAGRAPH_END = re.compile(rf"{BREAK}\s*{BREAK}[\s{BREAK}]*")
_SPACE = re.compile(r"\s+")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Matches <meta charset="utf-8"> and content="text/html; charset=UTF-8"; refuses charset=windows-1258.
_SAYS_UTF8 = re.compile(rb"charset\s*=\s*[\"']?utf-?8", re.IGNORECASE)
_HEAD = 8 * 1024
# Of a text in TCVN3 over a fifth would count as broken; here the odd letter that a portal cut in two.
_MAX_BROKEN = 0.001
_LOST = "\ufffd"

# Matches type="I" and style="list-style-type: upper-roman"; the older attribute is one letter.
_STYLES = (
    (re.compile(r"^I\b|upper-roman"), "upperRoman"),
    (re.compile(r"^i\b|lower-roman"), "lowerRoman"),
    (re.compile(r"^A\b|upper-(?:alpha|latin)"), "upperLetter"),
    (re.compile(r"^a\b|lower-(?:alpha|latin)"), "lowerLetter"),
)
# Matches style="list-style: none"; refuses "list-style-image:none".
_NO_LABEL = re.compile(r"list-style(?:-type)?\s*:\s*none")


@dataclass(frozen=True, slots=True)
class Page:
    """A page before its markup is read.

    Attributes:
        text: the markup.
        carried: whether the encoding is unknown: each character beyond ASCII then stands for one byte (see
            :mod:`corpus.reading.encodings.carrier`).
        problems: what could not be decoded.
    """

    text: str
    carried: bool = False
    problems: tuple[Problem, ...] = ()


def decode_page(data: bytes, charset: str | None) -> Page:
    """Decodes a page as far as its markup asks: by its mark, as UTF-8, or leaving old encodings to its text.

    What a page says of its encoding is believed for UTF-8 only; pages in TCVN3 call themselves anything.

    Args:
        data: the page.
        charset: what the message around it named, if any.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Page(data[len(mark) :].decode(encoding, "replace"))
    encoding = guess_utf16(data) or "utf-8"
    try:
        return Page(data.decode(encoding))
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    says_utf8 = charset == "utf-8" or _SAYS_UTF8.search(data[:_HEAD]) is not None
    broken = text.count(_LOST)
    if not says_utf8 or broken > _MAX_BROKEN * len(text):
        return Page(carry(data), carried=True)
    lost = Problem(
        "BYTES_NOT_READ",
        Severity.WARNING,
        f"Trang HTML hỏng ở {broken} chỗ, nơi đó hiện dấu “{_LOST}”; hãy đối chiếu với bản gốc.",
    )
    return Page(text, problems=(lost,))


def recover_texts(texts: list[str], *, carried: bool) -> tuple[list[str], Problem | None]:
    """Decodes the paragraphs and cells that were typed in an old encoding.

    Args:
        texts: in reading order.
        carried: see :class:`Page`.

    Returns:
        The texts, as many, and the note about what was decoded.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING`` where the bytes fit no encoding.
    """
    places = frozenset(range(len(texts))) if carried else frozenset[int]()
    recovery = recover_lines(texts, places)
    strange = [place for place in places if any(char > "\x7f" and char.isalpha() for char in texts[place])]
    if strange and not any(recovery.schemes[place] for place in strange):
        raise UnreadableDocument(
            "Không nhận ra bảng mã của trang HTML; hãy mở bằng trình duyệt hoặc Word và lưu lại dạng .docx.",
            code="UNKNOWN_ENCODING",
        )
    return list(recovery.lines), recovery.problem()


def split_paragraphs(text: str) -> list[str]:
    """Cuts running text at double breaks; white space is folded, a single break is a line feed."""
    paragraphs = []
    for part in _PARAGRAPH_END.split(text):
        lines = [_SPACE.sub(" ", line).strip() for line in part.split(BREAK)]
        paragraph = "\n".join(line for line in lines if line)
        if paragraph:
            paragraphs.append(paragraph)
    return paragraphs


@dataclass(slots=True)
class Flow(Generic[Table]):
    """Running text of the page or of one cell, cut into paragraphs and tables.

    Attributes:
        items: what is complete.
        pieces: of the paragraph that is not.
        label: what stands before the next paragraph.
    """

    items: list[str | Table] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    label: str = ""

    def end_paragraph(self) -> None:
        """Completes the paragraph, if it holds anything."""
        for paragraph in split_paragraphs("".join(self.pieces)):
            self.items.append(f"{self.label} {paragraph}" if self.label else paragraph)
            self.label = ""
        self.pieces.clear()


def list_label(tag: str, style: str, number: int) -> str:
    """Returns what stands before a list item.

    Args:
        tag: ``ul`` or ``ol``.
        style: the ``type`` attribute, a space, and the style of the list.
        number: of the item, from 1.
    """
    if _NO_LABEL.search(style):
        return ""
    if tag == "ul":
        return "-"
    kind = next((kind for pattern, kind in _STYLES if pattern.search(style)), "decimal")
    return f"{show_counter(number, kind)}."
