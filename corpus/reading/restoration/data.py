"""The data file of the restoration: counts and probabilities only, with its sources, behind a checksum.

Layout: a line with the name and version of the format, a line with the SHA-256 of all that follows, a line of JSON
(what the file is, from which sources, where each array lies), then the arrays, compressed by zlib.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelUnavailable

_MAGIC = b"DOICHIEU-RESTORATION 1"
_LEVEL = 9

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Array: TypeAlias = npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class RestorationData:
    """What the file holds.

    Attributes:
        about: version, order, pruning, counts and sources (file name, SHA-256), for people and for checks.
        tables: small tables (words, symbols, the channel's counts).
        arrays: by name.
    """

    about: Mapping[str, Json]
    tables: Mapping[str, Json]
    arrays: Mapping[str, Array]


def pack(data: RestorationData) -> bytes:
    """Packs the data; equal data give equal bytes."""
    parts = [json.dumps(data.tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()]
    layout: list[Json] = []
    for name in sorted(data.arrays):
        array = data.arrays[name]
        parts.append(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes())
        layout.append([name, array.dtype.str.replace(">", "<"), array.size])
    head = {"about": data.about, "tables": len(parts[0]), "arrays": layout}
    line = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    body = line + b"\n" + zlib.compress(b"".join(parts), _LEVEL)
    return b"\n".join((_MAGIC, hashlib.sha256(body).hexdigest().encode(), body))


def unpack(content: bytes) -> RestorationData:
    """Unpacks the data.

    Raises:
        ModelUnavailable: ``RESTORATION_DATA_DAMAGED``, the checksum or the layout does not fit.
    """
    magic, _, rest = content.partition(b"\n")
    checksum, _, body = rest.partition(b"\n")
    if magic != _MAGIC or hashlib.sha256(body).hexdigest().encode() != checksum:
        raise _damaged()
    line, _, packed = body.partition(b"\n")
    head = json.loads(line)
    raw = zlib.decompress(packed)
    offset = int(head["tables"])
    tables = json.loads(raw[:offset])
    arrays: dict[str, Array] = {}
    for name, kind, size in head["arrays"]:
        dtype = np.dtype(kind)
        arrays[name] = np.frombuffer(raw, dtype, size, offset)
        offset += size * dtype.itemsize
    return RestorationData(head["about"], tables, arrays)


def load_data(path: Path) -> RestorationData:
    """Loads the file at ``path``.

    Raises:
        ModelUnavailable: ``RESTORATION_DATA_DAMAGED``, the file is missing, cut or changed.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _damaged() from error
    return unpack(content)


def _damaged() -> ModelUnavailable:
    return ModelUnavailable(
        "Dữ liệu phục hồi chữ đi kèm chương trình bị thiếu hoặc hỏng; hãy cài lại chương trình.",
        code="RESTORATION_DATA_DAMAGED",
    )
