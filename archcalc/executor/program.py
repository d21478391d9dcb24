"""A graph made ready to run: steps in order, weights laid out for their kernels, volumes freed when read last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from time import perf_counter
from typing import Any, NamedTuple

from archcalc.base.errors import ArchcalcError
from archcalc.executor.concat_in_place import Place, places, stacks_channels
from archcalc.executor.convolution.geometry import Task
from archcalc.executor.convolution.prepared import Convolver, Perform
from archcalc.executor.fusion import Group, fused, single
from archcalc.network.graph import Borrowed, Graph, Node

Weights = dict[str, dict[str, Any]]
"""Arrays by layer and by the weight's name."""


class Mode(NamedTuple):
    """How a graph is run: with the fast kernels or operator by operator as written, fused, in which type."""

    fast: bool = True
    fuse: bool = False
    dtype: str = "float32"
    keep: bool = False
    """Whether weights, once laid out for their kernels, are kept for the next run."""


def one_by_one(tasks: Iterable[Task]) -> None:
    """Tasks done by the thread that asks."""
    for task in tasks:
        task()


def ruled(node: Node, xp: Any, arrays: list[Any], weights: Mapping[str, Any]) -> Any:
    """The output of an operator by its own rule. Raises ArchcalcError where the rule is mistaken."""
    try:
        y = node.op.forward(xp, *arrays, **weights)
        if hasattr(y, "shape"):
            return y
        from archcalc.operators import rule_errors

        rule_errors.checked(node.op, "forward", y)
    except (ArchcalcError, MemoryError):
        raise
    except Exception as error:  # whatever a stranger's rule raises
        from archcalc.operators import rule_errors

        raise rule_errors.at_node(node, error, xp, *arrays, **weights) from error


class Made(NamedTuple):
    """What a step made: the volume, and the seconds that it took."""

    group: Group
    array: Any
    seconds: float


class Program:
    """A graph, its weights and an array namespace. It owns the weights: with `keep`, they leave once laid out."""

    def __init__(self, graph: Graph, weights: Weights, xp: Any, mode: Mode, kept: Collection[int] = (),
                 perform: Perform = one_by_one, settle: Callable[[], None] = lambda: None) -> None:
        self.graph, self.weights, self.xp, self.mode = graph, weights, xp, mode
        self.perform, self.settle = perform, settle
        self.kept = frozenset(kept) | frozenset(graph.outputs)
        self.groups = fused(graph, self.kept) if mode.fuse else single(graph)
        self.inputs = {group.last: group.inputs(graph) for group in self.groups}
        self.places = places(graph, self.groups) if mode.fuse and mode.fast and not self.rounds else {}
        self.freed = self._freed()
        self.lenders = {full.rpartition(".")[0] for node in graph.nodes for full in node.elsewhere.values()}
        self.ready: dict[int, Convolver] = {}

    @property
    def rounds(self) -> bool:
        """Whether every volume is computed in float32 and rounded."""
        return self.mode.dtype == "float16"

    def steps(self, given: Mapping[str, Any]) -> Iterator[Made]:
        """Run on the arrays of the inputs, by name, and give every volume as it is made; kept ones stay to the end."""
        values: dict[int, Any] = {}
        wholes: dict[int, Any] = {}
        for group in self.groups:
            arrays = [values[position] for position in self.inputs[group.last]]
            arrays = arrays or [given[self.graph.nodes[group.main].name]]
            self.lay_out(group)
            start = perf_counter()
            array = self._made(group, arrays, self._room(group.last, wholes, arrays[0].shape[0]))
            self.settle()
            values[group.last] = array
            for position in self.freed[group.last]:
                values.pop(position, None)
            del arrays
            yield Made(group, array, perf_counter() - start)
            del array
            if not self.mode.keep:
                self.ready.pop(group.main, None)

    def outputs(self, given: Mapping[str, Any]) -> dict[int, Any]:
        """The kept volumes of one run."""
        return {made.group.last: made.array for made in self.steps(given) if made.group.last in self.kept}

    def lay_out(self, group: Group) -> None:
        """Lay out a step's weights for its kernel, if it is a convolution with a fast one."""
        convolution = self.mode.fast and "plain-convolution" in self.graph.nodes[group.main].op.traits
        if convolution and group.main not in self.ready:
            weights = {position: self._weights(position) for position in group.members}
            self.ready[group.main] = Convolver.of(self.xp, self.graph, group, weights)
            if self.mode.keep:
                for name in {self.graph.nodes[position].name for position in group.members} - self.lenders:
                    self.weights.pop(name, None)

    def stored(self, position: int) -> dict[str, Any]:
        """A node's weights as they are held, those that another layer holds among them."""
        node = self.graph.nodes[position]
        own = self.weights.get(node.name, {})
        return own if not node.shared else own | {each.weight: self._elsewhere(each) for each in node.shared}

    def _weights(self, position: int) -> dict[str, Any]:
        stored = self.stored(position)
        return {name: array.astype(self.xp.float32) for name, array in stored.items()} if self.rounds else stored

    def _elsewhere(self, weight: Borrowed) -> Any:
        layer, _, key = weight.holder.rpartition(".")
        array = self.weights[layer][key]
        return array.transpose(1, 0) if weight.transposed else array

    def _made(self, group: Group, arrays: list[Any], room: Any) -> Any:
        if self.rounds:
            arrays = [array.astype(self.xp.float32) for array in arrays]
        if group.main in self.ready:
            y = self.ready[group.main].run(self.xp, arrays, room, self.perform)
        else:
            y = self._forward(group, arrays, room)
        return y.astype(self.xp.float16) if self.rounds else y

    def _forward(self, group: Group, arrays: list[Any], room: Any) -> Any:
        """The operator's own rule, and the activation after it."""
        node = self.graph.nodes[group.main]
        if self._places_parts(group.main):
            return self._joined(group.main, arrays, room)
        y = ruled(node, self.xp, arrays, self._weights(group.main))
        if group.activation is not None:
            y = self.graph.nodes[group.activation].op.write(self.xp, y, y)
        if room is None:
            return y
        room[...] = y.transpose(0, 2, 3, 1)
        return room.transpose(0, 3, 1, 2)

    def _joined(self, position: int, arrays: list[Any], room: Any) -> Any:
        """A concatenation, most of whose parts are in their places already."""
        node = self.graph.nodes[position]
        whole, first = self.places.get(position, Place(position, 0))
        start = 0
        for read, array in zip(node.inputs, arrays, strict=True):
            stop = start + array.shape[1]
            if self.places.get(read) != Place(whole, first + start):
                room[..., start:stop] = array.transpose(0, 2, 3, 1)
            start = stop
        return room.transpose(0, 3, 1, 2)

    def _room(self, position: int, wholes: dict[int, Any], images: int) -> Any:
        """Where a volume is to be written, (n, h, w, c), if its place is known beforehand."""
        default = Place(position, 0) if self._places_parts(position) else None
        place = self.places.get(position, default)
        if place is None:
            return None
        if place.whole not in wholes:
            _, c, h, w = self.graph.nodes[place.whole].shape
            wholes[place.whole] = self.xp.empty((images, h, w, c), dtype=getattr(self.xp, self.mode.dtype))
        whole = wholes.pop(position) if position == place.whole else wholes[place.whole]
        return whole[..., place.first:place.first + self.graph.nodes[position].shape[1]]

    def _places_parts(self, position: int) -> bool:
        """Whether a volume is a concatenation whose parts are written in their places."""
        return bool(self.places) and stacks_channels(self.graph.nodes[position])

    def _freed(self) -> dict[int, list[int]]:
        """For every step the volumes that nobody reads after it."""
        last = {read: group.last for group in self.groups for read in self.inputs[group.last]}
        freed: dict[int, list[int]] = {group.last: [] for group in self.groups}
        for position, step in last.items():
            if position not in self.kept:
                freed[step].append(position)
        return freed
