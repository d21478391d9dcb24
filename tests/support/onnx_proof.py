"""What an exported model must be: passed by ONNX's checker, with archcalc's shapes and, in onnxruntime, its values."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime

from archcalc import export, run
from archcalc.executor.weights.load import load
from archcalc.executor.weights.names import full_name
from archcalc.network.graph import Graph

CLOSE = 1e-4
"""The largest difference, in standard deviations of the output; of one number alone, over the number."""


class Proof(NamedTuple):
    """What was found of a model: its nodes and functions, and the largest difference in standard deviations."""

    nodes: int
    functions: int
    error: float


def inferred(model: Any) -> dict[str, tuple[int | str, ...]]:
    """Every tensor's shape by ONNX's own strict inference, without the shapes that the model states."""
    del model.graph.value_info[:]
    for output in model.graph.output:
        output.type.tensor_type.ClearField("shape")
    graph = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True).graph
    return {value.name: tuple(axis.dim_param or axis.dim_value for axis in value.type.tensor_type.shape.dim)
            for value in [*graph.value_info, *graph.output, *graph.input]}


def without_values(path: Path) -> Any:
    """A model whose weights keep their shapes only: large ones are too large for the inference."""
    model = onnx.load(path, load_external_data=False)
    for tensor in model.graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT and len(tensor.raw_data) > 1024:
            tensor.ClearField("raw_data")
    return model


def values(graph: Graph, seed: int = 1) -> dict[str, Any]:
    """An array for each input."""
    generator = np.random.default_rng(seed)
    return {node.name: generator.standard_normal(node.shape, dtype=np.float32) for node in graph.nodes if node.is_entrance}


def by_onnxruntime(path: Path, given: dict[str, Any], threads: int = 1) -> dict[str, Any]:
    """The outputs by name."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.intra_op_num_threads = 3, threads
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, given), strict=True))


def compared(graph: Graph) -> list[str]:
    """The layers whose values are compared: the outputs, or what a softmax was made of, which would hide differences.

    (It may also magnify them: darknet19's logits reach 46, and float32 leaves 1e-4 of its softmax open.)
    """
    nodes = [graph.nodes[position] for position in graph.outputs]
    made_of = [graph.nodes[node.inputs[0]] if "loss" in node.op.traits else node for node in nodes]
    return [(source if source.inputs else node).name for source, node in zip(made_of, nodes, strict=True)]


def weights(graph: Graph) -> dict[str, Any]:
    """Random weights by name. Where channels are gated, the norms scale by 0.7 of what is drawn.

    With all of it the values of EfficientNet-B1 to B7 grow from layer to layer, the gates jump between 0 and 1, and
    float32 leaves the output open: archcalc and onnxruntime are then both as far from float64 as from each other.
    """
    gated = any(node.op.kind == "multiply" for node in graph.nodes)
    calmed = {node.name for node in graph.nodes if gated and "norm" in node.op.traits}
    return {full_name(layer, key): 0.7 * array if layer in calmed and key == "weight" else array
            for layer, inside in load(graph, "random").items() for key, array in inside.items()}


def with_outputs(path: Path, names: list[str]) -> None:
    """The same model, which also gives these tensors. Parts of a message that follow it are joined to it."""
    more = onnx.ModelProto()
    more.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    with path.open("ab") as file:
        file.write(more.SerializeToString())


def spread(values: Any) -> float:
    """The standard deviation of an output; of one number alone, its size."""
    return max(float(values.std() if values.size > 1 else abs(values).max()), 1e-6)


def prove(graph: Graph, path: Path, threads: int = 1, **choices: Any) -> Proof:
    """Export a network, and compare everything. Raises AssertionError and what the libraries raise."""
    arrays = weights(graph)
    export(graph, path, weights=arrays, **choices)
    onnx.checker.check_model(path, full_check=True)
    model = without_values(path)
    found = inferred(model)
    for node in graph.nodes:
        assert found.get(node.name) == node.shape, f"{node.name} is {node.shape}, and ONNX infers {found.get(node.name)}"
    names = compared(graph)
    outputs = [graph.nodes[position].name for position in graph.outputs]
    with_outputs(path, [name for name in names if name not in outputs])
    given = values(graph)
    ours, theirs = run(graph, given, arrays, outputs=names, threads=threads).outputs, by_onnxruntime(path, given, threads)
    assert [*theirs][:len(outputs)] == outputs
    errors = {name: float(abs(y - theirs[name]).max() / spread(theirs[name])) for name, y in ours.items()}
    worst = max(errors, key=errors.__getitem__)
    assert errors[worst] <= CLOSE, f"{worst} ({graph.node(worst).op}): {errors[worst]:.1e}"
    return Proof(len(model.graph.node), len(model.functions), errors[worst])
