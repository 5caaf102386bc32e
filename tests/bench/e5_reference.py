"""The default model as an ordinary sentence-transformers folder: what the program's own encoder is compared with."""

from __future__ import annotations

import json
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from indexer.embedding.e5_weights import Shape, Vocabulary, Weights, dequantise, find_weights, read_weights

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


def write_folder(folder: Path) -> None:
    """Writes the model into an absent or empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_files(read_weights(find_weights()), folder)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_files(weights: Weights, folder: Path) -> None:
    from safetensors.numpy import save_file

    _write_json(folder / "config.json", _encoder_config(weights.shape))
    words = dequantise(weights.words).reshape(weights.shape.vocabulary, -1)
    tensors = {**weights.tensors, "embeddings.word_embeddings.weight": words}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
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
    pieces = [(piece.decode(), score) for piece, score in zip(vocabulary.pieces, vocabulary.scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(pieces, vocabulary.unknown, byte_fallback=False))
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
