"""Convolutions and pooling, in PyTorch."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, brief
from archcalc.exporting.torch.rules import for_axes, reversed_sides
from archcalc.operators.operator import Shape
from archcalc.operators.sliding_window import both_sides, extent


def _keyword(name: str, sizes: tuple[int, ...], default: int) -> FormArgument:
    return FormArgument(name, brief(sizes), default, keyword=True)


def _conv(op: Any, x: Shape) -> OperatorForm:
    """The same on both sides is the convolution's own padding; what is not is added before."""
    sides = both_sides(op.padding, x[2:], op.kernel, op.stride, op.dilation)
    even = sides[::2] == sides[1::2]
    arguments = (
        FormArgument("in_channels", x[1]), FormArgument("out_channels", op.filters),
        FormArgument("kernel_size", brief(op.kernel)), _keyword("stride", op.stride, 1),
        *([_keyword("padding", sides[::2], 0)] if even else []), _keyword("dilation", op.dilation, 1),
        FormArgument("groups", op.groups, 1, keyword=True), FormArgument("bias", op.bias, True, keyword=True))
    if even:
        return OperatorForm(for_axes("Conv", x), arguments)
    return OperatorForm(for_axes("Conv", x), arguments, "{self}(F.pad({0}, {pads}))",
                        (FormArgument("pads", reversed_sides(sides)),))


def _conv_transpose(op: Any, x: Shape) -> OperatorForm:
    """What PyTorch's own padding cannot take away is cut off of the whole."""
    sizes = op.output(x)[2:]
    plain = op.padding != "same" and op.padding[::2] == op.padding[1::2]
    cuts, extra = ((0,) * len(sizes), op.output_padding) if plain else (op.cuts(), _missing(op, x, sizes))
    arguments = (
        FormArgument("in_channels", x[1]), FormArgument("out_channels", op.filters),
        FormArgument("kernel_size", brief(op.kernel)), _keyword("stride", op.stride, 1),
        *([_keyword("padding", op.padding[::2], 0)] if plain else []), _keyword("output_padding", extra, 0),
        FormArgument("groups", op.groups, 1, keyword=True), FormArgument("bias", op.bias, True, keyword=True),
        _keyword("dilation", op.dilation, 1))
    if plain:
        return OperatorForm(for_axes("ConvTranspose", x), arguments)
    section = ", ".join(f"{cut}:{cut + size}" for cut, size in zip(cuts, sizes, strict=True))
    return OperatorForm(for_axes("ConvTranspose", x), arguments, f"{{self}}({{0}})[:, :, {section}]")


def _missing(op: Any, x: Shape, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Rows beyond the last kernel that are wanted for every axis."""
    painted = ((size - 1) * stride + extent(kernel, dilation) for size, stride, kernel, dilation in
               zip(x[2:], op.stride, op.kernel, op.dilation, strict=True))
    missing = tuple(max(0, cut + size - whole) for cut, size, whole in zip(op.cuts(), sizes, painted, strict=True))
    if any(extra >= max(both) for extra, both in zip(missing, zip(op.stride, op.dilation, strict=True), strict=True)
           if extra):
        raise Refused("padding", "PyTorch's transposed convolution cannot add as many rows",
                      hint="a smaller stride, or a larger kernel")
    return missing


def _window(op: Any, padding: tuple[int, ...], ceil: bool) -> tuple[FormArgument, ...]:
    stride = () if op.stride == op.kernel else (FormArgument("stride", brief(op.stride), keyword=True),)
    spread = (_keyword("dilation", op.dilation, 1),) if "dilation" in op.fields else ()
    return (FormArgument("kernel_size", brief(op.kernel)), *stride, _keyword("padding", padding, 0), *spread,
            FormArgument("ceil_mode", ceil, False, keyword=True))


def _own(op: Any, x: Shape) -> bool | None:
    """The way of rounding by which PyTorch's pooling, padded on both sides as before, has as many windows.

    None where it has other ones.
    """
    counts, grid = op.output(x)[2:], op.grid(x)
    if any(2 * before > kernel for before, kernel in zip(grid.sides[::2], op.kernel, strict=True)):
        return None
    axes = [*zip(x[2:], grid.spans(), op.stride, grid.sides[::2], strict=True)]
    for ceil in (False, True):
        if tuple(_positions(*axis, ceil=ceil) for axis in axes) == counts:
            return ceil
    return None


def _positions(size: int, span: int, stride: int, padding: int, *, ceil: bool) -> int:
    """The windows of PyTorch's pooling along an axis; none begins in the padding after it."""
    room = size + 2 * padding - span
    count = (-(-room // stride) if ceil else room // stride) + 1
    return count - 1 if ceil and (count - 1) * stride >= size + padding else count


def _max_pool(op: Any, x: Shape) -> OperatorForm:
    grid, ceil = op.grid(x), _own(op, x)
    if ceil is not None:
        return OperatorForm(for_axes("MaxPool", x), _window(op, grid.sides[::2], ceil))
    pads = FormArgument("pads", reversed_sides(grid.reached(x[2:])))
    return OperatorForm(for_axes("MaxPool", x), _window(op, (0,) * len(op.kernel), ceil=False),
                        '{self}(F.pad({0}, {pads}, value=-float("inf")))', (pads,))


def _avg_pool(op: Any, x: Shape) -> OperatorForm:
    """Padding on one side alone has to be added before, and counted where it does not count."""
    sides, ceil = both_sides(op.padding, x[2:], op.kernel, op.stride), _own(op, x)
    counted, none, pads = bool(op.count_padding), (0,) * len(op.kernel), FormArgument("pads", reversed_sides(sides))
    keyword = FormArgument("count_include_pad", counted, True, keyword=True)
    if ceil is not None and (not counted or sides[::2] == sides[1::2]):
        if not any(sides[::2]):
            keyword = keyword._replace(value=True)  # there is no padding that could count
        return OperatorForm(for_axes("AvgPool", x), (*_window(op, sides[::2], ceil), keyword))
    counts = tuple(_positions(size + before + after, kernel, stride, 0, ceil=op.ceil)
                   for size, before, after, kernel, stride in
                   zip(x[2:], sides[::2], sides[1::2], op.kernel, op.stride, strict=True))
    if counts != op.output(x)[2:]:
        raise Refused("padding", f"PyTorch's pooling has no windows that are rounded up with padding {sides}",
                      hint="put a pad before it")
    arguments = _window(op, none, bool(op.ceil))
    if counted:
        return OperatorForm(for_axes("AvgPool", x), arguments, "{self}(F.pad({0}, {pads}))", (pads,))
    share = "{self}(F.pad({0}, {pads})) / {self}(F.pad(torch.ones_like({0}), {pads}))"
    return OperatorForm(for_axes("AvgPool", x), arguments, share, (pads,))


def _max_unpool(op: Any, x: Shape, source: Shape) -> OperatorForm:
    """PyTorch keeps the places of the pooling; here the pooling is done once more for them.

    The way back knows no dilation: its window is what a dilated one spans.
    """
    grid, ceil = op.pooling.grid(source), _own(op.pooling, source)
    sides, spread = grid.sides, "" if set(op.dilation) == {1} else f", {brief(op.dilation)}"
    if ceil is None or sides[::2] != sides[1::2]:
        raise Refused("padding", "PyTorch's unpooling takes the same padding on both sides")
    axes, rest = len(x) - 2, f"{brief(op.stride)}, {brief(sides[::2])}"
    places = f"F.max_pool{axes}d({{1}}, {brief(op.kernel)}, {rest}{spread}, ceil_mode={ceil}, return_indices=True)[1]"
    return OperatorForm("", (), f"F.max_unpool{axes}d({{0}}, {places}, {brief(grid.spans())}, {rest}, {{1}}.shape[2:])")


def _global(maker: str) -> Any:
    def rule(op: Any, x: Shape) -> OperatorForm:
        return OperatorForm(for_axes(maker, x), (FormArgument("output_size", 1),))
    return rule


def _adaptive(maker: str) -> Any:
    def rule(op: Any, x: Shape) -> OperatorForm:
        return OperatorForm(for_axes(maker, x), (FormArgument("output_size", brief(op.output_)),))
    return rule


_SUBSAMPLE = HelperSource("Subsample", '''
class Subsample(nn.Module):
    """The sum of each window times one coefficient, plus one bias, for each channel."""

    def __init__(self, channels, kernel):
        super().__init__()
        self.kernel = kernel
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        sums = F.avg_pool2d(x, self.kernel, divisor_override=1)
        return sums * self.weight[:, None, None] + self.bias[:, None, None]
''')
_TABLE_CONV = HelperSource("TableConv", '''
class TableConv(nn.Module):
    """A convolution in which each filter sees only the input maps that its row of the table lists."""

    def __init__(self, kernel, connections, bias=True):
        super().__init__()
        self.connections = connections
        self.weight = nn.Parameter(torch.randn(sum(map(len, connections)), *kernel) / 10)
        self.bias = nn.Parameter(torch.zeros(len(connections))) if bias else None

    def forward(self, x):
        maps = []
        kernels = self.weight.split([len(row) for row in self.connections])
        for number, (row, kernel) in enumerate(zip(self.connections, kernels)):
            bias = None if self.bias is None else self.bias[number : number + 1]
            maps.append(F.conv2d(x[:, list(row)], kernel[None], bias))
        return torch.cat(maps, 1)
''')


def _subsample(op: Any, x: Shape) -> OperatorForm:
    arguments = FormArgument("channels", x[1]), FormArgument("kernel", brief(op.kernel))
    return OperatorForm("Subsample", arguments, helpers=(_SUBSAMPLE,))


def _table_conv(op: Any, x: Shape) -> OperatorForm:
    arguments = (FormArgument("kernel", op.kernel), FormArgument("connections", op.connections),
                 FormArgument("bias", op.bias, True, keyword=True))
    return OperatorForm("TableConv", arguments, helpers=(_TABLE_CONV,))


RULES = {"conv": _conv, "conv_transpose": _conv_transpose, "max_pool": _max_pool, "avg_pool": _avg_pool,
         "max_unpool": _max_unpool, "global_avg_pool": _global("AdaptiveAvgPool"),
         "global_max_pool": _global("AdaptiveMaxPool"), "adaptive_avg_pool": _adaptive("AdaptiveAvgPool"),
         "adaptive_max_pool": _adaptive("AdaptiveMaxPool"), "subsample": _subsample, "table_conv": _table_conv}
