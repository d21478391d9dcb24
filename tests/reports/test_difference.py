"""archcalc diff: what changed between two specifications, and that nothing else is said to have."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc import build, load
from archcalc.counting.conventions import rules
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build as built
from archcalc.reports.comparison import aligned
from archcalc.reports.difference import difference

BASE = """
input: [8, 16, 16]
layers:
  - conv: {name: a, filters: 8, kernel: 1}
  - relu: {name: act}
  - conv: {name: b, filters: 8, kernel: 3, padding: 1}
  - add: {name: sum, from: [act, b]}
  - conv: {name: c, filters: 4, kernel: 1}
"""


def graph(text: str):
    return built(read(parse(text, "net.yaml"), "net"))


def changes(before, after):
    report = difference(before, after, rules({"memory": "lecture", "params": "exact", "operations": "macs"})["memory"])
    return list(report.tables[0].rows)


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("filters: 4", "filters: 5", [("changed", "c", "filters", "4", "5")]),
    ("kernel: 3, padding: 1", "kernel: 5, padding: 2",
     [("changed", "b", "kernel", "3", "5"), ("changed", "b", "padding", "1", "2")]),
    ("kernel: 3, padding: 1", "kernel: [3, 1], padding: [1, 0]",
     [("changed", "b", "kernel", "3", "[3, 1]"), ("changed", "b", "padding", "1", "[1, 1, 0, 0]")]),
    ("[8, 16, 16]", "[8, 20, 16]", [("changed", "input", "shape", "[8, 16, 16]", "[8, 20, 16]")]),
    ("relu", "gelu", [("changed", "act", "operator", "relu", "gelu")]),
    ("  - relu: {name: act}\n", "  - relu: {name: act}\n  - batch_norm: {name: n}\n",
     [("added", "n", None, None, "batch_norm")]),
    ("name: c", "name: last", [("renamed", "last", "name", "c", "last")]),
    ("[act, b]", "[a, b]", [("changed", "sum", "from", "[act, b]", "[a, b]")]),
    ("[act, b]", "[b, act]", [("changed", "sum", "from", "[act, b]", "[b, act]")]),
    ("title", "title", []), ("input", "title: Another\ninput", []),
])
def test_a_change_is_told_and_no_other(old, new, expected):
    assert changes(graph(BASE), graph(BASE.replace(old, new))) == expected


def test_a_layer_taken_out_changes_nothing_about_those_around_it():
    without = BASE.replace("  - relu: {name: act}\n", "").replace("[act, b]", "[a, b]")
    assert changes(graph(BASE), graph(without)) == [("removed", "act", None, "relu", None)]


def test_a_layer_in_place_of_another_kind_is_one_gone_and_one_new():
    other = BASE.replace("conv: {name: c, filters: 4, kernel: 1}", "max_pool: {name: p, kernel: 2}")
    assert [row[:2] for row in changes(graph(BASE), graph(other))] == [("removed", "c"), ("added", "p")]


@pytest.mark.parametrize("name", ["lenet5", "googlenet", "resnet50", "vit_b16"])
def test_a_network_does_not_differ_from_itself(name):
    assert changes(build(name), build(name)) == []


def test_the_totals_are_those_of_both_networks():
    report = difference(build("alexnet"), build("zfnet"), rules({"memory": "lecture", "params": "exact",
                                                                 "operations": "macs"})["memory"])
    params = dict(zip(report.tables[2].column("figure"), report.tables[2].rows, strict=True))["params"]
    old, new = (load(name).analyze().totals["params"] for name in ("alexnet", "zfnet"))
    assert params == ("params", old, new, new - old, new / old)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_layers_that_are_paired_keep_their_order_and_none_is_lost(old, new):
    nodes = {name: build("lenet5").nodes[ord(name) % 3]._replace(name=name) for name in "abcdefgh"}
    pairs = aligned([nodes[name] for name in old], [nodes[name] for name in new])
    assert [one.name for one, _ in pairs if one] == old
    assert [other.name for _, other in pairs if other] == new
    assert all(one or other for one, other in pairs)


@pytest.mark.parametrize(("words", "code", "said"), [
    (["vgg16", "vgg16"], 0, "no difference: 41 operators"), (["alexnet", "zfnet"], 1, "62,378,344"),
    (["-", "-"], 2, "only one of the two"), (["vgg16", "vgg17"], 2, "there is no network 'vgg17'"),
    (["alexnet", "zfnet", "--input", "3x300x300"], 1, "148x148x96"), (["vgg16"], 2, "archcalc diff wants NEW")])
def test_the_exit_code_tells_whether_anything_changed(words, code, said):
    result = subprocess.run([sys.executable, "-m", "archcalc", "diff", *words], capture_output=True, text=True,
                            stdin=subprocess.DEVNULL, check=False)
    assert result.returncode == code
    assert said in result.stdout + result.stderr
