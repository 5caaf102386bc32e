"""Short names of units: those that a plan explains itself, and the units of a plan with their full names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Field, Quote, Task, Unit
from corpus.parsing.actors.pages import join_pieces, split_pieces
from corpus.parsing.actors.unit_names import find_opening
from corpus.parsing.actors.usual_names import expand_words, find_usual_name, own_keys, unit_key
from corpus.text import cut, field, fold

# The plan's own words for a short name, in any accents. Matched: "(sau đây gọi tắt là Sở)", "(gọi tắt là BCĐ)",
# "(trong Kế hoạch này gọi là TTPVHCC)", "(viết tắt là P.QLCL)",
# "(sau đây viết tắt: HTQLCL)", "(sau đây gọi chung là các phòng)", ", viết tắt là BCĐ ISO,". Refused: "gọi điện".
_EXPLAINED = re.compile(
    r"[(,]?\s?(?:(?:sau\s[đd][âa]y|t[ừu]\s[đd][âa]y|[đd][ưu][ợo]c|d[ưu][ớo]i\s[đd][âa]y|"
    r"trong\s(?:to[àa]n\sb[ộo]\s)?(?:k[ếe]\sho[ạa]ch|v[ăa]n\sb[ảa]n|quy[ếe]t\s[đd][ịi]nh|ph[ụu]\sl[ụu]c)\sn[àa]y)[,\s]\s?){0,2}"
    r"(?:(?:g[ọo]i|vi[ếe]t)\s(?:t[ắa]t|chung|ng[ắa]n\sg[ọo]n)(?:\sl[àa])?|(?<=[yợ]\s)g[ọo]i\sl[àa])"
    r"\s?:?\s?[“\"']?(?P<short>[^()“”\"';:.,\n](?:[^()“”\"';:.\n]|\.(?=\w)){0,59})",
    re.IGNORECASE,
)
# A name and what stands in brackets behind it. Matched: "(BCĐ ISO)", "(Bộ phận TN&TKQ)". Refused: "(Phòng A; Phòng B)".
_BRACKETED = re.compile(r"\s{0,3}\((?P<inside>[^();:\n]{2,60})\)")
# A line of a list of abbreviations. Matched: "- BCĐ: Ban Chỉ đạo". Refused: "- Văn phòng: theo dõi".
_LISTED = re.compile(
    r"[-–+•*\s]{0,3}(?P<short>[^\W\d_][\w&. -]{1,20}?)\s?[:=]\s?(?P<full>[^\n.;:]{5,90}[^\n.;:\s])[.;]?"
)
_INITIALS = re.compile(r"[A-ZĐ]{2,}")
_WORD = re.compile(r"\w+")
_WORD_START = re.compile(r"(?<!\w)\w")
# Where the sentence begins that a name stands in. The name itself holds no such mark.
_STOPS = re.compile(r"[;:()“”\n]|\.\s")
_LONGEST_NAME = 160
_COMMITTEE = re.compile(r"(?:ubnd|uy ban nhan dan) ")
# Words that initials leave out: "Bộ phận Tiếp nhận và Trả kết quả" is "BP TN&TKQ".
_JOINING = frozenset({"va", "cua", "cac", "ve"})


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name that a plan explains.

    Attributes:
        short: as the plan writes it ("BCĐ ISO").
        full: what it stands for ("Ban Chỉ đạo ISO").
        place: the passage that says so.
    """

    short: str
    full: str
    place: Field


def find_aliases(paragraphs: Iterable[Field]) -> tuple[Alias, ...]:
    """Finds the short names of units that a plan explains, in reading order, each once.

    Only where the words bear it out: the short name opens like the full one or is made of its initials. Short names of
    other things ("HTQLCL", "TTHC", "Quyết định 19") are none.
    """
    aliases: dict[str, Alias] = {}
    for paragraph in paragraphs:
        piece = join_pieces(paragraph, " ")
        for alias in (*_explained(piece), *_bracketed(piece), *_listed(piece)):
            aliases.setdefault(
                fold(alias.short), replace(alias, place=split_pieces(paragraph, alias.place.quotes[0], " "))
            )
    return tuple(aliases.values())


def resolve_units(
    tasks: Iterable[Task], aliases: Sequence[Alias], issuer: Field | None, *, likely: bool = False
) -> tuple[Unit, ...]:
    """Lists the units of a plan, each distinct name once, with the full name it goes by.

    A name that the plan explains goes by the plan's words, any other by the table of usual names; two names are the
    same unit where ``canonical`` is equal. Units of tasks come first, in reading order; short names that are explained
    but used in no task follow.

    Args:
        tasks: tasks and duties.
        aliases: what :func:`find_aliases` found.
        issuer: who issued the plan.
        likely: also take names that mean the same unit in most plans only ("Ban ISO").
    """
    names: dict[str, str] = {}
    ordered = sorted(tasks, key=lambda task: task.source.start)
    used = (unit.value for task in ordered for role in task.roles for unit in role.units)
    for name in (*used, *(alias.short for alias in aliases)):
        names.setdefault(fold(name), name)
    agency = issuer.value if issuer else None
    explained = {unit_key(alias.short): alias for alias in reversed(aliases)}
    spelling = _spellings(aliases, agency, likely=likely)
    units: list[Unit] = []
    for name in names.values():
        unit = _resolve(name, explained, agency, likely=likely)
        canonical = spelling.setdefault(unit_key(unit.canonical), unit.canonical)
        known_by = None if canonical == name else unit.known_by
        units.append(Unit(name, canonical, known_by, unit.place))
    return tuple(units)


def abbreviates(short: str, full: str, *, opening: bool = False) -> bool:
    """Tells whether ``short`` is ``full`` with words cut to initials: "BCĐ ISO" of "Ban Chỉ đạo ISO".

    Args:
        short: the short name.
        full: the full name.
        opening: the first words of ``full`` are enough: "BCĐ" of "Ban Chỉ đạo áp dụng HTQLCL".
    """
    words = _WORD.findall(fold(full))
    at = 0
    for token in _WORD.findall(fold(short)):
        if at < len(words) and token == words[at]:
            at += 1
            continue
        for letter in token:
            while at < len(words) and words[at] in _JOINING and words[at][0] != letter:
                at += 1
            if at == len(words) or words[at][0] != letter:
                return False
            at += 1
    return len(fold(short)) < len(fold(full)) and (opening or set(words[at:]) <= {"iso"})


def _resolve(name: str, explained: dict[str, Alias], agency: str | None, *, likely: bool) -> Unit:
    key = unit_key(name)
    for candidate in (key, *own_keys(key, agency)):
        if alias := explained.get(candidate):
            return Unit(name, alias.full, "plan", alias.place)
    row = find_usual_name(name, agency, likely=likely)
    if row is not None:
        return Unit(name, row.canonical, "table")
    written = expand_words(name)
    return Unit(name, written, "table" if written != name else None)


def _spellings(aliases: Sequence[Alias], agency: str | None, *, likely: bool) -> dict[str, str]:
    """The plan's spelling of each full name it explains, also for the table's name of that unit."""
    spelling: dict[str, str] = {}
    for alias in aliases:
        spelling.setdefault(unit_key(alias.full), alias.full)
        if row := find_usual_name(alias.full, agency, likely=likely):
            spelling.setdefault(unit_key(row.canonical), alias.full)
    return spelling


def _explained(piece: Quote) -> Iterator[Alias]:
    for match in _EXPLAINED.finditer(piece.raw):
        # Outside brackets the short name ends at the comma: ", viết tắt là BCĐ, có trách nhiệm".
        bracketed = match[0].startswith("(")
        words = match["short"] if bracketed else match["short"].split(",")[0]
        close = match.start("short") + len(words)
        short = " ".join(words.split())
        best = max(
            (
                (_agreement(short, piece.raw[start : match.start()]), start)
                for start in _starts(piece.raw, match.start())
            ),
            default=(0, 0),
        )
        if best[0]:
            yield from _alias(piece, short, best[1], match.start(), close)


def _bracketed(piece: Quote) -> Iterator[Alias]:
    for match in _BRACKETED.finditer(piece.raw):
        inside = " ".join(match["inside"].split())
        for start in _starts(piece.raw, match.start()):
            before = piece.raw[start : match.start()]
            if _INITIALS.search(before) and find_opening(inside) and abbreviates(before, inside):
                yield Alias(" ".join(before.split()), inside, field([cut(piece, start, match.end())]))
                break
            if _INITIALS.search(inside) and (abbreviates(inside, before) or _usually_same(inside, before)):
                yield from _alias(piece, inside, start, match.start(), match.end())
                break


def _listed(piece: Quote) -> Iterator[Alias]:
    match = _LISTED.fullmatch(piece.raw)
    if match is None or not _INITIALS.search(match["short"]) or not find_opening(match["full"]):
        return
    if abbreviates(match["short"], match["full"]):
        yield Alias(match["short"].strip(), " ".join(match["full"].split()), field([piece]))


def _alias(piece: Quote, short: str, start: int, end: int, close: int) -> Iterator[Alias]:
    full = " ".join(piece.raw[start:end].split()).rstrip(" ,-–")
    if unit_key(short) and len(full) > len(short):
        close += piece.raw[close : close + 1] in {")", "”", '"'}
        yield Alias(short, full, field([cut(piece, start, close)]))


def _starts(text: str, end: int) -> list[int]:
    """Where a unit's name that ends at ``end`` may begin, the nearest first."""
    begin = max(0, end - _LONGEST_NAME)
    for stop in _STOPS.finditer(text, begin, end):
        begin = stop.end()
    starts = [match.start() for match in _WORD_START.finditer(text, begin, end)]
    return [start for start in reversed(starts) if find_opening(text[start:end])]


def _agreement(short: str, full: str) -> int:
    """How many words of ``short`` stand in ``full`` in order, the first in front; initials agree wholly or not."""
    words, tokens = _WORD.findall(fold(full)), _WORD.findall(fold(short))
    if abbreviates(short, full, opening=True):
        return len(words)
    if tokens and _COMMITTEE.match(fold(full)) and not _COMMITTEE.match(fold(short)):
        words = _WORD.findall(_COMMITTEE.sub("", fold(full)))  # "UBND đặc khu A (viết tắt là Đặc khu)"
    if not words or not tokens or words[0] != tokens[0] or len(tokens) >= len(words):
        return 0
    at, agreed = 0, 0
    for token in tokens:
        if token in words[at:]:
            at, agreed = words.index(token, at) + 1, agreed + 1
    return agreed


def _usually_same(one: str, other: str) -> bool:
    rows = [find_usual_name(name, None, likely=True) for name in (one, other)]
    return rows[0] is not None and rows[1] is not None and rows[0].canonical == rows[1].canonical
