"""Transposed convolution: each value of the input times the kernel, painted onto the output, where all is summed.

The output begins with the bias everywhere. The rim that the padding cuts off is drawn dashed.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.convolution.conv_transpose import ConvTranspose
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import like
from archcalc.rendering.animations.examples import (
    LayerExample,
    Numbers,
    Place,
    bias_number,
    filter_numbers,
    numbers,
    on_two_axes,
    small_number,
)
from archcalc.rendering.animations.play import NumberGrid, Play, SceneStep, at, factor, shown

OPERATORS = ("conv_transpose",)
_SIZES = (4, 3, 2)


def examples(op: Op, x: Shape) -> Iterator[LayerExample]:
    """One channel and one filter, of an input of at most so many rows and columns."""
    assert isinstance(op, ConvTranspose)
    small = op.replace(filters=1, groups=1)
    for most in _SIZES:
        yield LayerExample(small, like(x, (1, 1, *(min(size, most) for size in x[2:]))), op, x)


def played(example: LayerExample) -> Play:
    """A step for every value of the input."""
    op = example.op
    assert isinstance(op, ConvTranspose)
    kernel, stride, spread = (on_two_axes(told, 1) for told in (op.kernel, op.stride, op.dilation))
    brush = _Brush(kernel, stride, spread, on_two_axes(op.cuts(), 0))
    values = numbers(example, lambda *place: 1 + small_number(*place) % 3)
    outcome, bias = _outcome(example, brush), bias_number(0) if op.bias else 0
    sums: Numbers = {}
    steps = [_step(brush, place, value, sums, bias, example.sizes[0]) for place, value in values.items()]
    bare = {place: f"{bias}" for place in outcome.places() if place not in sums}
    steps[-1] = steps[-1]._replace(written={**steps[-1].written, **bare})
    source = NumberGrid(f"input {'x'.join(map(str, example.x[2:]))}", ("",), *example.sizes)
    factors = NumberGrid("kernel", ("",), *brush.kernel)
    return Play(source, shown(values), factors, factors._replace(caption="value × kernel"), outcome, ("×", "=", "add"),
                tuple(steps))


class _Brush(NamedTuple):
    """A kernel that is painted: its size, how far apart, how spread, and what is cut off before the output."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    spread: tuple[int, int]
    cuts: tuple[int, int]

    def spot(self, place: Place, row: int, column: int) -> Place:
        """The place of the output where a value of the input paints a value of the kernel."""
        return (0, place[1] * self.stride[0] - self.cuts[0] + row * self.spread[0],
                place[2] * self.stride[1] - self.cuts[1] + column * self.spread[1])


def _outcome(example: LayerExample, brush: _Brush) -> NumberGrid:
    """The output, and around it what is painted and cut off."""
    output = on_two_axes(example.output[2:], 1)
    rows, columns = (max((size - 1) * step + (wide - 1) * rate + 1, cut + kept) for size, wide, step, rate, cut, kept
                     in zip(example.sizes, *brush, output, strict=True))
    size = "x".join(map(str, example.output[2:]))
    return NumberGrid(f"output {size}{', the padding cut off' if any(brush.cuts) else ''}", ("",), rows, columns,
                -brush.cuts[0], -brush.cuts[1], output)


def _step(brush: _Brush, place: Place, value: int, sums: Numbers, bias: int, rows: int) -> SceneStep:
    """A value times the kernel, added to the sums so far, which are changed."""
    weights = filter_numbers(brush.kernel, 0, 1)
    products = {own: value * weight for own, weight in weights.items()}
    spots = {brush.spot(place, *own[1:]): product for own, product in products.items()}
    again = [f"{sums[spot]} + {factor(added)} = {sums[spot] + added}" for spot, added in spots.items() if spot in sums]
    for spot, added in spots.items():
        sums[spot] = sums.get(spot, bias) + added
    begins = f", which begins as the bias, {bias}" if bias else ""
    return SceneStep(f"input, {at(*place[1:], rows)}", (place,), shown(products), tuple(spots),
                     shown({spot: sums[spot] for spot in spots}),
                     (f"where it was painted before: {', '.join(again)}" if again else "nothing painted here before",
                      f"{len(again)} values were painted before"),
                     f"{value} times the kernel is added to the output{begins}", shown(weights))
