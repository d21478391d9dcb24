"""Comparisons: three 3x3 convolutions or one 7x7, whichever has fewer parameters."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises import answers_asked, bytes_of_volumes
from archcalc.homework.exercises.asked_parts.two_figures import TwoFigures
from archcalc.homework.exercises.build import network
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.questions.askable import figure
from archcalc.operators.given_attributes import missing_attributes

_SCHEMA = "archcalc/comparison-of-layers/1"
_USUAL_CHANNELS = 64
_SHARED = frozenset({"bias", "padding"})


def parts(exercise: Exercise) -> tuple[Exercise, ...]:
    """The alternatives, each an exercise; what one leaves out that it needs is as in another."""
    whole = [exercise, *exercise.others]
    _check_features(exercise.text, whole)
    first = next((each for each in whole if each.input), whole[0])
    features = next((each.features for each in whole if each.features), 0)
    return tuple(
        _shared(each, whole)._replace(
            input=each.input or (None if _is_fed(each) else first.input),
            features=each.features or (0 if each.input else features),
            asked=(exercise.compared,),
            number_type=first.number_type,
        )
        for each in whole
    )


def _is_fed(each: Exercise) -> bool:
    """True of a layer that reads vectors, of which it is said how long they are."""
    return bool(each.features and each.layers and each.layers[0].op.traits & {"linear", "recurrent"})


def _check_features(text: str, whole: list[Exercise]) -> None:
    """Raise ArchcalcError where one says what goes into it, and another, of another kind, does not."""
    starts = [(each, each.layers[0]) for each in whole if each.layers]
    kinds = {bool(layer.op.traits & {"linear"}) for each, layer in starts}
    silent = [layer for each, layer in starts if not (each.features or layer.features or each.input)]
    sized = any(each.input and len(each.input.sides) > 1 for each in whole)
    if len(kinds) > 1 and silent and not sized and any(each.features or each.input for each in whole):
        refuse(text, silent[0].token, "what goes into this one is not said",
               "say it of each: with 64 input channels, on 784 inputs")


def _shared(each: Exercise, whole: list[Exercise]) -> Exercise:
    """An alternative with what is said of the other alone, and is needed here: its filters, no bias."""
    others = [layer for other in whole if other is not each for layer in other.layers]
    layers = []
    for layer in each.layers:
        added, places = dict(layer.attributes), dict(layer.places)
        for other in _told_first(others, last=layer is each.layers[-1]):
            for name, value in _said(other):
                needed = name in missing_attributes(layer.op, added) or (
                    name == "bias" and value is False and name in layer.op.fields
                )
                if needed and name not in added and not layer.depthwise and name != "kernel":
                    added[name], places[name] = value, other.places.get(name, other.token)
        layers.append(layer._replace(attributes=added, places=places))
    return each.varied(layers)


def _told_first(others: list[ExerciseLayer], *, last: bool) -> list[ExerciseLayer]:
    """The layers of the other alternative in the order in which they are asked: the last are as wide.

    Where they are not all as wide, no other than the last layer is known by them.
    """
    widths = {str(layer.attributes["filters"]) for layer in others if "filters" in layer.attributes}
    if len(widths) < 2:
        return others
    return others[::-1] if last else [layer for layer in others if "filters" not in layer.attributes]


def _said(layer: ExerciseLayer) -> list[tuple[str, Any]]:
    """The attributes that are said of a layer: that a depthwise half has no bias goes without saying."""
    return [(name, value) for name, value in layer.attributes.items() if name != "bias" or not layer.depthwise]


def report(exercise: Exercise) -> Report:
    """Both figures, and which is meant. Raises ArchcalcError where an alternative cannot be worked out."""
    if not exercise.layers:
        rows, assumed_types = bytes_of_volumes.compared(exercise)
        title = figure(exercise.compared).title
        return _compared(exercise, title, rows, assumed_types)
    name = {"output": "neurons"}.get(exercise.compared, exercise.compared)
    several = [each._replace(asked=(name,)) for each in parts(exercise)]
    assumed: list[str] = []
    if name != "receptive_field":
        several, assumed = _with_channels(several)
    found, told = [], list(assumed)
    for each in several:
        built = network(each)
        told += built.assumed
        answer = answers_asked.answers(each, built.graph, (name,))
        if not answer:
            raise ArchcalcError.of("exercise", f"one of them has no {name}", hint="ask for another figure")
        found.append((_written(each), answer[0]))
    values = [
        answer.target.value[0] if isinstance(answer.target.value, tuple) else answer.target.value for _, answer in found
    ]
    rows = [(name, value, answer.told) for (name, answer), value in zip(found, values, strict=True)]
    made = _compared(exercise, found[0][1].figure.title, rows, tuple(dict.fromkeys(told)))
    return _without_biases(made, several) if name == "params" and len(several) == 2 else made


def _without_biases(made: Report, several: list[Exercise]) -> Report:
    """The comparison with that of the weights alone beside it, where biases are not said and change it."""
    both = [answers_asked.answers(each, network(each).graph, ("weights",)) for each in several]
    weights = [found[0].target.value for found in both if found]
    if len(weights) != 2 or weights == made.head["values"]:
        return made
    alone = TwoFigures("the first", weights[0], "the second", weights[1])
    return made._replace(head={**made.head, "without_biases": alone.head},
                         notes=(*made.notes, f"without biases: {alone.sentence}"))


def _with_channels(alternatives: list[Exercise]) -> tuple[list[Exercise], list[str]]:
    """Where nobody says the channels, the same everywhere, and no biases: the rule of the lecture, c in and c out."""
    features = {each.features for each in alternatives} - {0}
    width = features.pop() if len(features) == 1 else 0
    layers = [layer for each in alternatives for layer in each.layers]
    convolutions = all("filters" in layer.op.fields and "filters" not in layer.attributes for layer in layers)
    said = any(each.input for each in alternatives) or features or any(layer.features for layer in layers)
    if said or not convolutions:
        return alternatives, []
    width = width or _USUAL_CHANNELS
    changed = [
        each._replace(features=width, layers=tuple(_of_channels(layer, width) for layer in each.layers))
        for each in alternatives
    ]
    return changed, [
        f"{width} channels in and out of every layer, no biases: figures grow with the square of "
        "the channels, and their order stays"
    ]


def _of_channels(layer: ExerciseLayer, width: int) -> ExerciseLayer:
    return layer._replace(
        attributes={"filters": width, "bias": False} | layer.attributes,
        places={"filters": layer.token, "bias": layer.token} | layer.places,
    )


def _written(exercise: Exercise) -> str:
    """An alternative as its exercise calls it, or in a few words."""
    if exercise.name:
        return exercise.name
    words = []
    for layer in exercise.layers:
        kernel = layer.attributes.get("kernel")
        window = (
            "" if kernel is None else "x".join(map(str, kernel)) if isinstance(kernel, list) else f"{kernel}x{kernel}"
        )
        times = f"{layer.times} " if layer.times > 1 else ""
        words.append(f"{times}{'depthwise ' * layer.depthwise}{layer.kind} {window}".strip())
    return ", ".join(words)


def _compared(
    exercise: Exercise, title: str, found: list[tuple[str, int, str]], assumed: tuple[str, ...]
) -> Report:
    """A table of the alternatives, each with its value and the arithmetic."""
    values = [value for _, value, _ in found]
    columns = (
        Column("layers", "layers", "prose", rank=0),
        Column("figure", "figure", rank=0),
        Column("value", "value", "count", rank=0),
        Column("arithmetic", "arithmetic", "prose", rank=1),
    )
    rows = tuple((name, title, value, told) for name, value, told in found)
    least, most = min(values), max(values)
    if least == most:
        note, best = f"{title}: the same", None
    else:
        best = values.index(most if exercise.direction == "more" else least)
        ratio = f", {least / most:.0%} of the other" if len(values) == 2 and exercise.direction != "more" else ""
        ratio = ratio or (f", by {most - least:,}" if len(values) == 2 else "")
        less = "smaller" if title == "receptive field" else "fewer"
        note = f"{'more' if exercise.direction == 'more' else less}: {found[best][0]}{ratio}"
    notes = (note, *_set_against(found), *([f"assumed: {', '.join(assumed)}"] if assumed else []))
    answer = None if best is None else best + 1
    head: dict[str, object] = {"compared": exercise.compared, "values": values, "answer": answer}
    head |= TwoFigures("", values[0], "", values[1]).head if len(values) == 2 else {}
    return Report(_SCHEMA, (Table("alternatives", columns, rows),), notes, head, title=exercise.text.strip())


def _set_against(found: list[tuple[str, int, str]]) -> tuple[str, ...]:
    """How two alternatives stand to each other, in words."""
    if len(found) != 2 or found[0][1] == found[1][1]:
        return ()
    (first, one, _), (second, other, _) = found
    names = (first, second) if first != second else (f"{first} (1)", f"{second} (2)")
    return (TwoFigures(names[0], one, names[1], other).sentence,)
