"""What is known of every unit beside its words, in memory: columns that filters run over and facets count."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.contract import Attribute, FacetCount, UnitFilter, Value
from indexer.embedded.packing import NO_DAY, column_type

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UNKNOWN = Value("", "")
_FLAGS = (Attribute.MAIN, Attribute.DAMAGED)
_FLAG_VALUES = (Value("false", "false"), Value("true", "true"))
_LAST_DAY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of ``n`` units, in the order of their numbers.

    Attributes:
        numbers: number of each unit, ascending, int64.
        plan: place of its plan in ``plans``.
        plans: ids of the plans, in the order of their first units.
        fingerprints: of the plans, in the same order.
        rows: see :func:`indexer.embedded.packing.column_type`.
        leads: codes of lead units, one behind the other.
        lead_bounds: where those of each unit start, and their number: ``(n + 1,)``.
        values: the values of each attribute by code.
    """

    numbers: NDArray[np.int64]
    plan: NDArray[np.int32]
    plans: tuple[str, ...]
    fingerprints: tuple[str, ...]
    rows: NDArray[np.void]
    leads: NDArray[np.uint32]
    lead_bounds: NDArray[np.int64]
    values: Mapping[Attribute, Mapping[int, Value]]

    def __len__(self) -> int:
        return len(self.numbers)

    def select(self, chosen: UnitFilter) -> NDArray[np.int64]:
        """Returns the positions of the units that a filter matches, ascending."""
        import numpy as np

        if chosen.is_open:
            return np.arange(len(self), dtype=np.int64)
        mask = np.ones(len(self), np.bool_)
        for attribute, keys in chosen.values:
            mask &= self._have(attribute, keys)
        if chosen.due is not None:
            mask &= self._due(*(None if day is None else day.toordinal() for day in chosen.due))
        if chosen.plans is not None:
            wanted = np.fromiter((plan in chosen.plans for plan in self.plans), np.bool_, len(self.plans))
            mask &= wanted[self.plan]
        return np.flatnonzero(mask)

    def find_codes(self, attribute: Attribute, keys: frozenset[str]) -> list[int]:
        """Returns the codes of the keys that any unit ever had; 0 for the key of those that have none."""
        if attribute in _FLAGS:
            return [code for code, value in enumerate(_FLAG_VALUES) if value.key in keys]
        known = [code for code, value in self.values.get(attribute, {}).items() if value.key in keys]
        return [0, *known] if "" in keys else known

    def find_keys(self, attribute: Attribute, part: str) -> frozenset[str]:
        """Returns the keys that any unit ever had and that hold a part of a key."""
        known = _FLAG_VALUES if attribute in _FLAGS else self.values.get(attribute, {}).values()
        return frozenset(value.key for value in known if part in value.key)

    def count_values(self, attribute: Attribute, positions: NDArray[np.int64]) -> list[FacetCount]:
        """Counts the values of an attribute among some units: most frequent first, then by key."""
        import numpy as np

        codes = self._codes(attribute, positions)
        values = (
            dict(enumerate(_FLAG_VALUES)) if attribute in _FLAGS else {0: _UNKNOWN, **self.values.get(attribute, {})}
        )
        counts = np.bincount(codes, minlength=1)
        found = [FacetCount(values[int(code)], int(counts[code])) for code in np.flatnonzero(counts)]
        return sorted(found, key=lambda one: (-one.units, one.value.key))

    def _codes(self, attribute: Attribute, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns the codes of some units, each under each of its values."""
        import numpy as np

        if attribute is not Attribute.LEAD:
            return self.rows[attribute.value][positions].astype(np.int64)
        counts = self.rows["leads"][positions].astype(np.int64)
        starts = np.repeat(
            self.lead_bounds[positions] - np.concatenate([[0], np.cumsum(counts)[:-1]])[: len(counts)], counts
        )
        named = self.leads[starts + np.arange(counts.sum())].astype(np.int64)
        return np.concatenate([named, np.zeros(int((counts == 0).sum()), np.int64)])

    def _have(self, attribute: Attribute, keys: frozenset[str]) -> NDArray[np.bool_]:
        import numpy as np

        codes = self.find_codes(attribute, keys)
        if attribute is not Attribute.LEAD:
            column = self.rows[attribute.value]
            wanted = np.zeros(max([int(column.max(initial=0)), *codes]) + 1, np.bool_)
            wanted[codes] = True
            had: NDArray[np.bool_] = wanted.take(column)
            return had
        owners = np.repeat(np.arange(len(self)), self.rows["leads"])
        mask = np.zeros(len(self), np.bool_)
        mask[owners[np.isin(self.leads, codes)]] = True
        return mask | (self.rows["leads"] == 0) if "" in keys else mask

    def _due(self, first: int | None, last: int | None) -> NDArray[np.bool_]:
        import numpy as np

        start, end = self.rows["start"], self.rows["end"]
        known = (start != NO_DAY) | (end != NO_DAY)
        ends = np.where(end == NO_DAY, _LAST_DAY, end)
        touched: NDArray[np.bool_] = known & (start <= (_LAST_DAY if last is None else last)) & (ends >= (first or 0))
        return touched


def load_columns(connection: sqlite3.Connection) -> Columns:
    """Reads the columns of every unit."""
    import numpy as np

    plans = connection.execute("SELECT plan, fingerprint, first, columns, leads FROM plans ORDER BY first").fetchall()
    kind = column_type()
    counts = np.fromiter((len(row[3]) // kind.itemsize for row in plans), np.int64, len(plans))
    firsts = np.fromiter((row[2] for row in plans), np.int64, len(plans))
    ends = np.cumsum(counts)
    rows = np.frombuffer(b"".join(row[3] for row in plans), kind)
    numbers = np.repeat(firsts - ends + counts, counts) + np.arange(len(rows))
    values: dict[Attribute, dict[int, Value]] = {}
    for name, key, code, label in connection.execute("SELECT field, key, code, label FROM labels"):
        values.setdefault(Attribute(name), {})[code] = Value(key, label)
    return Columns(
        numbers=numbers,
        plan=np.repeat(np.arange(len(plans), dtype=np.int32), counts),
        plans=tuple(row[0] for row in plans),
        fingerprints=tuple(row[1] for row in plans),
        rows=rows,
        leads=np.frombuffer(b"".join(row[4] for row in plans), "<u4"),
        lead_bounds=np.concatenate([[0], np.cumsum(rows["leads"].astype(np.int64))]),
        values=values,
    )
