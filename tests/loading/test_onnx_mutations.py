"""ONNX files changed in one place: what is read changes as onnxruntime's values do, or it is told, or refused."""

import json
import sys

import pytest
from places import ORACLE

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
numpy = pytest.importorskip("numpy")

sys.path.append(str(ORACLE))

import onnx_mutations  # noqa: E402
from onnx import TensorProto, helper  # noqa: E402
from onnx_chains import CHAINS  # noqa: E402
from onnx_models import model, node, written  # noqa: E402
from onnx_mutants import SeenAttributes, mutants  # noqa: E402

from archcalc import ArchcalcError, build  # noqa: E402

RECORDED = json.loads((ORACLE / "onnx_mutations.json").read_text())


def test_every_mutation_as_recorded():
    """Of all changes of all operators: none wrong, and no fewer right than there were."""
    assert "WRONG" not in RECORDED["total"]
    assert RECORDED["total"]["right"] >= 4000
    assert len(RECORDED["operators"]) >= 190


@pytest.mark.slow
@pytest.mark.parametrize("name", CHAINS)
def test_networks_of_several_nodes(name, tmp_path):
    changed, inputs = CHAINS[name]
    seen = SeenAttributes(each for each, _ in CHAINS.values())
    found = {told: onnx_mutations.judged(other, inputs, tmp_path) for told, other in mutants(changed, seen)}
    assert {told: each for told, each in found.items() if each[0] == "WRONG"} == {}
    assert onnx_mutations.judged(changed, inputs, tmp_path) == ("right", "")


def test_what_nobody_reads_is_told(tmp_path):
    nodes = [node("Relu", "x", "a"), node("Tanh", "x", "b"), node("Split", "a", "c d", axis=1)]
    graph = build(written(tmp_path / "net.onnx", model(nodes, inputs={"x": [1, 4, 8], "z": [1, 2]}, outputs=["c"])))
    (told,) = [note for note in graph.notes if note.startswith("read by nothing")]
    assert told.endswith(": z, tanh1")
    assert [graph.nodes[place].shape for place in graph.outputs if graph.nodes[place].name not in {"z", "tanh1"}] == [(1, 2, 8)]


def test_a_layer_that_is_two_outputs_is_both(tmp_path):
    nodes = [node("Relu", "x", "y"), node("Cast", "y", "z", to=TensorProto.FLOAT)]
    graph = build(written(tmp_path / "net.onnx", model(nodes, outputs=["y", "z"])))
    assert len(graph.outputs) == 2


@pytest.mark.parametrize(("op", "attributes", "word"), [("Concat", {}, "which axis"), ("LSTM", {"hidden_size": 5}, "hidden_size is 5")])
def test_what_contradicts_itself_is_refused(op, attributes, word, tmp_path):
    arrays = [helper.make_tensor(name, 1, shape, numpy.ones(shape).reshape(-1)) for name, shape in (("w", (1, 16, 8)), ("r", (1, 16, 4)))]
    given = node(op, "x x" if op == "Concat" else "x w r", "y", **attributes)
    with pytest.raises(ArchcalcError, match=word):
        build(written(tmp_path / "net.onnx", model([given], arrays if op == "LSTM" else (), (3, 1, 8))))
