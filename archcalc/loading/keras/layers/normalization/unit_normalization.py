"""UnitNormalization: values divided by the root of the sum of their squares."""

from __future__ import annotations

from collections.abc import Generator
from math import sqrt

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import with_channels


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """rms_norm without weights, divided by the root of the number of values."""
    axes = view.config.axes("axis", view.x.rank)
    if len(axes) > 1:
        raise Untranslatable("it is over several axes")
    x = yield from with_channels(view, view.x, axes[0])
    count = x.shape[axes[0]]
    y = yield from view.add("rms_norm", x, affine=False, epsilon=1e-12 / count)
    return (yield from view.aside("arithmetic", y, function="divide", number=sqrt(count)))
