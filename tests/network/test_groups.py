"""Tokens in groups, as MobileViT's unfolding and axial attention have them: what three axes beside the batch are."""

import numpy as np
import pytest

import archcalc
from archcalc import run
from archcalc.base.axis_order import Grouped
from archcalc.base.errors import ArchcalcError
from archcalc.executor.weights.names import declared, full_name
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.network.incremental import Alike

FEATURES = """
  - residual: [layer_norm, attention: {heads: 4}]
  - residual: [rms_norm, linear: {units: 32}, glu: {activation: silu}, linear: {units: 16}]
  - layer_scale
  - prelu: {slopes: channels}
  - batch_norm
  - softmax
"""
UNFOLDED = """
  - reshape: {shape: [c_in, h_in // 2, 2, w_in // 2, 2]}
  - transpose: {order: [0, 3, 5, 2, 4, 1]}
  - reshape: {name: groups, shape: "[4, volume('input')[1] * volume('input')[2] // 4, 16]"}"""
MOVED = """
  - transpose: {order: [0, 2, 3, 1]}
  - layer_norm
  - linear: {units: 4 * c_in}
  - gelu
  - linear: {units: c_in // 4}
  - transpose: {order: [0, 3, 1, 2]}
  - conv: {filters: 8, kernel: 3}
"""


def spec(size, steps):
    return read(parse(f"input: {size}\nlayers:\n{steps}", "net.yaml"), "net")


def layers(size, *steps):
    return build(spec(size, "\n".join(f"  - {step}" for step in steps)))


def figures(graph):
    report = archcalc.analyze(graph)
    return report.totals["params"], report.totals["macs"], " ".join(" ".join(report.notes).split())


def test_groups_are_as_many_sequences_through_the_same_layers():
    grouped, alone = build(spec("[4, 9, 16]", f"  - reshape: {{shape: [4, 9, 16]}}{FEATURES}")), build(spec("[9, 16]", FEATURES))
    assert figures(grouped)[:2] == (figures(alone)[0], 4 * figures(alone)[1])
    random = np.random.default_rng(5)
    arrays = {full_name(layer, key): random.uniform(0.5, 1.5, weight.shape) for layer, key, weight in declared(alone)}
    x = random.standard_normal((4, 9, 16))
    (together,) = run(grouped, x[None], arrays, dtype="float64").outputs.values()
    each = [next(iter(run(alone, one[None], arrays, dtype="float64").outputs.values())) for one in x]
    np.testing.assert_allclose(together, np.stack(each, axis=1), rtol=0, atol=1e-12)


def test_attention_decides_that_what_was_moved_or_reshaped_is_tokens_in_groups_and_all_before_it_is_placed_again():
    graph = build(spec("[16, 8, 8]", f"{UNFOLDED}{FEATURES}"))
    norm = graph.node("norm1")
    assert (norm.op.in_groups, type(graph.nodes[-1].shape)) == (True, Grouped)
    assert norm.op.weights(*norm.input_shapes)["weight"].shape == (16,)
    assert "4x16x16" in archcalc.render(archcalc.analyze(graph), "text")
    turn = "transpose: {order: [0, 2, 1, 3]}"
    graph = layers("[16, 8, 8]", turn, "layer_norm", turn, "layer_norm", "attention: {heads: 4}")
    assert [node.op.in_groups for node in graph.nodes[1:]] == [False, False, False, True, True]
    graph = layers("[16, 8, 8]", "reshape: {name: r, shape: [4, 16, 16]}", turn, "layer_norm", "attention: {from: r, heads: 4}")
    assert (graph.node("norm1").op.in_groups, type(graph.node("transpose1").shape)) == (True, Grouped)
    block = ["reshape: {shape: [4, 16, 16]}", "transformer_block: {heads: 4}", "reshape: {shape: [16, 8, 8]}"]
    assert figures(layers("[16, 8, 8]", *20 * block))[0] == 20 * 3_280


def test_an_image_whose_channels_were_moved_behind_its_places_has_them_there_as_pytorch_does():
    graph = build(spec("[16, 8, 8]", MOVED))
    assert figures(graph)[:2] == (32 + 1_088 + 1_040 + 1_160, 65_536 * 2 + 41_472)
    assert {type(node.shape) for node in graph.nodes} == {tuple, Grouped}
    assert layers("[16, 8, 8]", "transpose: {order: [0, 2, 3, 1]}", "layer_norm").nodes[-1].op.in_groups
    seen = layers("[16, 8, 8]", "transpose: {order: [0, 3, 2, 1]}", "conv: {filters: 4, kernel: 3}", "layer_norm")
    assert not seen.nodes[-1].op.in_groups


def test_what_nothing_decides_is_an_image_and_says_so():
    for step in ("layer_norm", "rms_norm", "layer_scale", "softmax", "glu"):
        told = figures(layers("[16, 8, 8]", "reshape: {shape: [4, 16, 16]}", step))[2]
        assert "nothing decides whether the axes [1, 4, 16, 16] that it reads are an image or tokens in groups" in told
        assert "reshape: {shape: [64, 16]} before it makes tokens" in told
    reshape = "reshape: {shape: [4, 16, 16]}"
    for steps in (["layer_norm"], [reshape, "softmax: {axis: 3}"], [reshape, "layer_norm", "conv: {filters: 4, kernel: 1}"]):
        assert "nothing decides" not in figures(layers("[16, 8, 8]", *steps))[2]


@pytest.mark.parametrize(("steps", "words"), [
    (["conv: {filters: 4, kernel: 1}", "linear: {units: 4}"], "found 8x8x4, an image"),
    (["reshape: {shape: [4, 16, 16]}", "linear: {units: 4}"], "of features on the last axis, reshape: {shape: [64, 16]} makes tokens"),
    (["reshape: {shape: [4, 16, 16]}", "attention: {heads: 4}", "conv: {filters: 4, kernel: 1}"], "found 4x16x16, tokens in groups"),
    (["reshape: {shape: [4, 16, 16]}", "attention: {heads: 4}", "lrn"], "transpose puts the features before the places"),
    (["reshape: {shape: [4, 16, 16]}", "attention: {heads: 4}", "lstm: {units: 4}"], "found 4x16x16, tokens in groups")])
def test_the_other_kind_is_refused_with_the_way_to_it(steps, words):
    with pytest.raises(ArchcalcError) as error:
        layers("[16, 8, 8]", *steps)
    assert words in str(error.value)


def test_sizes_of_groups_are_laid_out_once_in_a_sweep():
    alike = Alike()
    first = [alike.build(spec("[16, 8, 8]", f"{UNFOLDED}{FEATURES}"), batch, "key") for batch in (1, 3)]
    assert [node.op for node in first[0].nodes] == [node.op for node in first[1].nodes]
    assert [type(node.shape) for node in first[1].nodes] == [type(node.shape) for node in first[0].nodes]
    assert first[1].nodes[-1].shape == (3, 4, 16, 16)


def test_a_product_of_matrices_is_what_reads_it_wants():
    steps = ["reshape: {name: square, shape: [4, 4]}", "matmul: {from: [square, x]}", "conv: {filters: 2, kernel: 1}"]
    graph = build(read(parse("inputs: {v: [8], x: [4, 20]}\nlayers:\n  - linear: {from: v, units: 16}\n" +
                             "".join(f"  - {step}\n" for step in steps), "net.yaml"), "net"))
    assert (graph.nodes[-1].shape, figures(graph)[0]) == ((1, 2, 20), 8 * 16 + 16 + 4 * 2 + 2)
