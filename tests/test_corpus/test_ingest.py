from __future__ import annotations

import dataclasses
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import docx
import pytest

import corpus.ingest.run
import corpus.reading.tools
from corpus.ingest import (
    IngestListener,
    IngestOptions,
    IngestResult,
    IngestStatus,
    build_plan_id,
    find_files,
    ingest_file,
    ingest_files,
)
from corpus.isolation import Call, InlineRunner, Limits, Pool, Report, Runner, ignore_report
from corpus.model import Problem, Severity
from corpus.plan_reader import PlanReading, PlanRequest, read_plan
from corpus.reading import DEFAULT_OPTIONS, Tool
from corpus.samples import load_samples
from corpus.store import DATABASE, Store, digest, open_store

SAMPLES = load_samples()
ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(seconds=30, memory_mb=1024)
T = TypeVar("T")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()


def test_a_file_is_added_once(store: Store) -> None:
    path = SAMPLES[0].path
    first, second = ingest_file(store, path), ingest_file(store, path)
    assert (first.status, second.status) == (IngestStatus.ADDED, IngestStatus.UNCHANGED)
    assert (
        first.plan_id
        == second.plan_id
        == build_plan_id(path.name, store.load_plan(first.plan_id or "").document.sha256)
    )
    assert store.revision == 1


def test_the_same_bytes_under_another_name_are_the_same_plan(store: Store, tmp_path: Path) -> None:
    first = ingest_file(store, SAMPLES[0].path)
    copy = shutil.copy(SAMPLES[0].path, tmp_path / "bản sao.docx")
    second = ingest_file(store, Path(copy))
    assert (second.status, second.plan_id) == (IngestStatus.UNCHANGED, first.plan_id)
    assert len(store.list_plans()) == 1


def test_a_plan_of_an_older_parser_is_read_anew_under_its_id(store: Store, tmp_path: Path) -> None:
    first = ingest_file(store, SAMPLES[0].path)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plans SET parser_version = 0, title = 'cũ'")
    again = ingest_file(store, Path(shutil.copy(SAMPLES[0].path, tmp_path / "khac.docx")))
    assert (again.status, again.plan_id) == (IngestStatus.UPDATED, first.plan_id)
    assert store.list_plans()[0].title == SAMPLES[0].expected.title
    assert ingest_file(store, SAMPLES[0].path).status is IngestStatus.UNCHANGED


def test_a_file_that_cannot_be_read_fails_alone_with_its_code(store: Store, tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_bytes(b"")
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7 broken")
    cases = [
        ("rong.txt", "EMPTY_FILE"),
        ("hong.pdf", "PDF_DAMAGED"),
        ("khong-co.txt", "FILE_NOT_FOUND"),
        ("home", "NOT_A_FILE"),
    ]
    for name, code in cases:
        result = ingest_file(store, tmp_path / name)
        assert (result.status, result.plan_id) == (IngestStatus.FAILED, None)
        assert result.error is not None
        assert result.error.code == code
        assert str(tmp_path) not in result.error.message
    assert store.list_plans() == ()
    assert ingest_file(store, SAMPLES[0].path).status is IngestStatus.ADDED


@pytest.mark.parametrize("name", ["a\x00b.txt", "x" * 5000])
def test_a_name_that_no_file_can_have_fails_as_a_file(store: Store, name: str) -> None:
    assert ingest_file(store, Path(name)).status is IngestStatus.FAILED


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".an.txt", "~$a.docx", "con/c.txt", ".git/d.txt", "con/.an/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    def walk(*, recursive: bool) -> list[str]:
        return [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path], recursive=recursive)]

    assert walk(recursive=False) == ["a.txt", "b.txt"]
    assert walk(recursive=True) == ["a.txt", "b.txt", "con/c.txt"]
    named = [tmp_path / ".an.txt", tmp_path / "khong-co.txt"]
    assert list(find_files(named, recursive=False)) == named


IDS = [
    ("Kế hoạch ISO 2024.docx", "ke-hoach-iso-2024-01234567"),
    ("???.txt", "ke-hoach-01234567"),
    ("a" * 100 + ".pdf", "a" * 60 + "-01234567"),
]


@pytest.mark.parametrize(("name", "plan_id"), IDS)
def test_an_id_comes_from_the_name_and_the_content(name: str, plan_id: str) -> None:
    assert build_plan_id(name, "0123456789abcdef") == plan_id


def test_a_word_file_with_two_tables_and_tracked_changes_gives_its_tasks(store: Store, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Duy trì hệ thống năm 2024")
    for number in (1, 2):
        document.add_paragraph(f"{number}. Nội dung đợt {number}")
        table = document.add_table(rows=2, cols=4)
        for row, texts in zip(
            table.rows,
            (("STT", "Nội dung", "Chủ trì", "Thời gian"), ("1", "Báo cáo", "Văn phòng", "Quý I")),
            strict=True,
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    run = document.tables[1].rows[1].cells[1].paragraphs[0].runs[0]
    _track(run._r, "ins")
    removed = document.tables[1].rows[1].cells[1].paragraphs[0].add_run(" cũ")
    removed._r.find(docx.oxml.ns.qn("w:t")).tag = docx.oxml.ns.qn("w:delText")
    _track(removed._r, "del")
    document.save(str(tmp_path / "a.docx"))
    result = ingest_file(store, tmp_path / "a.docx")
    tasks = store.load_plan(result.plan_id or "").plan.main_tasks
    assert [(task.id.partition("#")[2], task.content.value) for task in tasks] == [
        ("1.1", "Báo cáo"),
        ("2.1", "Báo cáo"),
    ]


def _track(run: docx.oxml.xmlchemy.BaseOxmlElement, kind: str) -> None:
    """Puts a run into a tracked insertion or deletion."""
    change = docx.oxml.OxmlElement(f"w:{kind}")
    run.addprevious(change)
    change.append(run)


def _ingest_all(home: str) -> None:
    store = open_store(Path(home))
    for sample in SAMPLES[:6]:
        assert ingest_file(store, sample.path).status is not IngestStatus.FAILED
    store.close()


def test_two_processes_may_ingest_at_once(tmp_path: Path) -> None:
    home = tmp_path / "chung"
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_ingest_all, [str(home)] * 2)) == [None, None]
    store = open_store(home)
    assert len(store.list_plans()) == 6
    assert sum(plan.main_tasks for plan in store.list_plans()) == sum(len(s.expected.tasks) for s in SAMPLES[:6])
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    store.close()


def _run(store: Store, files: list[Path], runner: Runner, options: IngestOptions | None = None) -> list[IngestResult]:
    results = list(ingest_files(store, files, runner, options))
    return sorted(results, key=lambda result: result.order)


def _texts(folder: Path, *names: str) -> list[Path]:
    """Writes one short plan a name; the name stands in it."""
    for name in names:
        (folder / name).write_text(f"KẾ HOẠCH\nDuy trì hệ thống năm 2024 tại {name}\n1. Báo cáo.\n")
    return [folder / name for name in names]


def _content(store: Store) -> object:
    plans = [store.load_plan(summary.id) for summary in store.list_plans()]
    with store.engine.connect() as connection:
        mentions = connection.exec_driver_sql("SELECT * FROM citations ORDER BY plan, start").all()
    return store.list_plans(), plans, mentions, store.revision


def test_a_store_does_not_depend_on_how_many_read_at_once(tmp_path: Path) -> None:
    files = [sample.path for sample in SAMPLES[::2]]
    contents, results = [], []
    for workers in (0, 1, 3):
        store = open_store(tmp_path / str(workers))
        with Pool(LIMITS, workers) if workers else InlineRunner() as runner:
            results.append(_run(store, files, runner))
        contents.append(_content(store))
        store.close()
    assert contents[0] == contents[1] == contents[2]
    assert results[0] == results[1] == results[2]
    assert [result.path for result in results[2]] == files


# What a reader may do to the process it runs in, by a word in the file.


def read_or_fail(request: PlanRequest, progress: Report) -> PlanReading:
    if b"ABORT" in request.data:
        os.abort()
    if b"HANG" in request.data:
        time.sleep(60)
    if b"HOG" in request.data:
        bytearray(2**34)
    return read_plan(request, progress)


def test_a_file_that_kills_its_reader_costs_nobody_else_anything(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setattr(corpus.ingest.run, "read_plan", read_or_fail)
    files = _texts(tmp_path, "a.txt", "ABORT.txt", "b.txt", "HANG.txt", "HOG.txt", "c.txt")
    with Pool(Limits(seconds=2, memory_mb=1024), 2) as pool:
        results = _run(store, files, pool)
    codes = [result.error.code if result.error else None for result in results]
    assert codes == [None, "READER_CRASHED", None, "READER_TIMED_OUT", "READER_OUT_OF_MEMORY", None]
    assert [plan.name for plan in store.list_plans()] == ["a.txt", "b.txt", "c.txt"]
    monkeypatch.setattr(corpus.ingest.run, "read_plan", read_plan)
    with InlineRunner() as runner:
        again = [result.status.value for result in _run(store, files, runner)]
    assert again == ["unchanged", "added", "unchanged", "added", "added", "unchanged"]


def test_a_run_that_is_killed_leaves_a_sound_store_and_the_next_one_completes_it(tmp_path: Path) -> None:
    folder, home = tmp_path / "tep", tmp_path / "home"
    folder.mkdir()
    files = _texts(folder, *(f"{number:03}.txt" for number in range(120)))
    code = (
        "import sys; from pathlib import Path; from corpus.ingest import *; from corpus.isolation import *\n"
        "from corpus.store import open_store\n"
        f"store = open_store(Path({str(home)!r})); pool = Pool(Limits(seconds=30, memory_mb=1024), 2)\n"
        f"for result in ingest_files(store, sorted(Path({str(folder)!r}).iterdir()), pool): "
        "print(*pool.pids, flush=True)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(10)]
    process.kill()
    process.communicate()
    readers = {int(pid) for line in lines for pid in line.split()}
    assert readers
    assert [pid for pid in readers if not _ends(pid)] == []
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = open_store(home)
    stored = len(store.list_plans())
    assert 9 <= stored < 120
    with InlineRunner() as runner:
        results = _run(store, files, runner)
    assert [result.status for result in results].count(IngestStatus.UNCHANGED) == stored
    assert len(store.list_plans()) == 120
    originals = [path for path in (home / "originals").rglob("*") if path.is_file()]
    assert {path.name for path in originals} >= {digest(path.read_bytes()) for path in files}
    store.close()


def _ends(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_the_same_bytes_twice_in_one_run_are_read_once(store: Store, tmp_path: Path) -> None:
    first, second = _texts(tmp_path, "a.txt", "b.txt")
    second.write_bytes(first.read_bytes())
    (tmp_path / "hong.txt").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "hong2.txt").write_bytes(b"%PDF-1.7 broken")
    reads: list[str] = []

    class Counting(IngestListener):
        def began(self, name: str) -> None:
            reads.append(name)

    with Pool(LIMITS, 4) as pool:
        files = [first, second, tmp_path / "hong.txt", tmp_path / "hong2.txt"]
        results = _run(store, files, pool, IngestOptions(listener=Counting()))
    assert [result.status.value for result in results] == ["added", "unchanged", "failed", "failed"]
    assert results[1].plan_id == results[0].plan_id == store.list_plans()[0].id
    assert [result.name for result in results] == ["a.txt", "b.txt", "hong.txt", "hong2.txt"]
    assert sorted(reads) == ["a.txt", "hong.txt"]


def _zip(**entries: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_the_documents_of_a_zip_are_files_of_their_own(store: Store, tmp_path: Path) -> None:
    (plan,) = _texts(tmp_path, "ke-hoach.txt")
    entries = {
        "nam 2024/ke-hoach.txt": plan.read_bytes(),
        "hong.pdf": b"%PDF-1.7 broken",
        "../../ra-ngoai.txt": b"K\xe1\xba\xbe HO\xe1\xba\xa0CH kh\xc3\xa1c",
    }
    (tmp_path / "goi.zip").write_bytes(_zip(**entries))
    with InlineRunner() as runner:
        results = _run(store, [tmp_path / "goi.zip", plan], runner)
    shown = [(result.name, result.status.value, result.error.code if result.error else None) for result in results]
    assert shown == [
        ("goi.zip/nam 2024/ke-hoach.txt", "added", None),
        ("goi.zip/hong.pdf", "failed", "PDF_DAMAGED"),
        ("goi.zip/ra-ngoai.txt", "added", None),
        ("ke-hoach.txt", "unchanged", None),
    ]
    assert results[0].path == tmp_path / "goi.zip" / "nam 2024" / "ke-hoach.txt"
    assert {summary.name for summary in store.list_plans()} == {"ke-hoach.txt", "ra-ngoai.txt"}


def test_a_zip_without_documents_or_broken_fails_as_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "rong.zip").write_bytes(_zip(**{"__MACOSX/._a": b"x"}))
    (tmp_path / "hong.zip").write_bytes(_zip(a=b"x")[:-10])
    with InlineRunner() as runner:
        results = _run(store, [tmp_path / "rong.zip", tmp_path / "hong.zip"], runner)
    assert [(result.name, result.status.value) for result in results] == [
        ("rong.zip", "failed"),
        ("hong.zip", "failed"),
    ]
    assert results[0].error is not None
    assert results[0].error.code == "ARCHIVE_EMPTY"


def test_what_waited_for_a_tool_is_read_again_when_it_is_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a tool is installed cannot be changed by a test, so the reading that misses it is made up."""
    files = _texts(tmp_path, "quet.txt")

    def read_without_tool(request: PlanRequest, progress: Report) -> PlanReading:
        reading = read_plan(request, progress)
        waiting = (Problem(Tool.OCR.value, Severity.ERROR, "Chưa cài."),)
        return dataclasses.replace(reading, parsed=dataclasses.replace(reading.parsed, problems=waiting))

    def status(*, installed: bool, ocr: bool = True) -> IngestStatus:
        monkeypatch.setattr(corpus.reading.tools, "is_installed", lambda _tool: installed)
        reading = dataclasses.replace(IngestOptions().reading, ocr=ocr)
        with InlineRunner() as runner:
            return _run(store, files, runner, IngestOptions(reading))[0].status

    monkeypatch.setattr(corpus.ingest.run, "read_plan", read_without_tool)
    assert status(installed=False) is IngestStatus.ADDED
    assert status(installed=False) is IngestStatus.UNCHANGED
    monkeypatch.setattr(corpus.ingest.run, "read_plan", read_plan)
    assert status(installed=True, ocr=False) is IngestStatus.UNCHANGED
    assert status(installed=True) is IngestStatus.UPDATED
    assert status(installed=True) is IngestStatus.UNCHANGED
    assert len(store.list_plans()) == 1


class Recorder:
    """A runner that answers all calls under way at once, when waited for, and notes what they were."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.threads: list[list[int]] = [[]]
        self._answers: list[Callable[[], None]] = []

    def submit(self, call: Call[T], report: Report = ignore_report) -> Future[T]:
        future: Future[T] = Future()
        (request,) = call.arguments
        assert isinstance(request, PlanRequest)
        self.threads[-1].append(request.options.ocr_threads)
        self._answers.append(lambda: future.set_result(call.function(request, report)))
        return future

    def wait(self) -> None:
        for answer in self._answers:
            answer()
        self._answers = []
        self.threads.append([])

    def close(self) -> None:
        pass


def test_files_under_way_share_the_cores(store: Store, tmp_path: Path) -> None:
    files = _texts(tmp_path, *(f"{number}.txt" for number in range(6)))
    recorder = Recorder(workers=4)
    options = IngestOptions(dataclasses.replace(DEFAULT_OPTIONS, ocr_threads=3))
    assert len(_run(store, files, recorder, options)) == 6
    assert recorder.threads == [[1, 1, 1, 1], [2, 2], []]
    alone = Recorder(workers=4)
    _run(store, _texts(tmp_path, "mot.txt"), alone, options)
    assert alone.threads[0] == [3]  # as many as the options allow


def test_a_run_that_is_stopped_finishes_what_it_began(store: Store, tmp_path: Path) -> None:
    files = _texts(tmp_path, *(f"{number}.txt" for number in range(9)))
    begun: list[str] = []

    class Noting(IngestListener):
        def began(self, name: str) -> None:
            begun.append(name)

    results: list[IngestResult] = []
    options = IngestOptions(listener=Noting(), stop=lambda: len(results) >= 2)
    with Pool(LIMITS, 2) as pool:
        for result in ingest_files(store, files, pool, options):
            results.append(result)  # noqa: PERF402 - the run looks at it
    assert {result.name for result in results} == set(begun)
    assert 2 <= len(results) < 9
    assert len(store.list_plans()) == len(results)


def test_pages_are_heard_of(store: Store) -> None:
    heard: list[tuple[str, int, int]] = []

    class Noting(IngestListener):
        def read_page(self, name: str, done: int, pages: int) -> None:
            heard.append((name, done, pages))

    path = next(sample.path for sample in SAMPLES if sample.path.suffix == ".pdf")
    with Pool(LIMITS) as pool:
        _run(store, [path], pool, IngestOptions(listener=Noting()))
    pages = store.load_plan(store.list_plans()[0].id).document.quality.pages
    assert pages
    assert heard[-1] == (path.name, pages, pages)


def test_a_result_names_the_near_duplicates_stored_so_far(store: Store, tmp_path: Path) -> None:
    text = next(sample.path for sample in SAMPLES if sample.path.suffix == ".txt")
    copy = tmp_path / "ban-ky.txt"
    copy.write_text(text.read_text() + "\nKý bởi: Văn phòng\nThời gian ký: 05/03/2024 10:11:12\n")
    first, second = ingest_file(store, text), ingest_file(store, copy)
    assert (first.similar, second.similar) == ((), (first.plan_id,))
    assert ingest_file(store, text).similar == (second.plan_id,)
