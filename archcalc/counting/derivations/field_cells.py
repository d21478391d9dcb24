"""Receptive fields as arithmetic: size, stride and padding of a layer from those before it, where that gives the field.

A window adds (kernel - 1)*dilation strides to the size and multiplies the stride; where branches meet, a value sees
what any of them sees. Source: Araujo et al. 2019, Computing Receptive Fields of Convolutional Neural Networks.
"""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.derivations.live_numbers import largest, plain
from archcalc.counting.receptive_fields.fields import EvenField, FlattenedField, ReachField, SameField
from archcalc.counting.receptive_fields.network_fields import of_network
from archcalc.network.graph import Graph
from archcalc.operators.operator import Op, Shape, Window
from archcalc.operators.pooling._base import AdaptivePool

_MOST_TERMS, _MOST_STEPS = 48, 200
"""So long an arithmetic is written into one cell; so far back it is looked whether one field has grown from another."""


class FieldAlong(NamedTuple):
    """A field along one axis: its pixels, the pixels between neighbours, how far the first begins before the image."""

    size: int
    stride: int
    padding: int


FieldSizes = tuple[FieldAlong, ...]


class FieldArithmetic:
    """The fields of a network's nodes one after another, each worked out from those told before.

    `told` has for each node the numbers that the next are worked out from; None where nothing follows from them.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.fields = list(of_network(graph))
        self.told: list[FieldSizes | None] = []
        self.grown: dict[int, int] = {}
        """The node from whose field a node's own has grown."""
        self.flattened: dict[int, Shape] = {}
        """The shapes of maps whose values stand in one row since."""
        self.decided: set[tuple[int, int]] = set()

    def of(self, op: Op, inputs: tuple[Shape, ...]) -> FieldSizes | None:
        """The field of the next node, with its operator and its inputs' shapes; None where nothing like it gives it."""
        row = len(self.told)
        node, field = self.graph.nodes[row], self.fields[row]
        if not isinstance(field, ReachField) or _is_uneven_elsewhere(op, node.shape):
            return None
        if node.is_entrance:
            return (FieldAlong(1, 1, 0),) * len(field.axes)
        before = {i: shape for i, shape in zip(node.inputs, inputs, strict=True) if self.fields[i] is not None}
        axes = {i: seen for i, shape in before.items() if (seen := self._seen(i, shape, field)) is not None}
        if not axes or len(axes) < len(before):
            return None
        self.grown[row], joined = self._joined(axes)
        found = _through(joined, op.window(*inputs), widens=isinstance(field, EvenField))
        if isinstance(field, FlattenedField):
            first, shape = next(iter(before.items()))
            self.flattened[row] = self.flattened.get(first, shape)
        return next((each for each in (found, joined) if _plain(each) == _sizes(field)), None)

    def _seen(self, i: int, shape: Shape, field: ReachField) -> FieldSizes | None:
        """The field of one input as a node sees it: of each of its places, or of all together."""
        told, own = self.told[i], self.fields[i]
        if told is None or isinstance(field, EvenField | FlattenedField) or isinstance(own, SameField):
            return told
        sides = self.flattened.get(i, shape)[2:]
        return tuple(each._replace(size=each.size + (side - 1) * each.stride)
                     for each, side in zip(told, sides, strict=True))

    def _joined(self, axes: dict[int, FieldSizes]) -> tuple[int, FieldSizes]:
        """The field around those of several inputs, and the node from whose field it has grown."""
        (node, found), *others = axes.items()
        for i, also in others:
            if also is found or self._is_from(node, i):
                self._decide(found, also)
            elif self._is_from(i, node) or max(map(_terms, (*found, *also))) > _MOST_TERMS:
                if all(_covers(one, other) for one, other in zip(also, found, strict=True)):
                    self._decide(also, found)
                    node, found = i, also
            else:
                node, found = -1, tuple(map(_around, found, also))
        return node, found

    def _is_from(self, node: int, other: int) -> bool:
        """True where a node's field has grown from that of another."""
        for _ in range(_MOST_STEPS):
            if node == other:
                return True
            node = self.grown.get(node, -1)
        return False

    def _decide(self, wide: FieldSizes, narrow: FieldSizes) -> None:
        """Write down that one field holds another, once."""
        if wide is not narrow and (id(wide), id(narrow)) not in self.decided:
            self.decided.add((id(wide), id(narrow)))
            for one, other in zip(wide, narrow, strict=True):
                _covers(one, other)


def _is_uneven_elsewhere(op: Op, shape: Shape) -> bool:
    """True where as many places are made of every input: of another size their windows may lie unevenly."""
    return isinstance(op, AdaptivePool) and any(places > 1 for places in shape[2:])


def _covers(one: FieldAlong, other: FieldAlong) -> bool:
    """True where one field begins no later and ends no earlier than another."""
    return one.padding >= other.padding and one.size - one.padding >= other.size - other.padding


def _around(one: FieldAlong, other: FieldAlong) -> FieldAlong:
    padding = largest(one.padding, other.padding)
    return FieldAlong(largest(one.size - one.padding, other.size - other.padding) + padding, one.stride, padding)


def _terms(field: FieldAlong) -> int:
    """The numbers of which a field is worked out, as far as they matter."""
    waiting: list[object] = list(field)
    for count in range(_MOST_TERMS + 1):
        if not waiting:
            return count
        waiting += getattr(waiting.pop(), "parts", ())
    return _MOST_TERMS + 1


def _through(axes: FieldSizes, window: Window, *, widens: bool) -> FieldSizes:
    """Behind a window along as many axes; one that reads all places already multiplies the stride alone."""
    if window.transposed or len(window.kernel) != len(axes):
        return axes
    found = tuple(FieldAlong(_more(each.size, (kernel - 1) * dilation, each.stride), each.stride * step,
                             _more(each.padding, margin, each.stride)) if widens else
                  each._replace(stride=each.stride * step)
                  for each, kernel, step, margin, dilation in zip(axes, *window[:4], strict=True))
    return axes if all(a is b for one, other in zip(found, axes, strict=True)
                       for a, b in zip(one, other, strict=True)) else found


def _more(number: int, by: int, stride: int) -> int:
    return number if type(by) is int and by == 0 else number + by * stride


def _plain(axes: FieldSizes) -> list[tuple[int, ...]]:
    return [tuple(map(plain, each)) for each in axes]


def _sizes(field: ReachField) -> list[tuple[int, ...]]:
    return [(reach.last - reach.first + 1, reach.stride, -reach.first) for reach in field.axes]
