"""How well the accented words of a text are spelt: the measure by which decodings are compared.

The grade of a document (:mod:`corpus.reading.quality`) counts unaccented words too, which read the same in every
decoding. Here only words with a letter beyond ASCII count, so that a line of three words can be judged.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.reading.syllables import is_accented, is_syllable
from corpus.text import ETH_AS_STROKED

# A run of letters and of signs that stand for letters or parts of them ("ho¹ch", "v¨n", "Ä‘á»‹nh"); ASCII signs,
# digits, blanks, dashes, dots and invisible characters end it.
_WORD = re.compile("(?:[A-Za-z]|[^\\s\x00-\x7f\u2000-\u2015\u2026-\u202f\u205f-\u206f])+")
# A sign that stands before or after a word in good text: «văn bản», ‘văn bản’, 20 m², Windows®, a footnote. Only one is
# taken off, for "bá»™" (bộ) is no word with two signs.
_BEFORE, _AFTER = tuple("«“‘·•§°"), tuple("»”’·®©°¹²³ªº™")
# Letters beyond ASCII of the alphabet, composed; refuses "ñ", a consonant under a tone mark, and "ä".
_VIETNAMESE = re.compile("[a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The accented words of a text.

    Attributes:
        right: those spelt like a Vietnamese syllable, in their order.
        wrong: the others.
    """

    right: tuple[str, ...]
    wrong: tuple[str, ...]


def check_spelling(text: str) -> Spelling:
    """Sorts the accented words of ``text``; abbreviations and signs that stand alone are left out."""
    right: list[str] = []
    wrong: list[str] = []
    for found in _WORD.findall(text):
        if not found.isascii():
            word, judged = _judge(found)
            if judged is not None:
                (right if judged else wrong).append(word)
    return Spelling(tuple(right), tuple(wrong))


@lru_cache(maxsize=65536)
def _judge(found: str) -> tuple[str, bool | None]:
    """Returns a word without the signs around it and whether it is spelt right; ``None`` where it does not count."""
    word = found[found.startswith(_BEFORE) : len(found) - found.endswith(_AFTER)]
    if word.isascii() or not any(map(str.isalpha, word)):
        return word, None
    word = word.translate(ETH_AS_STROKED)
    if _VIETNAMESE.fullmatch(unicodedata.normalize("NFC", word.lower())) and is_accented(word) and is_syllable(word):
        return word, True
    return word, None if _is_abbreviation(word) else False


def _is_abbreviation(word: str) -> bool:
    """Tells ``QĐ``, ``HĐND`` and a lone ``Đ``: capitals whose only mark is that of Đ."""
    return word.isalpha() and word.isupper() and not is_accented(word.replace("Đ", "D"))
