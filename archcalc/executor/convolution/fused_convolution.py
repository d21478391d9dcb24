"""A convolution with its prologue and epilogue, ready to run: its method, its weights laid out, norms folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Activation, Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.method_choice import Method, chosen
from archcalc.executor.convolution.tiles import Scheduler
from archcalc.executor.fusion import FusedStep
from archcalc.network.graph import Graph, Node
from archcalc.operators.kernels.normalisation import folded


class FusedConvolution(NamedTuple):
    """A convolution by one of the fast methods; `weights` are as the method wants them."""

    geometry: Geometry
    method: Method
    weights: Any
    prologue: Prologue
    epilogue: Epilogue

    @classmethod
    def of(cls, xp: Any, graph: Graph, step: FusedStep, weights: Mapping[int, Mapping[str, Any]]) -> FusedConvolution:
        """The convolution of a step; a norm after it is folded into its weights and its bias."""
        geometry = Geometry.of(graph.nodes[step.main])
        method = chosen(geometry)
        own = weights[step.main]
        weight, bias = own["weight"], own.get("bias")
        if step.norm is not None:
            factor, addend = _folded(xp, graph.nodes[step.norm], weights[step.norm])
            weight = weight * factor.reshape(-1, 1, 1, 1)
            bias = addend if bias is None else bias * factor + addend
        prologue = Prologue(activation=_activation(graph, step.prologue_activation))
        if step.prologue_norm is not None:
            width = graph.nodes[step.main].input_shapes[0][3]
            factor, addend = _folded(xp, graph.nodes[step.prologue_norm], weights[step.prologue_norm])
            prologue = Prologue(_along(xp, factor, width), _along(xp, addend, width), prologue.activation)
        along = None if bias is None else _along(xp, bias, geometry.size[1])
        epilogue = Epilogue(along, None, _activation(graph, step.activation))
        return cls(geometry, method, method.prepare(xp, weight, geometry), prologue, epilogue)

    def run(self, xp: Any, arrays: list[Any], destination: Any, schedule: Scheduler) -> Any:
        """(n, c, h, w), and what is added, to (n, filters, h', w').

        Written into `destination`, (n, h', w', filters), where one is given.
        """
        x, *added = arrays
        shape = (x.shape[0], *self.geometry.size, self.geometry.filters)
        out = xp.empty(shape, dtype=x.dtype) if destination is None else destination
        epilogue = self.epilogue._replace(added=added[0].transpose(0, 2, 3, 1)) if added else self.epilogue
        channels_last = x.transpose(0, 2, 3, 1)
        schedule(self.method.tiles(xp, channels_last, self.weights, self.geometry, self.prologue, epilogue, out))
        return out.transpose(0, 3, 1, 2)


def _folded(xp: Any, norm: Node, weights: Mapping[str, Any]) -> tuple[Any, Any]:
    return folded(xp, weights["mean"], weights["variance"], weights.get("weight"), weights.get("bias"),
                  norm.op.attributes["epsilon"])


def _along(xp: Any, vector: Any, width: int) -> Any:
    """One value for each channel, repeated along a row of places: (width, c)."""
    return xp.ascontiguousarray(xp.broadcast_to(vector, (width, *vector.shape)))


def _activation(graph: Graph, position: int | None) -> Activation | None:
    return None if position is None else graph.nodes[position].op.write
