"""A layer of somebody's own class in memory: what its call does, followed once with values that have no numbers."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

from archcalc.base.named_tuples import NamedTuple


class FollowedCall(NamedTuple):
    """A layer's call as it was found: a model of Keras's, or, where it hangs on no input, an array as it is."""

    model: Any = None
    is_fixed: bool = False


def followed(layer: Any) -> FollowedCall:
    """The call of a layer; nothing of it where it cannot be followed.

    Its own Python is run, as Keras ran it when the layer was called first: with the batch left open, or, where it must
    be known, with one image.
    """
    for node in layer._inbound_nodes[:1]:
        with suppress(Exception):  # whatever somebody's own code raises
            return _given(layer, node.arguments, is_open=True)
        with suppress(Exception):
            return _given(layer, node.arguments, is_open=False)
    return FollowedCall()


def _given(layer: Any, arguments: Any, *, is_open: bool) -> FollowedCall:
    """The outcome of a call with these arguments."""
    inputs: list[Any] = []
    given = [_stand_in(each, inputs, is_open) for each in arguments.args]
    more = {key: _stand_in(value, inputs, is_open) for key, value in arguments.kwargs.items()}
    gives = layer.call(*given, **more)
    if hasattr(gives, "shape") and not hasattr(gives, "_keras_history"):
        return FollowedCall(is_fixed=True)
    return FollowedCall(import_module("keras").Model(inputs, gives))


def unheld(layer: Any, model: Any) -> list[Any]:
    """The arrays of a layer that no layer in the model of its call holds."""
    held = {id(variable) for each in model.layers for variable in each.weights}
    return [variable for variable in layer.weights if id(variable) not in held]


def _stand_in(given: Any, inputs: list[Any], is_open: bool) -> Any:
    """An argument with an input for every value in it, which is noted."""
    if hasattr(given, "_keras_history"):
        shape = tuple(given.shape) if is_open else (given.shape[0] or 1, *given.shape[1:])
        inputs.append(import_module("keras").Input(batch_shape=shape, dtype=given.dtype))
        return inputs[-1]
    if isinstance(given, dict):
        return {key: _stand_in(value, inputs, is_open) for key, value in given.items()}
    return type(given)([_stand_in(each, inputs, is_open) for each in given]) if type(given) in (list, tuple) else given
