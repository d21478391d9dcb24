"""Reshape."""

from __future__ import annotations

from collections.abc import Generator
from math import prod

from archcalc.base.errors import Refused, told
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """reshape, or flatten to one axis; -1 is what is left."""
    return (yield from view.reshaped(view.x, (view.x.shape[0], *sizes_of(view, view.config.get("target_shape"))),
                                     last=True))


def sizes_of(view: LayerView, given: object) -> tuple[int, ...]:
    """Sizes for all values of one image, of which one may be -1. Raises Refused."""
    sizes = list(given) if isinstance(given, (list, tuple)) else []
    values = prod(view.x.shape[1:])
    rest = prod([size for size in sizes if size != -1]) if all(type(size) is int for size in sizes) else 0
    if sizes.count(-1) == 1 and rest > 0 and values % rest == 0:
        sizes[sizes.index(-1)] = values // rest
    whole = bool(sizes) and all(type(size) is int and size > 0 for size in sizes)
    if not whole or prod(sizes) != values:
        raise Refused("shape", f"its target_shape is {told(given)}, and it reads {values:,} values an image",
                      hint="its sizes fit the input's size that the model has")
    return tuple(sizes)
