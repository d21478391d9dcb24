"""Larger and smaller images, regions of them, and channels that become places."""

from __future__ import annotations

from math import floor
from struct import pack, unpack
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.array_functions import of_shape
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import channels_first
from archcalc.operators.kernels.resizing import CUBIC, resized
from archcalc.operators.layout.upsample import LINEAR

_HALVES = frozenset({"half_pixel", "pytorch_half_pixel"})


def _resize(node: NodeView) -> Flow:
    shape = node.shape(node.flow())
    scales, sizes = _wanted(node)
    if node.attributes.get("keep_aspect_ratio_policy", "stretch") != "stretch":
        raise NoRule("it keeps proportions")
    axes = node.attributes.get("axes") or tuple(range(len(shape)))
    if len(scales or sizes) != len(axes):
        raise Refused("shape", f"it has {len(scales or sizes)} sizes for {len(axes)} axes")
    places = [node.axis(axis, len(shape)) for axis in axes]
    scales = _over(places, scales, (1.0,) * len(shape)) if scales else ()
    sizes = _over(places, sizes, shape) if sizes else ()
    wanted = sizes or tuple(floor(size * scale) for size, scale in zip(shape, scales, strict=True))
    if len(wanted) != len(shape) or min(wanted) < 1:
        raise Refused("shape", f"its sizes {list(wanted)} do not fit {list(shape)}")
    factors = tuple(map(_factor, scales, shape)) if _is_told(scales, shape) else (0,) * len(shape)
    found = _mode(node, shape, wanted, factors)
    if found is None:
        return of_shape(node, "adds", wanted)
    mode, corners = found
    more: dict[str, Any] = {"corners": True} if corners else {}
    told = {"scale": factors[2:]} if any(factors) else {"size": wanted[2:]}
    return node.add("upsample", channels_first(node), **told, mode=mode, **more)


def _is_told(scales: tuple[float, ...], shape: tuple[int, ...]) -> bool:
    """True where scales are told by themselves: whole ones, or such as give no whole size, so that places lie apart."""
    return bool(scales) and (all(scale == int(scale) for scale in scales) or
                             any(size * scale % 1 for size, scale in zip(shape, scales, strict=True)))


def _factor(scale: float, size: int) -> float:
    """A number of 32 bits as it was written: whole, or with the fewest decimals that give it and its size.

    >>> _factor(2.0, 10), _factor(1.2999999523162842, 11)
    (2, 1.3)
    """
    if scale == int(scale):
        return int(scale)
    short = (round(scale, digits) for digits in range(1, 10))
    return next((each for each in short if unpack("<f", pack("<f", each))[0] == scale
                 and floor(size * each) == floor(size * scale)), scale)


def _over(places: list[int], given: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row in which some places are as given."""
    row = dict(enumerate(others)) | dict(zip(places, given, strict=True))
    return tuple(row.values())


def _wanted(node: NodeView) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """The scales or the sizes, whichever are there."""
    if node.op == "Upsample" or node.opset < 11:
        return tuple(map(float, node.known(1, "scales") or ())), ()
    scales, sizes = node.known(2) or (), node.whole(3) or ()
    if bool(scales) == bool(sizes):
        raise Refused("onnx", "it wants either scales or sizes")
    return tuple(map(float, scales)), sizes


def _mode(node: NodeView, shape: tuple[int, ...], wanted: tuple[int, ...], factors: tuple[float, ...]
          ) -> tuple[str, bool] | None:
    """The mode of interpolation, and whether corners are kept; None where archcalc has no such mode."""
    mode = node.attributes.get("mode", "nearest")
    way = node.attributes.get("coordinate_transformation_mode", "half_pixel")
    way = "asymmetric" if node.op == "Upsample" or node.opset < 11 else way
    near = node.attributes.get("nearest_mode", "round_prefer_floor")
    if len(shape) not in {3, 4, 5} or wanted[:2] != shape[:2] or node.attributes.get("antialias"):
        return None
    if mode == "nearest":
        nearest = _nearest(node, list(zip(shape, wanted, factors, strict=True)), way, near)
        return None if nearest is None else (nearest, False)
    larger = all(new > 1 or old == 1 for old, new in zip(shape[2:], wanted[2:], strict=True))
    parted = any(size * factor % 1 for size, factor in zip(shape, factors, strict=True))
    # between corners ONNX takes the size before it is rounded down, PyTorch the size after
    aligned = way == "align_corners" and not parted
    known = way == "half_pixel" or aligned or (larger and way in _HALVES)
    if mode in {"linear", "bilinear"} and known:
        return LINEAR[len(shape) - 2], way == "align_corners"
    if mode == "cubic" and known and len(shape) == 4 and _is_pytorchs(node):
        return "bicubic", way == "align_corners"
    return None


def _is_pytorchs(node: NodeView) -> bool:
    """True where places past an end are the last one, and cubic weights are PyTorch's."""
    return not node.attributes.get("exclude_outside") and node.attributes.get("cubic_coeff_a", CUBIC) == CUBIC


def _nearest(node: NodeView, axes: list[tuple[int, int, float]], way: str, near: str) -> str | None:
    """The mode that takes the same places: the nearest one where none is between two, or where both give the same."""
    if way == "asymmetric" and (near == "floor" or node.opset < 11):
        return "nearest"
    if way in _HALVES and near == "round_prefer_ceil":
        return "nearest-exact"
    if way in _HALVES and near == "round_prefer_floor":
        if all(new % old == 0 for old, new, _ in axes):
            return "nearest"
        middles = (resized(*axis, centred=True, corners=False, half=True) for axis in axes)
        if not any(place.denominator == 1 for each in middles for place in each.places()):
            return "nearest-exact"
    return None


def _roi_align(node: NodeView) -> Flow:
    """Boxes in one row, which the numbers of their images, known ones, share out evenly among these in their order."""
    x, boxes, numbers = node.flow(), node.flow(1), node.whole(2)
    way = node.attributes.get("coordinate_transformation_mode", "half_pixel")
    way = "output_half_pixel" if node.opset < 16 else way
    if node.attributes.get("mode", "avg") != "avg" or way not in {"half_pixel", "output_half_pixel"}:
        raise NoRule("it takes the largest of samples, or others' places")
    images, (count, sides) = node.shape(x)[0], node.shape(boxes)
    each, rest = divmod(count, images)
    if rest or numbers != tuple(image for image in range(images) for _ in range(each)):
        raise NoRule("its regions are not as many of every image, one image after another")
    rows = node.aside("regroup", boxes, shape=(images, each, sides))
    scale = node.attributes.get("spatial_scale", 1.0)
    size = (node.integer("output_height", 1), node.integer("output_width", 1))
    more = {"spatial_scale": scale} if scale != 1 else {}
    return node.add("roi_align", x, rows, size=size, sampling_ratio=node.integer("sampling_ratio", 0),
                    aligned=way == "half_pixel", **more)


def _depth_to_space(node: NodeView) -> Flow:
    by, shape = node.integer("blocksize", 1), node.shape(node.flow())
    if node.attributes.get("mode", "DCR") == "CRD" and len(shape) == 4:
        return node.add("pixel_shuffle", node.flow(), factor=by)
    if len(shape) != 4 or by < 1 or shape[1] % (by * by):
        raise Refused("shape", f"{list(shape)} cannot be laid out by blocks of {by}x{by}")
    _, c, h, w = shape
    split = node.aside("reshape", node.flow(), shape=(by, by, c // (by * by), h, w))
    turned = node.aside("transpose", split, order=(0, 3, 4, 1, 5, 2))
    return node.add("reshape", turned, shape=(c // (by * by), h * by, w * by))


def _space_to_depth(node: NodeView) -> Flow:
    by, shape = node.integer("blocksize", 1), node.shape(node.flow())
    if len(shape) != 4 or by < 1 or shape[2] % by or shape[3] % by:
        raise Refused("shape", f"{list(shape)} does not divide into blocks of {by}x{by}")
    _, c, h, w = shape
    split = node.aside("reshape", node.flow(), shape=(c, h // by, by, w // by, by))
    order = (0, 1, 3, 5, 2, 4) if node.attributes.get("mode") == "CRD" else (0, 3, 5, 1, 2, 4)
    turned = node.aside("transpose", split, order=order)
    return node.add("reshape", turned, shape=(c * by * by, h // by, w // by))


RULES: dict[str, Rule] = {
    "RoiAlign": _roi_align, "Resize": _resize, "Upsample": _resize, "DepthToSpace": _depth_to_space,
    "SpaceToDepth": _space_to_depth,
}
