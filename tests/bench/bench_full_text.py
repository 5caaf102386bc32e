"""How fast the whole text of plans is searched: common and rare words, phrases and numbers, beside a scan with LIKE.

Run: python tests/bench/bench_full_text.py [--plans 5000]

Plans are made by varying the samples and whatever texts of ``../shared/plans`` are at hand: lines moved between plans,
words shuffled, numbers changed. Times are of the processor, the best of three, so that other work on the machine counts
less; the scan finds one phrase of a folded text, neither ranked nor cut into words.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy import insert

from corpus.parsing import PARSER_VERSION
from corpus.reading import read_document
from corpus.samples import load_samples
from corpus.store import PlanFilter, Store, open_store
from corpus.store.full_text import build_text_row
from corpus.store.records import build_document_row
from corpus.store.schema import DocumentRow, PlanRow, TextRow
from search import find_plans
from search.full_text import read_question

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
QUESTIONS = (
    "chất", "chat", "hệ thống quản lý chất lượng", "he thong quan ly chat luong", "đánh giá nội bộ", "danh gia noi bo",
    '"đánh giá nội bộ"', "chi cục kiểm lâm", "19/2014/QĐ-TTg", "rượu thuốc lá", "không từ nào như vậy",
)  # fmt: skip
BATCH = 500


def vary(rng: random.Random, texts: list[str], lines: list[str]) -> str:
    """Returns a text like those of the samples: some lines from elsewhere, some shuffled, some numbers changed."""
    words = " ".join(rng.choices(lines, k=40)).split()
    made: list[str] = []
    for line in rng.choice(texts).splitlines():
        kind = rng.random()
        if kind < 0.15:
            made.append(rng.choice(lines))
        elif kind < 0.25:
            made.append(" ".join(rng.choice(words) for _ in line.split()))
        else:
            made.append(re.sub(r"\d+", lambda number: change(rng, number[0]), line))
    return "\n".join([*made, *rng.choices(lines, k=rng.randint(0, 150))])


def change(rng: random.Random, number: str) -> str:
    """Returns another number in three cases of ten."""
    return str(rng.randint(1, 2000)) if rng.random() < 0.3 else number


def fill(store: Store, count: int) -> int:
    """Fills a store with plans that are no more than their text; returns the number of characters."""
    texts = [read_document(sample.path.read_bytes(), sample.path.name).text for sample in load_samples()]
    others = [
        path.read_text("utf-8") for path in sorted((SHARED / "plans").glob("*/*.txt")) if "iso-files" not in str(path)
    ]
    lines = [line for text in (*texts, *others) for line in text.splitlines() if line.strip()]
    rng, size = random.Random(1), 0  # noqa: S311 - repeatable, no secret
    for start in range(0, count, BATCH):
        rows: dict[type, list[dict[str, object]]] = {DocumentRow: [], PlanRow: [], TextRow: []}
        for number in range(start, min(start + BATCH, count)):
            text = vary(rng, texts, lines)
            size += len(text)
            document = read_document(text.encode(), f"{number:06}.txt")
            plan = PlanRow(
                id=f"p{number:06}", document=document.sha256, parser_version=PARSER_VERSION, title=text[:80], issuer="",
                issuer_skeleton="", agency_type="khac", year=2020 + number % 5, grade="tốt", layer="native",
                record="{}", problems="[]",
            )  # fmt: skip
            for row in (build_document_row(document, 0), plan, build_text_row(document, plan)):
                columns = [
                    column.name
                    for column in row.__table__.columns
                    if not (type(row) is TextRow and column.name == "id")
                ]
                rows[type(row)].append({name: getattr(row, name) for name in columns})
        with store.engine.begin() as connection:
            for kind, values in rows.items():
                connection.execute(insert(kind), values)
    return size


def measure(run: Callable[[], object]) -> float:
    """Returns the least processor time of three runs, in milliseconds."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times) * 1000


def main() -> None:
    """Prints what each question takes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=5_000)
    count = parser.parse_args().plans
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder))) as store:
        size = fill(store, count)
        print(f"{count} plans, {size / count:.0f} characters each")
        print(f"{'question':36}{'plans':>7}{'rank':>9}{'count':>8}{'of 2023':>9}{'page of 20, with passages':>27}  ms")
        for question in QUESTIONS:
            sought, every, year = read_question(question), PlanFilter(), PlanFilter(year=2023)
            total = store.texts.count(sought, every)
            times = (
                measure(partial(store.texts.search, sought, every, limit=20)),
                measure(partial(store.texts.count, sought, every)),
                measure(partial(store.texts.search, sought, year, limit=20)),
                measure(partial(find_plans, store, question)),
            )
            print(f"{question:36}{total:7}{times[0]:9.1f}{times[1]:8.1f}{times[2]:9.1f}{times[3]:27.1f}")
        scan = "SELECT count(*) FROM plan_texts WHERE folded LIKE '%danh gia noi bo%'"
        with store.engine.connect() as connection:
            print(f"peer, LIKE: {measure(lambda: connection.exec_driver_sql(scan).scalar()):.1f} ms")


if __name__ == "__main__":
    main()
