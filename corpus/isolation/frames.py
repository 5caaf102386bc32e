"""Messages between a process and its guard: a kind, a length, a payload."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum

HEADER = struct.Struct("<4scQ")
_MAGIC = b"DCf1"  # anything else in its place is something that a library printed
# The largest file taken is 50 MB; its document with blocks and plan, pickled, stays below a tenth of this.
MAX_PAYLOAD = 2**30
_PAGES = struct.Struct("<QQ")


class Kind(Enum):
    """What a message says."""

    CALL = b"C"  # guard → process: pickled (function, arguments)
    BEGUN = b"B"  # process → guard, as all that follow: the call has been understood and runs
    PAGES = b"P"  # pages done, pages of the document
    VALUE = b"V"  # pickled value
    REFUSED = b"R"  # pickled UnreadableDocument
    FAULT = b"F"  # the code of a fault


class BrokenStream(Exception):
    """What came is no message."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: Kind
    payload: bytes


def parse_header(header: bytes) -> tuple[Kind, int]:
    """Returns kind and payload length of ``HEADER.size`` bytes.

    Raises:
        BrokenStream: they are no header.
    """
    magic, kind, length = HEADER.unpack(header)
    if magic != _MAGIC or length > MAX_PAYLOAD:
        raise BrokenStream
    try:
        return Kind(kind), length
    except ValueError as error:
        raise BrokenStream from error


def build_header(kind: Kind, length: int) -> bytes:
    """Builds the bytes that stand before a payload."""
    return HEADER.pack(_MAGIC, kind.value, length)


def build_pages(done: int, pages: int) -> bytes:
    """Builds the payload of a message about pages."""
    return _PAGES.pack(done, pages)


def parse_pages(frame: Frame) -> tuple[int, int]:
    """Returns how many pages are done, of how many.

    Raises:
        BrokenStream: the payload tells nothing of the kind.
    """
    if len(frame.payload) != _PAGES.size:
        raise BrokenStream
    done, pages = _PAGES.unpack(frame.payload)
    return done, pages


class FrameBuffer:
    """Puts messages together from whatever pieces they come in."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> list[Frame]:
        """Takes the next piece and returns the messages that are whole now.

        Raises:
            BrokenStream: the stream holds something else than messages.
        """
        self._bytes += piece
        frames = []
        while len(self._bytes) >= HEADER.size:
            kind, length = parse_header(bytes(self._bytes[: HEADER.size]))
            end = HEADER.size + length
            if len(self._bytes) < end:
                break
            frames.append(Frame(kind, bytes(self._bytes[HEADER.size : end])))
            del self._bytes[:end]
        return frames
