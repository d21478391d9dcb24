"""Permute."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.base.errors import Refused, told
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, plain_order
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """transpose; its dims are counted from 1, the batch left out."""
    x, dims = view.x, view.config.get("dims")
    if not isinstance(dims, (list, tuple)) or sorted(map(str, dims)) != sorted(map(str, range(1, x.rank))):
        raise Refused("keras", f"its dims are {told(dims)}", expected="every axis once, counted from 1")
    return (yield from permuted(view, x, (0, *dims)))


def permuted(view: LayerView, x: KerasValue, dims: tuple[int, ...]) -> Generator[Layer, None, KerasValue]:
    """A value whose axis i is Keras's axis dims[i] of another one."""
    order = tuple(x.order.index(axis) for axis in dims)
    return (yield from view.transposed(x, order, plain_order(x.rank)))
