"""What stands before a number: the document type, the name of a law, "số"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.citations.passage import Passage, State, judge
from corpus.citations.tables import DocumentType, confusable, load_types
from corpus.text import fold, has_accents, normalise

_WINDOW = 48  # the longest type word with "số" and a broken number takes under 45
_NAME_WINDOW = 220  # the longest law names run to about 190 characters
_ISSUER_WINDOW = 110

# "số" and what recognition makes of it. Matches "so", "s6", "$6", "s86", "s"; refuses "sau".
_NUMERO = r"[s$](?:[oe06cd]|86)?"
# Between the type word (or nothing) and the number. Matches " so: ", " s6 ", " ", " so 3 " (a stray digit or a page
# number before the number); refuses " va ".
_GAP = rf"(?P<gap> ?(?P<numero>{_NUMERO})?[ :.]{{0,3}}(?:(?P<lead>\d{{1,3}}) )?)\Z"
# "số" with no type word before it. Matches "so: ", "(so "; refuses "hoso ", "s ".
_MARKER = re.compile(
    r"(?<![a-z0-9$])(?P<numero>[s$](?:[oe06c]|86))[ :.]{1,3}(?:(?P<lead>\d{1,3}) )?\Z|(?<![a-z0-9])so\Z"
)
# A law by its name. Matches "luat dien luc so ", "phap lenh uu dai nguoi co cong so "; refuses "luat; nghi dinh so ".
_LAW = re.compile(r"(?<![a-z0-9])(?<!phap )(?P<word>bo luat|luat|phap lenh|nghi quyet)(?= )")
_NAME_END = re.compile(r"[;:.]|\((?!sua doi\))|(?<!\(sua doi)\)|\d/")
# The issuer between type word and number; without "của" it must be a body with its capital and accents. Matches " cua
# thu tuong chinh phu so ", " hdnd tinh so "; refuses " cua to chuc, ca nhan so ", " nhiem vu so ", " bo phan mot cua
# so ".
_ISSUED = re.compile(
    r"(?<= )(?:cua (?P<issuer>[^;:.,()\d]{2,80})"
    r"|(?P<body>(?:hdnd|ubnd|hoi dong nhan dan|uy ban nhan dan|quoc hoi|chinh phu|thu tuong chinh phu|chu tich"
    r"|bo(?! phan)|so|trung uong|ban chap hanh|tinh uy|thanh uy|huyen uy|quan uy|dang uy|bo chinh tri)"
    r"(?: [^;:.,()\d]{1,60})?)) \Z"
)
# Things that carry numbers but are no documents cited. Matches "mau so ", "hop dong "; refuses "theo ".
_OTHER_NUMBERED = re.compile(
    r"(?<![a-z])(?:mau|bieu|bieu mau|phu luc|hop dong|giay phep|chung nhan|goi thau|lo|hoa don|bien ban|ma|ma hieu"
    r"|tai khoan|dien thoai|trang|cong bao|ho so|phieu|bao gia|dieu|khoan|p\.|phong)(?: so)? ?\Z"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a number.

    Attributes:
        start: where the mention starts.
        number: where the number starts, a stray digit included.
        type: the document type named, or ``None``.
        state: of the type word and of ``số``.
        numero: ``số`` is written.
        abbreviated: the type is named by its abbreviation only.
        capital: the mention starts with a capital letter.
        issuer: range of the issuer named between type word and number, or ``None``.
    """

    start: int
    number: int
    type: DocumentType | None = None
    state: State = State.CLEAN
    numero: bool = False
    abbreviated: bool = False
    capital: bool = False
    issuer: tuple[int, int] | None = None

    def worse(self, state: State) -> Lead:
        """Returns the lead with the worse of its own state and ``state``."""
        return replace(self, state=max(self.state, state))


@lru_cache(maxsize=1)
def _type_words() -> tuple[re.Pattern[str], dict[str, tuple[DocumentType, tuple[str, ...]]]]:
    entries = {
        f"t{row}_{column}": (kind, word)
        for row, kind in enumerate(load_types())
        for column, word in enumerate(kind.words)
    }
    ordered = sorted(entries.items(), key=lambda item: -len(item[1][1]))
    words = "|".join(f"(?P<{group}>{confusable(fold(word), 'word')})" for group, (_, word) in ordered)
    return re.compile(rf"(?<![a-z0-9])(?<!phap )(?:{words}){_GAP}"), {
        g: (kind, (word,)) for g, (kind, word) in entries.items()
    }


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[re.Pattern[str], dict[str, tuple[DocumentType, str]]]:
    table = {fold(short): (kind, short) for kind in load_types() for short in kind.abbreviations}
    words = "|".join(sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9/-])(?P<short>{words}){_GAP}"), table


def find_lead(passage: Passage, number: int) -> Lead:
    """Reads what stands directly before the number at ``number``: type word, abbreviation, ``số`` or nothing."""
    base = max(0, number - _WINDOW)
    window = passage.face.text[base:number]
    pattern, types = _type_words()
    if match := pattern.search(window):
        group = next(name for name in types if match[name] is not None)
        kind, words = types[group]
        word = passage.raw(base + match.start(group), base + match.end(group))
        return replace(_lead(passage, base, number, match), type=kind).worse(judge(word, *words))
    pattern, shorts = _abbreviations()
    if match := pattern.search(window):
        kind, short = shorts[match["short"]]
        word = passage.raw(base + match.start("short"), base + match.end("short"))
        is_short = not has_accents(word) or word.upper() == short.upper()  # "HĐ" is no "HD"
        if is_short and word[:1].isupper() and word[-1:].isupper() == short[-1:].isupper():
            lead = replace(_lead(passage, base, number, match), type=kind, abbreviated=True)
            return lead.worse(judge(word, short.lower()))
    if match := _MARKER.search(window):
        return _lead(passage, base, number, match)
    return Lead(number, number)


def _lead(passage: Passage, base: int, number: int, match: re.Match[str]) -> Lead:
    """Builds the lead of a match in the window that starts at ``base``, without its type."""
    groups = match.groupdict()
    start = base + match.start()
    state = State.CLEAN
    if groups.get("numero"):
        state = judge(passage.raw(base + match.start("numero"), base + match.end("numero")), "số")
    if groups.get("lead") and not passage.breaks(base + match.end("lead"), number):
        number, state = base + match.start("lead"), State.RUINED
    return Lead(
        start=start,
        number=number,
        state=state,
        numero=bool(groups.get("numero")) or match.group().startswith("so"),
        capital=passage.raw(start, start + 1)[:1].isupper(),
    )


def find_name(passage: Passage, lead: Lead) -> Lead:
    """Widens a lead that is only ``số`` to the law whose name it closes (``Luật Điện lực số …``), if there is one."""
    base = max(0, lead.start - _NAME_WINDOW)
    window = passage.face.text[base : lead.start]
    cut = max((match.end() for match in _NAME_END.finditer(window)), default=0)
    for match in reversed(list(_LAW.finditer(window, cut))):
        word = passage.raw(base + match.start(), base + match.end())
        if word[:1].isupper():
            kind = next(kind for kind in load_types() if fold(kind.words[-1]) == match["word"])
            state = max(lead.state, judge(word, *kind.words))
            return Lead(base + match.start(), lead.number, kind, state, numero=True, capital=True)
    return lead


def find_issued(passage: Passage, lead: Lead) -> Lead:
    """Widens a lead that is only ``số`` to ``Quyết định của Thủ tướng Chính phủ số …``, if that stands before it."""
    base = max(0, lead.start - _ISSUER_WINDOW)
    match = _ISSUED.search(passage.face.text[base : lead.start])
    if not match:
        return lead
    word = find_lead(passage, base + match.start())
    if word.type is None or word.numero or word.abbreviated:
        return lead
    group = "issuer" if match["issuer"] else "body"
    if group == "body" and not _is_body(passage.raw(base + match.start(group), base + match.end(group))):
        return lead
    issuer = (base + match.start(group), base + match.end(group))
    state = max(lead.state, word.state)
    return Lead(word.start, lead.number, word.type, state, numero=True, capital=word.capital, issuer=issuer)


def _is_body(name: str) -> bool:
    """Tells whether words that may open the name of a body do: "Sở Nội vụ", not "Sơ kết", "Bổ sung", "số hội viên"."""
    first = normalise(name).split(" ", 1)[0]
    return first[:1].isupper() and (fold(first) not in {"bo", "so"} or first.lower() in {"bộ", "sở"})


def is_other_thing(passage: Passage, lead: Lead) -> bool:
    """Tells whether the number belongs to a form, a contract, an invoice …, not to a document."""
    return _OTHER_NUMBERED.search(passage.face.text[max(0, lead.start - 24) : lead.start]) is not None
