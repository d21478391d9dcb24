"""An exercise's layers -> a graph, by way of the specification language, each value at its place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from archcalc.base.errors import ArchcalcError, Source
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import chains, input_shapes, stated_facts
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.homework.exercises.known_blocks import data_sets_named
from archcalc.homework.exercises.sentence_words import NAME, SentenceWord, place, refuse
from archcalc.language import spec
from archcalc.language.text.document import Document
from archcalc.language.text.values import Value
from archcalc.network import builder
from archcalc.network.graph import Graph
from archcalc.operators.given_attributes import missing_attributes

_SEES = frozenset({"receptive_field", "effective_stride"})
"""Figures to which the number of filters is nothing."""
_SIDES = frozenset({"output", "height", "width"})
_BLOCK = re.compile("blo[ck]|unit", re.IGNORECASE)
_USUAL = {"kernel": 2}
"""What a table of layers means that does not say more: VGG's maxpool."""


class Built(NamedTuple):
    """The graph of an exercise, what was assumed, and whether the size that goes in is one of those assumptions."""

    graph: Graph
    assumed: tuple[str, ...]
    sized: bool = True


def network(exercise: Exercise) -> Built:
    """The graph of an exercise. Raises ArchcalcError for what does not fit, or is not said."""
    if exercise.chain:
        shape = input_shapes.of_chain(exercise)
        document = chains.document(exercise.chain, shape.shape)
        return Built(builder.build(spec.read(document, NAME), exercise.batch), shape.assumed)
    exercise = _with_data_set(exercise)
    shape = input_shapes.of(exercise)
    layers = tuple(_completed(exercise, layer) for layer in exercise.layers if layer.kind != "input")
    graph = builder.build(spec.read(_document(exercise, layers, shape.shape), NAME), _batch(exercise, shape))
    stated_facts.check_features(exercise, layers, graph)
    told = [note for layer in layers for note in _assumptions(exercise, layer)]
    return Built(graph, tuple(dict.fromkeys((*shape.assumed, *exercise.assumed, *told))), shape.sized)


def _with_data_set(exercise: Exercise) -> Exercise:
    """The exercise; where what goes in is not said, and is needed, with the images of the data set that it names."""
    found = data_sets_named.input_of_data_set(exercise)
    if found is None:
        return exercise
    try:
        input_shapes.of(exercise)
    except ArchcalcError:
        return exercise._replace(input=found[0], assumed=(*exercise.assumed, found[1]))
    return exercise


def _batch(exercise: Exercise, shape: input_shapes.InputShape) -> int:
    """The batch, said by itself or with the size that goes in. Raises ArchcalcError where both are, and differ."""
    if shape.batch > 1 < exercise.batch != shape.batch and exercise.input:
        refuse(exercise.text, exercise.input.token, f"a batch of {exercise.batch} is said, and one of {shape.batch}",
               "leave one out")
    return max(shape.batch, exercise.batch)


def _completed(exercise: Exercise, layer: ExerciseLayer) -> ExerciseLayer:
    """A layer with what goes without saying; what does not is refused."""
    attributes = dict(layer.attributes)
    if layer.axes in {0, 2} and not (exercise.input and len(exercise.input.sides) > 3):
        attributes |= _on_an_image(attributes, listed=stated_facts.is_spread(layer, "kernel", attributes.get("kernel")))
    if layer.depthwise:
        more = attributes.get("filters")
        attributes |= {"filters": more if isinstance(more, str) else "c_in", "groups": "c_in"}
    elif (
        "filters" in layer.op.fields
        and "filters" not in attributes
        and layer.form is None
        and (_alone(layer, exercise) or layer.one_filter or _SEES & {*exercise.asked} or exercise.unknown == "layers")
    ):
        attributes["filters"] = 1
    if _keeps_its_size(exercise) and "convolution" in layer.op.traits and attributes.get("stride", 1) == 1:
        attributes.setdefault("padding", "same")
    if layer.op.traits & {"window-pooling"} and "kernel" not in attributes:
        attributes |= _USUAL
    if "norm" in layer.op.traits and "groups" in layer.op.fields:
        attributes.setdefault("groups", 1)
    missing = [] if layer.form else missing_attributes(layer.op, attributes)
    if missing:
        told = " and ".join(missing)
        refuse(
            exercise.text,
            layer.token,
            f"{layer.token.text.strip()}: {told} not said",
            "for example conv 96 11x11 stride 4" if "filters" in layer.op.fields else f"say its {told}",
        )
    return layer._replace(attributes=attributes)


def _on_an_image(attributes: Mapping[str, Any], *, listed: bool) -> dict[str, Any]:
    """The kernel of two axes, where a third number says the depth of the image: 5x5x3."""
    kernel = attributes.get("kernel")
    return {"kernel": kernel[:2]} if not listed and isinstance(kernel, list) and len(kernel) == 3 else {}


def _keeps_its_size(exercise: Exercise) -> bool:
    """True of a block whose input is added to its output."""
    return bool(exercise.residual and _BLOCK.search(exercise.residual.text))


def _alone(layer: ExerciseLayer, exercise: Exercise) -> bool:
    """True of a window without a layer's name, where it is the only layer, or makes the output alone; of sides."""
    if exercise.asked and {*exercise.asked} <= _SIDES and exercise.input and not exercise.features:
        unsaid = not any("filters" in each.attributes for each in exercise.layers)
        return {*exercise.asked} <= {"height", "width"} or (unsaid and len(exercise.input.sides) < 3)
    return layer.implied and (exercise.number == 1 or not {"params", "weights", "biases", "macs"} & {*exercise.asked})


def _document(exercise: Exercise, layers: tuple[ExerciseLayer, ...], shape: tuple[int, ...]) -> Document:
    """The network as a file would have it, at the places of the sentence."""
    page = _Page(exercise.text)
    first = exercise.input.token if exercise.input else SentenceWord("", "", 0, 1)
    steps = [(layer, page.step(kind, layer, attributes)) for kind, layer, attributes in _steps(layers, shape)]
    every = page.value(None, first).holding(_joined(page, exercise.join, steps))
    return Document(page.source, page.mapping({"input": (list(shape), first), "layers": (every, first)}, first))


class _Page:
    """A sentence as the text of a file: each value stands at the word that says it."""

    def __init__(self, text: str) -> None:
        self.text, self.source = text, Source(NAME, text)

    def value(self, data: Any, token: SentenceWord) -> Value:
        """A value, or a list of values, at a word."""
        where = place(self.text, token)
        inside = [self.value(each, token) for each in data] if isinstance(data, (list, tuple)) else data
        written = data if isinstance(data, str) else str(data)
        return Value(inside, self.source, where.line, where.column, where.width, written)

    def mapping(self, pairs: dict[str, tuple[Any, SentenceWord]], token: SentenceWord) -> Value:
        """Values by their keys, each at its own word."""
        made = self.value(None, token)
        made.data = {name: each[0] if isinstance(each[0], Value) else self.value(*each) for name, each in pairs.items()}
        made.keys = {name: self.value(name, each[1]) for name, each in pairs.items()}
        return made

    def step(self, kind: str, layer: ExerciseLayer, attributes: dict[str, Any]) -> Value:
        """A layer as a step of the file."""
        said = {name: (each, layer.places.get(name, layer.token)) for name, each in attributes.items()}
        return self.mapping({kind: (self.mapping(said, layer.token), layer.token)}, layer.token)


def _joined(page: _Page, join: str, steps: list[tuple[ExerciseLayer, Value]]) -> list[Value]:
    """The steps, with those of branches in the one that puts them together, where the first of them stands."""
    before = list(takewhile(lambda each: not each[0].branch, steps))
    branches: dict[int, list[Value]] = {}
    for layer, step in steps:
        if layer.branch:
            branches.setdefault(layer.branch, []).append(step)
    if not branches:
        return [step for _, step in steps]
    first = steps[len(before)][0].token
    *_, last = (layer.token for layer, _ in steps if layer.branch)
    every = page.value(None, first).holding([page.value(None, last).holding(each) for each in branches.values()])
    behind = [step for layer, step in steps[len(before):] if not layer.branch]
    return [*(step for _, step in before), page.mapping({join: (every, first)}, first), *behind]


def _steps(
    layers: tuple[ExerciseLayer, ...], shape: tuple[int, ...]
) -> Iterator[tuple[str, ExerciseLayer, dict[str, Any]]]:
    """The layers as steps: a volume is flattened before a fully connected layer."""
    flat = len(shape) == 1 or "recurrent" in (layers[0].op.traits if layers else ())
    for layer in layers:
        for i in range(layer.times):
            each = {name: value[i] if stated_facts.is_spread(layer, name, value) else value
                    for name, value in layer.attributes.items()}
            if layer.form is not None:
                within = {name: value for name, value in each.items() if name not in layer.form.attributes}
                yield layer.token.text, layer, within
            else:
                if "flattened" in layer.op.traits and not flat and layer.token.code != "c":
                    yield "flatten", layer, {}
                yield layer.kind, layer, each
            flat = flat or "flattened" in layer.op.traits or layer.kind == "flatten"


def _assumptions(exercise: Exercise, layer: ExerciseLayer) -> Iterator[str]:
    if "norm" in layer.op.traits and layer.attributes.get("groups") == 1 and "groups" not in _said_of(exercise, layer):
        yield "1 group, on which no number of parameters depends"
    if not layer.op.traits & {"convolution", "window-pooling"} or layer.token.code == "c":
        return
    said = {*_said_of(exercise, layer)}
    if layer.depthwise and layer.places.get("bias") is layer.token:
        yield "one bias, after the 1x1 convolution, as Keras has it"
    if "kernel" not in said:
        yield "a 2x2 window"
    if "filters" in layer.op.fields and "filters" not in said and not layer.depthwise and layer.form is None:
        yield "1 filter"
    if "stride" not in said:
        yield "stride 1" if "convolution" in layer.op.traits else "a pooling's stride is its window"
    if "padding" not in said and not (layer.form and layer.form.unsaid):
        yield "padding same, for what goes in is added" if _keeps_its_size(exercise) else "padding 0"


def _said_of(exercise: Exercise, layer: ExerciseLayer) -> set[str]:
    """The attributes that the sentence itself says of a layer."""
    own = next(each for each in exercise.layers if each.token is layer.token and each.depthwise is layer.depthwise)
    return {*own.attributes, exercise.unknown}
