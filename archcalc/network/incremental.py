"""Networks that differ in nothing but their input and batch: layers laid out once, shapes worked out for each.

A specification may ask, in its expressions, for the volume that reaches a layer. What was asked, and answered, is
written down; only where every answer is the same again are the layers the same, and the graph is not expanded anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import SupportsIndex, overload

from archcalc.base.axis_order import Grouped, Signal
from archcalc.base.errors import ArchcalcError, Place, Refused
from archcalc.base.gc_pause import paused
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expansion.evaluation import Evaluation
from archcalc.language.expansion.expand import expand
from archcalc.language.flat_layers import Layer, Told, left_out, module_calls
from archcalc.language.spec import Spec
from archcalc.network.builder import Builder, build
from archcalc.network.graph import Graph, Node
from archcalc.network.known import Known
from archcalc.network.undecided import guessed_channels, until_decided
from archcalc.operators.inputs.input import Input
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import Kind, PendingKind, Undecided, like


class _Asked(NamedTuple):
    """A side of a layer's volume that an expression asked for, and the answer; without an axis, how many there are."""

    layer: str
    axis: int | None
    answer: int


class _Watched(tuple[int, ...]):
    """A shape that writes down which of its sides are looked at."""

    layer: str
    asked: set[_Asked]

    @overload
    def __getitem__(self, axis: SupportsIndex) -> int: ...

    @overload
    def __getitem__(self, axis: slice) -> tuple[int, ...]: ...

    def __getitem__(self, axis: SupportsIndex | slice) -> int | tuple[int, ...]:
        if isinstance(axis, slice):
            return tuple([self[i] for i in range(*axis.indices(len(self)))])
        answer = super().__getitem__(axis)
        self.asked.add(_Asked(self.layer, int(axis), answer))
        return answer

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def __len__(self) -> int:
        length = super().__len__()
        self.asked.add(_Asked(self.layer, None, length))
        return length


class _WatchedSignal(_Watched, Signal):
    """A signal's shape that does so."""


class _WatchedGrouped(_Watched, Grouped):
    """A shape of tokens in groups that does so."""


class _Laid(NamedTuple):
    """A graph, where its layers are by name, and what its expressions asked for."""

    graph: Graph
    positions: dict[str, int]
    asked: frozenset[_Asked]


class Alike:
    """Builds networks that are much alike; graphs and mistakes are those that `archcalc.network.builder.build` gives.

    Those that only input and batch tell apart come with the same `key`, one after another.
    """

    def __init__(self) -> None:
        self.known = Known()
        self.key: object = None
        self.laid: _Laid | None = None

    def build(self, spec: Spec, batch: int, key: object) -> Graph:
        """The graph of a network for `batch` images at once; raises every mistake found on the way."""
        self.known = self.known.bounded()
        if spec.origin is not None:  # what a file's layers are may depend on the batch
            return build(spec, batch, self.known)
        with paused():
            if self.laid is not None and key == self.key:
                graph = self._fed(self.laid, spec, batch)
                if graph is not None:
                    return graph
            self.key, self.laid = key, None
            self.laid = self._expanded(spec, batch)
            return self.laid.graph

    def _expanded(self, spec: Spec, batch: int) -> _Laid:
        return until_decided(lambda kinds: self._expanded_once(spec, batch, kinds))

    def _expanded_once(self, spec: Spec, batch: int, kinds: dict[str, Kind]) -> _Laid:
        builder, asked = Builder(spec.about, batch, self.known, kinds), set[_Asked]()

        def volume(name: str) -> Shape | None:
            shape = builder.volume(name)
            return None if shape is None else _watched(shape, name, asked)

        told: list[Told] = []
        graph = builder.graph(expand(spec, volume, tell=told.append), spec.warnings)
        graph = graph._replace(left_out=left_out(told), modules=module_calls(told))
        return _Laid(graph, {node.name: i for i, node in enumerate(graph.nodes)}, frozenset(asked))

    def _fed(self, laid: _Laid, spec: Spec, batch: int) -> Graph | None:
        """The same layers with another input; None where they would not be the same, or are refused."""
        inputs = self._inputs(laid.graph, spec, batch)
        if inputs is None:
            return None
        nodes: list[Node] = []
        shapes: list[Shape] = []
        settle, settled, made = self.known.settle, self.known.settled, tuple.__new__
        try:
            for name, own, reads, _, before, path, written, shared in laid.graph.nodes:
                op, place = (own, written) if reads else inputs[len(nodes)]
                if len(reads) == 1:  # most layers: what is known of one is looked up here, as `settle` would
                    given: tuple[Shape, ...] = (shapes[reads[0]],)
                    known = settled.get((id(op), given, type(given[0])))
                    settled_op, given, shape = known[:3] if known is not None else settle(op, given, batch)
                else:
                    given = tuple([shapes[i] for i in reads])
                    settled_op, given, shape = settle(op, given, batch)
                if type(shape) is Undecided:
                    shape = _as_before(before, shape, name)
                    settled_op = settled_op if reads else settled_op.for_signals(isinstance(shape, Signal))
                shapes.append(shape)
                nodes.append(made(Node, (name, settled_op, reads, given, shape, path, place, shared)))
        except Refused:
            return None
        if any(asked.answer != _answer(asked, shapes[laid.positions[asked.layer]]) for asked in laid.asked):
            return None
        return Graph(spec.about, tuple(nodes), laid.graph.outputs, batch, spec.warnings, guessed_channels(nodes),
                     laid.graph.gap, left_out=laid.graph.left_out, modules=laid.graph.modules)

    def _inputs(self, graph: Graph, spec: Spec, batch: int) -> list[tuple[Op, Place | None]] | None:
        """The operators of the inputs and their places; None where they do not come first, or are mistaken."""
        count = sum(not node.inputs for node in graph.nodes)
        builder = Builder(spec.about, batch, self.known)
        given = expand(spec, builder.volume) if spec.edits else Evaluation(spec, builder.volume).inputs()
        try:
            layers: list[Layer] = list(islice(given, count))
        except ArchcalcError:
            return None
        found: list[tuple[Op, Place | None]] = [(op, layer.place) for layer in layers
                                                if isinstance(op := builder.operator(layer), Input)]
        alike = [layer.name for layer in layers] == [node.name for node in graph.nodes[:count]]
        return found if alike and len(found) == count else None


def _watched(shape: Shape, layer: str, asked: set[_Asked]) -> Shape:
    """A shape that writes down what is asked of it."""
    if isinstance(shape, Undecided):
        shape.decision.is_asked = True
    kind = _WatchedSignal if isinstance(shape, Signal) else _WatchedGrouped if isinstance(shape, Grouped) else _Watched
    watched = kind(shape)
    watched.layer, watched.asked = layer, asked
    return watched


def _as_before(before: Shape, now: Undecided, layer: str) -> Shape:
    """An undecided shape of the kind that another input has led to. Raises Refused where it has led to none."""
    if len(before) != len(now):
        raise now.wanted(tuple)
    return like(before, now) if not isinstance(before, Undecided) else now if now.decision.layer else \
        now.by(
            PendingKind(layer, is_of_input=before.decision.is_of_input,
                        has_channels_last=now.decision.has_channels_last))


def _answer(asked: _Asked, shape: Shape) -> int | None:
    """A shape's answer now; None where it has no such side."""
    if asked.axis is None:
        return len(shape)
    return shape[asked.axis] if asked.axis < len(shape) else None
