"""What tests of the citation checks share: a plan written around its bases, and what is found in it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import plan_reader
from corpus.citations.registry import Registry, load_registry
from corpus.frameworks import load_framework
from corpus.plan_reader import PlanRequest
from corpus.store import Store, StoredPlan, open_store
from search import Check, check_citations

from .wording import QD19, QD101, TITLE, TT26

PLAN = """SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
\tĐộc lập - Tự do - Hạnh phúc
Số: 18/KH-SNV\t{place}, ngày {date}

KẾ HOẠCH
{title}

{bases}

Sở Nội vụ ban hành Kế hoạch như sau:

I. NỘI DUNG
1. Đánh giá nội bộ
- Đơn vị thực hiện: Văn phòng Sở;
- Thời gian: Tháng 7.
{body}

II. TỔ CHỨC THỰC HIỆN
Văn phòng Sở theo dõi, tổng hợp, báo cáo Giám đốc Sở./.

Nơi nhận:\tGIÁM ĐỐC
- Lưu: VT.
"""


@functools.cache  # ruined text takes 20 seconds
def _read(text: str, name: str = "ke-hoach.txt") -> StoredPlan:
    reading = plan_reader.read_plan(PlanRequest(text.encode(), name), lambda *_: None)
    return StoredPlan(reading.parsed.plan, reading.document, reading.parsed.problems)


@pytest.fixture
def read() -> Callable[..., StoredPlan]:
    """Reads a plan; each text once a run."""
    return _read


@pytest.fixture
def write() -> Callable[..., str]:
    """Writes a plan; without bases it has the three that are expected."""

    def written(
        *bases: str, body: str = "", date: str = "29 tháng 01 năm 2024", title: str = TITLE, place: str = "Lam Kỳ"
    ) -> str:
        lines = "\n".join(bases or (QD19, TT26, QD101))
        return PLAN.format(bases=lines, body=body, date=date, title=title, place=place)

    return written


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def find(store: Store) -> Callable[..., list[Check]]:
    """Checks a text against the shipped registry and an empty store; gives the findings of some codes."""

    def check(text: str, *codes: str, registry: Registry | None = None) -> list[Check]:
        framework = load_framework("khung-101")
        checks = check_citations(store, _read(text), registry or load_registry(), framework).checks
        return [one for one in checks if not codes or one.code in codes]

    return check
