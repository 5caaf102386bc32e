"""VNI Windows, the fonts VNI-Times and their like: a vowel and its mark are two bytes ("Quyeát" is "Quyết").

The second byte may be the small or the capital mark ("Aù", "AÙ"): the case is that of the vowel.
"""

from __future__ import annotations

import re

_TONES = "ùøûõï"  # acute, grave, hook, tilde, dot below
# By base as typed, the letters that its marks make.
_MARKED = {
    "a": dict(zip("âáàåãä" + "êéèúüë" + _TONES, "âấầẩẫậ" + "ăắằẳẵặ" + "áàảãạ", strict=True)),
    "e": dict(zip("âáàåãä" + _TONES, "êếềểễệ" + "éèẻẽẹ", strict=True)),
    "o": dict(zip("âáàåãä" + _TONES, "ôốồổỗộ" + "óòỏõọ", strict=True)),
    "i": dict(zip(_TONES, "íìỉĩị", strict=True)),  # rare: "í" has a code of its own
    "u": dict(zip(_TONES, "úùủũụ", strict=True)),
    "y": dict(zip(_TONES, "ýỳỷỹỵ", strict=True)),
    "ô": dict(zip(_TONES, "ớờởỡợ", strict=True)),
    "ö": dict(zip(_TONES, "ứừửữự", strict=True)),
}
_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

LETTERS = {base + mark: letter for base, marks in _MARKED.items() for mark, letter in marks.items()} | _SINGLE
"""By carrier in small letters, the small letter it stands for."""

# A base with a mark of its own, or any other letter beyond ASCII: "aâ", "Aù", "ñ"; refuses the "a" of "an".
_PAIRS = "|".join(f"{base}[{''.join(marks)}]" for base, marks in _MARKED.items())
_LETTER = re.compile(f"{_PAIRS}|[^\\W\\d_\x00-\x7f]", re.IGNORECASE)


def decode_vni(carrier: str) -> tuple[str, int]:
    """Decodes text typed in VNI.

    Returns:
        The text, and the number of letters in ``carrier`` that VNI does not have or that stand where none can.
    """
    strays = 0

    def letter(match: re.Match[str]) -> str:
        nonlocal strays
        found = match.group()
        meant = LETTERS.get(found.lower())
        if meant is None:
            strays += 1
            return found
        return meant.upper() if found[0].isupper() else meant

    return _LETTER.sub(letter, carrier), strays
