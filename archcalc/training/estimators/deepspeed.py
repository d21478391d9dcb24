"""DeepSpeed's own estimate of the memory of a model's states under ZeRO, which is not ZeRO's paper's.

Source: DeepSpeed 0.19.8, runtime/zero/stage_1_and_2.py and stage3.py, estimate_zero2_model_states_mem_needs and
estimate_zero3_model_states_mem_needs, on one node, with zero_init. Adam, 16-bit numbers with a float32 master copy; a
value of which the paper has 16 bytes has 18 here, for a gradient in float32 beside the one in 16 bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph, Node

VERSION = "0.19.8"
_BUFFERS = 1.5
"""The factor for buffers in the host's memory, `additional_buffer_factor`."""


class Estimate(NamedTuple):
    """A stage, what is offloaded to the host, and the bytes on each device and on the host."""

    stage: int
    offloaded: str
    device: int
    host: int


def estimates(parameters: int, largest_layer: int, devices: int) -> Iterator[Estimate]:
    """The estimates for so many trained values, of which the largest layer has some, on the devices of one node.

    >>> [estimate.device for estimate in estimates(138_357_544, 102_764_544, 8) if not estimate.offloaded]
    [588019562, 722362650]
    """
    divided = int(18 * parameters / devices)
    yield Estimate(2, "", 2 * parameters + divided, int(parameters * 4 * devices * _BUFFERS))
    yield Estimate(2, "optimizer", 2 * parameters, int(parameters * max(4 * devices, 16) * _BUFFERS))
    gathered = 4 * largest_layer
    yield Estimate(3, "", gathered + divided, int(largest_layer * 4 * devices * _BUFFERS))
    yield Estimate(3, "optimizer", gathered + int(2 * parameters / devices), int(parameters * 16.0 * _BUFFERS))
    yield Estimate(3, "optimizer, parameters", gathered, int(parameters * 18.0 * _BUFFERS))


def largest_module(graph: Graph) -> int:
    """The values of the largest module of PyTorch: a layer, or of one with several matrices the largest of them."""
    return max(map(_largest, graph.nodes))


def _largest(node: Node) -> int:
    sizes = {name: prod(weight.shape) for name, weight in node.op.weights(*node.input_shapes).items()
             if weight.role != "buffer" and name not in node.elsewhere}
    if len(node.op.matrices(*node.input_shapes)) > 1:
        return max((size + sizes.get(f"{name}_bias", 0) for name, size in sizes.items()), default=0)
    return sum(sizes.values())
