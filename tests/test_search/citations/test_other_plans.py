"""What most other plans say of a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.citations.registry import load_registry
from corpus.frameworks import load_framework
from corpus.ingest import ingest_file
from corpus.model import Severity
from corpus.store import Store, StoredPlan
from search import check_citations

from .wording import QD19, QD101, TT26, Find, Write

Fill = Callable[..., None]
Read = Callable[..., StoredPlan]
KHUNG = load_framework("khung-101")


CIRCULAR = "Căn cứ Thông tư số 77/2021/TT-BTC ngày {} của Bộ Tài chính quy định về kinh phí;"


@pytest.fixture
def fill(store: Store, tmp_path: Path, write: Write) -> Fill:
    """Stores a plan for each day, each of another agency with words of its own."""

    def filled(days: list[str], basis: str = CIRCULAR) -> None:
        for number, day in enumerate(days):
            words = " ".join(f"việc{number}x{item} cần làm trong quý;" for item in range(60))
            text = write(QD19, basis.format(day), QD101, body=f"2. {words}", place=f"Nơi {number}")
            text = text.replace("SỞ NỘI VỤ", f"SỞ SỐ {number}").replace("18/KH", f"{number + 20}/KH")
            path = tmp_path / f"ke-hoach-{number}.txt"
            path.write_text(text, encoding="utf-8")
            ingest_file(store, path)

    return filled


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["01/6/2021"] * 3, 3),
        (["01/6/2021"] * 2, 0),
        (["01/6/2021"] * 4 + ["02/6/2021"], 4),
        (["01/6/2021"] * 3 + ["02/6/2021"], 0),
    ],
)
def test_most_other_plans_are_a_hint_where_enough_of_them_agree(
    write: Write, fill: Fill, find: Find, days: list[str], found: int
) -> None:
    fill(days)
    checks = find(write(QD19, TT26, CIRCULAR.format("16/6/2021"), QD101), "CITATION_DATE_DIFFERS")
    assert [len(check.plans) for check in checks] == ([found] if found else [])
    for check in checks:
        assert (check.severity, check.expected) == (Severity.INFO, "2021-06-01")
        assert all(plan.startswith("ke-hoach-") for plan in check.plans)
    assert find(write(QD19, TT26, CIRCULAR.format("01/6/2021"), QD101), "CITATION_DATE_DIFFERS") == []


def test_a_number_of_a_province_is_not_held_against_that_of_another(write: Write, fill: Fill, find: Find) -> None:
    letter = "Căn cứ Công văn số 45/UBND-XD ngày {} của UBND tỉnh {} về việc xây dựng;"
    fill(["01/6/2021"] * 3, letter.format("{}", "Lam Kỳ Sơn"))
    (check,) = find(write(QD19, TT26, letter.format("16/6/2021", "Lam Kỳ Sơn"), QD101), "CITATION_DATE_DIFFERS")
    assert check.expected == "2021-06-01"
    assert find(write(QD19, TT26, letter.format("16/6/2021", "Tây Hà Nguyên"), QD101), "CITATION_DATE_DIFFERS") == []


def test_other_plans_make_an_inferred_date_sure(write: Write, fill: Fill, find: Find) -> None:
    fill(["01/6/2021"] * 3)
    (check,) = find(write(QD19, TT26, QD101.replace("21/01/2019", "12/01/2019")), "CITATION_DATE_DIFFERS")
    assert (check.severity, check.expected, len(check.plans)) == (Severity.WARNING, "2019-01-21", 3)


def test_a_plan_has_no_voice_on_itself(fill: Fill, read: Read, store: Store) -> None:
    fill(["01/6/2021"] * 3 + ["16/6/2021"])
    stored = store.load_plan(store.resolve_plan("ke-hoach-3.txt"))
    checks = check_citations(store, stored, load_registry(), KHUNG).checks
    (check,) = [one for one in checks if one.code == "CITATION_DATE_DIFFERS"]
    assert len(check.plans) == 3
    again = read(stored.document.text, "ten-khac.txt")  # the same bytes under another name
    checks = check_citations(store, again, load_registry(), KHUNG).checks
    assert [len(one.plans) for one in checks if one.code == "CITATION_DATE_DIFFERS"] == [3]
