"""``ingest`` and the guarded reading behind it: progress, tables, limits, interrupts."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rich.console import Console

from api.app import create_app
from api.cli import progress as progress_module
from api.cli.progress import IngestProgress, Tally
from api.cli.show_ingest import list_complaints, show_results
from api.guard import Guard, open_guard
from api.settings import Settings, count_cores
from api.workspace import Workspace
from corpus.errors import UnreadableDocument
from corpus.ingest import IngestResult, IngestStatus
from corpus.isolation import Call, Limits
from corpus.model import Problem, Severity

ROOT = Path(__file__).resolve().parents[2]
# One line of 4 MB: parsing it takes minutes.
ENDLESS = "Kế hoạch duy trì hệ thống quản lý chất lượng số 12/KH-UBND ngày 05/3/2024 của Ủy ban; " * 50_000


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_progress_counts_files_and_pages_and_says_how_long():
    clock = Clock()
    tally = Tally(4, clock)
    assert tally.show() == "0,0 tệp/giây"
    tally.begin("a.txt")
    tally.begin("b.pdf")
    clock.now += 2
    tally.finish("a.txt")
    assert tally.show() == "0,5 tệp/giây; còn khoảng 6 giây; đang đọc b.pdf"
    tally.turn("b.pdf", 1, 9)
    tally.turn("b.pdf", 3, 9)
    clock.now += 2
    assert tally.show() == "3 trang; 0,8 trang/giây; còn khoảng 12 giây; đang đọc b.pdf (trang 3/9)"
    clock.now += 196
    assert "còn khoảng 10 phút" in tally.show()
    clock.now += 20_000
    assert "còn khoảng 17 giờ" in tally.show()
    assert (tally.done, tally.total) == (1, 4)
    for number in range(6):
        tally.begin(f"goi.zip/{number}.txt")
        tally.finish(f"goi.zip/{number}.txt")
    assert (tally.done, tally.total) == (7, 8)
    tally.begin("x" * 100)
    tally.finish("b.pdf")
    assert "x" * 30 not in tally.show()


def test_without_a_terminal_a_plain_line_comes_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(progress_module, "_PLAIN_SECONDS", 0.0)
    with IngestProgress(2) as shown:
        shown.began("a\udcff.pdf")
        shown.read_page("a\udcff.pdf", 1, 2)
        shown.finished("a\udcff.pdf")
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("Đã đọc 0/2 tệp; 1 trang; ")
    assert lines[1].endswith(" trang/giây; đang đọc a?.pdf (trang 1/2).")
    monkeypatch.setattr(progress_module, "_PLAIN_SECONDS", 60.0)
    with IngestProgress(2) as shown:
        shown.began("a.pdf")
    assert capsys.readouterr().err == ""


def _result(name, *problems, error=None, similar=()):
    status = IngestStatus.FAILED if error else IngestStatus.ADDED
    found = tuple(Problem(code, severity, f"Câu về {code}.") for severity, code in problems)
    reason = UnreadableDocument("Tệp hỏng.", code=error) if error else None
    return IngestResult(Path(name), name, status, None if error else f"ma-{name}", found, reason, similar)


def _shown(results):
    console = Console(file=io.StringIO(), width=100)
    show_results(console, results)
    return console.file.getvalue()


def test_problems_are_listed_with_failed_files_first():
    results = [
        _result("a", (Severity.INFO, "X_INFO"), (Severity.ERROR, "X_ERROR")),
        _result("b", (Severity.WARNING, "X_WARNING")),
        _result("c", error="PDF_DAMAGED"),
    ]
    assert [(row.name, row.code) for row in list_complaints(results)] == [
        ("c", "PDF_DAMAGED"),
        ("a", "X_ERROR"),
        ("b", "X_WARNING"),
        ("a", "X_INFO"),
    ]
    shown = _shown(results)
    assert shown.index("PDF_DAMAGED") < shown.index("X_ERROR") < shown.index("X_INFO")
    assert "Vấn đề cần xem (4)" in shown
    assert "dòng nữa" not in shown


def test_long_lists_are_cut_and_say_so():
    results = [_result(f"tep-{number}", error="PDF_DAMAGED") for number in range(45)]
    results += [_result("nhieu", similar=tuple(f"ke-{number}" for number in range(8)))]
    shown = _shown(results)
    assert "tep-29" in shown
    assert "tep-30" not in shown
    assert "… và 15 dòng nữa; thêm --json để xem tất cả." in shown
    assert "nhieu (ma-nhieu) gần trùng với ke-0, ke-1, ke-2 và 5 kế hoạch khác." in shown


@pytest.mark.usefixtures("home")
def test_ingest_tells_of_problems_members_and_near_duplicates(command, plan_files, tmp_path):
    folder = tmp_path / "ho so"
    folder.mkdir()
    text = next(path for path in plan_files if path.suffix == ".txt").read_text()
    (folder / "a.txt").write_text(text)
    with zipfile.ZipFile(folder / "goi.zip", "w") as archive:
        archive.writestr("con/b.txt", f"{text}\nKý bởi: Văn phòng\n")
        archive.writestr("con/hong.pdf", b"%PDF-1.7 broken")
    ran = command("ingest", folder, "--json")
    assert ran.code == 3
    files = {Path(file["path"]).name: file for file in ran.json["files"]}
    assert list(files) == ["a.txt", "b.txt", "hong.pdf"]
    assert files["a.txt"]["similar"] == [files["b.txt"]["plan"]]
    assert files["b.txt"]["similar"] == [files["a.txt"]["plan"]]
    assert files["hong.pdf"]["error"]["code"] == "PDF_DAMAGED"
    assert files["hong.pdf"]["path"] == str(folder / "goi.zip" / "con" / "hong.pdf")
    plans = {plan["id"]: plan["similar"] for plan in command("plans", "--json").json["plans"]}
    assert plans == {
        files["a.txt"]["plan"]: files["a.txt"]["similar"],
        files["b.txt"]["plan"]: files["b.txt"]["similar"],
    }
    ran = command("ingest", folder)
    assert ran.code == 3
    for words in ("Không đổi", "Vấn đề cần xem (1)", "goi.zip/con/hong.pdf", "PDF_DAMAGED", "gần trùng với"):
        assert words in ran.out
    assert ran.err == ""


def test_parse_of_an_archive_says_what_to_do(command, tmp_path):
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as archive:
        archive.writestr("a.txt", "KẾ HOẠCH")
    ran = command("parse", tmp_path / "goi.zip")
    assert (ran.code, ran.err.partition(":")[0]) == (3, "ARCHIVE_OF_FILES")
    assert "doichieu ingest" in ran.err


def test_a_file_that_takes_too_long_is_given_up_everywhere(command, home, tmp_path, monkeypatch):
    monkeypatch.setenv("DOICHIEU_READ_SECONDS", "0.5")
    (tmp_path / "dai.txt").write_text(ENDLESS)
    for name in ("parse", "citations", "gaps"):
        ran = command(name, tmp_path / "dai.txt", "--json")
        assert (ran.code, ran.out, ran.err.partition(":")[0]) == (3, "", "READER_TIMED_OUT")
    monkeypatch.setenv("DOICHIEU_READ_SECONDS", "1.5")
    monkeypatch.setenv("DOICHIEU_JOBS", "2")
    (tmp_path / "tot.txt").write_text("KẾ HOẠCH\nDuy trì hệ thống năm 2024\n")
    ran = command("ingest", tmp_path / "dai.txt", tmp_path / "tot.txt", "--json")
    assert ran.code == 3
    assert [file["status"] for file in ran.json["files"]] == ["failed", "added"]
    assert home.exists()


def test_a_text_that_takes_too_long_is_given_up_over_http(tmp_path, load_tiny):
    with Workspace(Settings(home=tmp_path, read_seconds=0.2), load=load_tiny) as workspace:
        client = TestClient(create_app(workspace), raise_server_exceptions=False)
        answer = client.post("/api/v1/citations", json={"text": ENDLESS[:500_000]})
    assert (answer.status_code, answer.json()["code"]) == (422, "READER_TIMED_OUT")


# A run in the background is started with interrupts ignored, and so would be what it starts.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from api.cli import main; main()"


def test_the_second_interrupt_ends_a_run_at_once(tmp_path):
    (tmp_path / "dai.txt").write_text(ENDLESS)
    process = subprocess.Popen(
        [sys.executable, "-c", HEARING, "ingest", str(tmp_path / "dai.txt")],
        env=os.environ | {"DOICHIEU_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    readers = _children(process.pid)
    process.send_signal(signal.SIGINT)
    assert "Ctrl+C lần nữa" in process.stderr.readline()
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert "INTERRUPTED: " in err
    assert "Traceback" not in err
    assert [pid for pid in readers if not _ends(pid)] == []


def _ends(pid):
    """Waits until no process of that number runs; a zombie that nobody buries does not run."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        stat = Path(f"/proc/{pid}/stat")
        try:
            if stat.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def _children(pid):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("no reader was started")


def test_settings_say_how_documents_are_read(monkeypatch, tmp_path):
    chosen = Settings(home=tmp_path)
    assert (chosen.workers, chosen.limits) == (count_cores(), Limits(seconds=120, memory_mb=2048))
    assert (chosen.reading.ocr, chosen.reading.max_pages) == (True, 1000)
    assert chosen.reading.ocr_cache == tmp_path / "ocr"
    for name, value in {
        "JOBS": "3",
        "OCR": "0",
        "MAX_PAGES": "5",
        "READ_SECONDS": "1.5",
        "READ_MEMORY_MB": "600",
    }.items():
        monkeypatch.setenv(f"DOICHIEU_{name}", value)
    chosen = Settings()
    assert (chosen.workers, chosen.limits) == (3, Limits(seconds=1.5, memory_mb=600))
    assert (chosen.reading.ocr, chosen.reading.max_pages) == (False, 5)
    assert chosen.reading.ocr_threads == 1  # more would not fit in 600 MB
    assert Settings(jobs=16, read_memory_mb=2048).reading.ocr_threads == 6
    assert Settings(jobs=2, read_memory_mb=2048).reading.ocr_threads == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("JOBS", "0"), ("OCR", "có"), ("READ_SECONDS", "0"), ("READ_MEMORY_MB", "64"), ("MAX_PAGES", "x")],
)
def test_a_wrong_reading_setting_is_named(command, monkeypatch, tmp_path, name, value):
    monkeypatch.setenv(f"DOICHIEU_{name}", value)
    (tmp_path / "a.txt").write_text("KẾ HOẠCH")
    ran = command("parse", tmp_path / "a.txt")
    assert (ran.code, ran.err) == (2, f"SETTING_INVALID: Biến môi trường không hợp lệ: DOICHIEU_{name}.\n")


def nap(seconds, _report):
    time.sleep(seconds)
    return os.getpid()


def leave(_report):
    os._exit(1)


def test_threads_share_a_guard_and_no_more_processes_than_it_may_have(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    guard = Guard(Limits(seconds=20, memory_mb=512), 2)
    assert guard.share == 2
    pids, shares = [], []

    def ask():
        pids.append(guard.run(Call(nap, (0.2,))))
        shares.append(guard.share)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(pids), len(set(pids))) == (6, 2)
    assert set(shares) <= {1, 2}
    with pytest.raises(UnreadableDocument):
        guard.run(Call(leave))
    assert guard.run(Call(nap, (0,))) not in {os.getpid()}
    guard.close()
    assert open_guard(Limits(), 2) is open_guard(Limits(), 2)
