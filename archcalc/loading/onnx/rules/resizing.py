"""Larger and smaller images, and channels that become places."""

from __future__ import annotations

from math import floor
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import channels_first
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
    mode, corners = _mode(node, shape, wanted)
    whole = all(scale == int(scale) for scale in scales) if scales else False
    more: dict[str, Any] = {"corners": True} if corners else {}
    if whole:
        return node.add("upsample", channels_first(node), scale=tuple(map(int, scales[2:])), mode=mode, **more)
    return node.add("upsample", channels_first(node), size=wanted[2:], mode=mode, **more)


def _over(places: list[int], given: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row in which some places are as given."""
    row = dict(enumerate(others)) | dict(zip(places, given, strict=True))
    return tuple(row.values())


def _wanted(node: NodeView) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """The scales or the sizes, whichever are there."""
    if node.op == "Upsample" or node.context.opset < 11:
        return tuple(map(float, node.known(1, "scales") or ())), ()
    scales, sizes = node.known(2) or (), node.whole(3) or ()
    if bool(scales) == bool(sizes):
        raise Refused("onnx", "it wants either scales or sizes")
    return tuple(map(float, scales)), sizes


def _mode(node: NodeView, shape: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[str, bool]:
    """The mode of interpolation, if archcalc has it."""
    mode = node.attributes.get("mode", "nearest")
    way = node.attributes.get("coordinate_transformation_mode", "half_pixel")
    way = "asymmetric" if node.op == "Upsample" or node.context.opset < 11 else way
    near = node.attributes.get("nearest_mode", "round_prefer_floor")
    if len(shape) not in {3, 4, 5} or wanted[:2] != shape[:2] or node.attributes.get("antialias"):
        raise NoRule("it resizes more than the axes behind the channels, or blurs", wanted)
    grows = all(new % old == 0 for old, new in zip(shape[2:], wanted[2:], strict=True))
    if mode == "nearest" and ((way == "asymmetric" and (near == "floor" or node.context.opset < 11))
                              or (way in _HALVES and grows and near.startswith("round"))):
        return "nearest", False
    larger = all(new > 1 or old == 1 for old, new in zip(shape[2:], wanted[2:], strict=True))
    if mode in {"linear", "bilinear"} and way in {*_HALVES, "align_corners"} and larger:
        return LINEAR[len(shape) - 2], way == "align_corners"
    raise NoRule(f"its values come about by {mode}, {way}, {near}", wanted)


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
    "Resize": _resize, "Upsample": _resize, "DepthToSpace": _depth_to_space, "SpaceToDepth": _space_to_depth,
}
