"""Arithmetic on what follows from shapes alone, so that a chain of Shape, Gather, Concat and Reshape is plain sizes."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from math import ceil, exp, floor, prod, sqrt
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.onnx.tensors import FLOATS, MALFORMED, MOST_VALUES, Number, Tensor, integers
from archcalc.operators.shapes import broadcast

Fold = Callable[[Sequence[Tensor | None], dict[str, Any], str], Tensor | None]
"""A node on arrays alone: from its inputs and attributes, under the name of its output; None where it cannot tell."""

_LARGEST = 2**63 - 1


def folded(op: str, inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    """What a node makes of arrays alone, if that can be told without looking at large ones."""
    fold = FOLDS.get(op)
    try:
        found = fold(inputs, attributes, name) if fold else None
    except (*MALFORMED, Refused):
        return None
    return found if found is None or _bounded(found) else None


def _bounded(tensor: Tensor) -> bool:
    known = tensor.values or ()
    return tensor.size <= _LARGEST and len(known) <= MOST_VALUES and all(abs(value) <= _LARGEST for value in known)


def _of_two(function: Callable[[Any, Any], Any], truth: bool = False) -> Fold:
    def fold(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
        first, second = inputs
        assert first is not None
        assert second is not None
        shape = broadcast("arithmetic", first.shape, second.shape) if first.shape or second.shape else ()
        if first.values is None or second.values is None or prod(shape) > MOST_VALUES:
            return Tensor("", shape, first.kind)
        if not _flat(shape) or {first.size, second.size} - {1, prod(shape)}:
            return None
        left, right = (each.values * (prod(shape) // each.size) for each in (first, second) if each.values)
        values = tuple(function(a, b) for a, b in zip(left, right, strict=True))
        return Tensor(name, shape, 9 if truth else first.kind, values)

    return fold


def _flat(shape: tuple[int, ...]) -> bool:
    """Whether at most one axis is longer than 1, so that values stand in one row."""
    return sum(size != 1 for size in shape) <= 1


def _of_one(function: Callable[[Any], Any]) -> Fold:
    def fold(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
        x = inputs[0]
        assert x is not None
        return Tensor("", x.shape, x.kind, None if x.values is None else tuple(map(function, x.values)))

    return fold


def _quotient(a: Number, b: Number) -> Number:
    """Integers are rounded towards zero."""
    return int(a / b) if isinstance(a, int) and isinstance(b, int) and abs(a) < 2**52 else a / b


def _whole(tensor: Tensor | None) -> tuple[int, ...]:
    """The values of an array, as integers."""
    if tensor is None or tensor.values is None:
        raise ValueError("no values")
    return tuple(map(int, tensor.values))


def _axes(inputs: Sequence[Tensor | None], attributes: dict[str, Any], rank: int) -> list[int]:
    given = attributes.get("axes")
    axes = _whole(inputs[1]) if given is None and len(inputs) > 1 else given or ()
    return sorted(axis + rank if axis < 0 else axis for axis in axes)


def _unsqueeze(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = inputs[0]
    assert x is not None
    axes = _axes(inputs, attributes, len(x.shape) + len(attributes.get("axes") or _whole(inputs[1])))
    shape = list(x.shape)
    for axis in axes:
        shape.insert(axis, 1)
    return x.reshaped(tuple(shape))


def _squeeze(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = inputs[0]
    assert x is not None
    axes = _axes(inputs, attributes, len(x.shape)) or [i for i, size in enumerate(x.shape) if size == 1]
    return x.reshaped(tuple(size for i, size in enumerate(x.shape) if i not in axes))


def reshaped(shape: tuple[int, ...], target: Sequence[int], zeros: bool = False) -> tuple[int, ...]:
    """The axes that Reshape gives: 0 keeps an axis, -1 takes what is left.

    >>> reshaped((2, 3, 4), (0, -1))
    (2, 12)
    """
    sizes = [shape[i] if size == 0 and not zeros else int(size) for i, size in enumerate(target)]
    rest = prod(size for size in sizes if size != -1)
    if -1 in sizes and rest:
        sizes[sizes.index(-1)] = prod(shape) // rest
    return tuple(sizes)


def _reshape(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = inputs[0]
    assert x is not None
    target = attributes.get("shape") if len(inputs) < 2 else _whole(inputs[1])
    shape = reshaped(x.shape, target or (), bool(attributes.get("allowzero")))
    return x.reshaped(shape) if prod(shape) == x.size else None


def _transpose(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = inputs[0]
    assert x is not None
    return x.transposed(attributes.get("perm") or tuple(reversed(range(len(x.shape)))))


def _gather(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, places = inputs
    assert x is not None
    assert places is not None
    if x.values is None or len(x.shape) != 1 or attributes.get("axis", 0) not in {0, -1}:
        return None
    return Tensor(name, places.shape, x.kind, tuple(x.values[place] for place in _whole(places)))


def _slice(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = inputs[0]
    assert x is not None
    if x.values is None or len(x.shape) != 1:
        return None
    if len(inputs) > 1:
        start, stop = (_whole(each)[0] for each in inputs[1:3])
        step = _whole(inputs[4])[0] if len(inputs) > 4 and inputs[4] else 1
    else:
        start, stop, step = attributes["starts"][0], attributes["ends"][0], 1
    values = x.values[slice(max(start, -len(x.values)), None if step < 0 and stop < -len(x.values) else stop, step)]
    return Tensor(name, (len(values),), x.kind, values)


def _concat(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    rows = [each for each in inputs if each is not None]
    if len(rows) < len(inputs) or any(each.values is None or len(each.shape) != 1 for each in rows):
        return None
    values = tuple(value for each in rows for value in each.values or ())
    return Tensor(name, (len(values),), rows[0].kind, values)


def _filled(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    """One value in a shape: how the values of a network's arrays are left out of a file."""
    shape, value = _whole(inputs[0]), attributes.get("value")
    known = value.values if value is not None else (0.0,)
    kind = value.kind if value is not None else 1
    return Tensor(name, shape, kind, known * prod(shape) if known and prod(shape) <= MOST_VALUES else None)


def _expand(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = inputs[0]
    assert x is not None
    shape = broadcast("expand", x.shape or (1,), _whole(inputs[1]))
    if prod(shape) == x.size:
        return x.reshaped(shape)
    values = x.values * prod(shape) if x.values and x.size == 1 and prod(shape) <= MOST_VALUES else None
    return Tensor("", shape, x.kind, values)


def _cast(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, kind = inputs[0], attributes["to"]
    assert x is not None
    turn: Callable[[Any], Number] = float if kind in FLOATS else bool if kind == 9 else int
    return x._replace(kind=kind, values=None if x.values is None else tuple(map(turn, x.values)))


def _range(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    start, stop, step = (_whole(each)[0] for each in inputs)
    row = range(start, stop, step)
    return integers(name, tuple(row)) if len(row) <= MOST_VALUES else Tensor(name, (len(row),), 7)


def _where(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    choice, first, second = inputs
    assert choice is not None
    assert first is not None
    assert second is not None
    if not choice.values or not first.values or not second.values:
        return None
    length = max(map(len, (choice.values, first.values, second.values)))
    rows = (each * (length // len(each)) for each in (choice.values, first.values, second.values))
    shape = max((choice.shape, first.shape, second.shape), key=prod)
    return Tensor(name, shape, first.kind, tuple(a if c else b for c, a, b in zip(*rows, strict=True)))


def _product(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    return integers(name, (prod(_whole(inputs[0])),), (1,) if attributes.get("keepdims", 1) else ())


FOLDS: dict[str, Fold] = {
    "Add": _of_two(operator.add), "Sub": _of_two(operator.sub), "Mul": _of_two(operator.mul),
    "Div": _of_two(_quotient), "Mod": _of_two(operator.mod), "Max": _of_two(max), "Min": _of_two(min),
    "Equal": _of_two(operator.eq, truth=True), "Greater": _of_two(operator.gt, truth=True),
    "Less": _of_two(operator.lt, truth=True), "And": _of_two(lambda a, b: a and b, truth=True),
    "Or": _of_two(lambda a, b: a or b, truth=True), "Not": _of_one(operator.not_),
    "Neg": _of_one(operator.neg), "Floor": _of_one(floor), "Ceil": _of_one(ceil), "Abs": _of_one(abs),
    "Sqrt": _of_one(sqrt), "Reciprocal": _of_one(lambda value: 1 / value), "Exp": _of_one(exp), "Pow": _of_two(pow),
    "Identity": lambda inputs, attributes, name: inputs[0],
    "Unsqueeze": _unsqueeze, "Squeeze": _squeeze, "Reshape": _reshape, "Transpose": _transpose, "Gather": _gather,
    "Slice": _slice, "Concat": _concat, "ConstantOfShape": _filled, "Expand": _expand, "Cast": _cast, "Range": _range,
    "Where": _where, "ReduceProd": _product,
}
"""What can be worked out without a network's input, by ONNX's name of the operator."""
