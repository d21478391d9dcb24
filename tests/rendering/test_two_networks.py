"""Two networks in one picture: what differs is outlined, and nothing else is."""

import pytest
from picture_geometry import check

import archcalc
from archcalc.base.picture import Path, Text
from archcalc.rendering.drawings import compared, two_networks
from archcalc.rendering.drawings.diagram import diagram


def outlines(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Path) and shape.line == "mark"]


def test_resnet_takes_its_stride_elsewhere():
    """He et al. halve in the 1x1 of a block, PyTorch's edition in the 3x3: two layers of three blocks, of both networks."""
    one, other = (archcalc.build(name) for name in ("resnet50", "resnet50_v1_5"))
    picture = two_networks.picture(one, other, "2")
    check(picture)
    found = two_networks.differences(diagram(one, "2"), diagram(other, "2"))
    names = {graph.nodes[node].name for graph, nodes in ((one, found.first), (other, found.second)) for node in nodes}
    assert names == {f"conv{stage}_1/{conv}" for stage in (3, 4, 5) for conv in ("conv1", "conv2")}
    assert len(outlines(picture)) == 12
    texts = [shape.text for shape in picture.shapes if isinstance(shape, Text)]
    assert "conv3_x/conv3_1/conv1: 1x1 conv, 128, /2 28x28x128 in the first, 1x1 conv, 128 56x56x128 in the second" in texts


@pytest.mark.parametrize("name", ["lenet5", "unet"])
def test_a_network_does_not_differ_from_itself(name):
    graph = archcalc.build(name)
    picture = two_networks.picture(graph, graph)
    check(picture)
    assert outlines(picture) == []
    assert any(isinstance(shape, Text) and shape.text == "nothing differs" for shape in picture.shapes)


def test_what_only_one_has_is_outlined():
    found = two_networks.differences(*(diagram(archcalc.build(name), "1") for name in ("vgg11", "vgg13")))
    assert len(found.second) > len(found.first)
    assert any(line.endswith("in the second alone") for line in found.lines)


def test_a_graph_language_holds_no_comparison():
    graph = archcalc.build("lenet5")
    with pytest.raises(archcalc.ArchcalcError, match="compared in a picture"):
        compared(graph, graph, "dot")
