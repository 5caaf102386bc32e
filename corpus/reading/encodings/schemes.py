"""The ways in which text may have been stored, as mappings from what is found to what was meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import combining

from corpus.reading.encodings.carrier import CARRIER, carry_windows_1258, read_windows_1258
from corpus.reading.encodings.double_utf8 import decode_double_utf8
from corpus.reading.encodings.tcvn3 import decode_tcvn3
from corpus.reading.encodings.vni import decode_vni

_CARRIERS = frozenset(CARRIER)

Decode = Callable[[str], tuple[str, int]]
"""Takes a line as found; returns it decoded, and the number of letters that the encoding does not have."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way.

    Attributes:
        name: what a message calls it.
        decode: undoes it.
    """

    name: str
    decode: Decode


def _after(first: Decode, second: Decode) -> Decode:
    def decode(text: str) -> tuple[str, int]:
        between, strays = first(text)
        decoded, more = second(between)
        return decoded, strays + more

    return decode


def _windows_1258(text: str) -> tuple[str, int]:
    strays = sum(char not in _CARRIERS and (char.isalpha() or bool(combining(char))) for char in text)
    return read_windows_1258(text), strays


def _from_windows_1258(text: str) -> tuple[str, int]:
    return carry_windows_1258(text), 0


TCVN3 = Scheme("TCVN3 (ABC)", decode_tcvn3)
VNI = Scheme("VNI", decode_vni)
WINDOWS_1258 = Scheme("Windows-1258", _windows_1258)

_TWICE = Scheme("UTF-8 bị mã hóa hai lần", decode_double_utf8)
_THRICE = Scheme("UTF-8 bị mã hóa ba lần", _after(decode_double_utf8, decode_double_utf8))
_TWICE_BY_1258 = Scheme("UTF-8 bị mã hóa hai lần", _after(_from_windows_1258, decode_double_utf8))

SCHEMES = (
    TCVN3,
    VNI,
    WINDOWS_1258,
    _TWICE,
    _THRICE,
    # A Vietnamese Windows shows bytes as windows-1258, not 1252, before they are saved as UTF-8.
    Scheme(TCVN3.name, _after(_from_windows_1258, decode_tcvn3)),
    Scheme(VNI.name, _after(_from_windows_1258, decode_vni)),
    _TWICE_BY_1258,
    Scheme(TCVN3.name, _after(decode_double_utf8, decode_tcvn3)),
    Scheme(VNI.name, _after(decode_double_utf8, decode_vni)),
)
"""What a text, or the carrier of bytes that are not UTF-8, may be; in order of preference."""
