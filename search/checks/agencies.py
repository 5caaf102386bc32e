"""Which agency a plan is of, and whether a name in its text is surely another's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.text import fold

_SCHOOLS = (
    "mam non|mau giao|tieu hoc|thcs|thpt|trung hoc co so|trung hoc pho thong|pho thong|trung cap|cao dang|dai hoc"
    "|pho thong dan toc noi tru"
)
_HOSPITALS = (
    "da khoa|phoi|mat|lao|nhi|san|san nhi|phu san|tam than|y hoc co truyen|y duoc co truyen|phuc hoi chuc nang|ung buou"
    "|da lieu|noi tiet|khu vuc|tinh|huyen"
)
_BOARDS = (
    "du an|rung phong ho|rung dac dung|va|cac"
    "|(?:cac )?khu (?:cong nghiep|cong nghe(?: cao)?|che xuat|kinh te|du lich|di tich)"
)
# What schools, hospitals and boards are told apart by besides their names, behind the kind.
_TYPES = {"truong": _SCHOOLS, "benh vien": _HOSPITALS, "ban quan ly": _BOARDS}
# Kinds of agency that are told apart by the name behind the kind, longest first, folded. "Cục" is not the end of "Chi
# cục", nor "Viện" that of "Bệnh viện".
KINDS = (
    *(rf"{kind}(?: (?:{types}))+" for kind, types in _TYPES.items()),
    "benh vien",
    "trung tam",
    "chi cuc",
    "(?<!chi )(?<!tong )cuc",
    "hat kiem lam",
    "kho bac nha nuoc",
    "bao hiem xa hoi",
    "bao tang",
    "thu vien",
    "hoc vien",
    "(?<!benh )(?<!hoc )(?<!thu )(?<!cong )vien",
    "ban quan ly",
    "so",
    "phuong",
    "xa",
    "thi tran",
    "dac khu",
    "huyen",
    "quan",
    "thi xa",
)
KIND = re.compile(rf"\b(?P<kind>{'|'.join(KINDS)}) (?P<rest>\w.*)")
# An agency of any kind in a text.
ANY = re.compile(rf"(?<!\w)(?P<kind>{'|'.join(KINDS)}) (?=\w)")
# The place that the agency or its superior is of, folded. Matches "ubnd tinh lam son"; refuses "so y te".
PARENT = re.compile(r"\b(?:ubnd|uy ban nhan dan) (?P<kind>tinh|thanh pho|huyen|quan|thi xa) (?P<rest>\w.*)")
PROVINCE = re.compile(r"\b(?P<kind>tinh|thanh pho) (?P<rest>\w.*)")
# Departments of a province, before and after 2025, folded: behind "sở" only these are names ("Sở Kế hoạch" may be the
# end of one column and the head of the next).
DEPARTMENTS = (
    "noi vu",
    "tu phap",
    "tai chinh",
    "ke hoach va dau tu",
    "xay dung",
    "cong thuong",
    "nong nghiep",
    "giao thong van tai",
    "y te",
    "giao duc va dao tao",
    "khoa hoc va cong nghe",
    "van hoa",
    "lao dong",
    "tai nguyen va moi truong",
    "thong tin va truyen thong",
    "du lich",
    "ngoai vu",
    "dan toc",
    "quy hoach",
    "an toan thuc pham",
)
# Kinds of places of one level.
_COMMUNES, _DISTRICTS = ("xa", "phuong", "thi tran", "dac khu"), ("huyen", "quan", "thi xa")
PLACES = frozenset({*_COMMUNES, *_DISTRICTS, "tinh", "thanh pho"})
# Kinds that may be a part of an agency of a kind, or that it may be in charge of: not told as another agency.
_UNITS = frozenset({"trung tam", "vien", "thu vien", "bao tang", "truong", "benh vien", "ban quan ly", "hat kiem lam"})
_PARTS = {
    "so": _UNITS | PLACES | {"chi cuc", "hoc vien"},
    "cuc": _UNITS | {"chi cuc", "so", "kho bac nha nuoc"},
    "chi cuc": frozenset({"trung tam", "hat kiem lam", "cuc"}),
    "truong": frozenset({"trung tam", "vien", "thu vien"}),
    "benh vien": frozenset({"trung tam", "vien", "so"}),
    "trung tam": frozenset({"trung tam", "vien", "so"}),
}
# Where what an agency does begins behind its name, folded. Matches "thue| ban hanh ke"; refuses "xay dung", where it
# opens the name.
_VERB = re.compile(
    r" (?:ban hanh|xay dung|lap|trien khai|to chuc|thuc hien|phoi hop|de nghi|yeu cau|chi dao|phan cong|giao|bao cao"
    r"|theo doi|chiu trach nhiem|duy tri|ap dung|gom|nam|cac|de|tai|theo|trong|khi|nay|da|se|duoc)\b"
)
# Letters that a name may differ by and still be the same, in percent of likeness: a slip of typing is no other agency.
_LIKE = 75.0
# Words of a name that are looked at: to tell it, and to find the place it ends with ("Y tế khu vực Vọng Lâm").
_LONGEST, _WITH_PLACE = 5, 9


@dataclass(frozen=True)
class Agency:
    """The agency that issues the plan.

    Attributes:
        kind: what kind of agency it is, folded ("so", "xa", "truong thpt").
        name: what follows the kind, folded.
        is_parent: it is the place of the superior, that the plan reports to.
    """

    kind: str
    name: str
    is_parent: bool = False

    @classmethod
    def read(cls, match: re.Match[str], *, is_parent: bool) -> Agency:
        """Makes it of a match of ``KIND``; "Bệnh viện Phục hồi chức năng" has a type and no name."""
        kind, name = match["kind"], match["rest"].strip()
        types = _TYPES.get(kind)
        if types and re.fullmatch(rf"(?:(?:{types}) ?)+", name):
            return cls(f"{kind} {name}", "", is_parent)
        return cls(kind, name, is_parent)

    @property
    def family(self) -> str:
        """The kind without what tells schools, or hospitals, apart."""
        return family_of(self.kind)

    @property
    def types(self) -> str:
        """What tells schools, or hospitals, apart: "thpt"; empty for all others."""
        return self.kind[len(self.family) :].strip()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds an agency of the kind; communes of all kinds are one, and so are districts, schools and hospitals."""
        if types := _TYPES.get(self.family):
            return re.compile(rf"(?<!\w){self.family}(?P<types>(?: (?:{types}))*) (?=\w)")
        level = next((kinds for kinds in (_COMMUNES, _DISTRICTS) if self.kind in kinds), (self.kind,))
        ahead = "".join(f"(?<!{word} )" for word in ("chi", "tong", "benh", "hoc", "thu", "cong"))
        return re.compile(rf"(?<!\w){ahead if self.kind in {'cuc', 'vien'} else ''}(?:{'|'.join(level)}) (?=\w)")

    def may_hold(self, kind: str) -> bool:
        """Tells whether an agency of the kind may be one of its own parts, or one it directs."""
        family = family_of(kind)
        same = (
            family == self.family or {family, self.family} <= set(_COMMUNES) or {family, self.family} <= set(_DISTRICTS)
        )
        return same or family in _PARTS.get(self.family, _UNITS)

    def _read_place(self, raw: str) -> str | None:
        """Returns a name that is the own one but for the place it ends with."""
        from rapidfuzz import fuzz

        words, own = raw.split()[:_WITH_PLACE], self.name.split()
        said = [fold(word).strip(".,;:()") for word in words]
        same = next((at for at, pair in enumerate(zip(said, own, strict=False)) if pair[0] != pair[1]), 0)
        names = read_capitals(words[same:])[: len(own) - same]
        if same < 1 or self.kind in PLACES or not names:
            return None
        if fuzz.ratio(fold(" ".join(names)), " ".join(own[same : same + len(names)])) >= _LIKE:
            return None
        return " ".join([*words[:same], *names])

    def read_other(self, raw: str, types: str = "") -> str | None:
        """Returns the name behind a kind where it is surely of another agency.

        Args:
            raw: what follows the kind, as found.
            types: what stands between, folded: "thpt", "da khoa".
        """
        from rapidfuzz import fuzz

        words = read_words(self.kind, raw)
        if not words:
            return None
        if (place := self._read_place(raw)) is not None:
            return place
        said = fold(" ".join(words)).strip(" .,;:()")
        if self.kind == "so":
            known = find_department(said)
            return None if known is None or self.name.startswith(known) else _cut(words, len(known.split()))
        own = self.name.split()
        length = min(len(words), len(own))
        if _differ(types, self.types):
            return " ".join(read_capitals(words)) or None
        short = " ".join(said.split()[:length])
        if not short or self.name.startswith(short) or fuzz.ratio(short, " ".join(own[:length])) >= _LIKE:
            return None
        return _cut(words, length)


def read_words(kind: str, raw: str) -> list[str]:
    """Returns the words behind a kind that may be its name; none where no name stands there, or a short form."""
    words = raw.split()[:_LONGEST]
    if kind in PLACES:
        capitals = read_capitals(words)
        # "Huyện Quyết định": the end of one column and the head of the next.
        words = [] if len(capitals) == 1 and capitals != [word.rstrip(".,;:)") for word in words] else capitals
    if not words or not words[0][0].isupper() or (len(words[0]) > 1 and words[0].isupper() and not raw.isupper()):
        return []  # no name, or an abbreviation: "Sở KH&CN"
    verb = _VERB.search(fold(" ".join(words)))
    return words if verb is None else words[: len(fold(" ".join(words))[: verb.start()].split())]


def read_capitals(words: list[str]) -> list[str]:
    """Returns the words with a capital that open a name, at most as many as are looked at."""
    found: list[str] = []
    for word in words[:_LONGEST]:
        if not word[0].isupper():
            break
        found.append(word.rstrip(".,;:)"))
        if word[-1] in ".,;:)":
            break
    return found


def find_department(said: str) -> str | None:
    """Returns the department of a province that folded words open with."""
    return next((name for name in DEPARTMENTS if re.match(rf"{name}\b", said)), None)


def family_of(kind: str) -> str:
    """Returns a kind without what tells schools, or hospitals, apart: "truong" of "truong thpt"."""
    return next((family for family in _TYPES if kind.startswith(family)), kind)


def _differ(one: str, other: str) -> bool:
    """Tells whether two types are surely not the same: "mat" and "phoi"."""
    one, other = (
        text.replace("trung hoc pho thong", "thpt").replace("trung hoc co so", "thcs").strip() for text in (one, other)
    )
    return bool(one and other) and one not in other and other not in one


def _cut(words: list[str], length: int) -> str:
    return " ".join(words[:length]).rstrip(" .,;:()")
