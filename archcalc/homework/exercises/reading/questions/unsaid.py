"""Sizes that a comparison leaves unsaid: taken for some and for others, and answered where the answer stays."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides
from archcalc.homework.exercises.sentence_words import SentenceWord
from archcalc.operators.given_attributes import missing_attributes


class UnsaidSizes(NamedTuple):
    """Sizes for what is not said: channels or values that go in, that come out, a window's side, an image's."""

    features: int
    width: int
    kernel: int
    side: int

    @property
    def told(self) -> str:
        """The sizes in words."""
        return f"where nothing is said, {self.width} channels or units, windows of {self.kernel}, sides of {self.side}"


_TRIED = (UnsaidSizes(64, 64, 3, 32), UnsaidSizes(96, 96, 5, 64), UnsaidSizes(48, 48, 3, 128))
_ORDERED = (UnsaidSizes(100, 36, 3, 32), UnsaidSizes(16, 200, 3, 32))
"""Sizes by which the order of two has to stay."""
_IMAGE = frozenset({"macs", "flops", "neurons", "memory", "output"})

Told = Callable[[Exercise], Report]
"""How two figures of an exercise are told."""


def settled(exercise: Exercise, told: Told, alter: Callable[[Exercise], Exercise], *, order: bool = False) -> Exercise:
    """The exercise, altered; where sizes are not said, with some on which its answer does not depend.

    Where no more than the `order` is asked for, the figures may be others with other sizes. Raises ArchcalcError.
    """
    try:
        made = alter(exercise)
        told(made)
        return made
    except ArchcalcError as error:
        first = [each.layers[0] for each in (exercise, *exercise.others) if each.layers]
        if len({bool(layer.op.traits & {"linear"}) for layer in first}) > 1:
            raise  # what goes into a dense layer, and into a convolution, is not the same
        tried = [(sizes, filled(exercise, sizes)) for sizes in (*_TRIED, *(_ORDERED if order else ()))]
        try:
            several = [alter(each) for _, each in tried]
            values = [told(each).head["values"] for each in several]
        except (ArchcalcError, KeyError):
            raise error from None
        same = {_order(*each) if order else _ratio(*each) for each in values if isinstance(each, list)}
        if len(same) != 1 or None in same:
            raise
        return several[0]._replace(assumed=(*several[0].assumed, tried[0][0].told))


def _ratio(first: int, second: int, *others: int) -> Fraction | None:
    return Fraction(first, second) if second and not others else None


def _order(*values: int) -> tuple[int, ...]:
    return tuple(sorted(range(len(values)), key=lambda i: values[i]))


def filled(exercise: Exercise, sizes: UnsaidSizes) -> Exercise:
    """An exercise, and its alternatives, with sizes for what is not said."""
    several = [exercise, *exercise.others]
    said = any(each.features or each.input or any(layer.features for layer in each.layers) for each in several)
    figure = exercise.compared or next(iter(exercise.asked), "")
    made = [_filled(each, sizes, figure, said=said) for each in several]
    return made[0]._replace(others=tuple(made[1:]))


def _filled(exercise: Exercise, sizes: UnsaidSizes, figure: str, *, said: bool) -> Exercise:
    layers = tuple(_with(layer, sizes, figure) for layer in exercise.layers)
    first = layers[0]
    token = SentenceWord("", "", 0, 1)
    flat = bool(first.op.traits & {"linear", "recurrent"})
    features = exercise.features or first.features
    if exercise.input is None and figure in _IMAGE and not flat:
        sides = InputSides((sizes.side, sizes.side, features or sizes.features), token)
        return exercise._replace(layers=layers, input=sides, features=0)
    if said or exercise.input is not None:
        return exercise._replace(layers=layers)
    return exercise._replace(layers=layers, features=sizes.features)


def _with(layer: ExerciseLayer, sizes: UnsaidSizes, figure: str) -> ExerciseLayer:
    added: dict[str, object] = {}
    for name in missing_attributes(layer.op, layer.attributes):
        if name == "kernel" and "window-pooling" not in layer.op.traits:
            added[name] = sizes.kernel
        elif name in {"filters", "units"} and not layer.depthwise:
            added[name] = sizes.width
    if figure in _IMAGE and "convolution" in layer.op.traits and "padding" in layer.op.fields:
        added |= {"padding": "same"} if "padding" not in layer.attributes else {}
    return layer._replace(attributes=added | layer.attributes,
                          places=dict.fromkeys(added, layer.token) | layer.places)
