"""Windows over the input of an example: which places are read at each position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import like
from archcalc.operators.sliding_window import both_sides
from archcalc.rendering.animations.examples import LayerExample, Place, on_two_axes, outputs_wanted, shortened
from archcalc.rendering.animations.play import NumberGrid


class Windows(NamedTuple):
    """Windows over rows and columns, with the sides above, below, left and right of an input of these `sizes`."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    dilation: tuple[int, int]
    sides: tuple[int, ...]
    sizes: tuple[int, int]
    counts: tuple[int, int]

    def places(self, row: int, column: int) -> list[tuple[int, int]]:
        """The rows and columns of the input under the window at a position, in the order of the kernel's values."""
        return [(row * self.stride[0] - self.sides[0] + i * self.dilation[0],
                 column * self.stride[1] - self.sides[2] + j * self.dilation[1])
                for i, j in product(range(self.kernel[0]), range(self.kernel[1]))]

    def grid(self, x: Shape) -> NumberGrid:
        """The input with its padding, as far as the last window reaches."""
        last = self.places(self.counts[0] - 1, self.counts[1] - 1)[-1]
        rows, columns = (max(size + after, reached + 1) + before for size, before, after, reached in
                         zip(self.sizes, self.sides[::2], self.sides[1::2], last, strict=True))
        named = tuple(f"channel {channel + 1}" for channel in range(x[1]))
        return NumberGrid(f"input {'x'.join(map(str, x[2:]))}{self._padding(len(x) - 2)}", named, rows, columns,
                    -self.sides[0], -self.sides[2], self.sizes)

    def _padding(self, axes: int) -> str:
        told = self.sides[-2 * axes:]
        if not any(told):
            return ""
        return f", padding {told[0]}" if len({*told}) == 1 else f", padding {' '.join(map(str, told))}"


def windows(example: LayerExample) -> Windows:
    """The windows of an example's operator."""
    window, sizes = example.op.window(example.x), example.x[2:]
    padding = example.op.attributes.get("padding", (0,) * 2 * len(sizes))
    sides = both_sides(padding, sizes, window.kernel, window.stride, window.dilation)
    told = ((window.kernel, 1), (window.stride, 1), (window.dilation, 1))
    kernel, stride, dilation = (on_two_axes(tuple(values), missing) for values, missing in told)
    return Windows(kernel, stride, dilation, (0, 0, *sides)[-4:], example.sizes, on_two_axes(example.output[2:], 1))


def cells(grid: NumberGrid, numbers: Mapping[Place, int], padding: str) -> dict[Place, str]:
    """The numbers of an input in their cells, with what stands in the padding."""
    return {place: f"{numbers.get(place, padding)}" for place in grid.places()}


def outcome(example: LayerExample, named: str) -> NumberGrid:
    """The output of an example, a sheet for each filter or channel."""
    rows, columns = on_two_axes(example.output[2:], 1)
    sheets = tuple(f"{named} {number + 1}" for number in range(example.output[1]))
    return NumberGrid(f"output {'x'.join(map(str, example.output[2:]))}", sheets, rows, columns)


def one_channel(op: Op, x: Shape) -> Iterator[LayerExample]:
    """Examples of an operator that takes each channel for itself: one channel, made shorter by whole strides."""
    def alone(sizes: tuple[int, ...]) -> LayerExample:
        return LayerExample(op, like(x, (1, 1, *sizes)), op, x)

    stride = op.attributes.get("stride")
    if stride is None:
        yield from (alone(tuple(min(size, most) for size in x[2:])) for most in (5, 4, 3))
    else:
        yield from (alone(shortened(op, x, wanted, stride)[2:]) for wanted in outputs_wanted(len(x) - 2))
