"""Identity: nothing happens."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps


def translate(view: LayerView) -> Steps:
    """identity."""
    return view.add("identity", view.x)
