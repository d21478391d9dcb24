"""InputLayer, where none of the model's inputs is one: it cannot be reached."""

from __future__ import annotations

from archcalc.loading.keras.keras_values import Untranslatable
from archcalc.loading.keras.layer_view import LayerView, Steps


def translate(view: LayerView) -> Steps:
    """No words: what is given to a model stands among its inputs."""
    raise Untranslatable("it is none of the model's inputs")
