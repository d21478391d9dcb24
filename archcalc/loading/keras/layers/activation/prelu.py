"""PReLU: a slope for each value, each channel, or all that share some axes."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import row
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """prelu where channels have one slope each; elsewhere max(x, 0) - slope * max(-x, 0), with an array of slopes."""
    x = view.x
    shared = view.config.get("shared_axes") or ()
    if not isinstance(shared, (list, tuple)) or not all(type(axis) is int and 0 < axis < x.rank for axis in shared):
        raise Untranslatable("its shared axes are not told")
    if x.rank == 2 and not shared:
        return (yield from view.add("prelu", x, slopes="channels", weights={"weight": row("alpha")}))
    if {*shared} == {*range(1, x.rank - 1)}:
        placed = x if x.rank == 3 and not x.is_signal else (yield from view.spatial(x, x.rank - 1))
        return (yield from view.add("prelu", placed, slopes="channels", weights={"weight": row("alpha")}))
    slopes = tuple([1 if axis in shared else x.shape[axis] for axis in range(1, x.rank)])
    x = yield from view.plain(x)
    above = yield from view.aside("relu", x)
    negated = yield from view.aside("elementwise", x, function="negate")
    below = yield from view.aside("relu", negated)
    scaled = yield from view.aside("arithmetic", below, function="multiply", learned=slopes,
                                   weights={"operand": lambda arrays: arrays["alpha"]})
    return (yield from view.add("arithmetic", above, scaled, function="subtract"))
