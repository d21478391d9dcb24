"""Steps whose weights are laid out for a fast method, before they are run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from archcalc.executor.convolution.fused_convolution import FusedConvolution
from archcalc.executor.convolution.phased_transposed import PhasedTransposed, Phases
from archcalc.executor.fusion import FusedStep, convolves
from archcalc.executor.recurrent_layers import RecurrentLayers
from archcalc.executor.weights.drawn_rows import DrawnRows
from archcalc.network.graph import Graph

LaidOut = FusedConvolution | PhasedTransposed | RecurrentLayers


def laid_out(xp: Any, graph: Graph, step: FusedStep, held: Callable[[int], Mapping[str, Any]],
             often: bool) -> LaidOut | None:
    """A step with the weights that are `held` by its operators; None where it is run by their own rules.

    Some take longer to lay out than a run gains by it: those are where it runs `often`.
    """
    main = graph.nodes[step.main]
    phases = Phases.of(main) if "transposed-convolution" in main.op.traits else None
    if phases is None and "recurrent" not in main.op.traits and not convolves(main):
        return None
    weights = {position: held(position) for position in step.members}
    if phases is not None:
        return PhasedTransposed.of(xp, graph, step, weights, phases)
    if "recurrent" in main.op.traits:
        return RecurrentLayers.of(xp, graph, step, weights)
    if any(isinstance(array, DrawnRows) for array in weights[step.main].values()):
        return None
    return FusedConvolution.of(xp, graph, step, weights, often)
