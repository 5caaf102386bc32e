"""Which expansion of an ambiguous abbreviation the words around it ask for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.reading.restoration import language_model as lm
from corpus.reading.restoration.restore import load_restorer
from corpus.reading.restoration.words import Kind, find_tokens, spell

# Nats that a meaning is dearer than the one named before it in the table.
_PRIOR = 3.0


def rate_expansions(before: str, expansions: Sequence[str], after: str) -> tuple[float, ...]:
    """Rates how well each expansion fits between two texts, in nats; only differences mean anything.

    The language model of the restoration says how much likelier the words become by what stands before and behind
    them; how common they are in themselves counts for nothing.
    """
    left, right = _ids(before)[-2:], _ids(after)[:2]
    rates = []
    for rank, words in enumerate(expansions):
        inside = _ids(words)
        bound = _chain([*left, *inside, *right], len(left))
        free = _chain([lm.START, lm.START, *inside], 2) + _chain([lm.START, lm.START, *right], 2)
        rates.append(bound - free - _PRIOR * rank)
    return tuple(rates)


def _ids(text: str) -> list[int]:
    known = load_restorer().lexicon.ids
    reserved = {Kind.NUMBER: lm.NUMBER, Kind.SYMBOL: lm.SYMBOL}
    return [
        known.get(spell(token.text), lm.UNKNOWN) if token.kind is Kind.WORD else reserved.get(token.kind, lm.UNKNOWN)
        for token in find_tokens(text)
    ]


def _chain(ids: Sequence[int], start: int) -> float:
    """Returns the log probability of ``ids[start:]`` one by one, each after the two before it."""
    padded = np.array([lm.START, lm.START, *ids], dtype=np.int64)[start:]
    if len(padded) < 3:
        return 0.0
    return float(load_restorer().model.follow(padded[:-2], padded[1:-1], padded[2:]).sum())
