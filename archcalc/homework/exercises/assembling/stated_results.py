"""What layers leave unsaid and a result tells: 7x7x512 to 4096, 14x14x256 to 14x14x512."""

from __future__ import annotations

from archcalc.homework.exercises.exercise import ExerciseLayer, InputSides
from archcalc.operators.given_attributes import missing_attributes


def by_result(
    layers: tuple[ExerciseLayer, ...], size: InputSides | None, target: InputSides | None
) -> tuple[tuple[ExerciseLayer, ...], tuple[str, ...]]:
    """The layers with the channels, or neurons, of what is said to come out of the last; and what is assumed for it."""
    name = open_width(layers[-1]) if layers and target else ""
    if not name or target is None or layers[-1].depthwise:
        return layers, ()
    sides, last = target.sides, layers[-1]
    if len(sides) == 1 and name == "units":
        return (*layers[:-1], _with(last, target, units=sides[0])), ()
    if len(sides) != 3 or name != "filters":
        return layers, ()
    made = _with(last, target, filters=sides[-1])
    kept = len(layers) == 1 and size is not None and size.sides[:2] == sides[:2]
    if kept and not {"padding", "stride"} & last.attributes.keys():
        return (_with(made, target, padding="same"),), ("padding same, for the size stays",)
    return (*layers[:-1], made), ()


def open_width(layer: ExerciseLayer) -> str:
    """The attribute that says how many channels, or neurons, come out, where it is not told; or nothing."""
    missing = missing_attributes(layer.op, layer.attributes)
    return next((name for name in ("filters", "units") if name in missing and layer.form is None), "")


def _with(layer: ExerciseLayer, target: InputSides, **added: object) -> ExerciseLayer:
    """The layer with attributes more, at the place of the result."""
    return layer._replace(attributes=layer.attributes | added, places=layer.places | dict.fromkeys(added, target.token))


def separated(layer: ExerciseLayer) -> tuple[ExerciseLayer, ...]:
    """A separable convolution as the two that it is: one bias, after the second, as Keras has it."""
    if not layer.separable:
        return (layer,)
    of_window = {name: value for name, value in layer.attributes.items() if name not in {"filters", "bias"}}
    rest = {name: value for name, value in layer.attributes.items() if name in {"filters", "bias"}}
    places = {"kernel": layer.token, "bias": layer.token} | layer.places
    return (
        layer._replace(attributes=of_window | {"bias": False}, places=places, depthwise=True, separable=False),
        layer._replace(attributes=rest | {"kernel": 1}, places=places, features=0, separable=False),
    )
