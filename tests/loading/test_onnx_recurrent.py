"""ONNX's recurrent nodes, whichever of their outputs are used: what onnxruntime computes, archcalc computes with the file's weights."""

import numpy
import pytest

onnx = pytest.importorskip("onnx")
ort = pytest.importorskip("onnxruntime")

from onnx_models import model, node, written  # noqa: E402

import archcalc  # noqa: E402
from archcalc import build  # noqa: E402

T, N, D, U = 5, 2, 3, 4
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


def drawn(name, *shape, seed=0):
    values = numpy.random.default_rng([seed, *name.encode()]).standard_normal(shape).astype("float32") / 2
    return onnx.numpy_helper.from_array(values, name)


def file_of(tmp_path, op, outputs, directions=1, state=False, bias=True, **attributes):
    """A model of one node, whose last outputs are flattened so that the file's sequences stand first."""
    rows = GATES[op] * U
    arrays = [drawn("w", directions, rows, D), drawn("r", directions, rows, U), *([drawn("b", directions, 2 * rows)] if bias else [])]
    inputs = {"x": [T, N, D]}
    if state:
        inputs |= {"h": [directions, N, U]} | ({"c": [directions, N, U]} if op == "LSTM" else {})
    names = ["x", "w", "r", "b" if bias else "", "", *list(inputs)[1:]]
    direction = "bidirectional" if directions == 2 else "forward"
    made = onnx.helper.make_node(op, names, [*outputs], "it", hidden_size=U, direction=direction, **attributes)
    return written(tmp_path / "net.onnx", model([made], arrays, inputs=inputs, outputs=[name for name in outputs if name]))


def proved(path):
    """The graph, after every output was compared."""
    graph = build(path)
    given = {node.name: drawn(node.name, *node.shape, seed=1) for node in graph.nodes if not node.inputs}
    given = {name: onnx.numpy_helper.to_array(tensor) for name, tensor in given.items()}
    session = ort.InferenceSession(path)
    theirs = session.run(None, given)
    ours = archcalc.run(graph, given, weights=path).outputs
    assert len(ours) == len(theirs)
    for array, expected in zip(ours.values(), theirs, strict=True):
        assert array.shape == expected.shape
        assert abs(array - expected).max() < 1e-5
    return graph


def macs(graph):
    return sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes)


@pytest.mark.parametrize("directions", [1, 2])
@pytest.mark.parametrize(("op", "outputs"), [
    ("LSTM", ("y",)), ("LSTM", ("", "y_h")), ("LSTM", ("", "", "y_c")), ("LSTM", ("", "y_h", "y_c")), ("LSTM", ("y", "y_h")), ("LSTM", ("y", "y_h", "y_c")),
    ("GRU", ("y",)), ("GRU", ("", "y_h")), ("GRU", ("y", "y_h")), ("RNN", ("y", "y_h"))])
def test_every_choice_of_outputs(op, outputs, directions, tmp_path):
    graph = proved(file_of(tmp_path, op, outputs, directions))
    assert macs(graph) == T * N * directions * GATES[op] * U * (D + U)
    assert not any("equal arrays" in note for note in graph.notes)


@pytest.mark.parametrize(("op", "attributes"), [
    ("LSTM", {"state": True}), ("LSTM", {"state": True, "directions": 2}), ("LSTM", {"bias": False}), ("GRU", {"linear_before_reset": 1}),
    ("GRU", {"linear_before_reset": 1, "state": True, "directions": 2}), ("GRU", {"bias": False}), ("RNN", {"activations": ["Relu"]}),
    ("RNN", {"state": True, "activations": ["Tanh", "Tanh"], "directions": 2})])
def test_states_biases_and_functions(op, attributes, tmp_path):
    proved(file_of(tmp_path, op, ("y",), **attributes))


@pytest.mark.parametrize(("attributes", "reason"), [
    ({"clip": 3.0}, "it clips, or its gates are coupled"),
    ({"activations": ["Sigmoid", "Relu", "Tanh"]}, "its functions are sigmoid, relu, tanh")])
def test_what_has_no_rule_says_why(attributes, reason, tmp_path):
    arrays = [drawn("w", 1, 4 * U, D), drawn("r", 1, 4 * U, U)]
    made = node("LSTM", "x w r", "y", "it", hidden_size=U, **attributes)
    graph = build(written(tmp_path / "net.onnx", model([made], arrays, shape=(T, N, D), stated=[("y", (T, 1, N, U))])))
    assert any(f"no rule for LSTM x1 (it; {reason})" in note for note in graph.notes)


def test_matrices_that_do_not_fit_are_refused(tmp_path):
    arrays = [drawn("w", 1, 4 * U, D + 1), drawn("r", 1, 4 * U, U)]
    made = node("LSTM", "x w r", "y", "it", hidden_size=U)
    with pytest.raises(archcalc.ArchcalcError, match="do not fit 3 features"):
        build(written(tmp_path / "net.onnx", model([made], arrays, shape=(T, N, D))))
