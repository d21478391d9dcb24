"""Measures of a small network, worked out by hand: what each finds at which layer; elsewhere it finds nothing."""

import pytest

from archcalc.document import parse
from archcalc.graph import build
from archcalc.measures import MEASURES, measured
from archcalc.measures.liveness import lifetimes
from archcalc.spec import read

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
    # `block` has branches that meet, and `chain` has none
    "block_outputs": {"add1": 64},
    "outputs_split": {"relu1": 2 * 64},
    "results": {"fc": 3},
    # while `other` works, its input is there still, and what goes around the block
    "alive_at_peak": {"folded": 64, "grouped": 64, "other": 64},
}


@pytest.mark.parametrize("measure", FOUND)
def test_a_measure_of_every_layer_worked_out_by_hand(measure):
    counts = zip([node.name.rpartition("/")[2] for node in GRAPH.nodes], measured(GRAPH, measure), strict=True)
    assert {name: count for name, count in counts if count} == FOUND[measure]


def test_what_is_alive_during_a_layer_and_between_two():
    """Activations write over their input, views are their input; behind `grouped` the block's input waits for the sum."""
    assert lifetimes(GRAPH).during() == [64, 128, 128, 64, 128, 192, 192, 96, 32, 64, 64, 32, 64, 32, 35]
    assert lifetimes(GRAPH).crossing() == [64, 64, 64, 64, 128, 128, 64, 32, 32, 32, 32, 32, 32, 32, 3]


def test_measures_are_found_by_name_and_counted():
    assert len(MEASURES) == len(list(MEASURES)) == len(set(MEASURES))
    with pytest.raises(KeyError):
        MEASURES["loops"]
