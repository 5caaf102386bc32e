"""Markdown: what converters and language models make of a plan (CommonMark with pipe tables).

markdown-it-py finds the structure; here its tokens become paragraphs and rows. Indented code is read as text, for in a
plan an indent is no program.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import BlockKind, Problem, Source
from corpus.reading.builder import CellText, Reading, TextBuilder
from corpus.reading.encodings import decode_bytes
from corpus.reading.text.pipe_tables import find_cells

if TYPE_CHECKING:
    from markdown_it.token import Token

# Matches "## Mục tiêu"; refuses "#1" and "# " alone.
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
# Matches "**Căn cứ**"; refuses "2 ** 3" and "***" alone.
_BOLD = re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*|__[^\s_](?:[^_\n]*[^\s_])?__")
# A plain text may hold a word between stars (a footnote, a form); six are no accident, nor is one beside two headings.
_MIN_BOLD = 6
_MIN_HEADINGS = 2

# Front matter, whose lines are kept as they are. Matches "---\ntitle: Kế hoạch\n---\n" at the very beginning.
_FRONT = re.compile(r"\A---[ \t]*\n((?:[\w-]+:.*\n|[ \t]+.*\n|[ \t]*-[ \t].*\n)+)---[ \t]*(?:\n|\Z)")
# A line that begins a new paragraph though no blank line stands before: "a) Rà soát", "1.2. Mục tiêu", "Điều 3.";
# refuses "a nữa" and "2024 của Ủy ban".
_OWN_LINE = re.compile(
    r"(?:[a-zđ][.)]|\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[IVX]+[.)]|[-–+•]|(?:Điều|Chương|Mục) \w+[.:])\s"
)
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|s|script|small|span"
    "|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr"
)
# Tags of HTML; any other "<ten co quan>" is a place to be filled in and stays. Matches "<b>", "</div>", "<br/>".
_HTML = re.compile(rf"\s*</?(?:{_TAGS})(?:\s[^<>]*|/)?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Bold signs that the grammar does not take for such: "**Mục tiêu:**nâng cao", "**" within HTML.
_LEFT_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_MAX_NESTING = 100  # what lies deeper the parser drops
# Signs of nesting that no writer means. Matches fifty times "> " before a word; refuses a ruling of fifty hyphens.
_DEEP = re.compile(r"^[ \t]*(?:[>+*-][ \t]*){50,}(?=.*\w)", re.MULTILINE)
# A word that could not be broken, such as an address, makes single lines longer than the width.
_WIDEST = 0.9


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph as its lines in the source, the list marker before the first; all one where they are indented."""

    lines: tuple[str, ...]
    indented: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[CellText, ...]
    table: int


def looks_like_markdown(text: str) -> bool:
    """Tells whether ``text`` is marked up throughout, so that it cannot be read without taking the marks away.

    Words must be bold in it. Headings, pipe tables and bullets alone are read where they stand, as plain text.
    """
    bold = sum(1 for _ in _BOLD.finditer(text))
    headings = sum(1 for _ in _HEADING.finditer(text))
    return bold >= _MIN_BOLD or (bold > 0 and headings >= _MIN_HEADINGS)


def read_markdown(data: bytes) -> Reading:
    """Reads a Markdown text.

    Paragraphs are whole (``wrapped=False``): lines that were wrapped are joined, a line that was not ("a) …" after
    "1. …") is a paragraph of its own. Signs of emphasis, headings, links and rulings are left out, markers of lists
    kept; the rows of a pipe table hold its cells.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING``.
    """
    decoded = decode_bytes(data)
    text = _DEEP.sub("", re.sub(r"\r\n?", "\n", decoded.text))
    front = _FRONT.match(text)
    walk = _Walk(text[front.end() :] if front else text)
    items: list[_Paragraph | _Row] = []
    items += [_Paragraph((line.strip(),)) for line in front[1].splitlines()] if front else []
    items += walk.items()
    width = _width([item for item in items if isinstance(item, _Paragraph)])
    builder = TextBuilder()
    for item in items:
        if isinstance(item, _Row):
            builder.row(item.cells, item.table)
            continue
        for paragraph in _joined(item.lines, 0 if item.indented else width):
            if paragraph.strip():
                builder.paragraph(paragraph)
    return Reading(
        builder.text, builder.blocks, wrapped=False, problems=(*decoded.problems, *dict.fromkeys(walk.problems))
    )


class _Walk:
    """One pass over the tokens of a text."""

    def __init__(self, text: str) -> None:
        from markdown_it import MarkdownIt

        self._parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
        self._parser.enable(["table", "strikethrough"]).disable("code")
        self._text = text
        self._lines = text.split("\n")
        self._tables = 0
        self._columns = 0  # of the table that is open
        self._marker = ""
        self.problems: list[Problem] = []

    def items(self) -> list[_Paragraph | _Row]:
        """Returns paragraphs and rows in reading order."""
        found: list[_Paragraph | _Row] = []
        cells: list[str] | None = None  # of the row that is open
        for token in self._parser.parse(self._text):
            if token.type == "list_item_open":
                self._marker += f"{token.info}{token.markup} "
            elif token.type == "list_item_close" and self._marker.strip():
                found.append(self._paragraph([""]))
            elif token.type == "table_open":
                self._tables += 1
                self._columns = 0
            elif token.type == "tr_open":
                cells = []
            elif token.type == "tr_close" and cells is not None:
                found.append(_Row(tuple(map(CellText, cells)), self._tables - 1))
                self._columns = self._columns or len(cells)
                cells = None
            elif token.type == "inline" and cells is not None:
                cells.append(self._cell(token, len(cells)))
            elif token.type == "inline":
                found.append(self._paragraph(_lines(token), indented=self._is_indented(token)))
            elif token.type == "fence":
                found += [self._paragraph([line]) for line in token.content.splitlines() if line.strip()]
            elif token.type == "html_block":
                found += self._html(token.content)
        return found

    def _paragraph(self, lines: Sequence[str], *, indented: bool = False) -> _Paragraph:
        marker, self._marker = self._marker, ""
        return _Paragraph((f"{marker}{lines[0]}", *lines[1:]), indented)

    def _is_indented(self, token: Token) -> bool:
        """Tells whether all lines but the first stand under the text of a list item, which makes them one with it."""
        first, end = token.map or (0, 0)
        return bool(self._marker) and all(line.startswith((" ", "\t")) for line in self._lines[first + 1 : end])

    def _cell(self, token: Token, place: int) -> str:
        """Returns the text of a cell; the last one takes the cells beyond the header's, which the grammar drops."""
        text = " ".join(_lines(token))
        line = self._lines[token.map[0]] if token.map and place + 1 == self._columns else ""
        written = [line[start:end] for start, end in find_cells(line)]
        if len(written) > self._columns:
            extra = " | ".join(written[self._columns :])
            text = f"{text} | {' '.join(_lines(self._parser.parseInline(extra)[0]))}"
        return "\n".join(line.strip() for line in text.split("\n"))

    def _html(self, content: str) -> list[_Paragraph | _Row]:
        """Reads a piece of HTML; what begins with no tag of HTML is text."""
        from corpus.reading.web.html import read_html

        content = re.sub(r"<!--.*?(?:-->|\Z)", "", content, flags=re.DOTALL)
        if not _HTML.match(content):
            return [self._paragraph([html.unescape(line.strip())]) for line in content.splitlines() if line.strip()]
        reading = read_html(f'<meta charset="utf-8">{content}'.encode())
        self.problems += reading.problems
        found: list[_Paragraph | _Row] = []
        tables = {block.table for block in reading.blocks if block.kind is BlockKind.ROW}
        for block in reading.blocks:
            if block.kind is BlockKind.ROW and block.table is not None:
                cells = (CellText(_slice(reading, cell.source), cell.merged) for cell in block.cells)
                found.append(_Row(tuple(cells), self._tables + block.table))
            else:
                found.append(self._paragraph([_slice(reading, block.source) or ""]))
        self._tables += len(tables)
        return found


def _lines(token: Token) -> list[str]:
    """Returns the shown text of an inline token, line by line as in the source; a forced break is a line feed."""
    lines = [""]
    for part in token.children or ():
        if part.type == "softbreak":
            lines.append("")
        elif part.type == "hardbreak" or (part.type == "html_inline" and _BREAK.fullmatch(part.content)):
            lines[-1] += "\n"
        elif part.type == "html_inline":
            known = _HTML.fullmatch(part.content) or part.content.startswith("<!--")
            lines[-1] += "" if known else part.content
        else:
            lines[-1] += part.content
    return [_LEFT_BOLD.sub(r"\1", line) for line in lines]


def _slice(reading: Reading, source: Source | None) -> str | None:
    return None if source is None else reading.text[source.start : source.end]


def _width(paragraphs: Sequence[_Paragraph]) -> int:
    """Returns the width at which lines were wrapped: that of nearly the longest line that another one follows."""
    lengths = sorted(len(line) for paragraph in paragraphs for line in paragraph.lines[:-1])
    return lengths[int(_WIDEST * (len(lengths) - 1))] if lengths else 0


def _joined(lines: Sequence[str], width: int) -> list[str]:
    """Joins lines that were wrapped; a line stays apart where its first word would have fitted on the one before."""
    paragraphs: list[str] = []
    length = 0
    for line in lines:
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        if paragraphs and length + 1 + len(first) > width and not _OWN_LINE.match(line):
            paragraphs[-1] = f"{paragraphs[-1].rstrip(' ')} {line.strip(' ')}".lstrip(" ")
        else:
            paragraphs.append(line.strip(" "))
        length = len(line)
    return [paragraph.strip() for paragraph in paragraphs]
