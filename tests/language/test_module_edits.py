"""A module's name stands wherever a layer's does: after, before, remove, change."""

import pytest

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

BASE = """\
input: [4, 8, 8]
modules:
  block: {parameters: {f: 8, k: 3}, layers: [conv: {filters: f, kernel: k, padding: k // 2}, relu]}
  pair: {parameters: {f: 8}, layers: [block: {name: a, f: f}, block: {name: b, f: c_in}]}
layers:
  - block: {name: one}
  - pair: {name: two}
  - add: {from: [one, two]}
  - conv: {name: last, filters: c_in, kernel: 1}
"""


def edited(edits: str):
    base = read(parse(BASE, "base.yaml"), "base")
    return build(read(parse(f"extends: base\n{edits}", "x.yaml"), "x", base))


def layers(edits: str) -> list[str]:
    return [f"{node.name} {node.shape[1]}" for node in edited(edits).nodes]


def reads(edits: str, name: str) -> list[str]:
    graph = edited(edits)
    return [graph.nodes[i].name for i in graph.node(name).inputs]


PLAIN = ["input 4", "one/conv1 8", "one/relu1 8", "two/a/conv1 8", "two/a/relu1 8", "two/b/conv1 8", "two/b/relu1 8", "add1 8", "last 8"]
EDITED = {
    "nothing": ("", PLAIN),
    "after": ("after: {two: [tanh]}", [*PLAIN[:7], "two/tanh1 8", *PLAIN[7:]]),
    "after, of a kind that the module has": ("after: {one: [relu]}", [*PLAIN[:3], "one/relu2 8", *PLAIN[3:]]),
    "after one within": ("after: {two/a: [tanh]}", [*PLAIN[:5], "two/a/tanh1 8", *PLAIN[5:]]),
    "before": ("before: {two: [tanh]}", [*PLAIN[:3], "two/tanh1 8", *PLAIN[3:]]),
    "removed": ("remove: [two/b]", [*PLAIN[:5], *PLAIN[7:]]),
    "a module within removed with its own": ("remove: [two]", [*PLAIN[:3], *PLAIN[7:]]),
    "removed by patterns": ("remove: ['*/relu1', 'two/b*']", ["input 4", "one/conv1 8", "two/a/conv1 8", "add1 8", "last 8"]),
    "a parameter": ("change: {two: {f: 16}, one: {f: 16}}", ["input 4", *(f"{line.split()[0]} 16" for line in PLAIN[1:])]),
    "a parameter by an expression": ("change: {one: {f: 2 * c_in}}", PLAIN),
    "parameters by a pattern": ("change: {'two/?': {k: 1}}", PLAIN),
    "a layer and a module": ("change: {last: {filters: 2 * c_in}, 'o*': {k: 5}}", [*PLAIN[:8], "last 16"]),
}


@pytest.mark.parametrize("case", EDITED)
def test_a_module_is_edited_as_a_layer_is(case):
    edits, expected = EDITED[case]
    assert layers(edits) == expected


def test_what_comes_after_a_module_is_read_in_its_place():
    assert reads("after: {one: [tanh]}", "add1") == ["one/tanh1", "two/b/relu1"]
    assert reads("after: {one: [tanh]}", "two/a/conv1") == ["one/tanh1"]


def test_what_comes_before_a_module_is_read_inside_it_alone():
    assert reads("before: {two: [tanh]}", "two/a/conv1") == ["two/tanh1"]
    assert reads("before: {two: [tanh]}", "add1") == ["one/relu1", "two/b/relu1"]


def test_a_removed_module_gives_what_it_read():
    assert reads("remove: [two]", "add1") == ["one/relu1", "one/relu1"]


def test_volumes_after_an_edit_are_those_of_the_edit():
    """`f: c_in` of two/b sees what was put before it."""
    edited = layers("after: {two/a: [conv: {filters: 24, kernel: 1}]}\nchange: {one: {f: 24}}")
    assert edited[-4:] == ["two/b/conv1 24", "two/b/relu1 24", "add1 24", "last 24"]


@pytest.mark.parametrize(("edits", "message"), [
    ("change: {one: {kernel: 5}}", "'one' is a call of module block, which has no parameter 'kernel'"), ("change: {two: {ff: 5}}", "did you mean 'f'?"),
    ("after: {onw: [relu]}", "did you mean 'one'?"), ("remove: [thre]", "no layer is called 'thre'"),
])
def test_an_edit_that_fits_nothing_is_refused(edits, message):
    with pytest.raises(ArchcalcError) as refused:
        edited(edits)
    assert message in str(refused.value)


def test_a_bundled_module_is_edited():
    text = "extends: resnet50\nafter: {conv5_3: [relu]}\nchange: {fc: {units: 7 + 3}}\n"
    base = archcalc.load("resnet50")
    graph = build(read(parse(text, "x.yaml"), "x", base))
    assert [node.name for node in graph.nodes if node.name.startswith("conv5_3/")][-1] == "conv5_3/relu4"
    assert graph.nodes[-1].shape[-1] == 10 or graph.nodes[-2].shape[-1] == 10
