"""Softmax, along one axis or several."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.activation._base import along


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """softmax; a mask among its arguments is no value that takes part in a product."""
    axes = view.config.axes("axis", view.x.rank)
    if len(axes) > 1:
        raise Untranslatable("it is along several axes")
    if view.value(1, "mask") is not None:
        raise Untranslatable("it is masked by a value")
    return (yield from view.add("softmax", view.x, **along(view.x, axes[0])))
