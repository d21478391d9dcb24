"""Lambda: a function of somebody's own, which is code; it is not run, and not looked at."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """No words; Keras counts no parameter of it."""
    given, batch = view.config.get("output_shape"), view.x.shape[0]
    if isinstance(given, (list, tuple)) and given and all(type(size) is int and size > 0 for size in given):
        view.stated = {0: (batch, *given)} | dict(view.stated)
    raise Untranslatable("it is a function of somebody's own", holds_nothing=True)
