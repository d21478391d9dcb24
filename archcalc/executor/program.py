"""A graph made ready to run: steps in order, weights laid out for their kernels, volumes freed when read last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import BY_PYTHON, Clock
from archcalc.executor.concat_in_place import ChannelSlot, channel_slots, concatenates_channels
from archcalc.executor.convolution.tiles import Scheduler, in_turn
from archcalc.executor.fusion import FusedStep, fused, one_by_one
from archcalc.executor.laid_out import LaidOut, laid_out
from archcalc.executor.weights.borrowed import stored
from archcalc.executor.weights.drawn_rows import DrawnRows, row_by_row
from archcalc.network.graph import Graph, Node

Weights = dict[str, dict[str, Any]]
"""Arrays by layer and by the weight's name."""


class Mode(NamedTuple):
    """How a graph is run: by the fast methods or by the operators' own rules, fused, in which type."""

    fast: bool = True
    fuse: bool = False
    dtype: str = "float32"
    keep: bool = False
    """True where weights, once laid out for their methods, are kept for the next run."""
    block: int = 1
    """The bytes of which every array takes a multiple."""


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


class StepTime(NamedTuple):
    """When a step began and ended by a clock, and the seconds of them that are none of the step's."""

    clock: Clock
    begin: Any
    end: Any
    drawing: float

    @property
    def seconds(self) -> float:
        """The seconds that the step took; where it is not done, they are waited for."""
        return self.clock.between(self.begin, self.end) - self.drawing


class StepOutput(NamedTuple):
    """A step's volume, and when it was made."""

    step: FusedStep
    array: Any
    time: StepTime

    @property
    def seconds(self) -> float:
        """The seconds that the step took."""
        return self.time.seconds


class Watch(NamedTuple):
    """What is done around each step: `before` it, with the arrays that are held, and `after` it."""

    before: Callable[[Iterable[Any]], None] = lambda held: None
    after: Callable[[Program, FusedStep, list[Any], Any], None] = lambda program, step, arrays, array: None
    """Takes the arrays that the step read, and the one that it made."""


_NOTHING = Watch()


class Program:
    """A graph, its weights and an array namespace. It owns the weights: with `keep`, they leave once prepared."""

    def __init__(self, graph: Graph, weights: Weights, xp: Any, mode: Mode, kept: Collection[int] = (),
                 schedule: Scheduler = in_turn, clock: Clock = BY_PYTHON) -> None:
        self.graph, self.weights, self.xp, self.mode = graph, weights, xp, mode
        self.schedule, self.clock = schedule, clock
        self.kept = frozenset(kept) | frozenset(graph.outputs)
        self.fused_steps = fused(graph, self.kept) if mode.fuse else one_by_one(graph)
        self.order = [(step, graph.nodes[step.main], step.last) for step in self.fused_steps]
        self.inputs = {step.last: step.inputs(graph) for step in self.fused_steps}
        self.slots = channel_slots(graph, self.fused_steps) if mode.fuse and mode.fast and not self.rounds else {}
        self.last_reads = self._last_reads()
        self.weight_owners = {full.rpartition(".")[0] for node in graph.nodes for full in node.elsewhere.values()}
        self.prepared: dict[int, LaidOut] = {}
        self.drawing = 0.0
        """The seconds of this step that went into weights which are drawn while it is computed."""

    @property
    def rounds(self) -> bool:
        """True where every volume is computed in float32 and rounded."""
        return self.mode.dtype == "float16"

    def steps(self, given: Mapping[str, Any], watch: Watch = _NOTHING) -> Iterator[StepOutput]:
        """Run on the arrays of the inputs, by name, and give every volume as it is made; kept ones stay to the end."""
        volumes: dict[int, Any] = {}
        concatenations: dict[int, Any] = {}
        for step, main, last in self.order:
            arrays = [given[main.name]] if main.is_handed_over else \
                [volumes[position] for position in self.inputs[last]]
            if watch is not _NOTHING:
                watch.before([*volumes.values(), *concatenations.values(), *given.values()])
            self.prepare(step)
            self.drawing, begin = 0.0, self.clock.now()
            array = self._output(step, arrays, self._destination(last, concatenations, arrays))
            end = self.clock.now()
            watch.after(self, step, arrays, array)
            volumes[last] = array
            for position in self.last_reads[last]:
                volumes.pop(position, None)
            del arrays
            yield StepOutput(step, array, StepTime(self.clock, begin, end, self.drawing))
            del array
            if not self.mode.keep:
                self.prepared.pop(step.main, None)

    def outputs(self, given: Mapping[str, Any]) -> dict[int, Any]:
        """The kept volumes of one run."""
        made = ((each.step.last, each.array) for each in self.steps(given))
        return {last: array for last, array in made if last in self.kept}

    def prepare(self, step: FusedStep) -> None:
        """Lay out a step's weights, if it has a fast method or goes through steps of its own."""
        if not self.mode.fast or step.main in self.prepared:
            return
        made = laid_out(self.xp, self.graph, step, self._weights, self.mode.keep)
        if made is None:
            return
        self.prepared[step.main] = made
        if self.mode.keep:
            for name in {self.graph.nodes[position].name for position in step.members} - self.weight_owners:
                self.weights.pop(name, None)

    def stored(self, position: int) -> Mapping[str, Any]:
        """A node's weights as they are held, those that another layer holds among them."""
        return stored(self.graph, self.weights, position)

    def _weights(self, position: int) -> Mapping[str, Any]:
        held = self.stored(position)
        return {name: array.astype(self.xp.float32) for name, array in held.items()} if self.rounds else held

    def _output(self, step: FusedStep, arrays: list[Any], destination: Any) -> Any:
        if self.rounds:
            arrays = [array.astype(self.xp.float32) for array in arrays]
        made = self.prepared.get(step.main)
        y = self._forward(step, arrays, destination) if made is None else \
            made.run(self.xp, arrays, destination, self.schedule)
        return y.astype(self.xp.float16) if self.rounds else y

    def _forward(self, step: FusedStep, arrays: list[Any], destination: Any) -> Any:
        """The step's operators one after another, each by its own rule; the last one's volume."""
        if self._concatenates_in_place(step.main):
            return self._concatenated(step.main, arrays, destination)
        given = (None,) * len(arrays)  # of an input; an array of the network reads nothing
        last, members = step.last, step.members
        made: dict[int | None, Any] = dict(zip(self.inputs[last] or given, arrays, strict=True))
        for position in members:
            inputs = self.graph.nodes[position].inputs or given
            over = any(each in members for each in inputs[:1]) and \
                position in {step.activation, step.prologue_activation}
            read = [made.pop(each) if each in members else made[each] for each in inputs]
            made[position] = self._ruled(position, read, over)
            del read
        y = made[last]
        if destination is None:
            return y
        destination[...] = y.transpose(0, 2, 3, 1)
        return destination.transpose(0, 3, 1, 2)

    def _ruled(self, position: int, read: list[Any], over: bool) -> Any:
        """An operator's volume; an activation may write it over what it reads."""
        node = self.graph.nodes[position]
        if over:
            return node.op.write(self.xp, read[0], read[0])
        weights = self._weights(position)
        if not any(isinstance(array, DrawnRows) for array in weights.values()):
            return ruled(node, self.xp, read, weights)
        y = self.xp.empty(node.shape, dtype=read[0].dtype)
        self.drawing += row_by_row(y, weights, lambda some: ruled(node, self.xp, read, some))
        return y

    def _concatenated(self, position: int, arrays: list[Any], destination: Any) -> Any:
        """A concatenation, most of whose parts are in their slots already."""
        node = self.graph.nodes[position]
        concatenation, first = self.slots.get(position, ChannelSlot(position, 0))
        start = 0
        for read, array in zip(node.inputs, arrays, strict=True):
            stop = start + array.shape[1]
            if self.slots.get(read) != ChannelSlot(concatenation, first + start):
                destination[..., start:stop] = array.transpose(0, 2, 3, 1)
            start = stop
        return destination.transpose(0, 3, 1, 2)

    def _destination(self, position: int, concatenations: dict[int, Any], arrays: list[Any]) -> Any:
        """The array (n, h, w, c) that a volume is to be written into, if its slot is known beforehand."""
        default = ChannelSlot(position, 0) if self._concatenates_in_place(position) else None
        slot = self.slots.get(position, default)
        if slot is None:
            return None
        outer = slot.concatenation
        if outer not in concatenations:
            images, (_, c, h, w) = arrays[0].shape[0], self.graph.nodes[outer].shape
            concatenations[outer] = self.xp.empty((images, h, w, c), dtype=getattr(self.xp, self.mode.dtype))
        volume = concatenations.pop(position) if position == outer else concatenations[outer]
        return volume[..., slot.first:slot.first + self.graph.nodes[position].shape[1]]

    def _concatenates_in_place(self, position: int) -> bool:
        """True where a volume is a concatenation whose parts are written into their slots."""
        return bool(self.slots) and concatenates_channels(self.graph.nodes[position])

    def _last_reads(self) -> dict[int, list[int]]:
        """For every step the volumes that nobody reads after it."""
        last = {read: step.last for step in self.fused_steps for read in self.inputs[step.last]}
        reads: dict[int, list[int]] = {step.last: [] for step in self.fused_steps}
        for position, step in last.items():
            if position not in self.kept:
                reads[step].append(position)
        return reads
