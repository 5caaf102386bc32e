"""A plan as plain text: pasted whole with tab-separated columns, or wrapped at 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from corpus.samples.source import LineKind, SampleSource, TableText

_COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_WIDTH = 80
_LEFT = 38


def render_text(source: SampleSource) -> bytes:
    """Renders ``source`` as UTF-8 text with line feeds, in its ``text_style``."""
    lines = [*_letterhead(source), "", "KẾ HOẠCH", *_paragraph(source, source.title), ""]
    for base in source.bases.splitlines():
        lines += _paragraph(source, base)
    lines += _paragraph(source, source.opening)
    for line in source.body_lines():
        if line.kind is LineKind.TABLE:
            lines += ["", *_table(source.table), ""]
            continue
        if line.kind in (LineKind.HEADING, LineKind.ITEM):
            lines.append("")
        lines += _paragraph(source, line.text)
    lines += ["", "Nơi nhận:", *source.recipients.splitlines(), "", *source.signature]
    if source.annex:
        lines += ["", "", source.annex.label, source.annex.title, *_paragraph(source, source.annex.note), ""]
        lines += _table(source.table)
    return ("\n".join(lines) + "\n").encode()


def _letterhead(source: SampleSource) -> Iterator[str]:
    header = source.header
    pairs = [*zip_longest(header.left_lines, _COUNTRY, fillvalue=""), (header.number_line, header.place_line)]
    for left, right in pairs:
        yield f"{left}\t{right}" if source.text_style == "tabs" else f"{left:<{_LEFT}}{right}".rstrip()


def _paragraph(source: SampleSource, text: str) -> list[str]:
    if source.text_style == "tabs":
        return [text]
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _table(table: TableText | None) -> Iterator[str]:
    """The rows with a tab between cells; a clerk's paste loses merges and line breaks inside cells."""
    if table is None:
        return
    yield "\t".join(table.heads)
    for row in table.parsed():
        yield "\t".join((cell or "").replace("\n", "; ") for cell in row.cells).rstrip("\t")
