"""Operators that move and pick values, as steps: what they read, what they refuse, which values they give."""

import json
import sys

import numpy as np
import pytest
from places import ORACLE

from archcalc import ArchcalcError, analyze, build
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.operators import find

sys.path.insert(0, str(ORACLE))
from steps import MOVING, RECORDED

sys.path.remove(str(ORACLE))
RECORD = json.loads(RECORDED.read_text("utf-8"))


def network(steps, size="[3, 8, 8]"):
    return build(read(parse(f"input: {size}\nlayers: [{steps}]\n", "net.yaml"), "net"))


def refused(steps, size="[3, 8, 8]"):
    with pytest.raises(ArchcalcError) as caught:
        network(steps, size)
    assert len(caught.value.mistakes) == 1
    return str(caught.value)


SEGNET = "conv: {filters: 8, kernel: 3, padding: 1}, max_pool: {name: p, kernel: 2}, UNPOOL, conv: {filters: 4, kernel: 3, padding: 1}"


@pytest.mark.parametrize("unpool", ["max_unpool: {from: p}", "max_unpool: {pooling: p}", "max_unpool: {from: [p, p]}", "max_unpool: {from: p, kernel: 2}",
                                    "relu: {name: r}, max_unpool: {pooling: p}"])
def test_an_unpooling_goes_back_through_its_pooling(unpool):
    """516 parameters and 32,256 products, as torch.nn's."""
    graph = network(SEGNET.replace("UNPOOL", unpool))
    totals = analyze(graph).tail["totals"]
    assert (totals["params"], totals["macs"], graph.nodes[-1].shape) == (516, 32_256, (1, 4, 8, 8))
    node = graph.node("unpool1")
    assert [graph.nodes[i].name for i in node.inputs] == ["r" if "relu" in unpool else "p", "conv1"]


@pytest.mark.parametrize(("steps", "told"), [
    (SEGNET.replace("UNPOOL", "relu, max_unpool"), "max_unpool undoes a max_pool, and 'relu1' is a relu"),
    (SEGNET.replace("UNPOOL", "max_unpool: {pooling: p, kernel: 3}"), "max_unpool has the kernel of 'p', which is another one"),
    (SEGNET.replace("UNPOOL", "max_unpool: {from: [p, conv1]}"), "max_unpool undoes a max_pool, and 'conv1' is a conv"),
    (SEGNET.replace("UNPOOL", "conv: {filters: 2, kernel: 1}, max_unpool: {pooling: p}"), "max_unpool takes 4x4x8, what its pooling gives, found 4x4x2"),
    (SEGNET.replace("UNPOOL", "max_unpool: {pooling: q}"), "there is no layer 'q' before this"),
])
def test_what_an_unpooling_refuses(steps, told):
    assert told in refused(steps)


def test_of_windows_that_overlap_the_last_decides():
    op = find("max_unpool")(kernel=(1, 2), stride=(1, 1))
    y = op.forward(np, np.array([[[[5.0, 6.0]]]]), np.array([[[[0.0, 9.0, 1.0]]]]))
    assert y.tolist() == [[[[0.0, 6.0, 0.0]]]]


@pytest.mark.parametrize("name", MOVING)
def test_steps_are_what_pytorch_has(name):
    case, theirs = MOVING[name], RECORD[name]
    graph = network(case.steps, case.input)
    totals = analyze(graph).tail["totals"]
    assert ([*graph.nodes[-1].shape[1:]], totals["params"], totals["macs"]) == (theirs["output"], theirs["params"], theirs["macs"])


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(("steps", "told"), [
    (f'einsum: {{equation: "{LETTERS}->a"}}', "an equation of at most 16 letters"), (f'einsum: {{equation: "{LETTERS * 2}->a"}}', "each once in a term"),
    ('einsum: {equation: "nchw"}', "letters, each once in a term"), ('einsum: {equation: "nchw->nz"}', "letters, each once in a term"),
    ('einsum: {equation: "nhw->n"}', "'nhw' names 3 axes, and [1, 3, 8, 8] has 4"), ('einsum: {equation: "nchw,nc->n"}', "has 2 terms, for 1 inputs"),
    ('einsum: {from: [input, input], equation: "nchw,nhcw->n"}', "'h' is 8 in one place and 3 in another"),
    ("gather: {index: [3]}", "gather wants place 3 of axis 1, which has 3"), ("gather: {index: [0], axis: 4}", "gather wants axis 4"),
    ("gather: {index: [-1]}", "a place, counted from 0"), ("where", "where takes 3 inputs, found 1"),
])
def test_what_is_refused(steps, told):
    assert told in refused(steps)


def test_a_gather_of_places_in_no_row_comes_from_onnx(tmp_path):
    pytest.importorskip("onnx")
    from onnx_models import integers, model, node, written

    graph = build(written(tmp_path / "net.onnx", model([node("Gather", "x i", "y", axis=1)], [integers("i", 2, 0, 0)])))
    assert (graph.nodes[1].op.kind, graph.nodes[1].op.attributes["index"], graph.nodes[1].shape) == ("gather", (2, 0, 0), (1, 3, 8, 8))


WINDOWS = ("conv: {filters: 16, kernel: 3, padding: 1}, reshape: {shape: [16, 2, 4, 2, 4]}, transpose: {order: [0, 2, 4, 3, 5, 1]}, "
           "reshape: {shape: [4, 16, 16]}, attention: {heads: 2}")


@pytest.mark.parametrize(("batch", "macs"), [(1, 245_760), (2, 491_520)])
def test_windows_of_an_image_are_sequences_at_any_batch(batch, macs):
    graph = build(read(parse(f"input: [16, 8, 8]\nlayers: [{WINDOWS}]\n", "net.yaml"), "net"), batch=batch)
    report = analyze(graph)
    assert (report.tail["totals"]["params"], report.tail["totals"]["macs"]) == (3_408, macs)
    assert [cell for cell, in receptive_field.cells(graph)][-1]["size"] == [6, 6]
    told = "attention1: reads 4x16x16 as 4 sequences of 16 tokens with 16 features; of an image, to_tokens makes one sequence"
    assert told in " ".join(" ".join(report.notes).split())


def test_both_sides_have_as_many_sequences():
    assert "as many sequences on both sides" in refused("reshape: {name: a, shape: [4, 6, 8]}, reshape: {name: b, shape: [3, 8, 8]}, "
                                                        "attention: {from: a, heads: 2, memory: b}")
