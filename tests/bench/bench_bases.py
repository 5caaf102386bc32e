"""Measures questions about legal documents over a store of many citations.

Run: ``python tests/bench/bench_bases.py [CITATIONS]`` (20,000 by default) or ``pytest -m bench
tests/bench/bench_bases.py -s``. Plans are rows made here: a third of them rest on one decision, the rest of their
citations are spread over thousands of documents.
"""

from __future__ import annotations

import datetime
import random
import sys
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import insert

from corpus.citations import canonical_key
from corpus.citations.bodies import HeaderPlaces
from corpus.model import Citation, CitationKind, CitationRole, Source
from corpus.store import PlanFilter, Store, open_store
from corpus.store.records import build_citation_rows
from corpus.store.schema import CitationRow, DocumentRow, PlanRow
from corpus.text import fold
from search import find_bases

PER_PLAN = 12
QUESTIONS = (
    "19/2014",
    "101/QĐ-BKHCN",
    "iso 9001",
    "luat to chuc chinh quyen dia phuong",
    "áp dụng hệ thống quản lý chất lượng",
    "thông tư bộ nội vụ",
    "quyết định",
    "chinh quyenn",
)
TITLES = ("về việc áp dụng Hệ thống quản lý chất lượng", "quy định chi tiết thi hành", "về công tác văn thư", None)
ISSUERS = (("TTg", "Thủ tướng Chính phủ"), ("BKHCN", "Bộ Khoa học và Công nghệ"), ("UBND", None), ("BNV", "Bộ Nội vụ"))
TYPES = (("QĐ", "Quyết định"), ("TT", "Thông tư"), ("KH", "Kế hoạch"), ("CV", "Công văn"))


def make_citation(random_: random.Random, place: int, rank: int) -> Citation:
    """Makes the mention of the document of that rank; the first ranks are those that most plans cite."""
    if rank == 0:
        parts = ("Quyết định", "19/2014/QĐ-TTg", datetime.date(2014, 3, 5), TITLES[0], "Thủ tướng Chính phủ")
    elif rank == 1:
        day = datetime.date(2019, 1, 21) if random_.random() < 0.8 else None
        parts = ("Quyết định", "101/QĐ-BKHCN", day, "công bố Mô hình khung", "Bộ Khoa học và Công nghệ")
    elif rank == 2:
        return Citation("TCVN ISO 9001:2015", Source(place, place + 18), CitationKind.NUMBERED, "Tiêu chuẩn",
                        "TCVN ISO 9001:2015", 2015, "TCVN ISO 9001:2015")  # fmt: skip
    elif rank == 3:
        name, day = "Tổ chức chính quyền địa phương", datetime.date(2015, 6, 19)
        raw = f"Luật {name} ngày 19/6/2015"
        return Citation(raw, Source(place, place + len(raw)), CitationKind.NAMED, "Luật", None, 2015,
                        f"Luật {name}@2015-06-19", date=day, name=name, role=CitationRole.BASIS)  # fmt: skip
    else:
        code, kind = TYPES[rank % 4]
        symbol, issuer = ISSUERS[rank // 4 % 4]
        year = 2010 + rank % 15
        day = datetime.date(year, 1 + rank % 12, 1 + rank % 28) if random_.random() < 0.7 else None
        parts = (kind, f"{rank}/{code}-{symbol}", day, TITLES[rank // 16 % 4], issuer)
    kind, number, day, title, issuer = parts
    role = CitationRole.BASIS if random_.random() < 0.8 else CitationRole.MENTION
    raw = f"{kind} số {number}"
    year = day.year if day else None
    return Citation(raw, Source(place, place + len(raw)), CitationKind.NUMBERED, kind, number, year,
                    canonical_key(kind, number, year), issuer, day, title, role,
                    damaged=random_.random() < 0.1)  # fmt: skip


def fill(store: Store, citations: int) -> None:
    """Puts rows of that many citations into a store."""
    random_ = random.Random(5)  # noqa: S311 - the same rows in each run
    plans = citations // PER_PLAN
    documents, headers, rows = [], [], []
    for index in range(plans):
        plan = f"ke-hoach-{index:06}"
        year = 2015 + index % 11
        issuer = f"UBND xã số {index % 3000}"
        documents.append({"sha256": plan, "name": f"{plan}.docx", "media_type": "", "size": 0, "text": "",
                          "record": "x" * 20_000})  # fmt: skip
        headers.append({"id": plan, "document": plan, "parser_version": 1, "title": f"Kế hoạch năm {year}",
                        "issuer": issuer, "issuer_skeleton": fold(issuer), "agency_type": "ubnd_xa",
                        "date": datetime.date(year, 2, 1 + index % 28), "year": year, "grade": "tốt",
                        "layer": "native", "record": "x" * 20_000, "problems": "[]"})  # fmt: skip
        ranks = [rank for rank, share in enumerate((0.9, 0.7, 0.8, 0.3)) if random_.random() < share]
        ranks += [4 + int(4000 * random_.random() ** 3) for _ in range(PER_PLAN - len(ranks))]
        made = [make_citation(random_, 100 * place, rank) for place, rank in enumerate(ranks)]
        rows += [
            {column.name: getattr(row, column.name) for column in CitationRow.__table__.columns}
            for row in build_citation_rows(plan, made, HeaderPlaces())
        ]
    with store.engine.begin() as connection:
        connection.execute(insert(DocumentRow), documents)
        connection.execute(insert(PlanRow), headers)
        connection.execute(insert(CitationRow), rows)


def measure(citations: int) -> None:
    """Prints the processor time of each question."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        fill(store, citations)
        print(f"{citations} mentions in {store.cited.count_plans(PlanFilter())} plans")
        for question in QUESTIONS:
            for chosen in (PlanFilter(), PlanFilter(year=2024)):
                start = time.process_time()
                hits = find_bases(store, question, chosen)
                spent = time.process_time() - start
                mentions = sum(len(document.mentions) for document in hits.documents)
                print(f"{spent * 1000:7.0f} ms  {question!r:45} {chosen.year or 'mọi năm'}: {hits.total} documents, "
                      f"{mentions} mentions of {len(hits.documents)} loaded")  # fmt: skip
        store.close()


@pytest.mark.bench
def test_bases() -> None:
    measure(20_000)


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
