"""Values that were found held against those that should be there, many looks at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.reference.checked import Checked
from archcalc.executor.reference.read_volumes import KnownVolume, StackedVolume, side_by_side
from archcalc.executor.reference.reference_values import At, Later, Reference, numpy, worked_out
from archcalc.executor.reference.rules import rules
from archcalc.operators.operator import Op

ROUNDINGS = 8
"""Roundings that a sum of K terms may be off by, for each sqrt(K) of them, in parts of the sum of their sizes."""


class Pointwise(NamedTuple):
    """An operator whose values follow from those at the same places of what it reads, and from its weights."""

    op: Op
    inputs: int
    given: Callable[[], Sequence[Any]]
    """Gives the values at these places of each volume that it reads, once they are there."""
    weights: Mapping[str, Any]


class Look(NamedTuple):
    """Values that were found at some places, what they should be, or what that follows from, and how they may round."""

    at: At
    found: Any
    wanted: Reference | Later | Pointwise
    rounding: Rounding = Rounding()
    tiled: Callable[[], Reference] | None = None
    """Works the values out as a method that works in tiles rounds them: beside far larger values, in the same tile."""
    within: Sequence[Look] = ()
    """Looks at what the layers within an operator gave each other."""
    name: str = ""
    """Of which layer within an operator."""


class Comparison:
    """Comparisons of values that were computed, and are stored, in some type of number."""

    def __init__(self, dtype: str) -> None:
        self.computed = float(numpy.finfo("float32" if dtype == "float16" else dtype).eps)
        self.stored, self.least = float(numpy.finfo(dtype).eps), float(numpy.finfo(dtype).tiny)

    def one(self, look: Look) -> Checked:
        """A look by itself, with the sizes of all that its values are sums of, and those within it."""
        return self._with_those_within(look, self._alone(look))

    def _with_those_within(self, look: Look, checked: Checked) -> Checked:
        every = [checked, *map(self.one, look.within)]
        return Checked(sum(each.values for each in every), next((each.wrong for each in every if each.wrong), ""))

    def _alone(self, look: Look) -> Checked:
        wanted = self._wanted([look])
        right = self._near(look.found, wanted, wanted.size, look.rounding) | (look.found == wanted.value)
        if look.tiled and not right.all():
            wanted = look.tiled()
            right = self._near(look.found, wanted, wanted.size, look.rounding)
        return Checked(look.found.size, "" if right.all() else _told(look, right, wanted.value))

    def every(self, looks: Sequence[Look]) -> list[Checked]:
        """All looks. Nearly all values are near enough by their own sizes, and the sums of sizes are larger."""
        sure = [False] * len(looks)
        for alike in _alike(looks):
            several = [looks[number] for number in alike]
            found = side_by_side([look.found for look in several]) if len(several) > 1 else several[0].found
            wanted = self._wanted(several)
            near = self._near(found, wanted, abs(wanted.value), several[0].rounding)
            if near.all() or self._near(found, wanted, wanted.size, several[0].rounding).all():
                for number in alike:
                    sure[number] = True
        return [self._with_those_within(look, Checked(look.found.size)) if right else self.one(look)
                for look, right in zip(looks, sure, strict=True)]

    def _wanted(self, looks: Sequence[Look]) -> Reference:
        """What values should be; those of several looks at pointwise operators that are alike side by side."""
        first = looks[0].wanted
        if not isinstance(first, Pointwise):
            return worked_out(first)
        every = [look.wanted for look in looks if isinstance(look.wanted, Pointwise)]
        axes = looks[0].found.ndim
        at = tuple(_stacked(index, axes) for index in zip(*(look.at for look in looks), strict=True))
        given = [KnownVolume(side_by_side(values)) for values in zip(*(each.given() for each in every), strict=True)]
        weights = {name: StackedVolume([each.weights[name] for each in every]) for name in first.weights}
        return worked_out(rules()[first.op.kind](first.op, at, *given, **weights))

    def _near(self, found: Any, wanted: Reference, size: Any, rounding: Rounding) -> Any:
        """Where values are near enough. A value is no larger than its terms, so that its own rounding is one more."""
        allowed = size * (self.computed * (ROUNDINGS * rounding.factor * wanted.terms**0.5 + 1)) + self.least
        if self.stored > self.computed:
            allowed += self.stored * abs(wanted.value)
        return abs(found - wanted.value) <= allowed


def _stacked(indices: Sequence[Any], axes: int) -> Any:
    """Indices along an axis side by side, each with as many axes as the values have that it belongs to."""
    first = indices[0].shape
    return numpy.concatenate(indices).reshape(len(indices), *(1,) * (axes - len(first)), *first)


def _alike(looks: Sequence[Look]) -> Iterable[list[int]]:
    """The numbers of looks at the same pointwise operator of as many inputs and places, and of every other one."""
    alike: dict[Any, list[int]] = {}
    for number, look in enumerate(looks):
        key = (look.wanted[:2], len(look.at), look.found.shape) if isinstance(look.wanted, Pointwise) else number
        alike.setdefault(key, []).append(number)
    return alike.values()


def _told(look: Look, right: Any, wanted: Any) -> str:
    """The first value that is wrong."""
    first = int((~right).argmax())
    *place, value, other = (each.flat[first] for each in numpy.broadcast_arrays(*look.at, look.found, wanted))
    where = f"the value at [{', '.join(map(str, place))}]{look.name and f' of its {look.name}'}"
    return f"{where} is {value:.6g}, and in float64 {other:.6g}"
