"""Runs any model of sentence-transformers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer


class SentenceModel:
    """A sentence-transformers model as :class:`indexer.embedding.embedder.TextModel`.

    Attributes:
        dimension: length of a vector.
        batch_length: characters in a batch, padding among them.
    """

    # The default model's weights in torch, texts a core second: 23.9 (1,024: 20.8, 4,096: 20.8, 16,384: 14.0;
    # tests/bench/bench_embedding.py --batches).
    batch_length = 2048

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        declared = model.get_embedding_dimension()
        self.dimension = len(model.encode("", show_progress_bar=False)) if declared is None else declared

    def measure(self, text: str) -> int:
        """Returns the number of characters: tokens of most models are about as long as one another."""
        return len(text) + 1  # of an empty text the prompt is left

    def encode(self, texts: Sequence[str], *, question: bool) -> NDArray[np.float32]:
        """Embeds a batch: float32 ``(len(texts), dimension)``, rows of unit length."""
        import numpy as np

        run = self._model.encode_query if question else self._model.encode_document
        vectors = run(list(texts), batch_size=len(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.ascontiguousarray(vectors, np.float32)
