"""Pooling, in Keras."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.keras.rules import for_axes, keyword, pads_of, sides_of
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, brief, expression
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import both_sides


def _window(op: Any, *, same: bool = False) -> tuple[FormArgument, ...]:
    stride = () if op.stride == op.kernel else (keyword("strides", brief(op.stride), None),)
    return (FormArgument("pool_size", brief(op.kernel)), *stride, keyword("padding", "same" if same else "valid",
                                                                           "valid"))


def _is_same(op: Any, given: Shape, x: Shape) -> bool:
    """True where the windows stand as those of Keras's `same` do, which reach over the edge."""
    same = both_sides("same", x[2:], op.kernel, op.stride)
    counts = tuple(-(-size // step) for size, step in zip(x[2:], op.stride, strict=True))
    return any(same) and op.grid(x).sides[::2] == same[::2] and tuple(given[2:]) == counts


def _max_pool(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """Padding that never wins is of minus infinity; `model_file` finds where zeros do as well."""
    if set(op.dilation) != {1}:
        raise Refused("dilation", "Keras's pooling has no dilation",
                      hint="--to onnx and --to torch have one")
    maker, reached = for_axes("MaxPooling", x), op.grid(x).reached(x[2:])
    if _is_same(op, given, x):
        return OperatorForm(maker, _window(op, same=True))
    if not any(reached):
        return OperatorForm(maker, _window(op))
    return OperatorForm(maker, _window(op), 'ops.pad({0}, {pads}, constant_values=-float("inf"))\n{self}({given})',
                        (FormArgument("pads", pads_of(reached)),))


def padded_with_zeros(op: Any, x: Shape) -> OperatorForm:
    """A max pooling of what is never below zero, padded with zeros. It has padding that is not Keras's own."""
    pads = FormArgument("pads", sides_of(op.grid(x).reached(x[2:])))
    return OperatorForm(for_axes("MaxPooling", x), _window(op),
                        f"{for_axes('ZeroPadding', x)}({{pads}})({{0}})\n{{self}}({{given}})", (pads,))


_AVERAGE_INSIDE = HelperSource("average_inside", '''
def average_inside(x, kernel, strides, pads, counted):
    """The means of windows that reach over the edge; of what lies there, `counted` is divided by."""
    ones = ops.pad(ops.ones_like(x), counted, constant_values=1.0)
    rest = tuple((p - c, q - d) for (p, q), (c, d) in zip(pads, counted))
    sums = ops.average_pool(ops.pad(x, pads), kernel, strides)
    return sums / ops.average_pool(ops.pad(ones, rest), kernel, strides)
''')


def _avg_pool(op: Any, given: Shape, x: Shape) -> OperatorForm:
    maker, grid = for_axes("AveragePooling", x), op.grid(x)
    reached, counts = grid.reached(x[2:]), bool(op.count_padding)
    sides = tuple(map(min, grid.sides, reached)) if counts else (0,) * len(reached)
    if not any(reached):
        return OperatorForm(maker, _window(op))
    if not any(sides) and _is_same(op, given, x) and reached[::2] == reached[1::2]:
        # of sides that differ, Keras repeats the edge where PyTorch is below
        return OperatorForm(maker, _window(op, same=True))
    if sides == reached:
        return OperatorForm(maker, _window(op), f"{for_axes('ZeroPadding', x)}({{pads}})({{0}})\n{{self}}({{given}})",
                            (FormArgument("pads", sides_of(sides)),))
    return expression("average_inside({0}, {kernel}, {strides}, {pads}, {counted})",
                      FormArgument("kernel", (*op.kernel,)), FormArgument("strides", (*op.stride,)),
                      FormArgument("pads", pads_of(reached)), FormArgument("counted", pads_of(sides)),
                      helpers=(_AVERAGE_INSIDE,))


_MAX_UNPOOL = HelperSource("max_unpool", '''
def max_unpool(x, source, factors):
    """Each value of x back at the first place of its window where `source` is largest, zeros elsewhere."""
    (high, wide), (h, w, c), (tall, broad) = factors, x.shape[1:], source.shape[1:3]
    more = ((0, 0), (0, max(0, h * high - tall)), (0, max(0, w * wide - broad)), (0, 0))
    source = ops.pad(source, more, constant_values=-float("inf"))[:, : h * high, : w * wide]
    windows = ops.reshape(source, (-1, h, high, w, wide, c))
    windows = ops.reshape(ops.transpose(windows, (0, 1, 3, 5, 2, 4)), (-1, h, w, c, high * wide))
    places = ops.one_hot(ops.argmax(windows, axis=-1), high * wide, dtype=x.dtype)
    y = ops.reshape(x[..., None] * places, (-1, h, w, c, high, wide))
    y = ops.reshape(ops.transpose(y, (0, 1, 4, 2, 5, 3)), (-1, h * high, w * wide, c))
    less = ((0, 0), (0, max(0, tall - h * high)), (0, max(0, broad - w * wide)), (0, 0))
    return ops.pad(y[:, :tall, :broad], less)
''')


def _max_unpool(op: Any, given: Shape, x: Shape, source: Shape) -> OperatorForm:
    if op.kernel != op.stride or len(x) != 4 or set(op.dilation) != {1} or any(op.pooling.grid(source).sides):
        raise Refused("padding", "the way back through a pooling is written for whole windows side by side",
                      hint="a stride that is the kernel, and no padding")
    return expression("max_unpool({0}, {1}, {factors})", FormArgument("factors", (*op.kernel,)), helpers=(_MAX_UNPOOL,))


def _global(name: str) -> Any:
    def rule(op: Any, given: Shape, x: Shape) -> OperatorForm:
        return OperatorForm(for_axes(f"Global{name}Pooling", x), (keyword("keepdims", True, False),))
    return rule


def _adaptive(name: str) -> Any:
    """Bins of one size are windows; one bin is the whole."""
    def rule(op: Any, given: Shape, x: Shape) -> OperatorForm:
        if prod(op.output_) == 1:
            return OperatorForm(for_axes(f"Global{name}Pooling", x), (keyword("keepdims", True, False),))
        if not any(size % bins for size, bins in zip(x[2:], op.output_, strict=True)):
            window = tuple(size // bins for size, bins in zip(x[2:], op.output_, strict=True))
            return OperatorForm(for_axes(f"{name}Pooling", x), (FormArgument("pool_size", brief(window)),))
        return OperatorForm(for_axes(f"Adaptive{name}Pooling", x), (FormArgument("output_size", brief(op.output_)),))
    return rule


_SUBSAMPLE = HelperSource("Subsample", '''
class Subsample(layers.Layer):
    """The sum of each window times one coefficient, plus one bias, for each channel."""

    def __init__(self, kernel, **more):
        super().__init__(**more)
        self.kernel = kernel

    def build(self, shape):
        self.weight = self.add_weight(shape=(shape[-1],), initializer="ones", name="weight")
        self.bias = self.add_weight(shape=(shape[-1],), initializer="zeros", name="bias")

    def call(self, x):
        sums = ops.average_pool(x, self.kernel, self.kernel) * (self.kernel[0] * self.kernel[1])
        return sums * self.weight + self.bias
''')


def _subsample(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return OperatorForm("Subsample", (FormArgument("kernel", (*op.kernel,)),), helpers=(_SUBSAMPLE,))


RULES = {"max_pool": _max_pool, "avg_pool": _avg_pool, "max_unpool": _max_unpool,
         "global_avg_pool": _global("Average"), "global_max_pool": _global("Max"),
         "adaptive_avg_pool": _adaptive("Average"), "adaptive_max_pool": _adaptive("Max"), "subsample": _subsample}
