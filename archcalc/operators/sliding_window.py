"""Windows sliding over a signal, an image or a volume: how many positions there are, and how much padding.

What is told for each axis is told in the order of the axes: length; height, width; depth, height, width. Sides are two
for each axis, before and after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.axis_attributes import Sides

AXES = ("depth", "height", "width")
"""The last ones are those of an image; a signal has a length alone."""
ALONG = {"length": "long", "depth": "deep", "height": "high", "width": "wide"}
"""The adjective of each."""


def axis_names(count: int) -> tuple[str, ...]:
    """The names of one, two or three axes.

    >>> axis_names(1), axis_names(2)
    (('length',), ('height', 'width'))
    """
    return AXES[-count:] if count > 1 else ("length",)


def extent(kernel: int, dilation: int) -> int:
    """The span of a dilated kernel."""
    return kernel if dilation == 1 else dilation * (kernel - 1) + 1


def positions(axis: str, size: int, kernel: int, stride: int, padding: tuple[int, int] | str,
              dilation: int = 1, ceil: bool = False) -> int:
    """The positions of a window along one axis: (size + padding - kernel)/stride + 1, rounded down, or up.

    Rounded up, a window that reaches past the end stands there once, as in PyTorch, Caffe and ONNX.

    >>> positions("height", 227, 11, 4, (0, 0)), positions("height", 2, 3, 2, (0, 0), ceil=True)
    (55, 1)
    """
    if isinstance(padding, str):
        return rounded_up(size, stride)
    before, after = padding
    room = size + (2 * before if before == after else before + after) - extent(kernel, dilation)
    if room <= (-stride if ceil else -1):
        raise too_large(axis, size, before, after, extent(kernel, dilation))
    return (rounded_up(room, stride) if ceil else room // stride) + 1


def rounded_up(value: int, by: int) -> int:
    """value/by, rounded up."""
    return -(-value // by)


def same_sides(size: int, kernel: int, stride: int, dilation: int = 1) -> tuple[int, int]:
    """TensorFlow's `same` padding of one axis, before and after; the odd one goes after.

    >>> same_sides(224, 3, 2)
    (0, 1)
    """
    total = max(0, (rounded_up(size, stride) - 1) * stride + extent(kernel, dilation) - size)
    return total // 2, total - total // 2


def pairs(sides: Sides) -> list[tuple[int, int]]:
    """The two sides of each axis.

    >>> pairs((0, 1, 2, 3))
    [(0, 1), (2, 3)]
    """
    return list(zip(sides[::2], sides[1::2], strict=True))


def by_axis(padding: Sides | str, axes: int) -> Sequence[tuple[int, int] | str]:
    """The two sides of each of so many axes, or `same`."""
    return [padding] * axes if isinstance(padding, str) else pairs(padding)


def both_sides(padding: Sides | str, sizes: tuple[int, ...], kernel: tuple[int, ...], stride: tuple[int, ...],
               dilation: tuple[int, ...] = ()) -> Sides:
    """The padding of axes of these `sizes`, with `same` worked out.

    >>> both_sides("same", (224, 224), (3, 3), (2, 2))
    (0, 1, 0, 1)
    """
    if not isinstance(padding, str):
        return padding
    spread = dilation or (1,) * len(sizes)
    return tuple(side for axis in zip(sizes, kernel, stride, spread, strict=True) for side in same_sides(*axis))


class WindowGrid(NamedTuple):
    """A grid of windows: `counts` of them along each axis, with a `kernel` and `stride`, in an input with `sides`.

    The places under a window are `dilation` apart.
    """

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    sides: Sides
    counts: tuple[int, ...]
    dilation: tuple[int, ...]

    def reached(self, sizes: tuple[int, ...]) -> Sides:
        """The sides of an input as far as the last window reaches: rounding up may take it past them.

        >>> grid = WindowGrid((3, 2), (2, 2), (1, 1, 1, 0), (3, 3), (1, 1))
        >>> grid.reached((4, 9)), grid.reached((9, 4))
        ((1, 2, 1, 0), (1, 0, 1, 1))
        """
        axes = zip(self.counts, self.stride, self.spans(), self.sides[::2], sizes, strict=True)
        return tuple(side for count, stride, span, before, size in axes
                     for side in (before, max(0, (count - 1) * stride + span - before - size)))

    def spans(self) -> tuple[int, ...]:
        """The span of a window along each axis."""
        return tuple(map(extent, self.kernel, self.dilation))

    def line(self, axis: int, tap: int) -> slice:
        """The places of an axis that are the tap of that number of every window."""
        first = tap * self.dilation[axis]
        return slice(first, first + (self.counts[axis] - 1) * self.stride[axis] + 1, self.stride[axis])


def too_large(axis: str, size: int, before: int, after: int, span: int) -> Refused:
    """A window that does not fit into its input."""
    total = f" + {before + after}" if before + after else ""
    return Refused("window", f"the window is larger than its input along the {axis}: "
                             f"{size}{total} - {span} = {size + before + after - span}",
                   hint="a smaller kernel, more padding or a larger input")


def shown_sides(padding: Sides | str) -> str:
    """Padding in the lecture's words: `pad 1`, `pad 1x0`, `pad 0,1,0,1`, `pad same`."""
    if isinstance(padding, str):
        return f"pad {padding}"
    before = padding[::2]
    return f"pad {','.join(map(str, padding))}" if before != padding[1::2] else f"pad {shown_sizes(before)}"


def shown_sizes(sizes: tuple[object, ...]) -> str:
    """A stride or rate: `2`, or `2x1`."""
    first, *others = sizes
    return f"{first}" if others == [first] * len(others) else "x".join(map(str, sizes))


def shown_kernel(kernel: tuple[int, ...]) -> str:
    """A kernel in the short notation: `3` on signals and images where its sides are equal, else `3x5`, `3x3x3`."""
    return "x".join(map(str, kernel)) if len(kernel) > 2 else shown_sizes(kernel)


def shown_filters(filters: int, kernel: tuple[int, ...], stride: tuple[int, ...], padding: Sides | str,
                  dilation: tuple[int, ...], groups: int) -> str:
    """A convolution in the lecture's words.

    >>> shown_filters(96, (11, 11), (4, 4), (0, 0, 0, 0), (1, 1), 1)
    '96 11x11 filters at stride 4, pad 0'
    >>> shown_filters(128, (80,), (4,), (0, 0), (1,), 1)
    '128 filters of length 80 at stride 4, pad 0'
    """
    parts = [f"{shown_windows(kernel, f'{filters} ')} at stride {shown_sizes(stride)}", shown_sides(padding)]
    if any(rate != 1 for rate in dilation):
        parts.append(f"dilation {shown_sizes(dilation)}")
    return ", ".join(parts if groups == 1 else [*parts, f"{groups} groups"])


def shown_windows(kernel: tuple[int, ...], count: str = "") -> str:
    """Filters of a size: `96 11x11 filters`, `filters of length 80`."""
    if len(kernel) == 1:
        return f"{count}filters of length {kernel[0]}"
    return f"{count}{'x'.join(map(str, kernel))} filters"
