"""Dot: products of two values, summed along an axis of each."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_config import counted
from archcalc.loading.keras.layer_view import LayerView


def translate(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """einsum: the first's other axes, then the second's; two vectors give one number."""
    xs = view.xs
    if len(xs) != 2 or view.config.flag("normalize", False):
        raise Untranslatable("it divides by lengths, or joins others than two values")
    given = view.config.get("axes")
    pair = given if isinstance(given, (list, tuple)) else (given, given)
    if len(pair) != 2:
        raise Refused("keras", "its axes are not two")
    axes = [counted("axes", axis, x.rank) for axis, x in zip(pair, xs, strict=True)]
    if 0 in axes or max(x.rank for x in xs) > 5:
        raise Untranslatable("it sums along the batch, or over too many axes")
    first, second = ("n" + letters[:x.rank - 1] for letters, x in zip(("abcd", "efgh"), xs, strict=True))
    left, right = (term[:axis] + "z" + term[axis + 1:] for term, axis in zip((first, second), axes, strict=True))
    result = "n" + left.replace("n", "").replace("z", "") + right.replace("n", "").replace("z", "")
    plain = yield from view.each_plain(xs)
    y = yield from view.add("einsum", *plain, equation=f"{left},{right}->{result}",
                            order=plain_order(len(result)), is_signal=False)
    return y if len(result) > 1 else (yield from view.aside("reshape", y, order=(0, 1), shape=(1,)))
