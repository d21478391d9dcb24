"""Values that stay what they are, in another place or shape; and branches joined."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.kernels.borders import border_places
from archcalc.operators.kernels.resizing import places
from archcalc.operators.operator import Op, Shape


def _identity(body: Body, op: Op, x: Shape) -> None:
    body("Identity", "x")


def _dropout(body: Body, op: Any, x: Shape) -> None:
    body("Dropout", "x", body.number(op.rate))


def _flatten(body: Body, op: Op, x: Shape) -> None:
    body("Flatten", "x", axis=1)


def _reshape(body: Body, op: Any, x: Shape) -> None:
    body.whole = len(op.shape) == 1  # alone it would be taken for a flatten
    body.reshape("x", op.shape)


def _slice(body: Body, op: Any, x: Shape) -> None:
    body.whole = op.channels == (0, x[1])  # alone it would be taken for the identity
    body.section("x", 1, *op.channels)


def _crop(body: Body, op: Any, x: Shape) -> None:
    cut = op.cut(x)
    body.whole = not any(cut)
    if any(op.size):
        body.unsaid |= {"sides": op.sides, "size": op.size}
    ends = (size - after for size, after in zip(x[2:], cut[1::2], strict=True))
    body("Slice", "x", body.integers(cut[::2]), body.integers(ends), body.integers(range(2, len(x))))


def _pad(body: Body, op: Any, x: Shape) -> None:
    """ONNX has borders of the other end since opset 19; before, they are gathered."""
    before, after = op.sides[::2], op.sides[1::2]
    if op.mode == "zeros":
        body("Pad", "x", body.integers((0, 0, *before, 0, op.channels, *after)))
        return
    body.whole, y = not any(op.sides), "x"
    if op.mode in _MODES:
        y = body("Pad", y, body.integers((0, 0, *before, 0, 0, *after)), mode=_MODES[op.mode])
    else:
        body.whole = True
        for axis, sides in enumerate(zip(before, after, strict=True), 2):
            y = body("Gather", y, body.integers(border_places(x[axis], *sides, op.mode)), axis=axis)
    if op.channels:
        none = (0,) * len(before)
        body("Pad", y, body.integers((0, 0, *none, 0, op.channels, *none)))


_MODES = {"reflect": "reflect", "replicate": "edge"}


def _upsample(body: Body, op: Any, x: Shape) -> None:
    sizes = op.output(x)[2:]
    if op.mode == "nearest" and any(size % given for size, given in zip(sizes, x[2:], strict=True)):
        body.whole = True
        y = "x"
        for axis, size in enumerate(sizes, 2):
            y = body("Gather", y, body.integers(places(x[axis], size)), axis=axis)
        return
    mode = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    if op.mode != "nearest":
        mode = {"mode": "linear", "coordinate_transformation_mode": "align_corners" if op.corners else "half_pixel"}
    elif op.corners:
        body.unsaid["corners"] = True
    if any(op.scale):
        body("Resize", "x", "", body.numbers((1, 1, *op.scale)), **mode)
    elif body.opset >= 18:
        body("Resize", "x", "", "", body.integers(sizes), axes=tuple(range(2, len(x))), **mode)
    elif body.dynamic:
        raise Refused("opset", f"upsample to a size, with an unknown batch, wants opset 18, found {body.opset}",
                      hint="--opset 18, or a scale instead of a size")
    else:
        body("Resize", "x", "", "", body.integers((*x[:2], *sizes)), **mode)


def _pixel_shuffle(body: Body, op: Any, x: Shape) -> None:
    body("DepthToSpace", "x", blocksize=op.factor, mode="CRD")


def _channel_shuffle(body: Body, op: Any, x: Shape) -> None:
    _, c, *sizes = x
    dealt = body.transpose(body.reshape("x", (op.groups, c // op.groups, *sizes)), 0, 2, 1, *range(3, len(x) + 1))
    body.reshape(dealt, (c, *sizes))


def _merge_patches(body: Body, op: Any, x: Shape) -> None:
    _, c, h, w = op.output(x)
    by, y = op.factor, "x"
    if (h * by, w * by) != x[2:]:
        y = body("Pad", y, body.integers((0, 0, 0, 0, 0, 0, h * by - x[2], w * by - x[3])))
    blocks = body.reshape(y, (x[1], h, by, w, by))
    body.reshape(body.transpose(blocks, 0, 5, 3, 1, 2, 4), (c, h, w))


def _add(body: Body, op: Op, *xs: Shape) -> None:
    body("Add" if len(xs) == 2 else "Sum", *body.xs)


def _multiply(body: Body, op: Op, *xs: Shape) -> None:
    y, *others = body.xs
    for x in others:
        y = body("Mul", y, x)


def _concat(body: Body, op: Any, *xs: Shape) -> None:
    body("Concat", *body.xs, axis=op.axis)


RULES = {
    "identity": _identity, "dropout": _dropout, "flatten": _flatten, "reshape": _reshape, "slice": _slice,
    "crop": _crop, "pad": _pad, "upsample": _upsample, "pixel_shuffle": _pixel_shuffle,
    "channel_shuffle": _channel_shuffle, "merge_patches": _merge_patches, "add": _add, "multiply": _multiply,
    "concat": _concat,
}
