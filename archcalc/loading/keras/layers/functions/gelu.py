"""keras.ops.gelu."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """gelu, by tanh where it is approximate, as it is if nothing is said."""
    near = view.config.get("approximate", view.argument(1, "approximate", default=True)) is not False
    return (yield from view.add("gelu", view.x, approximation="tanh" if near else "none"))
