"""Questions gained and lost against a kept run: ``search_baseline.json`` holds the nDCG@10 of each question."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).parent / "search_baseline.json"
# A question whose nDCG@10 moves by less is neither gained nor lost.
STEP = 0.05

# Set, question and kind of text ("clean", "ruined"), parted by blanks.
Run = Mapping[str, float]


def load_baseline() -> dict[str, float]:
    """Reads the kept run; nothing where none was kept."""
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}


def save_baseline(run: Run, kept: Run) -> None:
    """Keeps a run; questions that were not asked in it, as their tasks were not at hand, stay."""
    FILE.write_text(json.dumps(dict(sorted({**kept, **run}.items())), indent=0) + "\n", "utf-8")


def tell_changes(run: Run, kept: Run) -> list[str]:
    """Tells how many questions of each set and kind of text were gained and lost, and which were lost."""
    moved = {key: value - kept[key] for key, value in run.items() if key in kept}
    counts: Counter[tuple[str, str]] = Counter()
    for key, change in moved.items():
        name, _, kind = key.split(" ")
        place = f"{name}, {kind}"
        counts[place, "same" if abs(change) < STEP else "gained" if change > 0 else "lost"] += 1
    lines = [
        f"{place}: gained {counts[place, 'gained']}, lost {counts[place, 'lost']}, as before {counts[place, 'same']}"
        for place in sorted({place for place, _ in counts})
    ]
    lost = sorted((change, key) for key, change in moved.items() if change <= -STEP)
    return [*lines, *(f"  lost {-change:.2f}: {key}" for change, key in lost)]
