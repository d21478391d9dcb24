"""Attributes that are told axis by axis: one number for all axes, or one for each, or two for the sides of each.

What is written before it is known how many axes there are stays open until the operator is settled for its inputs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NoReturn

from archcalc.base.errors import Refused
from archcalc.operators.attributes import AT_LEAST_0, AT_LEAST_1, LARGEST, Kind, integer, list_schema, many, reject

MOST_AXES = 3
"""So many axes a window slides along at most."""

Sides = tuple[int, ...]
"""Two for each axis, before and after it: top, bottom, left, right."""

_SIZES = "a positive integer, or one for each axis: [height, width]"
_NATURAL_SIZES = "an integer, or one for each axis: [height, width]"
_OPTIONAL_SIZES = "a positive integer, or one for each axis: [height, width]; 0 where it is not given"
_OPTIONAL_SCALES = "a positive number, or one for each axis: [height, width]; 0 where it is not given"
_PADDING = "a number, one for each axis: [height, width], two for each axis: [top, bottom, left, right], same or valid"
_SIDES = "two for each axis: [top, bottom, left, right]"


class OpenSizes(tuple[int, ...]):
    """What was written for no number of axes in particular: as it is for two axes, until `fit` knows how many."""

    written: int | tuple[int, int]


def _padding(value: Any) -> Sides | str:
    """One number, or so many that they are for one axis or for two, are open until the axes are known."""
    if value == "same":
        return "same"
    if value == "valid":
        return on_every_side(0)
    if not isinstance(value, (list, tuple)):
        return on_every_side(integer(_PADDING, 0)(value))
    sizes = many(_PADDING, integer(_PADDING, 0), 1, 2, 3, 4, 6)(value)
    if len(sizes) == 2:
        height, width = sizes
        return _open((height, height, width, width), (height, width))
    return sizes if len(sizes) > MOST_AXES else tuple(size for size in sizes for _ in range(2))


def on_every_axis(size: Any) -> OpenSizes:
    """One size for all axes."""
    return _open((size, size), size)


def on_every_side(size: int) -> OpenSizes:
    """As much on both sides of all axes."""
    return _open((size,) * 4, size)


def _open(sizes: tuple[int, ...], written: int | tuple[int, int]) -> OpenSizes:
    made = OpenSizes(sizes)
    made.written = written
    return made


def _per_axis(expected: str, least: int) -> Callable[[Any], tuple[int, ...]]:
    one = integer(expected, least)
    several = many(expected, one, *range(1, MOST_AXES + 1))

    def parse(value: Any) -> tuple[int, ...]:
        return several(value) if isinstance(value, (list, tuple)) else on_every_axis(one(value))

    return parse


def _all_or_none(value: Any) -> tuple[int, ...]:
    sizes = _per_axis(_OPTIONAL_SIZES, 0)(value)
    return sizes if all(sizes) or not any(sizes) else reject("a positive size of every axis, or of none", value)


def _scale(value: Any) -> float:
    """A factor, which is an integer where it is whole."""
    if isinstance(value, float) and 0 < value < LARGEST and not value.is_integer():
        return value
    return integer(_OPTIONAL_SCALES, 0)(value)


def _scales(value: Any) -> tuple[float, ...]:
    if not isinstance(value, (list, tuple)):
        return on_every_axis(_scale(value))
    factors = tuple(map(_scale, value)) if 0 < len(value) <= MOST_AXES else reject(_OPTIONAL_SCALES, value)
    return factors if all(factors) or not any(factors) else reject("a positive factor of every axis, or of none",
                                                                   value)


def _fit_sizes(value: tuple[int, ...], axes: int) -> tuple[int, ...]:
    if isinstance(value, OpenSizes):
        return value if axes == 2 else value[:1] * axes
    return value if len(value) == axes else _refuse_axes(len(value), axes)


def _fit_sides(value: Sides | str, axes: int) -> Sides | str:
    if isinstance(value, str):
        return value
    if isinstance(value, OpenSizes):
        if axes == 2:
            return value
        if isinstance(value.written, int):
            return value[:1] * (2 * axes)
        return value.written if axes == 1 else _refuse_axes(2, axes)
    return value if len(value) == 2 * axes else _refuse_axes(len(value) // 2, axes)


def _refuse_axes(told: int, axes: int) -> NoReturn:
    raise Refused("axes", f"told for {told} {'axis' if told == 1 else 'axes'}, and the input has {axes} "
                          "beside its channels", hint="one number stands for every axis")


def _per_axis_schema(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "maxItems": MOST_AXES}]}


AxisSizes = Annotated[tuple[int, ...], Kind(_SIZES, _per_axis(_SIZES, 1), _per_axis_schema(AT_LEAST_1),
                                            fit=_fit_sizes)]
NaturalAxisSizes = Annotated[tuple[int, ...], Kind(_NATURAL_SIZES, _per_axis(_NATURAL_SIZES, 0),
                                                   _per_axis_schema(AT_LEAST_0), fit=_fit_sizes)]
OptionalAxisSizes = Annotated[tuple[int, ...], Kind(_OPTIONAL_SIZES, _all_or_none, {"anyOf": [
    AT_LEAST_0, list_schema(AT_LEAST_1, 1, 2, 3), list_schema({"const": 0}, 1, 2, 3)]}, fit=_fit_sizes)]
_FACTOR: dict[str, Any] = {"type": "number", "maximum": LARGEST}
AxisScales = Annotated[tuple[float, ...], Kind(_OPTIONAL_SCALES, _scales, {"anyOf": [
    _FACTOR | {"minimum": 0}, list_schema(_FACTOR | {"exclusiveMinimum": 0}, 1, 2, 3),
    list_schema({"const": 0}, 1, 2, 3)]}, fit=_fit_sizes)]
Padding = Annotated[Any, Kind(_PADDING, _padding, {
    "anyOf": [{"enum": ["same", "valid"]}, AT_LEAST_0, list_schema(AT_LEAST_0, 1, 2, 3, 4, 6)]},
    frozenset({"same", "valid"}), fit=_fit_sides)]
BothSides = Annotated[Sides, Kind(_SIDES, many(_SIDES, integer("an integer, 0 or more", 0), 2, 4, 6),
                                  list_schema(AT_LEAST_0, 2, 4, 6), fit=_fit_sides)]
