"""Laws cited by name and date or year: "Luật Tổ chức chính quyền địa phương ngày 19/6/2015", "Luật Giá năm 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.citations.keys import named_key
from corpus.citations.numbered.dates import read_date
from corpus.citations.numbered.issuers import read_issuer
from corpus.citations.passage import Passage, State, judge
from corpus.citations.tables import load_laws
from corpus.model import Citation, CitationKind
from corpus.text import fold, has_accents, normalise

_FIRST_YEAR, _LAST_YEAR = 1945, 2099
_LONGEST_NAME = 260  # an amending law that names four others takes about 240 characters

# The word for a kind of law. Matches "luat", "bo luat", "phap lenh", "hien phap", "luaet" and "ludt" as recognition
# leaves them; refuses "phap luat", "ky luat", "luat su".
_WORD = re.compile(
    r"(?=[blph])(?<![a-z0-9])(?<!phap )(?<!ky )(?P<word>(?:bo )?lu[aedou4]{1,2}t|ph[ae]p le[nm]h|hien ph[ae]p)"
    r"(?= (?!su\b|nay\b|do\b|so\b|dinh\b))"
)
# What ends the name. Matches " ngay 19", " ngay19", " nam 2018", " 2023", ", nam 2013"; refuses " nam 2018/", " 20",
# " 2018.5", ", ngay 19", " 2024 ty dong".
_DATED = re.compile(
    r"(?<!,) (?:ban hanh )?(?P<day>ngay ?\d)|,? (?P<word>n[ae]m )?(?P<year>(?:19|20)\d\d)"
    r"(?![\d/-]|\.\d| (?:ty|trieu|nghin|dong|nguoi|ho so|%))"
)
# What no name runs over: a mark, a bracket, a digit, or the words that open a new clause.
_BREAK = re.compile(
    r"[;:.“”\"\d|]|\((?!sua doi\))|(?<!\(sua doi)\)"
    r"| (?:duoc|da|theo quy dinh|co hieu luc|thi hanh|quy dinh tai|la|nay|nham|bang|trong nam|can cu|tai|thay the"
    r"|tren dia ban|va (?:nghi|quyet|thong|cac|van ban|huong dan)|, (?:nghi dinh|quyet dinh|thong tu))(?= |\Z)"
)
# An amending law has others in its name. Matches "luat sua doi, bo sung"; refuses "luat gia sua doi".
_AMENDING = re.compile(r"(?:bo )?luat (?:sua doi|bo sung)")
# Words that no name holds, with their accents: "để", not "đề".
_STOP_WORDS = "để từ đến khi nếu mà thì sẽ đó phải trước sau cho với trong trên"
_STOPS = frozenset(_STOP_WORDS.split())
_CONSTITUTION = "Hiến pháp"
_STATES = frozenset({"", "nuoc cong hoa xa hoi chu nghia viet nam", "nuoc chxhcn viet nam"})
# What may stand behind the name of a law that was made anew.
_AMENDED = re.compile(r" \(sửa đổi\)", re.IGNORECASE)
_KINDS = {"b": "Bộ luật", "l": "Luật", "p": "Pháp lệnh", "h": _CONSTITUTION}


def find_named(passage: Passage) -> Iterator[Citation]:
    """Yields the laws of a passage that are named with a date or year; one without neither is no sure document."""
    text, position = passage.face.text, 0
    while opening := _WORD.search(text, position):
        position = opening.end()
        citation = _read(passage, opening)
        if citation is not None:
            yield citation[0]
            position = citation[1]


def _read(passage: Passage, opening: re.Match[str]) -> tuple[Citation, int] | None:
    text, start = passage.face.text, opening.start()
    word = passage.raw(*opening.span("word"))
    amending = _AMENDING.match(text, start) is not None
    kind = _KINDS[opening["word"][0]]
    dated = _DATED.search(text, opening.end(), start + _LONGEST_NAME)
    if dated is None or not word[:1].isupper():
        return None
    if _ends_before(text, opening.end(), dated.start(), amending=amending):
        return None
    if amending and not (dated["day"] or dated["word"]):
        return None  # "Luật sửa đổi … của Luật Giá 2023": a bare year is the inner law's
    if not _is_name(kind, passage.raw(opening.end() + 1, dated.start()), sure=amending or bool(dated["day"])):
        return None
    return _build(passage, opening, dated, kind, judge(word, kind.lower()))


def _is_name(kind: str, name: str, *, sure: bool) -> bool:
    """Tells whether words may name a law; where nothing else makes it sure, they begin with a capital or are known."""
    if kind == _CONSTITUTION:
        return fold(name) in _STATES
    if fold(name) in load_laws():
        return True
    words = normalise(name).lower().split()
    return (sure or name[:1].isupper()) and _STOPS.isdisjoint(words) and words[-1:] != ["nhân"]


def _ends_before(text: str, start: int, end: int, *, amending: bool) -> bool:
    """Tells whether something between the law's word and the date ends the name; another law does, too."""
    if _BREAK.search(text, start + 1, end):
        return True
    return not amending and _WORD.search(text, start, end) is not None


def _build(
    passage: Passage, opening: re.Match[str], dated: re.Match[str], kind: str, state: State
) -> tuple[Citation, int] | None:
    name_end, end = dated.start(), dated.end()
    day = date_source = None
    if dated["day"]:
        date = read_date(passage, name_end)
        if date is None or date.day is None:
            return None
        day, end, year = date.day, date.end, date.day.year
        date_source = passage.source(date.start, date.end)
    else:
        year = int(dated["year"])
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
    issuer = read_issuer(passage, end, shared=False) if day else None
    end = issuer[1] if issuer else end
    name = passage.words((opening.end() + 1, name_end)) if name_end > opening.end() else ""
    name = _AMENDED.sub("", name or "")
    mixed = state is State.BARE and has_accents(passage.raw(opening.start(), end))
    citation = Citation(
        raw=passage.raw(opening.start(), end),
        source=passage.source(opening.start(), end),
        kind=CitationKind.NAMED,
        type=kind,
        number=None,
        year=year,
        key=named_key(kind, "" if kind == _CONSTITUTION else name, day.isoformat() if day else str(year)),
        issuer=passage.words(issuer),
        date=day,
        damaged=state is State.RUINED or mixed,
        name=name or None,
        date_source=date_source,
        issuer_source=passage.place(issuer),
    )
    return citation, end
