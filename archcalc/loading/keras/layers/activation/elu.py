"""ELU."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps


def translate(view: LayerView) -> Steps:
    """elu, whose slope is Keras's alpha."""
    return view.add("elu", view.x, slope=view.config.number("alpha", 1.0))
