"""The words of the headings of task tables, and how they are known again where recognition ruined them.

Each word is known to belong to some kinds of column. An engine without Vietnamese takes letters for others ("N6i dung")
and, in narrow cells, loses the blanks between words ("Donvichutri").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.parsing.tables import Column
from corpus.parsing.tables.names import name_words
from corpus.text import fold

_ANY = frozenset({Column.CONTENT, Column.LEAD, Column.COORDINATE, Column.TIME, Column.RESULT})
UNIT_WORD = frozenset({Column.LEAD, Column.COORDINATE, Column.ADVISE, Column.APPROVE})
"""Columns of a word such as "đơn vị"."""
# Words of headings on skeletons, with the columns they may stand in. "thực hiện" stands in any; "đơn vị" in a column
# of units, "hoàn thành" in one of time.
_WORDS: Mapping[str, frozenset[Column]] = {
    **dict.fromkeys(("tt", "stt"), frozenset({Column.ORDINAL})),
    **dict.fromkeys(
        ("noi", "dung", "nhiem", "vu", "cong", "viec", "hoat", "dong", "hang", "muc", "dau", "buoc", "trien", "khai"),
        frozenset({Column.CONTENT}),
    ),
    **dict.fromkeys(("thuc", "hien"), _ANY),
    **dict.fromkeys(
        ("don", "vi", "co", "quan", "bo", "phan", "phong", "to", "chuc", "ca", "nhan", "nguoi", "nhan/don"), UNIT_WORD
    ),
    **dict.fromkeys(("chu", "tri", "trach", "nhiem", "phu", "moi", "chinh"), frozenset({Column.LEAD})),
    **dict.fromkeys(("phoi", "hop"), frozenset({Column.COORDINATE})),
    **dict.fromkeys(("tham", "muu"), frozenset({Column.ADVISE})),
    **dict.fromkeys(("phe", "duyet"), frozenset({Column.APPROVE})),
    **dict.fromkeys(("thoi", "gian", "han", "diem", "tien", "thanh", "hoan"), frozenset({Column.TIME})),
    **dict.fromkeys(
        ("ket", "qua", "san", "pham", "minh", "chung", "ra", "kien", "du", "dat", "can"), frozenset({Column.RESULT})
    ),
    **dict.fromkeys(("ghi", "chu", "kinh", "phi"), frozenset({Column.OTHER})),
}
# Words of two columns: "nhiệm" of "nhiệm vụ" and "trách nhiệm", "đầu" of "đầu việc", "đầu mối" and "đầu ra", "phân" of
# "bộ phận" and "phân công".
_MORE: Mapping[str, frozenset[Column]] = {
    "nhiem": frozenset({Column.CONTENT, Column.LEAD}),
    "dau": frozenset({Column.CONTENT, Column.LEAD, Column.RESULT}),
    "chu": frozenset({Column.LEAD, Column.OTHER}),
    "cong": frozenset({Column.CONTENT, Column.LEAD}),
    "phan": UNIT_WORD,
    "do": frozenset({Column.TIME}),
    "hoan": frozenset({Column.TIME, Column.RESULT}),
    "thanh": frozenset({Column.TIME, Column.RESULT}),
    "hop": frozenset({Column.COORDINATE}),
}
_KNOWN = {**_WORDS, **_MORE}
# Words of rarer names, which are words of headings only on a line that opens with "TT": "Khi nào xong", "Bắt đầu - kết
# thúc", "Người làm", "Hồ sơ lưu", "Đơn vị hỗ trợ", "Lãnh đạo chỉ đạo".
_RARE: Mapping[str, frozenset[Column]] = {
    **dict.fromkeys(("khi", "nao", "xong", "bat", "lich"), frozenset({Column.TIME})),
    "dau": frozenset({Column.CONTENT, Column.LEAD, Column.RESULT, Column.TIME}),
    "ket": frozenset({Column.RESULT, Column.TIME}),
    "thuc": _ANY,
    "lam": frozenset({Column.CONTENT, Column.LEAD}),
    "can": frozenset({Column.CONTENT, Column.RESULT}),
    "ho": frozenset({Column.RESULT, Column.COORDINATE}),
    "tro": frozenset({Column.COORDINATE}),
    **dict.fromkeys(("so", "luu"), frozenset({Column.RESULT})),
    **dict.fromkeys(("lanh", "dao", "chi", "theo", "doi", "giam", "sat"), frozenset({Column.ROLE})),
    "phu": frozenset({Column.LEAD, Column.ROLE}),
    "trach": frozenset({Column.LEAD, Column.ROLE}),
}
# Letters that an engine without Vietnamese reads as digits.
_DIGITS = str.maketrans("06145", "ooias")
_LETTERS = re.compile(r"[a-z]+")
_SHORTEST_GLUED = 8  # letters: no syllable has more than the seven of "nghiêng"
_LETTERS_EACH = 8  # of words run together, for each that may be wrong: one of "donviphei"
_DOUBLED = re.compile(r"(.)\1")  # "N6O" is one letter
# Names of period columns. Matched: "Tháng", "T10", "Q3", "Qi", "IV", "12". Refused: "tt", "quy định".
_PERIOD = re.compile(r"\(?(?:t?[tq](?:\d{1,2}|i{1,3}|iv)|thang|quy|i{1,3}|iv|\d{1,2})\)?")
_YEAR = re.compile(r"(?:nam|20\d\d)")
_FEWEST_PERIODS = 3  # on one line
# Matched: "TT Nội dung", "| STT |", "Số TT Nhiệm vụ". Refused: "TTg", "- TT Huyện ủy".
_OPENS = re.compile(r"[\s|]*(?:so )?s?tt\b")


def heading_words() -> tuple[str, ...]:
    """Returns the words of headings, on skeletons."""
    return tuple(_KNOWN)


def is_heading_word(word: str) -> bool:
    """Tells whether a word, on its skeleton, is one of headings."""
    return word in _KNOWN


def is_rare_word(word: str) -> bool:
    """Tells whether a word, on its skeleton, is one of the rarer names of columns."""
    return word in _RARE or word in name_words()


def opens_with_ordinal(line: str) -> bool:
    """Tells whether a line opens as the heading of a table does, with "TT" or "STT"."""
    return _OPENS.match(fold(line)) is not None


def columns_of(word: str, *, rare: bool = False) -> frozenset[Column]:
    """Returns the columns that a word may stand in, none where it is no word of headings.

    Args:
        word: its skeleton.
        rare: whether words of rarer names count.
    """
    found = _KNOWN.get(word, frozenset())
    return found | _RARE.get(word, frozenset()) if rare else found


def names_periods(line: str) -> bool:
    """Tells whether a line names several columns of months or quarters."""
    return sum(_PERIOD.fullmatch(token) is not None for token in _tokens(line)) >= _FEWEST_PERIODS


def rests_of_heading(line: str) -> bool:
    """Tells whether a line below a heading with period columns holds words of headings and names of periods alone."""
    return all(_PERIOD.fullmatch(token) or _YEAR.fullmatch(token) for token in _tokens(line)) or all(
        columns_of(word, rare=True) or _YEAR.fullmatch(word) or _PERIOD.fullmatch(word) for word in read_words(line)
    )


@lru_cache(maxsize=8192)
def read_words(line: str) -> tuple[str, ...]:
    """Returns the skeletons of the words of a line.

    Those run together are taken apart ("don vi chu tri" of "Donvichutri"); the names of period columns are left out.
    """
    words: list[str] = []
    periods = names_periods(line)
    for token in _tokens(line):
        if periods and _PERIOD.fullmatch(token):
            continue
        if token.isdigit():
            words.append(token)
            continue
        mixed = any(char.isdigit() for char in token) and any(char.isalpha() for char in token)
        word = "".join(_LETTERS.findall(token.translate(_DIGITS) if mixed else token))
        if mixed and word not in _KNOWN:
            word = _DOUBLED.sub(r"\1", word)
        if word:
            words += _apart(word) or (word,)
    return tuple(words)


def _tokens(line: str) -> list[str]:
    return [token for token in re.split(r"[\s|¦/,_]+", fold(line)) if token]


@lru_cache(maxsize=8192)
def _apart(glued: str) -> Sequence[str]:
    """Takes words that run together apart, ``()`` where they are no words of headings."""
    if len(glued) < _SHORTEST_GLUED or glued in _KNOWN:
        return ()
    most = len(glued) // _LETTERS_EACH
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())] + [None] * len(glued)
    for end in range(2, len(glued) + 1):
        options = [
            (before[0] + wrong, -len(word), (*before[1], word))
            for word in (*_KNOWN, *_RARE)
            if end >= len(word) and (before := best[end - len(word)]) is not None
            if (wrong := _wrong(glued[end - len(word) : end], word)) is not None
        ]
        if options:
            cost, _, words = min(options)
            best[end] = (cost, words)
    whole = best[-1]
    return whole[1] if whole and whole[0] <= most and len(whole[1]) > 1 else ()


def _wrong(found: str, word: str) -> int | None:
    """Counts the wrong letters of a word of the same length, one at most and none of a short one."""
    wrong = sum(one != other for one, other in zip(found, word, strict=True))
    return wrong if wrong <= (len(word) > 2) else None
