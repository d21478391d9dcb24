"""keras.ops.transpose."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.shaping.permute import permuted


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """transpose, where the batch stays the first axis."""
    axes = view.config.get("axes", view.argument(1, "axes"))
    if not isinstance(axes, (list, tuple)) or list(axes[:1]) != [0] or sorted(map(str, axes)) != sorted(
            map(str, range(view.x.rank))):
        raise Untranslatable("its axes are not told, or move the batch")
    return (yield from permuted(view, view.x, tuple(axes)))
