"""Values of many calls as parameters: what all have alike is written out, the rest follows from few parameters."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from archcalc.exporting.source.source_program import ArgumentExpression

LARGEST_FACTOR = 8
"""The largest factor by which one value is taken to follow from another: a bottleneck's 4, an MLP's 4, half a width."""
RESERVED = frozenset({"self", "i", "range", "super", "float", "F", "nn", "torch", "keras", "layers", "ops", "np",
                      "name"})
"""Names that the text of a program uses itself."""
Vector = tuple[Any, ...]


class Parameters:
    """The parameters of a class, as its values are given one after another: a vector holds one for each call.

    `known` are the parameters that the network's author has given it; those that tell something are taken first.
    """

    def __init__(self, known: Mapping[str, Vector]) -> None:
        self.known = {name: vector for name, vector in known.items() if _can_be_named(name) and not _alike(vector)}
        self.vectors: dict[str, Vector] = {}

    def expression(self, vector: Vector, name: str, step: str) -> Any:
        """The value of an argument, or an expression of parameters; a new one is called as the argument is."""
        if _alike(vector):
            return vector[0]
        for several in (self.vectors, self.known):
            for own, each in several.items():
                if _same(each, vector):
                    return self._of(own, each, "{}")
        for several in (self.vectors, self.known):
            for own, each in several.items():
                for form in _multiples(each, vector):
                    return self._of(own, each, form)
        own = self._free(name, step)
        return self._of(own, vector, "{}")

    def _of(self, name: str, vector: Vector, form: str) -> ArgumentExpression:
        self.vectors.setdefault(name, vector)
        return ArgumentExpression(form.format(name))

    def _free(self, name: str, step: str) -> str:
        """A name that no other parameter has: the argument's, or the step's before it, or with a number."""
        step = "".join(each if each.isalnum() else "_" for each in step).strip("_")
        numbered = (f"{name}_{number}" for number in count(2))
        return next(wanted for wanted in chain((name, f"{step}_{name}"), numbered)
                    if _can_be_named(wanted) and wanted not in self.vectors and wanted not in self.known)


def _can_be_named(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and name not in RESERVED


def _alike(vector: Sequence[Any]) -> bool:
    return all(_same((vector[0],), (each,)) for each in vector)


def _same(one: Vector, other: Vector) -> bool:
    """True of equal values of equal types: 1 is not true."""
    return one == other and [*map(type, one)] == [*map(type, other)]


def _multiples(vector: Vector, wanted: Vector) -> Iterator[str]:
    """The form in which whole numbers follow from others by one factor."""
    if any(type(each) is not int or each <= 0 for each in (*vector, *wanted)):
        return
    for factor in range(2, LARGEST_FACTOR + 1):
        if all(factor * each == value for each, value in zip(vector, wanted, strict=True)):
            yield f"{factor} * {{}}"
        if all(each == factor * value for each, value in zip(vector, wanted, strict=True)):
            yield f"{{}} // {factor}"
