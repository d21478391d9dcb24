"""Layers at work: a film in which the window slides over the input and the output fills, with the arithmetic."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.counting.derivations import derive
from archcalc.network.graph import Graph, Node, unknown_layer
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.shapes import written
from archcalc.rendering.animations import scenes, stage
from archcalc.rendering.animations.examples import LayerExample
from archcalc.rendering.animations.filming import filmed
from archcalc.rendering.animations.play import Play
from archcalc.rendering.animations.scenes import Scene
from archcalc.rendering.animations.stage import PlacedGrids
from archcalc.rendering.drawings import Drawing, stills
from archcalc.rendering.drawings import files as picture_files
from archcalc.rendering.drawings.film import Film
from archcalc.rendering.drawings.outputs import NAMES, HoldsFilms, HoldsPictures
from archcalc.rendering.drawings.palette import THEMES

_MOST_AXES = 2
"""Rows and columns, or the one axis of a signal."""


def animated(graph: Graph, layer: str | None, form: str, theme: str = "light") -> Drawing:
    """A layer at work in a format; one that does not move has a sheet of stills. Raises ArchcalcError."""
    output = NAMES.load(form)
    if not isinstance(output, (HoldsFilms, HoldsPictures)):
        able = [name for name in NAMES if isinstance(NAMES.load(name), (HoldsFilms, HoldsPictures))]
        raise ArchcalcError.of("usage", f"{form} cannot hold a layer at work", expected=f"one of: {', '.join(able)}")
    if theme not in THEMES:
        raise unknown("theme", theme, THEMES)
    made = film(graph, layer)
    if isinstance(output, HoldsFilms):
        return Drawing((output.write_film(made, THEMES[theme]),), ())
    sheet = stills.sheet(made)
    return Drawing(tuple(picture_files([sheet.picture], form, theme)), (f"{form} does not move: {sheet.told}",))


def film(graph: Graph, layer: str | None) -> Film:
    """The film of a layer. Raises ArchcalcError."""
    node = _chosen(graph, layer, scenes.operators())
    example, play, room = staged(node)
    arithmetic = derive.sides(node)
    sizes = f"{written(node.input_shapes[0])} to {written(node.shape)}{': ' * bool(arithmetic)}{arithmetic}"
    title = f"{node.name}: {node.op.kind.replace('_', ' ')}, {node.op.summary(*node.input_shapes)}"
    return filmed(play, room, title, [sizes, f"{example.note()} Example numbers."])


def _chosen(graph: Graph, layer: str | None, known: dict[str, Scene]) -> Node:
    """The layer asked for, if it has a scene."""
    have = f"kinds of layers that have one: {', '.join(sorted(known))}"
    first = next((node.name for node in graph.nodes if node.op.kind in known), "")
    file = f"{first.rpartition('/')[2]}.svg"
    example = f"archcalc draw {graph.about.name} {quoted(first, '')} --animate -o {quoted(file, '')}"
    if layer is None:
        raise ArchcalcError.of("usage", f"--animate shows one layer of {graph.about.name} at work, and none is named",
                               hint=example if first else have)
    names = [node.name for node in graph.nodes]
    if layer not in names:
        raise unknown_layer(layer, names, graph.about.name)
    node = graph.node(layer)
    if node.op.kind not in known:
        raise ArchcalcError.of("animation", f"{layer} is {node.op.kind.replace('_', ' ')}, which has no scene",
                               hint=example if first else "", expected=have)
    if len(node.shape) - 2 > _MOST_AXES or not is_spatial(node.shape):
        axes = len(node.shape) - 2
        raise ArchcalcError.of("animation", f"{layer} works along {axes} axes, and scenes have two at most",
                               hint="a layer over images or signals has a scene")
    return node


class StagedLayer(NamedTuple):
    """An example of a layer, what happens in it, and where it stands."""

    example: LayerExample
    play: Play
    stage: PlacedGrids


def staged(node: Node) -> StagedLayer:
    """The first example of a layer that has room. Raises ArchcalcError where none has."""
    scene = scenes.operators()[node.op.kind]
    for example in scene.examples(node.op, node.input_shapes[0]):
        play = scene.played(example)
        room = stage.placed(play)
        if room is not None:
            return StagedLayer(example, play, room)
    windows = "x".join(map(str, node.op.window(*node.input_shapes).kernel))
    raise ArchcalcError.of("animation", f"the windows of {node.name} are too large to be drawn with their numbers: "
                                        f"{windows}, or as wide when dilated",
                           hint="cells would be so small that nobody reads them; choose a layer with a smaller kernel")
