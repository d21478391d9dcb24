"""Normalisations. Where nothing is learned, ones and zeros take the place of scale and shift."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.normalization.standardize import LEAST_VARIANCE
from archcalc.operators.operator import Shape


def _learned(body: Body, op: Any, count: int) -> tuple[str, str]:
    """Scale and shift."""
    if op.affine:
        return "weight", "bias"
    body.whole = True
    return body.numbers([1] * count), body.numbers([0] * count)


def _batch_norm(body: Body, op: Any, x: Shape) -> None:
    """ONNX's channels are always axis 1: tokens are turned, and turned back."""
    axis = op.channel_axis(x)
    y = "x" if axis == 1 else body.transpose("x", 0, axis, *range(1, axis))
    y = body("BatchNormalization", y, *_learned(body, op, x[axis]), "mean", "variance", epsilon=op.epsilon)
    if axis != 1:
        body.transpose(y, 0, *range(2, len(x)), 1)


def _instance_norm(body: Body, op: Any, x: Shape) -> None:
    body("InstanceNormalization", "x", *_learned(body, op, x[1]), epsilon=op.epsilon)


def _group_norm(body: Body, op: Any, x: Shape) -> None:
    """By InstanceNormalization: ONNX's inference knows no shape after its own GroupNormalization."""
    grouped = body.reshape("x", (op.groups, -1))
    ones, zeros = body.numbers([1] * op.groups), body.numbers([0] * op.groups)
    y = body.reshape(body("InstanceNormalization", grouped, ones, zeros, epsilon=op.epsilon), x[1:])
    if op.affine:
        body("Add", body("Mul", y, body.along(x, 1, "weight")), body.along(x, 1, "bias"))


def _layer_norm(body: Body, op: Any, x: Shape) -> None:
    if op.channel_axis(x) == len(x) - 1:
        _by_features(body, op, "x", x[-1])
        return
    _by_features(body, op, body.transpose("x", 0, *range(2, len(x)), 1), x[1])
    body.transpose(body.steps[-1].outputs[0], 0, len(x) - 1, *range(1, len(x) - 1))


def _by_features(body: Body, op: Any, x: str, count: int) -> None:
    """Over the last axis."""
    if body.opset >= 17:
        body("LayerNormalization", x, *_learned(body, op, count)[:1 + op.bias], axis=-1, epsilon=op.epsilon)
        return
    shifted = body("Sub", x, body("ReduceMean", x, axes=(-1,)))
    variance = body("ReduceMean", body("Mul", shifted, shifted), axes=(-1,))
    y = body("Div", shifted, body("Sqrt", body("Add", variance, body.number(op.epsilon))))
    if op.affine:
        y = body("Mul", y, "weight")
    if op.affine and op.bias:
        body("Add", y, "bias")


def _rms_norm(body: Body, op: Any, x: Shape) -> None:
    """Elementary operations: ONNX's own node, of opset 23, is not yet everywhere."""
    axis = op.channel_axis(x)
    square = body.reduced("ReduceMean", body("Mul", "x", "x"), axis)
    y = body("Div", "x", body("Sqrt", body("Add", square, body.number(op.epsilon))))
    if op.affine:
        body("Mul", y, body.along(x, axis, "weight"))


def _lrn(body: Body, op: Any, x: Shape) -> None:
    """Of an even size ONNX sees one more channel after, archcalc and PyTorch before."""
    if op.size % 2:
        image = "x" if len(x) == 4 else body.reshape("x", (x[1], prod(x[2:]), 1))  # onnxruntime takes nothing else
        y = body("LRN", image, size=op.size, alpha=op.alpha, beta=op.beta, bias=op.k)
        if len(x) != 4:
            body.reshape(y, x[1:])
        return
    squares = body.reshape(body("Mul", "x", "x"), (1, x[1], prod(x[2:])))
    around = body("Pad", squares, body.integers((0, 0, op.size // 2, 0, 0, 0, (op.size - 1) // 2, 0)))
    means = body.reshape(body("AveragePool", around, kernel_shape=(op.size, 1), strides=(1, 1)), x[1:])
    scaled = body("Mul", means, body.number(op.alpha))
    body("Div", "x", body("Pow", body("Add", scaled, body.number(op.k)), body.number(op.beta)))


def _standardize(body: Body, op: Any, x: Shape) -> None:
    """A deviation of 0 is Keras's epsilon."""
    axis = op.channel_axis(x)
    shape = tuple(size if place == axis else 1 for place, size in enumerate(x))
    if op.means:
        mean, variance = body.numbers(op.means, shape), body.numbers(op.variances, shape)
    else:
        mean, variance = body.along(x, axis, "mean"), body.along(x, axis, "variance")
    deviation = body("Sqrt", body("Max", variance, body.number(LEAST_VARIANCE)))
    body("Div", body("Sub", "x", mean), deviation)


def _layer_scale(body: Body, op: Any, x: Shape) -> None:
    body.whole = True
    body("Mul", "x", body.along(x, op.channel_axis(x), "scale"))


RULES = {"batch_norm": _batch_norm, "instance_norm": _instance_norm, "group_norm": _group_norm,
         "layer_norm": _layer_norm, "lrn": _lrn, "layer_scale": _layer_scale, "rms_norm": _rms_norm,
         "standardize": _standardize}
