"""Ingest: files into the store, each on its own, as many at a time as there are processes to read them."""

from corpus.ingest.files import find_files, load_bytes
from corpus.ingest.result import IngestResult, IngestStatus
from corpus.ingest.run import IngestListener, IngestOptions, ingest_file, ingest_files
from corpus.plan_reader import build_plan_id

__all__ = [
    "IngestListener",
    "IngestOptions",
    "IngestResult",
    "IngestStatus",
    "build_plan_id",
    "find_files",
    "ingest_file",
    "ingest_files",
    "load_bytes",
]
