"""Vectors of texts that ship with the program, so that no index waits for the same 4,500 texts to be embedded.

Kept in 8 bits (cosine to the exact vector at least .9998). Run ``python -m indexer.known_vectors`` after a change of
the worded examples of a background framework or of concepts, or of the default model; a test tells when they are out
of date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.concepts import load_concepts, load_other_matters, load_second_author
from corpus.frameworks import digest_frameworks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Named one by one: the bands of :mod:`search.bands` are fitted with the centre of these texts, so a framework that
# ships beside them must move no score. Run ``tests/bench/bench_bands.py`` after a change.
BACKGROUND_FRAMEWORKS = ("khung-101",)
_FILE = "known_vectors.npz"
# Hex digits of a text's hash that are kept; 4,500 texts meet by chance once in 10^12 tables.
_KEPT = 16


def background_texts() -> Sequence[str]:
    """Returns the texts whose mean is the centre of every index: the worded examples of the background frameworks."""
    from corpus.frameworks import load_framework  # an index that is only opened needs no framework

    return [
        example for name in BACKGROUND_FRAMEWORKS for step in load_framework(name).steps for example in step.examples
    ]


def digest_background() -> str:
    """Returns a digest that changes with any word of the background frameworks, and with no other framework."""
    return digest_frameworks(BACKGROUND_FRAMEWORKS)


def list_known_texts() -> list[str]:
    """Lists the texts whose vectors ship, each once, in order."""
    concepts = (wording for concept in (*load_concepts(), *load_second_author()) for wording in concept.wordings)
    others = (wording for matter in load_other_matters() for wording in matter.wordings)
    return list(dict.fromkeys((*background_texts(), *concepts, *others)))


def find_known(hashes: Iterable[str], model: str) -> dict[str, NDArray[np.float32]]:
    """Finds the shipped vectors of some texts: float32 ``(d,)`` of unit length by hash; none for another model.

    Args:
        hashes: hex SHA-256 of each text.
        model: identity of the model.
    """
    import numpy as np

    known, rows, codes = _load()
    if model != known:
        return {}
    found: dict[str, NDArray[np.float32]] = {}
    for key in hashes:
        row = rows.get(key[:_KEPT])
        if row is not None:
            vector = codes[row].astype(np.float32)
            found[key] = vector / np.linalg.norm(vector)
    return found


@lru_cache(maxsize=1)
def _load() -> tuple[str, dict[str, int], NDArray[np.int8]]:
    import numpy as np

    with files("indexer").joinpath("data", _FILE).open("rb") as file, np.load(file, allow_pickle=False) as table:
        rows = {str(key): row for row, key in enumerate(table["hashes"])}
        return str(table["model"]), rows, table["vectors"]


def main() -> None:
    """Embeds the texts with the default model and writes the file anew."""
    import numpy as np

    from indexer.embedding import load_embedder

    texts = list_known_texts()
    embedder = load_embedder(None)
    vectors = embedder.encode_documents(texts)
    scale = 127 / np.abs(vectors).max(axis=1, keepdims=True)
    keys = [hashlib.sha256(text.encode()).hexdigest()[:_KEPT] for text in texts]
    np.savez_compressed(
        Path(__file__).parent / "data" / _FILE,
        model=np.array(embedder.model_id),
        hashes=np.array(keys),
        vectors=np.rint(vectors * scale).astype(np.int8),
    )


if __name__ == "__main__":
    main()
