"""The base of joins: values of one rank, with their axes in one order."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, channels_first, plain_order
from archcalc.loading.keras.layer_view import LayerView


def in_one_order(view: LayerView, xs: list[KerasValue]) -> Generator[Layer, None, list[KerasValue]]:
    """Values with their axes as the largest of them has them; axes that are missing are put behind the batch."""
    rank = max(x.rank for x in xs)
    first = max(xs, key=lambda x: (x.rank, _size(x)))
    found = []
    for x in xs:
        wider = (x.shape[0], *[1] * (rank - x.rank), *x.shape[1:])
        wide = (yield from view.reshaped(x, wider)) if x.rank < rank else x
        found += [(yield from view.arranged(wide, first.order, is_signal=first.is_signal))]
    return found


def _size(x: KerasValue) -> int:
    size = 1
    for each in x.shape:
        size *= each
    return size


def are_alike(xs: list[KerasValue]) -> bool:
    """True of values of one shape."""
    return len({x.shape for x in xs}) == 1


def scale_channels(xs: list[KerasValue]) -> bool:
    """True where one value has every axis, and the others that of the channels or all of them."""
    largest = max(xs, key=_size)
    if largest.order != channels_first(largest.rank, largest.rank - 1) or largest.rank < 3 or (
            largest.rank == 3 and not largest.is_signal):
        return False
    whole = plain_order(largest.rank)[1:-1]
    return all(x.shape == largest.shape or (x.shape[-1] == largest.shape[-1] and all(x.shape[axis] == 1
                                                                                    for axis in whole)) for x in xs)


def pairwise(view: LayerView, xs: list[KerasValue], function: str, *, is_last: bool = True
             ) -> Generator[Layer, None, KerasValue]:
    """Values joined two by two; the last join has the name of Keras's layer."""
    y = xs[0]
    for place, x in enumerate(xs[1:], 2):
        make = view.add if is_last and place == len(xs) else view.aside
        y = yield from make("arithmetic", y, x, function=function)
    return y
