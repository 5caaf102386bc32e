"""Plans that are like a plan."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import search.similar_plans
from corpus.errors import InvalidRequest
from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import PlanFilter, Store, open_store
from indexer import Embedder, build_index
from search import Band, Engine, compare_plans, find_similar_plans
from search.alignment import Alignment, align
from search.nearness import Faces


@pytest.fixture(scope="module")
def calibrated(sample_store: Store, embedder: Embedder) -> Engine:
    """The sample plans indexed by the default model; a question that embeds anything fails."""

    def refuse() -> Any:
        raise AssertionError("the model was loaded")

    return Engine(sample_store, build_index(sample_store, embedder), refuse)


def test_plans_are_ranked_by_their_alignment_and_say_why(calibrated: Engine) -> None:
    store = calibrated.store
    stored = store.load_plan(store.resolve_plan("so-noi-vu-2024.docx"))
    answer = find_similar_plans(calibrated, stored)
    assert answer.like == stored
    assert answer.copies == ()
    assert {hit.plan.id for hit in answer.hits} <= {plan.id for plan in store.list_plans()} - {stored.plan.id}
    assert answer.total == len(answer.hits) > 10
    for hit in answer.hits:
        compared = compare_plans(calibrated, stored, store.load_plan(hit.plan.id))
        assert hit.likeness is not None
        assert hit.score == pytest.approx(compared.score, abs=1e-6)
        assert hit.likeness.pairs == len(compared.pairs)
        assert hit.likeness.first_share == pytest.approx(compared.first_share, abs=1e-6)
        assert 1 <= len(hit.likeness.reasons) <= 3
        strongest = sorted((pair.score for pair in compared.pairs), reverse=True)[: len(hit.likeness.reasons)]
        assert [pair.score for pair in hit.likeness.reasons] == pytest.approx(strongest, abs=1e-6)
        assert all(pair.band is not None for pair in hit.likeness.reasons)
        assert {(pair.first.id, pair.second.id) for pair in hit.likeness.reasons} <= {
            (pair.first.id, pair.second.id) for pair in compared.pairs
        }
    order = [(-(hit.score or 0), hit.plan.id) for hit in answer.hits]
    assert order == sorted(order)
    assert answer.hits[0].likeness is not None
    assert answer.hits[0].likeness.reasons[0].band is Band.VERY_NEAR


def test_pages_and_filters_hold(calibrated: Engine) -> None:
    stored = calibrated.store.load_plan(calibrated.store.resolve_plan("so-noi-vu-2024.docx"))
    whole = find_similar_plans(calibrated, stored)
    pages = [find_similar_plans(calibrated, stored, limit=4, offset=at).hits for at in range(0, whole.total + 4, 4)]
    assert [hit for page in pages for hit in page] == list(whole.hits)
    year = find_similar_plans(calibrated, stored, PlanFilter(year=2025))
    assert list(year.hits) == [hit for hit in whole.hits if hit.plan.year == 2025]
    assert find_similar_plans(calibrated, stored, PlanFilter(year=1999)).total == 0
    with pytest.raises(InvalidRequest):
        find_similar_plans(calibrated, stored, offset=-1)


def test_only_the_plans_with_most_votes_are_aligned(calibrated: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = calibrated.store.load_plan(calibrated.store.resolve_plan("so-noi-vu-2024.docx"))
    whole = find_similar_plans(calibrated, stored)
    aligned: list[Faces] = []

    def count(first: Faces, second: Faces) -> Alignment:
        aligned.append(second)
        return align(first, second)

    monkeypatch.setattr(search.similar_plans, "align", count)
    monkeypatch.setattr(search.similar_plans, "MOST_ALIGNED", 6)
    few = find_similar_plans(calibrated, stored)
    assert len(aligned) == 6 == few.total
    assert {hit.plan.id for hit in few.hits[:3]} & {hit.plan.id for hit in whole.hits[:3]}


def test_copies_are_told_apart_from_plans_that_are_like_it(tmp_path: Path, word_encoder: Any) -> None:
    samples = {sample.path.name: sample.path for sample in load_samples()}
    with closing(open_store(tmp_path / "home")) as store:
        for name in ("so-tu-phap-2022.txt", "ubnd-huyen-song-tram-2022.txt", "thpt-song-tram-2024.txt"):
            ingest_file(store, samples[name])
            copy = tmp_path / f"ban-sao-{name}"
            copy.write_text(samples[name].read_text("utf-8") + "\n", "utf-8")
            ingest_file(store, copy)
        engine = Engine(store, build_index(store, word_encoder), lambda: word_encoder)
        stored = store.load_plan(store.resolve_plan("so-tu-phap-2022.txt"))
        answer = find_similar_plans(engine, stored)
        assert [plan.name for plan in answer.copies] == ["ban-sao-so-tu-phap-2022.txt"]
        names = [hit.plan.name.removeprefix("ban-sao-") for hit in answer.hits]
        assert sorted(names) == ["thpt-song-tram-2024.txt", "ubnd-huyen-song-tram-2022.txt"]
        assert all(len(hit.plan.similar) == 1 for hit in answer.hits)
        store.delete_plan(answer.hits[0].plan.id)
        after = find_similar_plans(engine, stored)
        assert answer.hits[0].plan.id not in {hit.plan.id for hit in after.hits}
