"""The figures beside each line of a text: the volumes, parameters and MACs of the layers that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import volume
from archcalc.live.draft import NetworkDraft
from archcalc.network.graph import Graph, Node
from archcalc.network.subgraph import modules
from archcalc.reports.network_table import analyze

_MOST_VOLUMES = 4
"""So many different volumes are written beside a line."""


class LineFigures(NamedTuple):
    """Outputs, parameters and MACs of the layers of a line, for one image; `layers` are their full names, in order.

    `volumes` are the different outputs, channels last, in the order in which they come.
    """

    layers: tuple[str, ...]
    volumes: tuple[str, ...]
    params: int
    macs: int

    @property
    def text(self) -> str:
        """The figures as they stand beside the line.

        >>> LineFigures(("conv1",), ("55x55x96",), 34944, 105415200).text
        '55x55x96 · 34,944 params · 105,415,200 MACs'
        """
        shown = [*self.volumes[:_MOST_VOLUMES], *(["..."] if len(self.volumes) > _MOST_VOLUMES else [])]
        times = [f"{len(self.layers)} layers"] if len(self.layers) > 1 else []
        counts = [f"{count:,} {unit}" for count, unit in ((self.params, "params"), (self.macs, "MACs")) if count]
        return " · ".join([*times, ", ".join(shown), *counts])


def by_line(draft: NetworkDraft) -> dict[int, LineFigures]:
    r"""The figures of each line, counted from 1, in which layers or calls of modules stand; none without a graph.

    A line in a module has all of its rounds; the line of a call has the module's output, and its layers' sums.

    >>> from archcalc.live.draft import read
    >>> by_line(read("32x32x3 ->\nCONV3-64 ->\nPOOL2", "net"))[2].text
    '32x32x64 · 1,792 params · 1,769,472 MACs'
    """
    if draft.graph is None:
        return {}
    nodes = {node.name: node for node in draft.graph.nodes}
    counts, found = _counts(draft.graph), dict[int, list[str]]()
    for node in draft.graph.nodes:
        if node.place is not None and node.place.source.name == draft.source.name:
            found.setdefault(node.place.line, []).append(node.name)
    figures = {line: _of_layers([nodes[name] for name in names], counts) for line, names in found.items()}
    return _calls(draft, nodes, counts) | figures


def _calls(draft: NetworkDraft, nodes: Mapping[str, Node], counts: Mapping[str, tuple[int, int]]
           ) -> dict[int, LineFigures]:
    """The figures of lines that call modules."""
    graph = draft.graph
    assert graph is not None
    inside = modules(graph)
    calls = sorted((call.place.line, number, call.module) for number, call in enumerate(graph.modules)
                   if call.place is not None and call.place.source.name == draft.source.name and call.module in inside)
    found = {}
    for line, several in groupby(calls, key=lambda call: call[0]):
        names = [module for _, _, module in several]
        layers = [graph.nodes[position] for name in names for position in inside[name]]
        last = [volume(graph.nodes[inside[name][-1]].volume) for name in names]
        sums = _of_layers(layers, counts)
        found[line] = sums._replace(layers=tuple(names), volumes=tuple(dict.fromkeys(last)))
    return found


def _of_layers(nodes: Iterable[Node], counts: Mapping[str, tuple[int, int]]) -> LineFigures:
    given = list(nodes)
    return LineFigures(tuple(node.name for node in given), tuple(dict.fromkeys(volume(node.volume) for node in given)),
                       sum(counts[node.name][0] for node in given), sum(counts[node.name][1] for node in given))


def _counts(graph: Graph) -> dict[str, tuple[int, int]]:
    """The parameters and MACs of each layer; of shared weights, none."""
    table = analyze(graph).table("layers")
    keys = [column.key for column in table.columns]
    name, params, macs = (keys.index(key) for key in ("name", "params", "macs"))
    return {row[name]: (row[params] or 0, row[macs] or 0) for row in table.rows}
