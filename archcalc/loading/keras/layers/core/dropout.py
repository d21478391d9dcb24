"""Dropout."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps


def translate(view: LayerView) -> Steps:
    """dropout, which changes nothing in use."""
    return view.add("dropout", view.x, rate=view.config.number("rate"))
