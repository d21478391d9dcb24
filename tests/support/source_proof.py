"""What the proofs of a network's source share, whatever the framework: the text as a module, the sizes, the inputs."""

import math
import sys
from types import ModuleType
from typing import Any

import numpy as np

from archcalc.executor.weights.names import declared
from archcalc.network.graph import Graph


def module_of(text: str) -> ModuleType:
    """The module that a source text is."""
    module = ModuleType("exported")
    sys.modules["exported"] = module
    exec(compile(text, "exported.py", "exec"), module.__dict__)
    return module


def wanted(graph: Graph) -> tuple[int, int]:
    """The parameters and buffers of a network."""
    sizes = [(weight.role == "buffer", math.prod(weight.shape)) for *_, weight in declared(graph)]
    return sum(size for is_buffer, size in sizes if not is_buffer), sum(size for is_buffer, size in sizes if is_buffer)


def tables(graph: Graph) -> dict[str, int]:
    """The inputs that are looked up in a table, each with the entries that all its tables have."""
    found = {}
    for place, node in enumerate(graph.nodes):
        entries = [other.op.entries for other in graph.nodes if place in other.inputs and other.op.kind == "embedding"]
        if entries and node.is_entrance:
            found[node.name] = min(entries)
    return found


def given(graph: Graph, seed: int = 1) -> dict[str, Any]:
    """An array for each input: whole numbers where they are looked up in a table, boxes well within the image for regions of it.

    (Of a sample behind the end torchvision's operator makes 0, as archcalc does, and its function in Python does not.)
    """
    generator, entries, found = np.random.default_rng(seed), tables(graph), {}
    images = {node.inputs[1]: (graph.nodes[node.inputs[0]].shape, node.op.spatial_scale) for node in graph.nodes
              if node.op.kind == "roi_align" and len(node.inputs) == 2}
    for place, node in enumerate(graph.nodes):
        if node.is_entrance and place in images:
            (*_, high, wide), scale = images[place]
            corners = generator.uniform([0.1, 0.1, 0.5, 0.5], [0.4, 0.4, 0.8, 0.8], node.shape)
            found[node.name] = (corners * np.tile([wide / scale, high / scale], 2)).astype(np.float32)
        elif node.is_entrance:
            found[node.name] = generator.integers(0, entries[node.name], node.shape).astype(np.float32) if node.name in entries else \
                generator.standard_normal(node.shape, dtype=np.float32)
    return found


def refuse_other_counts(graph: Graph, found: tuple[int, int]) -> None:
    """Refuse a model that has other parameters and buffers. Raises AssertionError."""
    assert found == wanted(graph), f"{found} parameters and buffers, {wanted(graph)} wanted"


def largest(ours: dict[str, Any], theirs: list[Any], close: float, spread: Any) -> float:
    """The largest difference of outputs, in standard deviations of theirs. Raises AssertionError where it is not `close`."""
    assert [each.shape for each in theirs] == [each.shape for each in ours.values()]
    apart = {name: float(abs(values - each).max() / spread(each)) for (name, values), each in zip(ours.items(), theirs, strict=True)}
    worst = max(apart, key=lambda name: math.inf if math.isnan(apart[name]) else apart[name])
    assert apart[worst] <= close, f"{worst}: {apart[worst]:.1e} of a standard deviation"
    return apart[worst]
