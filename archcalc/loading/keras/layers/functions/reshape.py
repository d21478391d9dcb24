"""keras.ops.reshape."""

from __future__ import annotations

from collections.abc import Generator
from math import prod

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.shaping.reshape import sizes_of


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """reshape, or regroup where the new shape has another first size than the batch."""
    x = view.x
    given = view.config.get("newshape", view.argument(1, "newshape"))
    several = [x.shape[0] if size is None else size for size in given] if isinstance(given, (list, tuple)) else []
    if len(several) < 2 or not all(type(size) is int for size in several):
        raise Untranslatable("its new shape is not told")
    if several[0] in (-1, x.shape[0]) and prod(x.shape[1:]) % max(1, abs(prod(several[1:]))) == 0 and \
            (-1 in several[1:] or prod(several[1:]) == prod(x.shape[1:])):
        return (yield from view.reshaped(x, (x.shape[0], *sizes_of(view, several[1:])), last=True))
    rest = abs(prod(several))
    if several.count(-1) > 1 or not rest or prod(x.shape) % rest:
        raise Untranslatable("its new shape has other values than it reads")
    shape = tuple([prod(x.shape) // rest if size == -1 else size for size in several])
    return (yield from view.reshaped(x, shape, last=True))
