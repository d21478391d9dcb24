"""StochasticDepth, of keras.applications.ConvNeXt: a branch left out at random in training."""

from __future__ import annotations

from archcalc.loading.keras.layer_view import LayerView, Steps
from archcalc.loading.keras.layers.core import identity


def translate(view: LayerView) -> Steps:
    """identity, as in use nothing is left out."""
    view.config.get("drop_path_rate")
    return identity.translate(view)
