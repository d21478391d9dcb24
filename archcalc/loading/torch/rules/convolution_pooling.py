"""Convolutions and pooling."""

from __future__ import annotations

from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.exported_program import each_shape, is_row
from archcalc.loading.torch.module_values import LayerOutput, ModuleValue, NoWords
from archcalc.operators.operator import Shape


def _conv(axes: int) -> CallRule:
    def rule(call: CallView) -> LayerOutput:
        weight = _weight(call)
        padding = call.get("padding", 0)
        sides = padding if isinstance(padding, str) else _both(call.sizes("padding", axes))
        more = {"filters": weight[0], "padding": sides, "groups": call.get("groups", 1)}
        return _slid(call, "conv", axes, {**_kernel(call, weight, axes), **more}, held=("weight", "bias"))

    return rule


def _conv_transpose(axes: int) -> CallRule:
    def rule(call: CallView) -> LayerOutput:
        weight, groups = _weight(call), call.get("groups", 1)
        more = {"filters": weight[1] * groups, "groups": groups, "padding": _both(call.sizes("padding", axes)),
                "output_padding": call.sizes("output_padding", axes)}
        return _slid(call, "conv_transpose", axes, {**_kernel(call, weight, axes), **more}, held=("weight", "bias"))

    return rule


def _convolution(call: CallView) -> ModuleValue:
    """The operator that all convolutions are within PyTorch."""
    axes = len(_weight(call)) - 2
    return (_conv_transpose if call.get("transposed") else _conv)(axes)(call)


def _kernel(call: CallView, weight: Shape, axes: int) -> dict[str, Any]:
    return {"kernel": weight[2:], "stride": call.sizes("stride", axes, 1), "dilation": call.sizes("dilation", axes, 1),
            "bias": call.get("bias") is not None}


def _weight(call: CallView) -> Shape:
    weight = call.array("weight")
    if weight is None:
        raise NoWords("its weight is missing")
    return weight.shape


def _both(padding: Shape) -> Shape:
    """Both sides of every axis."""
    return tuple(side for side in padding for _ in (0, 1))


def _pool(kind: str, axes: int) -> CallRule:
    def rule(call: CallView) -> LayerOutput | tuple[LayerOutput, None]:
        kernel = call.sizes("kernel_size", axes)
        stride = call.sizes("stride", axes) if call.get("stride") else kernel
        if call.get("divisor_override"):
            raise NoWords("it divides by another number than its window sees")
        attributes: dict[str, Any] = {"kernel": kernel, "stride": stride, "padding": _both(call.sizes("padding", axes)),
                                      "ceil": bool(call.get("ceil_mode", False))}
        if kind == "max_pool":
            attributes["dilation"] = call.sizes("dilation", axes, 1)
        else:
            attributes["count_padding"] = call.get("count_include_pad", True)
        y = _slid(call, kind, axes, attributes)
        return (y, None) if is_row(call.call.shape) else y

    return rule


def _adaptive(kind: str, axes: int) -> CallRule:
    def rule(call: CallView) -> LayerOutput | tuple[LayerOutput, None]:
        output = call.sizes("output_size", axes)
        if set(output) == {1}:
            y = _slid(call, f"global_{kind}", axes, {})
        else:
            y = _slid(call, f"adaptive_{kind}", axes, {"output": output})
        return (y, None) if kind == "max_pool" else y

    return rule


def _slid(call: CallView, kind: str, axes: int, attributes: dict[str, Any], held: tuple[str, ...] = ()) -> LayerOutput:
    """The layer; of an image without a batch, one of a batch of one."""
    if not call.is_read(0):
        raise NoWords("nothing reads its values, but where they stand")
    weights = {name: call.array(name) for name in held if call.get(name) is not None}
    gives: Shape = each_shape(call.call.shape)[0]
    x = call.layer()
    if len(x.shape) == axes + 1:
        alone = call.reformed(x, (1, *x.shape))
        return call.reformed(call.add(kind, alone, weights=weights, gives=(1, *gives), **attributes), gives)
    if len(x.shape) != axes + 2:
        raise NoWords(f"it slides along {axes} axes of {len(x.shape)}")
    return call.add(kind, call.channels_first(), weights=weights, gives=gives, **attributes)


def _max_pool(axes: int) -> CallRule:
    return _pool("max_pool", axes)


RULES: dict[str, CallRule] = {"convolution": _convolution, "_convolution": _convolution}
for _axes in (1, 2, 3):
    RULES |= {
        f"conv{_axes}d": _conv(_axes), f"conv_transpose{_axes}d": _conv_transpose(_axes),
        f"max_pool{_axes}d": _max_pool(_axes), f"max_pool{_axes}d_with_indices": _max_pool(_axes),
        f"avg_pool{_axes}d": _pool("avg_pool", _axes), f"adaptive_avg_pool{_axes}d": _adaptive("avg_pool", _axes),
        f"adaptive_max_pool{_axes}d": _adaptive("max_pool", _axes)}
