"""LayerScale, of keras.applications.ConvNeXt: a learned factor for each channel."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import with_channels


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """layer_scale."""
    for key in ("init_values", "projection_dim"):
        view.config.get(key)
    x = yield from with_channels(view, view.x, view.x.rank - 1)
    return (yield from view.add("layer_scale", x, weights={"scale": lambda arrays: next(iter(arrays.values()))}))
