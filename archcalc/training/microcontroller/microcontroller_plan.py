"""A plan for a microcontroller: the flash, and the arena of activations in several ways, with what binds."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.in_place import none
from archcalc.network.graph import Graph, whole
from archcalc.training import execution_order
from archcalc.training.microcontroller.arena import Arena, Buffer, alive, greedy
from archcalc.training.microcontroller.boards import Board
from archcalc.training.microcontroller.deployed_graph import deployed
from archcalc.training.microcontroller.flash import Flash, flash
from archcalc.training.microcontroller.in_place_runtimes import InPlaceBound, bounds
from archcalc.training.microcontroller.patchwise import Patchwise, best


class Way(NamedTuple):
    """A way to run a network: its operators, in their order, a buffer for each, the arena, and what is alive when.

    `exact` says that in certainly no order less is alive.
    """

    name: str
    graph: Graph
    order: tuple[int, ...]
    buffers: tuple[Buffer, ...]
    arena: Arena
    alive: tuple[int, ...]
    exact: bool

    @property
    def most(self) -> int:
        """The most bytes alive at once: no planner lays this order into less."""
        return max(self.alive)

    @property
    def layer(self) -> str:
        """The operator at which most is alive."""
        step = self.alive.index(self.most)
        return next(self.graph.nodes[i].name for i, buffer in zip(self.order, self.buffers, strict=True)
                    if buffer.first == step)


class MicrocontrollerPlan(NamedTuple):
    """All that is said of a network on a microcontroller; `bounds` are of runtimes that work in place.

    `patched` are ways to run the first layers by patches, of operators as in the last of the other ways.
    """

    written: Graph
    board: Board
    flash: Flash
    ways: tuple[Way, ...]
    bounds: tuple[InPlaceBound, ...]
    patched: tuple[Patchwise, ...] = ()

    @property
    def judged(self) -> Way:
        """The way that decides: the operators of a file or, on an accelerator, those that pad inside."""
        return self.ways[-2 if self.board.accelerator else 0]

    def needs(self, way: Way) -> int:
        """The bytes by which a way is judged: the runtime's arena or, on an accelerator, what is alive at once."""
        return way.most if self.board.accelerator else way.arena.bytes

    @property
    def constants(self) -> int:
        """The bytes that are to lie in flash or, on an accelerator, the weights alone."""
        return self.flash.weights if self.board.accelerator else self.flash.total

    @property
    def fits_ram(self) -> bool | None:
        """True if what decides is no larger than the memory; None where that is not known."""
        return None if self.board.ram is None else self.needs(self.judged) <= self.board.ram

    @property
    def fits_flash(self) -> bool | None:
        """True if the constants are no larger than the flash; None where that is not known."""
        return None if self.board.flash is None else self.constants <= self.board.flash

    @property
    def binds(self) -> str | None:
        """Of memory and flash, that of which a larger share is taken; None where none is known."""
        shares = {"ram": (self.needs(self.judged), self.board.ram), "flash": (self.constants, self.board.flash)}
        known = {name: taken / there for name, (taken, there) in shares.items() if there is not None}
        return max(known, key=lambda name: known[name], default=None)


def microcontroller_plan(graph: Graph, board: Board, patches: int = 1) -> MicrocontrollerPlan:
    """The plan for a graph's batch, also with the first layers by patches x patches patches.

    Raises ArchcalcError for a part of a network, and for one whose first layers cannot be cut so.
    """
    whole(graph, "planned")
    files = [deployed(graph), deployed(graph, pads=False)]
    titles = ["as written", "padding inside operators"]
    if len(files[0].nodes) == len(files[1].nodes):
        del files[1:]
    ways = tuple(way for file, title in zip(files, titles, strict=False) for way in _ways(file, title))
    patched = tuple(best(files[-1], patches, held=held) for held in ((True, False) if patches > 1 else ()))
    return MicrocontrollerPlan(graph, board, flash(files[0]), ways, bounds(files[-1]), patched)


def _ways(graph: Graph, title: str) -> tuple[Way, Way]:
    """The arena in the order as written, and in that in which least is alive."""
    order = execution_order.best(graph, none)
    written = _way(title, graph, tuple(range(len(graph.nodes))), exact=False)
    return written, _way(f"{title}, best order", graph, order.layers, exact=order.exact)


def _way(name: str, graph: Graph, order: tuple[int, ...], *, exact: bool) -> Way:
    order = tuple(i for i in order if graph.nodes[i].inputs or graph.nodes[i].is_entrance)
    buffers = tuple(_buffers(graph, order))
    return Way(name, graph, order, buffers, greedy(buffers), tuple(alive(buffers)), exact)


def _buffers(graph: Graph, order: Sequence[int]) -> list[Buffer]:
    """A buffer for each operator in the order, of a byte a value; inputs are there before the first step.

    An output of the network stays to the end. Constants lie in flash and have none.
    """
    steps: dict[int, int] = {}
    for i in order:
        steps[i] = 0 if graph.nodes[i].is_entrance else max(steps.values(), default=0) + 1
    last = dict(steps)
    for i in order:
        for position in graph.nodes[i].inputs:
            last[position] = max(last.get(position, 0), steps[i])
    end = max(steps.values())
    return [Buffer(prod(graph.nodes[i].shape), steps[i], end if i in graph.outputs else last[i]) for i in order]
