"""How txtai's hybrid search does beside ours: how well tasks are found, how long a question takes, what it holds.

Run: python tests/bench/bench_txtai.py --python PYTHON [--sizes 10000 100000] [--shared ../shared]

txtai is no dependency: install it in an environment of its own (the CPU build of torch first, else gigabytes of CUDA
come with it) and name its interpreter; without one this says so and ends. It is given the same texts, and the same
vectors of the same model for tasks and questions. Quality is nDCG@10 on the judged questions of ``bench_search.py``,
all hits asked for; its BM25 is given the texts as they are and, in its favour, cut into words by our segmenter. Sizes
are those of ``bench_index_scale.py``, ten hits; each question is asked twice, as txtai keeps the terms of the first
time. Times are of the index alone: neither embeds the question in them, ours cuts it into words.

txtai 9.14.0, two cores that others used too (load 3), processor time p50/p95 of a question asked first, ours from
``bench_index_scale.py`` in the same minutes:

=========  ==============  ==============  =====================  ======================
tasks      txtai           ours            txtai wall, memory     txtai built, processor
=========  ==============  ==============  =====================  ======================
10,000     2.8/3.7 ms      6.5/7.8 ms      7.2/12.1 ms, 29 MB     1 s
100,000    8.4/11.3 ms     14.8/19.2 ms    11.2/21.8 ms, 208 MB   22 s
1,000,000  64/88 ms        35.9/41.8 ms    73/144 ms, 1,938 MB    553 s
=========  ==============  ==============  =====================  ======================

Ours has since become less by an eighth at 10,000 tasks and a quarter at 100,000 (``bench_index_scale.py``), txtai not
asked again.

Wall, in other minutes one after the other: 10,000 tasks 5.7/17.1 ms and 7.6/9.9 ours, 100,000 11.5/38.5 and 20.0/29.8,
1,000,000 100/154 and 63/93.

nDCG@10 of all questions, ours and txtai's: steps .942 and .737, real .841 and .493, samples .890 and .571; ours is
ahead in each of the 24 groups. With our words for its BM25 txtai has .698, .442 and .501.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench_index_scale import make_base, report, vary
from bench_search import METHODS, SHIPPED, measure
from numpy.typing import NDArray
from search_judgements import SHARED, JudgedSet
from search_signals import Case, score_sets

from indexer import load_embedder
from indexer.centring import centred
from indexer.segmentation import segment
from indexer.space import Space

PEER = Path(__file__).with_name("txtai_peer.py")
FORMS: dict[str, Callable[[str], str]] = {
    "txtai": lambda text: " ".join(text.split()),
    "txtai, our words": lambda text: " ".join(segment(text)),
}
OURS = "ours"


def is_there(python: Path) -> bool:
    """Tells whether an interpreter has txtai."""
    try:
        done = subprocess.run([python, "-c", "import txtai"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def run_peer(python: Path, work: str, folder: Path, limit: int) -> dict[str, Any]:
    """Runs :mod:`txtai_peer` and returns what it found."""
    subprocess.run([python, PEER, work, folder, str(limit)], check=True)
    found: dict[str, Any] = json.loads((folder / f"{work}.json").read_text("utf-8"))
    return found


def write_questions(folder: Path, questions: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Writes what the peer is asked."""
    (folder / "questions.json").write_text(json.dumps(questions), "utf-8")
    np.save(folder / "questions.npy", vectors)


def write_texts(folder: Path, texts: Iterable[str]) -> None:
    """Writes tasks, one a line."""
    with (folder / "texts.txt").open("w", encoding="utf-8") as file:
        file.writelines(f"{text}\n" for text in texts)


def rank(python: Path, judged: JudgedSet, form: Callable[[str], str]) -> list[NDArray[np.float32]]:
    """Returns txtai's score of every task of a set for each of its questions; -1 where it found none."""
    embedder = load_embedder(None)
    asked = [form(question.words) or question.words for question in judged.questions]
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        write_texts(folder, (form(unit.text) for unit in judged.units))
        np.save(folder / "vectors.npy", embedder.encode_documents([unit.text for unit in judged.units]))
        write_questions(folder, asked, np.stack([embedder.encode_query(one.words) for one in judged.questions]))
        run_peer(python, "build", folder, 0)
        hits = run_peer(python, "ask", folder, len(judged.units))["hits"]
    rows = []
    for found in hits:
        row = np.full(len(judged.units), -1, np.float32)
        row[[int(place) for place, _ in found]] = [score for _, score in found]
        rows.append(row)
    return rows


def compare(python: Path, judged: JudgedSet, cases: Sequence[Case]) -> None:
    """Prints nDCG@10 by group of questions and kind of text."""
    ranked = {OURS: [METHODS[SHIPPED](case) for case in cases]}
    ranked |= {name: rank(python, judged, form) for name, form in FORMS.items()}
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for kind, mask in (("clean", ~judged.ruined), ("ruined", judged.ruined)):
        for name, rows in ranked.items() if mask.any() else ():
            for case, row in zip(cases, rows, strict=True):
                measured = measure(case.question.gains[mask], row[mask])
                if measured is not None:
                    found[f"{case.question.group}, {kind}"][name].append(measured[0])
                    found["~ all"][name].append(measured[0])
    print(f"\n{judged.name + ', nDCG@10':40}   n" + "".join(f"{name:>18}" for name in ranked))
    for group, values in sorted(found.items()):
        cells = "".join(f"{np.mean(values[name]):18.3f}" for name in ranked)
        print(f"{group:40} {len(values[OURS]):3}{cells}", flush=True)


def time_peer(python: Path, size: int, kept: Path) -> None:
    """Prints how long txtai takes with tasks of a size, and the recall of its ten nearest by vectors."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        base = make_base(kept, folder)
        shape = (size, base.vectors.shape[1])
        vectors = np.lib.format.open_memmap(folder / "vectors.npy", "w+", np.float16, shape)
        with (folder / "texts.txt").open("w", encoding="utf-8") as file:
            for at, (text, _, vector, _) in enumerate(vary(base, size)):
                file.write(" ".join(text.split()) + "\n")
                vectors[at] = vector
        vectors.flush()
        asked = centred(base.raw, Space.load(folder).centre)
        write_questions(folder, base.questions, asked)
        found = run_peer(python, "build", folder, 0) | run_peer(python, "ask", folder, 10)
        near, _ = found.pop("near"), found.pop("hits")
        found["recall@10"] = np.mean(
            [len(set(own) & set(best)) / 10 for own, best in zip(near, nearest(vectors, asked), strict=True)]
        )
    report(size, "txtai hybrid", found)


def nearest(vectors: NDArray[np.float16], asked: NDArray[np.float32]) -> list[list[int]]:
    """Returns the ten rows nearest to each question, by every product."""
    best = np.full((len(asked), 10), -2, np.float32)
    places = np.zeros((len(asked), 10), np.int64)
    for start in range(0, len(vectors), 50_000):
        products = asked @ vectors[start : start + 50_000].astype(np.float32).T
        scores = np.concatenate([best, products], axis=1)
        numbers = np.concatenate([places, np.arange(products.shape[1])[None].repeat(len(asked), 0) + start], axis=1)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :10]
        best, places = np.take_along_axis(scores, order, 1), np.take_along_axis(numbers, order, 1)
    rows: list[list[int]] = places.tolist()
    return rows


def main() -> None:
    """Prints quality, then times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="an interpreter that has txtai")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors for the next run (default: temporary)")
    parser.set_defaults(as_found=False, model=None)
    arguments = parser.parse_args()
    if not is_there(arguments.python):
        print(f"txtai is not installed for {arguments.python}: nothing was compared with it (see --python).")
        return
    for judged, cases in score_sets(arguments):
        compare(arguments.python, judged, cases)
    kept = arguments.vectors or Path(tempfile.mkdtemp())
    for size in arguments.sizes:
        time_peer(arguments.python, size, kept)


if __name__ == "__main__":
    main()
