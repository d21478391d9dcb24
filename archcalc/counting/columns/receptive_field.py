"""How much of the input one output value sees: size, stride and padding, through all branches.

Along each axis, output i sees the inputs from i*stride - before to i*stride + after; the size is before + after + 1.
A window widens this by (kernel - 1)*dilation strides and multiplies the stride; where branches meet, the widest
counts. Source: Araujo et al. 2019, Computing Receptive Fields of Convolutional Neural Networks (distill.pub).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from archcalc.base.report import Column
from archcalc.counting.columns import Ways
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import POINTWISE, Window

if TYPE_CHECKING:
    from fractions import Fraction

PLACE = 4
COLUMNS = (Column("receptive_field", "sees", "field", rank=6),)


class Reach(NamedTuple):
    """One axis of a receptive field, in input pixels; an enlarged map has a stride below 1."""

    stride: int | Fraction = 1
    before: int | Fraction = 0
    after: int | Fraction = 0


Field = tuple[Reach, Reach]
"""Along height and width."""


def cells(graph: Graph, ways: Ways | None = None) -> Iterator[tuple[dict[str, Any] | None]]:
    """For each node: the size, stride and padding of its receptive field; None where the input is not an image."""
    fields: list[Field | None] = []
    told = cache(_told)
    windows: dict[tuple[int, Any], Window] = {}
    for node in graph.nodes:
        field = _field(node, fields, windows)
        fields.append(field)
        yield (told(field) if field else None,)


def _field(node: Node, fields: list[Field | None], windows: dict[tuple[int, Any], Window]) -> Field | None:
    if not node.inputs:
        return (Reach(), Reach()) if len(node.shape) == 4 else None
    seen = [field for i in node.inputs if (field := fields[i]) is not None]
    if not seen:
        return None
    key = (id(node.op), node.input_shapes)
    window = windows.get(key)
    if window is None:
        window = windows[key] = node.op.window(*node.input_shapes)
    before = seen[0] if len(seen) == 1 else _joined(seen)
    if window == POINTWISE:
        return before
    return _through(window, 0, before[0]), _through(window, 1, before[1])


def _joined(fields: list[Field]) -> Field:
    """Where branches meet, the widest on each side."""
    rows, columns = (Reach(*map(max, zip(*reaches, strict=True))) for reaches in zip(*fields, strict=True))
    return rows, columns


def _through(window: Window, axis: int, reach: Reach) -> Reach:
    stride, padding = window.stride[axis], window.padding[axis]
    span = window.dilation[axis] * (window.kernel[axis] - 1)
    if window.transposed:
        from fractions import Fraction

        step = Fraction(reach.stride, stride)
        return Reach(step, reach.before + step * (span - padding), reach.after + step * padding)
    return Reach(reach.stride * stride, reach.before + reach.stride * padding,
                 reach.after + reach.stride * (span - padding))


def _told(field: Field) -> dict[str, Any]:
    return {"size": [ceil(axis.before + axis.after) + 1 for axis in field],
            "stride": [_whole(axis.stride) for axis in field], "padding": [_whole(axis.before) for axis in field]}


def _whole(number: int | Fraction) -> int | float:
    return int(number) if number == int(number) else float(number)
