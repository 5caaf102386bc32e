import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from indexer.embedding import load_embedder

TEXTS = ["đánh giá nội bộ", "họp xem xét của lãnh đạo", "đánh giá"]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder of a random two-layer BERT without prompts and without a Normalize module."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
    from transformers.utils import logging

    pad, unknown = "[PAD]", "[UNK]"
    words = [pad, unknown, *sorted({word for text in TEXTS for word in text.split()})]
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token=unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=32,
    )
    logging.disable_progress_bar()
    torch.manual_seed(7)
    bare, folder = tmp_path_factory.mktemp("bare"), tmp_path_factory.mktemp("models") / "tiny"
    BertModel(config).save_pretrained(bare)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token=pad, unk_token=unknown).save_pretrained(bare)
    SentenceTransformer(modules=[Transformer(str(bare)), Pooling(32)], device="cpu").save(str(folder))
    return folder


def test_a_folder_of_another_model_is_loaded_through_the_same_setting(tiny_model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    embedder = load_embedder(str(tiny_model))
    vectors = embedder.encode_documents(TEXTS)
    assert vectors.shape == (3, embedder.dimension) == (3, 32)
    raw = SentenceTransformer(str(tiny_model), device="cpu", local_files_only=True).encode(TEXTS)
    assert np.abs(np.linalg.norm(raw, axis=1) - 1).min() > 0.1  # the model itself does not normalise
    np.testing.assert_allclose(vectors, raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-5)


def test_a_folder_s_identity_is_its_content_and_not_its_place(tiny_model: Path, tmp_path: Path) -> None:
    original = load_embedder(str(tiny_model)).model_id
    moved = tmp_path / "elsewhere" / "tiny"
    shutil.copytree(tiny_model, moved)
    (moved / "README.md").write_text("another text")
    (moved / ".cache").mkdir()
    (moved / ".cache" / "trace").write_text("x")
    assert load_embedder(str(moved)).model_id == original
    assert original.startswith("tiny@")
    assert original.endswith("/32")


def test_other_weights_are_another_identity(tiny_model: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    changed = tmp_path / "tiny"
    shutil.copytree(tiny_model, changed)
    tensors = load_file(changed / "model.safetensors")
    first = sorted(tensors)[0]
    tensors[first] = tensors[first] + np.float32(0.01)
    save_file(tensors, changed / "model.safetensors", metadata={"format": "pt"})
    assert load_embedder(str(changed)).model_id != load_embedder(str(tiny_model)).model_id


def test_a_name_is_found_in_the_local_cache_of_the_hub_and_identified_by_its_commit(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    cached = tmp_path / "models--to-chuc--mo-hinh"
    shutil.copytree(tiny_model, cached / "snapshots" / commit)
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text(commit)
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    embedder = load_embedder("to-chuc/mo-hinh")
    assert embedder.model_id == f"to-chuc/mo-hinh@{commit}/32"
    expected = load_embedder(str(tiny_model)).encode_documents(TEXTS)
    np.testing.assert_allclose(embedder.encode_documents(TEXTS), expected, atol=1e-6)


@pytest.mark.parametrize("lost", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_folder_without_one_of_its_files_is_a_named_error(tiny_model: Path, tmp_path: Path, lost: str) -> None:
    broken = tmp_path / "tiny"
    shutil.copytree(tiny_model, broken)
    (broken / lost).unlink()
    with pytest.raises(ModelUnavailable, match="Không nạp được") as caught:
        load_embedder(str(broken))
    assert caught.value.code == "MODEL_UNREADABLE"
    assert str(tmp_path) not in caught.value.message
