"""A Keras model in memory as records: what its layers say of themselves; nothing is computed, whatever the backend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import partial
from importlib import import_module
from typing import Any

from archcalc.base.errors import Refused
from archcalc.loading.keras.model_records import HeldVariable, KerasModel, LayerCall, LayerRecord, TensorRef
from archcalc.loading.keras.own_classes import followed, unheld
from archcalc.loading.keras.saved_config import chained, shown_name

_PARTS = {"layer": "layer", "forward_layer": "layer", "backward_layer": "backward_layer", "cell": "cell",
          "cells": "cells"}
"""Attributes under which a layer of Keras's holds others, and the keys of its configuration for them."""


def of_model(model: Any) -> KerasModel:
    """The records of a model of class Sequential or Functional. Raises Refused."""
    record = _model(model)
    if record is None:
        name = type(model).__name__
        raise Refused("keras", f"{name} is a class of its own, whose call is code and tells no layers",
                      hint="x = keras.Input(shape=...); archcalc.from_keras(keras.Model(x, model.call(x))) follows it")
    return record


def _model(model: Any) -> KerasModel | None:
    """The records of a model; None where its layers and calls are not told."""
    keras = import_module("keras")
    if isinstance(model, keras.Sequential):
        layers = [_layer(layer) for layer in model.layers]
        shape = model.inputs[0].shape if getattr(model, "inputs", None) else None
        made = chained(shown_name(model.name), layers, shape)
        given = [each.output.shape if hasattr(each, "output") else None for each in model.layers] \
            if shape is not None else []
        return _with_outputs(made, given)._replace(trains=bool(model.trainable))
    if not hasattr(model, "operations") or not hasattr(model, "_nodes_by_depth"):
        return None
    by_depth = model._nodes_by_depth.values()
    nodes = {id(node) for several in by_depth for node in several}
    numbers = {(id(operation), place): number for operation in model.operations
               for number, place in enumerate(_own_nodes(operation, nodes))}
    refs = _Refs(numbers)
    layers = [_layer(operation)._replace(calls=tuple(_calls(operation, nodes, refs))) for operation in model.operations]
    return KerasModel(shown_name(model.name), tuple(layers), tuple(map(refs.of, model.inputs)),
                      tuple(map(refs.of, model.outputs)), bool(model.trainable))


def _with_outputs(record: KerasModel, shapes: list[Any]) -> KerasModel:
    """A chain with the shapes that its layers give."""
    if not shapes:
        return record
    behind = record.layers[len(record.layers) - len(shapes):]
    known = {layer.name: tuple(shape) for layer, shape in zip(behind, shapes, strict=True) if _is_shape(shape)}
    layers = [layer._replace(gives=(known[layer.name],)) if layer.name in known else layer for layer in record.layers]
    return record._replace(layers=tuple(layers))


def _is_shape(shape: Any) -> bool:
    return isinstance(shape, tuple) and all(size is None or isinstance(size, int) for size in shape)


def _own_nodes(operation: Any, nodes: Set[int]) -> list[int]:
    """The places, among all calls of a layer, of those that belong to the model."""
    return [place for place, node in enumerate(operation._inbound_nodes) if id(node) in nodes]


class _Refs:
    """Values by the calls that give them."""

    def __init__(self, numbers: Mapping[tuple[int, int], int]) -> None:
        self.numbers = numbers

    def of(self, tensor: Any) -> TensorRef:
        """A value as the output of a layer's call. Raises Refused."""
        history = tensor._keras_history
        key = (id(history.operation), history.node_index)
        if key not in self.numbers:
            raise Refused("keras", f"a value of {history.operation.name} comes from outside of the model")
        return TensorRef(shown_name(history.operation.name), self.numbers[key], history.tensor_index,
                         tuple(tensor.shape))

    def argument(self, given: Any) -> Any:
        """An argument with a `TensorRef` for every value in it."""
        if hasattr(given, "_keras_history"):
            return self.of(given)
        if isinstance(given, dict):
            return {str(key): self.argument(value) for key, value in given.items()}
        return [self.argument(each) for each in given] if isinstance(given, (list, tuple)) else given


def _calls(operation: Any, nodes: Set[int], refs: _Refs) -> Iterable[LayerCall]:
    """The calls of a layer within a model."""
    for place in _own_nodes(operation, nodes):
        arguments = operation._inbound_nodes[place].arguments
        yield LayerCall(tuple(map(refs.argument, arguments.args)),
                        {key: refs.argument(value) for key, value in arguments.kwargs.items()})


def _layer(layer: Any) -> LayerRecord:
    """A layer, without its calls."""
    module = type(layer).__module__
    is_function = not hasattr(layer, "weights")
    known = module.startswith("keras.") and not is_function
    inner = _model(layer) if isinstance(layer, import_module("keras").Model) else None
    gives = () if is_function else tuple(_outputs(layer))
    record = LayerRecord(shown_name(layer.name), type(layer).__name__, known or module.startswith("keras.src.ops"),
                         _config(layer), (), _built(layer), _parts(layer) if known else {}, inner,
                         None if is_function else _variables(layer, layer.weights), id(layer), is_function, gives)
    return record if known or is_function or inner is not None else _own_class(record, layer)


def _own_class(record: LayerRecord, layer: Any) -> LayerRecord:
    """A layer of somebody's own class, as its call is found to be."""
    call = followed(layer)
    if call.model is None:
        return record._replace(is_fixed=call.is_fixed)
    return record._replace(model=_model(call.model), variables=_variables(layer, unheld(layer, call.model)))


def _config(layer: Any) -> Mapping[str, Any]:
    """The configuration that a layer tells; nothing where it is of one's own and does not say it."""
    try:
        config = layer.get_config()
    except Exception:  # somebody's own layer
        return {}
    return config if isinstance(config, dict) else {}


def _built(layer: Any) -> Any:
    """The shape for which a layer was built, or shapes by name."""
    try:
        built = layer.get_build_config()
    except Exception:  # somebody's own layer
        return None
    return (built.get("input_shape") or built.get("shapes_dict")) if isinstance(built, dict) else None


def _outputs(layer: Any) -> Iterable[tuple[int | None, ...]]:
    """The shapes of what a layer gives, of its first call."""
    try:
        given = layer.output
    except Exception:  # a layer that was never called, or whose calls differ
        return
    tree = given if isinstance(given, (list, tuple)) else [given]
    for each in tree:
        if _is_shape(tuple(getattr(each, "shape", ("",)))):
            yield tuple(each.shape)


def _parts(layer: Any) -> dict[str, tuple[LayerRecord, ...]]:
    found = {}
    for attribute, key in _PARTS.items():
        given = getattr(layer, attribute, None)
        several = given if isinstance(given, (list, tuple)) else [given]
        parts = [_layer(each) for each in several if hasattr(each, "get_config") and hasattr(each, "weights")]
        if parts and key not in found:
            found[key] = tuple(parts)
    return found


def _variables(layer: Any, wanted: Iterable[Any]) -> dict[str, HeldVariable]:
    """Some of a layer's arrays by their paths within it."""
    ops = import_module("keras").ops
    found: dict[str, HeldVariable] = {}
    for variable in wanted:
        _, _, inside = f"/{variable.path}".partition(f"/{layer.name}/")
        name = inside or variable.path
        while name in found:
            name += "_"
        found[name] = HeldVariable(tuple(variable.shape), bool(variable.trainable),
                                   partial(ops.convert_to_numpy, variable))
    return found
