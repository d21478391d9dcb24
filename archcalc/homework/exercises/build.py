"""An exercise's layers -> a graph, by way of the specification language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises import chains
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.language import spec
from archcalc.language.text.document import parse
from archcalc.network import builder
from archcalc.network.graph import Graph
from archcalc.operators.operator import Shape

_WANTED = {"conv": ("filters", "kernel"), "depthwise": ("kernel",), "linear": ("units",)}
_USUAL = {"max_pool": {"kernel": (2, 2)}, "avg_pool": {"kernel": (2, 2)}}
"""What a table of layers means that does not say more: VGG's maxpool."""


def network(exercise: Exercise) -> tuple[Graph, tuple[str, ...]]:
    """The graph of an exercise, and what was assumed. Raises ArchcalcError for what does not fit or is not said."""
    shape, assumed = _input(exercise)
    if exercise.chain:
        return builder.build(spec.read(chains.document(exercise.chain, shape), "exercise")), tuple(assumed)
    steps = list(_steps(exercise.layers, shape))
    text = "\n".join([f"input: {json.dumps(shape)}", "layers:", *(f"  - {json.dumps(step)}" for step in steps)])
    try:
        built = builder.build(spec.read(parse(text, "the exercise"), "exercise"))
    except ArchcalcError as error:  # the places are in a text that nobody has written
        raise ArchcalcError(mistake._replace(place=None) for mistake in error.mistakes) from None
    return built, (*assumed, *dict.fromkeys(note for layer in exercise.layers for note in _assumptions(layer)))


def _input(exercise: Exercise) -> tuple[Shape, list[str]]:
    """The input with its channels."""
    shape = exercise.input
    if not shape:
        raise ArchcalcError.of("exercise", "the input is not said", hint="write it after on: ... on 227x227x3")
    return ((1, *shape), ["1 channel in"]) if len(shape) == 2 else (shape, [])


def _steps(layers: tuple[ExerciseLayer, ...], shape: Shape) -> Iterator[dict[str, Any]]:
    """The layers as steps: a volume is flattened before a fully connected layer; a depthwise one keeps its channels."""
    flat = len(shape) == 1
    channels = shape[0]
    for layer in layers:
        if layer.form is not None:
            own = {name: value for name, value in layer.attributes.items() if name not in layer.form.attributes}
            yield {layer.written: own}
            channels, flat = layer.attributes.get("filters", channels), flat or layer.kind == "linear"
            continue
        if layer.kind == "linear" and not flat:
            yield {"flatten": {}}
            flat = True
        missing = [name for name in _WANTED.get(layer.kind, ()) if name not in layer.attributes]
        if missing:
            raise ArchcalcError.of("exercise", f"{layer.written}: {' and '.join(missing)} not said",
                                   hint="for example conv 96 11x11 stride 4")
        attributes = _USUAL.get(layer.kind, {}) | layer.attributes
        if layer.kind == "depthwise":
            attributes |= {"filters": channels, "groups": channels}
        channels = attributes.get("filters", channels)
        yield {"conv" if layer.kind == "depthwise" else layer.kind: attributes}


def _assumptions(layer: ExerciseLayer) -> Iterator[str]:
    if layer.kind not in {"conv", "depthwise", "max_pool", "avg_pool"}:
        return
    if "kernel" not in layer.attributes:
        yield "a 2x2 window"
    if "stride" not in layer.attributes:
        yield "stride 1" if "conv" in layer.kind or layer.kind == "depthwise" else "a pooling's stride is its window"
    if "padding" not in layer.attributes and not (layer.form and layer.form.unsaid):
        yield "padding 0"
