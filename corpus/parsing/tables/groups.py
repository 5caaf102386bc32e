"""The headings that a row stands under: parts A and B, groups I and II, numbered rows over their sub-rows."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.parsing.tables.labels import Ordinal, Rank

# Ranks that nest in this order wherever they occur; letters and Roman numbers nest either way round.
_NUMERIC = (Rank.NUMBER, Rank.DOTTED, Rank.DEEPER, Rank.SMALL, Rank.BULLET)


@dataclass(frozen=True, slots=True)
class _Group:
    rank: Rank | None
    label: str
    heading: str


class Groups:
    """The groups that are open at a row, from the outermost."""

    def __init__(self) -> None:
        self._open: list[_Group] = []

    @property
    def heading(self) -> str | None:
        """The innermost heading."""
        return self._open[-1].heading if self._open else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the headings, from the outermost; those without one are left out."""
        return tuple(group.label for group in self._open if group.label)

    @property
    def last_capital(self) -> str | None:
        """The letter of the open part ("A"), ``None`` where none is open."""
        return next((group.label for group in self._open if group.rank is Rank.CAPITAL), None)

    def open(self, ordinal: Ordinal | None, title: str) -> None:
        """Opens a group and closes those it does not stand in."""
        self.close(ordinal.rank if ordinal else None)
        label = ordinal.label if ordinal else ""
        heading = f"{label}. {title}" if label and title else label or title
        self._open.append(_Group(ordinal.rank if ordinal else None, label, " ".join(heading.split())))

    def close(self, rank: Rank | None) -> None:
        """Closes the groups that a row of ``rank`` ends: those of its rank, of a lower one, and all inside them."""
        for place, group in enumerate(self._open):
            lower = group.rank in _NUMERIC and (rank is None or _is_below(group.rank, rank))
            if group.rank is rank or lower:
                del self._open[place:]
                return


def _is_below(inner: Rank | None, outer: Rank) -> bool:
    if inner is None or outer not in _NUMERIC or inner not in _NUMERIC:
        return inner in _NUMERIC
    return _NUMERIC.index(inner) > _NUMERIC.index(outer)
