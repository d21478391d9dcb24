"""Functions of keras.ops that work over windows and features, as layers of the same name do."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_config import counted
from archcalc.loading.keras.layer_view import LayerView, Rule
from archcalc.loading.keras.layers.activation._base import along
from archcalc.loading.keras.layers.pooling import average_pooling, max_pooling


def _softmax(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """softmax along one axis."""
    axis = counted("axis", view.config.get("axis", view.argument(1, "axis", -1)), view.x.rank)
    return (yield from view.add("softmax", view.x, **along(view.x, axis)))


RULES: dict[str, Rule] = {"keras.ops.Softmax": _softmax, "keras.ops.AveragePool": average_pooling.translate,
                          "keras.ops.MaxPool": max_pooling.translate}
