"""A plan: what a network needs in training, in how little memory it can run, and how it fits onto devices."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.counting.measures.in_place import activations, none
from archcalc.counting.measures.liveness import lifetimes
from archcalc.network.graph import Graph, whole
from archcalc.training import checkpointing, execution_order, filter_split, layer_split
from archcalc.training.checkpointing import Cuts
from archcalc.training.course import course
from archcalc.training.execution_order import Order
from archcalc.training.filter_split import Streams
from archcalc.training.gpus import Device, device, memory
from archcalc.training.layer_split import Stage
from archcalc.training.memory import Choices
from archcalc.training.moments import Moment
from archcalc.training.moments import peak as most
from archcalc.training.needs import Need, needed
from archcalc.training.roofline import Roofline, roofline
from archcalc.training.strategies import Strategy, ways
from archcalc.training.training_step import inference, stretch_of_step

SPLITS = (*layer_split.BY, "streams")
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
                                   hint="a smaller --reserve")
        return left

    def checked(self) -> Fleet:
        """The same, if it can be. Raises ArchcalcError."""
        if not 1 <= self.devices <= _MOST_DEVICES:
            raise ArchcalcError.of("usage", f"--gpus takes 1 to {_MOST_DEVICES:,}, found {self.devices:,}")
        if self.split is not None and self.split not in SPLITS:
            raise unknown("split", self.split, SPLITS)
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
    """All that can be said of a network under some choices; what was not asked for is None."""

    graph: Graph
    choices: Choices
    fleet: Fleet
    need: Need
    peak: Peak
    cuts: Cuts
    ways: tuple[Strategy, ...]
    stages: tuple[Stage, ...] | None = None
    stage_peaks: tuple[int, ...] = ()
    streams: Streams | None = None
    bounds: Roofline | None = None

    @property
    def largest_batch(self) -> int | None:
        """The largest batch on one device that holds everything; None where no device was named."""
        return self.ways[0].largest_batch


def plan(graph: Graph, choices: Choices, fleet: Fleet) -> Plan:
    """The plan for a graph's batch. Raises ArchcalcError for names that do not exist, and for what cannot be done."""
    choices.checked(whole(graph, "planned"))
    fleet.checked()
    limit, card = fleet.limit, fleet.device
    cuts = checkpointing.best_cuts(graph, choices)
    by_layers = fleet.split if fleet.split in layer_split.BY else None
    stages = tuple(layer_split.in_a_row(graph, choices, fleet.devices, by_layers)) if by_layers else ()
    made = course(graph, choices)
    return Plan(
        graph, choices, fleet, needed(made), peak(graph, choices), cuts,
        tuple(ways(made, cuts, fleet.devices, limit)), stages or None,
        tuple(most(stretch_of_step(made, stage.first, stage.last)) for stage in stages),
        filter_split.streams(graph, choices, fleet.devices) if fleet.split == "streams" else None,
        roofline(graph, card, choices.dtype) if card is not None and card.bandwidth else None)


def peak(graph: Graph, choices: Choices) -> Peak:
    """The most that a forward pass holds of activations, in the order as written and in the best."""
    overwrites, each = activations if choices.in_place else none, choices.precision.activation
    during = lifetimes(graph, overwrites).during()
    best = execution_order.best(graph, overwrites)
    return Peak(max(during) * each, graph.nodes[during.index(max(during))].name, best.values * each, best,
                inference(graph, choices))
