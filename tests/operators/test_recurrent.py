"""Recurrent layers against figures worked out by hand, and what they refuse."""

import re

import pytest

from archcalc import build
from archcalc.base.errors import Refused
from archcalc.executor.outlines.dtypes import FLOAT32
from archcalc.executor.outlines.namespace import Shared
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.operators import find

numpy = pytest.importorskip("numpy")


def network(*steps, head="input: [10, 64]", batch=1):
    text = "\n".join([head, "layers:", *(f"  - {step}" for step in steps)])
    return build(read(parse(text, "net.yaml"), "net"), batch=batch)


def figures(graph):
    """Parameters, MACs and the output's shape."""
    values = sum(numpy.prod(weight.shape) for node in graph.nodes for weight in node.op.weights(*node.input_shapes).values())
    macs = sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes)
    return int(values), macs, graph.nodes[-1].shape[1:]


@pytest.mark.parametrize(("step", "head", "values", "macs", "shape"), [
    # 4u(d + u + 2) parameters and t * 4u(d + u) MACs; a second layer reads d = u, or 2u in both directions
    ("lstm: {units: 128}", "input: [10, 64]", 99_328, 983_040, (10, 128)),
    ("lstm: {units: 128, layers: 2}", "input: [10, 64]", 231_424, 2_293_760, (10, 128)),
    ("lstm: {units: 128, bidirectional: true}", "input: [10, 64]", 198_656, 1_966_080, (10, 256)),
    ("lstm: {units: 128, layers: 2, bidirectional: true}", "input: [10, 64]", 593_920, 5_898_240, (10, 256)),
    ("lstm: {units: 128, bias: false}", "input: [10, 64]", 98_304, 983_040, (10, 128)),
    ("lstm: {units: 128, biases: 1}", "input: [10, 64]", 98_816, 983_040, (10, 128)),
    ("gru: {units: 128}", "input: [10, 64]", 74_496, 737_280, (10, 128)),
    ("gru: {units: 128, biases: 1, reset: before}", "input: [10, 64]", 74_112, 737_280, (10, 128)),
    ("rnn: {units: 128}", "input: [10, 64]", 24_832, 245_760, (10, 128)),
    ("rnn: {units: 128, biases: 1}", "input: [10, 64]", 24_704, 245_760, (10, 128)),
    ("lstm: {units: 64}", "input: [100, 64]", 33_280, 3_276_800, (100, 64)),
    ("lstm: {units: 1}", "input: [1, 1]", 16, 8, (1, 1)),
    ("gru: {units: 5}", "input: [7, 3]", 150, 840, (7, 5)),
    # 4 * 8 * (12 + 5) + 2 * 32 + 5 * 8 parameters; 6 * (4 * 8 * (12 + 5) + 5 * 8) MACs
    ("lstm: {units: 8, projection: 5}", "input: [6, 12]", 648, 3_504, (6, 5)),
    ("lstm: {units: 8, output: last, bidirectional: true}", "input: [6, 12]", 1_408, 7_680, (16,)),
    ("lstm: {units: 8, output: state, layers: 2}", "input: [6, 12]", 1_280, 6_912, (2, 16)),
    ("lstm: {units: 8, output: state, projection: 5}", "input: [6, 12]", 648, 3_504, (1, 13)),
    ("gru: {units: 8, output: state, bidirectional: true}", "input: [6, 12]", 1_056, 5_760, (2, 8)),
    ("lstm: {units: 8, output: all}", "input: [6, 12]", 704, 3_840, (6 * 8 + 16,)),
])
def test_parameters_macs_and_shapes(step, head, values, macs, shape):
    assert figures(network(step, head=head)) == (values, macs, shape)


def test_every_image_of_a_batch_goes_through_all_steps():
    assert figures(network("lstm: {units: 128}", batch=4))[:2] == (99_328, 3_932_160)


def test_a_classifier_of_words():
    """1000 * 32 in the table, 4 * 64 * (32 + 64 + 2) in the lstm, 64 * 2 + 2 in the last layer."""
    graph = network("embedding: {entries: 1000, features: 32}", "lstm: {units: 64, output: last}", "linear: {units: 2}", head="input: [20]")
    assert figures(graph) == (57_218, 491_648, (2,))


def test_a_decoder_starts_from_its_encoders_state():
    graph = network("lstm: {name: encoder, units: 8, layers: 2, projection: 3, output: state, from: a}",
                    "lstm: {units: 8, layers: 2, projection: 3, from: b, state: encoder}", head="inputs: {a: [9, 12], b: [4, 12]}")
    assert [node.shape[1:] for node in graph.nodes[2:]] == [(2, 11), (4, 3)]
    assert graph.nodes[3].inputs == (1, 2)


@pytest.mark.parametrize(("kind", "attributes", "shapes", "words"), [
    ("lstm", {"units": 8}, [(1, 3, 4, 4)], "lstm takes tokens (tokens x features), found 4x4x3, an image"),
    ("gru", {"units": 8}, [(1, 12)], "found 12, a vector"),
    ("lstm", {"units": 8}, [(1, 6, 12), (1, 1, 8)], "lstm starts from a state of 1x16 (layers and directions x features), found 1x8"),
    ("rnn", {"units": 8, "bidirectional": True}, [(1, 6, 12), (1, 1, 8)], "rnn starts from a state of 2x8"),
    ("gru", {"units": 8}, [(2, 6, 12), (1, 1, 8)], "gru starts from a state of 1x8"),
    ("lstm", {"units": 8, "projection": 8}, [(1, 6, 12)], "a projection of 8 is not smaller than the 8 units"),
    ("lstm", {"units": 8, "layers": 257}, [(1, 6, 12)], "lstm has 256 layers at most, found 257")])
def test_what_is_refused(kind, attributes, shapes, words):
    with pytest.raises(Refused, match=re.escape(words)):
        find(kind)(**attributes).output(*shapes)


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_two_billion_steps_are_counted_and_not_made(kind):
    """The outlines of a run as well, which are refused for their memory."""
    graph = network(f"{kind}: {{units: 8, layers: 2, bidirectional: true}}", head="input: [2147483647, 1]")
    gates = find(kind).gates
    assert figures(graph)[1] == 2 * 2_147_483_647 * gates * 8 * (1 + 8 + 16 + 8)
    xp, node = Shared(), graph.nodes[1]
    weights = {name: xp.empty(weight.shape, FLOAT32) for name, weight in node.op.weights(*node.input_shapes).items()}
    assert node.op.forward(xp, xp.empty(node.input_shapes[0], FLOAT32), **weights).shape == node.shape


def test_both_biases_are_only_ever_added_up():
    """Keras's one is the sum of PyTorch's two, but for the new value of a gru that resets after the product."""
    x = numpy.random.default_rng(0).standard_normal((2, 5, 3))
    for op in (find("lstm")(units=4), find("rnn")(units=4), find("gru")(units=4, reset="before")):
        weights = {name: numpy.random.default_rng(1).standard_normal(weight.shape) for name, weight in op.weights(x.shape).items()}
        summed = weights | {"bias_ih_l0": weights["bias_ih_l0"] + weights["bias_hh_l0"]}
        del summed["bias_hh_l0"]
        assert op.replace(biases=1).forward(numpy, x, **summed) == pytest.approx(op.forward(numpy, x, **weights))


def test_the_notation_says_layers_and_directions():
    graph = network("lstm: {units: 8}", "gru: {units: 4, layers: 2, bidirectional: true}")
    assert [node.op.notation(*node.input_shapes) for node in graph.nodes[1:]] == ["LSTM-8", "2x BIGRU-4"]
    assert graph.nodes[2].op.summary(*graph.nodes[2].input_shapes) == "4 units, 2 layers, both directions"
