"""Receptive fields over depth: how much of the input each layer sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.api.charts import ChartSettings
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.columns import receptive_field
from archcalc.network.graph import Graph, Node
from archcalc.rendering.drawings.charts.curve_data import (
    ChartDot,
    ChartLine,
    CurvePanel,
    Curves,
    linear_scale,
)
from archcalc.rendering.drawings.palette import role

OPTIONS = ()


class SeenLayer(NamedTuple):
    """A layer: how many layers deep it stands on the longest way, and how far it sees along the input's last axis."""

    node: int
    depth: int
    size: int
    at_most: bool


def curves(graphs: Sequence[Graph], settings: ChartSettings) -> Curves:
    """A panel for each network; the dashed line is the input's own size. Raises ArchcalcError."""
    found = [(graph, list(seen(graph))) for graph in graphs]
    for graph, layers in found:
        if not layers:
            told = f"{graph.about.name} has no receptive fields: its input has no rows and columns, and is no signal"
            raise ArchcalcError.of("figure", told, hint="archcalc plot resnet50 --chart receptive-fields")
    units = {"samples" if len(_input(graph)) == 3 else "pixels" for graph, _ in found}
    deep = linear_scale("layers deep, on the longest way", [layer.depth for _, layers in found for layer in layers])
    tall = linear_scale(f"receptive field, width ({' or '.join(sorted(units))})", [
        size for graph, layers in found for size in (*(layer.size for layer in layers), _input(graph)[-1])])
    return Curves("Receptive fields: what an output value sees of the input", deep, tall,
                  tuple(_panel(graph, layers, deep.high) for graph, layers in found))


def seen(graph: Graph) -> Iterator[SeenLayer]:
    """The layers that hold an output of their own and see a part of the input that is known."""
    depths: list[int] = []
    for number, (node, (cell,)) in enumerate(zip(graph.nodes, receptive_field.cells(graph), strict=True)):
        counts = "held" in node.op.traits and not node.is_entrance
        depths.append(max((depths[before] for before in node.inputs), default=0) + counts)
        if counts and cell is not None and max(cell["size"]) > 0:
            yield SeenLayer(number, depths[-1], cell["size"][-1], bool(cell.get("at_most")))


def _input(graph: Graph) -> tuple[int, ...]:
    return next(node.shape for node in graph.nodes if node.is_entrance)


def _panel(graph: Graph, layers: Sequence[SeenLayer], end: float) -> CurvePanel:
    whole = _input(graph)[-1]
    furthest: dict[int, int] = {}
    for layer in layers:
        furthest[layer.depth] = max(furthest.get(layer.depth, 0), layer.size)
    last = layers[-1]
    dots = tuple(_dot(graph.nodes[layer.node], layer, named=layer is last) for layer in layers)
    own = ChartLine(((0, whole), (end, whole)), f"the input: {whole:,}", dashed=True)
    return CurvePanel(graph.title, dots, (ChartLine(tuple(sorted(furthest.items()))), own), _note(graph, layers, whole))


def _dot(node: Node, layer: SeenLayer, *, named: bool) -> ChartDot:
    return ChartDot(layer.depth, layer.size, node.name, role(node.op), f"{node.name}: {layer.size:,}", named=named)


def _note(graph: Graph, layers: Sequence[SeenLayer], whole: int) -> str:
    """The last layer's field, and the first layer that sees as far as the input is wide."""
    last, first = layers[-1], next((layer for layer in layers if layer.size >= whole), None)
    told = [f"{graph.nodes[last.node].name} sees {last.size:,}"]
    wide = f"as wide as the input from {graph.nodes[first.node].name} on" if first else "never as wide as the input"
    told.append(wide)
    bounds = sum(layer.at_most for layer in layers)
    return "; ".join([*told, f"{bounds} of the sizes are upper bounds"] if bounds else told)
