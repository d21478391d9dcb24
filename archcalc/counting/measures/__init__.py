"""Measures of every node of a graph, before any convention says what counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from archcalc.counting.measures.counted import COUNTED
from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.operator_counts import Figures, figures
from archcalc.network.graph import Graph

__all__ = ["MEASURES", "Figures", "Measure", "figures", "measured"]

_PARTS = ("per_layer", "liveness", "autograd", "backward_products", "caffe_splits", "blocks", "onnx_export",
          "transposed_convolutions", "softmax", "recurrent")


class _Measures(Mapping[str, Measure]):
    """Measures by name; a part is read when none before it has the measure."""

    def __init__(self) -> None:
        self._found: dict[str, Measure] = {}

    def __getitem__(self, name: str) -> Measure:
        if name not in self._found:
            part = next((part for part in self._parts() if name in part), None)
            if part is None:
                raise KeyError(name)
            self._found[name] = part[name]
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return (name for part in self._parts() for name in part)

    def __len__(self) -> int:
        return sum(map(len, self._parts()))

    def _parts(self) -> Iterator[dict[str, Measure]]:
        return (import_module(f"{__name__}.{part}").MEASURES for part in _PARTS)


MEASURES: Mapping[str, Measure] = _Measures()
"""Each measure gives one number for every node, in the graph's order."""


def measured(graph: Graph, name: str) -> Sequence[int]:
    """A measure of every node; those of the graph looked at last are remembered."""
    return COUNTED.of(graph, MEASURES[name].of)
