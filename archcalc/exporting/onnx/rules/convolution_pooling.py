"""Windows over a volume: convolutions and pooling. Padding is always written out: `same` and `ceil` are worked out."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.attributes import Sides
from archcalc.operators.kernels.adaptive_bins import bins
from archcalc.operators.operator import Op, Shape
from archcalc.operators.sliding_window import extent, four_sides


def _pads(sides: Sides) -> tuple[int, int, int, int]:
    """Sides in ONNX's order: the beginnings, then the ends."""
    top, bottom, left, right = sides
    return top, left, bottom, right


def _conv(body: Body, op: Any, x: Shape) -> None:
    if op.padding == "same":
        body.unsaid["padding"] = op.padding
    sides = four_sides(op.padding, (x[2], x[3]), op.kernel, op.stride, op.dilation)
    body("Conv", "x", "weight", *body.given("bias"), kernel_shape=op.kernel, strides=op.stride, pads=_pads(sides),
         dilations=op.dilation, group=op.groups)


def _conv_transpose(body: Body, op: Any, x: Shape) -> None:
    sides, extra = op.padding, op.output_padding
    if op.padding == "same":
        surplus = [extent(op.kernel[i], op.dilation[i]) - op.stride[i] for i in (0, 1)]
        top, left = op.cut(0), op.cut(1)
        sides = (top, max(0, surplus[0]) - top, left, max(0, surplus[1]) - left)
        extra = (max(0, -surplus[0]), max(0, -surplus[1]))
    if any(extra[i] >= op.stride[i] for i in (0, 1)):
        _enlarged(body, op, x, sides, extra)
        return
    if op.padding == "same":
        body.unsaid |= {"padding": op.padding, "output_padding": op.output_padding}
    body("ConvTranspose", "x", "weight", *body.given("bias"), **_painting(op), pads=_pads(sides), output_padding=extra)


def _painting(op: Any) -> dict[str, Any]:
    return {"kernel_shape": op.kernel, "strides": op.stride, "dilations": op.dilation, "group": op.groups}


def _enlarged(body: Body, op: Any, x: Shape, sides: Sides, extra: tuple[int, int]) -> None:
    """With rows that no input paints: onnxruntime refuses an output_padding that is as large as the stride."""
    body.whole = True
    top, bottom, left, right = sides
    kept = (top, max(0, bottom - extra[0]), left, max(0, right - extra[1]))
    y = body("ConvTranspose", "x", "weight", **_painting(op), pads=_pads(kept))
    y = body("Pad", y, body.integers((0, 0, 0, 0, 0, 0, max(0, extra[0] - bottom), max(0, extra[1] - right))))
    if op.bias:
        body("Add", y, body.along(x, "bias"))


def _sides(body: Body, op: Any, x: Shape) -> Sides:
    """The padding of a pooling; rounded up, it reaches as far as the last window: rounding down then gives the same."""
    grid = op.grid(x)
    sides: Sides = grid.reached(x[2], x[3]) if op.ceil else grid.sides
    if op.ceil:
        body.unsaid["ceil"] = True
    if sides != op.padding:
        body.unsaid["padding"] = op.padding
    return sides


def _max_pool(body: Body, op: Any, x: Shape) -> None:
    body("MaxPool", "x", kernel_shape=op.kernel, strides=op.stride, pads=_pads(_sides(body, op, x)))


def _avg_pool(body: Body, op: Any, x: Shape) -> None:
    sides, declared = _sides(body, op, x), op.grid(x).sides
    beyond = tuple(max(0, reached - side) for reached, side in zip(sides, declared, strict=True))
    counted, given = op.count_padding, "x"
    if counted and any(beyond):
        # what lies past the padding never counts, and the padding itself does
        body.unsaid["count_padding"], counted = True, False
        if any(declared):
            given = body("Pad", "x", body.integers((0, 0, *_pads(declared)[:2], 0, 0, *_pads(declared)[2:])))
            sides = (0, beyond[1], 0, beyond[3])
    body("AveragePool", given, kernel_shape=op.kernel, strides=op.stride, pads=_pads(sides),
         count_include_pad=int(counted))


def _global_avg_pool(body: Body, op: Op, x: Shape) -> None:
    body("GlobalAveragePool", "x")


def _global_max_pool(body: Body, op: Op, x: Shape) -> None:
    body("GlobalMaxPool", "x")


def _adaptive_avg_pool(body: Body, op: Any, x: Shape) -> None:
    """Each axis times a matrix whose rows are the bins; plain pooling where the bins divide the axes."""
    body.whole = True
    if all(size % many == 0 for size, many in zip(x[2:], op.output_, strict=True)):
        kernel = tuple(size // many for size, many in zip(x[2:], op.output_, strict=True))
        body("AveragePool", "x", kernel_shape=kernel, strides=kernel)
        return
    down, across = (_means(body, size, many) for size, many in zip(x[2:], op.output_, strict=True))
    body("MatMul", body("MatMul", down, "x"), body.transpose(across, 1, 0))


def _means(body: Body, size: int, many: int) -> str:
    rows = [[1 / (last - first) if first <= place < last else 0 for place in range(size)]
            for first, last in bins(size, many)]
    return body.numbers([share for row in rows for share in row], (many, size))


def _adaptive_max_pool(body: Body, op: Any, x: Shape) -> None:
    """The bins one after another, each filled up to the widest by its last place again; then plain pooling."""
    body.whole = True
    y, kernel = "x", []
    for axis, many in zip((2, 3), op.output_, strict=True):
        spans = bins(x[axis], many)
        widest = max(last - first for first, last in spans)
        kernel.append(widest)
        places = [min(first + place, last - 1) for first, last in spans for place in range(widest)]
        if places != list(range(x[axis])):
            y = body("Gather", y, body.integers(places), axis=axis)
    body("MaxPool", y, kernel_shape=kernel, strides=kernel)


RULES = {
    "conv": _conv, "conv_transpose": _conv_transpose, "max_pool": _max_pool, "avg_pool": _avg_pool,
    "global_avg_pool": _global_avg_pool, "global_max_pool": _global_max_pool,
    "adaptive_avg_pool": _adaptive_avg_pool, "adaptive_max_pool": _adaptive_max_pool,
}
