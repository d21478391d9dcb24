"""Recurrent layers ready to run: the weights of their cells are laid out once, which takes as long as several steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_convolution import activation_of
from archcalc.executor.convolution.fused_operators import Activation
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.convolution.tiles import Scheduler
from archcalc.executor.fusion import FusedStep
from archcalc.network.graph import Graph
from archcalc.operators.kernels.recurrence import Cell
from archcalc.operators.recurrent._base import Recurrent


class RecurrentLayers(NamedTuple):
    """The cells of a step's layers, and the activation after them."""

    op: Recurrent
    cells: list[list[Cell]]
    activation: Activation | None

    @classmethod
    def of(cls, xp: Any, graph: Graph, step: FusedStep, weights: Mapping[int, Mapping[str, Any]]) -> RecurrentLayers:
        """Those of a step."""
        node = graph.nodes[step.main]
        op = cast("Recurrent", node.op)
        cells = op.cells(xp, weights[step.main], node.input_shapes[0][2])
        return cls(op, cells, activation_of(graph, step.activation))

    @property
    def rounding(self) -> Rounding:
        """They round as their rule does."""
        return Rounding()

    def run(self, xp: Any, arrays: list[Any], destination: Any, schedule: Scheduler) -> Any:
        """(n, t, d), and a state, to the output; tokens are no part of a concatenation of volumes."""
        y = self.op.through(xp, self.cells, *arrays)
        return y if self.activation is None else self.activation(xp, y, y)
