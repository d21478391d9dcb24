"""Small examples of a layer: the layer itself on a smaller input with fewer channels, and numbers to count with.

An axis is shortened by whole strides, so that the padding, and what is left over at the end, stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import written

Place = tuple[int, int, int]
"""A channel, a row and a column, each from 0; a place in the padding has a row or a column that the input has not."""
Numbers = dict[Place, int]


class LayerExample(NamedTuple):
    """An operator on a small input (1, c, h, w) or (1, c, l), in place of the layer's own operator and input."""

    op: Op
    x: Shape
    layer: Op
    whole: Shape

    @property
    def sizes(self) -> tuple[int, int]:
        """The rows and columns of the input; a signal has one row."""
        return on_two_axes(self.x[2:], 1)

    @property
    def output(self) -> Shape:
        """The small output's shape."""
        return self.op.output(self.x)

    @property
    def is_whole(self) -> bool:
        """True where the layer is small enough to be shown as it is."""
        return self.op == self.layer and self.x == self.whole

    def note(self) -> str:
        """A sentence on the part of the layer that is shown."""
        if self.is_whole:
            return "The whole layer."
        counts = [(self.x[1], self.whole[1], "channels")]
        counts += [(self.op.attributes[name], self.layer.attributes[name], name) for name in ("filters", "groups")
                   if name in self.layer.fields]
        parts = [f"{_sizes(self.x)} of {_sizes(self.whole)}"] if self.x[2:] != self.whole[2:] else []
        for few, many in dict.fromkeys((few, many) for few, many, _ in counts if few != many):
            parts.append(f"{few} of {many} {_listed([noun for *some, noun in counts if some == [few, many]])}")
        kept: list[str] = [name for name in ("kernel", "stride", "padding", "dilation") if name in self.layer.fields]
        own = f" with the layer's {_listed(kept)}" if kept else ""
        return f"Drawn smaller{own}: {', '.join(parts)}."


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _sizes(shape: Shape) -> str:
    return written(like(shape, (1, 1, *shape[2:]))).removesuffix("x1")


def on_two_axes(values: tuple[int, ...], missing: int) -> tuple[int, int]:
    """Values told axis by axis, for rows and columns: of a signal's one axis, rows have `missing`."""
    return (missing, *values) if len(values) == 1 else values  # type: ignore[return-value]


def shortened(op: Op, x: Shape, wanted: tuple[int, int], strides: tuple[int, ...]) -> Shape:
    """The input with axes so short that the output is as wanted, or longer where no window would lie in it by half.

    >>> from archcalc.operators.convolution.conv import Conv
    >>> shortened(Conv(filters=96, kernel=(11, 11), stride=(4, 4)), (1, 3, 227, 227), (3, 3), (4, 4))
    (1, 3, 19, 19)
    """
    output, window = op.output(x), op.window(x)
    spans = [(kernel - 1) * rate + 1 for kernel, rate in zip(window.kernel, window.dilation, strict=False)]
    made = []
    for size, out, few, stride, span in zip(x[2:], output[2:], wanted[-len(strides):], strides, spans, strict=True):
        least = min(few, out)
        while least < out and few > 1 and size - (out - least) * stride < min(span // 2 + 1, size):
            least += 1
        made.append(size - (out - least) * stride)
    return like(x, (1, x[1], *made))


def numbers(example: LayerExample, value: Callable[[int, int, int], int]) -> Numbers:
    """A number for every place of the small input."""
    rows, columns = example.sizes
    return {(channel, row, column): value(channel, row, column) for channel in range(example.x[1])
            for row in range(rows) for column in range(columns)}


def filter_numbers(kernel: tuple[int, int], number: int, channels: int) -> Numbers:
    """The weights of one filter: -1, 0 and 1."""
    rows, columns = kernel
    return {(channel, row, column): _mixed(number + 11, channel, row, column) % 3 - 1
            for channel in range(channels) for row in range(rows) for column in range(columns)}


def bias_number(number: int) -> int:
    """The bias of a filter."""
    return (1, -1, 2)[number % 3]


def small_number(channel: int, row: int, column: int) -> int:
    """A number from 0 to 3, to be multiplied."""
    return _mixed(1, channel, row, column) % 4


def digit(channel: int, row: int, column: int) -> int:
    """A number from 0 to 9, to be compared and averaged."""
    return _mixed(2, channel, row, column) % 10


def _mixed(*places: int) -> int:
    """A number that follows from a place and has no period that a stride could meet (Knuth's multiplicative hash)."""
    mixed = 0
    for place in places:
        mixed = (mixed + place + 1) * 2654435761 % 2**32
        mixed ^= mixed >> 15
    return mixed >> 8


def outputs_wanted(axes: int) -> Iterator[tuple[int, int]]:
    """Numbers of rows and columns that the output of an example may have, the best first."""
    if axes == 1:
        yield from ((1, columns) for columns in (5, 4, 3, 2))
    else:
        yield from ((4, 4), (3, 3), (2, 3), (2, 2), (1, 3), (1, 2))
