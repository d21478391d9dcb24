"""Layers and modules by name: patterns, paths, and their volumes inside expressions."""

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.language.expansion import size_limits
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

HEAD = """\
input: [8, 8, 8]
options: {n: 3}
modules:
  block: {layers: [conv: {filters: 8, kernel: 1}, relu: {name: skip}]}
  pair: {layers: [block: {name: one}, block: {name: two}]}
layers:
  - repeat: {times: "${n}", index: i, layers: [block: {name: "s${i}"}]}
  - pair: {name: deep}
"""


def graph(*steps: str, head: str = HEAD):
    return build(read(parse(head + "".join(f"  - {step}\n" for step in steps), "x.yaml"), "x"))


def refusal(*steps: str, head: str = HEAD) -> str:
    with pytest.raises(ArchcalcError) as refused:
        graph(*steps, head=head)
    return str(refused.value)


PATTERNS = {
    '"s*"': ["s0/skip", "s1/skip", "s2/skip"],
    '"s[12]"': ["s1/skip", "s2/skip"],
    '"s?"': ["s0/skip", "s1/skip", "s2/skip"],
    '"s*/conv1"': ["s0/conv1", "s1/conv1", "s2/conv1"],
    '"deep/*"': ["deep/one/skip", "deep/two/skip"],
    '"*/one"': ["deep/one/skip"],
    '"deep/*/conv1"': ["deep/one/conv1", "deep/two/conv1"],
    '["s2", "s*"]': ["s2/skip", "s0/skip", "s1/skip", "s2/skip"],
    "[deep/one, s0/conv1]": ["deep/one/skip", "s0/conv1"],
    '"${[\'s1\', \'s0\']}"': ["s1/skip", "s0/skip"],
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_stands_for_all_that_match_in_order(pattern):
    built = graph(f"concat: {{from: {pattern}}}")
    assert [built.nodes[i].name for i in built.nodes[-1].inputs] == PATTERNS[pattern]


def test_a_pattern_that_matches_nothing_is_a_mistake_at_its_place():
    assert refusal('add: {from: ["s0", "zz*"]}').startswith("x.yaml:9:24: error[unknown-layer]: no layer matches 'zz*' before this")


def test_a_pattern_looks_in_its_own_module_first():
    head = ("input: [8, 8, 8]\n"
            "modules:\n  m: {layers: [relu: {name: a1}, tanh: {name: a2}, add: {from: 'a*'}]}\n"
            "layers:\n  - relu: {name: a0}\n")
    built = graph("m: {name: m}", head=head)
    assert [built.nodes[i].name for i in built.nodes[-1].inputs] == ["m/a1", "m/a2"]


def test_patterns_over_many_layers_are_bounded(monkeypatch):
    assert size_limits.MOST_ROUNDS == 1_000_000
    monkeypatch.setattr("archcalc.language.expansion.size_limits.MOST_ROUNDS", 2_000)
    text = "repeat: {times: 100, layers: [relu]}"
    assert "patterns look through more than" in refusal(text, *(f'add: {{name: "a{i}", from: "relu*"}}' for i in range(30)))


VOLUMES = {
    "volume('s0')[0]": 8, "volume('deep')[1]": 8, "volume('deep/one')[1]": 8, "volume('input')[2]": 8, "volume()[0]": 8, "len(volume())": 3,
    "volume('s0/conv1')[0] * 2": 16,
}


@pytest.mark.parametrize("expression", VOLUMES)
def test_the_volume_of_a_layer_or_module_by_name(expression):
    built = graph(f'conv: {{filters: "${{{expression}}}", kernel: 1}}')
    assert built.nodes[-1].shape[1] == VOLUMES[expression]


UP = """\
input: [1, 20, 20]
modules:
  up: {inputs: [input, skip], layers: [crop: {from: skip, size: "${volume()[1:]}"}, concat: {from: [crop1, input]}]}
layers:
  - conv: {name: down, filters: 2, kernel: 3}
  - conv: {filters: 4, kernel: 5}
"""


def test_a_crop_takes_the_size_of_what_entered():
    assert graph("crop: {from: down, size: '${volume()[1:]}'}", head=UP).nodes[-1].shape == (1, 2, 14, 14)
    assert graph("up: {from: [conv1, down]}", head=UP).nodes[-1].shape == (1, 6, 14, 14)


@pytest.mark.parametrize(("expression", "message"), [
    ("volume('s9')[0]", "there is no layer 's9' before this"), ("volume(3)[0]", "volume takes the name of a layer, not 3"),
    ("volume('s0')[3]", "has 3 items, and none is 3"), ("volume('s0', 's1')", "volume takes the name of one layer"),
])
def test_a_volume_that_cannot_be_told_is_refused(expression, message):
    assert message in refusal(f'conv: {{filters: "${{{expression}}}", kernel: 1}}')


def test_among_several_inputs_none_has_entered():
    head = "inputs: {a: [4], b: [4]}\nlayers:\n"
    assert "volume() is not known" in refusal("linear: {from: a, units: '${volume()[0]}'}", head=head)
