"""Vietnamese word segmentation with underthesea, for the lexical index only; symbols are kept whole beside it."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder

from corpus.text import normalise, place_tones
from indexer.symbols import find_symbols

# What the words of a text depend on beside the segmenter's version; renew it when they change.
FACES = "tones placed, symbols whole"
_WORD = re.compile(r"\w+")
# What underthesea imports for its translator where it is installed; segmentation needs none of it. Of 8.5 seconds of
# processor time that the first question took, 3.4 went there.
_TRANSLATION = frozenset({"torch", "transformers"})
_lock = threading.Lock()
_tokenize: Callable[[str], list[str]] | None = None


def segment(text: str) -> list[str]:
    """Cuts ``text`` into lower-case words, the syllables of one word joined by ``_`` ("đánh_giá nội_bộ").

    A tone is put where it is customary, so that "hoà" and "hòa" are one word.

    Safe from several threads: underthesea fails when its first use is concurrent (3–7 of 8 threads), so the first
    call warms it behind a lock.

    Returns:
        Words in the order of the text; punctuation is left out. A symbol ("30/2020/NĐ-CP") is one token in canonical
        form, followed by its parts; it is never given to the segmenter, which tears it apart.
    """
    # A lone surrogate, which a damaged PDF yields, has no UTF-8 form and would stop the segmenter: it becomes "?".
    readable = place_tones(normalise(text)).encode("utf-8", "replace").decode("utf-8")
    words: list[str] = []
    end = 0
    for symbol in find_symbols(readable):
        words += _segment_words(readable[end : symbol.start])
        words += symbol.tokens
        end = symbol.end
    return words + _segment_words(readable[end:])


def _segment_words(text: str) -> list[str]:
    if not text.strip():
        return []
    cut = (_WORD.findall(word.lower()) for word in _warm()(text))
    return ["_".join(syllables) for syllables in cut if syllables]


class _Refusal(MetaPathFinder):
    """Lets some packages be imported by no code that one thread runs."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> None:
        """Raises where a package is refused; leaves every other to the finders that follow."""
        if fullname in self._names and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is not needed here", name=fullname)


@contextlib.contextmanager
def _without(names: frozenset[str]) -> Iterator[None]:
    """Keeps packages that are not yet imported from being imported by this thread, as if they were not installed."""
    refusal = _Refusal(names)
    sys.meta_path.insert(0, refusal)
    try:
        yield
    finally:
        sys.meta_path.remove(refusal)


def _warm() -> Callable[[str], list[str]]:
    global _tokenize  # noqa: PLW0603 - one model a process, loaded on first use
    if _tokenize is None:
        with _lock:
            if _tokenize is None:
                root = logging.getLogger()
                handlers = list(root.handlers)
                with _without(_TRANSLATION):
                    from underthesea import word_tokenize

                word_tokenize("đánh giá nội bộ")
                root.handlers[:] = handlers  # underthesea calls logging.basicConfig when imported
                _tokenize = word_tokenize
    return _tokenize
