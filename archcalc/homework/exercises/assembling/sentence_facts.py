"""Facts that a sentence says once: a batch, a type of numbers, a result; said twice, they are refused."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import quoted
from archcalc.homework.exercises.exercise import Limit
from archcalc.homework.exercises.said import ALONE, Said
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

NOWHERE = SentenceWord("", "", 0, 1)


class SentenceFacts:
    """Facts by their names, each with the token that says it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.facts: dict[str, Any] = {}
        self.tokens: dict[str, SentenceWord] = {}
        self.asked: list[str] = []
        self.mentioned: list[Said] = []
        self.places: list[int] = []
        self.left_out: list[Said] = []

    def once(self, name: str, value: Any, token: SentenceWord) -> None:
        """A fact that can be said once."""
        if self.facts.get(name, value) != value:
            refuse(self.text, token, f"the {name} is said twice: {quoted(self.tokens[name].text)} and "
                                     f"{quoted(token.text)}", "an exercise has one; leave the other out")
        self.facts[name], self.tokens[name] = value, token

    def on_depth(self, each: Said, before: Said | None) -> None:
        self.once("channels of the input", each.value, each.token)

    on_features = on_depth

    def on_target(self, each: Said, before: Said | None) -> None:
        self.once("result", each.value, each.token)

    def on_limit(self, each: Said, before: Said | None) -> None:
        self.once("bound", Limit(each.name, each.value, each.token), each.token)

    def on_ordinal(self, each: Said, before: Said | None) -> None:
        self.places.append(each.value)

    def on_of_one(self, each: Said, before: Said | None) -> None:
        refuse(self.text, each.token, f"{quoted(each.token.text)}: a figure is worked out of a layer, not of a part",
               "make it a layer of its own: conv 1 3x3 on 32x32x3")

    def on_unread(self, each: Said, before: Said | None) -> None:
        refuse(self.text, each.token, f"{quoted(each.token.text)} changes what is asked, and is not worked out",
               "write out what it stands for, a layer or a figure at a time")

    def on_steps(self, each: Said, before: Said | None) -> None:
        self.once("steps", each.value, each.token)

    def on_fits(self, each: Said, before: Said | None) -> None:
        self.facts[each.kind], self.tokens[each.kind] = True, each.token

    on_between = on_kept = on_per_image = on_residual = on_this = on_turned = on_fits
    on_part = on_of_each = on_of_some_layer = on_fits

    def on_asked(self, each: Said, before: Said | None) -> None:
        self.asked.append(each.name)
        if each.value == ALONE:
            self.facts[ALONE] = True

    def on_library(self, each: Said, before: Said | None) -> None:
        self.once(each.kind, each.name, each.token)

    def on_count(self, each: Said, before: Said | None) -> None:
        self.once("number of layers", each.value, each.token)

    def on_without(self, each: Said, before: Said | None) -> None:
        self.left_out.append(each)

    def on_proportion(self, each: Said, before: Said | None) -> None:
        self.tokens.setdefault(each.kind, each.token)

    def on_unknown(self, each: Said, before: Said | None) -> None:
        self.once("question", each.name, each.token)

    def on_batch(self, each: Said, before: Said | None) -> None:
        self.once("batch", each.value, each.token)

    def on_number_type(self, each: Said, before: Said | None) -> None:
        self.once("type of numbers", each.name, each.token)

    def on_mentioned(self, each: Said, before: Said | None) -> None:
        self.mentioned.append(each)

    def is_padded_to_keep(self) -> bool:
        """True, once, where padding is said without its width, so that the size stays."""
        padding = [each for each in self.mentioned if each.name == "padding"]
        if not (padding and self.facts.get("kept")) or "result" in self.facts:
            return False
        self.mentioned = [each for each in self.mentioned if each.name != "padding"]
        self.facts["kept"] = False
        return True

    def left_open(self) -> str:
        """The attribute that is asked for where nothing else is: determine the padding that keeps the size."""
        names = {each.name for each in self.mentioned if each.value == "A"}
        return names.pop() if len(names) == 1 and not self.asked and "fits" not in self.facts else ""
