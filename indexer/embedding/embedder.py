"""Texts in, unit vectors out: one interface to any sentence-transformers model."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.embedding.e5_folder import FOLDER_NAME
from indexer.embedding.loading import load_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL_ID = f"{FOLDER_NAME}/384"
"""The :attr:`Embedder.model_id` of the default model, known without loading it."""

# Texts in a batch, on 2 cores: 16 gave 47 texts a second, 8 gave 45, 32 gave 43 (tests/bench/bench_embedding.py).
_BATCH = 16


def clean(text: str) -> str:
    """Returns the text as the model was taught to read it: NFC, without NUL and without lone surrogates.

    NFD costs e5 its vocabulary ("ế" in three code points is no piece of it), and a lone surrogate, which a damaged PDF
    yields, has no UTF-8 form, so that tokenizers refuse it. Both strays become spaces.
    """
    return unicodedata.normalize("NFC", "".join(" " if _is_stray(char) else char for char in text))


def _is_stray(char: str) -> bool:
    return char == "\0" or "\ud800" <= char <= "\udfff"


class Embedder:
    """A sentence-transformers model that several threads may share.

    Attributes:
        model_id: identity of what the vectors depend on (weights, tokenizer, dimension), the key of the vector cache.
        dimension: length of a vector.
    """

    def __init__(self, model: SentenceTransformer, model_id: str) -> None:
        self._model = model
        # A tokenizer of the tokenizers library must not be used by two threads at once ("Already borrowed").
        self._lock = threading.Lock()
        self.dimension = self._measure_dimension()
        self.model_id = f"{model_id}/{self.dimension}"

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embeds texts to be found.

        The model reads the first ``max_seq_length`` tokens of a text (512 for the default model) and no more.

        Args:
            texts: any texts, in any order.
            progress: called after each batch with the number of texts embedded so far.

        Returns:
            float32 ``(len(texts), dimension)``, C-contiguous, rows of unit length in the order of ``texts``.
        """
        import numpy as np

        cleaned = [clean(text) for text in texts]
        # Texts of like length share a batch, so that little is padded; ties keep their order.
        order = sorted(range(len(cleaned)), key=lambda position: -len(cleaned[position]))
        vectors = np.empty((len(cleaned), self.dimension), np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            with self._lock:
                vectors[batch] = self._model.encode_document(
                    [cleaned[position] for position in batch],
                    batch_size=_BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            if progress is not None:
                progress(start + len(batch))
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Embeds a question: float32 ``(dimension,)`` of unit length."""
        import numpy as np

        with self._lock:
            vector = self._model.encode_query(clean(text), normalize_embeddings=True, show_progress_bar=False)
        return np.ascontiguousarray(vector, np.float32)

    def _measure_dimension(self) -> int:
        declared = self._model.get_embedding_dimension()
        if declared is not None:
            return declared
        return len(self._model.encode("", show_progress_bar=False))


def load_embedder(model: str | None, models_dir: Path) -> Embedder:
    """Loads the embedding model that the settings name.

    Args:
        model: a folder of a sentence-transformers model or its name on the hub; ``None`` is the default model,
            multilingual-e5-small, built under ``models_dir`` on first use and never fetched.
        models_dir: the folder for models that are built here; created when absent.

    Raises:
        ModelUnavailable: the model cannot be built, found, reached or read.
    """
    return Embedder(*load_model(model, models_dir))
