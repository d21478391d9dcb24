"""How much of the input one output value sees: size, stride and padding, through all branches.

The size is the widest extent that one output value reads, from the first to the last pixel, padding included, as though
every map went on beyond its edges. Without enlargements a window widens it by (kernel - 1)*dilation strides and
multiplies the stride; behind an enlargement places see differently, by the output's phases, and the widest counts.
The padding is how far the first field begins before the image. Source of the terms: Araujo et al. 2019, Computing
Receptive Fields of Convolutional Neural Networks (distill.pub).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.joined_rows import MadeOf
from archcalc.counting.receptive_fields.fields import Reaches, ReachField, SquareField
from archcalc.counting.receptive_fields.network_fields import shortest
from archcalc.network.graph import Graph

if TYPE_CHECKING:
    from fractions import Fraction

    from archcalc.counting.receptive_fields.parts import SeenPart
    from archcalc.counting.receptive_fields.phased_fields import Field

PLACE = 4
COLUMNS = (Column("receptive_field", "sees", "field", rank=6),)


_Cells = tuple[dict[str, Any] | None]


def cells(graph: Graph, ways: Ways | None = None) -> MadeOf[_Cells]:
    """For each node: the size, stride and padding of its receptive field; None where the input has no such axes.

    Where the size is a bound and not exact, `at_most` is true besides.
    """
    found: list[_Cells | SquareField] = []
    seen = shortest(graph)
    for node, field in zip(graph.nodes, seen, strict=True):
        if isinstance(field, SquareField):
            found.append(field)
        elif node.inputs and field is seen[node.inputs[0]]:  # as behind what looks at each place by itself
            found.append(found[node.inputs[0]])
        else:
            found.append((_told(field) if field is not None else None,))
    return MadeOf(found, _of_square)


def _of_square(field: _Cells | SquareField) -> _Cells:
    """The cells of a field that is told in short; others are there already."""
    if not isinstance(field, SquareField):
        return field
    stride, first, last, axes = field
    return ({"size": [last - first + 1] * axes, "stride": [stride] * axes, "padding": [-first] * axes},)


def _told(field: Field) -> dict[str, Any] | None:
    if isinstance(field, ReachField):
        return _told_of_reaches(field.axes)
    from archcalc.counting.receptive_fields.extents import first_pixel, widest

    if not all(field.axes):
        return None
    first, *others = field.axes
    found = [widest(first)]
    for parts in others:
        found.append(found[0] if _is_alike(first, parts) else widest(parts))
    if not all(size for size, _ in found):
        return None
    told = {"size": [size for size, _ in found], "stride": [_whole(stride) for stride in field.strides],
            "padding": [-first_pixel(parts) for parts in field.axes]}
    return told if all(exact for _, exact in found) else {**told, "at_most": True}


def _told_of_reaches(axes: Reaches) -> dict[str, Any]:
    return {"size": [axis.last - axis.first + 1 for axis in axes], "stride": [axis.stride for axis in axes],
            "padding": [-axis.first for axis in axes]}


def _is_alike(one: tuple[SeenPart, ...], other: tuple[SeenPart, ...]) -> bool:
    """True where values see the same along two axes, so that it need not be worked out twice."""
    return len(one) == len(other) and all(
        (part.line, part.places, part.plain, part.exact) == (also.line, also.places, True, also.exact)
        for part, also in zip(one, other, strict=True))


def _whole(number: int | Fraction) -> int | float:
    return int(number) if number == int(number) else float(number)
