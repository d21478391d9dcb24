"""Folds of operators that move values: small arrays in other shapes, cut, joined and repeated."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from archcalc.loading.onnx import small_arrays
from archcalc.loading.onnx.constant_arithmetic import Fold
from archcalc.loading.onnx.tensors import MOST_AXES, MOST_VALUES, Tensor, integers
from archcalc.operators.shapes import broadcast

_LARGEST = 2**63 - 1


def is_shape(shape: Sequence[int]) -> bool:
    """True where these are sizes of axes, and not too many; asked before anything is made of them."""
    return len(shape) <= MOST_AXES and all(0 <= size <= _LARGEST for size in shape) and prod(shape) <= _LARGEST


def sizes(tensor: Tensor | None) -> tuple[int, ...]:
    """The values of an array that is a shape."""
    found = _integers(tensor)
    if not is_shape(found):
        raise ValueError("no shape")
    return found


def _integers(tensor: Tensor | None) -> tuple[int, ...]:
    """The values of an array, as integers."""
    if tensor is None or tensor.values is None:
        raise ValueError("no values")
    return tuple(map(int, tensor.values))


def first(inputs: Sequence[Tensor | None]) -> Tensor:
    """The first operand, which must be there."""
    x = inputs[0]
    assert x is not None
    return x


def axes_of(inputs: Sequence[Tensor | None], attributes: dict[str, Any]) -> tuple[int, ...]:
    """Axes as an attribute has them, or the second operand."""
    given = attributes.get("axes")
    axes: tuple[int, ...] = _integers(inputs[1]) if given is None and len(inputs) > 1 else given or ()
    if len(axes) > MOST_AXES:
        raise ValueError("too many axes")
    return axes


def placed(axes: Sequence[int], rank: int) -> list[int]:
    """Axes counted from the front, each once."""
    found = sorted({axis + rank if axis < 0 else axis for axis in axes})
    if len(found) < len(axes) or any(not 0 <= axis < rank for axis in found):
        raise ValueError("no such axes")
    return found


def _shape(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    return integers(name, first(inputs).shape[attributes.get("start", 0):attributes.get("end")])


def _unsqueeze(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, axes = first(inputs), axes_of(inputs, attributes)
    shape = list(x.shape)
    for axis in placed(axes, len(x.shape) + len(axes)):
        shape.insert(axis, 1)
    return x.reshaped(tuple(shape))


def _squeeze(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = first(inputs)
    axes = placed(axes_of(inputs, attributes), len(x.shape)) or [i for i, size in enumerate(x.shape) if size == 1]
    shape = tuple(size for i, size in enumerate(x.shape) if i not in axes)
    return x.reshaped(shape) if prod(shape) == x.size else None


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
    x = first(inputs)
    target = attributes.get("shape") or () if len(inputs) < 2 else _integers(inputs[1])
    if len(target) > MOST_AXES:
        return None
    shape = reshaped(x.shape, target, bool(attributes.get("allowzero")))
    return x.reshaped(shape) if is_shape(shape) and prod(shape) == x.size else None


def _transpose(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = first(inputs)
    order = attributes.get("perm") or tuple(reversed(range(len(x.shape))))
    return x.transposed(order) if sorted(order) == list(range(len(x.shape))) else None


def _gather(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, places = first(inputs), inputs[1]
    assert places is not None
    rank, axis = len(x.shape), attributes.get("axis", 0)
    if x.values is None or not -rank <= axis < rank:
        return None
    axis %= rank
    shape = (*x.shape[:axis], *places.shape, *x.shape[axis + 1:])
    if not is_shape(shape) or prod(shape) > MOST_VALUES:
        return None
    wanted = [range(x.shape[axis])[place] for place in _integers(places)]
    kept = [wanted if i == axis else range(size) for i, size in enumerate(x.shape)]
    return Tensor(name, shape, x.kind, small_arrays.picked(x.shape, x.values, kept))


def _slice(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = first(inputs)
    if x.values is None:
        return None
    if len(inputs) > 1:
        starts, stops = (_integers(each) for each in inputs[1:3])
        axes = _integers(inputs[3]) if len(inputs) > 3 and inputs[3] else tuple(range(len(starts)))
        leaps = _integers(inputs[4]) if len(inputs) > 4 and inputs[4] else (1,) * len(starts)
    else:
        starts, stops = attributes["starts"], attributes["ends"]
        axes, leaps = attributes.get("axes") or tuple(range(len(starts))), (1,) * len(starts)
    kept: list[Sequence[int]] = [range(size) for size in x.shape]
    for start, stop, axis, step in zip(starts, stops, axes, leaps, strict=True):
        size = x.shape[axis]
        kept[axis] = range(size)[max(start, -size - 1):None if step < 0 and stop < -size else stop:step]
    return Tensor(name, tuple(map(len, kept)), x.kind, small_arrays.picked(x.shape, x.values, kept))


def _concat(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    parts = [each for each in inputs if each is not None]
    known = [(each.shape, each.values) for each in parts if each.values is not None]
    front, axis = parts[0].shape, attributes.get("axis", 1 if len(parts[0].shape) > 1 else 0)
    if len(known) < len(inputs) or not front or not -len(front) <= axis < len(front):
        return None
    axis %= len(front)
    if any(len(each.shape) != len(front) for each in parts):
        return None
    shape = (*front[:axis], sum(each.shape[axis] for each in parts), *front[axis + 1:])
    if prod(shape) > MOST_VALUES or any((*each.shape[:axis], front[axis], *each.shape[axis + 1:]) != front
                                        for each in parts):
        return None
    return Tensor(name, shape, parts[0].kind, small_arrays.joined(known, axis))


def _expand(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = first(inputs)
    shape = broadcast("expand", x.shape or (1,), sizes(inputs[1]))
    if not is_shape(shape):
        return None
    if prod(shape) == x.size:
        return x.reshaped(shape)
    known = x.values is not None and prod(shape) <= MOST_VALUES and 0 not in shape
    return Tensor("", shape, x.kind, small_arrays.repeated(x.shape, x.values or (), shape) if known else None)


FOLDS: dict[str, Fold] = {
    "Identity": lambda inputs, attributes, name: inputs[0], "Shape": _shape,
    "Size": lambda inputs, attributes, name: integers(name, (first(inputs).size,), ()),
    "Unsqueeze": _unsqueeze, "Squeeze": _squeeze, "Reshape": _reshape, "Transpose": _transpose, "Gather": _gather,
    "Slice": _slice, "Concat": _concat, "Expand": _expand,
}
"""What can be moved without a network's input, by ONNX's name of the operator."""
