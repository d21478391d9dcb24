"""The base of padding, cropping and enlarging: sides and sizes of each axis in space."""

from __future__ import annotations

from archcalc.base.errors import Refused, told
from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.convolution._base import axes_of


def both_sides(view: LayerView, key: str) -> tuple[int, ...]:
    """The values added or cut before and after each axis: one number, one for each axis, or two for each."""
    axes, given = axes_of(view), view.config.get(key)
    if axes == 1 and isinstance(given, (list, tuple)) and len(given) == 2 and isinstance(given[0], int):
        given = [given]
    several = given if isinstance(given, (list, tuple)) else [given] * axes
    pairs = [each if isinstance(each, (list, tuple)) else (each, each) for each in several]
    sides = tuple([side for pair in pairs for side in pair])
    if len(pairs) != axes or len(sides) != 2 * axes or not all(type(side) is int and side >= 0 for side in sides):
        raise Refused("keras", f"its {key} is {told(view.config.values.get(key))}",
                      expected="whole numbers of 0 or more, two for each axis")
    return sides


def in_space(view: LayerView) -> Steps:
    """The value that it reads, as a signal, an image or a volume."""
    return view.spatial(view.x, view.x.rank - 1 if view.config.channels_last() else 1)
