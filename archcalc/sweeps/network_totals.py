"""The figures of a whole network that a sweep can show, each as `analyze` counts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.counting import conventions
from archcalc.counting.convention import Rule, depth, weight_layers
from archcalc.counting.measures import measured
from archcalc.network.graph import Graph


class Counting(NamedTuple):
    """Ways of counting: a rule for each kind, the bytes of a value, and those of a bias."""

    rules: Mapping[str, Rule]
    value_bytes: int
    bias_bytes: int = 4

    def total(self, kind: str, graph: Graph) -> tuple[int, int]:
        """The convention's total, and its bytes."""
        return self.rules[kind].total(graph, self.value_bytes)


class SweepFigure(NamedTuple):
    """A figure: how it is worked out, what stands above its column, the unit of its cells, and its kind, if any."""

    of: Callable[[Graph, Counting], Any]
    title: str
    unit: str = "count"
    kind: str = ""


def _sum(measure: str) -> Callable[[Graph, Counting], int]:
    return lambda graph, counting: sum(measured(graph, measure))


def _total(kind: str) -> Callable[[Graph, Counting], int]:
    return lambda graph, counting: counting.total(kind, graph)[0]


def _peak(graph: Graph, counting: Counting) -> tuple[int, int]:
    return conventions.load("memory", "peak").total(graph, counting.value_bytes)


def _param_bytes(graph: Graph, counting: Counting) -> int:
    """The room of all arrays that a network is stored with: in int8 weights, and int32 for what is added or scales."""
    weights = sum(measured(graph, "weights"))
    others = sum(sum(measured(graph, measure)) for measure in ("biases", "affine", "buffers"))
    return weights * counting.value_bytes + others * counting.bias_bytes


FIGURES: dict[str, SweepFigure] = {
    "params": SweepFigure(_total("params"), "params", kind="params"),
    "param_bytes": SweepFigure(_param_bytes, "param bytes", "bytes"),
    "weights": SweepFigure(_sum("weights"), "weights"),
    "biases": SweepFigure(_sum("biases"), "biases"),
    "affine": SweepFigure(_sum("affine"), "affine"),
    "buffers": SweepFigure(_sum("buffers"), "buffers"),
    "macs": SweepFigure(_total("operations"), "MACs", kind="operations"),
    "activations": SweepFigure(_total("memory"), "memory", "values", kind="memory"),
    "activation_bytes": SweepFigure(lambda graph, counting: counting.total("memory", graph)[1], "bytes", "bytes",
                                    "memory"),
    "peak": SweepFigure(lambda graph, counting: _peak(graph, counting)[0], "peak", "values", "peak"),
    "peak_bytes": SweepFigure(lambda graph, counting: _peak(graph, counting)[1], "peak bytes", "bytes", "peak"),
    "weight_layers": SweepFigure(lambda graph, counting: weight_layers(graph),
                            "layers"),
    "depth": SweepFigure(lambda graph, counting: depth(graph), "depth"),
    "operators": SweepFigure(lambda graph, counting: sum(bool(node.inputs) for node in graph.nodes), "operators"),
    "output": SweepFigure(lambda graph, counting: graph.nodes[graph.outputs[-1]].volume, "output", "volume"),
}
"""By their keys in JSON, which are those of `analyze` where it has them; memory of the whole batch."""

DEFAULT = ("params", "macs", "activations")
NUMBERS = tuple(key for key, figure in FIGURES.items() if figure.unit != "volume")


def named(word: str) -> str:
    """The key of a figure, by its key or its title. Raises ArchcalcError."""
    known = {figure.title.lower(): key for key, figure in FIGURES.items()} | {key: key for key in FIGURES}
    name = word.strip().lower()
    if name not in known:
        raise unknown("figure", word.strip(), FIGURES)
    return known[name]


def number(word: str) -> str:
    """The key of a figure that can be larger or smaller."""
    key = named(word)
    if key not in NUMBERS:
        raise ArchcalcError.of("usage", f"{key} is no number", expected=f"one of: {', '.join(NUMBERS)}")
    return key
