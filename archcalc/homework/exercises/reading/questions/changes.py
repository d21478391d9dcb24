"""Figures before and after a change: 4 groups in place of 1, a 5x5 kernel after 3x3, filters doubled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NoReturn

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.homework.exercises.reading.scenes.told_scene import ENDS
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

_NOUNS = frozenset({"attribute", "kernel", "filters", "units", "batch", "features"})
_NUMBERS = frozenset({"number", "count", "size"})
_WIDEST = 15
_NAMED = frozenset({"layer", "notation", "kernel", "filters", "units", "size", "modifier", "count", "number"})
_OF_CHANGE = _NOUNS | {"many", "and", "size word", "input", "output", "channels", "figure", "side", "each", "of"}
"""What tells what is doubled."""
_BESIDE = _OF_CHANGE | {"layer", "on", "count", "this"}
_SIDES = frozenset({"height", "width"})
_HALF = "half"


class Replaced(NamedTuple):
    """A setting with two values: the terms from `start` to `end` are one of these, or the other."""

    start: int
    end: int
    values: tuple[tuple[SaidTerm, ...], ...]
    noun: int


def replaced(terms: Sequence[SaidTerm]) -> Replaced | None:
    """The setting that is told with two values: 4 groups in place of 1, a kernel from 3x3 to 5x5."""
    for i, term in enumerate(terms):
        found = _instead(terms, i) if term.sense == "or" else _from_to(terms, i) if term.sense == "from" else None
        if found is not None:
            return found
    return None


def _instead(terms: Sequence[SaidTerm], i: int) -> Replaced | None:
    left = _setting(terms, i - 1, -1)
    begin = i + 1 + (i + 1 < len(terms) and terms[i + 1].sense == "with")
    right = _setting(terms, begin, 1) or _value(terms, begin)
    if left is None and right is not None and len(right) > 1:
        left, right = right, _value(terms, i - 1)
    if left is None or right is None or _after(terms, max(*left, *right)) in _NAMED:
        return None
    noun = next(j for j in left if terms[j].sense in _NOUNS)
    named = [terms[j] for j in right if terms[j].sense in _NOUNS]
    values = [terms[j] for j in right if terms[j].sense in _NUMBERS]
    if any(each[:2] != terms[noun][:2] for each in named) or len(values) != 1:
        return None
    first = tuple(_as_kernel(terms[j], values[0]) for j in left)
    other = tuple(values[0] if each.sense in _NUMBERS else each for each in first)
    both = (first, other) if left < right else (other, first)
    return Replaced(min(*left, *right), max(*left, *right) + 1, both, noun)


def _as_kernel(noun: SaidTerm, value: SaidTerm) -> SaidTerm:
    """Kernels of so many sides are a layer's window."""
    return noun._replace(sense="kernel", data=None) if noun.sense == "filters" and value.sense == "size" else noun


def _after(terms: Sequence[SaidTerm], i: int) -> str:
    return terms[i + 1].sense if i + 1 < len(terms) else ""


def _setting(terms: Sequence[SaidTerm], i: int, step: int) -> list[int] | None:
    """The places of a number and of the attribute that it is of, from one place on."""
    found: list[int] = []
    while 0 <= i < len(terms) and len(found) < 3 and terms[i].sense in _NUMBERS | _NOUNS | {"is"}:
        found.append(i)
        senses = {terms[j].sense for j in found}
        if senses & _NUMBERS and senses & _NOUNS:
            return sorted(found)
        i += step
    return None


def _value(terms: Sequence[SaidTerm], i: int) -> list[int] | None:
    return [i] if 0 <= i < len(terms) and terms[i].sense in {"number", "size"} else None


def _from_to(terms: Sequence[SaidTerm], i: int) -> Replaced | None:
    if i + 3 >= len(terms) or terms[i + 2].sense != "to" or terms[i + 1].sense != terms[i + 3].sense \
            or terms[i + 1].sense not in {"number", "size"}:
        return None
    sides = [term.data for term in (terms[i + 1], terms[i + 3]) if term.sense == "size"]
    start = max((j + 1 for j in range(i) if terms[j].sense in ENDS), default=0)
    noun = next((j for j in range(i - 1, start - 1, -1) if terms[j].sense in _NOUNS), None)
    if noun is None or any(max(each) > _WIDEST for each in sides):
        return None
    values = tuple((terms[noun], terms[j]) for j in (i + 1, i + 3))
    return Replaced(i, i + 4, values, noun)


class Change(NamedTuple):
    """The sizes that become so many times as large, and the term that says it."""

    names: tuple[str, ...]
    times: Fraction
    term: SaidTerm


def scaled(text: str, terms: Sequence[SaidTerm]) -> tuple[list[SaidTerm], Change | None]:
    """The terms without what is said to be doubled or halved, and that. Raises ArchcalcError for two, or for none."""
    places = [i for i, term in enumerate(terms) if _times(term)]
    if not places:
        return [*terms], None
    if len(places) > 1:
        refuse(text, terms[places[1]].word, "two changes at once", "ask for one after another")
    i = places[0]
    for stretch in (_stretch(terms, i, 1), _stretch(terms, i, -1)):
        names = tuple(dict.fromkeys(_names([terms[j] for j in sorted(stretch)])))
        if names:
            cut = {i, *(j for j in stretch if terms[j].sense in _OF_CHANGE)}
            rest = [term for j, term in enumerate(terms) if j not in cut]
            return rest, Change(names, _times(terms[i]), terms[i])
    return refuse(text, terms[i].word, f"{quoted(terms[i].text)}: what of it?", "the number of filters, both sides")


def _times(term: SaidTerm) -> Fraction:
    if term.sense == "number type" and term.text.lower() == "double":
        return Fraction(2)
    if term.sense != "scaled":
        return Fraction(0)
    return Fraction(1, 2) if term.data == _HALF else Fraction(term.data)


def _stretch(terms: Sequence[SaidTerm], i: int, step: int) -> list[int]:
    """The places on one side of a verb that tell what is changed."""
    found: list[int] = []
    i += step
    while 0 <= i < len(terms) and terms[i].sense in _BESIDE:
        if terms[i].sense == "figure" and terms[i].data not in _SIDES:
            break
        found.append(i)
        i += step
    return found


def _names(terms: list[SaidTerm]) -> Iterator[str]:
    """The sizes that are changed, by the nouns that stand there."""
    senses = {term.sense for term in terms}
    joined = "and" in senses or "each" in senses
    for term in terms:
        if term.sense in {"filters", "units", "kernel", "batch", "features"}:
            yield term.sense
        elif term.sense == "attribute":
            yield str(term.data)
        elif term.sense == "channels":
            yield from (("features", "filters") if joined else ("features",) if "input" in senses else ("filters",))
        elif term.sense in {"size word", "side"} or (term.sense == "figure" and term.data in _SIDES):
            yield "sides"
        elif term.sense == "input" and joined and "filters" in senses:
            yield "features"


def changed(exercise: Exercise, change: Change) -> Exercise:
    """The exercise after the change. Raises ArchcalcError where nothing there can change so."""
    for name in change.names:
        exercise = _RULES.get(name, _of_layer)(exercise, change, name)
    return exercise


def _of_batch(exercise: Exercise, change: Change, name: str) -> Exercise:
    return exercise._replace(batch=_scaled(exercise, change, exercise.batch))


def _of_features(exercise: Exercise, change: Change, name: str) -> Exercise:
    if exercise.features:
        return exercise._replace(features=_scaled(exercise, change, exercise.features))
    if exercise.layers and exercise.layers[0].features:
        first, *others = exercise.layers
        return exercise.varied([first._replace(features=_scaled(exercise, change, first.features)), *others])
    if exercise.input is None or len(exercise.input.sides) not in {1, 3}:
        _refuse(exercise, change)
    *sides, features = exercise.input.sides
    return exercise._replace(input=exercise.input._replace(sides=(*sides, _scaled(exercise, change, features))))


def _of_sides(exercise: Exercise, change: Change, name: str) -> Exercise:
    if exercise.input is None or len(exercise.input.sides) not in {2, 3}:
        _refuse(exercise, change)
    height, width, *features = exercise.input.sides
    both = (_scaled(exercise, change, height), _scaled(exercise, change, width))
    return exercise._replace(input=exercise.input._replace(sides=(*both, *features)))


def _of_layer(exercise: Exercise, change: Change, name: str) -> Exercise:
    layers = [layer for layer in exercise.layers if layer.called(name)]
    if len(layers) != 1 or layers[0].times > 1:
        _refuse(exercise, change)
    return exercise.varied(_with(exercise, change, each, name) if each is layers[0] else each
                           for each in exercise.layers)


def _with(exercise: Exercise, change: Change, layer: ExerciseLayer, name: str) -> ExerciseLayer:
    called = layer.called(name) or name
    value: Any = layer.attributes.get(called, 1 if name in {"stride", "groups", "dilation"} else None)
    if value is None or isinstance(value, str):
        _refuse(exercise, change)
    made = [_scaled(exercise, change, each) for each in value] if isinstance(value, list) else _scaled(
        exercise, change, value)
    return layer._replace(attributes=layer.attributes | {called: made})


_RULES = {"batch": _of_batch, "features": _of_features, "sides": _of_sides}


def _scaled(exercise: Exercise, change: Change, value: int) -> int:
    made = value * change.times
    if made.denominator != 1:
        refuse(exercise.text, change.term.word, f"{value} cannot be halved", "choose an even number")
    return int(made)


def _refuse(exercise: Exercise, change: Change) -> NoReturn:
    refuse(exercise.text, change.term.word, f"{quoted(change.term.text)}: of which layer, from what?",
           "say it of one layer, with its number")
