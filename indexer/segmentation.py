"""Vietnamese word segmentation with underthesea, for the lexical index only (it tears document numbers apart)."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable

from corpus.text import normalise, place_tones

_WORD = re.compile(r"\w+")
_lock = threading.Lock()
_tokenize: Callable[[str], list[str]] | None = None


def segment(text: str) -> list[str]:
    """Cuts ``text`` into lower-case words, the syllables of one word joined by ``_`` ("đánh_giá nội_bộ").

    A tone is put where it is customary, so that "hoà" and "hòa" are one word.

    Safe from several threads: underthesea fails when its first use is concurrent (3–7 of 8 threads), so the first
    call warms it behind a lock. That call takes seconds and imports torch, as underthesea does.

    Returns:
        Words in the order of the text; punctuation is left out.
    """
    # A lone surrogate, which a damaged PDF yields, has no UTF-8 form and would stop the segmenter: it becomes "?".
    readable = place_tones(normalise(text)).encode("utf-8", "replace").decode("utf-8")
    cut = (_WORD.findall(word.lower()) for word in _warm()(readable))
    return ["_".join(syllables) for syllables in cut if syllables]


def _warm() -> Callable[[str], list[str]]:
    global _tokenize  # noqa: PLW0603 - one model a process, loaded on first use
    if _tokenize is None:
        with _lock:
            if _tokenize is None:
                root = logging.getLogger()
                handlers = list(root.handlers)
                from underthesea import word_tokenize

                word_tokenize("đánh giá nội bộ")
                root.handlers[:] = handlers  # underthesea calls logging.basicConfig when imported
                _tokenize = word_tokenize
    return _tokenize
