"""Axes repeated: arrays several times over, and those of size 1 as often as others have places."""

from __future__ import annotations

from math import prod

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.module_values import LayerOutput, NoWords

_BROADCASTING = frozenset({"add", "sub", "mul", "div", "maximum", "minimum", "pow"})
"""Calls that repeat axes of size 1 themselves."""


def _tiled(call: CallView) -> LayerOutput:
    """The whole array several times along its axes, of which there are as many as it has numbers, or more."""
    x, times = call.layer(), call.get("repeats", call.get("dims", ()))
    repeats = (1,) * (len(x.shape) - len(times)) + tuple(times)
    x = call.reformed(x, (1,) * (len(repeats) - len(x.shape)) + x.shape)
    return call.add("tile", x, repeats=repeats)


def _expanded(call: CallView) -> LayerOutput:
    x = call.layer()
    if prod(x.shape) == prod(call.shape):
        return call.reformed(x, call.shape)
    if call.context.readers.get(call.call.name, set()) <= _BROADCASTING:
        return x
    return repeated(call, x)


def repeated(call: CallView, x: LayerOutput) -> LayerOutput:
    """An array with axes of size 1, and those that are missing in front, as many times as the call's output has."""
    full = (1,) * (len(call.shape) - len(x.shape)) + x.shape
    if len(full) != len(call.shape) or any(own not in {1, size} for own, size in zip(full, call.shape, strict=True)):
        raise NoWords("its axes are none that can be repeated")
    x = call.reformed(x, full)
    times = tuple(size // own for own, size in zip(full, call.shape, strict=True))
    return x if {*times} == {1} else call.add("tile", x, repeats=times)


RULES: dict[str, CallRule] = {
    "repeat": _tiled, "tile": _tiled, **dict.fromkeys(("expand", "expand_as", "broadcast_to"), _expanded)}
