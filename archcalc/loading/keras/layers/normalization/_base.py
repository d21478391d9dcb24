"""The base of norms: which axis holds the channels, and what is learned of a scale or a shift alone."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView


def with_channels(view: LayerView, x: KerasValue, axis: int) -> Generator[Layer, None, KerasValue]:
    """A value in which archcalc takes an axis of Keras's for that of the channels, or of features."""
    if x.rank == 2 or (x.rank == 3 and not x.is_signal and axis == 2):
        return (yield from view.plain(x))
    if x.rank > 5:
        sizes = (x.shape[0], *x.shape[1:axis], *x.shape[axis + 1:], x.shape[axis])
        return (yield from view.reshaped(x, sizes))
    return (yield from view.spatial(x, axis))


def scaled_and_shifted(view: LayerView, y: KerasValue, axis: int, *, scales: bool, shifts: bool
                       ) -> Generator[Layer, None, KerasValue]:
    """A value with a learned factor, and a learned addend, for each place of an axis."""
    learned = tuple([y.shape[each] if each == axis else 1 for each in y.order[1:]])
    if scales:
        y = yield from view.aside("arithmetic", y, function="multiply", learned=learned,
                                  weights={"operand": lambda arrays: arrays["gamma"].reshape(learned)})
    if shifts:
        y = yield from view.aside("arithmetic", y, function="add", learned=learned,
                                  weights={"operand": lambda arrays: arrays["beta"].reshape(learned)})
    return y
