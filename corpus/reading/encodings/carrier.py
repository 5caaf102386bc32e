"""The carrier of old encodings: text in which each code point stands for one byte.

A legacy font shows the code points of Windows-1252 as other letters, and a program that knows nothing of it keeps those
code points. So bytes, runs of a Word file and text saved again as UTF-8 ("mojibake") meet in one form, and each legacy
encoding is a mapping from that form to text. Bytes that Windows-1252 leaves undefined stand for themselves.
"""

from __future__ import annotations


def _code_page(name: str) -> tuple[str, ...]:
    return tuple(bytes((byte,)).decode(name, "ignore") or chr(byte) for byte in range(256))


CARRIER = _code_page("cp1252")
"""By byte, the code point that stands for it."""

_WINDOWS_1258 = _code_page("cp1258")
_SHOWN_BY_1258 = str.maketrans(
    {carrier: shown for carrier, shown in zip(CARRIER, _WINDOWS_1258, strict=True) if carrier != shown}
)
_CARRIED_FROM_1258 = str.maketrans(
    {shown: carrier for carrier, shown in zip(CARRIER, _WINDOWS_1258, strict=True) if carrier != shown}
)


def carry(data: bytes) -> str:
    """Returns the carrier of ``data``: one code point a byte."""
    return "".join(CARRIER[byte] for byte in data)


def read_windows_1258(carrier: str) -> str:
    """Reads a carrier as windows-1258: ``"Kêì hoaòch"`` is ``"Kế hoạch"`` with combining tone marks."""
    return carrier.translate(_SHOWN_BY_1258)


def carry_windows_1258(text: str) -> str:
    """Returns the carrier of bytes that a Vietnamese Windows has shown as windows-1258."""
    return text.translate(_CARRIED_FROM_1258)
