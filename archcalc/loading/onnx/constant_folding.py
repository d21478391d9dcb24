"""Arithmetic on what follows from shapes alone, so that a chain of Shape, Gather, Concat and Reshape is plain sizes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Refused
from archcalc.loading.onnx.constant_arithmetic import ELEMENTWISE, Fold, as_type, computed, product, rows
from archcalc.loading.onnx.tensors import INT64, MALFORMED, MOST_AXES, MOST_VALUES, Tensor, integers
from archcalc.operators.shapes import broadcast

MOST_WORK = 2_000_000
"""So many values of operands are looked at in one file: a few for each size of a network, where it is one."""
_LARGEST = 2**63 - 1


class Folding:
    """Nodes worked out on arrays alone, as far as that can be told without looking at large ones."""

    def __init__(self) -> None:
        self.work = 0

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
        return found if found is None or _is_shape(found.shape) else None


def _is_shape(shape: Sequence[int]) -> bool:
    """True where these are sizes of axes, and not too many; asked before anything is made of them."""
    return len(shape) <= MOST_AXES and all(0 <= size <= _LARGEST for size in shape) and prod(shape) <= _LARGEST


def _sizes(tensor: Tensor | None) -> tuple[int, ...]:
    """The values of an array that is a shape."""
    found = _integers(tensor)
    if not _is_shape(found):
        raise ValueError("no shape")
    return found


def _integers(tensor: Tensor | None) -> tuple[int, ...]:
    """The values of an array, as integers."""
    if tensor is None or tensor.values is None:
        raise ValueError("no values")
    return tuple(map(int, tensor.values))


def _first(inputs: Sequence[Tensor | None]) -> Tensor:
    x = inputs[0]
    assert x is not None
    return x


def _axes(inputs: Sequence[Tensor | None], attributes: dict[str, Any]) -> tuple[int, ...]:
    """Axes as an attribute has them, or the second operand."""
    given = attributes.get("axes")
    axes: tuple[int, ...] = _integers(inputs[1]) if given is None and len(inputs) > 1 else given or ()
    if len(axes) > MOST_AXES:
        raise ValueError("too many axes")
    return axes


def _placed(axes: Sequence[int], rank: int) -> list[int]:
    """Axes counted from the front, each once."""
    found = sorted({axis + rank if axis < 0 else axis for axis in axes})
    if len(found) < len(axes) or any(not 0 <= axis < rank for axis in found):
        raise ValueError("no such axes")
    return found


def _unsqueeze(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, axes = _first(inputs), _axes(inputs, attributes)
    shape = list(x.shape)
    for axis in _placed(axes, len(x.shape) + len(axes)):
        shape.insert(axis, 1)
    return x.reshaped(tuple(shape))


def _squeeze(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = _first(inputs)
    axes = _placed(_axes(inputs, attributes), len(x.shape)) or [i for i, size in enumerate(x.shape) if size == 1]
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
    x = _first(inputs)
    target = attributes.get("shape") or () if len(inputs) < 2 else _integers(inputs[1])
    if len(target) > MOST_AXES:
        return None
    shape = reshaped(x.shape, target, bool(attributes.get("allowzero")))
    return x.reshaped(shape) if _is_shape(shape) and prod(shape) == x.size else None


def _transpose(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = _first(inputs)
    order = attributes.get("perm") or tuple(reversed(range(len(x.shape))))
    return x.transposed(order) if sorted(order) == list(range(len(x.shape))) else None


def _gather(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, places = _first(inputs), inputs[1]
    assert places is not None
    known = x.values
    if known is None or len(x.shape) != 1 or attributes.get("axis", 0) not in {0, -1}:
        return None
    return Tensor(name, places.shape, x.kind, tuple([known[place] for place in _integers(places)]))


def _slice(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = _first(inputs)
    if x.values is None or len(x.shape) != 1:
        return None
    if len(inputs) > 1:
        start, stop = (_integers(each)[0] for each in inputs[1:3])
        step = _integers(inputs[4])[0] if len(inputs) > 4 and inputs[4] else 1
    else:
        start, stop, step = attributes["starts"][0], attributes["ends"][0], 1
    values = x.values[slice(max(start, -len(x.values)), None if step < 0 and stop < -len(x.values) else stop, step)]
    return Tensor(name, (len(values),), x.kind, values)


def _concat(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    parts = [each for each in inputs if each is not None]
    if len(parts) < len(inputs) or any(each.values is None or len(each.shape) != 1 for each in parts):
        return None
    size = sum(each.size for each in parts)
    if size > MOST_VALUES:
        return None
    return Tensor(name, (size,), parts[0].kind, tuple([value for each in parts for value in each.values or ()]))


def _filled(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    """One value in a shape: how the values of a network's arrays are left out of a file."""
    shape, value = _sizes(inputs[0]), attributes.get("value")
    known = value.values if value is not None else (0.0,)
    if known is not None and len(known) != 1:
        return None
    return Tensor(name, shape, value.kind if value is not None else 1,
                  known * prod(shape) if known and prod(shape) <= MOST_VALUES else None)


def _expand(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = _first(inputs)
    shape = broadcast("expand", x.shape or (1,), _sizes(inputs[1]))
    if not _is_shape(shape):
        return None
    if prod(shape) == x.size:
        return x.reshaped(shape)
    values = x.values * prod(shape) if x.values and x.size == 1 and prod(shape) <= MOST_VALUES else None
    return Tensor("", shape, x.kind, values)


def _cast(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x, kind = _first(inputs), attributes["to"]
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
    return Tensor("" if values is None else name, (count,), _first(inputs).kind, values)


def _where(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    choice, first, second = inputs
    assert choice is not None
    assert first is not None
    assert second is not None
    shape = broadcast("where", *(each.shape or (1,) for each in (choice, first, second)))
    shape = shape if choice.shape or first.shape or second.shape else ()
    known = rows(shape, choice, first, second)
    if known is None:
        return None
    return Tensor(name, shape, first.kind, tuple([a if c else b for c, a, b in zip(*known, strict=True)]))


def _product(inputs: Sequence[Tensor | None], attributes: dict[str, Any], name: str) -> Tensor | None:
    x = _first(inputs)
    if x.values is None or len(x.shape) != 1:
        return None
    return computed(name, (1,) if attributes.get("keepdims", 1) else (), x.kind, (product(x.values),))


FOLDS: dict[str, Fold] = {
    **ELEMENTWISE, "Identity": lambda inputs, attributes, name: inputs[0],
    "Unsqueeze": _unsqueeze, "Squeeze": _squeeze, "Reshape": _reshape, "Transpose": _transpose, "Gather": _gather,
    "Slice": _slice, "Concat": _concat, "ConstantOfShape": _filled, "Expand": _expand, "Cast": _cast, "Range": _range,
    "Where": _where, "ReduceProd": _product,
}
"""What can be worked out without a network's input, by ONNX's name of the operator."""
