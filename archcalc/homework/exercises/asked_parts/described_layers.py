"""The layers that an exercise describes, in their places in the graph; which of them a question points at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.asked_parts import asked_part
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.network.graph import Graph, Node

_ASSIGNED = re.compile(r"(?:self\.)?([A-Za-z_]\w*)\s*=\s*")
_NUMBER = re.compile("[0-9]+$")
_HINT = "say which: the second convolution, the last layer, the first 3x3 convolution"
_LABEL = re.compile(r"\b(?:layer|couche|schicht|capa)[\s#-]*([0-9]+)\s*[:.](?![0-9])", re.IGNORECASE)


class DescribedLayer(NamedTuple):
    """A layer of the graph, at its position, and the name that the exercise gives it, or nothing."""

    position: int
    node: Node
    name: str = ""
    depthwise: bool = False


def described(exercise: Exercise, graph: Graph) -> tuple[DescribedLayer, ...]:
    """The layers that a sentence names, without what flattens a volume in between; all of them of a chain."""
    nodes = [(i, node) for i, node in enumerate(graph.nodes) if i]
    if exercise.chain:
        return tuple(DescribedLayer(i, node) for i, node in nodes if "reshape" not in node.op.traits)
    found: list[DescribedLayer] = []
    left = iter(nodes)
    for layer in exercise.layers:
        for _ in range(layer.times if layer.kind != "input" else 0):
            position, node = next(left)
            if node.op.kind != layer.kind:
                position, node = next(left)
            found.append(DescribedLayer(position, node, _name(exercise.text, layer), layer.depthwise))
    return tuple(found)


def _name(text: str, layer: ExerciseLayer) -> str:
    """The name that a layer has in its sentence: CONV1, FC-64, or what code assigns it to."""
    if layer.token.code == "c":
        assigned = _ASSIGNED.match(text, layer.token.start)
        return assigned[1] if assigned else ""
    return layer.token.text if _NUMBER.search(layer.token.text) else ""


def pointed_at(exercise: Exercise, graph: Graph, part: AskedPart) -> tuple[tuple[int, ...], ...]:
    """The positions of the layers that are meant, by every reading of the words. Raises ArchcalcError for none.

    The second layer of conv, relu, pool, conv may count all that is named, or what has weights: two readings.
    """
    layers = described(exercise, graph)
    if part.name and (same := _called(layers, part.name)):
        if len(same) > 1:
            refuse(exercise.text, part.token, f"{len(same)} layers are called {quoted(part.name)}", _HINT)
        return ((_moved(exercise, layers, same[0], part),),)
    fitting = [layer for layer in layers if _fits(layer, part)]
    if part.plain and any(layer.node.op.attributes.get("groups", 1) != 1 for layer in fitting):
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: none is described",
               "describe it, and compare the two: conv 32 3x3 groups 4 or conv 32 3x3")
    if part.name and (number := _NUMBER.search(part.name)) and part.place is None:
        part = part._replace(place=int(number[0]))
    readings = [fitting] if part.kind or part.place is None else _readings(exercise, part, fitting)
    found = [tuple(_moved(exercise, layers, layer, part) for layer in _placed(exercise, part, each))
             for each in readings]
    return tuple(dict.fromkeys(found))


def _called(layers: Iterable[DescribedLayer], name: str) -> list[DescribedLayer]:
    """The layers that are written so: CONV-5-64 is conv5-64."""
    wanted = name.lower().replace("-", "").replace("_", "")
    return [layer for layer in layers if layer.name.lower().replace("-", "").replace("_", "") == wanted]


def _fits(layer: DescribedLayer, part: AskedPart) -> bool:
    """True of a layer of the kind, the window and the width that are said."""
    op = layer.node.op
    if part.any_pooling and "pooling" not in op.traits:
        return False
    if part.kind and not part.any_pooling and op.kind != part.kind:
        return False
    kernel = op.attributes.get("kernel")
    if part.window and tuple(kernel or ()) != part.window:
        return False
    return all(op.attributes.get(name) == value for name, value in part.widths) \
        and all(_MODIFIED[name](layer) for name in part.modifiers if name in _MODIFIED)


def _is_pointwise(layer: DescribedLayer) -> bool:
    return set(layer.node.op.attributes.get("kernel") or ()) == {1}


_MODIFIED: dict[str, Callable[[DescribedLayer], bool]] = {
    "depthwise": lambda layer: layer.depthwise,
    "pointwise": _is_pointwise,
    "separable": lambda layer: False,  # it is two, a depthwise one and a pointwise one
}


def _readings(
    exercise: Exercise, part: AskedPart, layers: list[DescribedLayer]
) -> list[list[DescribedLayer]]:
    """The layers that may be meant where no kind is said: all of them, all but activations, those with weights."""
    weighty = [layer for layer in layers if "weight-layer" in layer.node.op.traits]
    if part.place in {asked_part.HIDDEN, asked_part.OUTPUT}:
        return [weighty]
    numbers = [int(number) for number in _LABEL.findall(exercise.text)]
    if numbers and numbers[:len(layers)] == list(range(1, len(layers) + 1)):
        return [layers]
    loud = [layer for layer in layers if not layer.node.op.traits & {"quiet", "beside"}]
    return [layers, loud, weighty]


def _placed(exercise: Exercise, part: AskedPart, layers: list[DescribedLayer]) -> list[DescribedLayer]:
    """The layers of a place among those that fit. Raises ArchcalcError where there is none, or more than are meant."""
    place, count = part.place, part.many
    if place == asked_part.HIDDEN:
        layers, place = layers[:-1], None
    elif place in {asked_part.LAST, asked_part.OUTPUT}:
        layers, place = layers[-max(count, 1):], None
    elif place is not None:
        layers, place = layers[place - 1:place - 1 + max(count, 1)], None
    if not layers or (count > 1 and len(layers) != count):
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: {_number(len(layers))} described",
               "describe every layer, and ask of one of them")
    if count == asked_part.ONE and len(layers) > 1:
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: which of {len(layers)}?", _HINT)
    return layers


def _number(count: int) -> str:
    return "no such layer is" if not count else f"{count} such layer{'s' * (count > 1)} {'are' if count > 1 else 'is'}"


def _moved(
    exercise: Exercise, layers: tuple[DescribedLayer, ...], layer: DescribedLayer, part: AskedPart
) -> int:
    """The position that is meant: of a layer, of the one before it, or of the one after."""
    place = layers.index(layer)
    step = {asked_part.BEFORE: -1, asked_part.ITS_LAST: -1, asked_part.ITS_NEXT: 1}.get(part.relation, 0)
    if place + step < 0:
        return 0
    if place + step >= len(layers):
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: nothing follows it", _HINT)
    return layers[place + step].position
