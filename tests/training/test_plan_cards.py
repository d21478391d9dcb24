"""Cards and bounds: rates with their sources, rooflines, TF32."""

import pytest
from planned_networks import network

import archcalc
from archcalc.training.gpus import DEVICES
from archcalc.training.memory import Choices
from archcalc.training.roofline import roofline


@pytest.mark.parametrize("card", DEVICES.values(), ids=lambda card: card.name)
def test_every_card_has_its_source_and_plausible_rates(card):
    assert card.source
    assert 2**30 <= card.memory <= 2**38
    assert 2 * 10**10 < card.bandwidth < 10**13
    assert card.float64 <= card.float32 <= card.rate("tf32") <= card.float16 < 10**16


@pytest.mark.parametrize("name", ["vgg16", "resnet50", "vit_b16"])
@pytest.mark.parametrize("dtype", ["float32", "mixed"])
def test_the_roofline_bounds_every_layer_and_fusing_bounds_the_whole(name, dtype):
    card = DEVICES["a100"]
    found = roofline(network(name, 8), card, Choices(dtype=dtype))
    assert found.fused <= found.seconds
    for bound in found.layers:
        assert bound.seconds == max(bound.operations / card.rate(bound.number), bound.bytes / card.bandwidth)
        assert bound.by == ("compute" if bound.intensity > card.rate(bound.number) / card.bandwidth else "memory")
    assert sum(bound.operations for bound in found.layers) == 2 * 8 * archcalc.analyze(network(name)).table("layers").totals["macs"]


@pytest.mark.parametrize(("name", "dtype", "layer", "number"), [
    ("vgg16", "float32", "conv1_1", "tf32"), ("vgg16", "float32", "fc6", "float32"), ("vit_b16", "float32", "encoder1/msa", "float32"),
    ("vit_b16", "float32", "patch_embedding", "tf32"), ("vgg16", "bfloat16", "conv1_1", "bfloat16"), ("unet", "float32", "up1", "tf32"),
    ("mobilenet_v2", "float32", "bottleneck2_1/depthwise", "float32"), ("mobilenet_v2", "float32", "bottleneck2_1/expand", "tf32"),
])
def test_products_are_in_tf32_where_pytorchs_are(name, dtype, layer, number):
    graph = network(name)
    found = {graph.nodes[bound.layer].name: bound.number for bound in roofline(graph, DEVICES["a100"], Choices(dtype=dtype)).layers}
    if layer == "up1":
        layer = next(node.name for node in graph.nodes if node.op.kind == "conv_transpose")
    assert found[layer] == number
    assert set({bound.number for bound in roofline(graph, DEVICES["v100"], Choices()).layers}) == {"float32"}


@pytest.mark.parametrize(("card", "float32", "tf32"), [
    # TFLOP/s, by the data sheets, without sparsity
    ("a100", 19.5, 156), ("h100", 67, 494.7), ("h100-pcie", 51, 378), ("a10", 31.2, 62.5), ("l4", 30.3, 60), ("l40s", 91.6, 183),
    ("rtx4090", 82.6, 82.6), ("v100", 15.7, 15.7), ("mi300x", 163.4, 163.4),
    # cores at their clock: 2 operations each, and 512 of a tensor core, half as many in TF32
    ("jetson-agx-orin", 5.32, 21.3), ("jetson-orin-nano", 1.28, 5.1), ("jetson-nano", 0.236, 0.236),
])
def test_float32_and_tf32_are_two_rates(card, float32, tf32):
    assert (DEVICES[card].rate("float32"), DEVICES[card].rate("tf32")) == (round(float32 * 1e12), round(tf32 * 1e12))


def test_a_tf32_figure_is_called_tf32():
    def told(card, **options):
        return next(note for note in archcalc.plan("vit_b16", gpu=card, **options).notes if note.startswith(card))

    assert "19.5 TFLOP/s in float32, and 156.0 in TF32" in told("a100")
    assert "15.7 TFLOP/s in float32 (" in told("v100")
    assert "TF32" not in told("a100", dtype="bfloat16")
