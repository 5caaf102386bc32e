"""Tasks of the index that may be near to a task."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import PlanFilter, open_store
from indexer import Unit, build_index
from indexer.embedded import Limits
from search import Engine
from search.candidates import find_candidates

MOST = 10
# Every unit is scored; candidates are looked for by words, letters and vectors.
SMALL, LARGE = Limits(), Limits(exact=0, narrow=0, depth=MOST, exact_vectors=0)


@pytest.mark.parametrize("limits", [SMALL, LARGE])
def test_plans_are_left_out_before_the_best_are_counted(tmp_path: Path, word_encoder: Any, limits: Limits) -> None:
    store = open_store(tmp_path / "home")
    for sample in [sample for sample in load_samples() if sample.format == "txt"][:3]:
        ingest_file(store, sample.path)
    engine = Engine(store, build_index(store, word_encoder, limits=limits), lambda: word_encoder)
    gone, kept, _ = (plan.id for plan in store.list_plans())
    view = engine.index.view
    for unit in view.load_units(engine.positions_of([gone]))[:5]:

        def find(without: Collection[str], asked: Unit = unit, most: int = MOST, plan: str | None = None) -> list[str]:
            wanted = engine.select(PlanFilter(plan=plan))
            found = find_candidates(engine, asked, wanted, most=most, gone=engine.positions_of(without))
            assert [one.unit for one in found] == [
                view.load_units(engine.positions_of([one.unit.plan]))[
                    engine.positions_of([one.unit.plan]).tolist().index(one.position)
                ]
                for one in found
            ]
            assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
            return [one.unit.id for one in found]

        every = find((), most=view.count)
        assert len(every) == view.count
        assert every[0] == unit.id
        others = find([gone, "khong-co"])
        assert len(others) == MOST
        assert others[0] == next(found for found in every if not found.startswith(f"{gone}#"))
        assert not [found for found in others if found.startswith(f"{gone}#")]
        assert find([gone], plan=gone) == find((), plan="khong-co") == []
        assert {found.partition("#")[0] for found in find([gone], plan=kept)} == {kept}
    store.close()
