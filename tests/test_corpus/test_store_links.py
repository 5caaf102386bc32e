"""Near-duplicates: the same plan in several files is linked, another plan on the same template is not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Document, RestoredWord, Source
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.samples import load_samples
from corpus.store import Store, open_store
from corpus.store.families import Link, group_copies
from corpus.store.identity import build_identity, contradict
from corpus.store.resemblance import SIMILAR, build_buckets, build_shingles, compare
from corpus.text import fold

SAMPLES = load_samples()
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "plans"
needs_shared = pytest.mark.skipif(
    not SHARED.exists(),
    reason="no real plans here: near-duplicates among real formats, scans and ruined texts unchecked",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()


def _add(store: Store, plan_id: str, data: bytes, name: str = "a.txt") -> None:
    document = read_document(data, name)
    store.save_plan(document, data, parse_plan(document, plan_id))


def _links(store: Store) -> set[tuple[str, str]]:
    links = {(plan.id, other) for plan in store.list_plans() for other in plan.similar}
    assert links == {(other, plan) for plan, other in links}
    assert all(set(store.find_similar(plan)) == {b for a, b in links if a == plan} for plan, _ in links)
    return {(plan, other) for plan, other in links if plan < other}


TEXT = next(sample for sample in SAMPLES if sample.id == "so-tu-phap-2022").path.read_text()


def _word(folder: Path, text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "a.docx"))
    return (folder / "a.docx").read_bytes()


def _signed(text: str) -> str:
    return f"Ký bởi: Văn phòng\nThời gian ký: 05/03/2022 10:11:12\n{text}"


# What an English recognition makes of Vietnamese letters.
_RUIN = str.maketrans("ảạấộểệựđ", "4aéd6éyd")


def test_the_same_plan_in_other_files_is_linked_whatever_came_first(tmp_path: Path) -> None:
    files = {
        "a-van-ban": TEXT.encode(),
        "b-word": _word(tmp_path, TEXT),
        "c-da-ky": _signed(TEXT).encode(),
        "d-nhan-dang": fold(TEXT.translate(_RUIN)).replace("l", "I").encode(),
        "e-khac": SAMPLES[0].path.read_bytes(),
    }
    expected = set(itertools.combinations(sorted(files)[:4], 2))
    for number, order in enumerate((sorted(files), sorted(files, reverse=True))):
        store = open_store(tmp_path / str(number))
        for plan_id in order:
            _add(store, plan_id, files[plan_id])
        assert _links(store) == expected
        store.close()


def test_links_go_with_their_plan_and_stay_when_it_is_read_again(store: Store) -> None:
    for plan_id, text in (("a", TEXT), ("b", _signed(TEXT)), ("c", TEXT + "\nSao y bản chính.")):
        _add(store, plan_id, text.encode())
    assert len(_links(store)) == 3
    _add(store, "b", _signed(TEXT).encode())
    assert len(_links(store)) == 3
    store.delete_plan("b")
    assert _links(store) == {("a", "c")}
    with store.engine.connect() as connection:
        for table in ("shingles", "buckets", "similar_plans"):
            left = connection.exec_driver_sql(f"SELECT DISTINCT plan FROM {table}").scalars()  # noqa: S608
            assert set(left) == {"a", "c"}


def test_the_nearest_comes_first(store: Store) -> None:
    _add(store, "goc", TEXT.encode())
    _add(store, "xa", TEXT[: len(TEXT) * 3 // 4].encode())
    _add(store, "gan", _signed(TEXT).encode())
    assert store.find_similar("goc") == ("gan", "xa")


def test_plans_on_one_template_are_not_linked(store: Store) -> None:
    """As alike in their words as a plan and its scan; the year, the number or the issuer tells them apart."""
    _add(store, "goc", TEXT.encode())
    next_year = re.sub(r"\b20(\d\d)\b", lambda year: f"20{int(year[1]) + 1}", TEXT)
    header = parse_plan(read_document(TEXT.encode(), "a.txt"), "x").plan.header
    assert header.number is not None
    assert header.issuer is not None
    renumbered = TEXT.replace(f"{header.number.value}/KH", "987/KH", 1)
    elsewhere = TEXT.replace(header.issuer.value, "SỞ VĂN HÓA", 1)
    for plan_id, text in (("nam", next_year), ("so", renumbered), ("noi", elsewhere)):
        assert text != TEXT
        _add(store, plan_id, text.encode())
        shingles = [build_shingles(read_document(data.encode(), "a.txt")) for data in (TEXT, text)]
        assert compare(*shingles) > SIMILAR
    assert not {pair for pair in _links(store) if "goc" in pair}


def test_no_two_samples_are_linked(store: Store) -> None:
    for sample in SAMPLES:
        _add(store, sample.id, sample.path.read_bytes(), sample.path.name)
    assert _links(store) == set()


@pytest.mark.parametrize("text", ["KẾ HOẠCH", "Mẫu số 01. Cộng hòa xã hội chủ nghĩa Việt Nam"])
def test_a_few_words_are_no_near_duplicate_of_anything(store: Store, text: str) -> None:
    _add(store, "a", text.encode())
    _add(store, "b", f"{text}.".encode())
    assert _links(store) == set()


IDENTITIES = [
    # year, number, issuer, letters certain; the same of the other; whether they contradict
    ((2024, "18", "Sở Nội vụ", True), (2024, "18", "Sở Nội vụ", True), False),
    ((2024, "18", "Sở Nội vụ", True), (2025, "18", "Sở Nội vụ", True), True),
    ((2024, "18", "Sở Nội vụ", True), (None, None, None, True), False),
    ((2024, "18", "Sở Nội vụ", True), (2024, "19", "Sở Nội vụ", True), True),
    ((2024, "18", "Sở Nội vụ", True), (2024, "018", "SỞ NỘI VỤ", True), False),
    ((2024, "18", "Sở Nội vụ", True), (2024, "1B", "So N6i vu", False), False),
    ((2024, "18", "Sở Nội vụ", True), (2023, "1B", "So N6i vu", False), True),
    ((2024, None, "UBND xã An", True), (2024, "2", "Ủy ban nhân dân xã An", True), False),
    ((2024, None, "UBND xã An", True), (2024, None, "UBND xã Bình", True), True),
    ((2024, None, "huyện Vọng Lâm", True), (2024, None, "UBND huyện Vọng Lâm", True), False),
]


@pytest.mark.parametrize(("first", "second", "expected"), IDENTITIES)
def test_marks_tell_plans_apart_only_where_they_can_be_trusted(
    first: tuple[int, str, str, bool], second: tuple[int, str, str, bool], *, expected: bool
) -> None:
    one, other = (build_identity(*marks[:3], certain=marks[3]) for marks in (first, second))
    assert contradict(one, other) is contradict(other, one) is expected


SYLLABLES = ("quản", "lý", "chất", "lượng", "hệ", "thống", "kế", "hoạch", "năm", "rà", "soát", "báo", "cáo")
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=150)


def _document(words: Sequence[str], restored: tuple[RestoredWord, ...] = ()) -> Document:
    document = read_document(" ".join(words).encode(), "a.txt")
    return Document(**{**{name: getattr(document, name) for name in Document.__slots__}, "restored": restored})


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    bare = [re.sub("[aeiouy0-9lj]+", "a", fold(word)) for word in words]
    return {tuple(bare[at : at + 3]) for at in range(len(bare) - 2)}


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS)
def test_similarity_is_that_of_the_sets_of_shingles(first: list[str], second: list[str]) -> None:
    one, other = build_shingles(_document(first)), build_shingles(_document(second))
    grams = _grams(first), _grams(second)
    if min(map(len, grams)) < 50:
        assert compare(one, other) == 0
        return
    assert (one.size, other.size) == (len(grams[0]), len(grams[1]))
    assert compare(one, other) == pytest.approx(len(grams[0] & grams[1]) / len(grams[0] | grams[1]))


def test_texts_share_buckets_as_often_as_the_theory_says() -> None:
    """1 - (1 - s³)⁸⁵ for similarity s; shared buckets of 85 average 85 s³."""
    random = np.random.default_rng(7)
    for similarity in (0.2, 0.44, 0.7):
        shared = []
        for _ in range(40):
            pool = random.choice(2**32, 3000, replace=False).astype(np.uint32)
            common = int(len(pool) * similarity)
            half = (len(pool) - common) // 2
            first = np.unique(pool[: common + half])
            second = np.unique(np.concatenate([pool[:common], pool[common + half :]]))
            shared.append(len(set(build_buckets(first)) & set(build_buckets(second))))
        assert np.mean(shared) == pytest.approx(85 * similarity**3, rel=0.35, abs=0.3)


def test_guesses_at_ruined_words_count_in_their_place() -> None:
    words = TEXT.split()
    ruined = ["hxnh" if number % 7 == 0 else word for number, word in enumerate(words)]
    starts = list(itertools.accumulate((len(word) + 1 for word in ruined), initial=0))
    guesses = tuple(
        RestoredWord(Source(starts[number], starts[number] + 4), words[number], confident=True)
        for number in range(0, len(words), 7)
    )
    meant = build_shingles(_document(words))
    assert compare(meant, build_shingles(_document(ruined))) < SIMILAR + 0.3
    assert compare(meant, build_shingles(_document(ruined, guesses))) == 1


@needs_shared
def test_real_plans_are_linked_to_their_other_files_and_to_no_other_plan(store: Store) -> None:
    files = [*SHARED.glob("iso/*.txt"), *SHARED.glob("iso-corrected/*.txt")]
    files += [path for path in SHARED.glob("iso-files/001.*") if path.suffix in (".txt", ".docx")]
    files += [path for path in SHARED.glob("iso-files/001.*") if path.name in ("001.pdf", "001.scan-garbage.pdf")]
    for path in files:
        _add(store, f"{path.name[:3]}/{path.parent.name}/{path.name}", path.read_bytes(), path.name)
    names = sorted(plan.id for plan in store.list_plans())
    assert len(names) >= 10
    expected = {pair for pair in itertools.combinations(names, 2) if pair[0][:3] == pair[1][:3]}
    assert _links(store) == expected


def test_copies_are_counted_under_one_with_a_number_and_a_date() -> None:
    links = [Link("draft", "signed", 0.9), Link("draft", "scan", 0.8), Link("scan", "signed", 0.8)]
    assert set(group_copies(links).counted.values()) == {"draft"}
    assert set(group_copies(links, {"draft", "scan"}).counted.values()) == {"signed"}
    assert set(group_copies(links, {"draft", "scan", "signed"}).counted.values()) == {"draft"}
