"""What a cell shows for the number it stores, as a Vietnamese reader expects it: 85%, 1.250.000, 05/03/2014.

Number formats: ECMA-376-1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import datetime as dt
import re

# Formats that a workbook uses by number without spelling them out.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@",
}  # fmt: skip

# Serial 60 is 29 February 1900, which never was; dates after it count from the day before the first.
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_FIRST_DAYS = 60
_LAST_DAY = 2_958_465  # 31 December 9999

# Matches what shows nothing of the number: quoted text, an escaped sign, fill and width, colours and locales; refuses
# the "[h]" of elapsed time.
_NO_VALUE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
# Matches the parts of a number format: literals, then the digits with their separators, then literals.
_NUMBER = re.compile(r"[#0?][#0?,.]*")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETED = re.compile(r"\[[^\]]*\]|[_*].")
# Matches "yyyy", "dd" and a quoted word of a date format, such as "ngày "dd" tháng "mm.
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(yy+|e+|mm?m?m?m?|dd?)|([^"\\])', re.IGNORECASE)
# Matches "general", "@" (text), "0.00e+00" and the fraction "# ?/?"; refuses the date "d/m/yyyy".
_AS_TYPED = re.compile(r"general|@|e\+|[#?] */")
_INTEGRAL_DIGITS = 15  # what a double holds


def format_number(number: float, code: str, *, from_1904: bool = False) -> str:
    """Returns what a cell shows.

    Numbers without a format keep the decimal point that was typed: "1.2" is more often the number of a task than a
    measure. With a format they get the Vietnamese separators. Dates are always day/month/year.

    Args:
        number: as stored; a date is a count of days.
        code: the number format, ``""`` or ``General`` for none.
        from_1904: whether days count from 1904.
    """
    section = _section(code, number)
    bare = _NO_VALUE.sub("", section).lower()
    if not bare or _AS_TYPED.search(bare):
        return _plain(number)
    if re.search(r"[ymdhs]", bare):
        return _date(number, section, bare, from_1904=from_1904) or _plain(number)
    return _decimal(number, section, signed=number < 0 and section == _section(code, 1))


def _section(code: str, number: float) -> str:
    """Returns the part of a format for positive, negative or zero numbers."""
    parts: list[str] = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code) or [""]
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if number == 0 and len(parts) > 2 else parts[0]


def _plain(number: float) -> str:
    if number == int(number) and abs(number) < 10**_INTEGRAL_DIGITS:
        return str(int(number))
    return f"{number:.{_INTEGRAL_DIGITS}g}"


def _decimal(number: float, section: str, *, signed: bool) -> str:
    digits = _NUMBER.search(_BRACKETED.sub("", section))
    if digits is None:
        return _literal(section)
    shown = _BRACKETED.sub("", section)
    before, after = _literal(shown[: digits.start()]), _literal(shown[digits.end() :])
    whole, _, fraction = digits.group().partition(".")
    places = len(fraction.rstrip(","))
    value = abs(number) * (100 if "%" in after + before else 1) / 1000 ** (len(whole) - len(whole.rstrip(",")))
    text = f"{value:,.{places}f}" if "," in whole.rstrip(",") else f"{value:.{places}f}"
    head, _, tail = text.partition(".")
    head = head.replace(",", ".").rjust(whole.count("0"), "0")
    if not float(text.replace(",", "")) and "0" not in digits.group():
        return f"{before}{after}".strip()
    optional = len(fraction) - len(fraction.rstrip("#?"))
    tail = tail[: places - optional] + tail[places - optional :].rstrip("0")
    return f"{'-' if signed else ''}{before}{head}{',' if tail else ''}{tail}{after}".strip()


def _literal(text: str) -> str:
    return _QUOTED.sub(lambda match: match.group(1) or match.group(2) or "", text)


def _date(number: float, section: str, bare: str, *, from_1904: bool) -> str | None:
    """Returns a date, a month, a time or a span of hours; ``None`` for a number that is no day."""
    if "[h" in bare:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if not 0 <= number <= _LAST_DAY:
        return None
    days = number + 1 if not from_1904 and number < _FIRST_DAYS else number
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + dt.timedelta(seconds=round(days * 86_400))
    clock = bool(re.search(r"[hs]", bare))
    time = f"{moment:%H:%M:%S}" if "s" in bare and moment.second else f"{moment:%H:%M}"
    date = re.sub(r"h+:?m*|m+:s+|:?s+|am/pm", "", bare)
    if clock and not re.search(r"[yd]", date):
        return time
    if re.search(r'"[^"]*[^\W\d_]', section):
        return _worded_date(moment, section)
    shown = "/".join(
        part
        for letter, part in (("d", f"{moment:%d}"), ("m", f"{moment:%m}"), ("y", f"{moment.year:04d}"))
        if letter in date
    )
    return f"{shown} {time}" if clock and (moment.hour or moment.minute) else shown


def _worded_date(moment: dt.datetime, section: str) -> str:
    """Returns a date whose format holds words, as they stand there."""

    def token(match: re.Match[str]) -> str:
        quoted, escaped, field, other = match.groups()
        if field is None:
            return quoted or escaped or other or ""
        letter = field[0].lower()
        return f"{moment.year:04d}" if letter in "ye" else f"{moment:%d}" if letter == "d" else f"{moment:%m}"

    return _DATE_TOKEN.sub(token, _BRACKETED.sub("", section)).strip()
