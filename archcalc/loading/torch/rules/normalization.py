"""Normalisation, over channels, groups of them, or the last axes."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.exported_program import is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, NoWords
from archcalc.operators.operator import Shape

_MOST_AXES = 5


def _batch_norm(call: CallView) -> Any:
    x = call.layer()
    gives = x.shape
    weights = {"weight": call.array("weight"), "bias": call.array("bias"), "mean": call.array("running_mean"),
               "variance": call.array("running_var")}
    if weights["mean"] is None or weights["variance"] is None or call.get("training"):
        return _own_statistics(call, x)
    y = _on_channels(call, x, "batch_norm", weights, epsilon=call.get("eps", 1e-5))
    return (y, None, None) if is_row(call.call.shape) else y._replace(shape=gives)


def _on_channels(call: CallView, x: LayerOutput, kind: str, weights: dict[str, FixedArray | None],
                 **attributes: Any) -> LayerOutput:
    """A normalisation by channels, axis 1; what has too many axes or too few is looked at as an image."""
    affine = weights.get("weight") is not None and weights.get("bias") is not None
    if not affine and (weights.get("weight") is not None or weights.get("bias") is not None):
        raise NoWords("it scales, and does not shift")
    held = {name: array for name, array in weights.items() if array is not None}
    attributes |= {"affine": affine}
    if 2 < len(x.shape) <= _MOST_AXES or (len(x.shape) == 2 and kind == "batch_norm"):
        return call.add(kind, call.channels_first(), weights=held, gives=x.shape, **attributes)
    image = call.reformed(x, (*x.shape[:2], prod(x.shape[2:]), 1))
    return call.reformed(call.add(kind, image, weights=held, gives=image.shape, **attributes), x.shape)


def _own_statistics(call: CallView, x: LayerOutput) -> LayerOutput:
    """A norm by the values' own mean and deviation, of which no operator tells the axes."""
    held = [array for name in ("weight", "bias") if (array := call.array(name)) is not None]
    return call.add("tensor_function", x, *map(call.as_layer, held), function=call.operator, shape=x.shape,
                    counts="divides", gives=x.shape)


def _instance_norm(call: CallView) -> LayerOutput:
    x = call.layer()
    if not call.get("use_input_stats", True):
        weights = {"weight": call.array("weight"), "bias": call.array("bias"), "mean": call.array("running_mean"),
                   "variance": call.array("running_var")}
        return _on_channels(call, x, "batch_norm", weights, epsilon=call.get("eps", 1e-5))
    return _on_channels(call, x, "instance_norm", {"weight": call.array("weight"), "bias": call.array("bias")},
                        epsilon=call.get("eps", 1e-5))


def _group_norm(call: CallView) -> LayerOutput:
    return _on_channels(call, call.layer(), "group_norm",
                        {"weight": call.array("weight"), "bias": call.array("bias")},
                        groups=call.get("num_groups", 1), epsilon=call.get("eps", 1e-5))


def _layer_norm(call: CallView) -> Any:
    scale, shift = call.array("weight"), call.array("bias")
    if scale is None and shift is not None:
        raise NoWords("it shifts, and does not scale")
    weights = {name: array for name, array in (("weight", scale), ("bias", shift)) if array is not None}
    more = {"bias": False} if scale is not None and shift is None else {}
    y = _over_last(call, "layer_norm", weights, epsilon=call.get("eps", 1e-5), **more)
    return (y, None, None) if is_row(call.call.shape) else y


def _over_last(call: CallView, kind: str, weights: dict[str, FixedArray], **attributes: Any) -> LayerOutput:
    """A norm over the last axes: those are looked at as features of one token."""
    x, normalized = call.layer(), call.get("normalized_shape", ())
    shape = x.shape
    if not isinstance(normalized, tuple) or shape[len(shape) - len(normalized):] != normalized:
        raise NoWords("the axes that it normalises are not known")
    flat = x if len(normalized) == 1 and len(shape) <= 3 else call.reformed(x, _as_tokens(shape, len(normalized)))
    y = call.add(kind, flat, weights=weights, affine=bool(weights), gives=flat.shape, **attributes)
    return call.reformed(y, shape)


def _as_tokens(shape: Shape, count: int) -> Shape:
    """The last `count` axes as one of features, those before them but the first as one of tokens."""
    first, last = shape[:len(shape) - count], shape[len(shape) - count:]
    return (*first[:1], *((prod(first[1:]),) if len(first) > 2 else first[1:]), prod(last))


def _rms_norm(call: CallView) -> LayerOutput:
    scale, epsilon = call.array("weight"), call.get("eps")
    more = {} if epsilon is None else {"epsilon": float(epsilon)}
    return _over_last(call, "rms_norm", {} if scale is None else {"weight": scale}, **more)


RULES: dict[str, CallRule] = {
    "batch_norm": _batch_norm, "_native_batch_norm_legit_no_training": _batch_norm, "cudnn_batch_norm": _batch_norm,
    "instance_norm": _instance_norm, "group_norm": _group_norm, "layer_norm": _layer_norm,
    "native_layer_norm": _layer_norm,
    "rms_norm": _rms_norm,
}
