"""Shapes changed, axes moved, parts taken and put together."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.onnx.constant_folding import reshaped
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import MOST_AXES, Tensor, integers
from archcalc.loading.onnx.translation_context import Answer, Flow
from archcalc.loading.onnx.two_axes import channels_first, features_last, of_one_kind
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
    wanted = reshaped(shape, target, bool(node.integer("allowzero", 0)))
    if prod(wanted) != prod(shape) and target[0] == node.context.images:
        wanted = reshaped(shape, (0, *target[1:]))
    if prod(wanted) != prod(shape) or min(wanted, default=1) < 1:
        raise Refused("shape", f"{list(shape)} has {prod(shape):,} values, and {list(target)} cannot hold them")
    return formed(node, x, shape, wanted)


def formed(node: NodeView, x: Flow, shape: Shape, wanted: Shape) -> Flow:
    """The same values under another shape, in archcalc's words."""
    if not wanted:
        raise NoRule("one number is left")
    if len(wanted) > MOST_AXES:
        raise NoRule(_TOO_MANY)
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


def _axes(node: NodeView) -> tuple[int, ...]:
    axes = node.whole(1, "axes") or ()
    if len(axes) > MOST_AXES:
        raise NoRule(_TOO_MANY)
    return axes


def _unsqueeze(node: NodeView) -> Flow:
    shape, axes = node.shape(node.flow()), _axes(node)
    rank = len(shape) + len(axes)
    wanted = list(shape)
    for axis in sorted(node.axis(axis, rank) for axis in axes):
        wanted.insert(axis, 1)
    return formed(node, node.flow(), shape, tuple(wanted))


def _squeeze(node: NodeView) -> Flow:
    shape = node.shape(node.flow())
    axes = {node.axis(axis, len(shape)) for axis in _axes(node)} or {i for i, size in enumerate(shape) if size == 1}
    if any(shape[axis] != 1 for axis in axes):
        raise Refused("shape", f"it takes away axes {sorted(axes)} of {list(shape)}, and not all are 1")
    return formed(node, node.flow(), shape, tuple(size for i, size in enumerate(shape) if i not in axes))


def _transpose(node: NodeView) -> Flow:
    rank = len(node.shape(node.flow()))
    order = node.attributes.get("perm") or tuple(reversed(range(rank)))
    return node.add("transpose", node.flow(), order=order)


def _concat(node: NodeView) -> Flow:
    values = node.operands()
    flows = [value for value in values if isinstance(value, Flow)]
    shapes = [node.shape(value) for value in values]
    axis = node.axis(node.integer("axis", 1), len(shapes[0]))
    if len(flows) == len(values):
        flows = of_one_kind(node, flows)
        return node.add("concat", *flows) if axis == 1 else node.add("concat", *flows, axis=axis)
    first = values[0]
    if len(values) == 2 and isinstance(first, Tensor) and axis == 1 and len(shapes[1]) == 3 \
            and first.size == shapes[1][2] and first.shape[-1:] == shapes[1][2:]:
        return node.add("class_token", features_last(node, flows[0]), weights={"token": first.reshaped(shapes[1][2:])})
    sizes = [*shapes[0][:axis], sum(shape[axis] for shape in shapes), *shapes[0][axis + 1:]]
    raise NoRule("some of its operands are arrays of the file", tuple(sizes))


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
    parts, start = [], 0
    for size in sizes:
        parts.append(part(node, x, shape, axis, (start, start + size), 1))
        start += size
    return tuple(parts)


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
    if min(steps, default=1) < 1:
        raise NoRule("it goes backwards")
    cuts = {node.axis(axis, len(shape)): (*slice(start, stop).indices(shape[node.axis(axis, len(shape))])[:2], step)
            for start, stop, axis, step in zip(starts, stops, axes, steps, strict=True)}
    cuts = {axis: (first, last, step) for axis, (first, last, step) in cuts.items()
            if (first, last, step) != (0, shape[axis], 1)}
    if any(first >= last for first, last, _ in cuts.values()):
        raise NoRule("nothing is left")
    if is_spatial(shape) and cuts and min(cuts) > 1 and all(step == 1 for _, _, step in cuts.values()):
        kept = ((*cuts.get(axis, (0, size))[:2], size) for axis, size in enumerate(shape[2:], 2))
        return node.add("crop", x, sides=tuple(side for first, last, size in kept for side in (first, size - last)))
    for axis, (first, last, step) in cuts.items():
        x = part(node, x, shape, axis, (first, last), step)
    return x if cuts else node.add("identity", x)


def _expand(node: NodeView) -> Flow:
    x, shape, wanted = node.flow(), node.shape(node.flow()), node.whole(1)
    if wanted is None or len(wanted) > MOST_AXES:
        raise NoRule("its shape is not known" if wanted is None else _TOO_MANY)
    found = broadcast("expand", shape, wanted)
    if found == shape:
        return node.add("identity", x)
    raise NoRule("it repeats values", found)


def _pad(node: NodeView) -> Flow:
    shape = node.shape(node.flow())
    rank = len(shape)
    sides = node.whole(1, "pads" if "pads" in node.attributes else "paddings")
    axes = node.whole(3)
    axes = tuple(range(rank)) if axes is None else tuple(node.axis(axis, rank) for axis in axes)
    if sides is None or len(sides) != 2 * len(axes):
        raise Refused("onnx", f"it has {len(sides or ())} sides for {len(axes)} axes")
    before, after = (dict.fromkeys(range(rank), 0) | dict(zip(axes, half, strict=True))
                     for half in (sides[:len(axes)], sides[len(axes):]))
    wanted = tuple(size + before[i] + after[i] for i, size in enumerate(shape))
    value = (node.known(2, "value") or (0,))[0]
    mode = _BORDERS.get(node.attributes.get("mode", "constant"))
    outside = min(*before.values(), *after.values()) < 0 or before[0] + after[0] + before[1]
    strange = mode is None or (value if mode == "zeros" else after[1])
    if strange or rank not in {3, 4, 5} or outside:
        raise NoRule("it adds something else than zeros or a volume's own values around it", wanted)
    if mode in {"reflect", "circular"} and any(max(before[i], after[i]) >= shape[i] for i in range(2, rank)):
        raise NoRule("it adds more values than there are", wanted)
    more: dict[str, Any] = {} if mode == "zeros" else {"mode": mode}
    sides = tuple(side for axis in range(2, rank) for side in (before[axis], after[axis]))
    return node.add("pad", channels_first(node), sides=sides, channels=after[1], **more)


_BORDERS = {"constant": "zeros", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}


def _reduce(function: str, before: str = "", after: str = "") -> Rule:
    """A reduction of values that a function was taken of before, and one after."""
    def rule(node: NodeView) -> Flow:
        x, shape = node.flow(), node.shape(node.flow())
        axes = tuple(sorted(node.axis(axis, len(shape)) for axis in _axes(node)))
        kept = bool(node.integer("keepdims", 1))
        if not axes and node.integer("noop_with_empty_axes", 0):
            return node.add("identity", x)
        axes = axes or tuple(range(len(shape)))
        if len(axes) == len(shape) and not kept:
            raise NoRule("one number is left")
        if before:
            x = node.aside("elementwise", x, function=before)
        if after:
            return node.aside("elementwise", reduced(node, x, function, axes, kept=kept), function=after)
        if is_spatial(shape) and axes == tuple(range(2, len(shape))) and function in {"mean", "max"}:
            y = node.add("global_avg_pool" if function == "mean" else "global_max_pool", x)
            return y if kept else node.aside("flatten", y)
        return reduced(node, x, function, axes, kept=kept)

    return rule


def reduced(node: NodeView, x: Flow, function: str, axes: tuple[int, ...], *, kept: bool) -> Flow:
    """One layer that reduces some axes."""
    return node.add("reduce", x, function=function, axes=axes, kept=kept)


RULES: dict[str, Rule] = {
    "Shape": _shape, "Size": _size, "Reshape": _reshape, "Flatten": _flatten, "Unsqueeze": _unsqueeze,
    "Squeeze": _squeeze, "Transpose": _transpose, "Concat": _concat, "Split": _split, "Slice": _slice,
    "Expand": _expand, "Pad": _pad, "ReduceMean": _reduce("mean"), "ReduceSum": _reduce("sum"),
    "ReduceMax": _reduce("max"), "ReduceMin": _reduce("min"), "ReduceL1": _reduce("sum", "abs"),
    "ReduceL2": _reduce("sum", "square", "sqrt"), "ReduceSumSquare": _reduce("sum", "square"),
    "ReduceLogSum": _reduce("sum", "", "log"), "ReduceLogSumExp": _reduce("sum", "exp", "log"),
}
