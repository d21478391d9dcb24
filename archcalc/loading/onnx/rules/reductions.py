"""Axes reduced to one value."""

from __future__ import annotations

from archcalc.loading.onnx.node_view import NodeView, Rule
from archcalc.loading.onnx.rules.layout import axes_of
from archcalc.loading.onnx.tensors import WHOLE
from archcalc.loading.onnx.translation_context import Flow
from archcalc.operators.shape_kinds import is_spatial


def _reduce(function: str, before: str = "", after: str = "") -> Rule:
    """A reduction of values that a function was taken of before, and one after."""
    def rule(node: NodeView) -> Flow:
        x, shape = node.flow(), node.shape(node.flow())
        axes = tuple(sorted(node.axis(axis, len(shape)) for axis in axes_of(node)))
        kept = node.flag("keepdims", True)
        if before:
            x = node.aside("elementwise", x, function=before)
        if not shape or (not axes and node.flag("noop_with_empty_axes")):
            return node.add("elementwise", x, function=after) if after else x if before else node.add("identity", x)
        axes = axes or tuple(range(len(shape)))
        if after or (function == "mean" and node.kind(0) in WHOLE):
            y = reduced(node, x, function, axes, kept=kept, whole=len(axes) == len(shape))
            y = node.aside("elementwise", y, function=after) if after else y
            return node.aside("elementwise", y, function="truncate") if node.kind(0) in WHOLE else y
        if is_spatial(shape) and axes == tuple(range(2, len(shape))) and function in {"mean", "max"}:
            y = node.add("global_avg_pool" if function == "mean" else "global_max_pool", x)
            return y if kept else node.aside("flatten", y)
        return reduced(node, x, function, axes, kept=kept, whole=len(axes) == len(shape))

    return rule


def reduced(node: NodeView, x: Flow, function: str, axes: tuple[int, ...], *, kept: bool, whole: bool) -> Flow:
    """One layer that reduces some axes; where it is the `whole` and none is kept, a number."""
    if kept or not whole:
        return node.add("reduce", x, function=function, axes=axes, kept=kept)
    y = node.add("reduce", x, function=function, axes=axes, kept=True)
    return Flow(node.aside("regroup", y, shape=(1,)).layer, True)


RULES: dict[str, Rule] = {
    "ReduceMean": _reduce("mean"), "ReduceSum": _reduce("sum"),
    "ReduceMax": _reduce("max"), "ReduceMin": _reduce("min"), "ReduceL1": _reduce("sum", "abs"),
    "ReduceL2": _reduce("sum", "square", "sqrt"), "ReduceSumSquare": _reduce("sum", "square"),
    "ReduceLogSum": _reduce("sum", "", "log"), "ReduceLogSumExp": _reduce("sum", "exp", "log"),
}
