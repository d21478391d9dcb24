"""RMSNormalization."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import with_channels


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """rms_norm."""
    axes = view.config.axes("axis", view.x.rank)
    if len(axes) > 1:
        raise Untranslatable("it is over several axes")
    view.check_built(view.x, *axes)
    epsilon = view.config.number("epsilon", 1e-6)
    x = yield from with_channels(view, view.x, axes[0])
    return (yield from view.add("rms_norm", x, epsilon=epsilon, weights={"weight": as_is("scale")}))
