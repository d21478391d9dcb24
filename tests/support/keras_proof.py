"""What a network's source for Keras must be: it is read, counts as archcalc does, and gives archcalc's values."""

import math
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pytest
from source_proof import given, largest, module_of, refuse_other_counts

from archcalc import run
from archcalc.exporting.keras.channels_last import order_of
from archcalc.exporting.keras.model_file import source
from archcalc.network.graph import Graph

keras = pytest.importorskip("keras")
CLOSE = 1e-4
"""The largest difference, in standard deviations of the output; of one number alone, over the number."""


class KerasProof(NamedTuple):
    """What was found of a source: its text, its parameters and buffers, the largest difference, and the model."""

    text: str
    params: int
    buffers: int
    error: float | None
    model: Any


def network_of(module: ModuleType) -> Any:
    """The network of a source: what its last function that builds one gives."""
    (build,) = [value for name, value in vars(module).items() if name.startswith("build_")][-1:]
    return build()


def counted(model: Any) -> tuple[int, int]:
    """The parameters that train, and those that do not."""
    trained, fixed = ((math.prod(weight.shape) for weight in weights) for weights in
                      (model.trainable_weights, model.non_trainable_weights))
    found = sum(trained), sum(fixed)
    assert sum(found) == model.count_params()
    return found


def by_keras(module: ModuleType, model: Any, graph: Graph, inputs: dict[str, Any], arrays: dict[str, Any], names: list[str]) -> list[Any]:
    """The outputs of a network's source with archcalc's weights, or what they were made of; axes in archcalc's order."""
    module.load_weights(model, {name: np.ascontiguousarray(array) for name, array in arrays.items()})
    turned = [array.transpose(order_of(graph.node(name).shape)) for name, array in inputs.items()]
    ends = [end if graph.nodes[place].name == name else end._keras_history.operation.input
            for place, name, end in zip(graph.outputs, names, model.outputs, strict=True)]
    found = keras.Model(model.inputs, ends)(turned, training=False)
    shapes = [graph.nodes[place].shape for place in graph.outputs]
    return [keras.ops.convert_to_numpy(each).transpose(np.argsort(order_of(shape)))
            for each, shape in zip(found if isinstance(found, (list, tuple)) else [found], shapes, strict=True)]


def prove(graph: Graph, arrays: dict[str, Any] | None, names: list[str], spread: Any, dtype: str = "float32") -> KerasProof:
    """Write a network's source and compare everything; without arrays its counts alone. Raises AssertionError.

    What is compared are the layers `names`: its outputs, or what a softmax was made of.
    """
    text = source(graph)
    module = module_of(text)
    keras.config.set_floatx(dtype)
    keras.config.set_dtype_policy(dtype)
    model = network_of(module)
    found = counted(model)
    refuse_other_counts(graph, found)
    if arrays is None:
        return KerasProof(text, *found, None, model)
    inputs = {name: array.astype(dtype) for name, array in given(graph).items()}
    ours = run(graph, inputs, arrays, outputs=names, dtype=dtype, threads=2)
    theirs = by_keras(module, model, graph, inputs, arrays, names)
    error = largest({name: ours.outputs[name] for name in names}, theirs, CLOSE, spread)
    return KerasProof(text, *found, error, model)
