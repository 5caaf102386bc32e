"""Encoders of the legacy encodings, written from their published tables and independent of the decoders they check.

TCVN3: TCVN 5712:1993, VN3. It has no capital letters with a tone: fonts whose names end in H draw the small ones as
capitals. VNI: the table of VNI Windows, a base letter followed by a mark. Windows-1258: vowels with a circumflex, breve
or horn are whole, tones follow.
"""

from __future__ import annotations

import unicodedata

_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # huyền, hỏi, ngã, sắc, nặng: the order of TCVN 5712

# Letter -> its codes with huyền, hỏi, ngã, sắc, nặng.
_TCVN3_TONED = {
    "a": "B5 B6 B7 B8 B9",
    "ă": "BB BC BD BE C6",
    "â": "C7 C8 C9 CA CB",
    "e": "CC CE CF D0 D1",
    "ê": "D2 D3 D4 D5 D6",
    "i": "D7 D8 DC DD DE",
    "o": "DF E1 E2 E3 E4",
    "ô": "E5 E6 E7 E8 E9",
    "ơ": "EA EB EC ED EE",
    "u": "EF F1 F2 F3 F4",
    "ư": "F5 F6 F7 F8 F9",
    "y": "FA FB FC FD FE",
}
_TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF), strict=True))

# Marks of VNI Windows for small letters; those for capitals stand 20h lower. Huyền, hỏi, ngã, sắc, nặng.
_VNI_TONE = (0xF8, 0xFB, 0xF5, 0xF9, 0xEF)
_VNI_QUALITY = {"\u0302": (0xE2, (0xE0, 0xE5, 0xE3, 0xE1, 0xE4)), "\u0306": (0xEA, (0xE8, 0xFA, 0xFC, 0xE9, 0xEB))}
_VNI_HORN = {"o": 0xF4, "u": 0xF6}
_VNI_WHOLE = {"ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "í": 0xED, "ị": 0xF2, "ỵ": 0xEE, "đ": 0xF1}
_CAPITAL = 0x20
_HORN = "\u031b"


def _tcvn3_table() -> dict[str, int]:
    table = dict(_TCVN3_PLAIN)
    for letter, codes in _TCVN3_TONED.items():
        for tone, code in zip(_TONES, codes.split(), strict=True):
            toned = unicodedata.normalize("NFC", letter + tone)
            table[toned] = table[toned.upper()] = int(code, 16)
    return table


def _vni(char: str) -> bytes:
    """Encodes one composed letter."""
    low = char.lower()
    shift = _CAPITAL if char != low else 0
    if low in _VNI_WHOLE:
        return bytes([_VNI_WHOLE[low] - shift])
    base, *marks = unicodedata.normalize("NFD", low)
    tone = next((_TONES.index(mark) for mark in marks if mark in _TONES), None)
    quality = next((mark for mark in marks if mark not in _TONES), None)
    head = (base.upper() if shift else base).encode("ascii")
    if quality == _HORN:
        head, quality = bytes([_VNI_HORN[base] - shift]), None
    if quality is not None:
        plain, toned = _VNI_QUALITY[quality]
        return head + bytes([(plain if tone is None else toned[tone]) - shift])
    return head if tone is None else head + bytes([_VNI_TONE[tone] - shift])


_TCVN3 = _tcvn3_table()
_VIETNAMESE = sorted({letter for low in _TCVN3 for letter in (low, low.upper())})
_VNI = {letter: _vni(letter) for letter in _VIETNAMESE}
# Typed with other codes in the days of these fonts, and not in the encodings.
_TYPED = str.maketrans({"–": "-", "“": '"', "”": '"', "’": "'", "…": "..."})


def encode_tcvn3(text: str) -> bytes:
    """Encodes ``text`` as TCVN3; capitals with a tone become small letters."""
    composed = unicodedata.normalize("NFC", text).translate(_TYPED)
    return b"".join(bytes([_TCVN3[char]]) if char in _TCVN3 else char.encode("ascii") for char in composed)


def encode_vni(text: str) -> bytes:
    """Encodes ``text`` as VNI Windows."""
    composed = unicodedata.normalize("NFC", text).translate(_TYPED)
    return b"".join(_VNI[char] if char in _VNI else char.encode("ascii") for char in composed)


def encode_cp1258(text: str) -> bytes:
    """Encodes ``text`` as windows-1258: whole letters where it has them, else the vowel and then its tone."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in marks if mark in _TONES)
            vowel = unicodedata.normalize("NFC", marks.replace(tone, ""))
            out += vowel.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def encode_twice(text: str) -> bytes:
    """Encodes ``text`` as UTF-8 that was taken for windows-1252 and encoded again, as careless programs do."""
    once = text.encode("utf-8")
    # The five codes that windows-1252 leaves open go through as they are, as browsers do.
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in once).encode("utf-8")
