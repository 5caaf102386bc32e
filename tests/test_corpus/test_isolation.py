from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.isolation import Call, InlineRunner, Limits, Pool, Report, ignore_report, run_one
from corpus.isolation.frames import BrokenStream, FrameBuffer, Kind, build_header

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(seconds=20, memory_mb=256)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone enforces it; unchecked elsewhere")


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a process import this module under the name it has here."""
    monkeypatch.syspath_prepend(str(ROOT))


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(LIMITS) as opened:
        yield opened


# What the processes are made to do; each takes the report last.


def double(number: int, _report: Report) -> int:
    return 2 * number


def tell_pid(_report: Report) -> int:
    return os.getpid()


def refuse(code: str, _report: Report) -> None:
    raise UnreadableDocument("Tệp hỏng.", code=code)


def read_pages(pages: int, seconds: float, report: Report) -> int:
    for page in range(1, pages + 1):
        time.sleep(seconds)
        report(page, pages)
    return pages


def read_pages_in_threads(pages: int, report: Report) -> int:
    """Reports from a few threads at a time: the stack of each counts as memory, and 50 at once are over the limit."""
    with ThreadPoolExecutor(4) as threads:
        for reported in [threads.submit(report, page, pages) for page in range(1, pages + 1)]:
            reported.result()
    return pages


def repeat_a_page(report: Report) -> None:
    while True:
        report(1, 3)
        time.sleep(0.05)


def spin(_report: Report) -> None:
    while True:
        pass


def backtrack(_report: Report) -> None:
    """Runs in C with the interpreter locked: no thread and no Python signal handler gets a turn."""
    import re

    re.match(r"(a+)+b", "a" * 60)


def leave(_report: Report) -> None:
    os._exit(0)


def leave_politely(_report: Report) -> None:
    sys.exit(3)


def abort(_report: Report) -> None:
    os.abort()


def kill_itself(_report: Report) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_report: Report) -> None:
    raise KeyError("chữ của tài liệu")


def recurse(report: Report) -> None:
    recurse(report)


def hog(_report: Report) -> int:
    kept = []
    while True:
        kept.append(bytes(2**24))


def grab(size: int, _report: Report) -> int:
    return len(bytearray(size))


def throw_bad_alloc(_report: Report) -> None:
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def _channel() -> int:
    """The descriptor of the channel: the one socket this process has."""
    # It has the number that it had in the process of the tests, where other tests may have many files open.
    return next(number for number in sorted(map(int, os.listdir("/proc/self/fd"))) if number > 2 and _is_socket(number))


def _is_socket(number: int) -> bool:
    try:
        return os.readlink(f"/proc/self/fd/{number}").startswith("socket:")
    except OSError:
        return False


def write_garbage(_report: Report) -> None:
    os.write(_channel(), b"Warning: invalid xref table, trying to rebuild...\n")
    time.sleep(60)


def die_in_the_middle_of_a_message(_report: Report) -> None:
    os.write(_channel(), build_header(Kind.VALUE, 1000) + b"x" * 10)
    os._exit(0)


def hang_in_the_middle_of_a_message(_report: Report) -> None:
    os.write(_channel(), build_header(Kind.VALUE, 1000) + b"x" * 10)
    time.sleep(60)


def answer_what_cannot_be_unpickled(_report: Report) -> None:
    os.write(_channel(), build_header(Kind.VALUE, 10) + b"x" * 10)
    time.sleep(60)


def promise_too_much(_report: Report) -> None:
    os.write(_channel(), build_header(Kind.VALUE, 2**40))
    time.sleep(60)


def miscount_pages(_report: Report) -> None:
    os.write(_channel(), build_header(Kind.PAGES, 3) + b"abc")
    time.sleep(60)


def refuse_with_something_else(_report: Report) -> None:
    payload = pickle.dumps("no error")
    os.write(_channel(), build_header(Kind.REFUSED, len(payload)) + payload)
    time.sleep(60)


def start_a_program(path: str, report: Report) -> None:
    program = subprocess.Popen(["sleep", "60"])
    Path(path).write_text(f"{os.getpid()} {program.pid}")
    report(1, 2)
    program.wait()


def start_a_program_apart(path: str, _report: Report) -> None:
    """As LibreOffice is started: in a session of its own, which starts the program that works."""
    shell = subprocess.Popen(["sh", "-c", f"sleep 60 & echo $! > {path}; wait"], start_new_session=True)
    shell.wait()


def test_values_and_refusals_come_back_as_they_are(pool: Pool) -> None:
    assert run_one(pool, Call(double, (21,))) == 42
    big = b"\x00\xff" * 2**21
    assert run_one(pool, Call(echo, (big,))) == big
    with pytest.raises(UnreadableDocument) as caught:
        run_one(pool, Call(refuse, ("PDF_DAMAGED",)))
    assert (caught.value.code, caught.value.message) == ("PDF_DAMAGED", "Tệp hỏng.")


def echo(value: bytes, _report: Report) -> bytes:
    return value


def test_a_process_is_another_one_and_serves_again(pool: Pool) -> None:
    first = run_one(pool, Call(tell_pid))
    assert first != os.getpid()
    with pytest.raises(UnreadableDocument):
        run_one(pool, Call(refuse, ("X",)))
    assert run_one(pool, Call(tell_pid)) == first


FAULTS: list[tuple[Callable[[Report], object], str]] = [
    (leave, "READER_CRASHED"),
    (leave_politely, "READER_CRASHED"),
    (abort, "READER_CRASHED"),
    (kill_itself, "READER_CRASHED"),
    (fail, "READER_CRASHED"),
    (recurse, "READER_CRASHED"),
    (hog, "READER_OUT_OF_MEMORY"),
    (throw_bad_alloc, "READER_OUT_OF_MEMORY"),
]
BROKEN = [
    write_garbage,
    die_in_the_middle_of_a_message,
    answer_what_cannot_be_unpickled,
    promise_too_much,
    miscount_pages,
    refuse_with_something_else,
]


@pytest.mark.parametrize(("function", "code"), [pytest.param(*fault, id=fault[0].__name__) for fault in FAULTS])
@LINUX
def test_a_process_that_fails_costs_its_own_call_only(pool: Pool, function: Callable[..., None], code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        run_one(pool, Call(function))
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert run_one(pool, Call(double, (1,))) == 2


@pytest.mark.parametrize("function", BROKEN, ids=lambda function: function.__name__)
@LINUX
def test_a_process_that_speaks_nonsense_is_replaced(pool: Pool, function: Callable[..., None]) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        run_one(pool, Call(function))
    assert caught.value.code == "READER_CRASHED"
    assert time.monotonic() - started < LIMITS.seconds
    assert run_one(pool, Call(double, (1,))) == 2


@pytest.mark.parametrize("function", [spin, backtrack, repeat_a_page, hang_in_the_middle_of_a_message])
@LINUX
def test_a_call_that_never_ends_is_ended(function: Callable[..., None]) -> None:
    with Pool(Limits(seconds=0.5, memory_mb=256)) as pool:
        with pytest.raises(UnreadableDocument) as caught:
            run_one(pool, Call(function))
        assert caught.value.code == "READER_TIMED_OUT"
        assert "0.5 giây" in caught.value.message
        assert run_one(pool, Call(double, (1,))) == 2


def test_every_page_read_begins_the_time_anew() -> None:
    heard: list[tuple[int, int]] = []
    with Pool(Limits(seconds=1, memory_mb=256)) as pool:
        assert run_one(pool, Call(read_pages, (4, 0.4)), lambda done, pages: heard.append((done, pages))) == 4
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_pages_may_be_reported_by_many_threads(pool: Pool) -> None:
    heard: list[int] = []
    assert run_one(pool, Call(read_pages_in_threads, (50,)), lambda done, _pages: heard.append(done)) == 50
    assert sorted(heard) == list(range(1, 51))


@LINUX
def test_a_process_killed_from_outside_costs_its_call_only(pool: Pool) -> None:
    future = pool.submit(Call(spin))
    os.kill(pool.pids[0], signal.SIGKILL)
    pool.wait()
    error = future.exception()
    assert isinstance(error, UnreadableDocument)
    assert error.code == "READER_CRASHED"
    assert run_one(pool, Call(double, (1,))) == 2


@LINUX
def test_the_fate_of_a_call_does_not_depend_on_those_before_it(pool: Pool) -> None:
    """A process that has served is given no blame: the call is tried in a fresh one."""
    assert run_one(pool, Call(double, (1,))) == 2
    future = pool.submit(Call(read_pages, (3, 0.2)))
    first = pool.pids[0]
    os.kill(first, signal.SIGKILL)
    pool.wait()
    assert future.result() == 3
    with pytest.raises(UnreadableDocument):
        run_one(pool, Call(abort))


@LINUX
def test_a_process_that_keeps_much_memory_gives_way(pool: Pool) -> None:
    first = run_one(pool, Call(keep, (150 * 2**20,)))
    assert run_one(pool, Call(tell_pid)) != first


_KEPT: list[bytes] = []


def keep(size: int, _report: Report) -> int:
    _KEPT.append(bytes(size))
    return os.getpid()


def test_an_idle_process_that_died_is_replaced(pool: Pool) -> None:
    first = run_one(pool, Call(tell_pid))
    os.kill(first, signal.SIGKILL)
    assert run_one(pool, Call(tell_pid)) != first


def test_several_calls_run_side_by_side() -> None:
    with Pool(LIMITS, 3) as pool:
        assert pool.workers == 3
        futures = [pool.submit(Call(meet, (3, os.getpid()))) for _ in range(3)]
        while not all(future.done() for future in futures):
            pool.wait()
        assert len({future.result() for future in futures}) == 3
        waiting = [pool.submit(Call(double, (number,))) for number in range(7)]
        while not all(future.done() for future in waiting):
            pool.wait()
        assert [future.result() for future in waiting] == [0, 2, 4, 6, 8, 10, 12]
        pool.wait()  # nothing under way: returns


def meet(others: int, parent: int, _report: Report) -> int:
    """Returns only when as many processes of the same parent are here at once."""
    while True:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if len(children) >= others:
            return os.getpid()
        time.sleep(0.01)


@LINUX
@pytest.mark.parametrize("apart", [False, True])
def test_ending_a_process_ends_the_programs_it_started(tmp_path: Path, *, apart: bool) -> None:
    told = tmp_path / "pids"
    with Pool(Limits(seconds=0.5, memory_mb=256)) as pool, pytest.raises(UnreadableDocument):
        run_one(pool, Call(start_a_program_apart if apart else start_a_program, (str(told),)))
    assert [pid for pid in map(int, told.read_text().split()) if not _ends(pid)] == []


@LINUX
@pytest.mark.parametrize("function", ["start_a_program", "backtrack_beside_a_program"])
def test_processes_die_with_their_guard(tmp_path: Path, function: str) -> None:
    told = tmp_path / "pids"
    code = (
        f"from {__name__} import *\n"
        f"pool = Pool(LIMITS)\nfuture = pool.submit(Call({function}, ({str(told)!r},)))\n"
        "while not future.done(): pool.wait()"
    )
    guard = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    while not (told.exists() and len(told.read_text().split()) == 2):
        assert guard.poll() is None
        time.sleep(0.02)
    guard.kill()
    guard.wait()
    assert [pid for pid in map(int, told.read_text().split()) if not _ends(pid)] == []


def backtrack_beside_a_program(path: str, report: Report) -> None:
    program = subprocess.Popen(["sleep", "60"])
    Path(path).write_text(f"{os.getpid()} {program.pid}")
    backtrack(report)


def _ends(pid: int) -> bool:
    """Waits until no process of that number runs; a zombie of another parent does not run."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


@LINUX
def test_an_interrupt_at_the_terminal_reaches_the_guard_only(pool: Pool) -> None:
    future = pool.submit(Call(read_pages, (2, 0.2)))
    assert os.getpgid(pool.pids[0]) == pool.pids[0] != os.getpgrp()
    pool.wait()
    assert future.result() == 2


def test_closing_cancels_what_is_under_way() -> None:
    with Pool(LIMITS) as pool:
        future = pool.submit(Call(spin))
        pid = pool.pids[0]
    assert future.cancelled()
    assert _ends(pid)


@LINUX
def test_no_temporary_file_outlives_a_killed_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with Pool(LIMITS) as pool, pytest.raises(UnreadableDocument):
        run_one(pool, Call(litter))
    assert list(tmp_path.iterdir()) == []


def litter(_report: Report) -> None:
    import tempfile

    tempfile.mkdtemp()
    os.abort()


def test_without_processes_the_answers_are_the_same() -> None:
    with InlineRunner() as runner:
        assert run_one(runner, Call(double, (21,))) == 42
        heard: list[int] = []
        assert run_one(runner, Call(read_pages, (2, 0)), lambda done, _pages: heard.append(done)) == 2
        assert heard == [1, 2]
        with pytest.raises(UnreadableDocument) as caught:
            run_one(runner, Call(refuse, ("PDF_DAMAGED",)), ignore_report)
        assert caught.value.code == "PDF_DAMAGED"
        with pytest.raises(KeyError):
            runner.submit(Call(fail))


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_messages_are_whole_in_whatever_pieces_they_come(step: int) -> None:
    sent = [(Kind.BEGUN, b""), (Kind.PAGES, bytes(16)), (Kind.VALUE, b"abc" * 50)]
    stream = b"".join(build_header(kind, len(payload)) + payload for kind, payload in sent)
    buffer = FrameBuffer()
    frames = [frame for at in range(0, len(stream), step) for frame in buffer.feed(stream[at : at + step])]
    assert [(frame.kind, frame.payload) for frame in frames] == sent
    with pytest.raises(BrokenStream):
        buffer.feed(b"%PDF-1.7 is no message")
