"""Measures of a small network, worked out by hand: what each finds at which layer; elsewhere it finds nothing."""

import pytest
from together import together

from archcalc.counting.measures import MEASURES, measured
from archcalc.counting.measures.counted import Counted
from archcalc.counting.measures.in_place import none, owners
from archcalc.counting.measures.liveness import lifetimes
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import learned
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.network.graph import Borrowed

NETWORK = """
input: [4, 4, 4]
layers:
  - conv: {name: plain, filters: 4, kernel: 1, bias: false}
  - batch_norm: {name: folded}
  - relu
  - group:
      name: block
      layers:
        - residual:
            - conv: {name: grouped, filters: 4, kernel: 3, padding: 1, groups: 2}
            - batch_norm: {name: other}
  - group:
      name: chain
      layers:
        - conv: {name: wide, filters: 2, kernel: 1}
        - relu
  - batch_norm: {name: stays}
  - batch_norm: {name: again}
  - to_tokens
  - attention: {name: heads, heads: 1, bias: false}
  - flatten
  - linear: {name: fc, units: 3}
"""
GRAPH = build(read(parse(NETWORK, "small.yaml"), "small"))
OUTPUTS = {"input": 64, "plain": 64, "folded": 64, "relu1": 64, "grouped": 64, "other": 64, "add1": 64, "wide": 32, "relu2": 32,
           "stays": 32, "again": 32, "to_tokens1": 32, "heads": 32, "flatten1": 32, "fc": 3}
SCALED = ("folded", "other", "stays", "again")
FOUND = {
    "layers": dict.fromkeys(OUTPUTS, 1),
    "outputs": OUTPUTS,
    "inputs": {name: 128 if name == "add1" else 64 if name == "wide" else 32 if name == "fc" else count for name, count in OUTPUTS.items() if name != "input"},
    "outputs_learned": {name: OUTPUTS[name] for name in ("plain", "folded", "grouped", "other", "wide", "stays", "again", "heads", "fc")},
    "outputs_biased": {"grouped": 64, "wide": 32, "fc": 3},
    "window_values": {name: count * {"grouped": 9}.get(name, 1) for name, count in OUTPUTS.items()},
    "affine": {"folded": 8, "other": 8, "stays": 4, "again": 4},
    "buffers": {"folded": 8, "other": 8, "stays": 4, "again": 4},
    "outputs_scaled": {name: OUTPUTS[name] for name in SCALED},
    "outputs_normalised": {name: count * 2 if name in SCALED else count for name, count in OUTPUTS.items()},
    "weights": {"plain": 16, "grouped": 4 * 2 * 9, "wide": 8, "heads": 2 * 6 + 2 * 2, "fc": 96},
    "biases": {"grouped": 4, "wide": 2, "fc": 3},
    "macs": {"plain": 256, "grouped": 72 * 16, "wide": 128, "heads": 16 * 16 + 1024, "fc": 96},
    "macs_paired": {"heads": 2 * 16 * 16 * 2},
    # what a backward pass multiplies: for weights as the forward pass did; for inputs where something before them learns, twice for pairs
    "macs_of_weights": {"plain": 256, "grouped": 1152, "wide": 128, "heads": 256, "fc": 96},
    "macs_of_inputs": {"grouped": 1152, "wide": 128, "heads": 1280 + 1024, "fc": 96},
    "macs_groups_ignored": {"grouped": 1152},
    # a norm folds into the convolution before it, which then has a bias; one behind a relu or a norm cannot
    "outputs_folded": {"folded": 64},
    "outputs_unfolded": {"stays": 32, "again": 32},
    # four zeros, two zeros, two ones, three zeros; every other array is one of these once more
    "arrays_merged": {"folded": 4, "wide": 2, "stays": 2, "fc": 3},
    # those whose length a norm or another bias has, too
    "biases_repeated": {"grouped": 4, "wide": 2},
    # `block` has branches that meet, and `chain` has none
    "block_outputs": {"add1": 64},
    "outputs_split": {"relu1": 2 * 64},
    "results": {"fc": 3},
    # while `other` works, its input is there still, and what goes around the block
    "alive_at_peak": {"folded": 64, "grouped": 64, "other": 64},
}


@together("measure", FOUND)
def test_a_measure_of_every_layer_worked_out_by_hand(measure):
    counts = zip([node.name.rpartition("/")[2] for node in GRAPH.nodes], measured(GRAPH, measure), strict=True)
    assert {name: count for name, count in counts if count} == FOUND[measure]


def test_what_is_alive_during_a_layer_and_between_two():
    """Activations write over their input, views are their input; behind `grouped` the block's input waits for the sum."""
    assert lifetimes(GRAPH).during() == [64, 128, 128, 64, 128, 192, 192, 96, 32, 64, 64, 32, 64, 32, 35]
    assert lifetimes(GRAPH).crossing() == [64, 64, 64, 64, 128, 128, 64, 32, 32, 32, 32, 32, 32, 32, 3]


MERGED = """
input: [4, 4, 4]
layers:
  - concat:
      branches:
        - []
        - [{conv: {name: plain, filters: 2, kernel: 1}}, {batch_norm: {name: scaled}}]
  - dropout: {name: dropped}
  - conv: {name: mixed, filters: 1, kernel: 1, bias: false}
"""
BOTH = build(read(parse(MERGED, "merged.yaml"), "merged"))


def node(name: str):
    """A layer of the second network."""
    return next(each for each in BOTH.nodes if each.name == name)


def test_the_gradient_of_an_input_is_wanted_where_any_of_what_was_joined_learns():
    names = [each.name for each in BOTH.nodes]
    assert dict(zip(names, measured(BOTH, "macs_of_inputs"), strict=True))["mixed"] == 16 * 6
    assert dict(zip(names, measured(BOTH, "macs_of_inputs"), strict=True))["plain"] == 0


def test_what_learns_is_counted_once_for_weights_biases_and_scales():
    assert {each.name: learned(each) for each in BOTH.nodes if learned(each)} == {"plain": 8 + 2, "scaled": 2 + 2, "mixed": 6}


def test_weights_that_another_layer_holds_are_counted_there():
    assert figures(node("plain")._replace(shared=(Borrowed("weight", "mixed.weight"),)))[:2] == (0, 2)
    assert figures(node("plain"))[:2] == (8, 2)


def test_dropout_gives_its_input_back_but_in_training():
    """Input, convolution, norm, what is joined, and what comes of it; in training also what dropout kept."""
    assert lifetimes(BOTH).during() == [64, 96, 128, 192, 96, 112]
    assert lifetimes(BOTH, training=True).during() == [64, 96, 128, 192, 192, 112]
    assert owners(BOTH, none) == [0, 1, 2, 3, 3, 5]
    assert owners(BOTH, none, training=True) == [0, 1, 2, 3, 4, 5]


def test_measures_are_found_by_name_and_counted():
    assert len(MEASURES) == len(list(MEASURES)) == len(set(MEASURES))
    with pytest.raises(KeyError):
        MEASURES["loops"]


def test_what_was_counted_is_asked_once_and_never_answered_for_another_network():
    counted, asked = Counted(), []

    def layers(graph):
        asked.append(graph)
        return len(graph.nodes)

    def layers_of_both(graph):
        return counted.of(graph, layers), counted.of(BOTH if graph is GRAPH else GRAPH, layers)

    assert [counted.of(graph, layers) for graph in (GRAPH, GRAPH, BOTH, BOTH)] == [15, 15, 6, 6]
    assert asked == [GRAPH, BOTH]
    assert counted.of(GRAPH, layers_of_both) == (15, 6)
    assert counted.of(BOTH, layers_of_both) == (6, 15)
    assert (counted.of(GRAPH, layers), counted.of(BOTH, layers)) == (15, 6)


def of_one(step: str, measure: str) -> int:
    """A measure of one layer on an image of 4x4x4."""
    return sum(measured(build(read(parse(f"input: [4, 4, 4]\nlayers:\n  - {step}", "one.yaml"), "one")), measure))


GROUPED = "conv_transpose: {filters: 8, kernel: 3, stride: 2, groups: 2}"
DEPTHWISE = "conv_transpose: {filters: 4, kernel: 2, stride: 2, groups: 4, bias: false}"
PLAIN = "conv: {filters: 8, kernel: 3, groups: 2}"


@together(("step", "measure", "expected"), [
    # nine by nine places out; two of the four channels in each window
    (GROUPED, "macs_of_outputs", 8 * 9 * 9 * 2 * 9),
    (PLAIN, "macs_of_outputs", 8 * 2 * 2 * 2 * 9),
    # eight filters are four of a group, and divided again two; four are one of a group, and divided again none
    (GROUPED, "macs_groups_twice", 4 * 4 * 4 * 9 * 2),
    (DEPTHWISE, "macs_groups_twice", 0),
    (PLAIN, "macs_groups_twice", 8 * 2 * 2 * 2 * 9),
    # a plain convolution of stride 2 has one place on a 4x4 image; one group has four biases
    (GROUPED, "biases_of_plain", 4),
    (DEPTHWISE, "biases_of_plain", 0),
    (PLAIN, "biases_of_plain", 8 * 2 * 2),
    ("upsample: {scale: 3}", "resized_inputs", 4 * 4 * 4),
    ("upsample: {scale: 3}", "resized_outputs", 4 * 12 * 12),
    ("upsample: {size: [5, 6]}", "resized_inputs", 5 * 6),
    ("upsample: {size: [5, 6]}", "resized_outputs", 5 * 6),
    # eight filters are four of a group
    (GROUPED, "macs_of_filters", 8 * 9 * 9 * 4 * 9),
    (PLAIN, "macs_of_filters", 8 * 2 * 2 * 2 * 9),
    ("relu: {name: a}\n  - add: {from: [a, input, a]}", "outputs_between", 64),
    ("relu: {name: a}\n  - add: {from: [a, input]}", "outputs_between", 0),
    ("to_tokens\n  - linear: {units: 3}", "token_outputs_biased", 16 * 3),
    ("to_tokens\n  - linear: {units: 3, bias: false}", "token_outputs_biased", 0),
    ("flatten\n  - linear: {units: 3}", "token_outputs_biased", 0),
    ("conv: {name: a, filters: 4, kernel: 1}\n  - multiply: {from: [a, input]}", "products_with_fixed", 64),
    ("conv: {name: a, filters: 4, kernel: 1}\n  - multiply: {from: [a, a]}", "products_with_fixed", 0),
    ("conv: {name: a, filters: 4, kernel: 1}\n  - add: {from: [a, input]}", "products_with_fixed", 0),
    (PLAIN, "outputs_unbiased", 64),
    ("lrn: {size: 3}", "border_values", 2 * 16),
    # three matrices of queries, keys and values; the fourth gives the output
    ("to_tokens\n  - attention: {heads: 1}", "macs_of_inputs", 16 * 4 * 4 + 2 * (2 * 16 * 16 * 4)),
    ("softmax", "softmax_steps", 0),
    ("softmax", "outputs_before_loss", 64),
    ("softmax", "outputs_of_loss", 64),
    ("softmax\n  - relu", "softmax_steps", 64 + 64 + 64 - 16),
    ("softmax: {axis: 2}\n  - relu", "softmax_steps", 64 + 64 + 64 - 4 * 4),
    ("softmax\n  - relu", "outputs_before_loss", 3 * 64),
    ("softmax\n  - relu", "outputs_of_loss", 0),
])
def test_a_measure_of_one_layer_worked_out_by_hand(step, measure, expected):
    assert of_one(step, measure) == expected
