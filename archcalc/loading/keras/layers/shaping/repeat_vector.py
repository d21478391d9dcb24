"""RepeatVector."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import LayerView

MOST_PLACES = 1 << 16
"""So many places are listed at most."""


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """A vector as one token, taken as often as it is repeated."""
    x, times = view.x, view.config.whole("n")
    if x.rank != 2 or times > MOST_PLACES:
        raise Untranslatable(f"it repeats {x.rank} axes {times} times")
    token = yield from view.aside("reshape", x, order=plain_order(3), is_signal=False, shape=(1, x.shape[1]))
    return (yield from view.add("gather", token, index=(0,) * times))
