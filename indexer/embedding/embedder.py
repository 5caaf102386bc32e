"""Texts in, unit vectors out: one interface to the default model and to any sentence-transformers model."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from indexer.embedding.ahead import begin, take_ahead
from indexer.embedding.batches import batch_by_length
from indexer.embedding.e5_weights import WEIGHTS_SHA256

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The last number is raised when a change of the tokenizer or of the prompts makes other vectors. How exactly the
# encoder computes (float32, bfloat16 where the processor has it, torch) is no part of it: the cosine between any two is
# at least .9999, nearer than the vectors that ship with the program, and no measure of the search changes
# (tests/bench/bench_embedding.py).
_DEFAULT_NAME = f"multilingual-e5-small-{WEIGHTS_SHA256[:8]}-1"
DEFAULT_MODEL_ID = f"{_DEFAULT_NAME}/384"
"""The :attr:`Embedder.model_id` of the default model, known without loading it."""


class TextModel(Protocol):
    """What runs a model; used by one thread at a time.

    Attributes:
        dimension: length of a vector.
        batch_length: the length of a batch that it runs fastest, in the unit of ``measure`` and with padding.
    """

    @property
    def dimension(self) -> int: ...  # noqa: D102 - told above

    @property
    def batch_length(self) -> int: ...  # noqa: D102 - told above

    def measure(self, text: str) -> int:
        """Returns how long a text is for the model."""
        ...

    def encode(self, texts: Sequence[str], *, question: bool) -> NDArray[np.float32]:
        """Embeds one batch, as questions or as texts to be found: float32 ``(len(texts), dimension)``, unit rows."""
        ...


def clean(text: str) -> str:
    """Returns the text as the model was taught to read it: NFC, without NUL and without lone surrogates.

    NFD costs e5 its vocabulary ("ế" in three code points is no piece of it), and a lone surrogate, which a damaged PDF
    yields, has no UTF-8 form, so that tokenizers refuse it. Both strays become spaces.
    """
    return unicodedata.normalize("NFC", "".join(" " if _is_stray(char) else char for char in text))


def _is_stray(char: str) -> bool:
    return char == "\0" or "\ud800" <= char <= "\udfff"


class Embedder:
    """A model that several threads may share.

    Attributes:
        model_id: identity of what the vectors depend on (weights, tokenizer, dimension), the key of the vector cache.
        dimension: length of a vector.
    """

    def __init__(self, model: TextModel, name: str) -> None:
        """Takes the model and the name of its weights and tokenizer."""
        self._model = model
        self._lock = threading.Lock()
        self.dimension = model.dimension
        self.model_id = f"{name}/{self.dimension}"

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embeds texts to be found.

        The model reads the beginning of a text (512 tokens, the default model) and no more.

        Args:
            texts: any texts, in any order.
            progress: called after each batch with the number of texts embedded so far.

        Returns:
            float32 ``(len(texts), dimension)``, C-contiguous, rows of unit length in the order of ``texts``.
        """
        import numpy as np

        cleaned = [clean(text) for text in texts]
        vectors = np.empty((len(cleaned), self.dimension), np.float32)
        done = 0
        with self._lock:
            lengths = [self._model.measure(text) for text in cleaned]
        for batch in batch_by_length(lengths, self._model.batch_length):
            with self._lock:  # given back after each batch, so that questions need not wait for all of them
                vectors[batch] = self._model.encode([cleaned[place] for place in batch], question=False)
            done += len(batch)
            if progress is not None:
                progress(done)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Embeds a question: float32 ``(dimension,)`` of unit length."""
        with self._lock:
            vectors = self._model.encode([clean(text)], question=True)
        vector: NDArray[np.float32] = vectors[0]
        return vector


def load_embedder(model: str | None) -> Embedder:
    """Loads the embedding model that the settings name.

    Args:
        model: a folder of a sentence-transformers model or its name on the hub; ``None`` is the default model,
            multilingual-e5-small, whose weights are installed with the program.

    Raises:
        ModelUnavailable: the model cannot be found, reached or read.
    """
    if model is not None:
        from indexer.embedding.loading import load_model

        return Embedder(*load_model(model))
    begun = take_ahead()
    return begun.result() if begun else _load_default()


def load_ahead() -> None:
    """Begins to load the default model in another thread; see :func:`indexer.embedding.ahead.begin`."""
    begin(_load_default)


def _load_default() -> Embedder:
    from indexer.embedding.e5_encoder import E5Encoder
    from indexer.embedding.e5_weights import find_weights, read_weights

    return Embedder(E5Encoder(read_weights(find_weights())), _DEFAULT_NAME)
