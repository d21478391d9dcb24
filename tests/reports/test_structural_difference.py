"""Two networks paired by what their layers do and read: what is changed is named first, and nothing else is."""

import re

import pytest

import archcalc
from archcalc import ArchcalcError, diff, load
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

PAPER = """
input: [3, 32, 32]
layers:
  - conv: {name: stem, filters: 16, kernel: 3, padding: same}
  - batch_norm
  - relu: {name: act}
  - conv: {name: deep1, filters: 16, kernel: 1}
  - conv: {name: deep2, filters: 16, kernel: 3, padding: 1}
  - conv: {name: skip, from: act, filters: 16, kernel: 1}
  - add: {name: sum, from: [deep2, skip]}
  - max_pool: {name: pool, kernel: 2}
  - global_avg_pool
  - flatten
  - linear: {name: scores, units: 10}
  - softmax
"""
CODE = """
input: [3, 32, 32]
layers:
  - conv: {name: features/0, filters: 16, kernel: 3, padding: 1}
  - batch_norm: {name: features/1, epsilon: 0.001}
  - relu: {name: features/2}
  - conv: {name: shortcut, filters: 16, kernel: 1}
  - conv: {name: body/0, from: features/2, filters: 16, kernel: 1}
  - conv: {name: body/1, filters: 16, kernel: 3, padding: 1}
  - add: {name: joined, from: [shortcut, body/1]}
  - max_pool: {name: down, kernel: 2, stride: 2}
  - adaptive_avg_pool: {name: mean, output: 1}
  - reshape: {name: rows, shape: [16]}
  - dropout: {name: drop}
  - linear: {name: head, units: 10}
"""


def graph(text):
    return build(read(parse(text, "net.yaml"), "net"))


def told(code):
    """The rows, and the first difference in words."""
    report = diff(graph(PAPER), graph(code), by="structure")
    first = next((note.removeprefix("the first difference: ") for note in report.notes if note.startswith("the first")), "")
    return list(report.tables[0].rows), first


def test_names_order_of_branches_and_forms_of_the_same_are_no_difference():
    rows, first = told(CODE)
    assert (rows, first) == ([], "")
    assert diff(graph(PAPER), graph(CODE), by="structure").notes[0].startswith("no difference: 11 layers do the same")


@pytest.mark.parametrize(("old", "new", "first"), [
    ("filters: 16, kernel: 3, padding: 1}\n  - batch", "filters: 24, kernel: 3, padding: 1}\n  - batch", "stem -> features/0: filters 16 -> 24"),
    ("{name: body/0, from: features/2, filters: 16, kernel: 1}", "{name: body/0, from: features/2, filters: 16, kernel: 1, bias: false}", "deep1 -> body/0: bias true -> false"),
    ("{name: body/1, filters: 16, kernel: 3, padding: 1}", "{name: body/1, filters: 16, kernel: 5, padding: 2}", "deep2 -> body/1: kernel 3 -> 5; padding [1, 1] -> [2, 2]"),
    ("relu: {name: features/2}", "gelu: {name: features/2}", "act -> features/2: operator relu -> gelu"),
    ("  - max_pool: {name: down, kernel: 2, stride: 2}\n", "", "pool is gone (max_pool, 2x2 filters at stride 2)"),
    ("  - adaptive", "  - silu: {name: more}\n  - adaptive", "more is new (silu)"),
    ("[3, 32, 32]", "[3, 40, 32]", "input: shape [3, 32, 32] -> [3, 40, 32]"), ("units: 10", "units: 12", "scores -> head: units 10 -> 12"),
    ("{name: down, kernel: 2, stride: 2}", "{name: down, kernel: 2, stride: 1}", "pool -> down: stride 2 -> 1"),
    ("{name: body/1, filters: 16, kernel: 3, padding: 1}", "{name: body/1, filters: 16, kernel: 3, padding: 1, groups: 16}", "deep2 -> body/1: groups 1 -> 16"),
], ids=lambda value: re.sub(r"\W+", "-", value)[:30] if isinstance(value, str) else "")
def test_the_first_layer_that_differs_is_named(old, new, first):
    assert CODE.count(old) == 1
    rows, found = told(CODE.replace(old, new))
    assert found == first
    assert len(rows) <= 2, "what follows from a change is no change of its own"


def test_a_missing_norm_before_others_like_it_is_named():
    conv, head = "conv: {filters: 3, kernel: 3, padding: 1}", "input: [3, 8, 8]\nlayers:\n"
    block = f"  - residual: [{conv}, batch_norm, relu, {conv}, batch_norm]\n  - relu\n"
    code = block.replace("padding: 1}, batch_norm]", "padding: 1}]")
    report = diff(graph(head + 3 * block), graph(head + block + code + block), by="structure")
    assert [row[:2] for row in report.tables[0].rows] == [("removed", "norm4")]
    assert report.notes[0] == "the first difference: norm4 is gone (batch_norm)"


def test_attention_with_its_matrices_is_what_three_linear_layers_and_their_products_are():
    paper = "input: [10, 32]\nlayers:\n  - attention: {heads: 4, causal: true}\n  - relu"
    heads = "".join(f"  - linear: {{name: {name}, from: input, units: 32}}\n  - reshape: {{shape: [10, 4, 8]}}\n"
                    f"  - transpose: {{name: {name}h, order: [0, 2, 1, 3]}}\n" for name in "qkv")
    code = (f"input: [10, 32]\nlayers:\n{heads}  - dot_product_attention: {{from: [qh, kh, vh], causal: true}}\n"
            "  - transpose: {order: [0, 2, 1, 3]}\n  - reshape: {shape: [10, 32]}\n  - linear: {units: 32}\n  - relu")
    assert not diff(graph(paper), graph(code), by="structure").tables[0].rows
    for before, after, sign in ((paper, code, 1), (code, paper, -1)):
        groups, totals = diff(graph(before), graph(after), by="structure").tables[1:]
        names = {1: "attention1 -> q", -1: "q -> attention1"}[sign]
        forms = ("attention", "linear, linear, linear, dot_product_attention, linear")[::sign]
        # of the four linear layers and the core, each 10 x 32 values, the attention has one volume
        assert groups.rows == ((names, 1, *forms, 4 * sign, 4 * 320 * sign),)
        moved = dict(zip(totals.column("figure"), totals.column("difference"), strict=True))
        assert (moved["layers"], moved["memory"]) == (4 * sign, 4 * 320 * sign)
    for old, new, attribute in (("causal: true}\n  - trans", "causal: false}\n  - trans", "causal"),
                                ("{name: k, from: input, units: 32}", "{name: k, from: input, units: 32, bias: false}", "biases")):
        assert old in code
        rows = diff(graph(paper), graph(code.replace(old, new)), by="structure").tables[0].rows
        assert [row[2] for row in rows] == [attribute]


def test_a_specification_and_a_file_are_paired_by_structure(tmp_path):
    pytest.importorskip("onnx")
    for change, changed in ((None, 0), ({"conv3.filters": 20}, 1)):
        archcalc.export(load("lenet5", changes=change) if change else "lenet5", tmp_path / "net.onnx")
        report = diff("lenet5", tmp_path / "net.onnx")
        assert len(report.tables[0].rows) == changed
        assert any("not by their names" in note for note in report.notes)


def test_by_takes_two_words():
    with pytest.raises(ArchcalcError, match="names or structure"):
        diff("lenet5", "lenet5", by="weights")
    assert not diff("lenet5", "lenet5", by="names").tables[0].rows
