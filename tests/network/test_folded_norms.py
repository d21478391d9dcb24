"""Batch norms folded into the convolutions before them: figures worked out by hand, and laws."""

import pytest
from attacks import answer
from typer.testing import CliRunner

import archcalc
from archcalc.cli.application import application
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.folded_norms import fold_norms, foldable

SOME = ("mobilenet_v1", "resnet50", "preresnet18", "densenet121", "inception_v3", "vgg16", "vit_b16", "shufflenet_v2_1x")


def written(text):
    return build(read(parse(f"input: [3, 8, 8]\nlayers:\n{text}", "net.yaml"), "net"))


def sweep(**options):
    report = archcalc.sweep("mobilenet_v1", options={"width": 0.25}, input_size="3x96x96", columns="params,param_bytes,peak_bytes",
                            **options)
    (row,) = report.table("points").rows
    return {column.key: cell for column, cell in zip(report.table("points").columns, row, strict=True)}


@pytest.mark.parametrize(("options", "peak"), [
    ({"dtype": "int8"}, 48 * 48 * 8 + 48 * 48 * 16),                # conv2_1's pointwise convolution: its input and its output
    ({"dtype": "int8", "fold": False}, 2 * 48 * 48 * 16),           # a norm's input and output
    ({"dtype": "float32"}, 4 * 2 * 48 * 48 * 16),
    ({"dtype": "float32", "fold": True}, 4 * (48 * 48 * 8 + 48 * 48 * 16)),
])
def test_the_peak_of_a_small_mobilenet(options, peak):
    assert sweep(**options)["peak_bytes"] == peak


def test_parameters_go_into_biases_which_are_int32():
    folded, unfolded = sweep(dtype="int8"), sweep(dtype="int8", fold=False)
    weights, norms, classifier = 463_600, 2736, 1000               # a scale and a shift for each of the channels
    assert unfolded["params"] == weights + 2 * norms + classifier
    assert folded["params"] == weights + norms + classifier
    assert folded["param_bytes"] == weights + 4 * (norms + classifier)
    assert unfolded["param_bytes"] == weights + 4 * (4 * norms + classifier)
    assert sweep(dtype="float32")["param_bytes"] == 4 * (weights + 4 * norms + classifier)


@pytest.mark.parametrize("name", SOME)
def test_folding_leaves_volumes_and_products_as_they_are(name):
    graph = build(load(name))
    folded = fold_norms(graph)
    gone = {graph.nodes[i].name for i in foldable(graph)}
    assert [node.name for node in folded.nodes] == [node.name for node in graph.nodes if node.name not in gone]
    assert [folded.nodes[i].shape for i in folded.outputs] == [graph.nodes[i].shape for i in graph.outputs]
    for node in folded.nodes:
        assert node.input_shapes == tuple(folded.nodes[i].shape for i in node.inputs)
    before, after = (archcalc.analyze(each, dtype="float32").table("layers").totals for each in (graph, folded))
    assert after["macs"] == before["macs"]
    channels = sum(graph.nodes[i].shape[1] for i in foldable(graph))
    assert before["affine"] - after["affine"] == 2 * channels
    assert 0 <= after["biases"] - before["biases"] <= channels     # a convolution may have had a bias
    assert not foldable(folded)


@pytest.mark.parametrize(("layers", "left"), [
    ("  - conv: {filters: 4, kernel: 1, bias: false}\n  - batch_norm\n", 0),
    ("  - conv: {filters: 4, kernel: 1}\n  - batch_norm\n", 0),
    ("  - batch_norm\n  - conv: {filters: 4, kernel: 1}\n", 1),                             # before the convolution
    ("  - conv: {filters: 4, kernel: 1}\n  - relu\n  - batch_norm\n", 1),                  # behind an activation
    ("  - conv: {filters: 4, kernel: 1, name: c}\n  - batch_norm: {name: n}\n  - add: {from: [c, n]}\n", 1),   # others read it
])
def test_a_norm_folds_where_nothing_else_reads_its_convolution(layers, left):
    folded = fold_norms(written(layers))
    assert sum(node.op.kind == "batch_norm" for node in folded.nodes) == left
    assert len(folded.notes) == 1


def test_the_table_says_whether_norms_are_folded():
    def told(*words):
        return " ".join(CliRunner().invoke(application("show"), ["show", "resnet18", *words]).stdout.split())

    assert "norms: 20 batch norms are folded" in told("--dtype", "int8") == " ".join(told("--dtype", "int8", "--fold").split())
    assert "norms: 20 batch norms are counted by themselves" in told("--dtype", "int8", "--no-fold")
    assert "norms: 20 batch norms are folded" in told("--fold")
    assert "norms: " not in told() + told("--dtype", "float16", "--no-fold")
    assert "norms: " not in " ".join(archcalc.analyze("vgg16", dtype="int8").notes)
    assert archcalc.analyze("resnet18", fold=True).table("layers").totals["affine"] == 0


def test_what_was_printed_is_not_held_against_a_folded_network():
    assert len(archcalc.analyze("resnet50").tables) == 2
    assert len(archcalc.analyze("resnet50", dtype="int8").tables) == 1


@pytest.mark.parametrize("words", ["explain resnet18 conv1", "ensemble resnet18 resnet18", "conventions resnet18", "claims resnet18", pytest.param("claims", marks=pytest.mark.slow)])
def test_what_folds_no_norms_says_so_of_integers(words):
    integers, own = (answer([*words.split(), "--dtype", dtype]).out.decode() for dtype in ("int8", "float16"))
    assert "batch norms are counted by themselves" in integers
    assert "batch norms are counted by themselves" not in own
    assert "by themselves" not in answer(["explain", "vgg16", "conv1_1", "--dtype", "int8"]).out.decode()
