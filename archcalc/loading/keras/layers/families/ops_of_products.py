"""Functions of keras.ops that multiply values with each other: matrices, and sums that letters name."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import LayerView, Rule
from archcalc.loading.keras.layers.functions._base import operands


def _matmul(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """matmul of two values, or of one and an array that is written down."""
    pair = yield from operands(view)
    if not all(isinstance(each, KerasValue) and each.rank > 2 for each in pair):
        raise Untranslatable("an operand is no matrix for each image")
    first, second = yield from view.each_plain(pair)
    rank = max(first.rank, second.rank)
    return (yield from view.add("matmul", first, second, order=plain_order(rank), is_signal=False))


def _einsum(view: LayerView) -> Generator[Layer, None, KerasValue]:
    """einsum of one or two values."""
    equation = str(view.config.get("subscripts", view.argument(0, "subscripts", ""))).replace(" ", "")
    terms, arrow, result = equation.partition("->")
    xs = view.reads()
    parts = terms.split(",")
    if not arrow or not equation.replace("->", "").replace(",", "").isalpha() or not 0 < len(xs) == len(parts) < 3 \
            or any(len(part) != x.rank for part, x in zip(parts, xs, strict=True)) or len(result) < 2:
        raise Untranslatable("its letters are not those of one or two values")
    plain = yield from view.each_plain(xs)
    return (yield from view.add("einsum", *plain, equation=equation, order=plain_order(len(result)), is_signal=False))


RULES: dict[str, Rule] = {"keras.ops.Matmul": _matmul, "keras.ops.Einsum": _einsum}
