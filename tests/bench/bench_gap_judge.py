"""Teaches and measures the judge of the gap check (:mod:`search.judging`) on the labelled plans and sentences.

Run: python tests/bench/bench_gap_judge.py [--write] [--unseen] [--conditions NAMES] [--hands LETTERS] [--home FOLDER]

It learns from the dev part: whether a passage of a plan, or a sentence, plans a step. Verdicts on dev plans are
cross-validated by author: each plan is judged with what other hands taught.
``--write`` writes what all of dev taught to ``search/judging/data``. ``--unseen`` measures on the unseen part what is
shipped; run it only when the judge is done. ``--conditions`` measures what is shipped on plans of dev (which it learned
from) and, with ``--unseen``, of the unseen part, read in these conditions of ``rendering.conditions`` ("flattened-26",
"noisy", "ruined-3"), and does nothing else. ``--hands`` measures what is
shipped on the plans of dev of these authors ("HI"), and does nothing else: how a hand is judged before it teaches.
``--home`` keeps the vectors between runs.

Beside the judge stand two plain baselines, told from dev where "there" begins: the step's title and question against
each passage by cosine, and by BM25.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import compress
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

from gap_judge_baselines import choose_bound, judge_by, score_bm25, score_cosine
from gap_judge_bounds import USUAL_HANDS, WHOLE_FROM, choose_bounds, find_best, find_cells, make_bands, share_partial
from gap_judge_pairs import print_mutations, print_pairs
from gap_judge_score import Cell, print_scores
from gap_judge_teaching import PLANNED, SHORTEST, School, Taught, Worded, author_of, digest_lessons, squash, teach_words
from gap_labels import GapPlan, Sentence, Split, load_gap_plans, load_sentences
from gap_reading import invented, read_clean, read_damaged
from rendering.conditions import Shop
from rendering.invented import Unavailable

from corpus.frameworks import Framework, load_framework
from corpus.store import StoredPlan, open_store
from indexer import build_index, load_embedder, step_words
from indexer.step_words import load_words, pack_words
from search import Engine, check_gaps
from search.judging import judge
from search.judging.signals import NAMES
from search.judging.weights import WEIGHTS, Weights, load_weights

FILE = Path(judge.__file__).parent / "data" / "khung-101.json"
WORDS = Path(step_words.__file__).parent / "data" / "khung-101-words.npz"


def judge_plan(engine: Engine, framework: Framework, plan: GapPlan, stored: StoredPlan) -> Iterator[Cell]:
    """Yields the verdicts of :func:`search.check_gaps` on a labelled plan."""
    report = check_gaps(engine, stored, framework, agency_type=plan.agency_type)
    for item in report.items:
        label = plan.labels.get(item.step.id)
        if label is not None:
            quotes = [squash(proof.quote) for proof in label.evidence if proof.rel == PLANNED]
            texts = [squash(proof.text) for proof in item.evidence]
            found = any(q in text or (len(text) > SHORTEST and text in q) for q in quotes for text in texts)
            yield Cell(item.step.id, label, item.verdict, found if quotes else None)


def read_plans(split: Split) -> list[tuple[GapPlan, StoredPlan]]:
    """Renders and reads the plans of a part."""
    found = []
    for plan in load_gap_plans():
        if plan.split == split:
            document, parsed = read_clean(plan)
            found.append((plan, StoredPlan(parsed.plan, document, parsed.problems)))
    return found


def measure_conditions(engine: Engine, asked: argparse.Namespace, folder: Path) -> None:
    """Prints how verdicts of what is shipped fare on clean and damaged readings of the same plans."""
    framework = load_framework("khung-101")
    for split in ("dev", *(["unseen"] if asked.unseen else [])):
        plans = [plan for plan in load_gap_plans() if plan.split == split]
        shop = Shop(folder, [invented(plan) for plan in plans])
        for condition in ("clean", *asked.conditions.split(",")):
            cells: list[Cell] = []
            for plan in plans:
                try:
                    document, parsed = read_clean(plan) if condition == "clean" else read_damaged(plan, shop, condition)
                except Unavailable as error:
                    print(f"{condition}: {error}")
                    break
                cells += judge_plan(engine, framework, plan, StoredPlan(parsed.plan, document, parsed.problems))
            print_scores(f"{split}, {condition}", cells, table=True)


def measure_hands(engine: Engine, hands: str) -> None:
    """Prints how what is shipped fares on the plans of dev of some authors."""
    framework = load_framework("khung-101")
    cells = {hand: list[Cell]() for hand in hands}
    for plan, stored in read_plans("dev"):
        if (author := author_of(plan.voice)) in cells:
            cells[author] += judge_plan(engine, framework, plan, stored)
    for hand, own in cells.items():
        print_scores(f"dev of author {hand}, as shipped", own)
    print_scores("together", [cell for own in cells.values() for cell in own], table=True)


def run(engine: Engine, asked: argparse.Namespace) -> None:
    """Teaches and measures with an engine."""
    framework = load_framework("khung-101")
    school = School(engine, framework)
    plans = read_plans("dev")
    sentences = [each for each in load_sentences() if each.split == "dev"]
    authors = sorted({author_of(plan.voice) for plan, _ in plans})
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        asked_words = {
            name: pool.submit(teach_words, school.wordings, list(teach_of(school, plans, sentences, without=name)))
            for name in authors
        }
        told = {name: words.result() for name, words in asked_words.items()}
    of_plans = [school.read_plan(plan, stored, told[author_of(plan.voice)]) for plan, stored in plans]
    of_sentences = [
        school.read_sentences(own, told[name])
        for name in authors
        if (own := [each for each in sentences if author_of(each.voice) == name])
    ]
    lessons = [*of_plans, *of_sentences]
    taught = {name: school.teach([lesson for lesson in lessons if lesson.author != name]) for name in authors}
    chances = [taught[lesson.author].there.chances(lesson) for lesson in lessons]
    wholes = [taught[lesson.author].whole.chances(lesson) for lesson in of_plans]

    usual = [author_of(plan.voice) in USUAL_HANDS for plan, _ in plans]
    scored = (list(find_cells(framework, compress(plans, usual))), list(compress(chances, usual)))
    whole_usual = list(compress(wholes, usual))
    lower, upper = choose_bounds(find_best(*scored, whole_usual))
    best = find_best(*scored, whole_usual, upper)
    learned_from = digest_lessons(framework)

    def weights(learned: Taught) -> Weights:
        return Weights(
            framework=framework.id,
            model=engine.index.manifest.model,
            learned_from=learned_from,
            signals=NAMES,
            there=learned.there.put(framework),
            whole=learned.whole.put(framework),
            unclear_from=lower,
            covered_from=upper,
            whole_from=WHOLE_FROM,
            partial_share=share_partial(best),
            bands=make_bands(best),
        )

    print_pairs("pairs of dev, cross-validated", lessons, chances, upper)
    print_pairs("of sentences alone", of_sentences, chances[len(plans) :], upper)
    print_mutations(of_plans, chances[: len(plans)], lower, upper)
    print(f"unclear from {lower}, covered from {upper}")
    if asked.write:
        FILE.write_bytes(WEIGHTS.dump_json(weights(school.teach(lessons)), indent=1) + b"\n")
        words = teach_words(school.wordings, list(teach_of(school, plans, sentences)), learned_from)
        WORDS.write_bytes(pack_words(words))
        load_weights.cache_clear()
        load_words.cache_clear()
    cells: dict[str, list[Cell]] = {name: [] for name in authors}
    start = time.process_time()
    for (plan, stored), lesson in zip(plans, of_plans, strict=True):
        with (
            patch.object(judge, "load_weights", return_value=weights(taught[lesson.author])),
            patch.object(judge, "load_words", return_value=told[lesson.author]),
        ):
            cells[lesson.author] += judge_plan(engine, framework, plan, stored)
    print(f"processor seconds a plan, vectors known: {(time.process_time() - start) / len(plans):.3f}")
    for name in authors:
        print_scores(f"dev of author {name}, taught by the others", cells[name])
    print_scores("dev, taught by others", [cell for own in cells.values() for cell in own], table=True)
    others = print_others("dev", engine, framework, plans)
    if asked.unseen:
        unseen = read_plans("unseen")
        of_unseen = [
            (author_of(plan.voice), list(judge_plan(engine, framework, plan, stored))) for plan, stored in unseen
        ]
        for name in sorted({author for author, _ in of_unseen}):
            print_scores(f"unseen of author {name}", [c for author, own in of_unseen if author == name for c in own])
        print_scores("unseen", [c for _, own in of_unseen for c in own], table=True)
        print_others("unseen", engine, framework, unseen, others)
        shipped, words = school.teach(lessons), load_words(framework.id)
        assert words is not None, "run with --write first"
        apart = school.read_sentences([each for each in load_sentences() if each.split == "unseen"], words)
        print_pairs("sentences of unseen", [apart], [shipped.there.chances(apart)], upper)


def teach_of(
    school: School,
    plans: list[tuple[GapPlan, StoredPlan]],
    sentences: list[Sentence],
    without: str | None = None,
) -> Iterator[Worded]:
    """Yields what all authors but one teach of words."""
    for plan, stored in plans:
        if author_of(plan.voice) != without:
            yield from school.word_plan(plan, stored)
    yield from school.word_sentences([each for each in sentences if author_of(each.voice) != without])


def print_others(
    name: str,
    engine: Engine,
    framework: Framework,
    plans: list[tuple[GapPlan, StoredPlan]],
    bounds: tuple[float, float] | None = None,
) -> tuple[float, float]:
    """Prints the measures of cues alone and of the baselines; returns the bounds of these, chosen where not given."""
    with patch.object(judge, "load_weights", return_value=None):
        cued = [cell for plan, stored in plans for cell in judge_plan(engine, framework, plan, stored)]
    print_scores(f"{name}, cues alone", cued)
    cosine, bm25 = score_cosine(engine, framework, plans), score_bm25(framework, plans)
    chosen = bounds or (choose_bound(cosine, framework, plans), choose_bound(bm25, framework, plans))
    print_scores(f"{name}, description by cosine", judge_by(cosine, framework, plans, chosen[0]))
    print_scores(f"{name}, description by BM25", judge_by(bm25, framework, plans, chosen[1]))
    return chosen


def main() -> None:
    """Teaches, measures and prints."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--unseen", action="store_true")
    asked.add_argument("--conditions")
    asked.add_argument("--hands")
    asked.add_argument("--home", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(options.home or Path(folder))
        embedder = load_embedder(None)
        engine = Engine(store, build_index(store, embedder), lambda: embedder)
        if options.conditions:
            measure_conditions(engine, options, Path(folder))
        elif options.hands:
            measure_hands(engine, options.hands)
        else:
            run(engine, options)
        store.close()


if __name__ == "__main__":
    main()
