"""Pictures: the layers' graph, the row of volumes, charts. A picture is data; an output makes a file of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.gc_pause import paused
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Picture
from archcalc.base.report import Report
from archcalc.base.suggestions import unknown
from archcalc.network.graph import Graph, whole
from archcalc.rendering.drawings.outputs import (
    NAMES,
    HasLimits,
    HoldsFilms,
    HoldsGraphs,
    HoldsPages,
    HoldsPictures,
    HoldsScenes,
)
from archcalc.rendering.drawings.palette import THEMES, Theme
from archcalc.rendering.drawings.sheets import Pages, PictureSheet
from archcalc.rendering.drawings.volume_view import USUAL, View
from archcalc.rendering.tables.layout import Page

if TYPE_CHECKING:
    from archcalc.rendering.drawings.charts.chart_data import Bars, Bubbles
    from archcalc.rendering.drawings.charts.curve_data import Curves
    from archcalc.rendering.drawings.diagram_parts import Diagram


class Drawing(NamedTuple):
    """A drawing as files, and what is to be said of it."""

    files: tuple[str | bytes, ...]
    notes: tuple[str, ...]


STYLES = ("graph", "volumes")
_MOST_NODES, _MOST_BLOCKS = 20_000, 400
"""A larger network has no picture on a page unless it is asked for."""


def draw(graph: Graph, style: str | View = "graph", *, depth: str | None = None, part: str | None = None,
         tall: bool = False, unfold: bool = False) -> Picture:
    """A network's layers as a graph, or its volumes in a row; a view is of these. Raises ArchcalcError."""
    from archcalc.rendering.drawings import network_picture
    from archcalc.rendering.drawings.diagram import diagram

    view = _view(style)
    if view is not None:
        from archcalc.rendering.drawings import volumes

        _refuse_beside("--style volumes", "draws boxes in rows", {"--tall": tall, "--unfold": unfold})
        return volumes.picture(graph, view, depth=depth, part=part)
    return network_picture.picture(diagram(graph, depth, part, unfold=unfold), tall=tall)


def illustrated(graph: Graph, report: Report) -> Report:
    """The report of a network with its drawing and its charts, if they are not too large to be looked at."""
    from archcalc.rendering.drawings.charts import bars, chart_data
    from archcalc.rendering.tables.selection import at_depth

    drawing = at_sight(graph)
    if drawing is None:
        return report
    shown = chart_data.bars(at_depth(report, None, "text"))
    return report._replace(pictures=(drawing, bars.picture(shown)), foldings=tuple(_foldings(graph, drawing)))


def at_sight(graph: Graph) -> Picture | None:
    """The drawing of a network for whoever has not asked for one; None where it is too large to be looked at."""
    from archcalc.rendering.drawings import network_picture
    from archcalc.rendering.drawings.diagram import diagram

    if len(graph.nodes) > _MOST_NODES:
        return None
    made = diagram(graph)
    return network_picture.picture(made) if sum(1 for _ in made.root.blocks()) <= _MOST_BLOCKS else None


def _foldings(graph: Graph, drawing: Picture) -> Iterator[tuple[str, Picture]]:
    """The drawing at other depths, where these show something else and can be looked at."""
    from archcalc.rendering.drawings import network_picture
    from archcalc.rendering.drawings.diagram import at_depths, diagram

    ways: dict[str, Callable[[], Diagram]] = {
        "folded": lambda: [*at_depths(graph, None, None)][-1], "modules open": lambda: diagram(graph, "all"),
        "repeats one by one": lambda: diagram(graph, "all", unfold=True)}
    known = [drawing.shapes]
    for words, way in ways.items():
        try:
            made = way()
        except ArchcalcError:  # too large to be drawn so
            continue
        if sum(1 for _ in made.root.blocks()) <= _MOST_BLOCKS and (
                picture := network_picture.picture(made)).shapes not in known:
            known.append(picture.shapes)
            yield words, picture


def plot(names: Sequence[str], figures: str | None = None, *, options: Mapping[str, Any] | None = None,
         input_size: str | None = None, convention: Iterable[str] = (), depth: str | None = None, compare: bool = False,
         as_bars: bool = False) -> Bars | Bubbles:
    """One network's layers as bars, or networks (all that are bundled, if none is named) as bubbles, or as bars.

    `options` and `input_size` are given to every network.
    """
    from archcalc.counting import conventions
    from archcalc.loading import library
    from archcalc.network.builder import build, build_all
    from archcalc.rendering.drawings.charts import chart_data
    from archcalc.rendering.tables.selection import at_depth
    from archcalc.reports import collection_index, comparison, network_table

    words = (figures,) if figures else ()
    load = partial(library.load, options=options, input_size=input_size)
    if len(names) == 1 and not compare:
        report = network_table.analyze(build(load(names[0])), convention=convention)
        return chart_data.bars(at_depth(report, depth, "text"), *words)
    memory = conventions.rules(conventions.chosen(convention))["memory"]
    graphs = build_all(load(name) for name in names or [entry["name"] for entry in collection_index.entries()])
    report = comparison.compare([whole(graph, "drawn beside others") for graph in graphs], memory)
    return chart_data.networks(report, *words) if as_bars else chart_data.bubbles(report, *words)


def chart(shown: Bars | Bubbles | Curves) -> Picture:
    """A chart as a picture."""
    from archcalc.rendering.drawings.charts import bars, bubbles, chart_data, curve_data, curves

    if isinstance(shown, curve_data.Curves):
        return curves.picture(shown)
    return bubbles.picture(shown) if isinstance(shown, chart_data.Bubbles) else bars.picture(shown)


def charted(shown: Bars | Curves, page: Page) -> str:
    """Bars of block characters, or curves of letters; on a `raw` page, of plain letters."""
    from archcalc.rendering.drawings.charts import curve_data, curve_letters
    from archcalc.rendering.drawings.outputs import terminal

    if isinstance(shown, curve_data.Curves):
        return curve_letters.charted(shown, page.width or 100, plain=page.raw)
    return terminal.charted(shown, page.width or 100, colour=page.colour, plain=page.raw)


def written(picture: Picture, form: str, theme: str = "light") -> str | bytes:
    """A picture in a format: svg, png, pdf, html, tikz."""
    return files([picture], form, theme)[0]


def files(pictures: Sequence[Picture], form: str, theme: str = "light") -> list[str | bytes]:
    """Pictures in a format: all in one file where it has pages, or else a file for each."""
    output = NAMES.load(form)
    if not isinstance(output, HoldsPictures):
        hint = "it holds a layer at work: draw NAME LAYER --animate" if isinstance(output, HoldsFilms) else ""
        raise ArchcalcError.of("usage", f"{quoted(form)} cannot hold this picture", hint=hint,
                               expected="one of: svg, html, png, pdf, tikz")
    colours = _theme(theme)
    if len(pictures) > 1 and isinstance(output, HoldsPages):
        return [output.write_pages(pictures, colours)]
    return [output.write(picture, colours) for picture in pictures]


def drawn(graph: Graph, form: str, style: str | View = "graph", *, depth: str | None = None, part: str | None = None,
          tall: bool = False, theme: str = "light") -> str | bytes:
    """A network drawn in a format, for no sheet."""
    return drawing(graph, form, style, depth=depth, part=part, tall=tall, theme=theme).files[0]


@paused()
def drawing(graph: Graph, form: str, style: str | View = "graph", *,  # noqa: PLR0913 - what a command says of one
            depth: str | None = None, part: str | None = None, tall: bool = False, theme: str = "light",
            sheet: PictureSheet | None = None, unfold: bool = False) -> Drawing:
    """A network drawn in a format: those of pictures, and dot or mermaid, which hold the graph itself.

    On a sheet it takes as many pages as it needs to be read. Raises ArchcalcError.
    """
    from archcalc.rendering.drawings import sheets
    from archcalc.rendering.drawings.diagram import diagram

    output = NAMES.load(form)
    if isinstance(output, HoldsScenes):
        _refuse_beside(f"--format {form}", "holds volumes in space", {"--slide": sheet is not None, "--tall": tall,
                                                                         "--unfold": unfold})
        return Drawing((_scene(graph, output, _view(style), theme, depth, part),), ())
    if isinstance(output, HoldsGraphs):
        _refuse_beside(f"--format {form}", "holds the graph of layers", {
            "--style volumes": _view(style) is not None, "--slide": sheet is not None})
    if sheet is not None:
        _refuse_beside("--slide", "folds a drawing onto pages", {"--tall": tall, "--unfold": unfold})
        pages = _paged(graph, sheet, _view(style), depth, part)
        return Drawing(tuple(files(pages.pictures, form, theme)), pages.notes)
    if isinstance(output, HoldsGraphs):
        return Drawing((output.written(diagram(graph, depth, part, unfold=unfold)),), ())
    made = draw(graph, style, depth=depth, part=part, tall=tall, unfold=unfold)
    return Drawing((written(made, form, theme),), (*sheets.warnings(made), *_reductions(made, form)))


def _reductions(picture: Picture, form: str) -> Iterator[str]:
    """A note where a format holds a picture smaller than it is."""
    output = NAMES.load(form)
    if isinstance(output, HasLimits) and (told := output.reduction(picture)):
        yield told


def _scene(graph: Graph, output: HoldsScenes, view: View | None, theme: str, depth: str | None,
           part: str | None) -> bytes:
    from archcalc.rendering.drawings.volumes.scene import scene

    if view is None:
        raise ArchcalcError.of("usage", "a scene holds volumes in space, and no graph", hint="--style volumes")
    return output.write_scene(scene(graph, view, depth, part), _theme(theme))


def _theme(name: str) -> Theme:
    """The colours of a theme by name. Raises ArchcalcError."""
    if name not in THEMES:
        raise unknown("theme", name, THEMES)
    return THEMES[name]


def _paged(graph: Graph, sheet: PictureSheet, view: View | None, depth: str | None, part: str | None) -> Pages:
    from archcalc.rendering.drawings import paging
    from archcalc.rendering.drawings.volumes import volume_pages

    if view is None:
        return paging.paged(graph, sheet, depth, part)
    return volume_pages.paged(graph, sheet, view, depth, part)


def compared(one: Graph, other: Graph, form: str, *, depth: str | None = None, theme: str = "light") -> Drawing:
    """Two networks in one picture, what differs outlined. Raises ArchcalcError."""
    from archcalc.rendering.drawings import two_networks

    if isinstance(NAMES.load(form), HoldsGraphs):
        raise ArchcalcError.of("usage", f"two networks are compared in a picture, and {form} is none",
                               hint="-o diff.svg; archcalc diff A B tells the differences as a table")
    made = two_networks.picture(one, other, depth)
    return Drawing((written(made, form, theme),), tuple(_reductions(made, form)))


def _view(style: str | View) -> View | None:
    """The view of volumes that a style asks for; none where it is the graph. Raises ArchcalcError."""
    if isinstance(style, View):
        return style
    if style not in STYLES:
        raise unknown("style", style, STYLES)
    return USUAL if style == "volumes" else None


def _refuse_beside(choice: str, does: str, others: Mapping[str, bool]) -> None:
    for other, is_so in others.items():
        if is_so:
            raise ArchcalcError.of("usage", f"{choice} {does}, and {other} says nothing to it",
                                   hint=f"leave out {other}, or {choice}")
