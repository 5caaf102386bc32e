"""The entry: commands, and one line with the right exit code for everything that goes wrong."""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence

import typer
from typer._click import exceptions as click

from api.cli.abbreviations import show_abbreviations
from api.cli.doctor import check_home
from api.cli.documents import check_plan, compare_with, list_citations, parse_file, report_gaps
from api.cli.frameworks import app as frameworks
from api.cli.ingest import INTERRUPTED, ingest_files
from api.cli.questions import ask_bases, ask_plans, ask_tasks
from api.cli.reading import read_file
from api.cli.registry import show_registry
from api.cli.serving import run_demo, serve
from api.cli.usage import Command, build_app, explain_usage
from corpus.errors import DoichieuError, InvalidRequest, NotFound, UnreadableDocument

OK, FAILED, BAD_USAGE, UNREADABLE, NOT_FOUND = range(5)

app = build_app()
for name, function in (
    ("ingest", ingest_files),
    ("read", read_file),
    ("parse", parse_file),
    ("citations", list_citations),
    ("tasks", ask_tasks),
    ("bases", ask_bases),
    ("plans", ask_plans),
    ("gaps", report_gaps),
    ("check", check_plan),
    ("compare", compare_with),
    ("registry", show_registry),
    ("abbreviations", show_abbreviations),
    ("doctor", check_home),
    ("serve", serve),
    ("demo", run_demo),
):
    app.command(name, cls=Command)(function)
app.add_typer(frameworks, name="frameworks")


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit code: 0, 1, 2, 3, 4 or 130 (interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    debug = bool(os.environ.get("DOICHIEU_DEBUG"))
    level = logging.INFO if debug else logging.ERROR
    logging.basicConfig(level=level, format="%(name)s: %(message)s", stream=sys.stderr)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the same, at the last flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for a person
        if debug:
            traceback.print_exc()
        _complain(
            "INTERNAL_ERROR", f"Có lỗi ngoài dự kiến ({type(error).__name__}); đặt DOICHIEU_DEBUG=1 để xem chi tiết."
        )
        return FAILED
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        result = typer.main.get_command(app).main(list(arguments), prog_name="doichieu", standalone_mode=False)
    except click.UsageError as error:
        _complain("USAGE", explain_usage(error))
        return BAD_USAGE
    except SystemExit as error:  # how typer leaves when the reader of a pipe (head, less) has seen enough
        return OK if isinstance(error.__context__, BrokenPipeError) else FAILED
    except DoichieuError as error:
        _complain(error.code, error.message)
        return exit_code(error)
    if result == INTERRUPTED:  # what typer makes of Ctrl-C, wherever it came
        _complain("INTERRUPTED", "Đã dừng theo yêu cầu; những gì đã lưu vẫn dùng được.")
    return int(result or OK)


def exit_code(error: DoichieuError) -> int:
    """Returns the exit code of a foreseen error; a file that is not there is not found, not unreadable."""
    if isinstance(error, NotFound) or error.code == "FILE_NOT_FOUND":
        return NOT_FOUND
    if isinstance(error, UnreadableDocument):
        return UNREADABLE
    return BAD_USAGE if isinstance(error, InvalidRequest) else FAILED


def _complain(code: str, message: str) -> None:
    sys.stderr.write(f"{code}: {message}\n")
