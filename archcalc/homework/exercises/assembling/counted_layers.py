"""Layers that are counted together and told one by one: two convolutions, the first with 16 filters."""

from __future__ import annotations

from archcalc.base.errors import quoted
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.sentence_words import refuse


def told_apart(layers: list[ExerciseLayer], counts: dict[int, int]) -> None:
    """One more layer of the kind of the last; where that was counted, its count is kept by its place in the text.

    What is said before the name is said of all: two 3x3 convolutions.
    """
    last = layers[-1]
    if last.times > 1:
        counts[last.token.start] = last.times
        layers[-1] = last._replace(times=1)
    before = {name: place for name, place in last.places.items() if place.start < last.token.start}
    common = {name: last.attributes[name] for name in before if name in last.attributes}
    layers.append(last._replace(attributes=common, places=before, times=1))


def named_for_good(before: ExerciseLayer, last: ExerciseLayer) -> list[ExerciseLayer]:
    """A layer that had no name, as the further sentence calls it; both of them where it had one, or more is told."""
    if before.implied and before.kind == last.kind and not last.attributes:
        return [before._replace(separable=last.separable, depthwise=last.depthwise)]
    return [before, last]


def goes_on(layers: list[ExerciseLayer], counts: dict[int, int], kind: str, *, new: bool) -> bool:
    """True of a layer without a name, in the sentence that counted some of its kind, or told the first of them."""
    if not layers or new or layers[-1].kind != kind or layers[-1].implied:
        return False
    return layers[-1].times > 1 or layers[-1].token.start in counts


def check(text: str, layers: list[ExerciseLayer], counts: dict[int, int]) -> None:
    """Raise ArchcalcError where more layers are counted than told, or fewer."""
    for start, count in counts.items():
        several = [layer for layer in layers if layer.token.start == start]
        if sum(layer.times for layer in several) != count:
            token = several[0].token
            refuse(text, token, f"{count} {quoted(token.text)} are counted, and {len(several)} told",
                   "tell each of them: the first has 16 filters, the second 32")
