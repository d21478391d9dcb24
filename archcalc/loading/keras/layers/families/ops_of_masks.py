"""Functions of keras.ops that compare values, as masks are made: their shapes are known, no product is in them."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import LayerView, Rule


def _compared(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """A function of the shape that the model states; where it keeps that of what it reads, of this."""
    for key in view.config.values:
        view.config.get(key)
    xs = view.reads()
    if not xs:
        raise Untranslatable("it reads no value of the model", holds_nothing=True)
    shape = view.stated.get(0) or (xs[0].shape if view.record.kind not in _REDUCING else None)
    if shape is None:
        raise Untranslatable("its output's shape is not known", holds_nothing=True)
    order = xs[0].order if len(shape) == xs[0].rank else plain_order(len(shape))
    return (yield from view.add("tensor_function", *xs, function=view.record.kind[:100], counts="compares",
                                shape=tuple([shape[axis] for axis in order]), order=order, is_signal=False))


_REDUCING = frozenset({"Any", "All"})
RULES: dict[str, Rule] = {f"keras.ops.{name}": _compared for name in (
    "NotEqual", "Equal", "Greater", "GreaterEqual", "Less", "LessEqual", "LogicalAnd", "LogicalOr", "LogicalNot", "Any",
    "All", "Isnan")}
