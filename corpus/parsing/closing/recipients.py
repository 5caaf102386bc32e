"""Who a plan is sent to ("Nơi nhận")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Field, Quote
from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.parts import Part
from corpus.parsing.body.placement import Placed
from corpus.parsing.closing.columns import COLUMN_GAP, OFFICE_BESIDE, RECIPIENTS, is_office_line, opens_recipients
from corpus.parsing.closing.signer import is_signature
from corpus.parsing.header.agencies import has_motto
from corpus.text import cut, field, fold, skeleton

# Where recipients listed in one line come apart. Matched: "; - Lưu: VT". Refused: "Văn phòng HĐND - UBND".
_BULLET = re.compile(r"(?<=[;.,)])\s*[-–—+•*●]\s*(?=[^\W\d_])")
_BULLETS = " \t\r\n-–—−+•●*"
_EDGES = _BULLETS + ";.,:_|#"
_LONGEST_RECIPIENT = 300
_RECIPIENT_WORDS = 20


def find_recipients(placed: Sequence[Placed]) -> tuple[Field, ...]:
    """Returns the recipients listed after "Nơi nhận", in reading order."""
    recipients: list[Field] = []
    listing = signed = False
    for entry in placed:
        opens = entry.part is Part.CLOSING and opens_recipients(entry.paragraph.skeleton)
        if listing and (opens or entry.annex or entry.part is not Part.CLOSING):
            break
        if opens:
            listing = True
            recipients.extend(_inline_recipients(entry))
        elif listing:
            bulleted = parse_marker(entry.paragraph.field.value) is not None
            signed = signed or is_signature(entry.paragraph.field.quotes[0])
            found = [] if signed and not bulleted else _listed(entry, bulleted=bulleted)
            if not found and not signed and recipients:
                break
            recipients.extend(found)
    return tuple(recipients)


def _inline_recipients(entry: Placed) -> Iterator[Field]:
    """Yields the recipients that stand on the line of "Nơi nhận" itself."""
    first, *others = entry.paragraph.field.quotes
    match = RECIPIENTS.match(skeleton(first.raw).text)
    if match is None:
        return
    start = skeleton(first.raw).origin(*match.span())[1]
    rest = _left(cut(first, start, len(first.raw), strip=" \t\r\n*:|_"))
    for piece in (rest, *others):
        bulleted = parse_marker(piece.raw) is not None or _BULLET.search(piece.raw) is not None
        cuts = list(_BULLET.finditer(piece.raw) if bulleted else re.finditer(r";\s*", piece.raw.rstrip(" ;.")))
        starts = [0, *(found.end() for found in cuts)]
        ends = [*(found.start() for found in cuts), len(piece.raw)]
        for begin, end in zip(starts, ends, strict=True):
            part = cut(piece, begin, end, strip=_EDGES)
            if any(char.isalpha() for char in part.raw) and not is_office_line(part.raw):
                yield field([part])


def _left(piece: Quote) -> Quote:
    """Cuts a line before its second column, or before the office that shares the line."""
    gap = COLUMN_GAP.search(piece.raw)
    kept = cut(piece, 0, gap.start()) if gap else piece
    beside = OFFICE_BESIDE.search(f" {kept.raw}")
    return cut(kept, 0, max(beside.start() - 1, 0)) if beside else kept


def _listed(entry: Placed, *, bulleted: bool) -> list[Field]:
    """Returns the recipients of a paragraph without bullets, full stops and what stands beside them.

    It holds one, over several lines perhaps; several where each but the last line ends with a semicolon.
    """
    groups: list[list[Quote]] = [[]]
    for piece in entry.paragraph.field.quotes:
        for line in re.finditer(r"[^\n]*\S[^\n]*", piece.raw):
            left = _left(cut(piece, *line.span()))
            if not left.raw:
                continue
            last = groups[-1][-1] if groups[-1] else None
            if last and last.raw.endswith(";"):
                groups.append([left])
            elif last and last.source.start >= piece.source.start and _adjoin(piece, last, left):
                start = last.source.start - piece.source.start
                groups[-1][-1] = cut(piece, start, left.source.end - piece.source.start)
            else:
                groups[-1].append(left)
    return [found for quotes in groups if (found := _recipient(quotes, bulleted=bulleted)) is not None]


def _adjoin(piece: Quote, one: Quote, other: Quote) -> bool:
    return not piece.raw[one.source.end - piece.source.start : other.source.start - piece.source.start].strip()


def _recipient(quotes: Sequence[Quote], *, bulleted: bool) -> Field | None:
    if not quotes:
        return None
    ended = quotes[-1].raw.rstrip(" *").endswith((";", ","))
    kept = [*quotes]
    kept[0] = cut(kept[0], 0, len(kept[0].raw), strip=_BULLETS)
    kept[-1] = _without_end(kept[-1])
    kept = [part for part in kept if any(char.isalpha() for char in part.raw)]
    words = " ".join(part.raw for part in kept)
    if not kept or len(words) > _LONGEST_RECIPIENT:
        return None
    return field(kept) if bulleted or _reads_as_recipient(words, ended=ended) else None


def _without_end(piece: Quote) -> Quote:
    return cut(piece, 0, len(piece.raw.rstrip(" \t\r\n;.,/*|_-–")))


def _reads_as_recipient(words: str, *, ended: bool) -> bool:
    folded = fold(words)
    if has_motto(words) or folded.startswith(("phu luc", "ky boi")):
        return False
    opens = opens_unit(words) or folded.startswith(("luu", "nhu ", "website", "cong thong tin"))
    return ended or (opens and words.upper() != words and len(words.split()) <= _RECIPIENT_WORDS)
