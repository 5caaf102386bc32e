"""Text in UTF-8 that was read as Windows-1252 or Latin-1 and saved as UTF-8 once more: "Ká»‡" is "Kệ"."""

from __future__ import annotations

import re

from corpus.reading.encodings.carrier import CARRIER


def _class(first: int, last: int) -> str:
    """Returns a character class of the bytes ``first..last``, as Windows-1252 and as Latin-1 show them."""
    shown = {CARRIER[byte] for byte in range(first, last + 1)} | {chr(byte) for byte in range(first, last + 1)}
    return "[" + "".join(map(re.escape, sorted(shown))) + "]"


_BYTES = {chr(byte): byte for byte in range(256)} | {char: byte for byte, char in enumerate(CARRIER)}
_NEXT = _class(0x80, 0xBF)
# The shapes of UTF-8 (RFC 3629). Matches "á»‡" (ệ), "Ä‘" (đ); refuses the "Ã" of "XÃ HỘI".
_SEQUENCE = re.compile(f"{_class(0xC2, 0xDF)}{_NEXT}|{_class(0xE0, 0xEF)}{_NEXT}{{2}}|{_class(0xF0, 0xF4)}{_NEXT}{{3}}")
# "à" and "Ạ" end in a no-break space, which programs turn into a space: "vÃ  cÃ¡c". Refuses "XÃ " of a line that holds
# letters no byte could show.
_LOST_SPACE = re.compile(r"(?<=Ã) |(?<=áº) |(?<=á») ")


def decode_double_utf8(text: str) -> tuple[str, int]:
    """Undoes one superfluous encoding.

    Returns:
        The text, and 0: what is no sequence is left as it is, since text in proper UTF-8 may stand beside.
    """
    if _SEQUENCE.search(text) and all(char in _BYTES for char in text):
        text = _LOST_SPACE.sub("\u00a0", text)
    return _SEQUENCE.sub(_decode, text), 0


def _decode(match: re.Match[str]) -> str:
    found = match.group()
    try:
        return bytes(_BYTES[char] for char in found).decode("utf-8")
    except UnicodeDecodeError:  # an overlong form or half a surrogate pair
        return found
