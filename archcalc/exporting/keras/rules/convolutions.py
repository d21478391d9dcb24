"""Convolutions, in Keras."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.keras.rules import for_axes, keyword, sides_of
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, brief
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import both_sides, extent

KERNEL = {"weight": "kernel"}


def _conv(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """Padding as TensorFlow's `same` has it is the convolution's own; other padding is added before."""
    sides = both_sides(op.padding, x[2:], op.kernel, op.stride, op.dilation)
    skips = any(step > 1 for step in op.stride) and any(rate > 1 for rate in op.dilation)
    stride = (1,) * len(op.stride) if skips else op.stride
    same = any(sides) and not skips and sides == both_sides("same", x[2:], op.kernel, op.stride, op.dilation)
    window = (FormArgument("kernel_size", brief(op.kernel)), keyword("strides", brief(stride), 1),
              keyword("padding", "same" if same else "valid", "valid"))
    rest = keyword("dilation_rate", brief(op.dilation), 1), keyword("use_bias", op.bias, True)
    depthwise = op.groups == x[1] > 1 and len(x) < 5 and len({*stride}) == len({*op.dilation}) == 1
    arguments: tuple[FormArgument, ...] = (FormArgument("filters", op.filters), *window,
                                           keyword("groups", op.groups, 1), *rest)
    maker = for_axes("DepthwiseConv" if depthwise else "Conv", x)
    if depthwise:
        arguments = (*window, keyword("depth_multiplier", op.filters // x[1], 1), *rest)
    call, pads = ("{self}({0})", ()) if same or not any(sides) else (
        f"{for_axes('ZeroPadding', x)}({{pads}})({{0}})\n{{self}}({{given}})", (FormArgument("pads", sides_of(sides)),))
    if skips:  # Keras has no stride beside a dilation
        steps = ", ".join(f"::{step}" for step in op.stride)
        call += f"\n{{given}}[:, {steps}]"
    return OperatorForm(maker, arguments, call, pads, weights=KERNEL)


def _conv_transpose(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """Rows are cut off of the whole; those that it has not are of an input of zeros behind the last."""
    if op.groups > 1:
        raise Refused("groups", "Keras's transposed convolution has no groups", hint="groups: 1, or --to torch")
    sizes, cuts = given[2:], op.cuts()
    axes = [*zip(x[2:], sizes, cuts, op.kernel, op.stride, op.dilation, strict=True)]
    if all(2 * cut == extent(kernel, rate) - step and size == before * step and any(cuts)
           for before, size, cut, kernel, step, rate in axes):
        return OperatorForm(f"layers.Conv{len(x) - 2}DTranspose",
                            _transposed(op, "same"), weights=KERNEL)
    more = [0] * len(axes)
    for place, (before, size, cut, kernel, step, rate) in enumerate(axes):
        while _whole(before + more[place], kernel, step, rate) < cut + size:
            more[place] += 1
    after = [_whole(before + extra, kernel, step, rate) - cut - size
             for extra, (before, size, cut, kernel, step, rate) in zip(more, axes, strict=True)]
    cropped = tuple(side for pair in zip(cuts, after, strict=True) for side in pair)
    longer = tuple(side for extra in more for side in (0, extra))
    call, inline = "{self}({0})", list[FormArgument]()
    if any(longer):
        call = f"{for_axes('ZeroPadding', x)}({{pads}})({{0}})\n{{self}}({{given}})"
        inline.append(FormArgument("pads", sides_of(longer)))
    if any(cropped):
        call += f"\n{for_axes('Cropping', x)}({{cropping}})({{given}})"
        inline.append(FormArgument("cropping", sides_of(cropped)))
    return OperatorForm(f"layers.Conv{len(x) - 2}DTranspose", _transposed(op, "valid"), call, tuple(inline),
                        weights=KERNEL)


def _whole(size: int, kernel: int, step: int, rate: int) -> int:
    """The rows that Keras's transposed convolution paints of so many."""
    return size * step + max(extent(kernel, rate) - step, 0)


def _transposed(op: Any, padding: str) -> tuple[FormArgument, ...]:
    if any(rate > 1 for rate in op.dilation) and any(step > 1 for step in op.stride):
        raise Refused("dilation", "Keras's transposed convolution has no stride beside a dilation",
                      hint="--to torch writes it")
    return (FormArgument("filters", op.filters), FormArgument("kernel_size", brief(op.kernel)),
            keyword("strides", brief(op.stride), 1), keyword("padding", padding, "valid"),
            keyword("dilation_rate", brief(op.dilation), 1), keyword("use_bias", op.bias, True))


_TABLE_CONV = HelperSource("TableConv", '''
class TableConv(layers.Layer):
    """A convolution in which each filter sees only the input maps that its row of the table lists."""

    def __init__(self, kernel, connections, use_bias=True, **more):
        super().__init__(**more)
        self.kernel, self.connections, self.use_bias = kernel, connections, use_bias

    def build(self, shape):
        rows = sum(map(len, self.connections))
        self.weight = self.add_weight(shape=(rows, *self.kernel), name="weight")
        if self.use_bias:
            self.bias = self.add_weight(shape=(len(self.connections),), initializer="zeros", name="bias")

    def call(self, x):
        maps, first = [], 0
        for row in self.connections:
            kernel = ops.transpose(self.weight[first : first + len(row)], (1, 2, 0))[..., None]
            maps.append(ops.conv(ops.take(x, row, axis=-1), kernel, 1, "valid"))
            first += len(row)
        x = ops.concatenate(maps, axis=-1)
        return x + self.bias if self.use_bias else x
''')


def _table_conv(op: Any, given: Shape, x: Shape) -> OperatorForm:
    arguments = (FormArgument("kernel", op.kernel), FormArgument("connections", op.connections),
                 keyword("use_bias", op.bias, True))
    return OperatorForm("TableConv", arguments, helpers=(_TABLE_CONV,))


RULES = {"conv": _conv, "conv_transpose": _conv_transpose, "table_conv": _table_conv}
