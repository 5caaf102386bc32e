"""Finds and loads a sentence-transformers model: a folder, or a name on the hub."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import ModelUnavailable
from indexer.embedding.sentence_model import SentenceModel

# How long the hub may take to answer whether it has a model. Without asking first, sentence-transformers tries an
# unreachable hub six times for each of three files: 69 s measured.
_HUB_SECONDS = 5.0
# Files that say nothing about the vectors.
_PROSE = frozenset({".md"})


def load_model(model: str) -> tuple[SentenceModel, str]:
    """Loads a model and returns it with its stable identity; see :func:`indexer.embedding.load_embedder`."""
    folder = Path(model).expanduser()
    if model.strip() and folder.is_dir():  # an empty setting would be the working directory
        return _load(str(folder)), f"{folder.resolve().name}@{_fingerprint(folder)}"
    # A bare name means the organisation of the library itself, as it does in SentenceTransformer.
    return _load_named(model if "/" in model else f"sentence-transformers/{model}")


def _load_named(name: str) -> tuple[SentenceModel, str]:
    revision = _cached_revision(name)
    if revision is None:
        _ask_hub(name)
        loaded = _load(name, fetch=True)
        return loaded, f"{name}@{_cached_revision(name)}"
    return _load(name), f"{name}@{revision}"


def _load(name: str, *, fetch: bool = False) -> SentenceModel:
    from sentence_transformers import SentenceTransformer

    try:
        with _without_progress_bars():
            return SentenceModel(SentenceTransformer(name, device="cpu", local_files_only=not fetch))
    except Exception as error:  # what a foreign folder makes the libraries raise has no common class
        raise ModelUnavailable(
            f"Không nạp được mô hình ngôn ngữ “{Path(name).name}”: tệp của mô hình thiếu, hỏng hoặc không đúng dạng "
            "sentence-transformers.",
            code="MODEL_UNREADABLE",
        ) from error


def _ask_hub(name: str) -> None:
    """Asks the hub once whether it has the model, so that a wrong name or a cut line is known in seconds."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HFValidationError, RepositoryNotFoundError

    try:
        HfApi().model_info(name, timeout=_HUB_SECONDS)
    except (HFValidationError, RepositoryNotFoundError, GatedRepoError) as error:
        raise ModelUnavailable(
            f"Không có mô hình ngôn ngữ “{name}”: không có thư mục này trên máy, kho mô hình cũng không có hoặc không "
            "cho tải.",
            code="MODEL_UNKNOWN",
        ) from error
    except Exception as error:  # no answer: each HTTP client of the library has errors of its own
        raise ModelUnavailable(
            f"Mô hình ngôn ngữ “{name}” chưa có trên máy và không kết nối được với kho mô hình; hãy tải sẵn mô hình về "
            "một thư mục rồi khai báo thư mục đó.",
            code="MODEL_UNREACHABLE",
        ) from error


def _cached_revision(name: str) -> str | None:
    """Returns the commit of the model in the local cache of the hub; ``None`` when it is not there."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        # The file that every sentence-transformers model has, and the one of a bare transformers model.
        found = [
            try_to_load_from_cache(name, file, cache_dir=os.environ.get("SENTENCE_TRANSFORMERS_HOME"))
            for file in ("modules.json", "config.json")
        ]
    except HFValidationError:
        return None
    return next((Path(path).parent.name for path in found if isinstance(path, str)), None)


def _fingerprint(folder: Path) -> str:
    """Hashes the names and contents of a model's files, wherever the folder stands: 12 hexadecimal digits."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if path.suffix in _PROSE or any(part.startswith(".") for part in inside.parts):
            continue
        with path.open("rb") as file:
            total.update(inside.as_posix().encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()[:12]


@contextlib.contextmanager
def _without_progress_bars() -> Iterator[None]:
    """Keeps the loader's progress bars off the terminal. Its warnings stay: they tell of weights that a file lacks."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
