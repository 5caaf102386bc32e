"""One run: what is known is skipped, the rest is read elsewhere, and each plan is stored as soon as it is read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.ingest.files import Source, load_bytes, load_sources
from corpus.ingest.result import IngestResult, IngestStatus
from corpus.isolation import Call, InlineRunner, Runner
from corpus.plan_reader import PlanReading, PlanRequest, read_plan
from corpus.reading import DEFAULT_OPTIONS, ReadingOptions, can_be_read_further
from corpus.store import KnownDocument, Store, digest


class IngestListener:
    """Hears how a run goes; this one does nothing."""

    def began(self, name: str) -> None:
        """Hears that a file is being read."""

    def read_page(self, name: str, done: int, pages: int) -> None:
        """Hears that ``done`` of the ``pages`` pages of a file have been read."""


def never() -> bool:
    """Never asks a run to stop."""
    return False


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How a run goes.

    Attributes:
        reading: limits and means of each reading; a file gets ``ocr_threads`` at most, fewer while others are read.
        listener: hears of progress.
        stop: asked before each file whether to begin it; files under way are finished in any case.
    """

    reading: ReadingOptions = DEFAULT_OPTIONS
    listener: IngestListener = field(default_factory=IngestListener)
    stop: Callable[[], bool] = never


def ingest_files(
    store: Store, files: Iterable[Path], runner: Runner, options: IngestOptions | None = None
) -> Iterator[IngestResult]:
    """Reads files into the store and yields what became of each as soon as it is known.

    The same bytes are read and stored once, under whatever names they come, and bytes that this release has read
    already are not read again, unless a tool that they waited for has been installed. Each plan is stored in one
    transaction by the caller's own process, so that a run may be killed at any moment and begun again. Which plans are
    stored, under which ids and with which links, does not depend on the number of workers.
    """
    chosen = options or IngestOptions()
    return _Run(store, runner, chosen).go(load_sources(files, chosen.reading.max_bytes))


def ingest_file(store: Store, path: Path) -> IngestResult:
    """Reads one document into the store in this process, without limits."""
    try:
        content: bytes | UnreadableDocument = load_bytes(path)
    except UnreadableDocument as error:
        content = error
    with InlineRunner() as runner:
        return next(_Run(store, runner, IngestOptions()).go(iter((Source(path, path.name, content, 0),))))


@dataclass(slots=True)
class _Reading:
    """A document that waits to be read or is being read, and other files of the same bytes."""

    source: Source
    data: bytes
    sha256: str
    known: str | None  # id of the plan that was read from these bytes before
    twins: list[Source] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Started:
    reading: _Reading
    future: Future[PlanReading]


class _Run:
    def __init__(self, store: Store, runner: Runner, options: IngestOptions) -> None:
        self._store = store
        self._runner = runner
        self._options = options
        self._waiting: deque[_Reading] = deque()
        self._under_way: list[_Started] = []
        self._unsettled: dict[str, _Reading] = {}  # by digest: what waits or is under way

    def go(self, sources: Iterator[Source]) -> Iterator[IngestResult]:
        while not self._options.stop():
            yield from self._look_ahead(sources)
            if not self._waiting and not self._under_way:
                return
            self._begin()
            yield from self._collect()
        while self._under_way:
            yield from self._collect()

    def _look_ahead(self, sources: Iterator[Source]) -> Iterator[IngestResult]:
        """Settles sources until as many wait for reading as there are workers."""
        while len(self._waiting) < self._runner.workers and (source := next(sources, None)) is not None:
            result = self._settle(source)
            if result is not None:
                yield result

    def _settle(self, source: Source) -> IngestResult | None:
        """Returns the result of a source that need not be read; of another, ``None``: its result comes later."""
        if isinstance(source.content, UnreadableDocument):
            return IngestResult(source.path, source.name, IngestStatus.FAILED, error=source.content, order=source.order)
        sha256 = digest(source.content)
        if (same := self._unsettled.get(sha256)) is not None:
            same.twins.append(replace(source, content=b""))
            return None
        known = self._store.find_document(sha256)
        if known is not None and not self._can_be_bettered(known):
            return self._unchanged(source, known.plan_id)
        reading = _Reading(source, source.content, sha256, known.plan_id if known else None)
        self._unsettled[sha256] = reading
        self._waiting.append(reading)
        return None

    def _can_be_bettered(self, known: KnownDocument) -> bool:
        return not known.current or can_be_read_further(known.problems, ocr=self._options.reading.ocr)

    def _begin(self) -> None:
        """Hands what waits to free workers.

        Pages of one file are recognised side by side where fewer files than workers are left: a worker's share of
        threads is the number of workers divided by the files left when it begins, so that all files under way never
        have more threads than there are workers.
        """
        workers = self._runner.workers
        while self._waiting and len(self._under_way) < workers and not self._options.stop():
            left = len(self._waiting) + len(self._under_way)
            reading = self._waiting.popleft()
            threads = min(self._options.reading.ocr_threads, max(1, workers // left))
            options = replace(self._options.reading, ocr_threads=threads)
            request = PlanRequest(reading.data, reading.source.path.name, reading.known, options)
            self._options.listener.began(reading.source.name)
            hear = partial(self._options.listener.read_page, reading.source.name)
            self._under_way.append(_Started(reading, self._runner.submit(Call(read_plan, (request,)), hear)))

    def _collect(self) -> Iterator[IngestResult]:
        """Waits for a reading and stores what is done."""
        if not any(started.future.done() for started in self._under_way):
            self._runner.wait()
        done = [started for started in self._under_way if started.future.done()]
        self._under_way = [started for started in self._under_way if started not in done]
        self._begin()  # a worker need not wait while we store
        for started in done:
            result = self._store_plan(started.reading, started.future)
            del self._unsettled[started.reading.sha256]
            yield result
            yield from (self._repeat(result, twin) for twin in started.reading.twins)

    def _store_plan(self, reading: _Reading, future: Future[PlanReading]) -> IngestResult:
        source = reading.source
        try:
            read = future.result()
        except UnreadableDocument as error:
            return IngestResult(source.path, source.name, IngestStatus.FAILED, error=error, order=source.order)
        self._store.save_plan(read.document, reading.data, read.parsed)
        return IngestResult(
            source.path,
            source.name,
            IngestStatus.UPDATED if reading.known else IngestStatus.ADDED,
            read.parsed.plan.id,
            read.parsed.problems,
            similar=self._store.find_similar(read.parsed.plan.id),
            order=source.order,
        )

    def _repeat(self, result: IngestResult, twin: Source) -> IngestResult:
        """Returns the result of a file whose bytes have just been read from another."""
        if result.plan_id is None:
            return replace(result, path=twin.path, name=twin.name, order=twin.order)
        return self._unchanged(twin, result.plan_id)

    def _unchanged(self, source: Source, plan_id: str) -> IngestResult:
        similar = self._store.find_similar(plan_id)
        return IngestResult(
            source.path, source.name, IngestStatus.UNCHANGED, plan_id, similar=similar, order=source.order
        )
