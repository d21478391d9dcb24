"""The receptive field of the layer under the cursor, drawn over the input; and that of every layer, over depth."""

from __future__ import annotations

from archcalc.api.charts import ChartSettings, chart
from archcalc.base.picture import Box, Picture, Text
from archcalc.counting.columns import receptive_field
from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph, whole
from archcalc.rendering import drawings
from archcalc.rendering.drawings.outputs.html import inline

TITLE, PLACE, FOLLOWS = "Receptive field", 6, True
_SIDE, _EDGE, _LINE = 300, 20, 22
"""Pixels: the longer side of the larger of input and field, the space around it, a line of text."""


def shown(question: PageQuestion, graph: Graph) -> str:
    """The field over the input, where both have sides, and the chart."""
    curves = chart("receptive-fields", [whole(graph, "drawn over its input")], ChartSettings())
    over = _over_input(question.about, graph)
    parts = [*([over] if over is not None else []), drawings.chart(curves)]
    return "".join(f"<figure>{inline(picture)}</figure>" for picture in parts)


def _over_input(about: str, graph: Graph) -> Picture | None:
    """The field that the middle value of a layer sees; where no layer is asked for, of the last that sees a part."""
    fields = {node.name: cell for node, (cell,) in zip(graph.nodes, receptive_field.cells(graph), strict=True)
              if cell is not None and max(cell["size"]) > 0 and not node.is_entrance
              and ("held" in node.op.traits or node.name == about)}
    sides = graph.given[0].shape[2:] if graph.given else ()
    name = about if about in fields else next(reversed(fields), "")
    if not name or len(sides) not in {1, 2} or len(fields[name]["size"]) != len(sides):
        return None
    return picture(name, sides, tuple(fields[name]["size"]), at_most=bool(fields[name].get("at_most")))


def picture(name: str, sides: tuple[int, ...], field: tuple[int, ...], *, at_most: bool = False) -> Picture:
    """The input's sheet with a field around its middle, to scale; a signal's is a strip.

    >>> [shape.width for shape in picture("conv1", (100, 100), (50, 50)).shapes if isinstance(shape, Box)]
    [300.0, 150.0]
    """
    scale = _SIDE / max(*sides, *field)
    (height, width), (tall, wide) = (_pixels(each, scale) for each in (sides, field))
    centre, middle = _EDGE + _SIDE / 2, _EDGE + max(height, tall) / 2
    bound = "at most " if at_most else ""
    seen, whole_input = "x".join(f"{side:,}" for side in field), "x".join(f"{side:,}" for side in sides)
    words = f"{name} sees {bound}{seen} of {whole_input}"
    bottom = 2 * middle
    shapes = (Box(centre - width / 2, middle - height / 2, width, height, "input", "input-line", hint="the input"),
              Box(centre - wide / 2, middle - tall / 2, wide, tall, "", "mark", dashed=True, hint=words),
              Text(_EDGE, bottom + _LINE / 2, words, 14, bold=True))
    return Picture(words, f"{words}: the field of one value, with padding, over the input",
                   max(_SIDE + 2 * _EDGE, _EDGE * 2 + 8 * len(words)), bottom + _LINE, shapes)


def _pixels(sides: tuple[int, ...], scale: float) -> tuple[float, float]:
    """Height and width of a sheet; a signal is as high as a line of text."""
    return (sides[0] * scale if len(sides) == 2 else _LINE, sides[-1] * scale)
