"""Nodes of one kind are counted once: every measure gives what it gives of each node by itself."""

import pytest

from archcalc import build, load
from archcalc.counting.measures import MEASURES, measured
from archcalc.counting.measures.alike import PerKind, alike, combined, spread, total

NETWORKS = ("vgg16", "googlenet", "mobilenet_v2", "vit_b16", "gru_classifier", "unet")


@pytest.mark.parametrize("name", NETWORKS)
def test_a_measure_of_kinds_is_that_of_every_node_alone(name):
    graph = build(load(name))
    found = {measure: measured(graph, measure) for measure in MEASURES}
    of_kinds = [measure for measure, values in found.items() if isinstance(values, PerKind)]
    alone = [graph._replace(nodes=(node,)) for node in graph.nodes]
    assert len(of_kinds) > 30
    for measure in of_kinds:
        assert list(found[measure]) == [measured(each, measure)[0] for each in alone], measure
        assert total(found[measure]) == sum(found[measure]), measure


def test_kinds_are_fewer_than_nodes_and_hold_all_of_them():
    graph = build(load("resnet152"))
    kinds = alike(graph)
    assert len(kinds.nodes) < len(graph.nodes) / 3
    assert sum(kinds.sizes) == len(kinds.kinds) == len(graph.nodes)
    assert all((node.op, node.input_shapes) == (kinds.nodes[kind].op, kinds.nodes[kind].input_shapes)
               for node, kind in zip(graph.nodes, kinds.kinds, strict=True))


def test_columns_of_kinds_and_of_nodes_go_together():
    graph = build(load("lenet5"))
    sizes, places = spread(graph, lambda node: len(node.shape)), list(range(len(graph.nodes)))
    assert isinstance(combined(max, sizes, sizes), PerKind)
    assert combined(max, sizes, places) == [max(pair) for pair in zip(sizes, places, strict=True)]
    assert sizes[1:3] == list(sizes)[1:3]
    assert len(sizes) == len(places)
