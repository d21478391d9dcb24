"""Networks on signals and volumes, of the bundled ones: what tests/oracle/axes.py counts in PyTorch."""

from math import prod

import numpy

from archcalc.loading.library import load
from archcalc.network.builder import build

NETWORKS = ("m5", "c3d", "r3d_18", "unet3d", "text_cnn")
SMALL = {"m5": "1x4096", "r3d_18": "3x4x16x16", "unet3d": "3x8x8x16", "text_cnn": None}
"""Inputs small enough to run at once; None: its own."""


def small(name):
    """The network on a small input."""
    return build(load(name, input_size=SMALL[name]))


def drawn(graph, dtype="float64"):
    """An input and weights, the same each time; a variance is positive, and weights keep values near one."""
    random = numpy.random.default_rng(0)
    first = graph.nodes[0]
    looks_up = "embedding" in {node.op.kind for node in graph.nodes}
    x = random.integers(0, 20000, first.shape) if looks_up else random.standard_normal(first.shape)
    weights = {}
    for node in graph.nodes:
        held = {}
        for name, weight in node.op.weights(*node.input_shapes).items():
            values = random.standard_normal(weight.shape)
            values /= prod(weight.shape[1:]) ** 0.5 if weight.role == "weight" else 1
            held[name] = (abs(values) + 0.5 if name == "variance" else values).astype(dtype)
        weights |= {node.name: held} if held else {}
    return x.astype(dtype), weights
