"""A store of many plans, made from the labelled dev plans and the samples: rows moved, numbers and units changed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gap_labels import load_gap_plans
from gap_reading import read_clean

from api.settings import count_cores
from corpus.ingest import ingest_files
from corpus.isolation import Limits, Pool
from corpus.model import Field
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.samples import load_samples
from corpus.store import Store

PLACES = ("An Phú", "Bình Minh", "Cẩm Sơn", "Đông Hòa", "Gia Lộc", "Hải Thanh", "Kim Long", "Mỹ Lệ", "Phú Thọ")
OFFICES = ("SỞ NỘI VỤ", "SỞ TƯ PHÁP", "SỞ CÔNG THƯƠNG", "CHI CỤC THỦY LỢI", "BAN QUẢN LÝ DỰ ÁN", "CHI CỤC KIỂM LÂM")
UNITS = ("Văn phòng", "Thanh tra", "Phòng Kế hoạch", "Phòng Nghiệp vụ", "Phòng Tổ chức", "Ban ISO", "Các phòng")
KEPT, CHANGED, NAMED = 0.75, 0.3, 0.4


@dataclass(frozen=True, slots=True)
class Base:
    """What plans are varied from: the rows of each, and the loose lines (aims, duties) of all."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


def load_base() -> Base:
    """Reads the dev plans (never an unseen one) and the samples."""
    read = [read_clean(plan)[1].plan for plan in load_gap_plans() if plan.split == "dev"]
    for sample in load_samples():
        document = read_document(sample.path.read_bytes(), sample.path.name)
        read.append(parse_plan(document, sample.path.stem).plan)
    rows = [tuple(_words(task.content, task.detail) for task in plan.tasks if task.main) for plan in read]
    lines = [_words(task.content, task.detail) for plan in read for task in plan.tasks if not task.main]
    return Base(tuple(own for own in rows if own), tuple(lines))


def _words(content: Field, detail: tuple[Field, ...]) -> str:
    return " ".join(" ".join(field.value for field in (content, *detail)).split())


def vary(base: Base, count: int, seed: int = 1) -> Iterator[str]:
    """Yields the texts of plans; a quarter of the rows of each are another plan's, half are reworded a bit."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, no secret
    for number in range(count):
        rows = [row if rng.random() < KEPT else rng.choice(rng.choice(base.rows)) for row in rng.choice(base.rows)]
        duties = [_change(rng, line) for line in rng.sample(base.lines, 12)]
        table = [
            f"{place}\t{_change(rng, row)}\t{rng.choice(UNITS)}\t{rng.choice(UNITS)}\tTháng {rng.randint(2, 12)}"
            for place, row in enumerate(rows, start=1)
        ]
        year, where, office = 2019 + number % 8, rng.choice(PLACES), rng.choice(OFFICES)
        yield "\n".join(
            (
                f"UBND TỈNH {where.upper()}",
                f"{office} SỐ {number}",
                f"Số: {number + 1}/KH-CQ{number}",
                f"{where}, ngày {1 + number % 28:02} tháng 02 năm {year}",
                "KẾ HOẠCH",
                f"Duy trì, cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm {year}",
                "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;",
                f"Cơ quan số {number} ban hành Kế hoạch như sau:",
                "I. MỤC ĐÍCH",
                *(_change(rng, line) for line in rng.sample(base.lines, 3)),
                "II. NỘI DUNG THỰC HIỆN",
                "TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian",
                *table,
                "III. TỔ CHỨC THỰC HIỆN",
                *(f"{place}. {rng.choice(UNITS)}\n- {line}" for place, line in enumerate(duties, start=1)),
                "Nơi nhận:",
                "- Lưu: VT.",
            )
        )


def _change(rng: random.Random, text: str) -> str:
    """Changes numbers, and names a place in two rows of five, so that most clauses are nobody else's."""
    text = re.sub(r"\d+", lambda found: str(rng.randint(1, 2000)) if rng.random() < CHANGED else found[0], text)
    return f"{text.rstrip('.;')} tại {rng.choice(PLACES)} {rng.randint(1, 99)}" if rng.random() < NAMED else text


def fill(store: Store, folder: Path, count: int) -> None:
    """Writes that many plans as text files and reads them into a store, on every core."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, text in enumerate(vary(load_base(), count)):
        path = folder / f"p{number:05}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    with Pool(Limits(), count_cores()) as pool:
        for result in ingest_files(store, paths, pool):
            if result.plan_id is None:
                raise SystemExit(f"{result.name}: {result.error}")
