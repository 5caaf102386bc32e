"""How good a text is: the share of its tokens that are valid accented Vietnamese syllables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping

from corpus.model import Grade, Layer, PageReading, Quality
from corpus.reading.syllables import is_accented, is_syllable
from corpus.text import ETH_AS_STROKED

# One word: letters with their marks. "Quyết" yes; the "19" and "/" of "19/2014/QĐ-TTg" no.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")

# Addresses of the web and of mail, which are no words. Matches "https://a.gov.vn/x?id=1"; refuses "Hà Nội".
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\S+", re.IGNORECASE)

# Measured on 214 texts (203 good, 11 ruined): administrative texts of many agencies, OCR with and without Vietnamese,
# TCVN3 and VNI read as Latin-1. Ruined documents score .054-.295, good ones .798-.940. In chunks of 60 words (25 tokens
# or more) none of 283 ruined ones reaches .70, and 85 of 18,362 good ones (names, numbers) fall below it.
DAMAGED_BELOW = 0.70
# Below the worst good text of an earlier, wider measurement (289 texts, .778): such a text was not seen good or ruined.
GOOD_FROM = 0.77
# Shorter texts (a signature page, a form with no words filled in) were not separated reliably.
MIN_TOKENS = 25


def _counts(word: str) -> bool:
    """Leaves out what says nothing of accents: single ASCII letters and abbreviations (``ISO``, ``TCVN``, ``QĐ``)."""
    if len(word) == 1:
        return is_accented(word)
    return not (word.isupper() and not is_accented(word.replace("Đ", "D")) and not is_syllable(word))


def score_text(text: str) -> tuple[float, int]:
    """Scores a text in any normal form.

    Returns:
        The share of counted tokens that are valid accented syllables (0..1, 0 without tokens), and their number.
    """
    prose = _ADDRESS.sub(" ", unicodedata.normalize("NFC", text).translate(ETH_AS_STROKED))
    words = Counter(_WORD.findall(prose))
    counted = {word: times for word, times in words.items() if _counts(word)}
    total = sum(counted.values())
    if not total:
        return 0.0, 0
    good = sum(times for word, times in counted.items() if is_accented(word) and is_syllable(word))
    return good / total, total


def grade_text(text: str, *, pages: int | None = None) -> Quality:
    """Grades a text that was not recognised by us.

    Fewer than :data:`MIN_TOKENS` tokens cannot be judged: score 0, grade khá, layer native, for a short note is more
    often good than ruined. A text in another language scores low and is called damaged: what is measured is whether the
    text can be trusted *as Vietnamese*.

    Args:
        text: the text, in any normal form.
        pages: number of pages, handed through to the result.
    """
    score, tokens = score_text(text)
    if tokens < MIN_TOKENS:
        return Quality(Grade.FAIR, 0.0, Layer.NATIVE, pages)
    grade = _grade(score)
    return Quality(grade, score, Layer.DAMAGED if grade is Grade.POOR else Layer.NATIVE, pages)


def grade_document(text: str, pages: int | None, ocr_pages: Collection[int]) -> Quality:
    """Grades a whole document.

    A text without a letter is poor and damaged: nothing of it can be trusted. Otherwise the layer is damaged where the
    text as a whole is, else ocr where any page was recognised, else native.

    Args:
        text: the text, pages joined by form feeds.
        pages: number of pages; ``None`` where the format has none.
        ocr_pages: 1-based numbers of the pages recognised by us.
    """
    if not any(char.isalnum() for char in text):
        return Quality(Grade.POOR, 0.0, Layer.DAMAGED, pages, len(ocr_pages))
    quality = grade_text(text)
    layer = Layer.OCR if ocr_pages and quality.layer is Layer.NATIVE else quality.layer
    return Quality(quality.grade, quality.score, layer, pages, len(ocr_pages))


def grade_pages(
    text: str, document: Quality, ocr_pages: Collection[int], others: Mapping[int, str]
) -> tuple[PageReading, ...]:
    """Grades each page of a document; a page with too few words to judge takes the document's grade.

    Args:
        text: the text, pages joined by form feeds.
        document: the grade of the whole.
        ocr_pages: 1-based numbers of the pages recognised by us.
        others: by page, the text that was not chosen.
    """
    if document.pages is None:
        return ()
    readings = []
    for page, part in enumerate(text.split("\f"), start=1):
        score, tokens = score_text(part)
        told = tokens >= MIN_TOKENS
        grade = _grade(score) if told else document.grade
        layer = Layer.OCR if page in ocr_pages else Layer.NATIVE
        if grade is Grade.POOR and (told or document.layer is Layer.DAMAGED):
            layer = Layer.DAMAGED
        readings.append(PageReading(page, grade, score if told else 0.0, layer, others.get(page)))
    return tuple(readings)


def _grade(score: float) -> Grade:
    if score < DAMAGED_BELOW:
        return Grade.POOR
    return Grade.GOOD if score >= GOOD_FROM else Grade.FAIR
