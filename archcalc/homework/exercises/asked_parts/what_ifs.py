"""Changes that are asked about: the filters are doubled, the stride is halved."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.asked_parts.scaled_things import BEHIND, THING, VERB, factor, thing
from archcalc.homework.exercises.exercise import Exercise, InputSides
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_CHANGE = re.compile(
    rf"\b(?:(?:what happens to|what if|if|when|after|suppose|by)\s+)?(?:we\s+|you\s+)?(?:"
    rf"(?:the\s+|both\s+)?(?:{THING})\s+(?:is|are|was|were|gets?)\s+(?P<past>{VERB})"
    rf"|(?P<verb>{VERB})\s+(?:the\s+|both\s+)?(?:{BEHIND}))(?!\w)", re.IGNORECASE)


class WhatIf(NamedTuple):
    """What becomes so many times as large."""

    name: str
    times: Fraction
    token: SentenceWord


def found(text: str, rest: str) -> tuple[str, WhatIf | None]:
    """The rest of a text without a change that is asked about, and that change. Raises ArchcalcError for two."""
    plain = folded(rest)
    changes = list(_CHANGE.finditer(plain))
    if not changes:
        return rest, None
    first = changes[0]
    token = SentenceWord("", text[slice(*first.span())], *first.span())
    if len(changes) > 1:
        refuse(text, token, "two changes at once", "ask for one after another")
    return blanked(rest, *first.span()), WhatIf(thing(first), factor(first["past"] or first["verb"]), token)


def changed(exercise: Exercise, change: WhatIf) -> Exercise:
    """The exercise after the change. Raises ArchcalcError where nothing there can change so."""
    if change.name == "batch":
        return exercise._replace(batch=_scaled(exercise, change, exercise.batch))
    of_features = change.name in {"features", "inputs"}
    if of_features and exercise.features:
        return exercise._replace(features=_scaled(exercise, change, exercise.features))
    if (of_features or change.name == "sides") and exercise.input is not None:
        return exercise._replace(input=_resized(exercise, change, exercise.input))
    layers = [layer for layer in exercise.layers if layer.kind != "input"]
    name = layers[0].called(change.name) if len(layers) == 1 == layers[0].times else None
    value: Any = layers[0].attributes.get(name or "")
    if name is None or type(value) not in {int, list}:
        refuse(exercise.text, change.token, f"{quoted(change.token.text)}: of which layer, from what?",
               "say it of one layer, with its number")
    sides: list[int] = value if isinstance(value, list) else [value]
    scaled = [_scaled(exercise, change, side) for side in sides]
    number = scaled if isinstance(value, list) else scaled[0]
    return exercise.varied([layers[0]._replace(attributes=layers[0].attributes | {name: number})])


def _scaled(exercise: Exercise, change: WhatIf, value: int) -> int:
    """A number after the change."""
    scaled = value * change.times
    if scaled.denominator != 1:
        refuse(exercise.text, change.token, f"{value} cannot be halved", "choose an even number")
    return int(scaled)


def _resized(exercise: Exercise, change: WhatIf, size: InputSides) -> InputSides:
    """What goes in, with other sides or with other channels: they stand last where three are written."""
    sides = size.sides
    if len(sides) != 3 or (sides[1] == sides[2] != sides[0]):
        refuse(exercise.text, change.token, f"{quoted(change.token.text)}: of {size.token.text}?",
               "write height, width and channels: 32x32x3")
    scaled = [_scaled(exercise, change, side) for side in sides]
    return size._replace(sides=(*scaled[:2], sides[2]) if change.name == "sides" else (*sides[:2], scaled[2]))
