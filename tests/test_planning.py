"""Memory for training: against PyTorch's own count, and laws that hold for every network."""

import pytest

from archcalc.graph import build
from archcalc.library import load
from archcalc.planning.training import need


def test_what_is_frozen_has_no_gradient_and_below_the_lowest_trained_layer_nothing_is_saved():
    graph = build(load("resnet50"))
    whole = need(graph)
    head = need(graph, frozen={node.name for node in graph.nodes} - {"fc"})
    assert head.parameters == whole.parameters
    assert head.gradients == 4 * (2048 * 1000 + 1000)
    assert head.optimizer == 2 * head.gradients
    assert head.saved == (4 * 2048, 0, 0)
    assert (whole.input, head.input) == (0, 4 * 3 * 224 * 224)


@pytest.mark.parametrize(("optimizer", "values"), [("sgd", 0), ("momentum", 1), ("adam", 2), ("adamw", 2)])
def test_what_optimizers_remember(optimizer, values):
    parts = need(build(load("vgg16")), optimizer=optimizer)
    assert parts.optimizer == values * parts.parameters == values * 4 * 138_357_544
