"""Puts texts of like length into batches, so that little of a batch is padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def batch_by_length(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Yields the places of the texts, longest first, each once.

    Texts of equal length keep their order, so that the same texts make the same batches.

    Args:
        lengths: the length of each text.
        most: the length of a batch, every text of it counted as long as its longest; a text that is longer still has a
            batch of its own.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > most:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
