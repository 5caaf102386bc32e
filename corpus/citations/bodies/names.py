"""The name of a body as written: the organ, and the places that tell it from the same organ elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.citations.bodies.offices import strip_office
from corpus.citations.registry.bodies import name_plainly
from corpus.citations.tables import load_provinces
from corpus.text import fold, normalise


class Rank(IntEnum):
    """Rank of a place. A city is a district's equal unless it is known to be a province's."""

    COMMUNE = 1
    DISTRICT = 2
    PROVINCE = 3


_RANKS = {
    "tỉnh": Rank.PROVINCE, "thành phố": Rank.DISTRICT, "huyện": Rank.DISTRICT, "quận": Rank.DISTRICT,
    "thị xã": Rank.DISTRICT, "xã": Rank.COMMUNE, "phường": Rank.COMMUNE, "thị trấn": Rank.COMMUNE,
    "đặc khu": Rank.COMMUNE,
}  # fmt: skip
CITY, PROVINCE = "thành phố", "tỉnh"
# The same, folded, as they stand in the id of a body.
KINDS = frozenset(map(fold, _RANKS))
# Kinds of places without accents; "quan" is also "quản" (lý).
_BARE = {fold(level): level for level in _RANKS if level != "quận"}
# Matches "TP.", "tp ", "TP.HCM", "TX.", "T.P."; refuses "TPHCM", "HTTP".
_SHORT_LEVEL = re.compile(r"(?<!\w)(?i:(?P<city>t\.?p)|t\.?x)\b\.?\s*")
# A kind cut to a letter or two, behind an organ. Matches "Q.1", "Q1", "P. 12", "H. Củ Chi", "TT. Sa Pa"; refuses "Q ",
# "P. Nội vụ" at the beginning.
_LETTER_LEVEL = re.compile(r"(?<=\S )(?P<letter>TT|[QPH])(?:\.\s*(?=[^\W_a-zà-ỹđ])|\s?(?=\d))")
_LETTERS = {"Q": "quận", "P": "phường", "H": "huyện", "TT": "thị trấn"}
# Matches "HCM", "TPHCM"; refuses "HCMC".
_SHORT_NAME = re.compile(r"(?<!\w)(?P<city>TP)?HCM(?!\w)")
# What makes another word of a kind of place, folded: "Tỉnh ủy", "Thành đoàn", "xã hội", "xã viên".
_OTHER_WORD = frozenset({"uy", "doan", "hoi", "vien"})
# The committee of the Party, whichever of its bodies or who of them signs; what follows names the place. Matches
# "tinh uy", "btv thanh uy ha noi", "bi thu huyen uy"; refuses "dang uy", "van phong tinh uy", "quan uy trung uong".
_SIGNING = r"(?:(?:ban thuong vu|btv|thuong vu|thuong truc|ban chap hanh|bch|(?:pho )?bi thu) )?"
_PARTY = re.compile(_SIGNING + r"(?P<level>tinh|thanh|huyen|quan|thi) uy\b(?! trung uong)")
_PARTY_LEVELS = {"tinh": PROVINCE, "thanh": CITY, "huyen": "huyện", "quan": "quận", "thi": "thị xã"}
# The same committee by its other name, or that of a commune, before a place. Matches "ban chap hanh dang bo",
# "dang uy"; refuses "dang bo co so", "dang uy cong an".
_PARTY_BODY = re.compile(_SIGNING + r"dang (?:bo|uy)")
# What works for such a committee, and the Youth Union. Matches "ban to chuc tinh uy", "uy ban kiem tra huyen uy",
# "tinh doan"; refuses "tinh uy", "quan doan 4".
_OF_PARTY = re.compile(r"(?P<organ>\S.*) (?P<level>tinh|thanh|huyen|quan|thi) uy\b(?! trung uong)")
_YOUTH = re.compile(r"(?:(?:ban thuong vu|btv|bch|ban chap hanh) )?(?P<level>tinh|thanh|huyen|thi|quan(?! \d)) doan\b")
_PARTY_ORGAN = "cap uy"
_YOUTH_ORGAN = "doan thanh nien"
# What rooms of a district are for, folded; what follows is the name of the district: "Phòng Nội vụ Hải Hậu".
_ROOMS = tuple(
    f"phong {field} "
    for field in (
        "giao duc va dao tao", "giao duc", "noi vu", "tai chinh ke hoach", "tu phap", "y te", "thanh tra", "dan toc",
        "lao dong thuong binh va xa hoi", "van hoa va thong tin", "van hoa khoa hoc va thong tin",
        "tai nguyen va moi truong",
        "nong nghiep va phat trien nong thon", "nong nghiep va moi truong", "kinh te va ha tang", "kinh te ha tang",
        "kinh te", "quan ly do thi", "van hoa xa hoi",
    )
)  # fmt: skip
# Its standing members number in the series of their body: "Thường trực HĐND tỉnh".
_STANDING = "thuong truc "
# Who signs, or a sort of body, without a name: "Giám đốc Sở", "Hiệu trưởng".
_NAMELESS = frozenset(
    {
        "so", "phong", "truong", "chi cuc", "benh vien", "trung tam", "ban", "cuc", "vien", "bo", "tinh", "chu tich",
        "giam doc", "hieu truong", "chanh van phong", "truong ban", "truong phong", "chi cuc truong", "thu truong",
        "van phong", "thu truong don vi", "chanh thanh tra", "vien truong", "nha truong", "hieu truong nha truong",
        "ban giam hieu", "ban giam hieu nha truong",
    }
)  # fmt: skip
_LONGEST_PROVINCE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the name of a body: its kind (``tỉnh``) and its name, ``None`` where only the kind is written.

    The kind is ``""`` where only the name of a district is written ("Phòng Nội vụ Hải Hậu").
    """

    level: str
    name: str | None

    @property
    def id(self) -> str:
        """Kind and name, folded, each closed by a slash."""
        return "".join(f"{part}/" for part in (fold(self.level), self.plain_name) if part)

    @property
    def plain_name(self) -> str:
        """Its name, folded; ``""`` for none."""
        return _plain_words(self.name or "")

    @property
    def rank(self) -> Rank:
        """Its rank by its kind, and by its name where it is one of the cities that are provinces."""
        known = load_provinces().get(self.plain_name)
        return (
            Rank.PROVINCE
            if self.level == CITY and known and known.level == CITY
            else _RANKS.get(self.level, Rank.DISTRICT)
        )

    def show(self) -> str:
        """Returns the place as it reads: ``tỉnh Lào Cai``, a name in capitals written as a name."""
        name = self.name or ""
        written = " ".join(map(str.capitalize, name.split())) if name.isupper() and len(name) > 1 else name
        return f"{self.level} {written}".strip()


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name as written.

    Attributes:
        organ: without the place and the office of who signs, folded; ``""`` where it names no body.
        words: the words of the organ as written.
        places: its places in the order of writing.
        party: a committee of the Party, whose name holds the kind of its place.
    """

    organ: str
    words: str
    places: tuple[Place, ...] = ()
    party: bool = False

    def show(self, places: tuple[Place, ...]) -> str:
        """Returns the name with these places in the stead of its own."""
        if self.party and places:
            first = places[0].show().removeprefix(places[0].level)
            return ", ".join([self.words + first, *(place.show() for place in places[1:])])
        return " ".join(filter(None, (self.words, ", ".join(place.show() for place in places))))


def read_name(text: str) -> BodyName:
    """Reads the name of a body; what follows its places ("khóa XVI", "giao dự toán") is left out."""
    spelled = _SHORT_NAME.sub(lambda match: f"{'TP ' if match['city'] else ''}Hồ Chí Minh", normalise(text))
    spelled = _SHORT_LEVEL.sub(lambda match: f"{CITY if match['city'] else 'thị xã'} ", spelled)
    spelled = _LETTER_LEVEL.sub(lambda match: f"{_LETTERS[match['letter']]} ", spelled)
    written = re.findall(r"[^\s;()|]+", spelled)
    tokens = [token.strip(".,:") for token in written]
    words: list[str] = []
    places: list[Place] = []
    at = 0
    while at < len(tokens):
        level, used = _read_level(tokens, at, bare=spelled.isascii())
        if level is None:
            words += [written[at]] if not places else []
            at += 1
            continue
        end = at + used
        while end < len(tokens) and not written[end - 1].endswith(",") and _goes_on(tokens, end):
            if _read_level(tokens, end, bare=spelled.isascii())[0] is not None:
                break
            end += 1
        places.append(Place(level, " ".join(tokens[at + used : end]) or None))
        at = end
    return _name_organ(words, tuple(places))


def find_open_place(name: str) -> str | None:
    """Returns the kind of place that the name of a body leaves open: ``tỉnh`` of "UBND tỉnh"; ``None`` for none."""
    places = read_name(name).places
    return next((place.level for place in places if place.name is None), None)


def _read_level(tokens: list[str], at: int, *, bare: bool) -> tuple[str | None, int]:
    """Returns the kind of place that stands at a word and the number of its words, ``None`` and 0 for none."""
    for used in (2, 1):
        written = " ".join(tokens[at : at + used]).lower()
        level = written if written in _RANKS else _BARE.get(written) if bare else None
        if level is not None and (used == 2 or fold("".join(tokens[at + 1 : at + 2])) not in _OTHER_WORD):
            return level, used
    return None, 0


def _goes_on(tokens: list[str], at: int) -> bool:
    """Tells whether a word belongs to the name of a place: it has a capital or a number, or joins two such."""
    if tokens[at] in {"-", "–"}:
        return at + 1 < len(tokens) and tokens[at + 1][:1].isupper()
    return tokens[at][:1].isupper() or tokens[at].isdigit()


def _name_organ(words: list[str], places: tuple[Place, ...]) -> BodyName:
    written = " ".join(words).rstrip(" .,:")
    if (party := _read_party(written, words, places)) is not None:
        return party
    organ = strip_office(name_plainly(written).removeprefix(_STANDING))
    if places and _PARTY_BODY.fullmatch(organ):
        return BodyName(_PARTY_ORGAN, written, places)
    if organ in _NAMELESS:
        return BodyName("", written, places)
    if not places and organ.startswith("so "):
        return _cut_province(organ, words)
    return _cut_district(organ, words) if not places and organ.startswith(_ROOMS) else BodyName(organ, written, places)


def _read_party(written: str, words: list[str], places: tuple[Place, ...]) -> BodyName | None:
    """Reads a name that holds the kind of its place: "Tỉnh ủy Lào Cai", "Ban Tổ chức Huyện ủy", "Tỉnh đoàn"."""
    plain = fold(written)
    for pattern, organ in ((_PARTY, _PARTY_ORGAN), (_YOUTH, _YOUTH_ORGAN), (_OF_PARTY, "")):
        party = pattern.match(plain)
        if party is None:
            continue
        known = len(party[0].split())
        name = " ".join(word for word in words[known:] if word[:1].isupper()) or None
        own = Place(_PARTY_LEVELS[party["level"]], name)
        whose = organ or f"{strip_office(party['organ'])} {_PARTY_ORGAN}"
        return BodyName(whose, " ".join(words[:known]), (own, *places), party=True)
    return None


def _cut_district(organ: str, words: list[str]) -> BodyName:
    """Cuts the name of a district that ends the name of one of its rooms: "Phòng Giáo dục và Đào tạo Hải Hậu"."""
    room = max((room for room in _ROOMS if organ.startswith(room)), key=len)
    count = len(organ.removeprefix(room).split())
    rest, name = words[:-count], words[-count:]
    if not rest or rest[-1] in {"-", "–", "và"} or not all(word[:1].isupper() for word in name):
        return BodyName(organ, " ".join(words))
    return BodyName(room.strip(), " ".join(rest), (Place("", " ".join(name).rstrip(" .,:")),))


def _cut_province(organ: str, words: list[str]) -> BodyName:
    """Cuts the name of a province that ends the name of a department: "Sở Khoa học và Công nghệ Hà Nội"."""
    for count in range(min(_LONGEST_PROVINCE, len(words) - 2), 0, -1):
        known = load_provinces().get(fold(" ".join(words[-count:])))
        if known is not None and words[-count][:1].isupper():
            rest = " ".join(words[:-count])
            return BodyName(name_plainly(rest), rest, (Place(known.level, known.name),))
    return BodyName(organ, " ".join(words))


def _plain_words(name: str) -> str:
    return " ".join(word.lstrip("0") or word for word in re.findall(r"\w+", fold(name)))
