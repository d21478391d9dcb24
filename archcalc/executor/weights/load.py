"""The weights of a network, drawn or read from a file, checked name by name and shape by shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.registry import canonical
from archcalc.base.suggestions import did_you_mean
from archcalc.executor.backends import backend
from archcalc.executor.weights import files, initializers
from archcalc.executor.weights.names import declared, full_name
from archcalc.executor.weights.state_dicts import renamed
from archcalc.network.graph import Graph

Arrays = dict[str, dict[str, Any]]
"""Arrays by layer and by the weight's name."""


def rule(source: str) -> str:
    """How weights from a source came about, in words."""
    if source in initializers.NAMES:
        return f"{canonical(source)} ({initializers.NAMES.load(source).RULE})"
    return quoted(source, "")


def load(graph: Graph, source: str, seed: int = 0, dtype: str = "float32") -> Arrays:
    """The weights drawn as `source` says (random, ones, zeros), or read from that file. Raises ArchcalcError."""
    if source in initializers.NAMES:
        return drawn(graph, source, seed, dtype)
    path = Path(source)
    if not path.suffix:
        raise ArchcalcError.of("weights", f"there are no weights {quoted(source)}",
                               hint=did_you_mean(source, initializers.NAMES.names),
                               expected=f"one of: {', '.join(initializers.NAMES)}, or a file")
    form = files.by_suffix(path)
    arrays = form.read(path)
    if form.NAMES_DIFFER:
        arrays = renamed(graph, arrays)
    return checked(graph, arrays, dtype)


def each(graph: Graph, source: str | Mapping[str, Any], seed: int = 0, dtype: str = "float32") -> Iterator[Any]:
    """The arrays in order: drawn, read or, by their full names, given. Raises ArchcalcError.

    Drawn ones are not held together.
    """
    if isinstance(source, str) and source in initializers.NAMES:
        return (array for _, _, array in _drawn(graph, source, seed, dtype))
    arrays = load(graph, source, seed, dtype) if isinstance(source, str) else checked(graph, source, dtype)
    return (arrays[layer].pop(key) for layer, key, _ in declared(graph))


def drawn(graph: Graph, way: str, seed: int, dtype: str) -> Arrays:
    """Weights made up."""
    arrays: Arrays = {}
    for layer, key, array in _drawn(graph, way, seed, dtype):
        arrays.setdefault(layer, {})[key] = array
    return arrays


def _drawn(graph: Graph, way: str, seed: int, dtype: str) -> Iterator[tuple[str, str, Any]]:
    xp = backend("numpy").namespace()
    module = initializers.NAMES.load(way)
    additions = sum("sum" in node.op.traits for node in graph.nodes)
    for layer, key, weight in declared(graph):
        context = initializers.Context(seed, full_name(layer, key), additions)
        yield layer, key, module.draw(xp, weight, key, context).astype(dtype, copy=False)


def checked(graph: Graph, given: Mapping[str, Any], dtype: str) -> Arrays:
    """Arrays by their full names as the weights of a graph; raises all that are missing, surplus or misshapen."""
    wanted = {full_name(layer, key): (layer, key, weight) for layer, key, weight in declared(graph)}
    mistakes = [Mistake("missing-weight", f"there is no {quoted(name)} {list(wanted[name][2].shape)}", None,
                        did_you_mean(name, given)) for name in wanted if name not in given]
    mistakes += [Mistake("surplus-weight", f"{graph.about.name} has no weight {quoted(name)}", None,
                         did_you_mean(name, wanted)) for name in given if name not in wanted]
    both = [(name, list(given[name].shape), list(weight.shape)) for name, (_, _, weight) in wanted.items()
            if name in given]
    mistakes += [Mistake("weight-shape", f"{quoted(name)} is {there}, and {graph.about.name} wants {here}")
                 for name, there, here in both if there != here]
    if mistakes:
        raise ArchcalcError(mistakes)
    arrays: Arrays = {}
    for name, (layer, key, _) in wanted.items():
        arrays.setdefault(layer, {})[key] = given[name].astype(dtype, copy=False)
    return arrays


def save(path: Path, arrays: Mapping[str, Mapping[str, Any]]) -> None:
    """Weights to a file, in the format of its ending. Raises ArchcalcError."""
    form = files.by_suffix(path)
    if not isinstance(form, files.WritableWeights):
        raise ArchcalcError.of("format", f"weights cannot be written as {quoted(path.suffix)}",
                               hint="choose .safetensors or .npz")
    form.write(path, {full_name(layer, key): array for layer, inside in arrays.items()
                      for key, array in inside.items()})
