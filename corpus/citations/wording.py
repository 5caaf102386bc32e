"""The words a document is asked for by: its type, name, title, issuer, codes and date, accent-free."""

from __future__ import annotations

import re

from corpus.citations.issuer_codes import issuers_in
from corpus.model import Citation
from corpus.text import fold, normalise

# A day in a folded question. Matches "ngay 19/6/2015", "05 thang 3 nam 2014", "21-01-2019"; refuses "19/2014/qd-ttg",
# "66.13/2026".
_DAY = re.compile(
    r"(?:\bngay )?(?<![\d/])(?P<day>0?[1-9]|[12]\d|3[01])(?:(?P<mark> ?[/.\-] ?)| thang )"
    r"(?P<month>0?[1-9]|1[0-2])(?(mark)(?P=mark)| nam )(?P<year>(?:19|20)\d\d)(?![\d/])"
)
# A day as keys have it. Matches "@2015-06-19", "2015-06-19"; refuses "19/2014-06".
_ISO_DAY = re.compile(r"@?(?<![\d/])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_WORD = re.compile(r"[a-z0-9]+")
# What stands between the words of a pasted citation and is in none of its parts; "so" may be "sở".
_FILLERS = frozenset({"ngày", "ngay", "của", "cua", "số"})
# The word before a year. Matches "nam 2024"; refuses "viet nam", "5 nam".
_YEAR_WORD = re.compile(r"(?<![a-z])nam (?=(?:19|20)\d\d(?!\d))")
# Opens the line that a citation is pasted from. Matches "Căn cứ Luật", "can cu nghi dinh"; refuses "Căn hộ".
_OPENING = re.compile(r"(?:căn cứ|can cu)\s", re.IGNORECASE)


def build_words(citation: Citation) -> str:
    """Builds the words of a mention, each between blanks, and a dot between its parts.

    So ``" word "`` finds a word, ``" dat dai "`` two that stand one behind the other, ``" wor"`` what begins so. The
    numbers of its symbol are not among them: a number in a question is matched as a number only.
    """
    number = citation.number or ""
    title = f"{citation.type or ''} {citation.name or citation.title or ''}"
    named = (title, citation.title if citation.name else "", citation.issuer, *issuers_in(number))
    parts = [" ".join(_WORD.findall(fold(part or ""))) for part in named]
    parts += [" ".join(re.findall(r"[a-z]+", fold(number))), str(citation.year or "")]
    parts += [f"{citation.date:%Y}", f"{citation.date:%Y%m%d}"] if citation.date else []
    kept = dict.fromkeys(part for part in parts if part)
    return f" {' . '.join(kept)} " if kept else ""


def split_words(question: str) -> tuple[str, ...]:
    """Splits a question into the words to look for, each once; a day becomes one word (``20150619``)."""
    written = _OPENING.sub("", normalise(question), count=1)
    kept = " ".join(word for word in written.split(" ") if word.lower() not in _FILLERS)
    text, days = take_days(fold(kept))
    return tuple(dict.fromkeys((*_WORD.findall(_YEAR_WORD.sub("", text)), *days)))


def take_days(folded: str) -> tuple[str, tuple[str, ...]]:
    """Takes the days out of a folded question; returns what is left and the days as ``20150619``."""
    days: list[str] = []

    def take(match: re.Match[str]) -> str:
        days.append(f"{match['year']}{match['month'].zfill(2)}{match['day'].zfill(2)}")
        return " "

    return _DAY.sub(take, _ISO_DAY.sub(take, folded)), tuple(days)
