"""The name of another agency where the plan's own must stand, left from the plan that was used as a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Severity, Source
from corpus.text import fold, normalise
from search.checks.reading import CheckedPlan, holds
from search.gap_report import Check

# Kinds of agency that are told apart by the name behind the kind, longest first, folded.
_KINDS = (
    "truong (?:mam non|mau giao|tieu hoc|thcs|thpt|trung hoc co so|trung hoc pho thong|trung cap|cao dang|dai hoc)",
    "benh vien(?: da khoa| mat| y hoc co truyen| phuc hoi chuc nang| san nhi)?",
    "trung tam",
    "chi cuc",
    "hat kiem lam",
    "kho bac nha nuoc",
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
_KIND = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS)}) (?P<rest>\w.*)")
# What leads up to the agency itself, folded. Matches "cac phong thuoc ", "ban chi dao iso cua ", "giam doc "; refuses
# "bao cao ", "phoi hop voi ", "theo huong dan cua ".
_OWN_PLACE = re.compile(
    r"\b(?:(?:phong|don vi|khoa|ban|bo phan|cong chuc|vien chuc|can bo|nguoi lao dong|lanh dao|to chuc)[^.;:]{0,50} "
    r"(?:thuoc|cua|tai|trong)"
    r"|(?:phong|don vi)[^.;:,]{0,30} thuoc(?: va truc thuoc)?"
    r"|ban chi dao(?: iso)?(?: cua)?|to (?:thu ky|iso|cong tac)(?: iso)?(?: cua)?"
    r"|(?:he thong quan ly chat luong|htqlcl|hoat dong|quy trinh|ap dung|noi bo) (?:cua|tai)"
    r"|(?:ke hoach(?: nay)?|muc tieu chat luong|chinh sach chat luong) cua|toan|dia ban"
    r"|giam doc|chu tich (?:ubnd|uy ban nhan dan)|hieu truong|chi cuc truong|lanh dao|van phong"
    r"|(?:tru so(?: lam viec)?|trang thong tin dien tu|cong thong tin dien tu)(?: cua)?"
    r"|cong chuc|vien chuc|can bo|ubnd|uy ban nhan dan|hdnd|dang uy) ?$"
)
# What follows the agency that enacts the plan, folded. Matches "ban hanh ke hoach", "xay dung ke hoach duy tri".
_ENACTS = re.compile(r"(?:ban hanh|xay dung|lap|trien khai) ke hoach\b")
# The sentence that enacts the plan, folded, by an agency of any kind. Matches "chi cuc kiem lam ban hanh ke hoach".
_ENACTED = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS)}) (?P<rest>(?:\w+ ){{1,8}}?)(?:ban hanh|xay dung|lap) ke hoach\b")
# Words of a clause in which another agency is rightly named.
_RIGHTLY = re.compile(
    r"phoi hop|hoc tap|kinh nghiem|tham quan|sap xep|sap nhap|hop nhat|truoc day|\bnguyen\b|ban giao|tiep nhan"
    r"|chuyen giao|bao cao|huong dan|theo (?:ke hoach|quyet dinh|de nghi|cong van|yeu cau|van ban)|trinh|gui|xin y kien"
    r"|chu tri|de nghi|moi (?:giang vien|chuyen gia)|thong bao|kiem tra cua"
    r"|cac (?:so|xa|phuong|huyen|truong|trung tam|chi cuc)\b"
)
# Departments of a province, before and after 2025, folded: behind "sở" only these are names ("Sở Kế hoạch" may be the
# end of one column and the head of the next).
_DEPARTMENTS = (
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
_PLACES = frozenset({"phuong", "xa", "thi tran", "dac khu", "huyen", "quan", "thi xa", "tinh"})
# Kinds of places of one level.
_LEVELS = (("xa", "phuong", "thi tran", "dac khu"), ("huyen", "quan", "thi xa"))
# The place that the superior of the agency is of, folded. Matches "ubnd tinh lam son"; refuses "so y te".
_PARENT = re.compile(r"\b(?:ubnd|uy ban nhan dan) (?P<kind>tinh|huyen|quan|thi xa) (?P<rest>\w.*)")
# What leads up to the superior or its place, folded. Matches "ubnd ", "tren dia ban "; refuses "giap ranh ".
_PARENT_PLACE = re.compile(r"\b(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|dia ban) ?$")
_ELSEWHERE = re.compile(
    r"phoi hop|hoc tap|kinh nghiem|tham quan|sap xep|sap nhap|hop nhat|truoc day|\bnguyen\b|giap ranh"
)
# Letters that a name may differ by and still be the same, in percent of likeness: a slip of typing is no other agency.
_LIKE = 75.0
# Words of a name that are looked at, and characters that hold them.
_LONGEST, _WINDOW = 5, 80


@dataclass(frozen=True)
class _Own:
    """The agency that issues the plan.

    Attributes:
        kind: what kind of agency it is, folded ("so", "xa").
        name: what follows the kind, folded.
        is_parent: it is the place of the superior, that the plan reports to.
    """

    kind: str
    name: str
    is_parent: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds an agency of the kind; communes of all kinds are one, and so are districts."""
        level = next((kinds for kinds in _LEVELS if self.kind in kinds), (self.kind,))
        return re.compile(rf"(?<!\w)(?:{'|'.join(level)}) (?=\w)")

    def read_other(self, raw: str) -> str | None:
        """Returns the name behind a kind where it is surely of another agency; ``raw`` is what follows, as found."""
        from rapidfuzz import fuzz

        words = raw.split()[:_LONGEST]
        if self.kind in _PLACES:
            capitals = _capitals(words)
            # "Huyện Quyết định": the end of one column and the head of the next.
            words = [] if len(capitals) == 1 and capitals != [word.rstrip(".,;:)") for word in words] else capitals
        if not words or not words[0][0].isupper() or (len(words[0]) > 1 and words[0].isupper() and not raw.isupper()):
            return None  # no name, or an abbreviation: "Sở KH&CN"
        said = fold(" ".join(words)).strip(" .,;:()")
        if self.kind == "so":
            known = next((name for name in _DEPARTMENTS if f"{said} ".startswith(f"{name} ")), None)
            if known is None or self.name.startswith(known):
                return None
            return " ".join(words[: len(known.split())]).rstrip(" .,;:()")
        length = min(len(words), len(self.name.split()))
        own, said = " ".join(self.name.split()[:length]), " ".join(said.split()[:length])
        if not said or self.name.startswith(said) or fuzz.ratio(said, own) >= _LIKE:
            return None
        return " ".join(words[:length]).rstrip(" .,;:()")


def check_names(plan: CheckedPlan) -> Iterator[Check]:
    """Finds agencies of the plan's own kind with another name, where only the plan's own can be meant."""
    header = plan.stored.plan.header
    told: set[str] = set()
    for whole, pattern in ((header.issuer, _KIND), (header.parent_issuer, _PARENT)):
        match = pattern.search(fold(whole.value)) if whole else None
        if whole is None or match is None:
            continue
        own = _Own(match["kind"], match["rest"].strip(), is_parent=pattern is _PARENT)
        for place, said in (*_others(plan, own), *_enacting(plan, own)):
            if (key := fold(said)) not in told:
                told.add(key)
                message = (
                    f"Phần đầu kế hoạch ghi “{whole.value}” nhưng ở đây ghi “{said}”; có thể còn sót từ kế hoạch của "
                    "cơ quan khác."
                )
                yield Check("LEFTOVER_NAME", Severity.WARNING, message, place, whole.value)


def _enacting(plan: CheckedPlan, own: _Own) -> Iterator[tuple[Source, str]]:
    """Yields an agency of another kind that enacts the plan in the sentence above its first heading."""
    header, sections = plan.stored.plan.header, plan.stored.plan.sections
    known = " ".join(fold(part.value) for part in (header.issuer, header.parent_issuer, header.title) if part)
    for words in plan.find(_ENACTED):
        kind, rest = words.match["kind"], words.match["rest"].strip()
        if own.is_parent or not sections or words.source.start >= sections[0].source.start:
            continue
        raw = words.raw.split()[: len(f"{kind} {rest}".split())]
        name = raw[len(kind.split()) :]
        if kind == own.kind or f"{kind} {rest}" in known or not name or not name[0][0].isupper():
            continue
        if plan.before(words.source) or plan.quotes_document(words.source) or any(char in rest for char in ".,;"):
            continue
        yield Source(words.source.start, words.source.start + len(" ".join(raw)), words.source.page), " ".join(raw)


def _others(plan: CheckedPlan, own: _Own) -> Iterator[tuple[Source, str]]:
    notes = [annex.issuer.source for annex in plan.stored.plan.annexes if annex.issuer is not None]
    for words in plan.find(own.pattern):
        place = words.source
        noted = holds(notes, place)
        if holds(plan.issuers, place):
            continue
        if not noted and plan.quotes_document(place):
            continue
        rest = normalise(plan.text[place.end : place.end + _WINDOW].split("\n")[0].split("\t")[0])
        name = own.read_other(rest)
        if name is None or not (noted or _stands_for_own(plan, own, place, rest)):
            continue
        end = place.end + len(plan.text[place.end :]) - len(plan.text[place.end :].lstrip()) + len(name)
        yield Source(place.start, end, place.page), normalise(plan.text[place.start : end])


def _stands_for_own(plan: CheckedPlan, own: _Own, place: Source, rest: str) -> bool:
    before = plan.before(place)
    if own.is_parent:
        return _PARENT_PLACE.search(before) is not None and not _ELSEWHERE.search(plan.around(place))
    if _ENACTS.search(fold(rest)[:60]) and len(before.split()) < 8:
        return True
    if _RIGHTLY.search(before):
        return False
    # A school or hospital has no business with another one; departments and places have.
    return _OWN_PLACE.search(before) is not None or own.kind.startswith(("truong", "benh vien"))


def _capitals(words: list[str]) -> list[str]:
    """Returns the words with a capital that open a name, at most four."""
    found: list[str] = []
    for word in words[:_LONGEST]:
        if not word[0].isupper():
            break
        found.append(word.rstrip(".,;:)"))
        if word[-1] in ".,;:)":
            break
    return found
