"""Bodies of the district level in a plan of a time when there are none any more."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from corpus.citations.tables import load_provinces
from corpus.model import AgencyType, Severity, Source
from corpus.text import CAPITALS, fold, normalise
from search.checks.reading import CheckedPlan, Words, holds
from search.gap_report import Check

# The first day without a district level, and the resolution that says so.
_MERGER = datetime.date(2025, 7, 1)
_GROUNDS = "Nghị quyết số 203/2025/QH15 ngày 16/6/2025 của Quốc hội (đọc trích dẫn trong báo cáo của Chính phủ)"
_COUNCIL = r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)(?:(?: va|,|-) (?:ubnd|uy ban nhan dan))?"
# Bodies of a district, folded. Matches "ubnd cac huyen", "cap huyen", "phong noi vu huyen", "huyen uy", "cac quan";
# refuses "duong huyen", "benh vien huyen", "ubnd cap xa".
_BODY = re.compile(
    rf"\b(?:{_COUNCIL} (?:cap |cac )?(?P<named>huyen|quan|thi xa)\b"
    r"|(?:co quan |don vi |cong chuc |lanh dao )?(?:thuoc )?cap huyen\b"
    r"|cac (?:phong,? ban |phong |co quan )?(?P<several>huyen|quan)\b(?!,? (?:ly|tam|trong|diem|he))"
    r"|(?:huyen|quan|thi) uy\b(?! vien| trung uong)"
    r"|(?:phong|thanh tra|ban chi dao)(?: (?:- )?(?!ubnd|uy ban|cac |cap |phong )[a-z&]+){1,6}"
    r" (?P<room>huyen|quan|thi xa)\b(?! ly| tam| trong| he)"
    rf"|(?:{_COUNCIL} )?(?:cac )?thanh pho (?:truc )?thuoc tinh)"
)
# A district by its kind alone, folded: whoever works there ("Trung tâm Y tế huyện") may have kept its name.
_PLACE = re.compile(r"\b(?:huyen|quan|thi xa)\b")
# A committee of a city, which is a district's where the plan is a province's. Matches "ubnd thanh pho lam khe".
_CITY = re.compile(rf"\b{_COUNCIL} (?:thanh pho|tp\.?) (?!thuoc|truc thuoc)(?P<name>\w+(?: \w+)?)")
# A room of a city's committee, in a plan of a province. Matches "phong tu phap thanh pho lam khe".
_CITY_ROOM = re.compile(
    r"\b(?:phong|thanh tra)(?: (?:- )?(?!ubnd|uy ban|cac |cap |phong )[a-z&]+,?){1,7} (?:thanh pho|tp\.?) "
    r"(?!thuoc|truc thuoc)(?P<name>\w+(?: \w+)?)"
)
# What makes the letters of a district's word sure where marks can be trusted: "quản lý" and "cơ quan" fold alike.
_SURE = re.compile(r"huyện|quận|thị|thành phố|tp", re.IGNORECASE)
# Words of a clause that speak of the merger itself, folded. Matches "sau sap xep", "truoc ngay 01/7/2025"; refuses
# "truoc ngay 15/12/2026".
_MERGED = (
    r"sap xep|sap nhap|hop nhat|truoc day|truoc khi (?:sap|hop|nhap)"
    r"|truoc (?:ngay|thoi diem) (?:sap|hop|0?1/0?7/2025|0?1 thang 0?7)"
    r"|\bnguyen\b|giai the|ket thuc hoat dong|khong con|bo cap huyen|thay (?:cum tu|doi|the|bang)|tien than"
)
_MERGER_WORDS = re.compile(_MERGED)
# Words of a clause in which a district is rightly named: what it left, and what became of it. "Bộ phận Tiếp nhận" is a
# desk that takes in files.
_RIGHTLY = re.compile(
    rf"{_MERGED}|khong to chuc|ban giao|(?:xa|phuong|so|da|duoc) tiep nhan|ke thua|tiep quan"
    r"|phan cap|phan quyen|phan dinh|\bnay do\b|nhan tu|\bbo (?:cac )?(?:thu tuc|buoc|quy dinh)"
    r"|chuyen (?:giao|ve|xuong|len|sang|tu)|\btu (?:cap )?huyen\b|bai bo|het hieu luc|luu tru|lich su|cum tu"
    r"|(?:bieu mau|the thuc|con dau)[^.;]{0,20} ghi|\bda (?:duoc|ban hanh|phe duyet|cong bo|xay dung|ky)"
)
# Characters before a body that may say so: cells that became lines have no ends of sentences.
_NEAR = 60
# What leads up to a body whose work is taken over, folded. Matches "tiep nhan ho so cua ".
_TAKEN_OVER = re.compile(r"(?<!bo phan )(?<!trung tam )tiep nhan(?! va tra)")
# What a district did, right behind it, folded. Matches " da bao cao", " da cong bo", " nam 2024"; refuses " nam 2026".
_DID = re.compile(r"^\s*(?:da\b|nam (?:20[01]\d|202[0-4])\b)")
# Procedures that were the district's are named so for years, folded: a hint. Matches "thu tuc hanh chinh cap huyen".
_PROCEDURES = re.compile(r"thu tuc[^.;]{0,60}$")
# The mark in front of an item, folded: whoever follows it has the item's work to do.
_MARK = re.compile(
    r"^\W*(?:(?:[\dIVX]+(?:\.\d+)*|[a-zđ])[.)] ?)?(?:cac |chu tich |lanh dao |giao |de nghi |yeu cau )*$"
)
_QUOTES = frozenset("“\"‘'«")
# Capitals behind the words, as found. Matches " Khe Thượng"; refuses " điều hành", " và".
_NAME_BEHIND = re.compile(rf"(?: [{CAPITALS}][^\W\d_]+){{1,3}}")
_OLD = re.compile(r"\bcũ\b", re.IGNORECASE)
# What may stand right before the words where they are part of a name, as found. Matches "đường ", "Bệnh viện đa khoa ".
_NAME_AHEAD = re.compile(
    r"(?:đường|tỉnh lộ|quốc lộ|bệnh viện(?: đa khoa)?|(?<!môi )trường|công ty|chợ|sân vận động) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)


def check_district(plan: CheckedPlan) -> Iterator[Check]:
    """Finds district bodies with work to do in a plan issued from 1/7/2025 on, each wording once.

    Titles and issuers of cited documents, and clauses on the merger itself, name districts rightly.
    """
    severity = _severity(plan)
    if severity is None:
        return
    header = plan.stored.plan.header
    if header.agency_type is AgencyType.UBND_HUYEN and header.issuer is not None:
        message = f"Cơ quan ban hành là “{header.issuer.value}”. {_rule()}"
        yield Check("DISTRICT_AFTER_MERGER", severity, message, header.issuer.source, grounds=_GROUNDS)
    bodies = [
        _with_name(plan, words) for words in _find(plan, _BODY, *([_CITY, _CITY_ROOM] if _in_province(plan) else []))
    ]
    named = [_with_name(plan, words) for words in _find(plan, _PLACE)]
    places = [words for words in named if not any(_overlap(words.source, body.source) for body in bodies)]
    acting = [words for words in places if any(_overlap(words.source, actor) for actor in _actors(plan))]
    named_after = [
        words for words in bodies if _PROCEDURES.search(plan.before(words.source)) and not _acts(plan, words)
    ]
    yield from _tell([*(words for words in bodies if words not in named_after), *acting], severity)
    yield from _tell(named_after, Severity.INFO)
    # The word alone may be of a place where something stands or comes from: a hint.
    yield from _tell([words for words in places if words not in acting], Severity.INFO)


def _tell(found: Sequence[Words], severity: Severity) -> Iterator[Check]:
    groups: dict[str, list[Words]] = {}
    for words in found:
        groups.setdefault(fold(words.raw), []).append(words)
    for places in groups.values():
        first = places[0]
        often = f" (nêu ở {len(places)} chỗ)" if len(places) > 1 else ""
        message = f"Kế hoạch nêu “{first.raw}”{often}. {_rule()}"
        yield Check("DISTRICT_AFTER_MERGER", severity, message, first.source, grounds=_GROUNDS)


def _severity(plan: CheckedPlan) -> Severity | None:
    """Returns how sure it is that the plan is of a time without districts; ``None`` where it is of an earlier one."""
    days, year = plan.cited.days, plan.stored.plan.header.year
    if days is None:
        return None
    after = days.after(_MERGER)
    if after or (after is None and year is not None and year > _MERGER.year):
        return Severity.WARNING
    return None if after is False else Severity.INFO


def _find(plan: CheckedPlan, *patterns: re.Pattern[str]) -> Iterator[Words]:
    for words in (words for pattern in patterns for words in plan.find(pattern)):
        place = words.source
        if plan.quotes_document(place) or holds(plan.issuers, place):
            continue
        if not plan.damaged and not _SURE.search(words.raw):
            continue
        if "name" in words.match.re.groupindex and _is_central(words.match["name"]):
            continue
        clause = plan.around(place)
        before = plan.text[max(0, place.start - 40) : place.start]
        after = plan.text[place.end : place.end + 40]
        rightly = _MERGER_WORDS if _acts(plan, words) else _RIGHTLY
        if (
            rightly.search(clause)
            or _TAKEN_OVER.search(plan.before(place)[-_NEAR:])
            or _OLD.search(after)
            or _NAME_AHEAD.search(normalise(before) + " ")
        ):
            continue
        if _DID.search(fold(after)) or (before and before[-1] in _QUOTES):
            continue
        yield words


def _acts(plan: CheckedPlan, words: Words) -> bool:
    """Tells whether the body opens its item, or has a role or gets the plan: it is then one that still has to act."""
    opens = _MARK.search(plan.before(words.source)) is not None
    return opens or any(_overlap(words.source, actor) for actor in _actors(plan))


def _actors(plan: CheckedPlan) -> tuple[Source, ...]:
    """Returns where those stand who have a role in a task or get the plan."""
    units = [unit for task in plan.stored.plan.tasks for role in task.roles for unit in role.units]
    return tuple(unit.source for unit in (*units, *plan.stored.plan.recipients))


def _overlap(one: Source, other: Source) -> bool:
    return one.start < other.end and other.start < one.end


def _with_name(plan: CheckedPlan, words: Words) -> Words:
    """Adds the name behind the words: "Phòng Nội vụ huyện" of "Phòng Nội vụ huyện Khe Thượng"."""
    name = _NAME_BEHIND.match(plan.text, words.source.end)
    if name is None:
        return words
    place = Source(words.source.start, name.end(), words.source.page)
    return Words(words.match, place, normalise(plan.text[place.start : place.end]))


def _in_province(plan: CheckedPlan) -> bool:
    """Tells whether the plan is surely one of a province, so that a city in it is below it."""
    header = plan.stored.plan.header
    names = (header.issuer, header.parent_issuer)
    return any(re.search(r"\btinh\b", fold(name.value)) for name in names if name is not None)


def _is_central(name: str) -> bool:
    """Tells whether a city is one of the nation's, which have provincial rank."""
    return any(name.startswith(fold(known)) or fold(known).startswith(name) for known in load_provinces())


def _rule() -> str:
    return (
        "Từ ngày 01/7/2025 không còn đơn vị hành chính cấp huyện; cần thay bằng cơ quan cấp xã hoặc cấp tỉnh có thẩm "
        "quyền."
    )
