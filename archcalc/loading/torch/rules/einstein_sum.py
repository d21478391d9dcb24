"""Products in Einstein's notation, as the matrix products that PyTorch makes of them, pair after pair."""

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
    terms, result = _terms(call.get("equation", ""))
    operands = call.layers("tensors")
    if len(operands) != len(terms):
        raise NoWords("it multiplies another number of operands than it names")
    sizes = {index: size for term, operand in zip(terms, operands, strict=True)
             for index, size in zip(term, operand.shape, strict=True)}
    shared = [_added_up(call, operand, term, "".join((*terms[:place], *terms[place + 1:], result)))
              for place, (term, operand) in enumerate(zip(terms, operands, strict=True))]
    y, left = shared[0]
    for number, (operand, right) in enumerate(shared[1:], 2):
        later = "".join(terms[number:]) + result
        wanted = result if number == len(terms) else "".join(dict.fromkeys(
            index for index in left + right if index in later))
        y, left = _pair(call, (y, operand), (left, right, wanted), sizes), wanted
    return y if result else y._replace(shape=call.shape)


def _pair(call: CallView, operands: tuple[LayerOutput, LayerOutput], terms: tuple[str, str, str],
          sizes: dict[str, int]) -> LayerOutput:
    """The product of two operands, of which both terms and the result's are told."""
    left, right, result = terms
    kinds, shape = _kinds(left, right, result), tuple(sizes[index] for index in result)
    if not kinds.summed:
        return call.add("tensor_function", *operands, function="outer product", shape=axes_of(shape), counts="divides",
                        gives=shape)
    first = _matrices(call, operands[0], left, (kinds.both, kinds.left, kinds.summed), sizes)
    second = _matrices(call, operands[1], right, (kinds.both, kinds.summed, kinds.right), sizes)
    product = call.add("matmul", first, second, gives=(*first.shape[:-1], second.shape[-1]))
    order = kinds.both + kinds.left + kinds.right
    whole = call.reformed(product, tuple(sizes[index] for index in order) or (1,))
    return _ordered(call, whole, order, result)


def _terms(equation: object) -> tuple[list[str], str]:
    """The indices of every operand, and of the result."""
    text = str(equation).replace(" ", "")
    terms, arrow, result = text.partition("->")
    parts = terms.split(",")
    if len(parts) < 2 or "." in text or any(len(set(part)) < len(part) for part in (*parts, result)):
        raise NoWords("it names an operand's index twice, any number of axes, or one operand alone")
    if not arrow:
        joined = "".join(parts)
        result = "".join(sorted(index for index in joined if joined.count(index) == 1))
    return parts, result


def _added_up(call: CallView, x: LayerOutput, term: str, elsewhere: str) -> tuple[LayerOutput, str]:
    """An operand added up over the indices that it alone has, and its other indices."""
    axes = tuple(axis for axis, index in enumerate(term) if index not in elsewhere)
    if not axes:
        return x, term
    gives = tuple(size for axis, size in enumerate(x.shape) if axis not in axes)
    if len(axes) == len(term):
        raise NoWords("it adds up all of an operand")
    left = "".join(index for axis, index in enumerate(term) if axis not in axes)
    if all(x.shape[axis] == 1 for axis in axes):
        return call.reformed(x, gives), left
    return call.aside("reduce", x, function="sum", axes=axes, gives=gives), left


def _kinds(left: str, right: str, result: str) -> _Indices:
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
