import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.restoration.candidates import Case, Trie
from corpus.reading.restoration.channel import Channel, bare, learn
from corpus.reading.restoration.parallel import count_pairs, pair_words

WORDS = ("", "là", "lại", "số", "sở", "tổ", "tiến", "tiền", "đường", "dương", "nghiêng", "mở", "một", "ở", "quyết", "đ")


@pytest.mark.parametrize(
    ("letter", "expected"), [("ặ", "a"), ("Ễ", "E"), ("đ", "d"), ("Đ", "D"), ("n", "n"), ("7", "7")]
)
def test_a_letter_loses_its_marks_and_keeps_its_case(letter: str, expected: str) -> None:
    assert bare(letter) == expected


def test_an_untaught_channel_prefers_what_any_engine_does() -> None:
    channel = Channel({})
    assert channel.probability("ế", "e") > channel.probability("ế", "é") > channel.probability("ế", "x")
    assert channel.probability("m", "rn") > channel.probability("m", "xy")


def test_the_channel_learns_what_an_engine_writes_for_a_letter() -> None:
    seen = {"thức": "thirc", "chứng": "chirng", "thứ": "thir", "các": "cac", "đứt": "dirt", "nứt": "ntrt"}
    channel = Channel(learn([(pair, 30) for pair in seen.items()]))
    assert channel.align("nức", "nirc") == ("n", "ir", "c")
    assert channel.probability("ứ", "ir") > channel.probability("ứ", "tr") > channel.probability("ứ", "er")
    assert channel.probability("ứ", "ir") > 0.5


def test_a_rare_letter_learns_from_its_family() -> None:
    counts = learn([(("bế", "bé"), 400), (("bể", "bé"), 400)])
    assert Channel(counts).probability("ễ", "é") > Channel({}).probability("ễ", "é")


def test_no_alignment_gives_more_than_three_characters_to_a_letter() -> None:
    assert Channel({}).align("a", "abcd") == ()
    assert Channel({}).total("a", "abcd") == -math.inf


@given(st.sampled_from([word for word in WORDS if word]), st.text(alphabet="aeéioô6sdltg1ưnm", min_size=1, max_size=8))
def test_the_sum_over_alignments_is_no_less_than_the_best_of_them(clean: str, found: str) -> None:
    channel = Channel({"ô": {"é": 5.0, "6": 3.0}})
    parts = channel.align(clean, found)
    if parts:
        best = math.prod(channel.probability(letter, part) for letter, part in zip(clean, parts, strict=True))
        assert channel.total(clean, found) >= math.log(best) - 1e-9
        assert "".join(parts) == found


def test_the_trie_finds_what_trying_every_word_finds() -> None:
    channel, trie = Channel({"ố": {"6": 9.0, "é": 9.0}}), Trie(WORDS)
    draw = random.Random(3)  # noqa: S311
    for _ in range(150):
        found = "".join(draw.choice("lasotiend6éugqh") for _ in range(draw.randint(1, 7)))
        ids, scores = trie.search(found, channel, Case.LOWER, limit=3)
        tried = sorted(
            ((channel.total(word, found), -number) for number, word in enumerate(WORDS) if word), reverse=True
        )
        assert ids[0] == -tried[0][1]
        assert scores.tolist()[0] == pytest.approx(tried[0][0], abs=1e-3)


@pytest.mark.parametrize(
    ("found", "case", "word"), [("SO", Case.UPPER, "SỐ"), ("So", Case.TITLE, "Số"), ("PUONG", Case.UPPER, "ĐƯỜNG")]
)
def test_the_trie_reads_capitals(found: str, case: Case, word: str) -> None:
    ids, scores = Trie(WORDS).search(found, Channel({}), case, limit=16)
    assert word.lower() in {WORDS[number] for number in ids.tolist()}
    assert list(scores) == sorted(scores, reverse=True)


def test_words_are_paired_across_lost_lines_and_joined_words() -> None:
    true = "Căn cứ Luật này\nmà không gom bao quát\nthực hiện kế hoạch"
    found = "Can ctr Luat nay\nthuc hiénké hoach"
    pairs = list(pair_words(true, found))
    assert pairs[:4] == [("Căn", "Can"), ("cứ", "ctr"), ("Luật", "Luat"), ("này", "nay")]
    assert ("hoạch", "hoach") in pairs
    assert not {"hiện", "kế", "mà"} & {clean for clean, _ in pairs}


def test_what_is_no_word_teaches_nothing() -> None:
    assert set(count_pairs("số 19/2014 xin", "sé 19/2014 qwertyuiop")) == {("số", "sé")}
