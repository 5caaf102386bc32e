"""Task tables flattened beyond reading: kept as passages that can be found and shown, with no field claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, Document, Field, Layer, Source
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_closing
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.headings import find_heading
from corpus.parsing.tables import Column
from corpus.text import field, fold, quote

# What three of these name in one line is the heading of a task table, however badly recognised.
# Matched: "TT Ngi dung Chi tri Phéi hop Thdi gian". Refused: "Thời gian thực hiện: Quý I" (one of them), "Chủ trì: Văn
# phòng; phối hợp: các phòng; thời gian: Quý I" (labels with their values).
_COLUMN_HINTS = tuple(
    re.compile(words)
    for words in (
        r"\bs?tt\b",
        r"n[a-z]i ?dung|c[a-z]ng vi[a-z]c|nhi[a-z]m v[a-z]\b",
        r"ch[a-z] tr[a-z]\b|trach nhi[a-z]m",
        r"ph[a-z]{1,2}i h[a-z]p",
        r"th[a-z]i gian|ti[a-z]n d[a-z]\b",
        r"k[a-z]t qu[a-z]|s[a-z]n ph[a-z]m",
    )
)
_FEWEST_HINTS = 3
# What a sentence has and a heading has not. Matched: "rõ kết quả. Thực hiện", "chủ trì, phối hợp", "thời gian;".
# Refused: "Tổ chức/cá nhân", "Két qua ,".
_SENTENCE = re.compile(r"\w[.,;:](?:\s|$)")
# A heading cell by cell names so many columns.
_FEWEST_COLUMNS = 4
# The line of a table between words. Matched: "Ban hành | Phòng", "mục_|Các", "Chánh =| 28/02". Refused: "| Ban hành",
# "Phòng |".
_MARKED = re.compile(r"\w\S*\s*[|¦]\s*\w|\S=?\s*[|¦]\s+\w")
# So many lines with such marks among so many are of a table; a recognised narrative has one at most.
_FEWEST_MARKED, _MARKED_WITHIN = 3, 16
_ROW_LINES = 6
_SENTENCE_ENDS = (".", ":", ";", "./.")
_PASSAGE_LINES = 6
_PASSAGE_WORDS = 8
_LONGEST_HEADING = 140


@dataclass(frozen=True, slots=True)
class UnreadableTable:
    """A table whose rows cannot be told apart: its range, and its lines gathered into passages that can be searched."""

    passages: tuple[Field, ...]
    source: Source


def find_unreadable(document: Document, lines: Sequence[Block]) -> UnreadableTable | None:
    """Finds a task table flattened beyond reading (interleaved columns of a scan), ``None`` where there is none.

    It starts at a line that names three columns or more and ends at the next known part of the plan or its closing. Its
    passages are runs of lines cut at blank lines and page ends: nothing in them is claimed to be a field.
    """
    texts = [document.slice(line.source) for line in lines]
    damaged = document.quality.layer is Layer.DAMAGED
    starts = [_find_heading(texts, damaged=damaged), _find_marked(texts) if damaged else None]
    start = min((place for place in starts if place is not None), default=None)
    if start is None:
        return None
    end = start + 1
    while end < len(lines) and not _ends(document.slice(lines[end].source)):
        end += 1
    passages = [
        field([quote(document.text, run[0].source.start, run[-1].source.end, page=run[0].source.page)])
        for run in _gather(document, lines[start:end])
    ]
    source = Source(lines[start].source.start, lines[end - 1].source.end, lines[start].source.page)
    return UnreadableTable(tuple(passages), source)


def _find_heading(texts: Sequence[str], *, damaged: bool) -> int | None:
    """Returns the first line that names columns, or of those that do together; ``None`` where there is none."""
    alone = next((place for place, text in enumerate(texts) if _names_columns(text)), len(texts))
    heading = find_heading(texts[: alone + 1])
    if heading is not None and (damaged or Column.ORDINAL in heading.columns):
        names = len(heading.columns) >= _FEWEST_COLUMNS
        return heading.start if names else (alone if alone < len(texts) else None)
    return alone if alone < len(texts) else None


def _find_marked(texts: Sequence[str]) -> int | None:
    """Returns the first of the lines between whose words the lines of a table were seen: its heading may be lost."""
    marked = [place for place, text in enumerate(texts) if _MARKED.search(text)]
    for place, later in zip(marked, marked[_FEWEST_MARKED - 1 :], strict=False):
        if later - place < _MARKED_WITHIN:
            return _opening(texts, place)
    return None


def _opening(texts: Sequence[str], place: int) -> int:
    """Goes up from a line of a table to the first line of its row, below the end of a sentence or a heading."""
    for start in range(place, max(0, place - _ROW_LINES), -1):
        above = texts[start - 1].rstrip()
        if above.endswith(_SENTENCE_ENDS) or is_uppercase(above) or parse_marker(texts[start]) is not None:
            return start
    return place


def _gather(document: Document, lines: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = [[lines[0]]]
    for line in lines[1:]:
        run = runs[-1]
        between = document.text[run[-1].source.end : line.source.start]
        words = sum(len(document.slice(one.source).split()) for one in run)
        parted = between.count("\n") > 1 or "\f" in between or len(run) >= _PASSAGE_LINES
        if parted and words >= _PASSAGE_WORDS:
            runs.append([line])
        else:
            run.append(line)
    return runs


def _names_columns(text: str) -> bool:
    folded = fold(text[: 2 * _LONGEST_HEADING])
    if parse_marker(text) is not None or len(folded) > _LONGEST_HEADING or text.lstrip()[:1].islower():
        return False
    if folded.count(":") > 1 or _SENTENCE.search(text):
        return False
    return sum(pattern.search(folded) is not None for pattern in _COLUMN_HINTS) >= _FEWEST_HINTS


def _ends(text: str) -> bool:
    if opens_closing(fold(text)):
        return True
    marker = parse_marker(text)
    return marker is not None and marker.rank <= 2 and find_part(fold(text), damaged=True) is not None
