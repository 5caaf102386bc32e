"""Choosing how each line of a text was stored: as it stands, or in an old encoding.

Every line is decoded in every way that helps anywhere, and the cheapest course over the lines is taken: a wrongly spelt
word costs, and so does each change of encoding from one line to the next. So a line that says little ("Sè: 12/KH") goes
with its neighbours, and passages pasted from an old file into a new one are found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.model import Problem, Severity
from corpus.reading.encodings.schemes import SCHEMES, Scheme
from corpus.reading.encodings.spelling import Spelling, check_spelling

_FOUND_WRONG = 1.0  # a wrongly spelt word of the text as found: it may be a name, or the fault of an OCR
_DECODED_WRONG = 2.0  # the same after decoding: an encoding that is right leaves hardly any
_CHANGE = 3.0  # to change from one encoding to another: a pasted passage needs seven words
_BEGIN = 2.5  # to begin a text in an encoding: rather than to change to it after a line that fits both
_BEGIN_SHORT = 1.5  # to begin a text of fewer accented words than _SHORT in an encoding: two words of a heading suffice
_SHORT = 25
# Of the different accented words in what is decoded, the share that must be right, and how many must have become so.
MIN_RIGHT = 0.85
MIN_WORDS = 2
_UNNEEDED = 0.1  # to decode a line that is right as it stands, so that a passage ends where it must
_NEVER = 1e9

_LINE = re.compile(r"[^\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What :func:`recover_lines` made of a text.

    Attributes:
        lines: the lines, decoded where that was right.
        schemes: for each line how it had been stored; ``None`` as it stands.
    """

    lines: tuple[str, ...]
    schemes: tuple[Scheme | None, ...]

    def problem(self) -> Problem | None:
        """Builds the note about what was decoded; ``None`` where nothing was."""
        names = sorted({scheme.name for scheme in self.schemes if scheme})
        if not names:
            return None
        told = sum(
            scheme is not None and not line.isascii() for scheme, line in zip(self.schemes, self.lines, strict=True)
        )
        kept = any(
            scheme is None and check_spelling(line).right for scheme, line in zip(self.schemes, self.lines, strict=True)
        )
        part = f"{told} dòng của văn bản" if kept else "Văn bản"
        return Problem(
            "LEGACY_ENCODING",
            Severity.INFO,
            f"{part} dùng bảng mã cũ ({', '.join(names)}) và đã được chuyển sang Unicode khi đọc; "
            "hãy đối chiếu với bản gốc nếu gặp chữ lạ.",
        )


def recover_text(text: str) -> tuple[str, Problem | None]:
    """Decodes the lines of ``text`` that are in an old encoding; line ends stay.

    Returns:
        The text, and the note about it; a text that is stored properly comes back as it is, with ``None``.
    """
    matches = list(_LINE.finditer(text))
    recovery = recover_lines([match.group() for match in matches])
    if not any(recovery.schemes):
        return text, None
    parts, end = [], 0
    for match, line in zip(matches, recovery.lines, strict=True):
        parts += [text[end : match.start()], line]
        end = match.end()
    return "".join([*parts, text[end:]]), recovery.problem()


def recover_lines(lines: Sequence[str], undecoded: Collection[int] = frozenset()) -> Recovery:
    """Decodes those of ``lines`` that are in an old encoding.

    Args:
        lines: lines or paragraphs in reading order.
        undecoded: places of lines that are the carrier of bytes of an unknown encoding; with a letter beyond ASCII such
            a line cannot be right as it stands.

    Returns:
        The lines; ``undecoded`` ones whose scheme is ``None`` could not be decoded.
    """
    found = [check_spelling(line) for line in lines]
    barred = {place for place in undecoded if found[place].right or found[place].wrong}
    costs: dict[Scheme | None, list[float]] = {
        None: [_NEVER if place in barred else _FOUND_WRONG * len(said.wrong) for place, said in enumerate(found)]
    }
    suspects = [place for place, said in enumerate(found) if said.wrong or place in barred]
    for scheme in SCHEMES:
        if _may_help(scheme, lines, found, suspects):
            costs[scheme] = [
                _cost(scheme, line) + _UNNEEDED * bool(said.right and not said.wrong)
                for line, said in zip(lines, found, strict=True)
            ]
    short = sum(len(said.right) + len(said.wrong) for said in found) < _SHORT
    schemes = _cheapest(costs, _BEGIN_SHORT if short else _BEGIN) if len(costs) > 1 else [None] * len(lines)
    believed = {scheme for scheme in set(schemes) if scheme and _is_believed(scheme, lines, found, schemes)}
    schemes = [scheme if scheme in believed else None for scheme in schemes]
    decoded = [scheme.decode(line)[0] if scheme else line for scheme, line in zip(schemes, lines, strict=True)]
    for place, line in enumerate(lines):
        if decoded[place] == line and place not in barred:
            schemes[place] = None
    return Recovery(tuple(decoded), tuple(schemes))


def _cost(scheme: Scheme, line: str) -> float:
    if line.isascii():
        return 0.0
    decoded, strays = scheme.decode(line)
    return _DECODED_WRONG * (len(check_spelling(decoded).wrong) + strays)


def _may_help(scheme: Scheme, lines: Sequence[str], found: Sequence[Spelling], suspects: Sequence[int]) -> bool:
    """Tells whether the lines that ``scheme`` makes better are worth a change of encoding."""
    gain = 0.0
    for place in suspects:
        gain += max(0.0, _FOUND_WRONG * len(found[place].wrong) - _cost(scheme, lines[place]))
        if gain > _BEGIN_SHORT:
            return True
    return False


def _cheapest(costs: dict[Scheme | None, list[float]], begin: float) -> list[Scheme | None]:
    """Returns the cheapest course: for each line a key of ``costs``; the first key wins a tie (Viterbi, 1967).

    Args:
        costs: by scheme the cost of each line; the lists are equally long.
        begin: cost of a scheme for the first line.
    """
    keys = list(costs)
    total = [costs[key][0] + (begin if key else 0.0) for key in keys]
    steps: list[list[int]] = []
    for place in range(1, len(costs[None])):
        best = min(range(len(keys)), key=total.__getitem__)
        step = [best if total[best] + _CHANGE < total[at] else at for at in range(len(keys))]
        steps.append(step)
        total = [
            total[step[at]] + (_CHANGE if step[at] != at else 0.0) + costs[key][place] for at, key in enumerate(keys)
        ]
    at = min(range(len(keys)), key=total.__getitem__)
    course = [at]
    for step in reversed(steps):
        at = step[at]
        course.append(at)
    return [keys[at] for at in reversed(course)]


def _is_believed(
    scheme: Scheme, lines: Sequence[str], found: Sequence[Spelling], schemes: Sequence[Scheme | None]
) -> bool:
    """Tells whether what ``scheme`` decodes reads like Vietnamese, judged by different words: "µm" often is no "àm"."""
    right: set[str] = set()
    wrong: set[str] = set()
    before: set[str] = set()
    for place, line in enumerate(lines):
        if schemes[place] is scheme and not line.isascii():
            said = check_spelling(scheme.decode(line)[0])
            right.update(said.right)
            wrong.update(said.wrong)
            before.update(found[place].right)
    return len(right) >= MIN_RIGHT * len(right | wrong) and len(right - before) >= MIN_WORDS
