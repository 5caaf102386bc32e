"""HTML: pages saved from a portal, Word's own HTML, and tables exported under the name .xls.

One pass over the tree in document order, without recursion: pages with forgotten end tags nest a thousand deep. Kept:
what a browser shows, tracked insertions, the numbers of lists. Left out: scripts, styles, hidden text, tracked
deletions, form fields, footnotes and comments of Word, and menus (reported).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.errors import UnreadableDocument
from corpus.model import Problem, Severity
from corpus.reading.builder import Reading, TextBuilder
from corpus.reading.web.mhtml import find_page, is_mhtml
from corpus.reading.web.tables import MAX_NESTING, MAX_SPAN, HtmlTable, TableCell
from corpus.reading.web.text import BREAK, Flow, decode_page, list_label, recover_texts

# LibreOffice writes at most 1,475 tags for a sample plan; 480,000 take 5 s and .2 GB to read.
MAX_TAGS = 500_000

# Elements whose text no browser shows as running text, and tracked deletions; refuses "ins", "h1".
_GONE = re.compile(
    r"head|script|style|title|noscript|template|del|xml|iframe|object|embed|svg|select|button|textarea|input|datalist"
    r"|audio|video|canvas"
)
# Elements that begin and end a paragraph; refuses "span", "b", "o:p".
_BLOCK = re.compile(
    r"p|div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|center|address|article|section|header|footer|main|aside|nav|figure"
    r"|figcaption|form|fieldset|legend|details|summary|hr|body|html|caption|menu|dir|table|tr|td|th"
)
# Matches style="display: none", Word's hidden text and the lists of its notes and comments; refuses "display:block".
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|mso-(?:foot|end)note-id|mso-element\s*:\s*(?:comment|footnote|endnote|header|footer)",
    re.IGNORECASE,
)
# Matches id="nav" and class="main-menu breadcrumb"; refuses class="navy" and class="menu-item-content".
_MENU = re.compile(
    r"(?:^|\s)(?:(?:main|top|left|right)?[-_]?(?:nav|navbar|navigation|menu)|breadcrumbs?)(?=\s|$)", re.I
)
_MAX_MENU_TESTS = 200  # each looks through the element


class _Walk:
    """The state of one pass."""

    def __init__(self) -> None:
        self._flows: list[Flow[HtmlTable]] = [Flow()]
        self._cells: list[TableCell] = []
        self._tables: list[HtmlTable] = []
        self._lists: list[int] = []
        self._preformatted = 0
        self._menu_tests = 0
        self.menus = 0

    def items(self, body: etree._Element) -> list[str | HtmlTable]:
        """Walks ``body`` and returns its paragraphs and tables."""
        walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                if self._is_left_out(element):
                    walk.skip_subtree()
                    skipped = element
                    continue
                self._start(element)
                self._text(element.text)
            else:
                if event == "end" and element is not skipped:
                    self._end(element)
                skipped = None
                if element is not body:
                    self._text(element.tail)
        self._flows[0].end_paragraph()
        return self._flows[0].items

    def _text(self, text: str | None) -> None:
        if text:
            self._flows[-1].pieces.append(text.replace("\n", BREAK) if self._preformatted else text)

    def _is_left_out(self, element: etree._Element) -> bool:
        if (
            _GONE.fullmatch(element.tag)
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style") or "")
        ):
            return True
        named = f"{element.get('id') or ''} {element.get('class') or ''}"
        if element.tag != "nav" and element.get("role") != "navigation" and not _MENU.search(named):
            return False
        self._menu_tests += 1
        if self._menu_tests > _MAX_MENU_TESTS or element.tag in ("body", "td"):
            return False
        if next(element.iter("table"), None) is not None:
            return False
        self.menus += 1
        return True

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._flows[-1].pieces.append(BREAK)
        elif _BLOCK.fullmatch(tag):
            self._flows[-1].end_paragraph()
            if tag in ("ul", "ol"):
                self._lists.append(_number(element.get("start"), 1))
            elif tag == "li":
                self._flows[-1].label = self._label(element)
            elif tag == "pre":
                self._preformatted += 1
            elif tag == "table":
                self._tables.append(HtmlTable(presentation=element.get("role") in ("presentation", "none")))
            elif tag == "tr" and self._tables:
                self._tables[-1].written.append([])
            elif tag in ("td", "th") and self._tables:
                self._open_cell(element)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if not _BLOCK.fullmatch(tag):
            return
        self._flows[-1].end_paragraph()
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._flows[-1].label = ""
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "table":
            table = self._tables.pop()
            loose = len(self._tables) >= MAX_NESTING or table.is_layout()
            self._flows[-1].items.extend(table.flow() if loose else [table])
        elif tag in ("td", "th") and self._tables:
            self._cells.pop().items = self._flows.pop().items

    def _open_cell(self, element: etree._Element) -> None:
        cell = TableCell(
            across=min(_number(element.get("colspan"), 1), MAX_SPAN),
            down=min(_number(element.get("rowspan"), 1), MAX_SPAN),
        )
        written = self._tables[-1].written
        if not written:
            written.append([])
        written[-1].append(cell)
        self._cells.append(cell)
        self._flows.append(Flow())

    def _label(self, item: etree._Element) -> str:
        above = item.getparent()
        if above is None or above.tag not in ("ul", "ol") or not self._lists:
            return ""
        number = _number(item.get("value"), self._lists[-1])
        self._lists[-1] = number + 1
        return list_label(above.tag, f"{above.get('type') or ''} {above.get('style') or ''}", number)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[1-9][0-9]{0,8}", text.strip()) else default


def read_html(data: bytes) -> Reading:
    """Reads an HTML page, or one saved as a single file with its pictures (MHTML).

    Paragraphs are whole (``wrapped=False``) and there are no pages.

    Raises:
        UnreadableDocument: ``HTML_DAMAGED``, ``HTML_TOO_LARGE`` or ``UNKNOWN_ENCODING``.
    """
    charset = None
    if is_mhtml(data):
        data, charset = find_page(data)
    page = decode_page(data, charset)
    walk = _Walk()
    items = walk.items(_parse(page.text))
    places = list(_places(items))
    texts, decoded = recover_texts([str(held[at]) for held, at in places], carried=page.carried)
    for (held, at), text in zip(places, texts, strict=True):
        held[at] = text
    problems = [*page.problems, *([decoded] if decoded else [])]
    if walk.menus:
        problems.append(
            Problem("MENU_LEFT_OUT", Severity.INFO, "Đã bỏ thanh điều hướng của trang web, không đưa vào văn bản.")
        )
    builder = TextBuilder()
    if any(list(_lay_down(items, builder))):
        problems.append(
            Problem(
                "TABLE_CUT",
                Severity.WARNING,
                "Bảng quá lớn nên chỉ đọc phần đầu; hãy tách bảng thành nhiều tệp rồi nạp lại.",
            )
        )
    return Reading(builder.text, builder.blocks, wrapped=False, problems=tuple(problems))


def _parse(text: str) -> etree._Element:
    if text.count("<") > MAX_TAGS:
        raise UnreadableDocument(
            "Trang HTML quá lớn nên không được mở; hãy tách thành nhiều tệp rồi tải lên lần nữa.", code="HTML_TOO_LARGE"
        )
    # A small tree would come back empty, without an error, for a page nested 256 deep.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace(BREAK, "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    fatal = any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)
    if root is None or fatal:
        raise _damaged()
    return root


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "Trang HTML bị hỏng nên không đọc được; hãy mở bằng trình duyệt hoặc Word và lưu lại dạng .docx.",
        code="HTML_DAMAGED",
    )


def _places(items: list[str | HtmlTable]) -> Iterator[tuple[list[str | HtmlTable], int]]:
    """Yields where each paragraph stands, those of cells too, in reading order."""
    for at, item in enumerate(items):
        if isinstance(item, str):
            yield items, at
        else:
            for row in item.written:
                for cell in row:
                    yield from _places(cell.items)


def _lay_down(items: list[str | HtmlTable], builder: TextBuilder) -> Iterator[bool]:
    """Lays down paragraphs and tables; yields for each table whether it was cut."""
    tables = 0
    for item in items:
        if isinstance(item, str):
            builder.paragraph(item)
            continue
        grid = item.grid()
        for row in grid.rows:
            builder.row(row, tables)
        tables += 1
        yield grid.cut
