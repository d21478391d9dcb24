"""Values that stay what they are, in another place or shape; and branches joined."""

from __future__ import annotations

from struct import pack, unpack
from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.exporting.onnx.rules.convolution_pooling import means_of_bins
from archcalc.operators.kernels.borders import border_places
from archcalc.operators.kernels.resizing import CUBIC, taken
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
    if op.mode == "area":
        means_of_bins(body, x, sizes)
        return
    if not op.blends and any(size % given for size, given in zip(sizes, x[2:], strict=True)):
        body.whole = True
        y = "x"
        for number, axis in enumerate(op.axes(x[2:]), 2):
            y = body("Gather", y, body.integers(taken(axis)), axis=number)
        return
    mode = _ways(op)
    if any(op.scale) and not _is_rounded(op, x):
        factors = tuple(map(_no_less, op.scale))
        if factors != op.scale:
            body.unsaid["scale"] = op.scale
        body("Resize", "x", "", body.numbers((1, 1, *factors)), **mode)
        return
    if any(op.scale):
        body.unsaid |= {"scale": op.scale, "size": op.size}
    if body.opset >= 18:
        body("Resize", "x", "", "", body.integers(sizes), axes=tuple(range(2, len(x))), **mode)
    elif body.dynamic:
        raise Refused("opset", f"upsample to a size, with an unknown batch, wants opset 18, found {body.opset}",
                      hint="--opset 18" if any(op.scale) else "--opset 18, or a scale instead of a size")
    else:
        body("Resize", "x", "", "", body.integers((*x[:2], *sizes)), **mode)


def _is_rounded(op: Any, x: Shape) -> bool:
    """Between corners, of a size that is rounded down, PyTorch's places follow the size and ONNX's the factor."""
    return op.corners and any(size * factor % 1 for size, factor in zip(x[2:], op.scale, strict=True))


def _ways(op: Any) -> dict[str, Any]:
    """How Resize comes to its values."""
    if op.mode == "nearest":
        return {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    way = "align_corners" if op.corners else "half_pixel"
    if op.mode == "nearest-exact":
        return {"mode": "nearest", "coordinate_transformation_mode": way, "nearest_mode": "round_prefer_ceil"}
    cubic = {"mode": "cubic", "cubic_coeff_a": CUBIC} if op.mode == "bicubic" else {"mode": "linear"}
    return cubic | {"coordinate_transformation_mode": way}


def _no_less(factor: float) -> float:
    """The number of 32 bits that is a factor, or lies just above it: below, a size would be rounded down once more."""
    number = pack("<f", factor)
    if unpack("<f", number)[0] < factor:
        number = (int.from_bytes(number, "little") + 1).to_bytes(4, "little")
    found: float = unpack("<f", number)[0]
    return found


def _roi_align(body: Body, op: Any, *xs: Shape) -> None:
    """Boxes in one row, each with the number of its image; without boxes, each the whole image."""
    if op.aligned and body.opset < 16:
        raise Refused("opset", f"roi_align with aligned: true wants opset 16, found {body.opset}", hint="--opset 16")
    (n, _, h, w), body.whole = xs[0], True
    each = op.output(*xs)[0] // n
    if body.dynamic:
        images = body("Slice", body("Shape", "x"), body.integers((0,)), body.integers((1,)))
        ends = body.integer(0), body("Squeeze", images), body.integer(1)
        rows = body("Unsqueeze", body("Range", *ends), body.integers((1,)))
        numbers = body("Reshape", body("Expand", rows, body.integers((1, each))), body.integers((-1,)))
        whole = body("Expand", body.numbers((0, 0, w, h), (1, 4)), body("Concat", body("Shape", numbers),
                                                                       body.integers((4,)), axis=0))
    else:
        numbers = body.integers(image for image in range(n) for _ in range(each))
        whole = body.numbers((0, 0, w, h) * (n * each), (n * each, 4)) if len(xs) == 1 else ""
    boxes = body("Reshape", "x2", body.integers((-1, 4))) if len(xs) == 2 else whole
    way = {"coordinate_transformation_mode": "half_pixel" if op.aligned else "output_half_pixel"}
    body("RoiAlign", "x", boxes, numbers, output_height=op.size[0], output_width=op.size[1],
         sampling_ratio=op.sampling_ratio, spatial_scale=op.spatial_scale if len(xs) == 2 else 1.0,
         **way if body.opset >= 16 else {})


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
    "crop": _crop, "pad": _pad, "roi_align": _roi_align, "upsample": _upsample, "pixel_shuffle": _pixel_shuffle,
    "channel_shuffle": _channel_shuffle, "merge_patches": _merge_patches, "add": _add, "multiply": _multiply,
    "concat": _concat,
}
