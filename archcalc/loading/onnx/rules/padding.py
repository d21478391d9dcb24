"""Values around a volume, along any of its axes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.layout import cut
from archcalc.loading.onnx.tensors import FLOAT, Computation, Tensor, integers
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import channels_first
from archcalc.operators.operator import Shape


def _pad(node: NodeView) -> Generator[Layer, None, Flow]:
    x, shape = node.flow(), node.shape(node.flow())
    sides = _sides(node, len(shape))
    before, after = ([max(0, side[end]) for side in sides] for end in (0, 1))
    value, mode = (node.known(2, "value") or (0,))[0], _BORDERS.get(node.attributes.get("mode", "constant"))
    wanted = tuple(size + first + last for size, (first, last) in zip(shape, sides, strict=True))
    if mode is None or (mode in {"reflect", "circular"} and any(
            max(ends) >= size + (mode == "circular") for ends, size in zip(sides, shape, strict=True))):
        raise NoRule("it fills in an unknown way" if mode is None else "it adds more values than there are", wanted)
    cuts = {axis: (max(0, -first), shape[axis] - max(0, -last), 1) for axis, (first, last) in enumerate(sides)
            if min(first, last) < 0}
    x = cut(node, x, shape, cuts) if cuts else x
    yield from node.placed()
    plain = len(shape) in {3, 4, 5} and not (before[0] or after[0] or before[1]) and (mode == "zeros" or not after[1])
    if plain and (mode != "zeros" or not value):
        return _around(node, x if cuts else channels_first(node), before, after, mode)
    for axis, ends in enumerate(zip(before, after, strict=True)):
        if any(ends):
            shape = node.shape(x)
            x = _filled(node, x, shape, axis, ends, value) if mode == "zeros" and value else \
                _padded(node, x, shape, axis, ends, mode)
            yield from node.placed()
    return x if any((*before, *after)) or cuts else node.add("identity", x)


def _sides(node: NodeView, rank: int) -> list[tuple[int, int]]:
    """The values that are added before and after each axis; of those that are taken away, less than none."""
    sides = node.whole(1, "pads" if "pads" in node.attributes else "paddings")
    given = node.whole(3)
    axes = tuple(range(rank)) if given is None else tuple(node.axis(axis, rank) for axis in given)
    if sides is None or len(sides) != 2 * len(axes):
        raise Refused("onnx", f"it has {len(sides or ())} sides for {len(axes)} axes")
    told = dict(zip(axes, zip(sides[:len(axes)], sides[len(axes):], strict=True), strict=True))
    return [told.get(axis, (0, 0)) for axis in range(rank)]


def _around(node: NodeView, x: Flow, before: Sequence[int], after: Sequence[int], mode: str) -> Flow:
    """Values around an image, a signal or a volume, and channels behind its own."""
    more: dict[str, Any] = {} if mode == "zeros" else {"mode": mode}
    sides = tuple(side for ends in zip(before[2:], after[2:], strict=True) for side in ends)
    return node.add("pad", x, sides=sides, channels=after[1], **more)


def _padded(node: NodeView, x: Flow, shape: Shape, axis: int, ends: tuple[int, int], mode: str) -> Flow:
    """One axis longer at both ends, looked at as the height of an image."""
    rows, columns = prod(shape[:axis]), prod(shape[axis + 1:])
    image = node.aside("regroup", x, shape=(1, rows, shape[axis], columns))
    more: dict[str, Any] = {} if mode == "zeros" else {"mode": mode}
    longer = node.add("pad", image, sides=(*ends, 0, 0), **more)
    wanted = (*shape[:axis], shape[axis] + sum(ends), *shape[axis + 1:])
    return node.aside("regroup", longer, shape=wanted)


def _filled(node: NodeView, x: Flow, shape: Shape, axis: int, ends: tuple[int, int], value: float) -> Flow:
    """One axis longer at both ends by one number repeated."""
    parts = [x]
    for place, size in zip((0, 2), ends, strict=True):
        if size:
            whole = (*shape[:axis], size, *shape[axis + 1:])
            made = Computation("ConstantOfShape", "", {"value": Tensor("", (1,), FLOAT, (float(value),))},
                               (integers("", whole),), max(9, node.opset))
            parts.insert(place, node.constant(Tensor("", whole, made=made)))
    return node.add("concat", *parts, axis=axis)


_BORDERS = {"constant": "zeros", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}
RULES: dict[str, Rule] = {"Pad": _pad}
