"""The look at each step of a run: values held against reference values, from the arrays that the step was given.

Right behind a step nothing of a look is in the processor's caches, so that only what would be gone later is done there:
values are read from the step's volume and from what it read. Where to read is worked out before the run; what the
values should be, for many steps at a time, some steps later: on a device, as soon as its values are fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import Backend
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.fusion import FusedStep
from archcalc.executor.reference.checked import Checked
from archcalc.executor.reference.looks import Comparison, Look, Pointwise
from archcalc.executor.reference.places import Places
from archcalc.executor.reference.read_volumes import (
    AwaitedVolume,
    ComputedVolume,
    RecalledVolume,
    RecordedVolume,
    StoredVolume,
    at_once,
)
from archcalc.executor.reference.readings import readings
from archcalc.executor.reference.reference_values import At, Later, Reference, Volume, numpy
from archcalc.executor.reference.rules import ahead, by_value, costly, one_by_one, pointwise, rules, within
from archcalc.executor.weights.drawn_rows import DrawnRows
from archcalc.network.graph import Graph
from archcalc.operators.operator import Shape

TOGETHER = 64
"""Looks that are compared in one go: what they have read is a few MiB at most."""
MOST_HELD = 2 * 2**20
"""Bytes of arrays that looks hold, as they may have to read more of them."""
Weights = Mapping[str, Any]


class _Plan(NamedTuple):
    """Where the values of a step are looked at, and what they should be."""

    last: int
    at: At
    wanted: Reference | Later | Pointwise | None = None
    """None where that is worked out beside the step, by a rule that asks for places one after another."""
    asked: Sequence[tuple[int, Reference]] = ()
    """What is read beside the step, of which array that it reads."""


class Check:
    """The looks of a run, their places drawn one after another from the seed."""

    def __init__(self, graph: Graph, device: Backend, dtype: str, seed: int,
                 steps: Iterable[FusedStep], weights: Callable[[int], Weights]) -> None:
        """Look at some steps of a graph; `weights` are those of an operator, by its position, as NumPy arrays."""
        self.graph, self.device, self.weights = graph, device, weights
        self.places, self.comparison, self.rules = Places(seed), Comparison(dtype), rules()
        self.readings = readings(device)
        self.known: dict[tuple[Shape, bool, bool], At] = {}
        self.values: list[Any] = [None] * len(graph.nodes)
        """Of each volume those that were looked at."""
        self.looks: list[Look | Checked] = []
        self.held = 0
        self.done: list[Checked] = []
        self.plans: dict[int, _Plan] = {}
        self.within: Sequence[Any] = ()
        """What the layers within the last operator gave each other."""
        for step in steps:
            self._plan(step)

    def witness(self, within: Sequence[Any]) -> None:
        """Take what the layers within the operator at work gave each other."""
        self.within = within

    def read(self, step: FusedStep, arrays: Sequence[Any], array: Any, rounding: Rounding) -> None:
        """Read some values of a step's volume, and of the arrays that it read."""
        plan = self.plans.get(step.main)
        if plan is None or array.shape != self.graph.nodes[plan.last].shape:
            self.looks.append(Checked(0, without=self._without(step)))
            return
        found = self.values[plan.last] = self.readings.read(array, plan.at)
        for number, asked in plan.asked:
            asked.found = self.readings.read(arrays[number], asked.found)
        wanted = plan.wanted or self._beside(step, plan.at, arrays, 1)
        tiled = partial(self._beside, step, plan.at, arrays, rounding.tile) if rounding.tile > 1 else None
        self.looks.append(Look(plan.at, found, wanted, rounding, tiled, self._looks_within(step, arrays)))
        self.within = ()
        if tiled:
            self.held += sum(each.nbytes for each in arrays) if self.device.SHARES else MOST_HELD
        at_hand = self.device.SHARES and len(self.looks) >= TOGETHER
        if at_hand or self.held >= MOST_HELD or self.readings.full:
            self._compare()

    def _looks_within(self, step: FusedStep, arrays: Sequence[Any]) -> list[Look]:
        """Looks at the layers within an operator, if there are any."""
        op = self.graph.nodes[step.main].op
        if op.kind not in within():
            return []
        given = [at_once(array, self.device) for array in arrays]
        with numpy.errstate(all="ignore"):
            every = within()[op.kind](op, self.places.channels, *given, **self._of(step.main))
            return [Look(each.at, each.found, each.wanted, name=each.name) for each in every]

    def _of(self, position: int) -> dict[str, Any]:
        """What a rule takes by name: weights, and what the layers within an operator gave each other."""
        found: dict[str, Any] = self._stored(self.weights(position))
        if self.graph.nodes[position].op.kind in within():
            found["within"] = [at_once(array, self.device) for array in self.within]
        return found

    def checked(self) -> list[Checked]:
        """What every look has shown, in the order of the steps."""
        self._compare()
        return self.done

    def _compare(self) -> None:
        self.readings.fetch()
        with numpy.errstate(all="ignore"):
            compared = iter(self.comparison.every(
                [look._replace(found=numpy.asarray(look.found)) for look in self.looks if isinstance(look, Look)]))
        self.done += [next(compared) if isinstance(look, Look) else look for look in self.looks]
        self.looks.clear()
        self.held = 0

    def _without(self, step: FusedStep) -> tuple[str, ...]:
        """The operators of a step that have no rule."""
        nodes = map(self.graph.nodes.__getitem__, step.members)
        return tuple(node.name for node in nodes if node.op.kind not in self.rules)

    def _plan(self, step: FusedStep) -> None:
        """Work out where a step is looked at, if its operators have rules."""
        members = step.members
        kinds = {self.graph.nodes[each].op.kind for each in members}
        if kinds <= self.rules.keys():
            last = step.last
            at = self._places(self.graph.nodes[last].shape, kinds)
            self._keep_rows(members, at)
            single = len(members) == 1 and kinds <= ahead()
            read_later = not self.device.SHARES and kinds.isdisjoint(by_value() | within().keys())
            self.plans[step.main] = self._told_ahead(last, at) if single else \
                self._recorded(step, at) if read_later else _Plan(last, at)

    def _keep_rows(self, members: Iterable[int], at: At) -> None:
        """Have those rows kept, of weights that are drawn while they are used, which a look will ask for."""
        for array in (array for position in members for array in self.weights(position).values()):
            if isinstance(array, DrawnRows):
                array.keep(at[-1])

    def _told_ahead(self, position: int, at: At) -> _Plan:
        """The plan of an operator whose rule asks for all places before it has any values."""
        node = self.graph.nodes[position]
        weights = self.weights(position)
        inputs = [plan for plan in map(self.plans.get, node.inputs) if plan and plan.at is at]
        if node.op.kind in pointwise() and node.inputs and len(inputs) == len(node.inputs):
            read = partial(self._read_at_once, node.inputs)
            return _Plan(position, at, Pointwise(node.op, len(inputs), read, weights))
        is_computed = "stored" in node.op.traits and "counted-only" not in node.op.traits
        own = [] if is_computed else [node.shape]
        shapes = [self.graph.nodes[each].shape for each in node.inputs] or own
        given = [AwaitedVolume(shape) for shape in shapes]
        wanted = self.rules[node.op.kind](node.op, at, *given, **self._stored(weights))
        asked = [(number, each) for number, volume in enumerate(given) for each in volume.asked]
        return _Plan(position, at, wanted, asked)

    def _read_at_once(self, positions: Sequence[int]) -> Sequence[Any]:
        """The values of several arrays at the places of a look, once they are there."""
        return [numpy.asarray(self.values[each]) for each in positions]

    def _recorded(self, step: FusedStep, at: At) -> _Plan:
        """The plan of a step whose rules go through it twice: with zeros, which shows what they ask for, and later."""
        shapes = [self.graph.nodes[each].shape for each in step.inputs(self.graph)]
        volumes = [RecordedVolume(shape) for shape in shapes or [self.graph.nodes[step.main].shape]]
        self._worked_out(step, at, volumes)
        asked = [(number, each) for number, volume in enumerate(volumes) for each in volume.asked]
        return _Plan(step.last, at, lambda: self._worked_out(step, at, [*map(RecalledVolume, volumes)]), asked)

    def _stored(self, weights: Weights) -> dict[str, Any]:
        return {name: StoredVolume(array) for name, array in weights.items()}

    def _places(self, shape: Shape, kinds: Set[str]) -> At:
        """The places of a volume that operators of some kinds have made."""
        crossed, cheap = kinds.isdisjoint(one_by_one()), kinds.isdisjoint(costly())
        key = shape, crossed, cheap
        if key not in self.known:
            self.known[key] = self.places.crossed(shape) if crossed else self.places.one_by_one(shape, not cheap)
        return self.known[key]

    def _beside(self, step: FusedStep, at: At, arrays: Sequence[Any], tile: int) -> Reference:
        """What a step's values should be, from arrays that are there."""
        return self._worked_out(step, at, [at_once(array, self.device) for array in arrays], tile)

    def _worked_out(self, step: FusedStep, at: At, read: Sequence[Volume], tile: int = 1) -> Reference:
        """What a step's values should be, from the volumes that it reads."""
        volumes: dict[int, Volume] = dict(zip(step.inputs(self.graph), read, strict=False))
        for position in step.members:
            node = self.graph.nodes[position]
            given = [volumes[each] for each in node.inputs] or list(read)
            weights = self._of(position)
            if tile > 1 and position == step.main:
                weights["tile"] = tile
            volumes[position] = ComputedVolume(node, given, weights)
        with numpy.errstate(all="ignore"):
            return volumes[step.last][at]
