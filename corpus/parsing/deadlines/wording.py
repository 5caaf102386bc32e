"""One spelling for the many ways a time is written: "T7/2023" and "Tháng O7/2O23" become "thang 7/2023"."""

from __future__ import annotations

import re

_DASHES = str.maketrans(dict.fromkeys("–—−‑‐÷~→", "-"))
# The number, and the day, of a document. Matched: "15/kh-ubnd ngay 12/01/2025", "19/2014/qd-ttg". Refused: "15/9/2025".
_DOCUMENT = re.compile(
    r"(?:\bso )?\b\d+(?:/\d{4})?/[a-z][a-z\d]*(?:-[a-z\d]+)*(?:,? ngay (?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} thang "
    r"\d{1,2} nam \d{4}))?"
)
# Matched: "iso 9001:2015", "tcvn iso 9001", "9001:2015". Refused: "2015".
_STANDARD = re.compile(r"\b(?:tcvn |iso[ /-]?)+\d{3,5}(?:[:-]\d{4})?|\b\d{4,5}:\d{4}")
# Matched: "17h00", "8 gio 30 phut,", "14g". Refused: "24 ngay".
_CLOCK = re.compile(r"\b(?:luc )?\d{1,2} ?(?:h|g|gio)(?: ?\d{1,2}(?![\d/.-])(?: ?(?:phut|p))?)?(?:'|\b),? ?")
# A number with a letter read for a digit. Matched: "o1/2023", "l5/9", "2o25", "3o/6". Refused: "ii/2023", "iso", "t7".
_MISREAD = re.compile(r"(?<![a-z\d])(?=[\dlo/.-]*\d)(?=[\d/.-]*[lo])[\dlo]{1,4}(?:[/.-][\dlo]{1,4}){0,2}(?![a-z\d])")
_DIGITS = str.maketrans("lo", "10")
# A Roman quarter with strokes misread. Matched: "quy lv", "quy ill", "quy 1v", "quy l/2025".
# Refused: "quy iv", "quy 2".
_MISREAD_QUARTER = re.compile(r"\bquy (?=[il1|]*[l|]|[il1|]+v)([il1|]{1,3}v?)(?![a-z\d])")
_STROKES = str.maketrans("l1|", "iii")
# Matched: "t7/2023", "t.8", "t11". Refused: "t2" (a Monday as well as a month).
_SHORT_MONTH = re.compile(r"\bt\.? ?(\d{1,2})(?!\d)")
_SURELY_MONTH = re.compile(r"\bt\.? ?(?:0\d|[89]|1[0-2])(?!\d)|\bt\.? ?\d{1,2} ?[/-] ?20\d\d|\bnam 20\d\d")
# Matched: "q.iii", "q3/2025", "qiv". Refused: "qd".
_SHORT_QUARTER = re.compile(r"\bq\.? ?(?=(?:iv|i{1,3}|[1-4])(?![a-z\d]))")
# Matched: "hk ii", "hk1", "hoc ki 2". Refused: "hkd".
_SEMESTER = re.compile(r"\b(?:hk ?(?=(?:i{1,2}|[12])\b)|hoc ki\b ?)")
# Matched: "tuan 2 thang", "tuan thu hai cua thang", "tuan 1, 2 thang". Refused: "hang tuan", "tuan 12".
_WEEK_OF_MONTH = re.compile(
    r"\b(?:cac )?tuan (?:thu )?(?:[1-5]|i{1,3}|iv|nhat|hai|ba|tu|dau|cuoi|giua)(?: tien)?"
    r"(?: ?(?:,|va|-|den) ?(?:tuan )?(?:thu )?(?:[1-5]|i{1,3}|iv|hai|ba|tu))*(?: cua)? (?=thang)"
)
# Matched: "ngay mung 5", "mong 05". Refused: "mong muon".
_FIRST_DAYS = re.compile(r"\b(?:ngay )?m[uo]ng (?=\d)")
_WORDS = {"hai": 2, "ba": 3, "bay": 7, "tam": 8, "chin": 9, "muoi mot": 11, "muoi hai": 12, "muoi": 10}
# Matched: "thang muoi hai", "thang ba". Refused: "thang tu" (from), "thang nam" (year), "thang sau" (next),
# "thang hai ngay".
_WORD_MONTH = re.compile(rf"\bthang ({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?! ngay| lan)")
_HALVES = (
    (re.compile(r"\bsau thang (?=dau|cuoi|mot|/)"), "6 thang "),
    (re.compile(r"\bnua (dau|cuoi)(?: cua)? nam\b"), r"6 thang \1 nam"),
    (re.compile(r"\bnua nam (dau|cuoi)(?: nam)?\b"), r"6 thang \1 nam"),
    (re.compile(r"\bnua (?=(?:dau|cuoi) (?:thang|quy))"), ""),
)
_SPACES = re.compile(r" {2,}")

# The other spelling of "quý". Matched: "hang qui", "qui iii". Refused: "quic".
_QUARTER_WITH_I = re.compile(r"\bqui\b")


def tidy(skeleton: str) -> str:
    """Rewrites a skeleton for the patterns of this package: same meaning, fewer spellings.

    Numbers of documents and standards, clock times and the week within a month are left out: they give no days. Letters
    misread for digits are put right where the word holds a digit too, so that nothing but a number can be meant.
    """
    words = skeleton.translate(_DASHES)
    words = _STANDARD.sub("", _DOCUMENT.sub("", words))
    words = _MISREAD.sub(lambda match: match[0].translate(_DIGITS), words)
    words = _QUARTER_WITH_I.sub("quy", words.replace("thang l/", "thang 1/"))
    words = _MISREAD_QUARTER.sub(lambda match: f"quy {match[1].translate(_STROKES)}", words)
    words = _CLOCK.sub("", words)
    if _SURELY_MONTH.search(words):
        words = _SHORT_MONTH.sub(r"thang \1", words)
    words = _SEMESTER.sub("hoc ky ", _SHORT_QUARTER.sub("quy ", words))
    words = _WEEK_OF_MONTH.sub("", words)
    words = _FIRST_DAYS.sub("ngay ", words)
    words = _WORD_MONTH.sub(lambda match: f"thang {_WORDS[match[1]]}", words)
    for pattern, usual in _HALVES:
        words = pattern.sub(usual, words)
    words = words.replace("khi het ", "het ")
    return _SPACES.sub(" ", words).strip()
