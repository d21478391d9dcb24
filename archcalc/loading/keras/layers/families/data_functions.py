"""Layers that work data over, in use too, and hold no array: their figures are known, their values are not."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import LayerView, Rule


def _worked_over(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """A function of the shape that the model states, or of what it reads where that is kept, without parameters."""
    keeps = view.record.kind in _KEEPING or view.config.get("output_mode") == "int"
    for key in view.config.values:
        view.config.get(key)
    shape = view.stated.get(0) or (view.x.shape if keeps else None)
    if shape is None:
        raise Untranslatable("its output's shape is not known", holds_nothing=True)
    xs = view.xs
    order = xs[0].order if xs[0].rank == len(shape) else plain_order(len(shape))
    return (yield from view.add("tensor_function", *xs, function=view.record.kind[:100], counts="compares",
                                shape=tuple([shape[axis] for axis in order]), order=order, is_signal=False))


_KEEPING = frozenset({"AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "Equalization", "Solarization"})
"""Layers that keep the shape of what they read; others do so where they give numbers."""
RULES: dict[str, Rule] = dict.fromkeys((
    "AutoContrast", "CategoryEncoding", "ContrastLimitedAdaptiveHistogramEqualization", "Discretization",
    "Equalization", "HashedCrossing", "Hashing", "IntegerLookup", "Solarization", "StringLookup",
    "TextVectorization"), _worked_over)
