"""Shapes changed, axes moved, parts taken and put together."""

from __future__ import annotations

from itertools import accumulate
from math import prod

from archcalc.base.errors import Refused
from archcalc.loading.onnx.constant_layout import reshaped
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import MOST_AXES, Tensor, integers
from archcalc.loading.onnx.translation_context import Answer, Flow
from archcalc.loading.onnx.two_axes import features_last, of_one_kind
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.shapes import broadcast

_TOO_MANY = f"it has more than {MOST_AXES} axes"


def _shape(node: NodeView) -> Tensor:
    shape = node.shape(node.operand(0))
    first, last = node.attributes.get("start", 0), node.attributes.get("end")
    return integers(node.name, list(shape[first:last]))


def _size(node: NodeView) -> Tensor:
    return integers(node.name, [prod(node.shape(node.operand(0)))], ())


def _reshape(node: NodeView) -> Flow:
    x, shape = node.flow(), node.shape(node.flow())
    target = node.whole(1, "shape")
    if target is None or len(target) > MOST_AXES:
        raise NoRule("its shape is not known" if target is None else _TOO_MANY)
    if any(size == 0 and i >= len(shape) for i, size in enumerate(target)) or target.count(-1) > 1:
        raise Refused("shape", f"{list(target)} is no shape for {list(shape)}")
    wanted = reshaped(shape, target, node.flag("allowzero"))
    if prod(wanted) != prod(shape) and target[0] == node.context.images:
        wanted = reshaped(shape, (0, *target[1:]))
    if prod(wanted) != prod(shape) or min(wanted, default=1) < 1:
        raise Refused("shape", f"{list(shape)} has {prod(shape):,} values, and {list(target)} cannot hold them")
    return formed(node, x, shape, wanted)


def formed(node: NodeView, x: Flow, shape: Shape, wanted: Shape) -> Flow:
    """The same values under another shape, in archcalc's words."""
    if len(wanted) > MOST_AXES:
        raise NoRule(_TOO_MANY)
    if not wanted or not shape:
        return Flow(node.add("regroup", x, shape=wanted or (1,)).layer, not wanted)
    if wanted[0] != shape[0] or len(wanted) == 1:
        return node.add("regroup", x, shape=wanted)
    if is_spatial(shape) and len(wanted) == 2:
        return node.add("flatten", x)
    return node.add("reshape", x, shape=wanted[1:])


def _flatten(node: NodeView) -> Flow:
    x, shape = node.flow(), node.shape(node.flow())
    axis = node.integer("axis", 1)
    axis = len(shape) if axis == len(shape) else node.axis(axis, len(shape))
    if axis == 1:
        return node.add("flatten", x)
    return formed(node, x, shape, (prod(shape[:axis]), prod(shape[axis:])))


def axes_of(node: NodeView) -> tuple[int, ...]:
    """The axes that a node names, in its second operand or, in older files, an attribute."""
    axes = node.whole(1, "axes") or ()
    if len(axes) > MOST_AXES:
        raise NoRule(_TOO_MANY)
    return axes


def _unsqueeze(node: NodeView) -> Flow:
    shape, axes = node.shape(node.flow()), axes_of(node)
    rank = len(shape) + len(axes)
    wanted = list(shape)
    for axis in sorted(node.axis(axis, rank) for axis in axes):
        wanted.insert(axis, 1)
    return formed(node, node.flow(), shape, tuple(wanted))


def _squeeze(node: NodeView) -> Flow:
    shape = node.shape(node.flow())
    axes = {node.axis(axis, len(shape)) for axis in axes_of(node)} or {i for i, size in enumerate(shape) if size == 1}
    if any(shape[axis] != 1 for axis in axes):
        raise Refused("shape", f"it takes away axes {sorted(axes)} of {list(shape)}, and not all are 1")
    return formed(node, node.flow(), shape, tuple(size for i, size in enumerate(shape) if i not in axes))


def _transpose(node: NodeView) -> Flow:
    rank = len(node.shape(node.flow()))
    order = node.attributes.get("perm") or tuple(reversed(range(rank)))
    return node.add("transpose", node.flow(), order=order)


def _concat(node: NodeView) -> Flow:
    values = [value for value in node.operands() if not isinstance(value, Tensor) or 0 not in value.shape]
    flows = [value for value in values if isinstance(value, Flow)]
    shapes = [node.shape(value) for value in values]
    if node.opset >= 4 and "axis" not in node.attributes:
        raise Refused("onnx", "it does not say which axis it joins")
    axis = node.axis(node.integer("axis", 1), len(shapes[0]))
    if len(flows) == len(values):
        flows = of_one_kind(node, flows)
        return node.add("concat", *flows) if axis == 1 else node.add("concat", *flows, axis=axis)
    first = values[0]
    if len(values) == 2 and isinstance(first, Tensor) and axis == 1 and len(shapes[1]) == 3 \
            and first.size == shapes[1][2] and first.shape[-1:] == shapes[1][2:]:
        return node.add("class_token", features_last(node, flows[0]), weights={"token": first.reshaped(shapes[1][2:])})
    read = [node.constant(value) if isinstance(value, Tensor) else value for value in values]
    return node.add("concat", *[value for value in read if isinstance(value, Flow)], axis=axis)


def _split(node: NodeView) -> Answer:
    x, shape = node.flow(), node.shape(node.flow())
    axis, outputs = node.axis(node.integer("axis", 0), len(shape)), node.record.outputs
    sizes = node.whole(1, "split")
    if node.integer("num_outputs", len(outputs)) != len(outputs):
        raise Refused("onnx", f"it is to give {node.attributes['num_outputs']} parts, and has {len(outputs)} outputs")
    if sizes is None:
        each = -(-shape[axis] // len(outputs))
        sizes = (*(each,) * (len(outputs) - 1), shape[axis] - each * (len(outputs) - 1))
    if len(sizes) != len(outputs) or sum(sizes) != shape[axis] or min(sizes) < 1:
        raise Refused("shape", f"its parts {list(sizes)} are not the {shape[axis]} places of its input")
    ends = list(accumulate(sizes))
    return tuple(None if node.context.is_unused(output) else part(node, x, shape, axis, (end - size, end), 1)
                 for output, size, end in zip(outputs, sizes, ends, strict=True))


def part(node: NodeView, x: Flow, shape: Shape, axis: int, places: tuple[int, int], step: int) -> Flow:
    """Some places of an axis, in archcalc's words."""
    if axis == 1 and is_spatial(shape) and step == 1:
        return node.add("slice", x, channels=places)
    if step == 1:
        return node.add("select", x, axis=axis, places=places)
    return node.add("select", x, axis=axis, places=places, step=step)


def _slice(node: NodeView) -> Flow:
    x, shape = node.flow(), node.shape(node.flow())
    starts, stops = node.whole(1, "starts") or (), node.whole(2, "ends") or ()
    axes = node.whole(3, "axes") or tuple(range(len(starts)))
    steps = node.whole(4) or (1,) * len(starts)
    if not len(starts) == len(stops) == len(axes) == len(steps):
        raise Refused("onnx", "its starts, ends, axes and steps are not as many")
    cuts, turned = {}, []
    for start, stop, given, step in zip(starts, stops, axes, steps, strict=True):
        axis = node.axis(given, len(shape))
        row = range(*slice(start, stop, step).indices(shape[axis]))
        if not row:
            raise NoRule("nothing is left")
        if step < 0:
            turned.append(axis)
            row = row[::-1]
        cuts[axis] = (row[0], row[-1] + 1 if step not in {1, -1} else row.stop, abs(step))
    cuts = {axis: (first, last, step) for axis, (first, last, step) in cuts.items()
            if (first, last, step) != (0, shape[axis], 1)}
    x = cut(node, x, shape, cuts)
    for axis in turned:
        x = node.add("flip", x, axis=axis)
    return x if cuts or turned else node.add("identity", x)


def cut(node: NodeView, x: Flow, shape: Shape, cuts: dict[int, tuple[int, int, int]]) -> Flow:
    """Places of some axes, from the first up to, but not with, another, at a step."""
    if is_spatial(shape) and cuts and min(cuts) > 1 and all(step == 1 for _, _, step in cuts.values()):
        kept = ((*cuts.get(axis, (0, size))[:2], size) for axis, size in enumerate(shape[2:], 2))
        return node.add("crop", x, sides=tuple(side for first, last, size in kept for side in (first, size - last)))
    for axis, (first, last, step) in cuts.items():
        x = part(node, x, shape, axis, (first, last), step)
    return x


def _expand(node: NodeView) -> Flow:
    x, shape, wanted = node.flow(), node.shape(node.flow()), node.whole(1)
    if wanted is None or len(wanted) > MOST_AXES:
        raise NoRule("its shape is not known" if wanted is None else _TOO_MANY)
    found = broadcast("expand", shape, wanted) if shape or wanted else ()
    if found == shape:
        return node.add("identity", x)
    return _repeated(node, x, shape, found)


def _repeated(node: NodeView, x: Flow, shape: Shape, wanted: Shape) -> Flow:
    """A volume several times along its axes, those that are missing in front among them."""
    if min(wanted) < 1 or len(wanted) > MOST_AXES:
        raise NoRule("nothing is left" if min(wanted) < 1 else _TOO_MANY)
    full = (*(1 for _ in wanted[len(shape):]), *shape)
    x = x if len(full) == len(shape) else node.aside("regroup", x, shape=full)
    repeats = tuple(new // old for new, old in zip(wanted, full, strict=True))
    return Flow(node.add("tile", Flow(x.layer), repeats=repeats).layer)


def _tile(node: NodeView) -> Flow:
    x, shape, repeats = node.flow(), node.shape(node.flow()), node.whole(1)
    if repeats is None or len(repeats) != len(shape):
        raise NoRule("its repeats are not known")
    if not shape or set(repeats) == {1}:
        return node.add("identity", x)
    return _repeated(node, x, shape, tuple(size * times for size, times in zip(shape, repeats, strict=True)))


RULES: dict[str, Rule] = {
    "Shape": _shape, "Size": _size, "Reshape": _reshape, "Flatten": _flatten, "Unsqueeze": _unsqueeze,
    "Squeeze": _squeeze, "Transpose": _transpose, "Concat": _concat, "Split": _split, "Slice": _slice,
    "Expand": _expand, "Tile": _tile,
}
