"""Products of two operands in Einstein's notation, as the matrix product that PyTorch makes of them."""

from __future__ import annotations

from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.torch.call_view import CallRule, CallView, axes_of
from archcalc.loading.torch.module_values import LayerOutput, NoWords
from archcalc.operators.operator import Shape


class _Indices(NamedTuple):
    """The indices of both operands by what becomes of them: kept from both, from the left, from the right; summed."""

    both: str
    left: str
    right: str
    summed: str


def _einsum(call: CallView) -> LayerOutput:
    left, right, result = _terms(call.get("equation", ""))
    operands = call.layers("tensors")
    if len(operands) != 2:
        raise NoWords("it multiplies another number of operands than two")
    sizes = {index: size for term, operand in zip((left, right), operands, strict=True)
             for index, size in zip(term, operand.shape, strict=True)}
    kinds = _kinds(left, right, result)
    if not kinds.summed:
        return call.add("tensor_function", *operands, function="outer product", shape=axes_of(call.shape),
                        counts="divides")
    first = _matrices(call, operands[0], left, (kinds.both, kinds.left, kinds.summed), sizes)
    second = _matrices(call, operands[1], right, (kinds.both, kinds.summed, kinds.right), sizes)
    product = call.add("matmul", first, second, gives=(*first.shape[:-1], second.shape[-1]))
    order = kinds.both + kinds.left + kinds.right
    whole = call.reformed(product, tuple(sizes[index] for index in order) or (1,))
    y = _ordered(call, whole, order, result)
    return y if result else y._replace(shape=call.shape)


def _terms(equation: object) -> tuple[str, str, str]:
    """The indices of both operands and of the result."""
    text = str(equation).replace(" ", "")
    terms, arrow, result = text.partition("->")
    parts = terms.split(",")
    if len(parts) != 2 or "." in text or any(len(set(part)) < len(part) for part in (*parts, result)):
        raise NoWords("it names an operand's index twice, any number of axes, or more operands than two")
    if not arrow:
        joined = parts[0] + parts[1]
        result = "".join(sorted(index for index in joined if joined.count(index) == 1))
    return parts[0], parts[1], result


def _kinds(left: str, right: str, result: str) -> _Indices:
    if lost := [index for index in left + right if (left + right).count(index) == 1 and index not in result]:
        raise NoWords(f"it adds up over {lost[0]} of one operand alone")
    return _Indices("".join(index for index in left if index in right and index in result),
                    "".join(index for index in left if index not in right),
                    "".join(index for index in right if index not in left),
                    "".join(index for index in left if index in right and index not in result))


def _matrices(call: CallView, x: LayerOutput, term: str, groups: tuple[str, str, str],
              sizes: dict[str, int]) -> LayerOutput:
    """An operand as matrices: its indices in three groups, each of them one axis."""
    ordered = _ordered(call, x, term, "".join(groups))
    shape: Shape = tuple(prod(sizes[index] for index in group) for group in groups)
    return call.reformed(ordered, shape)


def _ordered(call: CallView, x: LayerOutput, term: str, wanted: str) -> LayerOutput:
    """The axes in another order."""
    order = tuple(term.index(index) for index in wanted)
    if order == tuple(range(len(order))):
        return x
    return call.aside("transpose", x, order=order, gives=tuple(x.shape[axis] for axis in order))


RULES: dict[str, CallRule] = {"einsum": _einsum}
