from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import docx
import pytest

from corpus.ingest import IngestStatus, build_plan_id, find_files, ingest_file
from corpus.samples import load_samples
from corpus.store import Store, open_store

SAMPLES = load_samples()


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
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    cases = [
        ("rong.txt", "EMPTY_FILE"),
        ("anh.png", "IMAGE_ONLY"),
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
