"""Vietnamese word segmentation with underthesea, for the lexical index only; symbols are kept whole beside it."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec, module_from_spec

from corpus.text import normalise, place_tones
from indexer.symbols import find_symbols

# What the words of a text depend on beside the segmenter's version; renew it when they change.
FACES = "tones placed, symbols whole"
_WORD = re.compile(r"\w+")
_lock = threading.Lock()
_tokenize: Callable[[str], list[str]] | None = None


def segment(text: str) -> list[str]:
    """Cuts ``text`` into lower-case words, the syllables of one word joined by ``_`` ("đánh_giá nội_bộ").

    A tone is put where it is customary, so that "hoà" and "hòa" are one word.

    Of underthesea only the segmenter is imported: the package as a whole loads its taggers, its agent and, for its
    translator, torch, which took 4 of 8.5 seconds of processor time of a first question.

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


@contextlib.contextmanager
def _parts_alone(package: str) -> Iterator[None]:
    """Lets this process import parts of a package without running what stands in its ``__init__``."""
    spec = find_spec(package)
    if spec is None or package in sys.modules:
        yield  # absent: the import of a part says so; imported already: there is nothing to save
        return
    sys.modules[package] = module_from_spec(spec)
    try:
        yield
    finally:
        del sys.modules[package]  # whoever wants the whole package gets it


def _warm() -> Callable[[str], list[str]]:
    global _tokenize  # noqa: PLW0603 - one model a process, loaded on first use
    if _tokenize is None:
        with _lock:
            if _tokenize is None:
                root = logging.getLogger()
                handlers = list(root.handlers)
                with _parts_alone("underthesea"):
                    import_module("underthesea.pipeline.text_normalize")  # first: the two import each other
                    from underthesea.pipeline.word_tokenize import word_tokenize

                    word_tokenize("đánh giá nội bộ")  # imports and loads the rest
                root.handlers[:] = handlers  # underthesea calls logging.basicConfig when imported
                _tokenize = word_tokenize
    return _tokenize
