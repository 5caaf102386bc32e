"""What a person may set: where the data lives, how documents are read, the language model, the address of the pages."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import InvalidRequest
from corpus.isolation import Limits
from corpus.reading.options import MAX_BYTES, MAX_PAGES, ReadingOptions

# Private memory of a reader with its libraries loaded is 262 MiB, and 127 more while an A4 page of 300 dpi is
# recognised; an A3 page is twice that.
_READER_MB = 512
_OCR_THREAD_MB = 256


class Settings(BaseSettings):
    """Settings from the environment, each named ``DOICHIEU_`` and its field.

    Attributes:
        home: folder of one store with its index.
        model: folder or name of a sentence-transformers model; ``None`` (or blank) is the built-in one.
        calibration: file with the calibration of that model; ``None`` is the one that ships with it, if any does.
        host: address the pages are served at.
        port: its port.
        max_upload_mb: largest file taken over HTTP, in MiB.
        registry: files of the user's own that add to the registry of legal documents, parted by ``:`` (``;`` on
            Windows); a later one stands over an earlier one.
        abbreviations: files of the user's own that add to the table of abbreviations, parted and laid over it likewise.
        jobs: files read at the same time, each in a process of its own; ``None`` is one for each core.
        ocr: whether pages without usable text are recognised from their image.
        max_mb: a larger file is refused, in MiB.
        max_pages: a document with more pages is refused.
        read_seconds: how long a file may take without a further page being read; then it is given up.
        read_memory_mb: private memory of a process that reads a file (and of each program it starts), in MiB. Reading
            a scanned page takes 390 (Tesseract, OpenCV and the page), LibreOffice less than 400.
    """

    model_config = SettingsConfigDict(env_prefix="DOICHIEU_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Path("~/.local/share/doichieu")
    model: str | None = None
    calibration: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    max_upload_mb: int = Field(default=50, ge=1, le=200)
    registry: str | None = None
    abbreviations: str | None = None
    jobs: int | None = Field(default=None, ge=1, le=256)
    ocr: bool = True
    max_mb: int = Field(default=MAX_BYTES // 2**20, ge=1, le=2_000)
    max_pages: int = Field(default=MAX_PAGES, ge=1, le=100_000)
    read_seconds: float = Field(default=120, gt=0, le=86_400)
    read_memory_mb: int = Field(default=2048, ge=512, le=1_048_576)

    @property
    def folder(self) -> Path:
        """The folder of the store, with ``~`` resolved."""
        return self.home.expanduser()

    @property
    def registry_files(self) -> tuple[Path, ...]:
        """The files of ``registry``, with ``~`` resolved."""
        return _split_paths(self.registry)

    @property
    def abbreviation_files(self) -> tuple[Path, ...]:
        """The files of ``abbreviations``, with ``~`` resolved."""
        return _split_paths(self.abbreviations)

    @property
    def workers(self) -> int:
        """How many files are read at the same time."""
        return self.jobs or count_cores()

    @property
    def limits(self) -> Limits:
        """What reading one file may cost."""
        return Limits(seconds=self.read_seconds, memory_mb=self.read_memory_mb)

    @property
    def reading(self) -> ReadingOptions:
        """How documents are read, with the most threads one file may have.

        Recognised pages are kept in the home, so that nothing is recognised twice.
        """
        threads = min(self.workers, max(1, (self.read_memory_mb - _READER_MB) // _OCR_THREAD_MB))
        return ReadingOptions(
            max_bytes=self.max_mb * 2**20,
            max_pages=self.max_pages,
            ocr=self.ocr,
            ocr_cache=self.folder / "ocr",
            ocr_threads=threads,
        )


def _split_paths(paths: str | None) -> tuple[Path, ...]:
    return tuple(Path(part).expanduser() for part in (paths or "").split(os.pathsep) if part.strip())


def count_cores() -> int:
    """Returns how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_settings() -> Settings:
    """Loads the settings from the environment.

    Raises:
        InvalidRequest: a variable has a value that cannot be used (``SETTING_INVALID``).
    """
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(sorted({f"DOICHIEU_{part['loc'][0]}".upper() for part in error.errors()}))
        raise InvalidRequest(f"Biến môi trường không hợp lệ: {names}.", code="SETTING_INVALID") from error
