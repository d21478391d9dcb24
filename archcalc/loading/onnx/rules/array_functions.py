"""Functions on whole arrays that multiply no matrices: counted, with the shapes that ONNX's own rules give them."""

from __future__ import annotations

from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.records import ARGUMENTS
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow

_BY_VALUES = "how much it gives depends on its input's values"


def _counted(counts: str) -> Rule:
    """The rule of functions whose cost is one operation of a kind for each value."""
    return lambda node: _several(node, counts)


def moved(node: NodeView, counts: str = "moves") -> Flow:
    """The one output of a node that only moves values, or does so much for each. Raises NoRule without its shape."""
    found = _several(node, counts)[0]
    assert found is not None
    return found


def _several(node: NodeView, counts: str) -> tuple[Flow | None, ...]:
    answers: list[Flow | None] = []
    for known, output in zip(node.inferred(), node.record.outputs, strict=True):
        if not output or (answers and node.context.is_unused(output)):
            answers.append(None)
            continue
        if known is None or 0 in known.shape:
            raise NoRule("its shape does not follow from those that it reads")
        answers.append(_layer(node, counts, known.shape, first=not any(answers)))
    return tuple(answers)


def of_shape(node: NodeView, counts: str, shape: tuple[int, ...]) -> Flow:
    """A layer whose figures are known, and whose values come about in a way that archcalc does not have."""
    return _layer(node, counts, shape, first=True)


def _layer(node: NodeView, counts: str, shape: tuple[int, ...], *, first: bool) -> Flow:
    """One output; the first holds what the node reads of learned arrays."""
    values = node.operands()
    flows = [value for value in values if isinstance(value, Flow)]
    held = [value for place, value in enumerate(values) if isinstance(value, Tensor) and value.size > 1
            and place not in ARGUMENTS.get(node.op, ())] if first else []
    learned = [value for value in held if node.is_learned(value)]
    weights = {f"weight{number}": value for number, value in enumerate(learned, 1)}
    made = node.add("tensor_function", *flows, weights=weights, function=node.op[:100], shape=shape or (1,),
                    counts=counts, learned=tuple(value.shape for value in learned))
    return Flow(made.layer, not shape)


def _reverse_sequence(node: NodeView) -> Answer:
    """Sequences from their end: where all are as long as the axis, the axis in reverse."""
    shape, lengths = node.shape(node.flow()), node.operand(1)
    axis = node.axis(node.integer("time_axis", 0), len(shape))
    if isinstance(lengths, Tensor) and lengths.values and set(lengths.values) == {shape[axis]}:
        return node.add("flip", node.flow(), axis=axis)
    return _several(node, "moves")


def _product(node: NodeView) -> Answer:
    """The product of some axes, or of all."""
    node.flag("keepdims", True)
    node.flag("noop_with_empty_axes")
    return _several(node, "adds")


def _by_values(node: NodeView) -> Answer:
    raise NoRule(_BY_VALUES)


RULES: dict[str, Rule] = {
    **dict.fromkeys(("TopK", "ArgMax", "ArgMin", "Hardmax", "Shrink", "ThresholdedRelu"), _counted("compares")),
    **dict.fromkeys(("CumSum", "Det", "GridSample", "GlobalLpPool", "LpNormalization",
                     "MeanVarianceNormalization", "MaxRoiPool", "Col2Im"), _counted("adds")),
    **dict.fromkeys(("Trilu", "OneHot", "EyeLike", "GatherElements", "GatherND", "ScatterND", "ScatterElements",
                     "Scatter", "CenterCropPad", "BitwiseAnd", "BitwiseOr",
                     "BitwiseXor", "BitwiseNot", "BitShift", "RandomNormalLike", "RandomUniformLike"),
                    _counted("moves")),
    **dict.fromkeys(("Acos", "Acosh", "Asin", "Asinh", "Atanh", "Celu", "AffineGrid"), _counted("exponentials")),
    "ReverseSequence": _reverse_sequence, "ReduceProd": _product,
    **dict.fromkeys(("NonMaxSuppression", "NonZero", "Unique", "Compress", "StringSplit"), _by_values),
}
