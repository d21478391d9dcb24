"""A plan: what a network needs in training, in how little memory it can run, and how it fits onto devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.counting.measures.in_place import activations, none
from archcalc.counting.measures.liveness import lifetimes
from archcalc.network.graph import Graph, whole
from archcalc.training import checkpointing, execution_order
from archcalc.training.autocast.conversions import converted
from archcalc.training.checkpointing import Cuts
from archcalc.training.course import course
from archcalc.training.execution_order import Order
from archcalc.training.gpus import Device, device, memory
from archcalc.training.memory import Choices, widths
from archcalc.training.moments import Event, Moment
from archcalc.training.moments import peak as most
from archcalc.training.needs import Need, needed_for
from archcalc.training.strategies import Strategy, ways
from archcalc.training.training_step import inference, stretch_of_step, training_step

if TYPE_CHECKING:
    from archcalc.training.filter_split import Streams
    from archcalc.training.layer_split import Stage
    from archcalc.training.roofline import Roofline

_STREAMS = "streams"
"""The way to split by filters; others split by layers."""
_MOST_DEVICES = 65536


class Fleet(NamedTuple):
    """The devices that are there: what each is, how many, what is left free on each, how layers are split over them."""

    gpu: str | None = None
    devices: int = 1
    reserve: str | None = None
    split: str | None = None

    @property
    def device(self) -> Device | None:
        """The device. Raises ArchcalcError for an unknown one."""
        return None if self.gpu is None else device(self.gpu)

    @property
    def limit(self) -> int | None:
        """The bytes that may be used on each. Raises ArchcalcError if nothing is left."""
        free = memory(self.reserve, "--reserve") if self.reserve is not None else 0
        if self.device is None:
            return None
        if (left := self.device.memory - (free or 0)) <= 0:
            raise ArchcalcError.of("usage", f"nothing is left of {self.gpu} for the network",
                                   hint="a smaller --reserve" if self.reserve else "24GiB, or 512MiB")
        return left

    def checked(self) -> Fleet:
        """The same, if it can be. Raises ArchcalcError."""
        if not 1 <= self.devices <= _MOST_DEVICES:
            raise ArchcalcError.of("usage", f"a plan is of 1 to {_MOST_DEVICES:,} devices, found {self.devices:,}",
                                   hint="--gpus 8")
        if self.split is not None:
            from archcalc.training.layer_split import BY

            if self.split not in (*BY, _STREAMS):
                raise unknown("split", self.split, (*BY, _STREAMS))
        if self.reserve is not None and self.gpu is None:
            raise ArchcalcError.of("usage", "--reserve wants a device",
                                   hint=f"--gpu 24GiB --reserve {quoted(self.reserve, '')}")
        if self.split is not None and self.devices < 2:
            raise ArchcalcError.of("usage", "--split wants several devices", hint=f"--gpus 2 --split {self.split}")
        return self


class Peak(NamedTuple):
    """The most bytes of activations at once in a forward pass, in an order, and the layer at which they are there.

    `named` is the largest moment of one in the order as written, with all that names in a program hold.
    """

    written: int
    layer: str
    best: int
    order: Order
    named: Moment


class Plan(NamedTuple):
    """All that can be said of a network under some choices; what was not asked for is None.

    `cuts` are those of the ways that checkpoint; where `checkpoint` says how they are chosen, the step has them, too.
    """

    graph: Graph
    choices: Choices
    fleet: Fleet
    need: Need
    step: list[Event]
    peak: Peak
    cuts: Cuts
    checkpoint: str | None
    ways: tuple[Strategy, ...]
    stages: tuple[Stage, ...] | None = None
    stage_peaks: tuple[int, ...] = ()
    streams: Streams | None = None
    bounds: Roofline | None = None

    @property
    def largest_batch(self) -> int | None:
        """The largest batch on one device, without others' help; None where no device was named."""
        planned = next(way for way in self.ways if way.checkpointed == bool(self.checkpoint and self.cuts))
        return planned.largest_batch


def plan(graph: Graph, choices: Choices, fleet: Fleet, checkpoint: str | None = None) -> Plan:
    """The plan for a graph's batch. Raises ArchcalcError for names that do not exist, and for what cannot be done.

    `checkpoint` says how the step is checkpointed: best, sqrt or blocks; without it, it is not.
    """
    choices.checked(whole(graph, "planned"))
    fleet.checked()
    if choices.amp is not None and fleet.split is not None:
        raise ArchcalcError.of("usage", "--amp is not planned beside --split", hint="one of them")
    graph = converted(graph, choices.amp)
    limit, card = fleet.limit, fleet.device
    if checkpoint is not None and fleet.split is not None:
        raise ArchcalcError.of("usage", "--checkpoint is not planned beside --split", hint="one of them")
    cuts = checkpointing.cuts(graph, choices, checkpoint or "best")
    stages = _stages(graph, choices, fleet)
    made = course(graph, choices)
    step = training_step(made, cuts if checkpoint else ())
    return Plan(
        graph, choices, fleet, needed_for(step), step, peak(graph, choices), cuts, checkpoint,
        tuple(ways(made, cuts, fleet.devices, limit)), stages or None,
        tuple(most(stretch_of_step(made, stage.first, stage.last)) for stage in stages),
        _streams(graph, choices, fleet), _bounds(graph, choices, card))


def _stages(graph: Graph, choices: Choices, fleet: Fleet) -> tuple[Stage, ...]:
    if fleet.split in {None, _STREAMS}:
        return ()
    from archcalc.training.layer_split import in_a_row

    return tuple(in_a_row(graph, choices, fleet.devices, fleet.split))


def _streams(graph: Graph, choices: Choices, fleet: Fleet) -> Streams | None:
    if fleet.split != _STREAMS:
        return None
    from archcalc.training.filter_split import streams

    return streams(graph, choices, fleet.devices)


def _bounds(graph: Graph, choices: Choices, card: Device | None) -> Roofline | None:
    """The bounds of layers; None where no card with a bandwidth is named."""
    if card is None or not card.bandwidth:
        return None
    from archcalc.training.roofline import roofline

    return roofline(graph, card, choices)


def peak(graph: Graph, choices: Choices) -> Peak:
    """The most that a forward pass holds of activations, in the order as written and in the best."""
    overwrites, each = activations if choices.in_place else none, widths(graph, choices)
    during = lifetimes(graph, overwrites, widths=each).during()
    best = execution_order.best(graph, overwrites, each)
    return Peak(max(during), graph.nodes[during.index(max(during))].name, best.values, best, inference(graph, choices))
