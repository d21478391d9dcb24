"""Windows over a volume: convolutions and pooling. Padding is always written out: `same` and `ceil` are worked out."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.axis_attributes import Sides
from archcalc.operators.kernels.adaptive_bins import bins
from archcalc.operators.operator import Op, Shape
from archcalc.operators.sliding_window import both_sides, extent, pairs


def _pads(sides: Sides) -> Sides:
    """Sides in ONNX's order: the beginnings, then the ends."""
    return *sides[::2], *sides[1::2]


def _conv(body: Body, op: Any, x: Shape) -> None:
    if op.padding == "same":
        body.unsaid["padding"] = op.padding
    sides = both_sides(op.padding, x[2:], op.kernel, op.stride, op.dilation)
    body("Conv", "x", "weight", *body.given("bias"), kernel_shape=op.kernel, strides=op.stride, pads=_pads(sides),
         dilations=op.dilation, group=op.groups)


def _conv_transpose(body: Body, op: Any, x: Shape) -> None:
    sides, extra = op.padding, op.output_padding
    if op.padding == "same":
        surplus = [extent(kernel, spread) - stride for kernel, spread, stride in
                   zip(op.kernel, op.dilation, op.stride, strict=True)]
        sides = tuple(side for cut, over in zip(op.cuts(), surplus, strict=True) for side in (cut, max(0, over) - cut))
        extra = tuple(max(0, -over) for over in surplus)
    if any(more >= stride for more, stride in zip(extra, op.stride, strict=True)):
        _enlarged(body, op, x, sides, extra)
        return
    if op.padding == "same":
        body.unsaid |= {"padding": op.padding, "output_padding": op.output_padding}
    body("ConvTranspose", "x", "weight", *body.given("bias"), **_painting(op), pads=_pads(sides), output_padding=extra)


def _painting(op: Any) -> dict[str, Any]:
    return {"kernel_shape": op.kernel, "strides": op.stride, "dilations": op.dilation, "group": op.groups}


def _enlarged(body: Body, op: Any, x: Shape, sides: Sides, extra: tuple[int, ...]) -> None:
    """With rows that no input paints: onnxruntime refuses an output_padding that is as large as the stride."""
    body.whole = True
    ends = [(before, after, more) for (before, after), more in zip(pairs(sides), extra, strict=True)]
    kept = tuple(side for before, after, more in ends for side in (before, max(0, after - more)))
    y = body("ConvTranspose", "x", "weight", **_painting(op), pads=_pads(kept))
    added = (max(0, more - after) for _, after, more in ends)
    y = body("Pad", y, body.integers((*(0,) * (2 + len(x)), *added)))
    if op.bias:
        body("Add", y, body.along(x, 1, "bias"))


def _sides(body: Body, op: Any, x: Shape) -> Sides:
    """The padding of a pooling; rounded up, it reaches as far as the last window: rounding down then gives the same."""
    grid = op.grid(x)
    sides: Sides = grid.reached(x[2:]) if op.ceil else grid.sides
    if op.ceil:
        body.unsaid["ceil"] = True
    if sides != op.padding:
        body.unsaid["padding"] = op.padding
    return sides


def _max_pool(body: Body, op: Any, x: Shape) -> None:
    sides, given = _sides(body, op, x), "x"
    if _is_far(op, sides):
        lowest, none = body.numbers((-float("inf"),), ()), (0, 0)
        given = body("Pad", "x", body.integers((*none, *sides[::2], *none, *sides[1::2])), lowest)
        sides = (0,) * len(sides)
    body("MaxPool", given, **_maxima(op), pads=_pads(sides))


def _is_far(op: Any, sides: Sides) -> bool:
    """True for padding that a dilated window alone reaches over: onnxruntime takes less than the kernel's places."""
    return any(max(both) >= kernel for both, kernel in zip(pairs(sides), op.kernel, strict=True))


def _maxima(op: Any) -> dict[str, Any]:
    spread = {"dilations": op.dilation} if set(op.dilation) != {1} else {}
    return {"kernel_shape": op.kernel, "strides": op.stride, **spread}


def _max_unpool(body: Body, op: Any, x: Shape, source: Shape) -> None:
    """The pooling once more, of which the places are read: ONNX counts them over all images and channels."""
    grid = op.pooling.grid(source)
    sides = grid.reached(source[2:])
    if _is_far(op, sides):
        raise Refused("padding", "ONNX counts places of a pooling whose padding is smaller than its kernel",
                      hint="less padding")
    _, places = body.several(2, "MaxPool", "x2", **_maxima(op), pads=_pads(sides))
    size = body("Shape", "x2")
    flat = body("Reshape", "x", body.integers((-1,)))
    zeros = body("Expand", body.numbers((0,)), body("ReduceProd", size, keepdims=1))
    spread = body("ScatterElements", zeros, body("Reshape", places, body.integers((-1,))), flat)
    body("Reshape", spread, body.integers((-1 if body.dynamic else source[0], *source[1:])))


def _avg_pool(body: Body, op: Any, x: Shape) -> None:
    sides, declared = _sides(body, op, x), op.grid(x).sides
    beyond = tuple(max(0, reached - side) for reached, side in zip(sides, declared, strict=True))
    counted, given = op.count_padding, "x"
    if counted and any(beyond):
        # what lies past the padding never counts, and the padding itself does
        body.unsaid["count_padding"], counted = True, False
        if any(declared):
            given = body("Pad", "x", body.integers((0, 0, *declared[::2], 0, 0, *declared[1::2])))
            sides = tuple(side for after in beyond[1::2] for side in (0, after))
    body("AveragePool", given, kernel_shape=op.kernel, strides=op.stride, pads=_pads(sides),
         count_include_pad=int(counted))


def _global_avg_pool(body: Body, op: Op, x: Shape) -> None:
    body("GlobalAveragePool", "x")


def _global_max_pool(body: Body, op: Op, x: Shape) -> None:
    body("GlobalMaxPool", "x")


def _adaptive_avg_pool(body: Body, op: Any, x: Shape) -> None:
    means_of_bins(body, x, op.output_)


def means_of_bins(body: Body, x: Shape, counts: tuple[int, ...]) -> None:
    """Each axis times a matrix whose rows are the bins; plain pooling where the bins divide the axes."""
    body.whole = True
    if all(size % many == 0 for size, many in zip(x[2:], counts, strict=True)):
        kernel = tuple(size // many for size, many in zip(x[2:], counts, strict=True))
        body("AveragePool", "x", kernel_shape=kernel, strides=kernel)
        return
    y, last = "x", len(x) - 1
    for axis, (size, many) in enumerate(zip(x[2:], counts, strict=True), 2):
        means = _means(body, size, many)
        if axis == last - 1:
            y = body("MatMul", means, y)
            continue
        turned = [axis if place == last else last if place == axis else place for place in range(len(x))]
        y = body("MatMul", y if axis == last else body.transpose(y, *turned), body.transpose(means, 1, 0))
        y = y if axis == last else body.transpose(y, *turned)


def _means(body: Body, size: int, many: int) -> str:
    rows = [[1 / (last - first) if first <= place < last else 0 for place in range(size)]
            for first, last in bins(size, many)]
    return body.numbers([share for row in rows for share in row], (many, size))


def _adaptive_max_pool(body: Body, op: Any, x: Shape) -> None:
    """The bins one after another, each filled up to the widest by its last place again; then plain pooling."""
    body.whole = True
    y, kernel = "x", []
    for axis, many in enumerate(op.output_, 2):
        spans = bins(x[axis], many)
        widest = max(last - first for first, last in spans)
        kernel.append(widest)
        places = [min(first + place, last - 1) for first, last in spans for place in range(widest)]
        if places != list(range(x[axis])):
            y = body("Gather", y, body.integers(places), axis=axis)
    body("MaxPool", y, kernel_shape=kernel, strides=kernel)


RULES = {
    "conv": _conv, "conv_transpose": _conv_transpose, "max_pool": _max_pool, "avg_pool": _avg_pool,
    "max_unpool": _max_unpool,
    "global_avg_pool": _global_avg_pool, "global_max_pool": _global_max_pool,
    "adaptive_avg_pool": _adaptive_avg_pool, "adaptive_max_pool": _adaptive_max_pool,
}
