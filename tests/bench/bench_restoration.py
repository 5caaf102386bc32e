"""How well ruined text is restored: plans corrected by hand, rendered pages of unseen texts, sound texts left alone.

Run: python tests/bench/bench_restoration.py [--data FILE] [--pairs FOLDER] [--errors]

Words are compared in lower case, composed, tones in one place, without the punctuation at their edges. Both texts are
aligned by words (Levenshtein); a word is right where it is aligned with its equal. The *body* is what stands outside
tables (from the first line with a ``|`` to the last). Nothing of the plans is in the data, in the channel or in the
language model, so every figure is leave-one-out. FOLDER holds pages made by ``corpus.reading.restoration.ruin`` from
texts that are not in the data; every other page was used to choose weights and threshold, the rest only to report.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from corpus.model import RestoredWord
from corpus.reading.restoration.build import read_pairs, read_texts
from corpus.reading.restoration.channel import bare
from corpus.reading.restoration.data import RestorationData, load_data
from corpus.reading.restoration.restore import DATA, Restorer, build_restorer
from corpus.reading.restoration.words import Kind, find_tokens
from corpus.text import place_tones

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PLANS = ("002", "004")
_EDGES = " \t.,;:!?…()[]{}\"“”'‘’«»|/\\-–—_*+•·=~<>%"
_PAGE_WORDS = 350


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one comparison.

    Attributes:
        right: true words found.
        true: true words.
        confident: confident words of the restored text.
        confident_right: of those, right.
        words: words of the restored text.
    """

    right: int = 0
    true: int = 0
    confident: int = 0
    confident_right: int = 0
    words: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def __str__(self) -> str:
        share = self.confident / max(1, self.words)
        precision = self.confident_right / max(1, self.confident)
        return f"{self.right / max(1, self.true):6.2%} of {self.true:5d}; confident {share:6.2%} at {precision:6.2%}"


def split_words(text: str) -> list[tuple[str, int, int]]:
    """Returns (word as compared, start, end)."""
    words = []
    for match in re.finditer(r"[^\s|]+", text):
        word = place_tones(unicodedata.normalize("NFC", match[0]).lower()).strip(_EDGES)
        if word:
            words.append((word, *match.span()))
    return words


def body(text: str) -> tuple[int, int]:
    """Returns the range of the table: what lies outside is the body."""
    bars = [match.start() for match in re.finditer(r"\|", text)]
    if not bars:
        return len(text), len(text)
    return text.rfind("\n", 0, bars[0]) + 1, (text.find("\n", bars[-1]) + 1) or len(text)


def lay(text: str, restored: Sequence[RestoredWord]) -> tuple[str, bytearray]:
    """Returns the restored text and for each character 0 unsure, 1 confident, 2 untouched."""
    parts: list[str] = []
    marks = bytearray()
    place = 0
    for word in restored:
        between = text[place : word.source.start]
        parts += (between, word.text)
        marks += bytes([2] * len(between) + [1 if word.confident else 0] * len(word.text))
        place = word.source.end
    parts.append(text[place:])
    marks += bytes([2] * (len(text) - place))
    return "".join(parts), marks


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to compare.

    Attributes:
        whole: the whole text instead of its body.
        errors: counts (true words, restored words); a confident word ends in "!".
    """

    whole: bool = False
    errors: Counter[tuple[str, str]] | None = None


def compare(found: str, restored: Sequence[RestoredWord], true: str, how: Comparison) -> Score:
    """Compares the restored text with the truth."""
    out_text, marks = lay(found, restored)
    out, wanted = split_words(out_text), split_words(true)
    low, high = (len(true), len(true)) if how.whole else body(true)
    inside = [end <= low or start >= high for _, start, end in wanted]
    right: set[int] = set()
    counted: list[int] = []
    hits = 0
    for block in Levenshtein.opcodes([word for word, *_ in wanted], [word for word, *_ in out]):
        sources, targets = range(block.src_start, block.src_end), range(block.dest_start, block.dest_end)
        near = inside[min(block.src_start, len(inside) - 1)]
        counted += [t for n, t in enumerate(targets) if (inside[sources[n]] if n < len(sources) else near)]
        if block.tag == "equal":
            right.update(targets)
            hits += sum(inside[source] for source in sources)
        elif how.errors is not None and near:
            said = " ".join(out[t][0] + "!" * _sure(marks, out[t]) for t in targets)
            how.errors[" ".join(wanted[source][0] for source in sources), said] += 1
    sure = [target for target in counted if _sure(marks, out[target])]
    return Score(hits, sum(inside), len(sure), sum(target in right for target in sure), len(counted))


def _sure(marks: bytearray, word: tuple[str, int, int]) -> bool:
    kinds = set(marks[word[1] : word[2]])
    return 0 not in kinds and 1 in kinds


def count_pages(text: str) -> float:
    """Returns the number of pages: form feeds, or 350 words each."""
    return text.count("\f") + 1 if "\f" in text else max(1.0, len(text.split()) / _PAGE_WORDS)


def read_plan(number: str) -> tuple[str, str]:
    """Returns the plan as found and as corrected."""
    found = next((SHARED / "plans/iso").glob(f"{number}*.txt")).read_text(encoding="utf-8")
    true = next((SHARED / "plans/iso-corrected").glob(f"{number}*.txt")).read_text(encoding="utf-8")
    return found, true


def measure(restorer: Restorer, texts: Iterable[tuple[str, str]], how: Comparison) -> tuple[Score, float]:
    """Returns the summed score over (found, true) and seconds a page on one core."""
    total, seconds, pages = Score(), 0.0, 0.0
    for found, true in texts:
        start = time.process_time()
        restored = restorer.restore(found, [(0, len(found))])
        seconds += time.process_time() - start
        pages += count_pages(found)
        total += compare(found, restored, true, how)
    return total, seconds / max(1.0, pages)


def count_symbols(restorer: Restorer, texts: Iterable[tuple[str, str]]) -> tuple[int, int, int, int, int]:
    """Returns document symbols: true, right as found, right as restored, confident, confident and right."""
    counts = np.zeros(5, dtype=int)
    for found, true in texts:
        restored = restorer.restore(found, [(0, len(found))])
        wanted = _symbols(true)
        sure = [symbol for word in restored if word.confident for symbol in _symbols(word.text)]
        out = _symbols(lay(found, restored)[0])
        right = sum(symbol in wanted for symbol in sure)
        counts += [wanted.total(), (wanted & _symbols(found)).total(), (wanted & out).total(), len(sure), right]
    return tuple(counts.tolist())


def _symbols(text: str) -> Counter[str]:
    return Counter("".join(token.text.split()) for token in find_tokens(text) if token.kind is Kind.SYMBOL)


def count_damage(restorer: Restorer, texts: Iterable[str], errors: Counter[tuple[str, str]]) -> tuple[int, int]:
    """Returns how many words of sound texts were changed, and of how many."""
    words = 0
    for text in texts:
        for word in restorer.restore(text, [(0, len(text))]):
            found = unicodedata.normalize("NFC", text[word.source.start : word.source.end])
            words += 1
            if place_tones(found) != place_tones(unicodedata.normalize("NFC", word.text)):
                errors[found, word.text] += 1
    return errors.total(), words


def invent_engine(text: str) -> str:
    """Spoils a sound text as no engine of the training did: bare letters, look-alikes, wrong case, lost blanks."""
    random = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
    alike = {
        "l": "1",
        "i": "l",
        "o": "0",
        "s": "5",
        "m": "rn",
        "d": "cl",
        "g": "q",
        "e": "c",
        "u": "ii",
        "B": "8",
        "I": "l",
    }
    out: list[str] = []
    for char in text:
        letter = bare(char) if char.isalpha() else char
        chance = random.random()
        if letter in alike and chance < _INVENTED:
            letter = alike[letter]
        elif letter.isalpha() and chance > 1 - _INVENTED / 4:
            letter = letter.swapcase()
        elif letter == " " and chance < _INVENTED / 2:
            letter = ""
        out.append(letter)
    return "".join(out)


_INVENTED = 0.02


def sound_texts() -> list[str]:
    """Returns the sound plans at hand."""
    paths = [path for path in sorted((SHARED / "plans/iso").glob("*.txt")) if ".ocr." not in path.name]
    return [path.read_text(encoding="utf-8") for path in (*paths, *sorted((SHARED / "plans/other").glob("*.txt")))]


def scanned_texts() -> list[tuple[str, str]]:
    """Returns real scans recognised without Vietnamese and with it; the second holds errors of its own."""
    pairs = []
    for path in sorted((SHARED / "legal").glob("*_ocr-eng-*.txt")):
        other = next((SHARED / "legal").glob("*_ocr-vie-" + path.name.split("_ocr-eng-")[1]))
        pairs.append((path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")))
    return pairs


def print_row(name: str, restorer: Restorer, texts: Sequence[tuple[str, str]], how: Comparison) -> float:
    """Prints one comparison; returns the word accuracy."""
    before = Score()
    for found, true in texts:
        before += compare(found, (), true, Comparison(how.whole))
    score, seconds = measure(restorer, texts, how)
    print(f"{name:34s} {before.right / max(1, before.true):6.2%} -> {score}; {seconds:.2f} s/page")
    return score.right / max(1, score.true)


def print_sources(data: RestorationData) -> None:
    """Prints what the data are, and whether the texts at hand are the ones they were counted from."""
    about = {key: value for key, value in data.about.items() if key not in {"texts", "pairs"}}
    recorded = data.about["texts"]
    at_hand = [[name, hashlib.sha256(text.encode()).hexdigest()] for name, text in read_texts([SHARED / "legal"])]
    print(about, "sources", "as recorded" if at_hand == recorded else "NOT AS RECORDED")


def main() -> None:
    """Prints every measure that the files at hand allow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--pairs", type=Path, help="pages by corpus.reading.restoration.ruin, of texts not in the data")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    data = load_data(options.data)
    restorer = build_restorer(data)
    print(f"loaded in {time.perf_counter() - start:.2f} s, {options.data.stat().st_size / 1e6:.1f} MB")
    errors: Counter[tuple[str, str]] = Counter()
    sets: list[tuple[str, list[tuple[str, str]], bool]] = []
    if not (SHARED / "plans").is_dir():
        print("no shared plans here: neither accuracy on plans nor damage to sound texts is measured")
    else:
        print_sources(data)
        for number in PLANS:
            sets += [(f"{number} body", [read_plan(number)], False), (f"{number} whole", [read_plan(number)], True)]
        sets.append(("invented engine, sound plans", [(invent_engine(text), text) for text in sound_texts()[:3]], True))
        sets.append(("real scans against OCR in Vietnamese", scanned_texts(), True))
    if options.pairs:
        pages = [(found, true) for _, true, found in read_pairs(options.pairs)]
        sets += [("rendered, chosen on", pages[::2], True), ("rendered, only reported", pages[1::2], True)]
    scores = {name: print_row(name, restorer, texts, Comparison(whole, errors)) for name, texts, whole in sets}
    for order in (1, 2):
        peer = build_restorer(data, order=order)
        print(f"order {order}, ratio of wrong words to order 3:")
        for name, texts, whole in sets:
            score, seconds = measure(peer, texts, Comparison(whole))
            ratio = (1 - score.right / score.true) / max(1e-9, 1 - scores[name])
            print(f"  {name:34s} {score}; x{ratio:.2f}; {seconds:.2f} s/page")
    for name, texts, _ in sets:
        print("symbols (true, found, restored, confident, right of these):", name, count_symbols(restorer, texts))
    if sets and (SHARED / "plans").is_dir():
        changed: Counter[tuple[str, str]] = Counter()
        wrong, words = count_damage(restorer, sound_texts(), changed)
        print(f"sound texts: {wrong} of {words} words changed ({wrong / words:.3%})", changed.most_common(20))
    if options.errors:
        for (true, said), times in errors.most_common(200):
            print(f"{times:3d}  {true!r} -> {said!r}")


if __name__ == "__main__":
    main()
