"""A convolution with its neighbours, ready to run: its kernel, its weights, what is done before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from archcalc.executor.convolution.geometry import Activation, Finish, Geometry, Start, Task
from archcalc.executor.convolution.method_choice import Choice, chosen
from archcalc.executor.fusion import Group
from archcalc.network.graph import Graph, Node
from archcalc.operators.kernels.normalisation import folded
from archcalc.operators.sliding_window import four_sides

Perform = Callable[[Iterable[Task]], None]
"""What does tasks: one after another, or several at once."""


class Convolver(NamedTuple):
    """What a convolution is run with; `prepared` are its weights as its kernel wants them."""

    geometry: Geometry
    choice: Choice
    prepared: Any
    start: Start
    finish: Finish

    @classmethod
    def of(cls, xp: Any, graph: Graph, group: Group, weights: Mapping[int, Mapping[str, Any]]) -> Convolver:
        """The convolution of a group; a norm after it goes into its weights."""
        geometry = geometry_of(graph.nodes[group.main])
        choice = chosen(geometry)
        own = weights[group.main]
        weight, bias = own["weight"], own.get("bias")
        if group.norm is not None:
            factor, addend = _folded(xp, graph.nodes[group.norm], weights[group.norm])
            weight = weight * factor.reshape(-1, 1, 1, 1)
            bias = addend if bias is None else bias * factor + addend
        start = Start(activation=_activation(graph, group.activation_before))
        if group.norm_before is not None:
            width = graph.nodes[group.main].input_shapes[0][3]
            factor, addend = _folded(xp, graph.nodes[group.norm_before], weights[group.norm_before])
            start = Start(_along(xp, factor, width), _along(xp, addend, width), start.activation)
        along = None if bias is None else _along(xp, bias, geometry.size[1])
        finish = Finish(along, None, _activation(graph, group.activation))
        return cls(geometry, choice, choice.kernel.prepare(xp, weight, geometry, *choice.arguments), start, finish)

    def run(self, xp: Any, arrays: list[Any], room: Any, perform: Perform) -> Any:
        """(n, c, h, w), and what is added, to (n, filters, h', w'); into `room` (n, h', w', filters) if given."""
        x, *added = arrays
        shape = (x.shape[0], *self.geometry.size, self.geometry.filters)
        out = xp.empty(shape, dtype=x.dtype) if room is None else room
        finish = self.finish._replace(added=added[0].transpose(0, 2, 3, 1)) if added else self.finish
        last = x.transpose(0, 2, 3, 1)
        perform(self.choice.kernel.tasks(xp, last, self.prepared, self.geometry, self.start, finish, out))
        return out.transpose(0, 3, 1, 2)


def geometry_of(node: Node) -> Geometry:
    """The geometry of a `conv`."""
    op, (_, c, *sizes), (_, filters, h, w) = node.op.attributes, node.input_shapes[0], node.shape
    sides = four_sides(op["padding"], (sizes[0], sizes[1]), op["kernel"], op["stride"], op["dilation"])
    return Geometry(c, filters, (h, w), op["kernel"], op["stride"], op["dilation"], op["groups"], sides)


def _folded(xp: Any, norm: Node, weights: Mapping[str, Any]) -> tuple[Any, Any]:
    return folded(xp, weights["mean"], weights["variance"], weights.get("weight"), weights.get("bias"),
                  norm.op.attributes["epsilon"])


def _along(xp: Any, vector: Any, width: int) -> Any:
    """One value for each channel, repeated along a row of places: (width, c)."""
    return xp.ascontiguousarray(xp.broadcast_to(vector, (width, *vector.shape)))


def _activation(graph: Graph, position: int | None) -> Activation | None:
    return None if position is None else graph.nodes[position].op.write
