"""Task tables flattened beyond reading: kept as passages that can be found and shown, with no field claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, Document, Field, Source
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_closing
from corpus.parsing.body.parts import find_part
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
    start = next((i for i, line in enumerate(lines) if _names_columns(document.slice(line.source))), None)
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
