"""Several volumes value by value, sums of products over features, and values along some axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from math import prod
from typing import Any

from archcalc.executor.reference.reference_values import (
    At,
    Later,
    Reference,
    Volume,
    each,
    gathered,
    numpy,
    plus,
    products,
    spread,
    times,
    total,
)
from archcalc.executor.reference.rules import Rule
from archcalc.operators.operator import Shape


def _repeated(at: At, shape: Shape) -> At:
    """The places of an operand whose axes of size 1 are repeated, and whose first ones may be missing."""
    return tuple(index if size > 1 else numpy.zeros_like(index)
                 for index, size in zip(at[len(at) - len(shape):], shape, strict=True))


def _read(at: At, volumes: Iterable[Volume]) -> list[Reference]:
    return [x[_repeated(at, x.shape)] for x in volumes]


_FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y, "subtract": lambda x, y: x - y, "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / y, "power": numpy.power, "maximum": numpy.maximum, "minimum": numpy.minimum,
    "modulo": lambda x, y: x - y * numpy.floor(x / y),
    "remainder": lambda x, y: numpy.sign(x) * numpy.fmod(abs(x), abs(y)),
} | {name: lambda x, y, true=true: numpy.where(true(x, y), 1.0, 0.0) for name, true in {
    "equal": lambda x, y: x == y, "not_equal": lambda x, y: x != y, "less": lambda x, y: x < y,
    "less_or_equal": lambda x, y: x <= y, "greater": lambda x, y: x > y, "greater_or_equal": lambda x, y: x >= y,
    "and": lambda x, y: (x != 0) & (y != 0), "or": lambda x, y: (x != 0) | (y != 0),
    "xor": lambda x, y: (x != 0) != (y != 0)}.items()}


def _arithmetic(op: Any, at: At, *xs: Volume, operand: Volume | None = None) -> Reference:
    given = _read(at, [*xs, *([] if operand is None else [operand])])
    x, y = given if len(given) > 1 else (given[0], Reference(numpy.full(given[0].value.shape, op.number)))
    x, y = (y, x) if op.turned else (x, y)
    value = _FUNCTIONS[op.function](x.value, y.value)
    if op.function in {"multiply", "divide"}:
        return Reference(value)

    def sizes() -> Any:
        if op.function == "power":
            return abs(value) * (1 + abs(y.value * numpy.log(numpy.maximum(abs(x.value), 1e-300))))
        return abs(x.value) + abs(y.value)

    return Reference(value, sizes, 2)


def _add(op: Any, at: At, *xs: Volume) -> Later:
    given = [x[at] for x in xs]
    return lambda: reduce(plus, given)


def _multiply(op: Any, at: At, *xs: Volume) -> Later:
    given = _read(at, xs)
    return lambda: reduce(times, given)


def _linear(op: Any, at: At, x: Volume, weight: Volume, bias: Volume | None = None) -> Later:
    given = x[at[:-1]]

    def later() -> Reference:
        found = products(given, weight[at[-1:]])
        return found if bias is None else plus(found, bias[(at[-1],)])

    return later


def _matmul(op: Any, at: At, x: Volume, y: Volume) -> Reference:
    *first, row, column = spread(at, 1)
    inner = numpy.arange(x.shape[-1])
    rows, columns = (_repeated(tuple(first), part.shape[:-2]) for part in (x, y))
    return products(x[(*rows, row, inner)], y[(*columns, inner, column)])


def _einsum(op: Any, at: At, *xs: Volume) -> Reference:
    def one(*place: int) -> Reference:
        places = dict(zip(op.result, place, strict=True))
        parts = [x[tuple(places.get(letter, slice(None)) for letter in term)]
                 for term, x in zip(op.terms, xs, strict=True)]
        inner = ",".join("".join(letter for letter in term if letter not in places) for term in op.terms)
        sizes = {letter: size for term, x in zip(op.terms, xs, strict=True)
                 for letter, size in zip(term, x.shape, strict=True) if letter not in places}
        return Reference(numpy.einsum(f"{inner}->", *(part.value for part in parts)),
                         lambda: numpy.einsum(f"{inner}->", *(part.size for part in parts)), prod(sizes.values()))

    return gathered(one(*place) for place in each(at))


def _where(op: Any, at: At, *xs: Volume) -> Reference:
    condition, yes, no = (x[_repeated(at, x.shape)].value for x in xs)
    return Reference(numpy.where(condition > 0, yes, no))


def _rbf(op: Any, at: At, x: Volume, codes: Volume) -> Reference:
    def one(n: int, unit: int) -> Reference:
        value, code = x[n, :].value, codes[unit, :].value
        return Reference(((value - code) ** 2).sum(), lambda: numpy.sum((abs(value) + abs(code)) ** 2), value.size)

    return gathered(one(*place) for place in each(at))


def _embedding(op: Any, at: At, x: Volume, weight: Volume) -> Reference:
    rows = numpy.clip(x[at[:-1]].value, 0, op.entries - 1).astype(int)
    return weight[rows, at[-1]]


_JOINS: dict[str, Callable[[Reference], Reference]] = {
    "mean": total, "sum": total, "max": lambda part: Reference(part.value.max()),
    "min": lambda part: Reference(part.value.min()),
}


def _reduce(op: Any, at: At, x: Volume) -> Reference:

    def one(*place: int) -> Reference:
        rest = iter(place)
        where = tuple(slice(None) if axis in op.axes and (not op.kept or next(rest) == 0) else next(rest)
                      for axis in range(len(x.shape)))
        part = x[where]
        found = _JOINS[op.function](part)
        by = part.value.size if op.function == "mean" else 1
        return Reference(found.value / by, lambda: found.size / by, found.terms)

    return gathered(one(*place) for place in each(at))


RULES: dict[str, Rule] = {
    "add": _add,
    "arithmetic": _arithmetic,
    "einsum": _einsum,
    "embedding": _embedding,
    "linear": _linear,
    "matmul": _matmul,
    "multiply": _multiply,
    "rbf": _rbf,
    "reduce": _reduce,
    "where": _where,
}
ONE_BY_ONE = frozenset({"einsum", "rbf", "reduce"})
POINTWISE = frozenset({"add"})
AHEAD = POINTWISE | {"linear", "multiply"}
