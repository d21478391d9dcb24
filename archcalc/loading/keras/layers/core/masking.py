"""Masking: steps that hold one value alone are told to be none."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps


def translate(view: LayerView) -> Steps:
    """identity; which steps are none is not followed."""
    view.config.get("mask_value")
    view.context.note("its mask is not followed: sequences are taken as whole", view.place.name)
    return view.add("identity", view.x)
