"""The guard's side of one process: starting it, feeding it, hearing it, ending it."""

from __future__ import annotations

import logging
import os
import pickle
import re
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from corpus.isolation.call import Call, Limits
from corpus.isolation.faults import Fault
from corpus.isolation.frames import BrokenStream, Frame, FrameBuffer, Kind, build_header, parse_pages

_log = logging.getLogger(__name__)

# Starting takes 0.2 s on a quiet machine, importing a reader up to 1 s.
_STARTING_SECONDS = 60
_PIECE = 2**20
_TAIL_BYTES = 4096
# Pages are read side by side in as many threads as the caller asked for; libraries must not add their own.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
# Matches what C++ and C libraries leave behind: "terminate called after throwing an instance of 'std::bad_alloc'".
# Refuses "Segmentation fault".
_NO_MEMORY = re.compile(rb"bad_alloc|MemoryError|[Oo]ut of memory|Cannot allocate memory|[Ii]nsufficient memory")


class Process:
    """One guarded process. It answers one call at a time."""

    def __init__(self, limits: Limits) -> None:
        self.answered = 0
        self.deadline = float("inf")
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="doichieu-", ignore_cleanup_errors=True)
        self._errors = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115 - lives as long as the process
        self.channel, theirs = socket.socketpair()
        reading, self._lifeline = os.pipe()
        try:
            self._process = _start((theirs.fileno(), reading), limits, self._folder.name, self._errors.fileno())
        finally:
            theirs.close()
            os.close(reading)
        self.channel.setblocking(False)
        self._outgoing = memoryview(b"")
        self._incoming = FrameBuffer()
        self._pages = 0
        self._begun = False

    @property
    def pid(self) -> int:
        """Its process id, which is that of its process group, too."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def interest(self) -> int:
        """What to wait for on the channel: room to write while there is something to send, and answers always."""
        return selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outgoing else 0)

    def ask(self, call: Call[object]) -> None:
        """Begins a call; the next :meth:`exchange` sends it."""
        payload = pickle.dumps((call.function, call.arguments), protocol=pickle.HIGHEST_PROTOCOL)
        self._outgoing = memoryview(build_header(Kind.CALL, len(payload)) + payload)
        self.deadline = time.monotonic() + _STARTING_SECONDS
        self._pages = 0
        self._begun = False
        self._errors.truncate(0)

    def exchange(self) -> list[Frame]:
        """Sends and receives what can be without waiting, and returns the messages that are whole.

        Raises:
            EOFError: the process has ended, or what it says is no message.
        """
        with suppress(BlockingIOError, BrokenPipeError, ConnectionResetError):
            while self._outgoing:
                self._outgoing = self._outgoing[self.channel.send(self._outgoing[:_PIECE]) :]
        try:
            piece = self.channel.recv(_PIECE)
            frames = [frame for frame in self._incoming.feed(piece) if self._belongs(frame)]
        except BlockingIOError:
            return []
        except (ConnectionResetError, BrokenStream) as error:
            raise EOFError from error
        if not piece:
            raise EOFError
        return frames

    def _belongs(self, frame: Frame) -> bool:
        """Tells whether a message is about the call at hand, and begins the time anew where it tells of an advance.

        A thread that a reader left behind may still report a page of the file before.
        """
        done = parse_pages(frame)[0] if frame.kind is Kind.PAGES else 0
        if frame.kind is Kind.BEGUN:
            self._begun = True
        elif not self._begun and frame.kind is not Kind.FAULT:
            if frame.kind is Kind.PAGES:
                return False
            raise BrokenStream
        if done > self._pages or frame.kind is Kind.BEGUN:
            self._pages = done
            self.deadline = time.monotonic() + self._limits.seconds
        return True

    def tell_fault(self) -> Fault:
        """Ends the process and tells from what it left behind why it gave no answer."""
        self._kill()
        code = self._process.wait()
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _TAIL_BYTES))
        fault = Fault.OUT_OF_MEMORY if _NO_MEMORY.search(self._errors.read()) else Fault.CRASHED
        _log.info("reader %d ended with %d: %s", self.pid, code, fault)
        return fault

    def end(self) -> None:
        """Kills the process and whatever it started, and frees what was held for it."""
        self._kill()
        self.channel.close()
        with suppress(OSError):
            os.close(self._lifeline)
        self._process.wait()
        self._errors.close()
        self._folder.cleanup()

    def _kill(self) -> None:
        if self._process.returncode is not None:  # reaped: the number may be another's by now
            return
        strays = _find_descendants(self.pid)  # LibreOffice runs in a group of its own
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        for pid in strays:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def _start(descriptors: tuple[int, int], limits: Limits, folder: str, errors: int) -> subprocess.Popen[bytes]:
    """Starts a process, no fork of this one, in a session of its own, which Ctrl-C at a terminal does not reach."""
    channel, lifeline = descriptors
    code = (
        f"import sys; sys.path[:] = {[str(Path(entry)) for entry in sys.path]!r}; "
        "from corpus.isolation.worker import serve; "
        f"serve({channel}, {lifeline}, {limits.memory_mb * 2**20})"
    )
    return subprocess.Popen(  # noqa: S603 - this Python and nothing from outside
        [sys.executable, "-c", code],
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env=_ONE_THREAD | os.environ | {"TMPDIR": folder},
        start_new_session=True,
    )


def _find_descendants(pid: int) -> list[int]:
    """Finds what a process has started, and what that has started; nothing where the system does not tell."""
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            children = [int(child) for child in listed.read_text(encoding="ascii").split()]
            found += [*children, *(each for child in children for each in _find_descendants(child))]
    return found
