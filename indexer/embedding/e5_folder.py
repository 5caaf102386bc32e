"""Builds the default model as an ordinary sentence-transformers folder and keeps it whole.

The folder is written beside its place under a lock and renamed into it, so that it is there entirely or not at all; a
seal with the sha256 of every file tells a damaged folder, which is built again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelUnavailable
from indexer.embedding.e5_weights import WEIGHTS_SHA256, Shape, Vocabulary, Weights, find_weights, read_weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Raised when the files written below change, so that folders of an earlier release are left alone and not used.
_LAYOUT = 1
FOLDER_NAME = f"multilingual-e5-small-{WEIGHTS_SHA256[:8]}-{_LAYOUT}"

_SEAL = "SEAL.json"
_log = logging.getLogger(__name__)

# The roles of the special pieces in an XLM-R tokenizer (Conneau et al., 2020).
_SPECIAL = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "pad_token": "<pad>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}
_MODULES = ("Transformer", "Pooling", "Normalize")


def load_folder(models_dir: Path) -> Path:
    """Returns the folder of the default model under ``models_dir``, building it when it is absent or damaged.

    Processes that need it at once wait for the first to build it.

    Raises:
        ModelUnavailable: the weights are not installed or not the pinned ones, or the folder cannot be written.
    """
    folder = models_dir / FOLDER_NAME
    if is_whole(folder):
        return folder
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with (models_dir / f".{FOLDER_NAME}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not is_whole(folder):
                _build(folder)
    except OSError as error:
        raise ModelUnavailable(
            "Không ghi được mô hình ngôn ngữ mặc định vào thư mục mô hình; hãy kiểm tra quyền ghi và dung lượng đĩa.",
            code="MODEL_NOT_WRITTEN",
        ) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Tells whether every file of a built folder is there with the sha256 that its seal gives."""
    try:
        sealed = json.loads((folder / _SEAL).read_text("utf-8"))
        return bool(sealed) and all(_digest(folder / name) == digest for name, digest in sealed.items())
    except (OSError, ValueError, AttributeError):
        return False


def _build(folder: Path) -> None:
    """Writes the folder whole, in place of a damaged one and of the draft of a builder that was killed."""
    weights = read_weights(find_weights())
    draft = folder.with_name(f".{folder.name}.draft")
    for leftover in (draft, folder):
        if leftover.exists():
            shutil.rmtree(leftover)
    draft.mkdir()
    _write_files(weights, draft)
    _write_seal(draft)
    draft.rename(folder)
    _log.info("built the default model folder %s", folder.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_seal(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sealed = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    _write_json(folder / _SEAL, sealed)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_files(weights: Weights, folder: Path) -> None:
    from safetensors.numpy import save_file

    _write_json(folder / "config.json", _encoder_config(weights.shape))
    save_file(dict(weights.tensors), folder / "model.safetensors", metadata={"format": "pt"})
    shutil.copymode(folder / "config.json", folder / "model.safetensors")  # safetensors writes 0600
    build_tokenizer(weights.vocabulary).save(str(folder / "tokenizer.json"))
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": weights.shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            **_SPECIAL,
        },
    )
    _write_json(
        folder / "sentence_bert_config.json",
        # The pooler of BERT takes no part in mean pooling, and the package leaves it out.
        {"max_seq_length": weights.shape.positions, "model_args": {"add_pooling_layer": False}},
    )
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    paths = ["" if number == 0 else f"{number}_{name}" for number, name in enumerate(_MODULES)]
    _write_json(
        folder / "modules.json",
        [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{name}"}
            for number, (name, path) in enumerate(zip(_MODULES, paths, strict=True))
        ],
    )
    _write_json(
        folder / paths[1] / "config.json",
        {"word_embedding_dimension": weights.shape.hidden, "pooling_mode_mean_tokens": True, "include_prompt": True},
    )
    (folder / paths[2]).mkdir()


def _encoder_config(shape: Shape) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "dtype": "float32",
    }


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Builds the SentencePiece Unigram tokenizer of XLM-R from its pieces and the rules of its normaliser."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(vocabulary.pieces), vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_character_class(vocabulary.dropped)), ""),
            normalizers.Replace(Regex(_character_class(vocabulary.blanks)), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens(
        [
            AddedToken(piece, special=True, normalized=False, lstrip=piece == _SPECIAL["mask_token"])
            for piece in dict.fromkeys(_SPECIAL.values())
        ]
    )
    start, end = _SPECIAL["bos_token"], _SPECIAL["eos_token"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(piece, tokenizer.token_to_id(piece)) for piece in (start, end)],
    )
    return tokenizer


def _character_class(code_points: tuple[int, ...]) -> str:
    return "[" + "".join(f"\\x{{{code_point:x}}}" for code_point in code_points) + "]"
