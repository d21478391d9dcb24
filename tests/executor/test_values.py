"""What networks compute, against what PyTorch computed with the same weights: tests/oracle/values.py recorded it."""

import json

import pytest
from places import ORACLE

import archcalc
from archcalc import build, load
from archcalc.network.subgraph import up_to

numpy = pytest.importorskip("numpy")

RECORDED = sorted((ORACLE / "values").glob("*.json"))
QUICK = {"squeezenet1_1", "mobilenet_v2", "mobilenet_v3_small", "shufflenet_v2_1x", "lenet5_1998", "googlenet", "densenet121"}
"""Those that take less than a second."""


def before_softmax(graph):
    """The graph up to its last volume before a softmax, which would hide differences."""
    last = graph.outputs[-1]
    while graph.nodes[last].op.kind == "softmax":
        (last,) = graph.nodes[last].inputs
    return up_to(graph, [last])


@pytest.mark.parametrize("fuse", [False, True], ids=["by itself", "fused"])
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem, marks=[] if path.stem in QUICK else pytest.mark.slow)
                                  for path in RECORDED])
def test_outputs_are_those_that_pytorch_computes(path, fuse):
    """Weights by He's rule and random statistics of the norms, so that errors cannot hide behind a bias."""
    told = json.loads(path.read_text())
    graph = before_softmax(build(load(told["network"], input_size=told["input"])))
    x = numpy.random.Generator(numpy.random.PCG64(1)).standard_normal(graph.nodes[0].shape, dtype="float32")
    (y,) = archcalc.run(graph, x, fuse=fuse).outputs.values()
    values = y.reshape(-1)[::max(1, y.size // len(told["values"]))][:len(told["values"])]
    assert abs(values - told["values"]).max() <= 1e-4 * told["std"]


def test_the_networks_of_the_lecture_and_their_descendants_are_recorded():
    assert {path.stem for path in RECORDED} >= {
        "vgg16", "alexnet", "googlenet", "inception_v3", "resnet50", "resnext50_32x4d", "densenet121", "mobilenet_v1",
        "mobilenet_v2", "xception", "nasnet_mobile", "unet", "vit_b16"}
