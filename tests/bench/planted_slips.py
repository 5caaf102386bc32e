"""Slips of citation planted in the source of a plan, each of which ``check`` should find.

A slip changes what is printed (``body``) and nothing else, so that a plan with slips is rendered in every condition
like any other. Two drafts are made of a plan, ``a`` and ``b``; in each, every slip touches a document of its own, and
one that does not fit (there is no such basis, the plan has no date) is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from rendering.invented import InventedPlan, Item, Sides
from slip_draft import DAY, OPENS, Draft, Slip, number_of, redated

from corpus.citations.registry import is_national, load_registry

# The first heading of the plan's own text. Matched: "I. MỤC ĐÍCH", "Phần I", "1. Mục đích". Refused: "Căn cứ".
_HEADING = re.compile(r"(?:I|A|1)[.)] |Phần (?:I|1|thứ nhất)\b")
# The issuers that a slip may name instead.
_WRONG_ISSUER = {
    "Bộ trưởng Bộ Khoa học và Công nghệ": "Bộ trưởng Bộ Nội vụ",
    "Bộ Khoa học và Công nghệ": "Bộ Nội vụ",
    "Thủ tướng Chính phủ": "Chính phủ",
    "Bộ Tài chính": "Bộ Y tế",
}
_OLD_BASES = (
    "Căn cứ Quyết định số 144/2006/QĐ-TTg ngày 20/6/2006 của Thủ tướng Chính phủ về việc áp dụng hệ thống quản lý chất "
    "lượng vào hoạt động của các cơ quan hành chính nhà nước;",
    "Căn cứ Thông tư số 01/2010/TT-BKHCN ngày 25/02/2010 của Bộ Khoa học và Công nghệ quy định về hoạt động tư vấn, "
    "đánh giá và chứng nhận hệ thống quản lý chất lượng;",
    "Căn cứ Quyết định số 118/2009/QĐ-TTg ngày 30/9/2009 của Thủ tướng Chính phủ về việc sửa đổi, bổ sung một số điều;",
    "Căn cứ Thông tư số 159/2010/TT-BTC ngày 15/10/2010 của Bộ Tài chính hướng dẫn quản lý, sử dụng kinh phí;",
)
_OLD_KEYS = ("QĐ 144/2006/QĐ-TTg", "TT 01/2010/TT-BKHCN", "QĐ 118/2009/QĐ-TTg", "TT 159/2010/TT-BTC")
_UNTITLED = "Căn cứ Quyết định số 2187/QĐ-UBND ngày 17/3/2020 của UBND tỉnh;"
_EDITION = (
    "Tổ chức tập huấn nội dung tiêu chuẩn TCVN ISO 9001:2008 cho công chức, viên chức, người lao động của cơ quan."
)
_ALL_ENDED = dt.date(2016, 1, 1)  # of the documents and the edition above
_DECREE_30 = dt.date(2020, 3, 5)
_SUSPENDED_ON = dt.date(2026, 6, 15)
_EXPECTED = ("QĐ 19/2014/QĐ-TTg", "TT 26/2014/TT-BKHCN", "QĐ 101/QĐ-BKHCN")


def _wrong_date(draft: Draft) -> None:
    """The day and the month of a registered document changed places, or the day is one off."""
    registry = load_registry()
    for index, text, key in draft.bases():
        found = registry.with_number(key)
        if len(found) != 1 or found[0].date is None or key not in _EXPECTED:
            continue
        day = found[0].date
        wrong = f"{day.month:02}/{day.day}/{day.year}" if day.day < 10 else f"{day.day - 1:02}/{day.month}/{day.year}"
        if changed := redated(text, key, wrong):
            draft.replace(index, changed)
            draft.plant("CITATION_DATE_DIFFERS", key)
            return


def _missing(draft: Draft) -> None:
    for index, _, key in draft.own_paragraphs():
        elsewhere = [item.p for item in draft.plan.body[:index] + draft.plan.body[index + 1 :] if item.p]
        if key not in _EXPECTED or any(number_of(key) in text for text in elsewhere if OPENS.match(text)):
            continue
        draft.replace(index, None)
        draft.touched.add(key)
        draft.removed.add(key)  # whether it is missed, the truth of the plan tells
        return


def _duplicate(draft: Draft) -> None:
    own = draft.own_paragraphs()
    for index, text, key in sorted(own, key=lambda each: not is_national(each[2])):
        if not re.search(r"\b(?:điều|khoản|điểm)\b", text, re.IGNORECASE):
            draft.insert(index + 1, text)
            draft.plant("CITATION_DUPLICATE", key)
            return


def _edition(draft: Draft) -> None:
    if draft.day is None or draft.day < _ALL_ENDED:
        return
    for index, item in enumerate(draft.plan.body):
        if item.p and _HEADING.match(item.p) and "CĂN CỨ" not in item.p.upper():
            draft.insert(index + 1, _EDITION)
            draft.plant("STANDARD_EDITION", "ISO 9001:2008")
            return


def _after_plan(draft: Draft) -> None:
    registry = load_registry()
    for index, text, key in draft.bases():
        if draft.day is None or registry.with_number(key) or re.search(r"/(?:19|20)\d\d/", key):
            continue
        later = draft.day + dt.timedelta(days=45)
        if changed := redated(text, key, f"{later.day:02}/{later.month}/{later.year}"):
            draft.replace(index, changed)
            draft.plant("CITATION_AFTER_PLAN", key)
            return


def _wrong_year(draft: Draft) -> None:
    old, new = "TT 26/2014/TT-BKHCN", "TT 26/2015/TT-BKHCN"
    found = [(index, text) for index, text, key in draft.bases() if key == old and redated(text, old, "10/10/2014")]
    if found:
        index, text = found[0]
        draft.replace(index, text.replace(number_of(old), number_of(new), 1))
        draft.touched.add(old)
        draft.renamed[old] = new
        draft.plant("CITATION_YEAR_DIFFERS", new)


def _wrong_issuer(draft: Draft) -> None:
    for index, text, key in draft.bases():
        end = text.find(number_of(key)) + len(number_of(key))
        day = DAY.match(text, end)
        for right, wrong in _WRONG_ISSUER.items():
            words = f" của {right}"
            if day and is_national(key) and text.startswith(words, day.end()):
                draft.replace(index, f"{text[: day.end()]} của {wrong}{text[day.end() + len(words) :]}")
                draft.plant("CITATION_ISSUER_DIFFERS", key)
                return


def _impossible(draft: Draft) -> None:
    registry = load_registry()
    for index, text, key in draft.bases():
        day = draft.day
        if day is None or registry.with_number(key) or re.search(r"/(?:19|20)\d\d/", key):
            continue
        if changed := redated(text, key, f"31/4/{day.year - 1}"):
            draft.replace(index, changed)
            draft.plant("CITATION_DATE_IMPOSSIBLE", key)
            return


def _first_basis(draft: Draft) -> int | None:
    return next((index for index, item in enumerate(draft.plan.body) if item.p and OPENS.match(item.p)), None)


def _superseded(draft: Draft) -> None:
    first = _first_basis(draft)
    if first is not None and draft.day is not None and draft.day >= _ALL_ENDED:
        printed = " ".join(item.p for item in draft.plan.body if item.p)
        fresh = [index for index, key in enumerate(_OLD_KEYS) if number_of(key) not in printed]
        choice = fresh[sum(map(ord, draft.plan.id)) % len(fresh)]
        draft.insert(first, _OLD_BASES[choice])
        draft.plant("CITATION_SUPERSEDED", _OLD_KEYS[choice])


def _untitled(draft: Draft) -> None:
    first = _first_basis(draft)
    if first is not None and draft.day is not None and draft.day > dt.date(2020, 3, 17):
        draft.insert(first, _UNTITLED)
        draft.plant("CITATION_FORM", "QĐ 2187/QĐ-UBND")


def _line_end(draft: Draft) -> None:
    own = draft.own_paragraphs()
    if len(own) > 1 and draft.day is not None and draft.day >= _DECREE_30:
        index, text, _ = own[0]
        draft.replace(index, f"{text.rstrip()[:-1]},")
        draft.plant("CITATION_FORM", "line ends")


def _suspended(draft: Draft) -> None:
    """A plan for 2026 that rests on QĐ 19/2014/QĐ-TTg, issued while some of its clauses do not apply."""
    truth = draft.plan.truth
    if draft.day is None or draft.day.year != 2026 or "QĐ 19/2014/QĐ-TTg" not in truth.bases:
        return
    body = list(draft.plan.body)
    for index, item in enumerate(body):
        if item.letterhead is None:
            continue
        right = [
            re.sub(r"ngày\s*\d+\s*tháng\s*\d+\s*năm 2026", "ngày 15 tháng 6 năm 2026", line)
            for line in item.letterhead.right
        ]
        if tuple(right) != item.letterhead.right:
            body[index] = Item(letterhead=Sides(left=item.letterhead.left, right=tuple(right)))
            header = truth.header.model_copy(update={"date": _SUSPENDED_ON})
            update = {"body": tuple(body), "truth": truth.model_copy(update={"header": header})}
            draft.plan = draft.plan.model_copy(update=update)
            draft.slips.append(Slip("CITATION_SUSPENDED", "QĐ 19/2014/QĐ-TTg"))
            return


_DRAFTS: dict[str, tuple[Callable[[Draft], None], ...]] = {
    "a": (_wrong_date, _missing, _after_plan, _duplicate, _edition),
    "b": (_suspended, _wrong_year, _wrong_issuer, _impossible, _line_end, _superseded, _untitled),
}


def plant_slips(plan: InventedPlan) -> Sequence[Draft]:
    """Returns the drafts of a plan that hold a slip; their plans have ids of their own."""
    drafts = []
    for name, slips in _DRAFTS.items():
        draft = Draft(plan)
        for slip in slips:
            slip(draft)
        if draft.slips or draft.removed:
            draft.plan = draft.plan.model_copy(update={"id": f"{plan.id}-{name}"})
            drafts.append(draft)
    return drafts
