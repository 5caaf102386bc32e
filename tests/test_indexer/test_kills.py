"""A few of the kills of ``tests/bench/bench_index_kills.py``, in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench" / "bench_index_kills.py"


def test_whoever_is_killed_leaves_an_index_that_the_next_one_sets_right() -> None:
    run = subprocess.run(
        [sys.executable, str(BENCH), "--kills", "6", "--seed", "3"],
        capture_output=True,
        text=True,
        check=False,
        cwd=BENCH.parents[2],
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "6 kills" in run.stdout
    assert run.stdout.strip().endswith(": 0 wrong")
