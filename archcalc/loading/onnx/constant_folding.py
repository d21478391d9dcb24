"""Arithmetic on what follows from shapes alone, so that a chain of Shape, Gather, Concat and Reshape is plain sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Refused
from archcalc.loading.onnx import constant_layout, small_arrays
from archcalc.loading.onnx.constant_arithmetic import ELEMENTWISE, Fold, as_type, computed, product, rows
from archcalc.loading.onnx.constant_layout import axes_of, first, is_shape, placed, sizes
from archcalc.loading.onnx.inferred_shapes import KnownOperand, inferred
from archcalc.loading.onnx.records import LongRow, Record
from archcalc.loading.onnx.tensors import (
    INT64,
    MALFORMED,
    MOST_VALUES,
    Computation,
    Number,
    Tensor,
    integers,
)
from archcalc.operators.shapes import broadcast

MOST_WORK = 2_000_000
"""So many values of operands are looked at in one file: a few for each size of a network, where it is one."""


class Folding:
    """Nodes worked out on arrays alone, as far as that can be told without looking at large ones."""

    def __init__(self) -> None:
        self.work = 0

    def outputs(self, record: Record, inputs: Sequence[Tensor | None], opset: int) -> tuple[Tensor | None, ...] | None:
        """A node's outputs; None where they cannot be told. Raises ArchcalcError for too much work.

        Values that are not worked out here are so when they are wanted, by ONNX's own rule.
        """
        found = None if record.domain else self.folded(record.op, inputs, record.attributes, record.outputs[0])
        if found is not None and (found.values is not None or found.name or 0 in found.shape):
            return (found,)
        long = any(isinstance(value, LongRow) for value in record.attributes.values())
        if record.op in _RANDOM or not inputs or long:
            return None if found is None else (found,)
        shapes: list[KnownOperand | None] = [found and KnownOperand(found.shape, found.kind)]
        if found is None:
            known = [each and KnownOperand(each.shape, each.kind, each.values) for each in inputs]
            shapes = inferred(record, known, opset)
        if None in shapes[:1]:
            return None
        made = Computation(record.op, record.domain, record.attributes, tuple(inputs), opset, 0,
                           len(record.outputs))
        return tuple(each and Tensor("", each.shape, each.kind, made=made._replace(output=number))
                     for number, each in enumerate(shapes))

    def folded(self, op: str, inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
        """The one output of a node; None where it cannot be told. Raises ArchcalcError for too much work."""
        fold = FOLDS.get(op)
        if fold is None:
            return None
        self.work += sum([len(each.values) for each in inputs if each is not None and each.values])
        if self.work > MOST_WORK:
            raise ArchcalcError.of("too-large", f"its sizes follow from more than {MOST_WORK:,} numbers",
                                   hint="export the network again, with fixed sizes")
        try:
            found = fold(inputs, attributes, name)
        except (*MALFORMED, Refused):
            return None
        return found if found is None or is_shape(found.shape) else None


_RANDOM = frozenset({"RandomNormal", "RandomUniform", "RandomNormalLike", "RandomUniformLike", "Bernoulli",
                     "Multinomial"})
"""Operators that give other values each time."""


def _filled(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    """One value in a shape: how the values of a network's arrays are left out of a file."""
    shape, value = sizes(inputs[0]), attributes.get("value")
    known = value.values if value is not None else (0.0,)
    if known is not None and len(known) != 1:
        return None
    return Tensor(name, shape, value.kind if value is not None else 1,
                  known * prod(shape) if known and prod(shape) <= MOST_VALUES else None)


def _cast(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, kind = first(inputs), attributes["to"]
    if x.values is None:
        return x._replace(kind=kind)
    found = computed(name, x.shape, kind, map(as_type(kind), x.values))
    return found if found is None else x._replace(kind=kind, values=found.values)


def _range(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    start, stop, step = ((each.values or ())[0] for each in inputs if each is not None)
    if all(isinstance(value, int) for value in (start, stop, step)):
        row = range(int(start), int(stop), int(step))
        return integers(name, tuple(row)) if len(row) <= MOST_VALUES else Tensor("", (len(row),), INT64)
    count = max(0, ceil((stop - start) / step))
    values = None if count > MOST_VALUES else tuple(start + i * step for i in range(count))
    return Tensor("" if values is None else name, (count,), first(inputs).kind, values)


def _where(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    choice, first, second = inputs
    assert choice is not None
    assert first is not None
    assert second is not None
    shape = broadcast("where", *(each.shape or (1,) for each in (choice, first, second)))
    shape = shape if choice.shape or first.shape or second.shape else ()
    if 0 in shape:
        return None
    known = rows(shape, choice, first, second)
    if known is None:
        return None
    return Tensor(name, shape, first.kind, tuple([a if c else b for c, a, b in zip(*known, strict=True)]))


def _reduced(function: Callable[[Any], Number]) -> Fold:
    """A reduction of some axes, or of all."""
    def fold(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
        x = first(inputs)
        given = axes_of([x, *inputs[1:]] if len(inputs) > 1 and inputs[1] is not None else [x], attributes)
        axes = placed(given, len(x.shape)) or list(range(len(x.shape)))
        if x.values is None or (not given and attributes.get("noop_with_empty_axes")):
            return None
        kept = attributes.get("keepdims", 1)
        shape = tuple(1 if i in axes else size for i, size in enumerate(x.shape) if kept or i not in axes)
        if prod(shape) > MOST_VALUES:
            return None
        return computed(name, shape, x.kind, map(function, small_arrays.reduced(x.shape, x.values, axes)))

    return fold


FOLDS: dict[str, Fold] = {
    **ELEMENTWISE, **constant_layout.FOLDS, "ConstantOfShape": _filled, "Cast": _cast, "Range": _range,
    "Where": _where, "ReduceProd": _reduced(product), "ReduceSum": _reduced(sum), "ReduceMax": _reduced(max),
    "ReduceMin": _reduced(min),
}
"""What can be worked out without a network's input, by ONNX's name of the operator."""
