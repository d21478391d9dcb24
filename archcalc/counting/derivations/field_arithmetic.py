"""The arithmetic of receptive fields: what a window adds to the field before it, or between which pixels it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archcalc.counting.receptive_fields.fields import EvenField
from archcalc.network.graph import Node
from archcalc.operators.operator import Window
from archcalc.operators.reading import Moved
from archcalc.operators.sliding_window import ALONG, axis_names, shown_sizes

if TYPE_CHECKING:
    from archcalc.counting.receptive_fields.lines import Ends
    from archcalc.counting.receptive_fields.phased_fields import PhasedField

_MOST_TOLD = 4
"""So many extents are told one by one."""


def field(node: Node, before: Mapping[str, Any] | None, told: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Along each axis, from the field `before` it, 7 + (3 - 1)*2; empty where that does not give the field."""
    window = node.op.window(*node.input_shapes)
    if not before or not told or told.get("at_most") or len(window.kernel) != len(told["size"]):
        return ("",) * (len(told["size"]) if told else 1)
    return tuple(_added(node, window, before, told, axis) for axis in range(len(window.kernel)))


def _added(node: Node, window: Window, before: Mapping[str, Any], told: Mapping[str, Any], axis: int) -> str:
    if window.kernel[axis] == 1 and not window.transposed:
        return ""
    places, step = window.kernel[axis], window.dilation[axis]
    if window.transposed:
        places, step = _most_places(node, axis), 1
    size, stride = before["size"][axis], before["stride"][axis]
    if not places or size + step * (places - 1) * stride != told["size"][axis] or stride != int(stride):
        return ""
    span = f"{places} - 1"
    return f"{size} + ({span if step == 1 else f'{step}*({span})'})*{stride}"


def _most_places(node: Node, axis: int) -> int:
    """The most places that an output of an enlarging operator reads along an axis; 0 where there is no pattern."""
    reads = node.op.reads(node.shape, *node.input_shapes)[0]
    taps = None if isinstance(reads, Moved) or len(reads) < 3 + axis else reads[2 + axis].taps
    return max(map(len, taps.places)) if taps else 0


def ends(field: EvenField | PhasedField) -> str:
    """From which pixel to which a widest value sees: 111 + 92 + 1 from -92 to 111; empty where all see the same."""
    if not isinstance(field, EvenField) and field.same:
        return ""
    told = [f"{last} {'+' if first < 0 else '-'} {abs(first)} + 1" for first, last in _widest_ends(field)]
    return ", ".join(dict.fromkeys(told)) if len(told) == len(field.axes) else ""


def _widest_ends(field: EvenField | PhasedField) -> list[Ends]:
    if isinstance(field, EvenField):
        return [(reach.first, reach.last) for reach in field.axes]
    from archcalc.counting.receptive_fields.extents import occurring

    return [found[max(found)] for parts in field.axes if (found := occurring(parts))]


def step_and_padding(field: EvenField | PhasedField, told: Mapping[str, Any]) -> str:
    """The stride and the padding, each as it is, and that a size is the widest where places differ."""
    strides = [reach.stride for reach in field.axes] if isinstance(field, EvenField) else field.strides
    said = f"stride {shown_sizes(tuple(strides))}, padding {shown_sizes(tuple(told['padding']))}"
    return "; ".join(filter(None, (_places(field, told), said)))


def _places(field: EvenField | PhasedField, told: Mapping[str, Any]) -> str:
    if told.get("at_most"):
        return "a bound, as not every place is followed"
    if isinstance(field, EvenField):
        return ""
    from archcalc.counting.receptive_fields.extents import occurring

    axes = zip(field.axes, told["size"], strict=True)
    sizes = [[*occurring(parts)] or [size] for parts, size in axes]
    if not any(len(each) > 1 for each in sizes):
        return ""
    listed = [*map(_listed, sizes)]
    if len(set(listed)) == 1:
        return f"the widest; by place {listed[0]}"
    said = (f"{each} {ALONG[axis]}" for each, axis in zip(listed, axis_names(len(listed)), strict=True))
    return f"the widest; by place {', '.join(said)}"


def _listed(sizes: list[int]) -> str:
    if len(sizes) > _MOST_TOLD:
        return f"{sizes[0]} to {sizes[-1]}"
    *others, last = map(str, sizes)
    return f"{', '.join(others)} and {last}" if others else last
