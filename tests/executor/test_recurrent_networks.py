"""The bundled recurrent networks, against what PyTorch's own modules gave: tests/oracle/recurrent.py recorded it."""

import json
from math import prod

import pytest
from drawn_arrays import drawn
from places import ORACLE

import archcalc
from archcalc import build, load
from archcalc.executor.program import Mode, Program
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.operators.kernels import matrix_product

numpy = pytest.importorskip("numpy")

RECORDED = json.loads((ORACLE / "recurrent.json").read_text("utf-8"))
MACS = {"lstm_classifier": 100 * 2 * 4 * 256 * (128 + 256 + 512 + 256) + 512 * 2,
        "gru_classifier": 100 * 2 * 3 * 256 * (128 + 256 + 512 + 256) + 512 * 2,
        "seq2seq_attention": 2 * 50 * 4 * 4 * 1000 * 2000 + 2 * 50 * 50 * 1000 + 50 * (2000 * 1000 + 1000 * 50_000)}


def words(graph):
    draw = numpy.random.Generator(numpy.random.PCG64(1))
    return {node.name: draw.integers(0, 90, node.shape).astype("float32") for node in graph.nodes if not node.inputs}


@pytest.mark.parametrize("name", RECORDED)
def test_parameters_and_products(name):
    graph = build(name)
    params = sum(prod(weight.shape) for node in graph.nodes for weight in node.op.weights(*node.input_shapes).values())
    macs = sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes)
    assert (params, macs) == (RECORDED[name]["params"], MACS[name])


def test_a_table_says_how_many_steps_it_counts():
    told = "length: recurrent layers take 100 steps, as many as the input has tokens (--input changes it)"
    assert told in archcalc.analyze("lstm_classifier").notes
    assert not any(note.startswith("length") for note in archcalc.analyze("lenet5").notes)


@pytest.mark.parametrize("name", RECORDED)
def test_values(name):
    kept = RECORDED[name]
    graph = build(load(name, options=kept["options"]), batch=2)
    (array,) = archcalc.run(graph, words(graph)).outputs.values()
    assert list(array.shape) == kept["shape"]
    values = array.reshape(-1)[:: max(1, array.size // 64)][:64]
    assert abs(values - numpy.array(kept["values"])).max() <= 5e-5 * kept["std"]


def test_the_length_is_that_of_the_input():
    short, usual = (build(load("lstm_classifier", input_size=size)) for size in ("10", None))
    assert [node.op.cost(node.shape, *node.input_shapes).macs for node in (short.nodes[2], usual.nodes[2])] == [23_592_960, 235_929_600]


@pytest.mark.parametrize("small", [0, 400, 10**6])
@pytest.mark.parametrize("kind", ["lstm", "gru", "rnn"])
def test_layers_whose_weights_are_laid_out_once_give_the_rules_values_each_time(kind, small, monkeypatch):
    """Of one sequence and of several, in products of any size; an activation follows."""
    monkeypatch.setattr(matrix_product, "_small", lambda xp: small)
    step = f"{kind}: {{name: it, units: 16, layers: 2, bidirectional: true}}"
    for images in (1, 3, 9):
        graph = build(read(parse(f"{{input: [5, 4], layers: [{step}, relu]}}", "net.yaml"), "net"), batch=images)
        node, xs = graph.node("it"), [drawn((images, 5, 4), seed) for seed in (0, 1)]
        weights = {name: drawn(weight.shape, 2) / 2 for name, weight in node.op.weights(*node.input_shapes).items()}
        program = Program(graph, {"it": dict(weights)}, numpy, Mode(fuse=True, dtype="float64", keep=True))
        for x in (*xs, xs[0]):
            (y,) = program.outputs({"input": x}).values()
            numpy.testing.assert_allclose(y, numpy.maximum(node.op.forward(numpy, x, **weights), 0), atol=1e-13)
        assert not program.weights
        assert len(program.prepared) == 1
