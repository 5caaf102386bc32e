"""From texts to vectors: the embedding model and its default weights."""

from indexer.embedding.embedder import DEFAULT_MODEL_ID, Embedder, load_ahead, load_embedder

__all__ = ["DEFAULT_MODEL_ID", "Embedder", "load_ahead", "load_embedder"]
