"""Single codes of a number ("QĐ", "TTg", "QH15"): which they are, as written and as recognition leaves them."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.citations.passage import State
from corpus.citations.tables import DocumentType, confusable, load_issuers, load_types
from corpus.text import fold, has_accents

_FEWEST_MISREAD = 3
# Đ read twice. Matches "QĐÐ", "BCĐĐ"; refuses "QĐ".
_DOUBLE = re.compile("[ĐÐ]{2}")
# What no issuer code holds unless it was misread. Matches "TT¢", "TTe", "TTsg"; refuses "TTg", "UBND".
_MISREAD = re.compile(r"[¢€£0]|[^\W\d_][a-z]{2}\Z|[abcdefhijklmnopqstuvwxyz]\Z")
# Digits at the end of a code. Matches "TW1", "CP4"; refuses "BCĐ389".
_FOOTNOTE = re.compile(r"(?<=\D)\d{1,2}\Z")
# Raised digits at the end of a code. Matches "CP¹".
_RAISED = re.compile(r"[¹²³⁰⁴-⁹]+\Z")
# Legislature codes as recognition leaves them. Matches "QH15", "QHI5", "OH15", "UBTVQH14"; refuses "QH".
_ASSEMBLY = re.compile(r"(?P<body>UBTV)?[QO0G][Hh](?P<term>[0-9IlO]{1,2})(?P<rest>\d*)")


def is_code(code: str) -> bool:
    """Tells whether letters behind a stroke or a dash may be a code: mostly capitals, or known."""
    upper = sum(char.isupper() for char in code)
    lower = sum(char.islower() for char in code)
    return (upper >= 2 and upper >= lower) or (
        upper == 1
        and (alike(code) is not None or _ASSEMBLY.fullmatch(code) is not None or load_issuers().get(fold(code)) == code)
    )


def is_known(code: str) -> bool:
    """Tells whether a table has a code, accents and case aside."""
    return fold(code) in codes_by_fold() or fold(code) in load_issuers()


def footnote_length(code: str) -> int:
    """Returns how many digits at the end of a number's last code are the mark of a footnote ("NQ/TW1")."""
    if match := _ASSEMBLY.fullmatch(code):
        return len(match["rest"])
    if raised := _RAISED.search(code):
        return len(raised[0])
    found = _FOOTNOTE.search(code)
    return len(found[0]) if found and fold(code[: found.start()]) in load_issuers() else 0


@lru_cache(maxsize=1)
def _code_patterns() -> tuple[tuple[str, DocumentType, re.Pattern[str]], ...]:
    return tuple((code, kind, re.compile(confusable(code, "code"))) for kind in load_types() for code in kind.codes)


@lru_cache(maxsize=1024)
def alike(code: str, prefix: str | None = None) -> tuple[str, DocumentType] | None:
    """Returns the one type code that ``code`` may be a misreading of, within the type ``prefix`` if given."""
    hits = [(good, kind) for good, kind, pattern in _code_patterns() if pattern.fullmatch(code)]
    if prefix is not None:
        hits = [(good, kind) for good, kind in hits if kind.prefix == prefix]
    else:
        hits = [(good, kind) for good, kind in hits if kind.alone]
    return hits[0] if len({good for good, _ in hits}) == 1 else None


@lru_cache(maxsize=1)
def codes_by_fold() -> dict[str, tuple[str, DocumentType]]:
    """Returns the type codes by their accent-free lower-case form; the first of the table where two share one."""
    return {fold(good): (good, kind) for good, kind, _ in reversed(_code_patterns())}


@lru_cache(maxsize=1024)
def exact(code: str) -> tuple[str, DocumentType] | None:
    """Returns the type code that ``code`` is, accents and case aside; an accented code must be that code."""
    found = codes_by_fold().get(fold(code))
    return found if found and (code.upper() == found[0].upper() or not has_accents(code)) else None


@lru_cache(maxsize=1024)
def compare(found: str, good: str) -> State:
    """Judges a code as found against the one it was read as."""
    if found.replace("Ð", "Đ").upper() == good.upper():
        return State.CLEAN
    return State.BARE if fold(found) == fold(good) and not has_accents(found) else State.RUINED


@lru_cache(maxsize=1024)
def repair_issuer(code: str) -> tuple[str, State]:
    """Returns an issuer code as it should be written: ``TTG`` → ``TTg``, ``TDC`` → ``TĐC``, ``QHI5`` → ``QH15``."""
    code = code.replace("Ð", "Đ")
    if match := _ASSEMBLY.fullmatch(code):
        term = match["term"].replace("I", "1").replace("l", "1").replace("O", "0")
        good = f"{match['body'] or ''}QH{term}"
        return good, compare(code, good)
    head = re.match(r"\D*", code)
    letters = head[0] if head else ""
    known = load_issuers().get(fold(letters))
    if known is None:
        return code, State.CLEAN
    return known + code[len(letters) :], compare(letters, known)


@lru_cache(maxsize=1024)
def without_double(code: str) -> str:
    """Returns a code with a Đ that was read twice read once, where a table knows that form: ``QĐÐ`` → ``QĐ``."""
    once = _DOUBLE.sub("Đ", code)
    letters = re.sub(r"\d+\Z", "", fold(once))
    return once if letters in load_issuers() or letters in codes_by_fold() else code


@lru_cache(maxsize=1024)
def read_issuer_code(code: str) -> tuple[str, State]:
    """Returns an issuer code as it was probably meant: as :func:`repair_issuer`, or the one it is a misreading of."""
    once = without_double(code)
    good, state = repair_issuer(once)
    if once != code:
        state = State.RUINED
    if _MISREAD.search(once) and fold(once) not in load_issuers():
        meant = {issuer for issuer, pattern in _issuer_patterns() if pattern.fullmatch(once)}
        if len(meant) == 1:
            return meant.pop(), State.RUINED
    return good, state


@lru_cache(maxsize=1)
def _issuer_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Returns what each issuer code of three letters and more may be misread as; a last g may be read as two."""
    known = [code for code in load_issuers().values() if len(code) >= _FEWEST_MISREAD]
    return tuple((code, re.compile(confusable(code, "code") + ("[gs]?" if code[-1] == "g" else ""))) for code in known)
