"""Runs the encoder of multilingual-e5-small in OpenVINO, without torch.

OpenVINO computes in bfloat16 where the processor has instructions for it (AMX, AVX512-BF16) and in float32 elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indexer.embedding.e5_tokens import PieceCutter
from indexer.embedding.e5_weights import dequantise
from indexer.embedding.openvino_runtime import import_openvino

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from indexer.embedding.e5_weights import Shape, Weights

# What the model was taught to read before a text (Wang et al., 2024).
_PROMPTS = {False: "passage: ", True: "query: "}
# Added to the attention to padding; far below any score and still a number of bfloat16.
_CLOSED = -10_000.0


class E5Encoder:
    """The default model: texts in, unit vectors out. One call at a time.

    Attributes:
        dimension: length of a vector.
        batch_length: tokens in a batch, padding among them.
    """

    # Texts a core second: 78 (256: 72, 512: 75, 2,048: 63, 4,096: 47; tests/bench/bench_embedding.py --batches).
    batch_length = 1024

    def __init__(self, weights: Weights, precision: str | None = None) -> None:
        """Takes the weights.

        Args:
            weights: the model.
            precision: "f32" or "bf16"; ``None`` is the fastest that the processor has instructions for.
        """
        openvino = import_openvino()
        self.dimension = weights.shape.hidden
        self._most = weights.shape.positions
        self._cutter = PieceCutter(weights.vocabulary)
        self._words = weights.words
        # Every token is of the first type, as in a text without a pair.
        self._places = (
            weights.tensors["embeddings.position_embeddings.weight"]
            + weights.tensors["embeddings.token_type_embeddings.weight"][0]
        )
        how = {"PERFORMANCE_HINT": "LATENCY"}  # one batch at a time, on all cores
        if precision is not None:
            how["INFERENCE_PRECISION_HINT"] = precision
        graph = build_graph(weights.shape, weights.tensors)
        self._request = openvino.Core().compile_model(graph, "CPU", how).create_infer_request()

    def measure(self, text: str) -> int:
        """Returns the number of tokens that are read of a document."""
        return len(self._cut(text, question=False))

    def encode(self, texts: Sequence[str], *, question: bool) -> NDArray[np.float32]:
        """Embeds a batch: float32 ``(len(texts), dimension)``, rows of unit length."""
        import numpy as np

        ids = [self._cut(text, question=question) for text in texts]
        longest = max(map(len, ids))
        mask = np.zeros((len(ids), longest), np.float32)
        tokens = np.zeros((len(ids), longest), np.int64)
        for row, line in enumerate(ids):
            mask[row, : len(line)] = 1
            tokens[row, : len(line)] = line
        embedded = dequantise(self._words[tokens]).reshape(*tokens.shape, self.dimension) + self._places[:longest]
        summed = self._request.infer([embedded, mask])[0]
        vectors: NDArray[np.float32] = summed / np.linalg.norm(summed, axis=1, keepdims=True)
        return vectors

    def _cut(self, text: str, *, question: bool) -> list[int]:
        return self._cutter.cut(_PROMPTS[question] + text, self._most)


def build_graph(shape: Shape, tensors: Mapping[str, NDArray[np.float32]]) -> Any:
    """Builds the encoder (Devlin et al., BERT, 2019) from the sum of its embeddings to the sum over the tokens.

    Args:
        shape: the shape of the encoder.
        tensors: its weights by their names in a BertModel.

    Returns:
        An openvino.Model. In: the embedded tokens, float32 ``(texts, tokens, hidden)``, and a mask of them, float32
        ``(texts, tokens)``, 1 for a token and 0 for padding. Out: float32 ``(texts, hidden)``.
    """
    import numpy as np

    openvino = import_openvino()
    op = openvino.opset13

    def whole(*numbers: int) -> Any:
        return op.constant(np.array(numbers, np.int64))

    def linear(x: Any, name: str) -> Any:
        product = op.matmul(x, op.constant(tensors[f"{name}.weight"]), False, True)
        return op.add(product, op.constant(tensors[f"{name}.bias"]))

    def normalise(x: Any, name: str) -> Any:
        centred = op.mvn(x, whole(-1), True, shape.epsilon, "INSIDE_SQRT")
        scaled = op.multiply(centred, op.constant(tensors[f"{name}.weight"]))
        return op.add(scaled, op.constant(tensors[f"{name}.bias"]))

    def heads(x: Any) -> Any:
        parted = op.reshape(x, whole(0, 0, shape.heads, shape.hidden // shape.heads), True)
        return op.transpose(parted, whole(0, 2, 1, 3))

    tokens = op.parameter([-1, -1, shape.hidden], openvino.Type.f32, "tokens")
    mask = op.parameter([-1, -1], openvino.Type.f32, "mask")
    open_to = op.multiply(op.subtract(op.constant(np.float32(1)), mask), op.constant(np.float32(_CLOSED)))
    open_to = op.unsqueeze(open_to, whole(1, 2))
    x = normalise(tokens, "embeddings.LayerNorm")
    for number in range(shape.layers):
        layer = f"encoder.layer.{number}"
        asked, keys, values = (heads(linear(x, f"{layer}.attention.self.{part}")) for part in ("query", "key", "value"))
        attended = op.transpose(op.scaled_dot_product_attention(asked, keys, values, open_to), whole(0, 2, 1, 3))
        attended = linear(op.reshape(attended, whole(0, 0, shape.hidden), True), f"{layer}.attention.output.dense")
        x = normalise(op.add(attended, x), f"{layer}.attention.output.LayerNorm")
        inner = op.gelu(linear(x, f"{layer}.intermediate.dense"), "erf")
        x = normalise(op.add(linear(inner, f"{layer}.output.dense"), x), f"{layer}.output.LayerNorm")
    summed = op.reduce_sum(op.multiply(x, op.unsqueeze(mask, whole(2))), whole(1), False)
    return openvino.Model([summed], [tokens, mask], "multilingual-e5-small")
