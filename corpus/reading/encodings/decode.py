"""From the bytes of a text file to text: Unicode as its marks or its shape tell, or else an old encoding by line."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from corpus.errors import UnreadableDocument
from corpus.model import Problem, Severity
from corpus.reading.encodings.carrier import carry
from corpus.reading.encodings.choose import recover_lines, recover_text

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile(rb"(\r\n|\r|\n|\f)")
# In UTF-16 without a mark every ASCII character has a zero byte, always on the same side; "ế" and its like have none.
_MIN_ZEROS = 0.2
_MAX_OTHER_ZEROS = 0.01
_SAMPLE = 65_536
# A damaged UTF-8 file is still read where at most this share of its bytes is broken; a TCVN3 file holds over a fifth.
_MAX_BROKEN = 0.01
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.

    Attributes:
        text: without a byte order mark, line ends as found.
        problems: which old encoding was decoded, and what could not be.
    """

    text: str
    problems: tuple[Problem, ...] = ()


def decode_bytes(data: bytes) -> Decoded:
    """Decodes a text file: UTF-8, UTF-16 and UTF-32, TCVN3, VNI, windows-1258, and UTF-8 that holds one of them.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            break
    else:
        unmarked = guess_utf16(data)
        text = _strict(data, unmarked or "utf-8")
        if text is None and not unmarked:
            return _decode_by_line(data)
    if text is None:
        raise _unknown()
    text, problem = recover_text(text)
    return Decoded(text, (problem,) if problem else ())


def guess_utf16(data: bytes) -> str | None:
    """Returns ``utf-16-le`` or ``utf-16-be`` where the zero bytes of ``data`` show it, ``None`` otherwise."""
    sample = data[:_SAMPLE]
    units = len(sample) // 2
    if not units or len(data) % 2:
        return None
    first, second = sample[0::2].count(0) / units, sample[1::2].count(0) / units
    if second >= _MIN_ZEROS and first <= _MAX_OTHER_ZEROS:
        return "utf-16-le"
    if first >= _MIN_ZEROS and second <= _MAX_OTHER_ZEROS:
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_by_line(data: bytes) -> Decoded:
    """Decodes bytes that are not UTF-8 as a whole; single lines of them may be."""
    pieces = _LINE_END.split(data)
    texts = [_strict(piece, "utf-8") for piece in pieces[::2]]
    undecoded = {place for place, text in enumerate(texts) if text is None}
    lines = [carry(pieces[2 * place]) if text is None else text for place, text in enumerate(texts)]
    recovery = recover_lines(lines, undecoded)
    if any(_is_unknown(recovery.lines[place]) for place in undecoded if recovery.schemes[place] is None):
        return _decode_damaged(data)
    ends = [end.decode("ascii") for end in pieces[1::2]] + [""]
    problem = recovery.problem()
    text = "".join(line + end for line, end in zip(recovery.lines, ends, strict=True))
    return Decoded(text, (problem,) if problem else ())


def _is_unknown(carrier: str) -> bool:
    """Tells whether bytes that stayed undecoded are more than the quotes, dashes and signs of Windows-1252."""
    return any(char > "\x7f" and (char.isalpha() or "\x80" <= char < "\xa0") for char in carrier)


def _decode_damaged(data: bytes) -> Decoded:
    """Reads UTF-8 that is broken in a few places.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING`` where it is broken in many, or in the only accented words it has.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count(_LOST)
    accented = sum(char > "\x7f" for char in text) - broken
    if broken > _MAX_BROKEN * len(data) or broken >= accented:
        raise _unknown()
    lost = Problem(
        "BYTES_NOT_READ",
        Severity.WARNING,
        f"Tệp văn bản hỏng ở {broken} chỗ, nơi đó hiện dấu “{_LOST}”; hãy đối chiếu với bản gốc.",
    )
    text, problem = recover_text(text)
    return Decoded(text, (lost, problem) if problem else (lost,))


def _unknown() -> UnreadableDocument:
    return UnreadableDocument(
        "Không nhận ra bảng mã của tệp văn bản; hãy mở tệp bằng phần mềm đã tạo ra nó rồi lưu lại "
        "bằng bảng mã Unicode UTF-8.",
        code="UNKNOWN_ENCODING",
    )
