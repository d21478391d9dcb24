"""An exercise with a number for what it asks for."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, Refused
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_ANY_SIDE = 1 << 16
"""A side, where any is kept."""


def with_kept_size(exercise: Exercise) -> Exercise:
    """The question with the size that is kept: at stride 1, any."""
    layer = exercise.layers[-1]
    same = exercise.unknown == "padding" and layer.attributes.get("padding") == "same"
    if not (exercise.kept or same):
        return exercise
    attributes = {name: value for name, value in layer.attributes.items() if name != "padding" or not same}
    size = exercise.input or exercise.target
    if size is not None and "filters" in layer.op.fields:
        size = size._replace(sides=_spatial(size.sides, axes_of(exercise)))
    if size is None and attributes.get("stride", 1) == 1 and "kernel" in attributes:
        size = InputSides((_ANY_SIDE,) * axes_of(exercise), layer.token)
    return exercise._replace(
        layers=(*exercise.layers[:-1], layer._replace(attributes=attributes)),
        input=exercise.input or size,
        target=exercise.target if exercise.target and not exercise.kept else size,
    )


def _spatial(sides: tuple[int, ...], axes: int) -> tuple[int, ...]:
    """Sides without the channels, which a convolution changes."""
    if len(sides) != axes + 1:
        return sides
    return sides[1:] if sides[-1] == sides[-2] != sides[0] else sides[:axes]


def without_form(layer: ExerciseLayer, exercise: Exercise) -> ExerciseLayer:
    """A layer with what its notation leaves unsaid, where something else is asked for. Raises ArchcalcError."""
    if layer.form is None:
        return layer
    unknown = exercise.unknown
    if unknown == "stride" and layer.form.unsaid and "padding" not in layer.attributes:
        refuse(
            exercise.text,
            layer.token,
            f"{layer.token.text} at an unknown stride: the padding has to be said",
            f"{layer.token.text} pad 0, for example",
        )
    try:
        followed = layer.form.completed(layer.attributes) if unknown != "padding" else layer.attributes
    except Refused as fact:
        raise ArchcalcError([fact.at(None)]) from None
    return layer._replace(attributes={name: value for name, value in followed.items() if name != unknown}, form=None)


def varied(exercise: Exercise, value: int) -> Exercise:
    """The exercise with a number for what is asked for."""
    unknown = exercise.unknown
    if unknown == "input":
        axes = axes_of(exercise)
        features = exercise.features or 1
        token = SentenceWord("z", "", 0, 1)
        return exercise._replace(input=InputSides((*(value,) * axes, features), token), features=0)
    if unknown == "features":
        return exercise._replace(features=value)
    if unknown == "batch":
        return exercise._replace(batch=value)
    if unknown == "layers":
        return exercise.varied([exercise.layers[-1]._replace(times=value)])
    layers = list(exercise.layers)
    i = _asked_of(exercise)
    name = layers[i].called(unknown) or unknown
    layers[i] = layers[i]._replace(attributes=layers[i].attributes | {name: value})
    return exercise.varied(layers)


def _asked_of(exercise: Exercise) -> int:
    """The layer whose attribute is asked for: the last that has such a one, and does not say it."""
    for i in range(len(exercise.layers) - 1, -1, -1):
        name = exercise.layers[i].called(exercise.unknown)
        if name is not None and (name not in exercise.layers[i].attributes or exercise.unknown == "padding"):
            return i
    token = exercise.layers[-1].token
    return refuse(
        exercise.text, token, f"no layer has a {exercise.unknown} that is left open", "ask for what is not said"
    )


def axes_of(exercise: Exercise) -> int:
    """The number of axes along which windows move."""
    sides = exercise.target.sides if exercise.target else ()
    return next((layer.axes for layer in exercise.layers if layer.axes), 3 if len(sides) == 4 else 2)
