"""Ways to hold a network while it is trained: on one device or copied on several, sharded, checkpointed.

Sharding is ZeRO's (Rajbhandari et al. 2020): stage 1 divides the optimizer's state among the devices, stage 2 also the
gradients, stage 3 also the parameters, of which one layer at a time is then gathered whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from archcalc.network.graph import Graph
from archcalc.training.checkpointing import Cuts, kept_under, recomputed
from archcalc.training.largest_batch import largest, rebatched
from archcalc.training.memory import Choices, Held, held, live_bytes, total

STAGES = (0, 1, 2, 3)


class Strategy(NamedTuple):
    """One device under a strategy: bytes held, bytes sent, MACs computed again in a step, the largest batch.

    `stage` is ZeRO's, 0 where every device holds everything; `largest_batch` is None where no limit was given.
    """

    stage: int
    checkpointed: bool
    held: Held
    activations: int
    sent: int
    recomputed: int
    largest_batch: int | None = None

    @property
    def total(self) -> int:
        """All that the device holds."""
        return sum(self.held) + self.activations


def sharded(whole: Held, largest_layer: int, stage: int, devices: int) -> Held:
    """The bytes on one of several devices; what is divided is rounded up to a byte."""
    def part(size: int, since: int) -> int:
        return -(-size // devices) if stage >= since else size

    gathered = largest_layer if stage >= 3 and devices > 1 else 0
    return Held(min(whole.parameters, part(whole.parameters, 3) + gathered), whole.buffers,
                part(whole.gradients, 2), part(whole.optimizer, 1))


def sent(whole: Held, stage: int, devices: int) -> int:
    """The bytes that a device sends in a step: gradients summed in a ring; in stage 3, parameters gathered twice.

    Source: Rajbhandari et al. 2020, section 7.
    """
    moved = whole.gradients + (2 * whole.parameters if stage >= 3 else whole.parameters if stage else whole.gradients)
    return moved * (devices - 1) // devices


def ways(graph: Graph, choices: Choices, cuts: Cuts, devices: int = 1, limit: int | None = None) -> Iterator[Strategy]:
    """Every way to train on so many devices, of `limit` bytes each, with the graph's batch on every one.

    Each is there twice if there are cuts at which to checkpoint.
    """
    each = [held(node, choices) for node in graph.nodes]
    whole, widest = total(Held, each), max(layer.parameters for layer in each)
    for at in ((), cuts) if cuts else ((),):
        activations = _activations(graph, choices, at)
        for stage in STAGES if devices > 1 else (0,):
            part = sharded(whole, widest, stage, devices)
            most = None if limit is None else largest(partial(_added, sum(part), activations), limit)
            yield Strategy(stage, bool(at), part, activations(graph.batch), sent(whole, stage, devices),
                      recomputed(graph, at), most)


def _activations(graph: Graph, choices: Choices, cuts: Cuts) -> Callable[[int], int]:
    """For so many images, the bytes of activations that are kept, and of their gradients."""
    @cache
    def size(images: int) -> int:
        batch = rebatched(graph, images)
        return kept_under(batch, choices, cuts) + live_bytes(batch, choices)

    return size


def _added(held: int, activations: Callable[[int], int], images: int) -> int:
    return held + activations(images)
