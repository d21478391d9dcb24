"""Windows sliding over an image: how many positions there are, and how much padding."""

from __future__ import annotations

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.attributes import Sides

AXES = ("height", "width")


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


def axis_padding(padding: Sides | str, axis: int) -> tuple[int, int] | str:
    """The two sides of height (0) or width (1), or `same`."""
    return padding if isinstance(padding, str) else (padding[2 * axis], padding[2 * axis + 1])


def first_side(padding: Sides | str, axis: int, size: int, kernel: int, stride: int, dilation: int = 1) -> int:
    """The padding before the image, along height (0) or width (1)."""
    return same_sides(size, kernel, stride, dilation)[0] if isinstance(padding, str) else padding[2 * axis]


def four_sides(padding: Sides | str, sizes: tuple[int, int], kernel: tuple[int, int], stride: tuple[int, int],
               dilation: tuple[int, int] = (1, 1)) -> Sides:
    """The padding of an image of `sizes` (height, width), with `same` worked out.

    >>> four_sides("same", (224, 224), (3, 3), (2, 2))
    (0, 1, 0, 1)
    """
    if not isinstance(padding, str):
        return padding
    (top, bottom), (left, right) = (same_sides(*axis) for axis in zip(sizes, kernel, stride, dilation, strict=True))
    return top, bottom, left, right


class WindowGrid(NamedTuple):
    """A grid of windows: `counts` of them (height, width) with a `kernel` and `stride`, in an image with `sides`."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    sides: Sides
    counts: tuple[int, int]

    def reached(self, h: int, w: int) -> Sides:
        """The sides of an h x w image as far as the last window reaches: rounding up may take it past them.

        >>> grid = WindowGrid((3, 2), (2, 2), (1, 1, 1, 0), (3, 3))
        >>> grid.reached(4, 9), grid.reached(9, 4)
        ((1, 2, 1, 0), (1, 0, 1, 1))
        """
        top, _, left, _ = self.sides
        down, across = ((count - 1) * stride + kernel for count, stride, kernel in
                        zip(self.counts, self.stride, self.kernel, strict=True))
        return top, max(0, down - top - h), left, max(0, across - left - w)


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
    top, bottom, left, right = padding
    if (top, left) != (bottom, right):
        return f"pad {top},{bottom},{left},{right}"
    return f"pad {top}" if top == left else f"pad {top}x{left}"


def shown_pair(pair: tuple[int, int]) -> str:
    """A stride or rate: `2`, or `2x1`."""
    height, width = pair
    return f"{height}" if height == width else f"{height}x{width}"


def shown_filters(filters: int, kernel: tuple[int, int], stride: tuple[int, int], padding: Sides | str,
                  dilation: tuple[int, int], groups: int) -> str:
    """A convolution in the lecture's words.

    >>> shown_filters(96, (11, 11), (4, 4), (0, 0, 0, 0), (1, 1), 1)
    '96 11x11 filters at stride 4, pad 0'
    """
    parts = [f"{filters} {kernel[0]}x{kernel[1]} filters at stride {shown_pair(stride)}", shown_sides(padding)]
    if dilation != (1, 1):
        parts.append(f"dilation {shown_pair(dilation)}")
    return ", ".join(parts if groups == 1 else [*parts, f"{groups} groups"])
