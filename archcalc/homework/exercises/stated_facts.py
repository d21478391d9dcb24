"""Results, sums and figures that an exercise states, against what its layers give."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

from archcalc.base import units
from archcalc.base.errors import quoted
from archcalc.homework.exercises.answers_asked import answers
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.network.graph import Graph, Node

_BESIDE_A_SUM = frozenset({"params", "weights", "biases", "macs", "output", "height", "width", "channels",
                           "params_bytes", "weights_bytes"})
"""Figures that a sum of two volumes leaves as they are."""


_SIDES: tuple[object, ...] = (1, [1], [1, 1], [1, 1, 1])
"""Kernels that need no padding."""


def check(exercise: Exercise, graph: Graph) -> None:
    """Refuse what is said, and is otherwise, or of one layer where it may be of all."""
    _check_target(exercise, graph)
    _check_residual(exercise, graph)
    _check_bound(exercise, graph)
    _check_padding(exercise)


def _check_padding(exercise: Exercise) -> None:
    """Refuse same padding that is said last, behind what goes in, where a convolution before has none said."""
    layers = [each for each in exercise.layers if "convolution" in each.op.traits and each.attributes.get("kernel")]
    said = [each.places.get("padding") for each in layers if each.attributes.get("padding") == "same"]
    last = said[-1] if said and exercise.input else None
    silent = [each for each in layers if "padding" not in each.attributes and each.attributes["kernel"] not in _SIDES]
    if last and exercise.input and silent and last.start > exercise.input.token.end:
        refuse(exercise.text, last, f"{quoted(last.text)}: of the last layer, or of all?",
               "say it beside each layer, or of all: all convolutions have same padding")


def _check_target(exercise: Exercise, graph: Graph) -> None:
    """Refuse a result that is said, and is another."""
    if exercise.target is None:
        return
    volume = graph.nodes[-1].volume
    last = (*volume[1:], volume[0]) if len(volume) > 1 else volume
    if exercise.target.sides not in {last, last[:-1], volume}:
        refuse(
            exercise.text,
            exercise.target.token,
            f"the output is {units.volume(volume)}, not {quoted(exercise.target.token.text, '')}",
            "what is asked for, so that this is the result?",
        )


def _check_residual(exercise: Exercise, graph: Graph) -> None:
    """Refuse what is added to a volume of another size, and figures that the sum changes."""
    if exercise.residual is None:
        return
    if graph.nodes[0].volume != graph.nodes[-1].volume:
        refuse(exercise.text, exercise.residual, f"{units.volume(graph.nodes[0].volume)} goes in, and "
               f"{units.volume(graph.nodes[-1].volume)} comes out: no sum", "a projection is a layer of its own; leave "
               "the shortcut out")
    if not {*exercise.asked} <= _BESIDE_A_SUM:
        refuse(exercise.text, exercise.residual, "that changes with the sum", "leave the shortcut out")


def _check_bound(exercise: Exercise, graph: Graph) -> None:
    """Refuse a figure that is said, where nothing is asked that leads to it, and it is another."""
    limit = exercise.limit
    found = answers(exercise, graph, (limit.figure,)) if limit and limit.figure else ()
    if limit and (limit.bound.sign or not found or found[0].target.value != limit.bound.value):
        taken = f"{quoted(limit.token.text)} is taken for what comes out"
        told = f"{taken}, and that is {found[0].told}" if found else f"{taken}: what is asked for, so that it does?"
        refuse(exercise.text, limit.token, told, "ask for what leads to it: which stride gives it? or say what goes "
               "in: on 32x32x3")


def check_features(exercise: Exercise, layers: tuple[ExerciseLayer, ...], graph: Graph) -> None:
    """Refuse a layer that is said to read other channels than there are."""
    nodes = _first_nodes(graph)
    for layer in layers:
        for _ in range(layer.times):
            node = next(nodes)
            if node.op.kind != layer.kind and not layer.is_block:
                node = next(nodes)  # its volume has been flattened first
            _check_axes(exercise, layer, node)
            depth = _depth(layer, exercise)
            there = _channels(node)
            for said in {layer.features, depth * node.op.attributes.get("groups", 1)} - {0, there}:
                refuse(
                    exercise.text,
                    layer.places.get("kernel", layer.token) if said != layer.features else layer.token,
                    f"{layer.token.text.strip()} is said to read {said} channels, and there are {there}",
                    "the depth of a filter is that of what goes in",
                )


def _first_nodes(graph: Graph) -> Iterator[Node]:
    """The nodes behind the input, of each building block the first alone."""
    before = ""
    for node in graph.nodes[1:]:
        block = node.path[0] if node.path else ""
        if not block or block != before:
            yield node
        before = block


def _check_axes(exercise: Exercise, layer: ExerciseLayer, node: Node) -> None:
    """Refuse MaxPool3d on an image, Conv1d on one; BatchNorm1d reads vectors too."""
    axes = len(node.input_shapes[0]) - 2
    if layer.axes in {0, axes} or "see-through" in layer.op.traits or ("norm" in layer.op.traits and not axes):
        return
    what = {0: "a vector", 1: "a signal", 2: "an image", 3: "a clip"}.get(axes, "something else")
    reads = {1: "signals, 100x16", 2: "images, 32x32x3", 3: "clips, 16x112x112x3"}[layer.axes]
    refuse(exercise.text, layer.token, f"{layer.token.text.strip()} is given {what}", f"it reads {reads}")


def _depth(layer: ExerciseLayer, exercise: Exercise) -> int:
    """The third number of a filter of 5x5x3."""
    kernel = exercise.layers[0].attributes.get("kernel") if layer is exercise.layers[0] else None
    kernel = next((each.attributes.get("kernel") for each in exercise.layers if each.token is layer.token), kernel)
    if is_spread(layer, "kernel", kernel):
        return 0
    spatial = layer.axes in {0, 2} and not (exercise.input and len(exercise.input.sides) > 3)
    return kernel[2] if spatial and isinstance(kernel, list) and len(kernel) == 3 else 0


def _channels(node: Node) -> int:
    shape = node.input_shapes[0]
    return prod(shape[1:]) if len(shape) == 2 else shape[node.op.channel_axis(shape)]


def is_spread(layer: ExerciseLayer, name: str, value: Any) -> bool:
    """True of a value for each of several layers; 5x3 are the sides of one."""
    listed = layer.places.get(name, layer.token).code not in {"z", "c"} and isinstance(value, list)
    return listed and layer.times > 1 and len(value) == layer.times
