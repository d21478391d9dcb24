"""LSTM."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.recurrent._base import recurrent


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """lstm."""
    return recurrent(view, "lstm")
