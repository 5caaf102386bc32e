"""Where the tone mark of a Vietnamese syllable stands."""

from __future__ import annotations

import re
import unicodedata

# The only rimes written both ways: open oa, oe, uy. Matches "hoà", "HOÀ" and "thuỷ"; refuses "quý" (qu is one onset),
# "hoàn" and "thuyền" (closed: the mark stands on the second vowel in either way).
_SECOND = re.compile(r"(?<![qQ])([oO])([àáãảạÀÁÃẢẠèéẽẻẹÈÉẼẺẸ])(?!\w)|(?<![qQ])([uU])([ỳýỹỷỵỲÝỸỶỴ])(?!\w)")


def place_tones(text: str) -> str:
    """Puts the tone of open oa, oe, uy on the first vowel: ``"hoà"`` and ``"hòa"`` become ``"hòa"``.

    Both spellings stand in official texts. The length and every other letter stay as they are.

    Args:
        text: composed (NFC); decomposed letters are left alone.
    """
    return _SECOND.sub(_move, text)


def _move(match: re.Match[str]) -> str:
    first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
    marked = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + marked[1]) + marked[0]
