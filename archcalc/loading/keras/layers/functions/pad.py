"""keras.ops.pad."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import LayerView

_MODES = {"constant": "zeros", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """pad, of axes in space, and of channels behind the last; of other values the figures alone are known."""
    x, mode = view.x, view.config.get("mode", view.argument(2, "mode", "constant"))
    given = view.config.get("pad_width", view.argument(1, "pad_width"))
    filled = view.argument(3, "constant_values")
    pairs = [tuple(each) if isinstance(each, (list, tuple)) else () for each in given] \
        if isinstance(given, (list, tuple)) else []
    if len(pairs) != x.rank or not all(len(pair) == 2 and all(type(side) is int and side >= 0 for side in pair)
                                       for pair in pairs):
        raise Untranslatable("what it adds is not told for every axis")
    (*_, (before, channels)), first = pairs, pairs[0]
    if mode not in _MODES or filled not in (None, 0) or x.rank < 3 or any(first) or before or (
            channels and mode != "constant"):
        shape = tuple([size + sum(pair) for size, pair in zip(x.shape, pairs, strict=True)])
        return (yield from view.add("tensor_function", x, function=f"pad of {mode}s", counts="moves",
                                    shape=tuple([shape[axis] for axis in x.order])))
    sides = tuple(side for pair in pairs[1:-1] for side in pair)
    x = yield from view.spatial(x, x.rank - 1)
    return (yield from view.add("pad", x, sides=sides, channels=channels, mode=_MODES[mode]))
