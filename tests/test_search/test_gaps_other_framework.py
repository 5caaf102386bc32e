"""A plan of another kind is judged by its own framework: nothing in the judge knows the steps of khung-101."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.citations.registry import load_registry
from corpus.frameworks import Framework, find_framework, load_framework, parse_framework
from corpus.model import AgencyType
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.store import StoredPlan, open_store
from indexer import Embedder, build_index
from search import Engine, GapReport, Verdict, check_citations, check_gaps

ROWS = {
    "V03": "Xây dựng, ban hành Danh mục hồ sơ năm 2026\tVăn phòng\tCác bộ phận\tTháng 01/2026",
    "V05": "Đăng ký, phát hành và lưu văn bản đi\tVăn thư\tCác bộ phận\tThường xuyên",
    "V06": "Tiếp nhận, trình, chuyển giao văn bản đến trong ngày\tVăn thư\tVăn phòng\tThường xuyên",
    "V07": "Lập hồ sơ công việc theo danh mục được duyệt\tCác bộ phận\tVăn thư\tThường xuyên",
    "V08": "Giao nộp hồ sơ đã kết thúc vào lưu trữ cơ quan\tCác bộ phận\tVăn thư\tQuý IV/2026",
    "V10": "Cử công chức dự lớp bồi dưỡng nghiệp vụ văn thư\tVăn phòng\tVăn thư\tQuý II/2026",
    "V14": "Báo cáo thống kê công tác văn thư gửi Sở Nội vụ\tVăn phòng\tVăn thư\tTháng 12/2026",
}
BASIS = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n"


def write_plan(rows: list[str], *, basis: str = BASIS) -> str:
    table = "\n".join(f"{number}\t{row}" for number, row in enumerate(rows, start=1))
    return f"""TỈNH LAM SƠN THƯỢNG
UBND XÃ HÒA LẠC TRUNG
Số: 15/KH-UBND
Hòa Lạc Trung, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Công tác văn thư, lưu trữ năm 2026
{basis}UBND xã Hòa Lạc Trung ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Nhằm đưa công tác văn thư vào nền nếp; năm 2025 đã tổ chức kiểm tra công tác văn thư tại các bộ phận.
II. NỘI DUNG THỰC HIỆN
TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian
{table}
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã
- Bảo quản con dấu tại trụ sở theo quy định.
Nơi nhận:
- Lưu: VT.
"""


def read_plan(text: str) -> StoredPlan:
    document = read_document(text.encode(), "van-thu.txt")
    parsed = parse_plan(document, "van-thu")
    return StoredPlan(parsed.plan, document, parsed.problems)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Engine:
    store = open_store(tmp_path_factory.mktemp("other"))
    return Engine(store, build_index(store, embedder), lambda: embedder)


def check(engine: Engine, text: str, framework: Framework | None = None) -> GapReport:
    stored = read_plan(text)
    title = stored.plan.header.title
    return check_gaps(engine, stored, framework or find_framework(title.value if title else None))


def verdicts(report: GapReport) -> dict[str, Verdict]:
    return {item.step.id: item.verdict for item in report.items}


def test_a_plan_about_records_is_judged_by_its_own_framework(engine: Engine) -> None:
    report = check(engine, write_plan(list(ROWS.values())))
    found = verdicts(report)
    assert report.framework.id == "van-thu-30"
    assert report.agency_type is AgencyType.UBND_XA
    assert {step for step in ROWS if found[step] is not Verdict.COVERED} == set()
    assert found["V09"] is Verdict.COVERED  # in the duties of the office, outside the table
    assert found["V01"] is Verdict.PARTIAL  # the issued plan itself
    assert {found[step] for step in ("V02", "V11")} <= {Verdict.MISSING, Verdict.UNCLEAR}
    assert found["V12"] is not Verdict.COVERED  # last year's check
    for item in report.items:
        if item.verdict is Verdict.COVERED:
            assert item.evidence, item.step.id


@pytest.mark.parametrize("removed", sorted(ROWS))
def test_a_task_taken_out_takes_away_its_step_and_no_other(engine: Engine, removed: str) -> None:
    before = verdicts(check(engine, write_plan(list(ROWS.values()))))
    after = verdicts(check(engine, write_plan([row for step, row in ROWS.items() if step != removed])))
    assert {step for step in before if (before[step] is Verdict.COVERED) != (after[step] is Verdict.COVERED)} == {
        removed
    }
    assert after[removed] in {Verdict.MISSING, Verdict.UNCLEAR}


def test_the_expected_basis_is_that_of_its_own_framework(tmp_path: Path) -> None:
    store = open_store(tmp_path / "bases")
    khung, registry = load_framework("van-thu-30"), load_registry(())
    other = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;\n"
    missing = check_citations(store, read_plan(write_plan(list(ROWS.values()), basis=other)), registry, khung)
    told = [found for found in missing.checks if found.code == "BASIS_MISSING"]
    assert [found.expected for found in told] == ["NĐ 30/2020/NĐ-CP"]
    named = check_citations(store, read_plan(write_plan(list(ROWS.values()))), registry, khung)
    assert [found for found in named.checks if found.code == "BASIS_MISSING"] == []
    store.close()


def test_a_framework_of_a_persons_own_judges_by_its_own_steps(engine: Engine) -> None:
    own = """
id: khung-rieng
version: "1"
title: Khung riêng
publication: 2026-01-02
language: vi
sources: [{document: QC 1/2026, title: Quy chế nội bộ, read: true}]
agencies: [{agency: ubnd_xa}]
groups: [{id: g, title: Việc riêng}]
mentions_of: khung-101
steps:
  - {id: R1, group: g, title: Nộp hồ sơ, asks: Nộp hồ sơ., requirement: required, examples: [Giao nộp hồ sơ],
     cues: [["giao nộp hồ sơ"]]}
  - {id: R2, group: g, title: Trồng cây, asks: Trồng cây., requirement: required, examples: [Trồng cây xanh],
     cues: [["trồng cây"]]}
  - {id: R3, group: g, title: Ở trường, asks: Ở trường., requirement: required, examples: [Dạy học],
     cues: [["dạy học"]], agencies: [{agency: truong}]}
"""
    found = verdicts(check(engine, write_plan(list(ROWS.values())), parse_framework(own.encode(), "rieng.yaml")))
    assert list(found) == ["R1", "R2", "R3"]
    assert (found["R1"], found["R3"]) == (Verdict.COVERED, Verdict.NOT_APPLICABLE)
    assert found["R2"] in {Verdict.MISSING, Verdict.UNCLEAR}
