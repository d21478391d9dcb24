"""Dense: weighted sums of the features along the last axis."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is, moved
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import activated, steps_of


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """linear on vectors and tokens; on images and volumes conv with a kernel of 1, which is the same."""
    x, units, bias = view.x, view.config.whole("units"), view.config.flag("use_bias", True)
    if not 2 <= x.rank <= 5:
        raise Untranslatable(f"it reads {x.rank} axes")
    view.check_built(x, x.rank - 1)
    steps = steps_of(view.config)
    axes = x.rank - 2 if x.rank > 3 else 0
    kernel = (lambda arrays: arrays["kernel"].T.reshape(units, -1, *[1] * axes)) if axes else moved("kernel", 1, 0)
    arrays = {"weight": kernel} | ({"bias": as_is("bias")} if bias else {})
    if axes:
        x = yield from view.spatial(x, x.rank - 1)
        y = yield from view.add("conv", x, filters=units, kernel=1, bias=bias, weights=arrays)
    else:
        x = yield from view.plain(x)
        y = yield from view.add("linear", x, units=units, bias=bias, weights=arrays)
    return (yield from activated(view, y, steps))
