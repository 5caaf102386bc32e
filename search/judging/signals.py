"""What tells whether a passage plans a step: likeness to its wordings, its words, cues, and what takes a plan back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.frameworks import Framework, match_cues, match_step
from indexer.step_words import WordModel
from search.judging.clauses import Clause, cut_clauses
from search.judging.wordings import Likeness, WordingSpace
from search.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

_LIKENESS = ("vectors", "letters", "both", "nearest_vectors", "nearest_letters")
_MARGINS = ("over_others", "over_steps", "share", "over_counters", "over_parts")
_VIEWS = (*_LIKENESS, "counters", "parts", *_MARGINS)
_CUES = ("cue", "cue_found", "cue_taken_back", "cue_here", "cue_of_other")
_PAST = r"\bđã (?!đăng|ký|ban hành,)\w+|\b(?:vừa qua|năm trước|năm ngoái|kỳ trước|thời gian qua)\b"
_PURPOSE = r"\b(?:nhằm|góp phần|mục đích|để bảo đảm|để đảm bảo|nâng cao hiệu|tầm quan trọng|ý nghĩa)\b"
# "điểm không phù hợp", "không để chậm" deny no work.
_NEGATION = r"\b(?:không|chưa)\b(?! (?:phù hợp|đạt|để|ngừng|quá|còn|đúng|bị))|\b(?:tạm dừng|hoãn)\b"
_BASIS = r"^\W*(?:căn cứ|trên cơ sở|theo)\b"
# What obliges, and what says a thing in general: seldom a whole step.
_DUTY = r"\b(?:phải|cần|đều|bảo đảm|đảm bảo|mọi|toàn bộ|luôn)\b|100\s*%"
_GENERAL = (
    r"\b(?:theo (?:đúng )?(?:quy định|chế độ|quy chế)|hiện hành|chịu trách nhiệm|nghiêm|chấp hành|ý thức|chung)\b"
)
_WORDS = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("past", _PAST),
        ("purpose", _PURPOSE),
        ("negation", _NEGATION),
        ("basis", _BASIS),
        ("obliges", _DUTY),
        ("general", _GENERAL),
    )
}
# Words of a heading, and of more than one piece of work.
_SHORT, _LONG = 6, 30
NAMES: tuple[str, ...] = (
    *(f"whole_{name}" for name in _VIEWS),
    *(f"clause_{name}" for name in _VIEWS),
    "whole_words",
    "clause_words",
    "whole_words_full",
    "clause_words_full",
    *_CUES,
    "mention",
    *(f"whole_{name}" for name in _WORDS),
    *(f"clause_{name}" for name in _WORDS),
    "short",
    "long",
    "row",
    "duty",
    "unread",
)
"""Names of the signals, in order."""

# How sharply a text's nearness to a step is weighed against its nearness to all others, as in indexer.concepts.
_SHARPNESS = 0.10


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of ``n`` passages for ``k`` steps.

    Attributes:
        values: float32 ``(n, k, len(NAMES))``, passages that were read first.
        clauses: per passage and step the clause that is most like the step.
        parts: per passage and step which wording of a part that clause is nearest to: int64 ``(n, k)``, counted over
            all parts of the step.
    """

    values: NDArray[np.float32]
    clauses: tuple[tuple[Clause, ...], ...]
    parts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What passages are read with, of the same ``k`` steps in the same order.

    Attributes:
        framework: the steps, with their cues.
        space: the wordings of each.
        words: what words tell of each.
    """

    framework: Framework
    space: WordingSpace
    words: WordModel


def read_signals(
    read: Sequence[Passage],
    unread: Sequence[Passage],
    known: Knowledge,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
) -> Signals:
    """Reads the signals.

    Args:
        read: tasks, duties and other parts that were understood.
        unread: the rest of the text.
        known: what they are read with.
        encode: embeds texts as documents: unit rows.
    """
    import numpy as np

    passages = (*read, *unread)
    steps = len(known.framework.steps)
    values = np.zeros((len(passages), steps, len(NAMES)), np.float32)
    if not passages:
        return Signals(values, (), np.zeros((0, steps), np.int64))
    cut = [cut_clauses(passage) for passage in passages]
    texts = list(dict.fromkeys(clause.text for clauses in cut for clause in clauses))
    place = {text: row for row, text in enumerate(texts)}
    likeness = known.space.compare(encode(texts), texts)
    views, (some, full) = _views(likeness), known.words.tell(texts)
    parts_told = np.zeros((len(passages), steps), np.int64)
    chosen: list[tuple[Clause, ...]] = []
    for row, (passage, clauses) in enumerate(zip(passages, cut, strict=True)):
        rows = np.array([place[clause.text] for clause in clauses])
        # The whole stands for itself only where it is all there is.
        parts = rows[1:] if len(rows) > 1 else rows
        best = likeness.both[parts].argmax(axis=0) + (len(rows) > 1)
        nearest = tuple(clauses[number] for number in best)
        wide = len(_VIEWS)
        values[row, :, :wide] = views[rows[0]]
        values[row, :, wide : 2 * wide] = views[rows[best], np.arange(steps)]
        told = (some[rows[0]], some[rows].max(axis=0), full[rows[0]], full[rows].max(axis=0))
        values[row, :, 2 * wide : 2 * wide + len(told)] = np.stack(told, axis=1)
        values[row, :, 2 * wide + len(told) :] = _read_words(passage, nearest, known.framework, row >= len(read))
        parts_told[row] = likeness.part_numbers[rows[best], np.arange(steps)]
        chosen.append(nearest)
    return Signals(values, tuple(chosen), parts_told)


def _views(likeness: Likeness) -> NDArray[np.float32]:
    """Returns the likeness of ``n`` texts as signals: float32 ``(n, k, len(_VIEWS))``."""
    import numpy as np

    both = likeness.both
    steps = both.shape[1]
    # The best step other than each: the second best where it is the best itself.
    first = both.argmax(axis=1)
    rows = np.arange(len(both))
    best = both[rows, first]
    rest = both.copy()
    rest[rows, first] = 0
    other = np.where(np.arange(steps) == first[:, None], rest.max(axis=1, initial=0)[:, None], best[:, None])
    summit = np.maximum(best, likeness.others)[:, None]
    shares = np.exp((both - summit) / _SHARPNESS)
    share = shares / (shares.sum(axis=1, keepdims=True) + np.exp((likeness.others[:, None] - summit) / _SHARPNESS))
    margins = (both - likeness.others[:, None], both - other, share, likeness.nearest_both - likeness.counters)
    # A step without parts has nothing to be held against.
    over_parts = np.where(likeness.parts > 0, likeness.nearest_both - likeness.parts, 0)
    alone = [likeness.counters, likeness.parts]
    return np.stack([*(getattr(likeness, name) for name in _LIKENESS), *alone, *margins, over_parts], axis=2)


def _read_words(passage: Passage, nearest: Sequence[Clause], framework: Framework, unread: bool) -> NDArray[np.float32]:
    """Returns the signals of wording: float32 ``(k, …)``."""
    import numpy as np

    text = passage.skeleton.text
    mention = any(match_cues(marker.cues, text) for marker in framework.mentions)
    whole = [bool(words.search(passage.text)) for words in _WORDS.values()]
    length = len(passage.text.split())
    main = passage.main
    role = (main, not main and not unread, unread)
    of_clause = {clause: [bool(words.search(clause.text)) for words in _WORDS.values()] for clause in set(nearest)}
    found = [bool(match_cues(step.cues, text)) for step in framework.steps]
    # Where in the passage the cues of each step hold.
    places = [
        [passage.skeleton.origin(*match.spans[0])[0] for match in match_step(step, text, mentions=framework.mentions)]
        if any_found
        else []
        for step, any_found in zip(framework.steps, found, strict=True)
    ]
    in_clause = {
        clause: {step for step, own in enumerate(places) if any(clause.start <= place < clause.end for place in own)}
        for clause in of_clause
    }
    rows = []
    for number, clause in enumerate(nearest):
        own, here = bool(places[number]), number in in_clause[clause]
        cues = [own, found[number], found[number] and not own, here, bool(in_clause[clause]) and not here]
        rows.append([*cues, mention, *whole, *of_clause[clause], length <= _SHORT, length > _LONG, *role])
    return np.array(rows, np.float32)
