"""A step's values held against reference values: in float64, from the arrays that the step was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import Backend
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.fusion import FusedStep
from archcalc.executor.reference.places import chosen
from archcalc.executor.reference.reference_values import At, Reference, Volume, numpy
from archcalc.executor.reference.rules import rules
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
        self.graph, self.device, self.random = graph, device, numpy.random.default_rng(seed)
        self.computed = float(numpy.finfo("float32" if dtype == "float16" else dtype).eps)
        self.stored, self.least = float(numpy.finfo(dtype).eps), float(numpy.finfo(dtype).tiny)
        self.places: dict[tuple[Shape, bool], At] = {}

    def step(self, step: FusedStep, arrays: Sequence[Any], array: Any, weights: Mapping[int, Mapping[str, Any]],
             rounding: Rounding) -> Checked:
        """Look at some values of a step's volume; `arrays` are those that it read, `weights` those of its operators."""
        nodes = [self.graph.nodes[each] for each in weights]
        without = tuple(node.name for node in nodes if node.op.kind not in rules())
        if without or tuple(array.shape) != self.graph.nodes[step.last].shape:
            return Checked(0, without=without)
        at = self._places(array.shape, any(node.op.kind in COSTLY for node in nodes))
        found = _Array(array, self.device)[at].value
        with numpy.errstate(all="ignore"):
            wanted = self._volume(step, arrays, weights, 1)[at]
            right = self._right(found, wanted, rounding)
            if rounding.tile > 1 and not right.all():
                # seldom: beside values that are far larger, in the same tile
                wanted = self._volume(step, arrays, weights, rounding.tile)[at]
                right = self._right(found, wanted, rounding)
        return Checked(len(found), "" if right.all() else _told(at, right, found, wanted.value))

    def _right(self, found: Any, wanted: Reference, rounding: Rounding) -> Any:
        """Where values are near enough. A value is no larger than its terms, so that its own rounding is one more."""
        allowed = wanted.size * (self.computed * (ROUNDINGS * rounding.factor * wanted.terms**0.5 + 1)) + self.least
        if self.stored > self.computed:
            allowed += self.stored * abs(wanted.value)
        return abs(found - wanted.value) <= allowed

    def _places(self, shape: Shape, corners_alone: bool) -> At:
        """The places of volumes of a shape, drawn when the first one is looked at."""
        key = shape, corners_alone
        if key not in self.places:
            self.places[key] = chosen(shape, self.random, corners_alone)
        return self.places[key]

    def _volume(self, step: FusedStep, arrays: Sequence[Any], weights: Mapping[int, Mapping[str, Any]],
                tile: int) -> Volume:
        """The volume of the step's last operator, to be computed where it is read."""
        read = [_Array(array, self.device) for array in arrays]
        volumes: dict[int, Volume] = dict(zip(step.inputs(self.graph), read, strict=False))
        for position in weights:
            node = self.graph.nodes[position]
            given = [volumes[each] for each in node.inputs] or read
            held = {name: _Array(array, self.device) for name, array in weights[position].items()}
            more = {"tile": tile} if position == step.main and tile > 1 else {}
            volumes[position] = _Computed(node, given, held | more)
        return volumes[step.last]


def _told(at: At, right: Any, found: Any, wanted: Any) -> str:
    """The first value that is wrong."""
    first = int((~right).argmax())
    place = ", ".join(str(axis[first]) for axis in at)
    return f"the value at [{place}] is {found[first]:.6g}, and in float64 {wanted[first]:.6g}"


class _Array:
    """An array's values."""

    def __init__(self, array: Any, device: Backend) -> None:
        self.array, self.device, self.shape = array, device, tuple(array.shape)

    def __getitem__(self, at: At) -> Reference:
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
    at = (*at, *(slice(None),) * (len(shape) - len(at)))
    if not any(isinstance(index, slice) for index in at):
        return at
    return tuple(numpy.arange(size) if isinstance(index, slice) else index[..., None]
                 for index, size in zip(at, shape, strict=True))
