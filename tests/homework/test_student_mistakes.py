"""The mistakes of students in twenty networks, planted by a generator that knows nothing of the catalogue."""

import pytest
from student_mistakes.layers import written
from student_mistakes.named import NAMES, measured
from student_mistakes.networks import NETWORKS, layers, yaml
from student_mistakes.planted import planted

import archcalc
from archcalc.homework.misconceptions import catalogue

QUIET = {"relu", "transpose"}
TOKENS = {"linear", "embedding", "lstm", "gru", "rnn", "attention", "layer_norm"}


def test_the_arithmetic_of_the_generator_is_right(tmp_path):
    """Its right answers are archcalc's: otherwise nothing is planted."""
    rubric = tmp_path / "rubric.yaml"
    rubric.write_text("conventions: {params: exact}\n")
    for network in NETWORKS:
        file = tmp_path / f"{network}.yaml"
        file.write_text(yaml(network))
        answers = {}
        for layer in layers(network):
            if layer.kind not in QUIET:
                sides = "x".join(map(str, layer.after)) if layer.kind in TOKENS else written(layer.after)
                answers |= {f"{layer.name}.output": sides, f"{layer.name}.params": str(layer.params)}
                answers |= {f"{layer.name}.macs": str(layer.macs)} if layer.macs else {}
        assert {*archcalc.check(answers, network=file, rubric=rubric).table("verdicts").column("verdict")} == {"correct"}, network


@pytest.mark.slow
def test_nearly_every_mistake_gets_its_own_name():
    """A sample of all, a thirteenth; `python -m student_mistakes.named` measures the rest."""
    outcomes, failures = measured(planted()[::13])
    total = outcomes.total()
    assert outcomes["right"] >= 0.96 * total, failures
    assert outcomes["another"] <= 0.02 * total, failures
    assert outcomes["taken for right"] == outcomes["not read"] == 0, failures


def test_every_name_that_a_cause_may_get_is_one():
    known = {row.name for row in catalogue()} | {"follow-through"}
    assert {name for names in NAMES.values() for name in names} <= known
