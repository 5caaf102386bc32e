"""The guarded side: a process that answers calls until its guard lets go of it.

Nothing heavy is imported here; a call imports what it needs.
"""

from __future__ import annotations

import os
import pickle
import select
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.isolation.faults import Fault
from corpus.isolation.frames import HEADER, Kind, build_header, build_pages, parse_header

# A process that keeps more than this share of its memory after a call makes room for a fresh one.
_WORN_OUT = 0.5
_LINUX = sys.platform == "linux"


def serve(channel_fd: int, lifeline_fd: int, memory_bytes: int) -> None:
    """Answers calls until the channel ends.

    Args:
        channel_fd: one end of a socket pair.
        lifeline_fd: reading end of a pipe whose other end the guard holds and never writes to.
        memory_bytes: private memory that this process may have.
    """
    for descriptor in (channel_fd, lifeline_fd):
        os.set_inheritable(descriptor, False)  # a program started by a reader must not hold them open
    _die_with_guard(lifeline_fd)
    _limit(memory_bytes)
    with socket.socket(fileno=channel_fd) as stream:
        channel = _Channel(stream)
        while (request := channel.receive()) is not None:
            _answer(request, channel)
            if _kept_bytes() > memory_bytes * _WORN_OUT:
                return


class _Channel:
    """Whole messages over a socket; pages may be reported by several threads."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._sending = threading.Lock()

    def send(self, kind: Kind, payload: bytes = b"") -> None:
        with self._sending:
            self._stream.sendall(build_header(kind, len(payload)))
            self._stream.sendall(payload)

    def report(self, done: int, pages: int) -> None:
        self.send(Kind.PAGES, build_pages(done, pages))

    def receive(self) -> bytes | None:
        header = self._receive(HEADER.size)
        if header is None:
            return None
        _, length = parse_header(header)
        return self._receive(length)

    def _receive(self, length: int) -> bytes | None:
        received = bytearray(length)
        view = memoryview(received)
        while view:
            size = self._stream.recv_into(view)
            if not size:
                return None
            view = view[size:]
        return bytes(received)


def _answer(request: bytes, channel: _Channel) -> None:
    try:
        function, arguments = pickle.loads(request)  # noqa: S301 - from our own parent
        channel.send(Kind.BEGUN)
        value = pickle.dumps(function(*arguments, channel.report), protocol=pickle.HIGHEST_PROTOCOL)
    except UnreadableDocument as error:
        channel.send(Kind.REFUSED, pickle.dumps(error))
    except MemoryError:
        channel.send(Kind.FAULT, Fault.OUT_OF_MEMORY.value.encode())
        os._exit(1)  # what is half done holds on to the memory
    except OSError as error:
        if isinstance(error, BrokenPipeError | ConnectionError):  # the guard has gone
            raise
        _complain(error, channel)
    except Exception as error:  # noqa: BLE001 - a bug in a parser costs its file; the guard logs it
        _complain(error, channel)
    else:
        channel.send(Kind.VALUE, value)


def _complain(error: Exception, channel: _Channel) -> None:
    """Leaves the kind and place of a bug for the log; never its message, which may hold words of the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    channel.send(Kind.FAULT, f"{Fault.CRASHED.value} {type(error).__name__} {place}".encode())


def _die_with_guard(lifeline_fd: int) -> None:
    """Has the kernel kill this process and all it started when the guard ends, however either is occupied.

    A pipe whose last writer goes away signals its asynchronous owner, here the process group. (PR_SET_PDEATHSIG would
    fire when the *thread* that started us ends, and would not reach LibreOffice.)
    """
    if not _LINUX:
        return  # the channel ends, too, and that is noticed after the file at hand
    import fcntl
    import signal

    fcntl.fcntl(lifeline_fd, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(lifeline_fd, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline_fd, fcntl.F_SETFL, fcntl.fcntl(lifeline_fd, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline_fd)
    if poll.poll(0):  # the guard had ended before we listened
        os._exit(1)


def _limit(memory_bytes: int) -> None:
    """Bounds private memory and forbids core dumps, which would hold the document.

    RLIMIT_DATA, not RLIMIT_AS: libraries, fonts and language data mapped from files do not count.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):  # a stricter limit is in force already
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _kept_bytes() -> int:
    """Returns the private memory of this process as RLIMIT_DATA counts it; 0 where the system does not tell."""
    if not _LINUX:
        return 0
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
