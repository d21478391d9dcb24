"""The first layers of a network run patch by patch, so that no large volume is there whole.

A patch of the last of these layers' output is worked out from the region of the image that it needs, and written to its
place in the whole of it; then comes the next. Regions overlap, and what several patches need is worked out for each.
Source: Lin et al. 2021 (MCUNetV2), section 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.operator_counts import figures
from archcalc.network.graph import Graph
from archcalc.training.microcontroller.arena import Buffer, greedy
from archcalc.training.microcontroller.patch_regions import Patch, by_places, patches


class Patchwise(NamedTuple):
    """A network of which the layers up to `layer`, by position, run by patches, so many `across` and as many down.

    `arena` is the larger one of those of the patches and of the layers behind; `macs` are the products of all patches,
    `whole` those of the same layers without patches. The image is `held` whole, or each patch reads its own region.
    """

    across: int
    layer: int
    held: bool
    of_patches: int
    of_rest: int
    macs: int
    whole: int

    @property
    def arena(self) -> int:
        """The bytes of the arena."""
        return max(self.of_patches, self.of_rest)


def best(graph: Graph, count: int, *, held: bool) -> Patchwise:
    """The layers to run by patches so that the arena is least, and of these those with the fewest products.

    Raises ArchcalcError where there are none.
    """
    found = [patchwise(graph, layer, count, held=held) for layer in _places(graph, count)]
    if not found:
        raise ArchcalcError.of("patches", f"no first layers of the network can be cut into {count}x{count} patches",
                               hint="they work place by place on images, and one volume alone goes on from there")
    return min(found, key=lambda each: (each.arena, each.macs))


def _places(graph: Graph, count: int) -> Iterator[int]:
    """The layers that may be the last of those by patches: one volume goes on from there, large enough to be cut."""
    last = list(range(len(graph.nodes)))
    for i, node in enumerate(graph.nodes):
        for position in node.inputs:
            last[position] = i
    for i, node in enumerate(graph.nodes):
        if not by_places(node):
            return
        if node.inputs and i not in graph.outputs and min(node.shape[2:]) >= count and all(
                last[before] <= i for before in range(i)):
            yield i


def patchwise(graph: Graph, layer: int, count: int, *, held: bool) -> Patchwise:
    """The network with the layers up to one, by position, by patches."""
    cut = list(patches(graph, layer, count))
    macs = [figures(node).cost.macs for node in graph.nodes[:layer + 1]]
    again = sum(macs[i] * patch.area(i) // prod(graph.nodes[i].shape[2:]) for patch in cut for i in range(layer + 1))
    return Patchwise(count, layer, held, max(_arena_of_patch(graph, layer, patch, held=held) for patch in cut),
                     _arena_behind(graph, layer), again, sum(macs))


def _arena_of_patch(graph: Graph, layer: int, patch: Patch, *, held: bool) -> int:
    """The arena of a patch, beside the output of which it is one, which is there all the time."""
    last = {i: i for i in range(layer + 1)}
    for i, node in enumerate(graph.nodes[:layer + 1]):
        for position in node.inputs:
            last[position] = i
    buffers = [Buffer(prod(graph.nodes[layer].shape), 0, layer)]
    for i, node in enumerate(graph.nodes[:layer]):
        if held and node.is_entrance:
            buffers.append(Buffer(prod(node.shape), 0, layer))
        elif patch.area(i):
            buffers.append(Buffer(prod(node.shape[:2]) * patch.area(i), i, last[i]))
    return greedy(buffers).bytes


def _arena_behind(graph: Graph, layer: int) -> int:
    """The arena of the layers behind, whose input is the output of the one before."""
    last = {i: i for i in range(layer, len(graph.nodes))}
    for i, node in enumerate(graph.nodes):
        for position in node.inputs if i > layer else ():
            last[position] = i
    for i in graph.outputs:
        last[i] = len(graph.nodes)
    return greedy([Buffer(prod(graph.nodes[i].shape), i - layer, last[i] - layer)
                   for i in range(layer, len(graph.nodes)) if graph.nodes[i].inputs]).bytes
