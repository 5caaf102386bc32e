"""Many plans against a framework: the verdicts of each alone, counted right, kept until something changes."""

from __future__ import annotations

import datetime
import functools
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import text

from corpus.corrections import Subject
from corpus.errors import DoichieuError, InvalidRequest, ModelUnavailable, StoreError
from corpus.frameworks import Framework, load_framework
from corpus.ingest import ingest_file
from corpus.model import AgencyType, CorrectedField, Verdict
from corpus.samples import load_samples
from corpus.store import PlanFilter, Store, open_store
from indexer import build_index, open_index, sync_index
from indexer.calibration import load_built_in
from search import Engine, build_decision, check_gaps
from search.gap_matrix import GapMatrix, MatrixQuestion, basis, build, build_matrix, crew, load_details
from search.gap_matrix.findings import build_finding
from search.gap_matrix.kept import KeptFindings

FRAMEWORK = load_framework("khung-101")
NOW = datetime.datetime(2026, 12, 1, 8, 0, tzinfo=datetime.UTC)
TEXT = """UBND TỈNH LAM SƠN
SỞ NGHIÊN CỨU {number}
Số: {number}/KH-SNC
Lam Sơn, ngày 15 tháng 01 năm {year}
KẾ HOẠCH
{title}
Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;
II. NỘI DUNG THỰC HIỆN
TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian
1\tTổ chức đánh giá nội bộ hệ thống quản lý chất lượng\tBan ISO\tCác phòng\tTháng 9
2\tBáo cáo việc số {number} của Sở\tVăn phòng\tCác phòng\tTháng 10
"""
QUALITY = "Duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001:2015"


class WideEncoder:
    """Embeds a text as the sum of a random vector for each word, in so many dimensions that other words are far."""

    dimension = 512

    def __init__(self, model_id: str = "wide/512") -> None:
        self.model_id = model_id

    def encode_documents(
        self, texts: Sequence[str], _progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        total = np.sum([draw(word) for word in text.lower().split() or [""]], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)


@functools.cache
def draw(word: str) -> NDArray[np.float64]:
    return np.random.default_rng(zlib.crc32(word.encode("utf-8", "replace"))).standard_normal(512)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The sample plans; not to be changed."""
    store = open_store(tmp_path_factory.mktemp("matrix"))
    for sample in load_samples():
        ingest_file(store, sample.path)
    yield open_engine(store, WideEncoder())
    store.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the three text samples and their index."""
    home = tmp_path_factory.mktemp("prepared")
    store = open_store(home)
    for sample in [sample for sample in load_samples() if sample.format == "txt"][:3]:
        ingest_file(store, sample.path)
    build_index(store, WideEncoder())
    store.close()
    return home


@pytest.fixture
def own_engine(tmp_path: Path, prepared: Path) -> Iterator[Engine]:
    """The same, for a test that may change it."""
    shutil.copytree(prepared, tmp_path / "own")
    store = open_store(tmp_path / "own")
    encoder = WideEncoder()
    yield Engine(store, open_index(store, encoder.model_id), lambda: encoder)
    store.close()


def open_engine(store: Store, encoder: WideEncoder) -> Engine:
    return Engine(store, build_index(store, encoder), lambda: encoder)


def add(engine: Engine, folder: Path, title: str, *, number: int = 1, year: int = 2026) -> str:
    path = folder / f"them-{number}.txt"
    path.write_text(TEXT.format(title=title, number=number, year=year), encoding="utf-8")
    plan = ingest_file(engine.store, path).plan_id
    assert plan is not None
    return plan


def ask(engine: Engine, framework: Framework = FRAMEWORK, **question) -> GapMatrix:
    return build_matrix(engine, MatrixQuestion(framework, **question))


def decide(engine: Engine, plan: str, step: str, verdict: Verdict) -> None:
    report = check_gaps(engine, engine.store.load_plan(plan), FRAMEWORK)
    engine.store.decisions.add(
        plan, build_decision(report, step, verdict, reason="Đã xem bản gốc", who="Thanh tra", when=NOW)
    )


class Counting:
    """Counts the plans that are judged."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plans: list[str] = []
        judge = crew.judge_plan

        def counted(engine: Engine, framework: Framework, plan: str):
            self.plans.append(plan)
            return judge(engine, framework, plan)

        monkeypatch.setattr(crew, "judge_plan", counted)

    def since(self) -> list[str]:
        found, self.plans = self.plans, []
        return sorted(found)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(monkeypatch)


def test_every_cell_is_what_the_plan_has_alone(engine: Engine) -> None:
    for _ in range(2):  # judged now, then as kept
        matrix = ask(engine)
        assert [row.plan.id for row in matrix.rows] == sorted(engine.store.list_plan_ids())
        details = list(load_details(engine, matrix))
        for row in matrix.rows:
            report = check_gaps(engine, engine.store.load_plan(row.plan.id), FRAMEWORK)
            own = [one for one in details if one.row.plan.id == row.plan.id]
            assert [one.finding for one in own] == [build_finding(item) for item in report.items]
            assert [(cell.verdict, cell.confidence) for cell in row.cells] == [
                (item.verdict, item.confidence) for item in report.items
            ]
            assert [one.step for one in own] == list(FRAMEWORK.steps)


def test_counts_and_rates_are_over_the_plans_of_which_it_can_be_told(engine: Engine) -> None:
    matrix = ask(engine)
    counted = [row for row in matrix.rows if row.copy_of is None]
    assert matrix.plans == len(counted)
    for place, count in enumerate(matrix.steps):
        verdicts = [row.cells[place].standing for row in counted]
        assert count.counts == {verdict: verdicts.count(verdict) for verdict in Verdict}
        told = [v for v in verdicts if v in {Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING}]
        assert count.told == len(told)
        rate = told.count(Verdict.MISSING) / len(told) if told else None
        assert count.missing_rate == rate
    assert sum(matrix.counts.values()) == len(counted) * len(FRAMEWORK.steps)
    ranked = [(not count.binds, -count.counts[Verdict.MISSING]) for count in matrix.most_missed]
    assert ranked == sorted(ranked)
    assert {count.step.requirement for count in matrix.most_missed if count.binds} <= {"required", "conditional"}
    assert sum(count.counts[Verdict.MISSING] for count in matrix.most_missed) == matrix.counts[Verdict.MISSING] > 0
    binding = [count for count in matrix.steps if count.step.requirement not in {"optional", "contrary"}]
    missing = sum(count.counts[Verdict.MISSING] for count in binding)
    assert matrix.missing_rate == missing / sum(count.told for count in binding)


def test_years_add_up_to_the_whole(engine: Engine) -> None:
    matrix = ask(engine)
    years = [year.year for year in matrix.years]
    assert years == sorted(years)
    assert sum(year.plans for year in matrix.years) == matrix.plans
    for place, count in enumerate(matrix.steps):
        for verdict in Verdict:
            assert sum(year.steps[place].counts[verdict] for year in matrix.years) == count.counts[verdict]


@pytest.mark.parametrize(
    "chosen",
    [PlanFilter(year=2024), PlanFilter(agency_type=AgencyType.SO), PlanFilter(agency="so "), PlanFilter(year=1999)],
)
def test_filters_are_those_of_lists_of_plans(engine: Engine, chosen: PlanFilter) -> None:
    matrix = ask(engine, plans=chosen)
    assert [row.plan for row in matrix.rows] == list(engine.store.list_plans(chosen))


def test_a_place_is_filtered_as_for_tasks(engine: Engine) -> None:
    rows = ask(engine).rows
    place = next(row.place for row in rows if row.place)
    for words in (place.lower(), f"={place}", place.split()[0]):
        found = ask(engine, place=words)
        assert {row.plan.id for row in found.rows} >= {row.plan.id for row in rows if row.place == place}
        assert len(found.rows) < len(rows)
        stated = [engine.store.load_plan(one.plan.id).plan.header.place for one in found.aside]
        assert all(value is not None and place.split()[0].lower() in value.value.lower() for value in stated)
        assert sum(sum(count.counts.values()) for count in found.steps) == found.plans * len(FRAMEWORK.steps)
    nowhere = ask(engine, place=f"={place.split()[0]}x")
    assert (nowhere.rows, nowhere.aside) == ((), ())
    with pytest.raises(InvalidRequest) as refused:
        ask(engine, place=" … ")
    assert refused.value.code == "FILTER_EMPTY"


def test_a_persons_verdict_counts_and_the_machines_stays(own_engine: Engine) -> None:
    before = ask(own_engine)
    row = before.rows[0]
    place = next(n for n, cell in enumerate(row.cells) if cell.verdict is Verdict.MISSING)
    decide(own_engine, row.plan.id, FRAMEWORK.steps[place].id, Verdict.COVERED)
    after = ask(own_engine)
    cell = after.rows[0].cells[place]
    assert (cell.verdict, cell.standing, cell.is_decided) == (Verdict.MISSING, Verdict.COVERED, True)
    assert cell.human is not None
    assert cell.human.decision.who == "Thanh tra"
    assert after.steps[place].counts[Verdict.MISSING] == before.steps[place].counts[Verdict.MISSING] - 1
    assert after.steps[place].counts[Verdict.COVERED] == before.steps[place].counts[Verdict.COVERED] + 1
    assert (after.steps[place].decided, after.decided) == (1, 1)
    own_engine.store.decisions.undo(row.plan.id, FRAMEWORK.id, FRAMEWORK.steps[place].id)
    assert ask(own_engine) == before


def test_a_verdict_on_a_step_that_now_asks_something_else_does_not_count(own_engine: Engine) -> None:
    plan = ask(own_engine).rows[0].plan.id
    decide(own_engine, plan, "S07", Verdict.MISSING)
    changed = replace(
        FRAMEWORK,
        steps=tuple(replace(step, asks="Việc khác hẳn?") if step.id == "S07" else step for step in FRAMEWORK.steps),
    )
    place = [step.id for step in FRAMEWORK.steps].index("S07")
    cell = ask(own_engine, changed).rows[0].cells[place]
    assert cell.human is not None
    assert not cell.is_decided
    assert cell.standing is cell.verdict
    gone = replace(FRAMEWORK, steps=tuple(step for step in FRAMEWORK.steps if step.id != "S07"))
    assert ask(own_engine, gone).dropped == 1


def test_a_second_run_judges_nothing_and_a_changed_plan_alone_is_judged_anew(
    own_engine: Engine, judged: Counting, tmp_path: Path
) -> None:
    first = ask(own_engine)
    assert judged.since() == [row.plan.id for row in first.rows]
    assert ask(own_engine) == first
    assert judged.since() == []
    plan = first.rows[0].plan.id
    own_engine.store.correct_plan(plan, Subject(CorrectedField.YEAR), ["2031"], who="A", when=NOW)
    ask(own_engine)
    assert judged.since() == [plan]
    added = add(own_engine, tmp_path, QUALITY)
    ask(own_engine)
    assert judged.since() == [added]


def test_another_framework_model_code_or_reading_is_judged_anew(
    own_engine: Engine, judged: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [row.plan.id for row in ask(own_engine).rows]
    judged.since()
    ask(own_engine, replace(FRAMEWORK, version="9.9.9"))
    assert judged.since() == plans
    ask(own_engine)
    assert judged.since() == plans  # the other version of the same framework took its place
    with monkeypatch.context() as patch:
        patch.setattr(basis, "digest_rooms", lambda: "another release")
        ask(own_engine)
        assert judged.since() == plans
    other = open_engine(own_engine.store, WideEncoder("other/512"))
    ask(other)
    assert judged.since() == plans
    with own_engine.store.engine.begin() as connection:
        connection.execute(text("UPDATE plans SET problems = '[ ]' WHERE id = :id"), {"id": plans[1]})
    ask(other)
    assert judged.since() == [plans[1]]


def test_what_is_kept_goes_with_its_plan(own_engine: Engine) -> None:
    rows = ask(own_engine).rows
    own_engine.store.delete_plan(rows[0].plan.id)
    with own_engine.store.engine.connect() as connection:
        left = connection.execute(text("SELECT plan FROM judged_plans ORDER BY plan")).scalars().all()
    assert left == [row.plan.id for row in rows[1:]]
    keeper = KeptFindings(own_engine.store.engine, FRAMEWORK.id)
    judged = crew.judge_plan(own_engine, FRAMEWORK, rows[1].plan.id)
    assert isinstance(judged, crew.JudgedPlan)
    keeper.save([replace(judged, plan=rows[0].plan.id)], {rows[0].plan.id: "basis"})
    assert rows[0].plan.id not in keeper.load_verdicts({rows[0].plan.id: "basis"})


def test_a_plan_of_another_framework_or_of_none_is_named_and_not_counted(own_engine: Engine, tmp_path: Path) -> None:
    before = ask(own_engine)
    papers = add(own_engine, tmp_path, "Công tác văn thư, lưu trữ năm 2026", number=2)
    other = add(own_engine, tmp_path, "Phòng, chống thiên tai năm 2026", number=3)
    matrix = ask(own_engine)
    assert {aside.plan.id: (aside.code, aside.framework) for aside in matrix.aside} == {
        papers: ("OTHER_FRAMEWORK", "van-thu-30"),
        other: ("NO_FRAMEWORK", None),
    }
    assert matrix.steps == before.steps
    assert not ask(own_engine, place="=Nơi khác").aside  # those of another place are none of its plans
    named = ask(own_engine, named=True)  # a person who names the framework means the plans of no other
    assert [aside.plan.id for aside in named.aside] == [papers]
    assert other in {row.plan.id for row in named.rows}
    assert {row.plan.id for row in ask(own_engine, load_framework("van-thu-30")).rows} == {papers}


class Broken(DoichieuError):
    """An error of a plan."""

    code = "PLAN_BROKEN"


@pytest.mark.parametrize(
    ("error", "code"), [(Broken("Hỏng."), "PLAN_BROKEN"), (ZeroDivisionError(), "PLAN_NOT_JUDGED")]
)
def test_a_plan_that_fails_is_named_and_stops_no_other(
    own_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    bad = sorted(own_engine.store.list_plan_ids())[1]
    judge = crew.judge_steps

    def fail(engine: Engine, stored, framework, agency):
        if stored.plan.id == bad:
            raise error
        return judge(engine, stored, framework, agency)

    monkeypatch.setattr(crew, "judge_steps", fail)
    matrix = ask(own_engine)
    assert [(aside.plan.id, aside.code) for aside in matrix.aside] == [(bad, code)]
    assert len(matrix.rows) == matrix.plans == 2
    assert all(sum(count.counts.values()) == 2 for count in matrix.steps)
    monkeypatch.undo()
    assert len(ask(own_engine).rows) == 3  # a failure is not kept


def test_a_missing_model_is_no_plans_fault(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ModelUnavailable("Không nạp được.")

    monkeypatch.setattr(crew, "judge_steps", fail)
    with pytest.raises(ModelUnavailable):
        ask(own_engine)


def test_copies_of_a_plan_are_shown_and_counted_once(own_engine: Engine) -> None:
    one, two, _ = ask(own_engine).rows
    with own_engine.store.engine.begin() as connection:
        for plan, other in ((one, two), (two, one)):
            row = {"plan": plan.plan.id, "other": other.plan.id}
            connection.execute(text("INSERT INTO similar_plans (plan, other, score) VALUES (:plan, :other, 1.0)"), row)
    matrix = ask(own_engine)
    assert (len(matrix.rows), matrix.plans, matrix.copies) == (3, 2, 1)
    (copy,) = [row for row in matrix.rows if row.copy_of]
    assert {copy.plan.id, copy.copy_of} == {one.plan.id, two.plan.id}
    step = FRAMEWORK.steps[4].id
    decide(own_engine, copy.plan.id, step, Verdict.PARTIAL)  # a person looked at this file: it is the one that counts
    assert {row.plan.id: row.copy_of for row in ask(own_engine).rows}[copy.plan.id] is None


def test_time_that_is_up_leaves_the_rest_waiting_and_the_next_call_goes_on(
    own_engine: Engine, judged: Counting
) -> None:
    question = MatrixQuestion(FRAMEWORK)
    first = build_matrix(own_engine, question, seconds=0)
    assert (len(first.rows), first.waiting) == (1, 2)
    assert build_matrix(own_engine, question, seconds=0).waiting == 1
    assert build_matrix(own_engine, question, seconds=60).waiting == 0
    assert len(judged.since()) == 3


def test_progress_tells_of_the_plans_that_are_judged(own_engine: Engine) -> None:
    heard: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> None:
        heard.append((done, total))

    build_matrix(own_engine, MatrixQuestion(FRAMEWORK), progress=hear)
    assert heard == [(1, 3), (2, 3), (3, 3)]
    build_matrix(own_engine, MatrixQuestion(FRAMEWORK), progress=hear)
    assert len(heard) == 3


def test_what_was_judged_before_an_interruption_is_kept(own_engine: Engine, judged: Counting) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_matrix(own_engine, MatrixQuestion(FRAMEWORK), progress=interrupt)
    assert len(judged.since()) == 2
    ask(own_engine)
    assert len(judged.since()) == 1


def refuse() -> None:
    raise StoreError("Không có.", code="STORE_UNUSABLE")


def test_a_crew_says_what_one_process_says(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = ask(own_engine)
    with own_engine.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM judged_plans"))
    monkeypatch.setattr(crew, "_WORTH_A_CREW", 0)
    monkeypatch.setattr(crew, "_BATCH", 2)
    workers = crew.Crew(own_engine.store.home, refuse, 2)  # every vector is kept: no model is loaded
    own = replace(load_built_in(), model="wide/512")  # a file of the user's own, which the processes must open by, too
    calibrated = replace(own_engine, index=sync_index(own_engine.store, WideEncoder(), calibration=own))
    assert build_matrix(calibrated, MatrixQuestion(FRAMEWORK), crew=workers) == alone


def test_an_error_that_every_plan_would_meet_comes_out_of_a_crew(
    own_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_WORTH_A_CREW", 0)
    workers = crew.Crew(own_engine.store.home / "nowhere", refuse, 2)  # a home without an index
    with pytest.raises(DoichieuError) as caught:
        build_matrix(own_engine, MatrixQuestion(FRAMEWORK), crew=workers)
    assert caught.value.code.startswith("INDEX")


def test_the_digest_of_the_rooms_covers_code_and_data() -> None:
    names = {path.name for path in basis._find_files()}
    assert {"gaps.py", "judge.py", "khung-101.json", "khung-101.yaml", "known_vectors.npz", "cues.py"} <= names
    assert not any(name.endswith(".pyc") for name in names)
    assert basis.digest_rooms() == basis.digest_rooms()
    assert build.digest_basis is basis.digest_basis
