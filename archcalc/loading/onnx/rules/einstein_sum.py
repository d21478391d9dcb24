"""Sums of products in Einstein's notation: with an array of the file a fully connected layer, where it is one."""

from __future__ import annotations

from collections.abc import Generator
from math import prod

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.layout import formed
from archcalc.loading.onnx.rules.linear import linear
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow, Value

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _einsum(node: NodeView) -> Generator[Layer, None, Flow]:
    terms, result = _terms(node)
    values = node.operands()
    if len(values) > 2:
        raise NoRule("it multiplies more than two operands")
    if not result or any(not term for term in terms):
        raise NoRule("one number is left, or read")
    if len(values) == 2:
        for x, w in ((0, 1), (1, 0)):
            if isinstance(values[x], Flow) and isinstance(values[w], Tensor) and _is_linear(terms[x], terms[w], result):
                return (yield from _linear(node, values[x], terms[x], values[w], terms[w], result))
    read = [node.volume(number) for number in range(len(values))]
    return node.add("einsum", *read, equation=f"{','.join(terms)}->{result}")


def _terms(node: NodeView) -> tuple[list[str], str]:
    """The letters of every operand and of the result, with letters for axes that are not named."""
    equation = str(node.attributes.get("equation", "")).replace(" ", "")
    left, arrow, result = equation.partition("->")
    terms, shapes = left.split(","), [node.shape(value) for value in node.operands()]
    if len(terms) != len(shapes):
        raise Refused("onnx", f"it names {len(terms)} operands, and has {len(shapes)}")
    free = [letter for letter in _LETTERS if letter not in equation]
    unnamed = max((len(shape) - len(term) + 3 for term, shape in zip(terms, shapes, strict=True) if "..." in term),
                  default=0)
    if not 0 <= unnamed <= len(free):
        raise Refused("onnx", "its equation names more axes than there are")
    rest = "".join(free[:unnamed])
    if not arrow:
        joined = left.replace(",", "").replace(".", "")
        result = ("..." if unnamed else "") + "".join(sorted(each for each in joined if joined.count(each) == 1))
    found = []
    for term, shape in zip(terms, shapes, strict=True):
        missing = len(shape) - len(term) + 3 if "..." in term else 0
        full = term.replace("...", rest[unnamed - missing:] if missing else "")
        if len(full) != len(shape) or len(set(full)) < len(full):
            raise NoRule("it names an axis of an operand twice, or not as many as there are")
        found.append(full)
    return found, result.replace("...", rest)


def _is_linear(x: str, weight: str, result: str) -> bool:
    """True where a weight's letters are summed over or new, and all others of the input are kept."""
    return all((letter in x) != (letter in result) for letter in weight) and any(letter in x for letter in weight) and \
        all(letter in result or letter in weight for letter in x)


def _linear(node: NodeView, value: Value | None, term: str, weight: Value | None, letters: str, result: str
            ) -> Generator[Layer, None, Flow]:
    """A fully connected layer over the axes that both have, from the others of the input to those of the weight."""
    assert isinstance(value, Flow)
    assert isinstance(weight, Tensor)
    sizes = dict(zip(term, node.shape(value), strict=True)) | dict(zip(letters, weight.shape, strict=True))
    summed = [letter for letter in letters if letter in term]
    kept, new = [each for each in term if each not in summed], [each for each in letters if each not in summed]
    matrix = weight.transposed(tuple(letters.index(each) for each in (*new, *summed)))
    features = prod(sizes[each] for each in summed)
    matrix = matrix.reshaped((matrix.size // features, features))
    x = yield from _ordered(node, value, term, [*kept, *summed])
    before = tuple(sizes[each] for each in kept) or (1,)
    if len(summed) > 1 or not kept:
        x = formed(node, x, node.shape(x), (*before, features))
        yield from node.placed()
    y = linear(node, x, matrix, None)
    yield from node.placed()
    after = tuple(sizes[each] for each in (*kept, *new))
    if after != node.shape(y):
        y = formed(node, y, node.shape(y), after)
        yield from node.placed()
    return (yield from _ordered(node, y, "".join([*kept, *new]), [*result]))


def _ordered(node: NodeView, x: Flow, term: str, wanted: list[str]) -> Generator[Layer, None, Flow]:
    """The axes in another order."""
    order = tuple(term.index(letter) for letter in wanted)
    if order == tuple(range(len(order))):
        return x
    y = node.aside("transpose", x, order=order)
    yield from node.placed()
    return y


RULES: dict[str, Rule] = {"Einsum": _einsum}
