"""Building the data of the restoration.

Run::

    python -m corpus.reading.restoration.build FOLDER... -o FILE [--pairs PAIRS] [--without NAME...]

FOLDER holds clean administrative texts (``*.txt``, UTF-8), PAIRS the pages that :mod:`corpus.reading.restoration.ruin`
drew from them and recognised without Vietnamese. The file holds counts and probabilities only; a word seen in one
document alone is not in it, nor a chain of three words. The same inputs give the same bytes.

The shipped file was made from legal and administrative texts and from three pages of each, drawn with FreeSerif and TeX
Gyre Termes (the doubles of Times New Roman, which official texts are set in), FreeSans, DejaVu Serif, Noto Serif and
Noto Sans, and recognised by Tesseract 5.5 with ``eng``. The file itself names its sources with their SHA-256.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.reading.restoration.channel import learn
from corpus.reading.restoration.data import Json, RestorationData, pack
from corpus.reading.restoration.kneser_ney import estimate
from corpus.reading.restoration.language_model import NUMBER, RESERVED, START, SYMBOL, UNKNOWN
from corpus.reading.restoration.parallel import count_pairs
from corpus.reading.restoration.words import Kind, Token, find_tokens, spell
from corpus.reading.syllables import is_syllable

BUILD = 1
"""Version of the build: raised whenever the same sources give other data."""
LEAST_DOCUMENTS = 2
"""Documents that a word, a code and a chain of three words must be seen in."""
_LONGEST_WORD = 12
_LEAST_STRING = 2  # times a string was found for a letter, to be kept
_CODE_PART = re.compile(r"[A-ZĐa-zđ0-9]{1,12}")
# Heads of web copies and rows of dashes say nothing of the language.
_NOISE = re.compile(r"https?://\S+|[_=\-.…]{4,}|^SOURCE:.*$", re.M)


def build_data(texts: Sequence[tuple[str, str]], pairs: Sequence[tuple[str, str, str]]) -> RestorationData:
    """Builds the data.

    Args:
        texts: (name, clean text), in order of their names.
        pairs: (name, clean page, page as found), in order of their names.
    """
    documents = [list(find_tokens(_NOISE.sub(" ", text))) for _, text in texts]
    spread = Counter(word for tokens in documents for word in {spell(t.text) for t in tokens if t.kind is Kind.WORD})
    words = sorted(word for word, times in spread.items() if _is_word(word, times))
    ids = {word: number + len(RESERVED) for number, word in enumerate(words)}
    sequence: list[int] = []
    owners: list[int] = []
    for number, tokens in enumerate(documents):
        before = len(sequence)
        sequence += _sequence(tokens, ids)
        owners += [number] * (len(sequence) - before)
    arrays = estimate(
        np.array(sequence, dtype=np.int64),
        np.array(owners, dtype=np.int64),
        len(words) + len(RESERVED),
        least_documents=LEAST_DOCUMENTS,
    )
    arrays["capitals"] = _capitals(documents, ids)
    channel = {
        letter: {found: times for found, times in strings.items() if times >= _LEAST_STRING}
        for letter, strings in learn(_count_words(pairs).items()).items()
    }
    about: dict[str, Json] = {
        "build": BUILD,
        "order": 3,
        "least_documents": LEAST_DOCUMENTS,
        "tokens": len(sequence),
        "words": len(words),
        "bigrams": int(arrays["bigram_logs"].size),
        "trigrams": int(arrays["trigram_logs"].size),
        "texts": [[name, digest(text)] for name, text in texts],
        "pairs": [[name, digest(true + "\0" + found)] for name, true, found in pairs],
    }
    tables: dict[str, Json] = {
        "words": list[Json](words),
        "written": dict[str, Json](_written(documents, ids)),
        "codes": dict[str, Json](_count_codes(documents)),
        "channel": {letter: dict[str, Json](strings) for letter, strings in channel.items() if strings},
    }
    return RestorationData(about, tables, arrays)


def _is_word(word: str, documents: int) -> bool:
    """A syllable by the rules of spelling names no one; anything else must stand in several documents."""
    return len(word) <= _LONGEST_WORD and word.isalpha() and (documents >= LEAST_DOCUMENTS or is_syllable(word))


def _sequence(tokens: Sequence[Token], ids: dict[str, int]) -> Iterator[int]:
    reserved = {Kind.NUMBER: NUMBER, Kind.SYMBOL: SYMBOL, Kind.ADDRESS: UNKNOWN}
    for number, token in enumerate(tokens):
        if token.opens or number == 0:
            yield START
            yield START
        yield reserved[token.kind] if token.kind in reserved else ids.get(spell(token.text), UNKNOWN)


def _written(documents: Sequence[Sequence[Token]], ids: dict[str, int]) -> dict[str, str]:
    """Finds the words written in one way with two capitals or more, whatever stands around them."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens in documents:
        for token in tokens:
            if token.kind is Kind.WORD and spell(token.text) in ids:
                forms[spell(token.text)][token.text] += 1
    written: dict[str, str] = {}
    for word, counted in sorted(forms.items()):
        form, times = min(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if sum(char.isupper() for char in form) > 1 and times > 0.8 * sum(counted.values()):
            written[word] = form
    return written


def _capitals(documents: Sequence[Sequence[Token]], ids: dict[str, int]) -> npt.NDArray[np.uint8]:
    """Counts for each word in how many of 255 places inside a sentence it has a capital ("Sở", never "số")."""
    inside, capitals = np.ones(len(ids) + len(RESERVED)), np.full(len(ids) + len(RESERVED), 0.2)
    for tokens in documents:
        for token in tokens:
            word = ids.get(spell(token.text)) if token.kind is Kind.WORD and not token.opens else None
            if word is not None and not (token.text.isupper() and len(token.text) > 1):
                inside[word] += 1
                capitals[word] += token.text[0].isupper()
    return np.round(255 * capitals / inside).astype(np.uint8)


def _count_codes(documents: Sequence[Sequence[Token]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for tokens in documents:
        symbols = [re.sub(r"^[\d/ _]+", "", token.text) for token in tokens if token.kind is Kind.SYMBOL]
        parts = [part.replace("Ð", "Đ") for symbol in symbols for part in re.split(r"[-/&]", symbol)]
        parts = [part for part in parts if _CODE_PART.fullmatch(part) and sum(map(str.isupper, part)) > len(part) / 2]
        counted.update(parts)
        spread.update(set(parts))
    known = {code: times for code, times in counted.items() if spread[code] >= LEAST_DOCUMENTS}
    for code in sorted(known):
        # A ministry's field has its department in each province: BGDĐT, SGDĐT (Nghị định 30/2020/NĐ-CP, Phụ lục VI).
        if code[0] == "B" and len(code) > 2:
            known.setdefault(f"S{code[1:]}", -(-known[code] // 3))
    return dict(sorted(known.items()))


def _count_words(pairs: Sequence[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for _, true, found in pairs:
        counted += count_pairs(true, found)
    return counted


def digest(text: str) -> str:
    """Returns the hex SHA-256 of a source, by which it is recorded."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_texts(folders: Sequence[Path], without: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Reads the clean texts of folders; what was itself recognised (``_ocr-`` in its name) is left out."""
    paths = sorted((path for folder in folders for path in folder.glob("*.txt")), key=lambda path: path.name)
    return [
        (path.name, path.read_text(encoding="utf-8"))
        for path in paths
        if "_ocr-" not in path.name and path.name not in without
    ]


def read_pairs(folder: Path) -> list[tuple[str, str, str]]:
    """Reads (name, clean page, page as found) from ``*.true.txt`` and ``*.found.txt``."""
    names = sorted(path.name.removesuffix(".true.txt") for path in folder.glob("*.true.txt"))
    return [
        (name, (folder / f"{name}.true.txt").read_text("utf-8"), (folder / f"{name}.found.txt").read_text("utf-8"))
        for name in names
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Builds and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--without", nargs="*", default=(), help="names of texts to leave out")
    options = parser.parse_args(arguments)
    pairs = read_pairs(options.pairs) if options.pairs else []
    options.out.write_bytes(pack(build_data(read_texts(options.folders, options.without), pairs)))


if __name__ == "__main__":
    main()
