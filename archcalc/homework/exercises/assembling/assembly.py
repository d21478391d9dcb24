"""Statements -> an exercise: which layer an attribute belongs to, what goes in, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from archcalc.base.errors import quoted
from archcalc.homework.exercises import one_of_several, recurrent_biases, said
from archcalc.homework.exercises.answers_asked import without_biases
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.assembling.layer_drafts import LayerDrafts
from archcalc.homework.exercises.assembling.sentence_facts import NOWHERE, SentenceFacts
from archcalc.homework.exercises.assembling.stated_results import by_result, open_width
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides
from archcalc.homework.exercises.input_shapes import OF_TOKENS
from archcalc.homework.exercises.said import Said, value_of
from archcalc.homework.exercises.sentence_words import refuse

_FIELD = "receptive_field"


def exercise(text: str, found: Iterable[Said], parts: tuple[AskedPart, ...] = ()) -> Exercise:
    """The exercise that statements are, with the layers that its question points at.

    Raises ArchcalcError where two clash, or one belongs to nothing.
    """
    found = list(found)
    assembler = _Assembler(text, open_question=any(each.kind == said.UNKNOWN for each in found))
    assembler.asked_places = list(_places_asked(found))
    for before, clause in said.clauses(found):
        assembler.clause(clause, before)
    return assembler.finished(parts)


_TELLING = frozenset({said.ATTRIBUTE, said.LOOSE, said.SIZE, said.INPUT, said.CALL, said.FLAG, said.TIMES})


def _places_asked(found: Iterable[Said]) -> Iterator[Said]:
    """The ordinals of sentences that ask, and tell nothing."""
    for _, sentence in groupby(found, _Sentences()):
        several = list(sentence)
        kinds = {each.kind for each in several}
        if said.ASKED in kinds and not kinds & _TELLING:
            yield from (each for each in several if each.kind == said.ORDINAL)


class _Sentences:
    """A number for each sentence, which one separator ends."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, each: Said) -> int:
        self.number += each.kind == said.SEPARATOR and each.name == "sentence"
        return self.number


class _Assembler(SentenceFacts):
    """The statements so far."""

    def __init__(self, text: str, *, open_question: bool) -> None:
        super().__init__(text)
        self.open_question = open_question
        self.drafts = LayerDrafts(text)
        self.sides: dict[str, int] = {}
        self.input: InputSides | None = None
        self.asked_places: list[Said] = []
        self.named_in_question: tuple[Said, int] | None = None
        """A layer of which something is asked, behind so many others."""

    def clause(self, clause: Sequence[Said], separator: str) -> None:
        """Every statement of a clause, one after another."""
        self.drafts.begin_clause(clause, separator)
        if any(each.kind == said.ASKED for each in clause):
            self.asked_places += [each for each in clause if each.kind == said.ORDINAL]
        begins = separator == "sentence"
        if named := one_of_several.named_in_question(clause, len(self.drafts.layers), begins=begins):
            self.named_in_question = named
        before: Said | None = None
        for each in clause:
            self.drafts.asks = self.drafts.asks or each.kind == said.ASKED
            self.drafts.has_asked = self.drafts.has_asked or each.kind == said.ASKED
            if before is not None and before.kind == said.ORDINAL:
                self.drafts.begin_again(each)
            method = getattr(self, f"on_{each.kind.replace(' ', '_')}", None)
            if method is None:
                self.drafts.take(each)
            else:
                method(each, before)
            before = each

    def on_input(self, each: Said, before: Said | None) -> None:
        goes_on = each.name == said.AFTER_ALL and not self.drafts.layers
        if self.input is not None and self.input.sides != each.value and not goes_on:
            refuse(self.text, each.token, f"two sizes go in: {quoted(self.input.token.text)} and "
                                          f"{quoted(each.token.text)}", "one is needed, before the first layer")
        self.input = InputSides(each.value, each.token)
        self.drafts.behind = True

    def on_size(self, each: Said, before: Said | None) -> None:
        """A size by itself: a window that is still missing, or what goes in."""
        volume = isinstance(each.value, tuple) and len(each.value) > 2 and self.input is None
        if volume and not self.drafts.wants_window():
            self.on_input(each, before)
        elif not self.drafts.window(each) and not self.drafts.pending_window(each):
            sides = each.value if isinstance(each.value, tuple) else (each.value,)
            self.on_input(each._replace(value=sides), before)

    def on_loose(self, each: Said, before: Said | None) -> None:
        """Sides without a word: a window, or what goes in; a number: what the layer takes first."""
        if not isinstance(each.value, tuple):
            self.drafts.number(each)
        elif len(each.value) == 2 and self.drafts.is_ahead() and self.drafts.pending_window(each):
            return
        elif len(each.value) > 2 and self.input is None and not self.drafts.wants_window():
            self.on_input(each, before)
        elif not (self.drafts.window(each) or (self.input is not None and self.drafts.pending_window(each))):
            if self.input is None and (len(each.value) > 2 or self.drafts.layers):
                self.on_input(each, before)
            elif not self.drafts.pending_window(each):
                refuse(self.text, each.token, f"{quoted(each.token.text)}: of what is this the size?",
                       "say on before what goes in, and kernel before a window")

    def on_side(self, each: Said, before: Said | None) -> None:
        if self.input is not None and not self.sides:
            self.on_input(each._replace(value=(each.value,)), before)
        self.sides[each.name] = each.value
        self.input = InputSides(tuple(self.sides[side] for side in sorted(self.sides)), each.token)

    def on_both(self, each: Said, before: Said | None) -> None:
        self.once("channels of the input", each.value, each.token)
        self.drafts.filters_of_all = (each.value, each.token)

    def on_ordinal(self, each: Said, before: Said | None) -> None:
        """A place: of a question, or of the layer that is described here, as many as there are so far or one more."""
        super().on_ordinal(each, before)
        kinds = Counter[str]()
        for layer in self.drafts.layers:
            kinds[layer.kind] += layer.times
        counts = {0, sum(kinds.values()), *kinds.values()}
        asked = any(each is place for place in self.asked_places)
        if kinds and each.value > 0 and not asked and not {each.value, each.value - 1} & counts:
            refuse(self.text, each.token, f"{quoted(each.token.text)}: of which layers, and where in their order?",
                   "describe the layers one after another")

    def on_every(self, each: Said, before: Said | None) -> None:
        self.drafts.every = True

    def on_channels(self, each: Said, before: Said | None) -> None:
        """Channels: of what goes in, where that has just been said, or else of what a layer makes."""
        axes = max((layer.axes for layer in self.drafts.layers), default=0) or 2
        if before is not None and before.kind == said.INPUT and len(before.value) <= axes:
            self.once("channels of the input", each.value, each.token)
        else:
            self.drafts.take(each._replace(kind=said.ATTRIBUTE, name="filters"), explicit=True)

    def on_maybe_limit(self, each: Said, before: Said | None) -> None:
        """A layer's number and a figure: fc 10, parameters; or, where something else is asked for, a bound."""
        if self.open_question:
            self.on_limit(each, before)
        else:
            self.on_loose(each._replace(kind=said.LOOSE, value=each.value.value), before)
            self.asked.append(each.name)

    def on_from_to(self, each: Said, before: Said | None) -> None:
        """Two bare numbers: sizes where something is asked that joins them, or what a layer reads and makes."""
        if self.open_question:
            first, second = each.value
            self.on_input(Said(said.INPUT, first.text, (value_of(first),), first), before)
            self.on_target(Said(said.TARGET, second.text, (value_of(second),), second), before)
        else:
            self.once("pair of numbers", each.value, each.token)

    def on_one_kernel(self, each: Said, before: Said | None) -> None:
        self.drafts.one_filter = True

    def placed(self, layers: tuple[ExerciseLayer, ...], asked: tuple[str, ...]) -> tuple[ExerciseLayer, ...]:
        """Where a neuron of the second 5x5 layer sees something, there are two of them."""
        if len(layers) == len(self.places) == 1 == layers[0].times and _FIELD in asked and self.places[0] > 0:
            return (layers[0]._replace(times=self.places[0]),)
        return layers

    def joined(self, layers: tuple[ExerciseLayer, ...]) -> tuple[ExerciseLayer, ...]:
        """Between a layer of 512 units and one of 10: the first is what goes in."""
        first = layers[0] if len(layers) == 2 and "between" in self.facts and self.input is None else None
        if first is None or first.kind != "linear" or "units" not in first.attributes:
            return layers
        self.on_depth(Said(said.FEATURES, "", first.attributes["units"], first.token), None)
        return layers[1:]

    def take_steps(self, layers: tuple[ExerciseLayer, ...]) -> None:
        """A number of steps goes in, with the features of each; the width of what reads tokens is their features."""
        tokens = bool(layers) and bool(layers[0].op.traits & OF_TOKENS)
        if tokens and self.sides.keys() == {"width"}:
            token = self.input.token if self.input else NOWHERE
            self.on_depth(Said(said.FEATURES, "", self.sides["width"], token), None)
            self.input = None
        if "steps" not in self.facts:
            return
        if self.input is not None and len(self.input.sides) == 1:
            self.on_depth(Said(said.FEATURES, "", self.input.sides[0], self.input.token), None)
            self.input = None
        self.on_input(Said(said.INPUT, "", (self.facts["steps"],), self.tokens["steps"]), None)
        if not any(each.axes == 1 or each.op.traits & OF_TOKENS for each in layers):
            refuse(self.text, self.tokens["steps"], f"{quoted(self.tokens['steps'].text)}: no layer here reads steps",
                   "say what goes in: ... on 32x32x3")

    def checked(
        self, layers: tuple[ExerciseLayer, ...], asked: tuple[str, ...], *, pointed: bool
    ) -> tuple[ExerciseLayer, ...]:
        """The layers, with what goes in and the library taken into account. Raises ArchcalcError for a part."""
        self.drafts.check_open_ends(asked)
        told = self.facts | {"tokens": self.tokens}
        one_of_several.check(self.text, layers, asked, self.asked_places, told, pointed=pointed)
        one_of_several.check_described(self.text, layers, self.left_out, self.facts.get("number of layers"),
                                       self.tokens.get("number of layers", NOWHERE))
        layers = recurrent_biases.of_library(self.joined(layers), self.facts.get("library", ""), self.text)
        one_of_several.check_named(self.text, layers, self.named_in_question, asked)
        return layers

    def asks_units(self, layers: tuple[ExerciseLayer, ...]) -> bool:
        """True where the outputs of a fully connected layer are asked for, and its parameters are told."""
        told = {*self.asked} - {self.facts["bound"].figure} if "bound" in self.facts else set[str]()
        return told == {"output"} and len(layers) == 1 and open_width(layers[0]) == "units"

    def finished(self, parts: tuple[AskedPart, ...]) -> Exercise:
        """The exercise; a word whose value is said nowhere is refused."""
        unknown = self.facts.get("question", "") or self.left_open()
        if "pair of numbers" in self.facts:
            self.on_depth(self.drafts.join(*self.facts["pair of numbers"]), None)
        if not unknown and self.is_padded_to_keep():
            self.drafts.keep_size()
        told = [each for each in self.mentioned if not one_of_several.is_nothing_to(each.name, self.asked)]
        layers = self.drafts.finished(told if not unknown else self.mentioned, unknown)
        if self.asks_units(layers):
            unknown, self.asked = "units", []
        unknown = "features" if unknown == "input" and [layer.kind for layer in layers] == ["linear"] else unknown
        target = InputSides(self.facts["result"], self.tokens["result"]) if "result" in self.facts else None
        fits = "fits" in self.facts and not (unknown or self.asked)
        asked = without_biases(self.asked, alone=said.ALONE in self.facts) or ("output",) * fits
        if self.facts.get("kept"):
            target = target or self.input
            self.input = self.input or target
        layers = self.checked(layers, asked, pointed=bool(parts))
        self.take_steps(layers)
        layers, assumed = by_result(self.placed(layers, asked), self.input, target)
        if unknown == "units" and not (target or "bound" in self.facts):
            one_of_several.check_alone(self.text, layers, self.tokens["question"])
            unknown, asked = "", (*asked, "neurons")
        stacked = len(layers) if unknown != "layers" else 1
        others = (Exercise(self.text, layers[stacked:], asked=("receptive_field",)),) if layers[stacked:] else ()
        return Exercise(
            self.text, layers[:stacked], self.input, self.facts.get("channels of the input", 0), target,
            bool(self.facts.get("kept")), unknown, asked, self.facts.get("bound"), self.facts.get("batch", 1),
            self.facts.get("type of numbers", ""), others=others,
            assumed=assumed, fits=fits, proportion=self.tokens.get(said.PROPORTION),
            residual=self.tokens.get(said.RESIDUAL), parts=parts, each=self.tokens.get(said.OF_EACH))
