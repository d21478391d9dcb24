"""Normalization: data less its mean, divided by its deviation, as adapt has found them or as they are given."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from math import sqrt
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import row
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView
from archcalc.loading.keras.layers.normalization._base import with_channels

_LEAST = 1e-7
"""What a deviation is at least: keras.config.epsilon()."""


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """standardize, or sums and quotients with numbers; along several axes or inverted, the figures alone."""
    config, x = view.config, view.x
    axes = () if config.get("axis", -1) in (None, [], ()) else config.axes("axis", x.rank)
    means, variances = (list(_numbers(config.get(key))) for key in ("mean", "variance"))
    inverts = config.flag("invert", False)
    shape = tuple([x.shape[axis] for axis in axes]) or (1,)
    if len(means) == len(variances) == 1 and not inverts:
        y = yield from view.add("arithmetic", x, function="subtract", number=means[0])
        return (yield from view.aside("arithmetic", y, function="divide", number=max(sqrt(variances[0]), _LEAST)))
    fits = len(means) == len(variances) == (shape[0] if means else 0)
    if len(axes) != 1 or inverts or not fits or x.rank > 5:
        buffers = () if means else (shape, shape, (1,))
        return (yield from view.add("tensor_function", x, function="normalization", counts="divides",
                                    shape=x.own_shape, buffers=buffers))
    view.check_built(x, *axes)
    x = yield from with_channels(view, x, axes[0])
    if means:
        return (yield from view.add("standardize", x, means=means, variances=variances))
    arrays = {"mean": row("mean"), "variance": row("variance"), "count": row("count")}
    return (yield from view.add("standardize", x, counter=True, weights=arrays))


def _numbers(given: Any) -> Iterator[float]:
    """The numbers of a list of lists, or of an array as Keras writes it down."""
    if isinstance(given, dict):
        inner = given.get("config")
        given = inner.get("value") if isinstance(inner, dict) else None
    if isinstance(given, (list, tuple)):
        for each in given:
            yield from _numbers(each)
    elif type(given) in (int, float):
        yield float(given)
    elif hasattr(given, "tolist"):
        yield from _numbers(given.tolist())
