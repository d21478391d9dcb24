"""The inputs of a run as Python gives them: an array, or arrays by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.network.graph import Graph


def images_of(x: Any, batch: int) -> int:
    """The images at once: as many as the input's array holds. Raises ArchcalcError."""
    if x is None or isinstance(x, Mapping):
        return batch
    if batch not in {1, len(x)}:
        raise ArchcalcError.of("usage", f"x holds {len(x)} images, and a batch of {batch} is asked for",
                               hint="leave batch out")
    return len(x)


def inputs_by_name(graph: Graph, x: Any) -> Mapping[str, Any]:
    """The inputs' arrays by name, one for each input. Raises ArchcalcError."""
    names = [node.name for node in graph.given]
    given = x if isinstance(x, Mapping) else {names[0]: x}
    if set(given) != set(names):
        raise ArchcalcError.of("input", f"{graph.about.name} takes {', '.join(map(quoted, names))}, found "
                               f"{', '.join(map(quoted, given)) or 'nothing'}", hint="x={NAME: array, ...}")
    return given


def weights_for(weights: Any, graph: Graph) -> Any:
    """Weights as they are; the usual ones where none are told; the arrays of a Keras model by the network's names."""
    if weights is None:
        from archcalc.executor.weights.load import usual_weights

        return usual_weights(graph)
    if isinstance(weights, (str, Mapping)):
        return weights
    from archcalc.loading import frameworks

    return frameworks.keras_arrays(weights, graph)
