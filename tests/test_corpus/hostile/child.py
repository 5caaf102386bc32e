"""Reads one file in a process of its own, python child.py FILE NAME; prints outcome, seconds and peak memory."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.reading import read_document


def read_peak() -> int:
    """Returns the most memory this program has held, in KiB; getrusage would count what its parent held."""
    status = Path("/proc/self/status")
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE) if status.is_file() else None
    return int(found[1]) if found else 0


def main() -> None:
    """Reads the file twice and prints one JSON object."""
    data, name = Path(sys.argv[1]).read_bytes(), sys.argv[2]
    outcomes: list[dict[str, object]] = []
    started = time.perf_counter()
    for _ in range(2):
        try:
            document = read_document(data, name)
        except UnreadableDocument as error:
            outcomes.append({"code": error.code, "message": error.message})
        else:
            problems = [problem.code for problem in document.problems]
            outcomes.append({"text": document.text, "layer": document.quality.layer.value, "problems": problems})
    seconds = (time.perf_counter() - started) / len(outcomes)
    peak = read_peak()
    print(
        json.dumps({"outcome": outcomes[0], "equal": outcomes[0] == outcomes[1], "seconds": seconds, "peak_kb": peak})
    )


if __name__ == "__main__":
    main()
