"""Functions of keras.ops that multiply no matrices, of which the figures are known, and not the values."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import Answer, LayerView, Rule

_COUNTS = {
    "moves": "OnesLike ZerosLike FullLike Roll Flip BroadcastTo Stack Unstack Split OneHot Moveaxis "
             "Swapaxes Rot90 Diagonal Tril Triu TakeAlongAxis Where Squeeze ExpandDims",
    "compares": "Argmax Argmin Sort Argsort TopK Clip Round Mod Floor Maximum Minimum",
    "adds": "Cumsum Prod Norm Interpolate",
    "divides": "Rsqrt Var Std LogSumExp RMSNorm LayerNorm",
    "exponentials": "LogSoftmax Expm1 Log1p Sinh Cosh Tan Arctan Arctan2 Erfinv",
}
"""Keras's functions by what they do most of; some of them have a rule of their own."""


def _counted(counts: str) -> Rule:
    def rule(view: LayerView) -> Generator[Layer, None, Answer]:
        for key in view.config.values:
            view.config.get(key)
        xs, outputs = view.reads(), sorted(view.stated)
        if not xs or not outputs or outputs != list(range(len(outputs))):
            raise Untranslatable("its output's shape is not known", holds_nothing=True)
        found = list[KerasValue]()
        for output in outputs:
            shape = view.stated[output]
            order = xs[0].order if len(shape) == xs[0].rank else plain_order(len(shape))
            make = view.aside if output else view.add
            found.append((yield from make("tensor_function", *xs, function=view.record.kind[:100], counts=counts,
                                          shape=tuple([shape[axis] for axis in order]), order=order, is_signal=False)))
        return tuple(found)

    return rule


RULES: dict[str, Rule] = {f"keras.ops.{name}": _counted(counts) for counts, names in _COUNTS.items()
                          for name in names.split()}
