"""A question as typed, and as it is understood: with its accents, and its abbreviations written out."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.abbreviations import Expander
from corpus.reading.restoration.typed import State, read_typed


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question means.

    Attributes:
        typed: the question as it was typed, normalised.
        letters: ``typed`` with its abbreviations written out unless it is ruined: its letter groups count, beside
            those of ``meant``.
        meant: ``typed`` with accents restored and abbreviations written out: what is embedded and cut into words.
        shorts: short forms of it that only the user's own table knows, which tasks may use: more words to match.
        marked: words that are marked in a hit: those above, and every short form of them.
        sureness: how far the restored accents can be relied on, 0..1; 1 where those that were typed are right.
        state: how the words were written.
    """

    typed: str
    letters: str
    meant: str
    shorts: tuple[str, ...]
    marked: str
    sureness: float
    state: State

    @property
    def notice(self) -> str | None:
        """What to tell the person that the question was read as; ``None`` where it was taken as typed."""
        return None if self.meant == self.typed else self.meant


def understand(words: str, expander: Expander) -> Understanding:
    """Understands a question.

    Accents are restored first, around the abbreviations, so that the words around an ambiguous one tell its meaning.

    Args:
        words: normalised, on one line.
        expander: writes out abbreviations.

    Raises:
        ModelUnavailable: the data of the restoration are missing or damaged.
    """
    kept = [(one.start, one.end) for one in expander.find(words, loose=True, guess=False)]
    reading = read_typed(words, kept)
    ruined = reading.state is State.RUINED  # "b6" and "hd" are what is left of words there
    letters = words if ruined else expander.expand(words, loose=True)
    meant = expander.expand(reading.text, loose=not ruined)
    marked = " ".join((reading.text, meant, *expander.abbreviate(meant)))
    return Understanding(
        typed=words,
        letters=letters,
        meant=meant,
        shorts=expander.abbreviate(meant, own=True),
        marked=marked,
        sureness=reading.sureness,
        state=reading.state,
    )
