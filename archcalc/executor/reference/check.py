"""A step's values held against reference values: in float64, from the arrays that the step was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import Backend
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.fusion import FusedStep
from archcalc.executor.reference.places import Places
from archcalc.executor.reference.reference_values import At, Reference, Volume, numpy
from archcalc.executor.reference.rules import one_by_one, rules
from archcalc.executor.reference.rules.attention import COSTLY
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Shape

ROUNDINGS = 8
"""Roundings that a sum of K terms may be off by, for each sqrt(K) of them, in parts of the sum of their sizes."""


class Checked(NamedTuple):
    """The values of a step that were looked at, what is wrong with them, and the operators that have no rule."""

    values: int
    wrong: str = ""
    without: tuple[str, ...] = ()


class Check:
    """The look at each step of a run, its places drawn one after another from the seed."""

    def __init__(self, graph: Graph, device: Backend, dtype: str, seed: int) -> None:
        self.graph, self.device, self.places = graph, device, Places(seed)
        self.known: dict[tuple[Shape, bool, bool], At] = {}
        self.found: dict[int, tuple[At, Any]] = {}
        """Of every volume the values that were looked at: those who read it are mostly asked for the same places."""
        self.computed = float(numpy.finfo("float32" if dtype == "float16" else dtype).eps)
        self.stored, self.least = float(numpy.finfo(dtype).eps), float(numpy.finfo(dtype).tiny)

    def step(self, step: FusedStep, arrays: Sequence[Any], array: Any, weights: Mapping[int, Mapping[str, Any]],
             rounding: Rounding) -> Checked:
        """Look at some values of a step's volume; `arrays` are those that it read, `weights` those of its operators."""
        kinds = {self.graph.nodes[each].op.kind for each in weights}
        if not kinds <= rules().keys() or array.shape != self.graph.nodes[step.last].shape:
            return Checked(0, without=self._without(weights))
        at = self._places(array.shape, kinds)
        found = _Array(array, self.device)[at].value
        self.found[step.last] = at, found
        with numpy.errstate(all="ignore"):
            wanted = self._volume(step, arrays, weights, 1)[at]
            if self._surely_right(found, wanted, rounding):
                return Checked(found.size)
            right = self._right(found, wanted, wanted.size, rounding)
            if rounding.tile > 1 and not right.all():
                # seldom: beside values that are far larger, in the same tile
                wanted = self._volume(step, arrays, weights, rounding.tile)[at]
                right = self._right(found, wanted, wanted.size, rounding)
        return Checked(found.size, "" if right.all() else _told(at, right, found, wanted.value))

    def _without(self, positions: Iterable[int]) -> tuple[str, ...]:
        """The operators that have no rule."""
        return tuple(node.name for node in map(self.graph.nodes.__getitem__, positions) if node.op.kind not in rules())

    def _surely_right(self, found: Any, wanted: Reference, rounding: Rounding) -> bool:
        """Whether values are near enough by their own sizes, as nearly all are: the sums of sizes are larger."""
        if wanted.terms == 1 and (found == wanted.value).all():
            return True
        return bool(self._right(found, wanted, abs(wanted.value), rounding).all())

    def _right(self, found: Any, wanted: Reference, size: Any, rounding: Rounding) -> Any:
        """Where values are near enough. A value is no larger than its terms, so that its own rounding is one more."""
        allowed = size * (self.computed * (ROUNDINGS * rounding.factor * wanted.terms**0.5 + 1)) + self.least
        if self.stored > self.computed:
            allowed += self.stored * abs(wanted.value)
        return abs(found - wanted.value) <= allowed

    def _places(self, shape: Shape, kinds: Set[str]) -> At:
        """The places of a volume that operators of some kinds have made."""
        crossed, cheap = kinds.isdisjoint(one_by_one()), kinds.isdisjoint(COSTLY)
        key = shape, crossed, cheap
        if key not in self.known:
            self.known[key] = self.places.crossed(shape) if crossed else self.places.one_by_one(shape, not cheap)
        return self.known[key]

    def _volume(self, step: FusedStep, arrays: Sequence[Any], weights: Mapping[int, Mapping[str, Any]],
                tile: int) -> Volume:
        """The volume of the step's last operator, to be computed where it is read."""
        inputs = step.inputs(self.graph) if len(weights) > 1 else self.graph.nodes[step.main].inputs
        known = map(self.found.get, inputs) if inputs else (None,)
        read = [_Array(array, self.device, values) for array, values in zip(arrays, known, strict=True)]
        volumes: dict[int, Volume] = dict(zip(inputs, read, strict=False))
        for position in weights:
            node = self.graph.nodes[position]
            given = [volumes[each] for each in node.inputs] or read
            held: dict[str, Any] = {name: _Array(array, self.device) for name, array in weights[position].items()}
            if tile > 1 and position == step.main:
                held["tile"] = tile
            volumes[position] = _Computed(node, given, held)
        return volumes[step.last]


def _told(at: At, right: Any, found: Any, wanted: Any) -> str:
    """The first value that is wrong."""
    first = int((~right).argmax())
    *place, value, other = (each.flat[first] for each in numpy.broadcast_arrays(*at, found, wanted))
    return f"the value at [{', '.join(map(str, place))}] is {value:.6g}, and in float64 {other:.6g}"


class _Array:
    """An array's values."""

    def __init__(self, array: Any, device: Backend, known: tuple[At, Any] | None = None) -> None:
        self.array, self.device, self.known, self.shape = array, device, known, array.shape

    def __getitem__(self, at: At) -> Reference:
        if self.known and self.known[0] is at:
            return Reference(self.known[1])
        if not self.device.SHARES:
            at = tuple(self.device.taken(index) if isinstance(index, numpy.ndarray) else index for index in at)
        return Reference(numpy.asarray(self.device.fetched(self.array[at]), dtype=float))


class _Computed:
    """The values of an operator by its rule, from those of what it reads."""

    def __init__(self, node: Node, given: Sequence[Volume], weights: Mapping[str, Any]) -> None:
        self.node, self.given, self.weights, self.shape = node, given, weights, node.shape

    def __getitem__(self, at: At) -> Reference:
        return rules()[self.node.op.kind](self.node.op, _open(at, self.shape), *self.given, **self.weights)


def _open(at: At, shape: tuple[int, ...]) -> At:
    """Places of which an axis is read whole, which then comes last, and those of leading axes alone, as indices."""
    if len(at) == len(shape) and slice not in map(type, at):
        return at
    at = (*at, *(slice(None),) * (len(shape) - len(at)))
    return tuple(numpy.arange(size) if isinstance(index, slice) else index[..., None]
                 for index, size in zip(at, shape, strict=True))
