"""Whose labels are whose: lines that only say who and when, and which of the marks above them they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.parsing.body.items import read_body
from corpus.parsing.body.labels import read_labels
from corpus.parsing.body.phrases import Said, read_phrase
from corpus.parsing.body.placement import Placed
from corpus.text import cut, skeleton

# Marks from this rank on (letters, "(1)", bullets) may list what a heading is about instead of naming work; they name
# work where more than this share of them is followed by labels.
_LIST_RANK = 5
_OWNERS = 0.5
# What a line that says who and when may be called. Matched: "Thời gian, đơn vị thực hiện: ", "Phân công: ". Refused:
# "Cập nhật văn bản mới: ".
_NAMED = re.compile(
    r"(?:thoi gian|thoi han|tien do|han|don vi|co quan|bo phan|nguoi|phan cong|chu tri|trach nhiem|"
    r"phu trach)\b[^:.;()\d]{0,40}: "
)


class Ownership:
    """Tells of the entries of one part which of them labels stand below."""

    def __init__(self, entries: Sequence[Placed]) -> None:
        self._labelled: dict[tuple[str, tuple[str, ...] | None], list[bool]] = {}
        self._described: dict[tuple[str, tuple[str, ...] | None], list[bool]] = {}
        for one, other in pairwise([*entries, None]):
            if one is None or _is_label(one):
                continue
            # Below a bullet only labels without a mark count: others may be bullets of the same list.
            own = other is not None and (other.marker is None or not one.bullet) and _is_label(other)
            for key in ((_kind_of(one), _above(one)), (_kind_of(one), None)):
                self._labelled.setdefault(key, []).append(own)
                self._described.setdefault(key, []).append(other is not None and other.marker is None)

    def lists(self, entry: Placed | None, *, said: bool = False) -> bool:
        """Tells whether a bullet or letter only lists what its heading is about: few of its kind carry labels.

        Args:
            entry: what stands above a label.
            said: whether a sentence says it; then others of the kind with a sentence below are as good as labelled.
        """
        if entry is None or (not entry.bullet and (entry.marker is None or entry.marker.rank < _LIST_RANK)):
            return False
        kind, above = _kind_of(entry), _above(entry)
        siblings = self._labelled.get((kind, above), [])
        if said and any(self._described.get((kind, above), [])[:-1]):
            return False
        if len(siblings) > 1:
            return not any(siblings[:-1])  # a label below the last alone speaks of the heading
        everywhere = self._labelled.get((kind, None), [])
        return sum(everywhere) <= _OWNERS * len(everywhere)


def _is_label(entry: Placed) -> bool:
    body = entry.paragraph.field if entry.marker is None else read_body(entry)
    before, labels = read_labels(body)
    return (before is None and bool(labels)) or read_said(entry) is not None


def read_said(entry: Placed) -> Said | None:
    """Reads a line that says who does a work, or when, and nothing else ("Văn phòng chủ trì, xong trong quý II").

    Where it says both, no word need tell which is which, and any name may stand before a colon: "Phân công: Văn phòng,
    quý II".
    """
    if entry.marker is not None and entry.marker.rank < _LIST_RANK:
        return None
    body = read_body(entry)
    if len(body.quotes) > 1:
        return None
    piece = body.quotes[0]
    said = read_phrase(piece)
    folded = skeleton(piece.raw)
    if said is None and (name := _NAMED.match(folded.text)):
        said = read_phrase(cut(piece, folded.offsets[name.end()], len(piece.raw)))
        return said if said is not None and said.who_and_when else None
    numbered = entry.marker is not None and entry.marker.numbered
    return said if said is not None and not numbered and (said.certain or said.who_and_when) else None


def _above(entry: Placed) -> tuple[str, ...]:
    """Returns the labels of the headings that an entry is listed below."""
    return entry.path if entry.bullet else entry.path[:-1]


def _kind_of(entry: Placed) -> str:
    return f"bullet{entry.bullet}" if entry.marker is None or entry.bullet else entry.marker.series
