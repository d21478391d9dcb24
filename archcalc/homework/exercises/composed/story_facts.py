"""Facts that a story tells once: what goes in, a batch, a type of numbers; said otherwise again, they are refused."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import quoted
from archcalc.homework.exercises import said
from archcalc.homework.exercises.exercise import InputSides
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse


class StoryFacts:
    """Facts by their names, each with the token that says it; a place among layers till it is used."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.facts: dict[str, Any] = {}
        self.places: dict[str, SentenceWord] = {}
        self.sides: dict[str, int] = {}
        self.input: InputSides | None = None
        self.mentioned: list[Said] = []
        self.place: int | None = None
        self.every = False
        self.one_filter = False

    def on_input(self, each: Said, before: Said | None) -> None:
        if self.input is not None and self.input.sides != each.value:
            refuse(self.text, each.token, f"two sizes go in: {quoted(self.input.token.text)} and "
                                          f"{quoted(each.token.text)}", "one is needed, before the first layer")
        self.input = InputSides(each.value, each.token)

    def on_side(self, each: Said, before: Said | None) -> None:
        if self.input is not None and not self.sides:
            refuse(self.text, each.token, f"{quoted(each.token.text)}: the size that goes in is said already", "")
        self.sides[each.name] = each.value
        self.input = InputSides(tuple(self.sides[side] for side in sorted(self.sides)), each.token)

    def on_depth(self, each: Said, before: Said | None) -> None:
        self.once("channels of the input", each.value, each.token)

    def on_ordinal(self, each: Said, before: Said | None) -> None:
        self.place = each.value

    def on_every(self, each: Said, before: Said | None) -> None:
        self.every = True

    def on_count(self, each: Said, before: Said | None) -> None:
        self.once("number of layers", each.value, each.token)

    def on_batch(self, each: Said, before: Said | None) -> None:
        self.once("batch", each.value, each.token)

    def on_number_type(self, each: Said, before: Said | None) -> None:
        self.once("type of numbers", each.name, each.token)

    def on_library(self, each: Said, before: Said | None) -> None:
        self.once(said.LIBRARY, each.name, each.token)

    def on_steps(self, each: Said, before: Said | None) -> None:
        self.once("steps", each.value, each.token)

    def on_mentioned(self, each: Said, before: Said | None) -> None:
        self.mentioned.append(each)

    def on_one_kernel(self, each: Said, before: Said | None) -> None:
        self.one_filter = True

    def once(self, name: str, value: Any, token: SentenceWord) -> None:
        """A fact that can be said once."""
        if self.facts.get(name, value) != value:
            refuse(self.text, token, f"the {name} is said twice: {quoted(self.places[name].text)} and "
                                     f"{quoted(token.text)}", "an exercise has one; leave the other out")
        self.facts[name], self.places[name] = value, token
