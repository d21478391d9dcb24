"""How much of the input one output value sees: size, stride and padding, through all branches.

The size is the widest extent that one output value reads, from the first to the last pixel, padding included, as though
every map went on beyond its edges. Without enlargements a window widens it by (kernel - 1)*dilation strides and
multiplies the stride; behind an enlargement places see differently, by the output's phases, and the widest counts.
The padding is how far the first field begins before the image. Source of the terms: Araujo et al. 2019, Computing
Receptive Fields of Convolutional Neural Networks (distill.pub).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.counting.receptive_fields.fields import ReachField
from archcalc.counting.receptive_fields.network_fields import of_network
from archcalc.network.graph import Graph

if TYPE_CHECKING:
    from fractions import Fraction

    from archcalc.counting.receptive_fields.phased_fields import Field

PLACE = 4
COLUMNS = (Column("receptive_field", "sees", "field", rank=6),)


def cells(graph: Graph, ways: Ways | None = None) -> Iterator[tuple[dict[str, Any] | None]]:
    """For each node: the size, stride and padding of its receptive field; None where the input is not an image.

    Where the size is a bound and not exact, `at_most` is true besides.
    """
    told: dict[int, tuple[Field, dict[str, Any] | None]] = {}
    for field in of_network(graph):
        if field is None:
            yield (None,)
            continue
        if id(field) not in told:
            told[id(field)] = field, _told(field)
        yield (told[id(field)][1],)


def _told(field: Field) -> dict[str, Any] | None:
    if isinstance(field, ReachField):
        axes = field.rows, field.columns
        return {"size": [axis.last - axis.first + 1 for axis in axes], "stride": [axis.stride for axis in axes],
                "padding": [-axis.first for axis in axes]}
    from archcalc.counting.receptive_fields.extents import first_pixel, widest

    rows, columns = field.rows, field.columns
    if not (rows and columns):
        return None
    height, exact = widest(rows)
    square = len(rows) == len(columns) and all(
        (row.line, row.places, row.plain, row.exact) == (column.line, column.places, True, column.exact)
        for row, column in zip(rows, columns, strict=True))
    width, exact_too = (height, exact) if square else widest(columns)
    if not (height and width):
        return None
    top = -first_pixel(rows)
    told = {"size": [height, width], "stride": [_whole(stride) for stride in field.strides],
            "padding": [top, top if square else -first_pixel(columns)]}
    return told if exact and exact_too else {**told, "at_most": True}


def _whole(number: int | Fraction) -> int | float:
    return int(number) if number == int(number) else float(number)
