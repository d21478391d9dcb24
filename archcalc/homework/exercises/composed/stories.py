"""A story -> an exercise: its sentences tell of layers and of what goes in, and one of them asks.

Rules of `sentence_rules` say what a few words mean beside each other; here each of those meanings finds what it is of:
the layer that is spoken of, one that is named again, the only one that it can be of. A statement that may be of two
layers is refused, and so is one that belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.exercises import one_of_several, recurrent_biases, said
from archcalc.homework.exercises.answers_asked import IN_ALL, OF_A_LAYER, without_biases
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.assembling.stated_results import separated
from archcalc.homework.exercises.composed.pointed_layers import pointed
from archcalc.homework.exercises.composed.story_facts import StoryFacts
from archcalc.homework.exercises.composed.story_layers import StoryLayers
from archcalc.homework.exercises.composed.told_sentences import ToldSentence, ordered_sentences, parts_between_joints
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules import counted_things
from archcalc.homework.exercises.sentence_rules.described_networks import with_described
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_DEFINITE = re.compile(r"\b(?:the|this|that|its|these|both|those|their)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_INDEFINITE = re.compile(r"\b(?:an?|another|one|some)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_OF_ONE = re.compile(r"\b(?:it|its|layer)\b", re.IGNORECASE)
_OTHER_SCRIPTS = re.compile("[\u0600-\u06ff\u4e00-\u9fff]")
_BEFORE = 40
"""Characters in which an article stands before a name."""


def read(text: str) -> Exercise:
    """The exercise that a story is. Raises ArchcalcError for what it leaves open, with a caret under the word."""
    if _OTHER_SCRIPTS.search(text):
        raise ArchcalcError.of("exercise", "stories are read in Latin letters", hint="a sentence at a time")
    story = _Story(text)
    words = tokens(text)
    counted_things.check(text, words)
    for sentence in ordered_sentences(text, with_described(text, words)):
        story.sentence(sentence)
    return story.exercise()


class _Story(StoryFacts):
    """The story so far."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.told = StoryLayers(text)
        self.asked: dict[str, None] = {}
        self.question = ""
        self.parts: tuple[AskedPart, ...] = ()
        self.times: Said | None = None
        self.asks = False

    def sentence(self, sentence: ToldSentence) -> None:
        """Every statement of a sentence, one after another."""
        found = list(sentence.tokens)
        self.asks = sentence.asks
        if sentence.asks:
            found, parts = pointed(self.text, found, self.told.layers)
            self.parts += parts
            self.question += f" {self.text[sentence.tokens[0].start:sentence.tokens[-1].end]}"
        several = statements(self.text, found)
        for part in parts_between_joints(several):
            self.part(part)
        if self.told.pending:
            self.told.homeless(self.told.pending[0])

    def part(self, several: Sequence[Said]) -> None:
        """Statements between two joints."""
        self.told.begin_part(sum(each.kind == said.LAYER and each.value != "implied" for each in several))
        self.every, before = False, None
        for each in several:
            method = getattr(self, f"on_{each.kind.replace(' ', '_')}", None)
            if method is None:
                refuse(self.text, each.token, f"{quoted(each.token.text)} is not understood here",
                       "say it in other words")
            method(each, before)
            before = each
        waiting = self.told.pending
        if waiting and not self.told.ahead:
            self.told.pending = []
            for each in waiting:
                self.told.attribute(each)
        if self.times or self.place is not None:
            self.place = None
        if self.times:
            refuse(self.text, self.times.token, f"{quoted(self.times.token.text)} of what?", "a layer has to follow")

    def on_layer(self, each: Said, before: Said | None) -> None:
        if each.value == "implied" and self.told.layers and self.told.layers[-1].implied \
                and self.told.layers[-1].kind == each.name and not self.told.layers[-1].attributes:
            return
        ahead = self.text[max(0, each.token.start - _BEFORE):each.token.start]
        definite = bool(_DEFINITE.search(ahead)) and not _INDEFINITE.search(ahead)
        times = self.times.value if self.times else 1
        place, self.place, self.times = self.place, None, None
        if each.value == "implied":
            self.told.ahead += 1
        self.told.named(each, times, definite=definite, place=place)

    def on_times(self, each: Said, before: Said | None) -> None:
        self.times = each if each.value != 1 else None

    def on_modifier(self, each: Said, before: Said | None) -> None:
        self.told.modify(each)

    def on_attribute(self, each: Said, before: Said | None) -> None:
        here, bias = self.told.spoken.here, each.name == "bias"
        if (self.every and not here) or (bias and self.told.layers and (self.asks or not here)):
            self.told.of_every(each)
        elif bias and not self.told.layers and not self.told.ahead:
            self.once("bias of all", each.value, each.token)
        else:
            self.told.attribute(each)

    on_flag = on_word = on_attribute

    def on_loose(self, each: Said, before: Said | None) -> None:
        """Sides without a word: what goes in, or a window that is not told yet."""
        if not isinstance(each.value, tuple):
            refuse(self.text, each.token, f"{quoted(each.token.text)} is not understood here: what is it a number of?",
                   "say what it is: stride 2, 8 filters, a 3x3 kernel")
        if len(each.value) > 2:
            self.on_input(each, before)
        else:
            self.told.attribute(Said(said.ATTRIBUTE, "kernel", each.value, each.token))

    def on_size(self, each: Said, before: Said | None) -> None:
        value = each.value if isinstance(each.value, tuple) else (each.value,)
        self.on_loose(each._replace(value=value), before) if len(value) > 1 else self.told.attribute(
            Said(said.ATTRIBUTE, "kernel", value[0], each.token))

    def on_features(self, each: Said, before: Said | None) -> None:
        """Channels that go in: of the layer that is spoken of, where that is none of the first."""
        here = self.told.spoken
        if here.here and here.places and here.places[0] > 0:
            i = here.places[0]
            self.told.layers[i] = self.told.layers[i]._replace(features=each.value)
        else:
            self.once("channels of the input", each.value, each.token)

    def on_channels(self, each: Said, before: Said | None) -> None:
        """Channels: of what goes in, before any layer or right behind it; else of what the layer makes."""
        of_input = before is not None and before.kind in {said.INPUT, said.SIDE, said.LOOSE}
        if of_input or (not self.told.layers and self.told.ahead < 1):
            self.once("channels of the input", each.value, each.token)
        elif (self.told.layers and not self.told.spoken.here) or self.input is None or not self.told.spoken.here:
            refuse(self.text, each.token, f"{quoted(each.token.text)}: that go in, or that come out?",
                   "say input channels, or filters")
        else:
            self.told.attribute(each._replace(kind=said.ATTRIBUTE, name="filters"))

    def on_both(self, each: Said, before: Said | None) -> None:
        self.once("channels of the input", each.value, each.token)
        self.told.of_every(Said(said.ATTRIBUTE, "filters", each.value, each.token))

    def on_asked(self, each: Said, before: Said | None) -> None:
        """A figure; the output, where a sentence tells, is what has come out so far."""
        if self.asks:
            self.asked[each.name] = None
            if each.value == said.ALONE:
                self.once(said.ALONE, True, each.token)
        elif each.name == "weights" and each.value == said.ALONE:
            self.asked[each.name] = None
            self.once(said.ALONE, True, each.token)
        elif each.name != "output":
            refuse(self.text, each.token, f"{quoted(each.token.text)}: is it asked for?", "ask in a sentence by itself")

    def on_this(self, each: Said, before: Said | None) -> None:
        """The last that was spoken of: this layer."""
        if not self.told.spoken.places:
            if not self.told.layers:
                return
            refuse(self.text, each.token, f"{quoted(each.token.text)}: which?", "name it")
        self.told.spoken = self.told.spoken._replace(here=True)

    def on_target(self, each: Said, before: Said | None) -> None:
        self.once("result", each.value, each.token)
        self.facts["result of"] = len(self.told.layers)

    def exercise(self) -> Exercise:
        """The exercise. Raises ArchcalcError for what is left open."""
        layers = tuple(half for layer in self._layers() for half in separated(layer))
        if not layers or not self.asked:
            raise ArchcalcError.of("exercise", "nothing is asked of a layer", hint="ask for a figure: the output")
        asked = without_biases(self.asked, alone=said.ALONE in self.facts)
        self._check(layers, asked)
        target = InputSides(self.facts["result"], self.places["result"]) if "result" in self.facts else None
        layers = recurrent_biases.of_library(layers, self.facts.get(said.LIBRARY, ""), self.text)
        return Exercise(self.text, layers, self.input, self.facts.get("channels of the input", 0), target, asked=asked,
                        batch=self.facts.get("batch", 1), number_type=self.facts.get("type of numbers", ""),
                        parts=self._pointed(layers))

    def _layers(self) -> list[ExerciseLayer]:
        """The layers with what is said of all of them."""
        if "bias of all" in self.facts and self.told.layers:
            self.told.of_every(Said(said.ATTRIBUTE, "bias", self.facts["bias of all"], self.places["bias of all"]))
        if self.one_filter:
            return [layer._replace(one_filter=True) for layer in self.told.layers]
        return self.told.layers

    def _pointed(self, layers: tuple[ExerciseLayer, ...]) -> tuple[AskedPart, ...]:
        """The layers that are pointed at, where there are several."""
        return self.parts if sum(layer.kind != "input" for layer in layers) > 1 else ()

    def _check(self, layers: tuple[ExerciseLayer, ...], asked: tuple[str, ...]) -> None:
        """Refuse what is told nowhere, and a figure that may be that of one layer or of all."""
        self._check_mentioned(layers, asked)
        self._check_parts(layers)
        self._check_whole(layers, asked)

    def _check_mentioned(self, layers: tuple[ExerciseLayer, ...], asked: tuple[str, ...]) -> None:
        """Refuse a noun whose value is told nowhere."""
        for each in self.mentioned:
            if each.name in asked or one_of_several.is_nothing_to(each.name, asked):
                continue
            if not any(layer.called(each.name) in layer.attributes for layer in layers if layer.called(each.name)):
                refuse(self.text, each.token, f"{quoted(each.token.text)}: how many, or of what size?",
                       "write the number before it, or leave it out")

    def _check_parts(self, layers: tuple[ExerciseLayer, ...]) -> None:
        """Refuse two layers that are asked of, and a result in between."""
        only = self.parts[0] if self.parts and len(layers) == 1 else None
        if only is not None and (only.modifiers or only.window or only.widths):
            refuse(self.text, only.token, f"{quoted(only.token.text)}: is it the one that is told?",
                   "tell all of a layer where it is named")
        if len(self.parts) > 1:
            refuse(self.text, self.parts[1].token,
                   f"{quoted(self.parts[1].token.text)}: one layer at a time is asked of", "ask of one layer")
        if self.facts.get("result of", len(self.told.layers)) != len(self.told.layers):
            refuse(self.text, self.places["result"], f"{quoted(self.places['result'].text)}: of which layer?",
                   "leave it out")
        if "steps" in self.facts:
            refuse(self.text, self.places["steps"], f"{quoted(self.places['steps'].text)} is not read here", "")

    def _check_whole(self, layers: tuple[ExerciseLayer, ...], asked: tuple[str, ...]) -> None:
        """Refuse a figure that may be that of one layer or of all."""
        weighty = [layer for layer in layers if layer.op.traits & {"weight-layer", "norm"}]
        if len(weighty) > 1 and not self.parts and not OF_A_LAYER.issuperset(asked) \
                and not IN_ALL.search(self.question) and (found := _OF_ONE.search(self.question)):
            raise ArchcalcError.of("exercise", f"{quoted(found[0])}: of one layer, or of all?",
                                   hint="ask of the network, or name the layer")
        told = self.facts | {"tokens": self.places}
        if self.told.groups and len(layers) > 1:
            one_of_several.check_alternation(self.text)
        filters = [layer for layer in layers if layer.implied and layer.attributes.get("filters", 1) != 1]
        if filters and "receptive_field" in asked:
            refuse(self.text, filters[0].token, f"{quoted(filters[0].token.text)}: so many layers, or so many filters?",
                   "for example: three stacked 3x3 convolutions")
        one_of_several.check(self.text, layers, asked, (), told, pointed=bool(self.parts))
        one_of_several.check_described(self.text, layers, (), self.facts.get("number of layers"),
                                       self.places.get("number of layers", SentenceWord("", "", 0, 1)))
