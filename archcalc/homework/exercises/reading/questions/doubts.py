"""Words that are understood, and may yet mean something else: such an exercise is refused, with the word marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

Doubt = tuple[SaidTerm, str, str]
"""The term that is in doubt, what may be meant, and what to write instead."""


class Understood(NamedTuple):
    """An exercise as it is understood: its layers, those it points at, the figures it asks for, from `begin` on."""

    scene: ToldScene
    layers: list[Told]
    pointing: list[Told]
    figures: tuple[str, ...]
    begin: int

    @property
    def asking(self) -> list[tuple[int, SaidTerm]]:
        """The terms of the question, each with its place."""
        return [*enumerate(self.scene.terms)][self.begin:]


def check(heard: Understood) -> None:
    """Raise ArchcalcError for the first doubt, with a caret under the word."""
    for rule in _RULES:
        for term, message, hint in rule(heard):
            refuse(heard.scene.text, term.word, f"{quoted(term.text)}{message}", hint)


def _both_sides(heard: Understood) -> Iterator[Doubt]:
    """Padding of 2 in total."""
    for i, term in enumerate(heard.scene.terms):
        if term.sense == "total" and heard.scene.sense(i - 1) in {"number", "size"}:
            yield term, ": of both sides together?", "say it of one side"


def _which_layer(heard: Understood) -> Iterator[Doubt]:
    """One layer, "this layer", where there are two."""
    for term in heard.scene.terms:
        if term.sense == "this" and len(heard.layers) > 1 and not heard.pointing:
            yield term, f": which of {len(heard.layers)}?", "name the layer"


def _of_an_image(heard: Understood) -> Iterator[Doubt]:
    """A figure of an image, where a batch is said."""
    for term in heard.scene.terms:
        if term.sense == "per image" and heard.scene.batch > 1:
            yield term, ": of an image, or of the batch?", "leave one out"


def _of_one_map(heard: Understood) -> Iterator[Doubt]:
    """The values of one feature map, the weights of each filter."""
    for i, term in heard.asking[1:]:
        one = heard.scene.sense(i - 1) in {"count", "each", "article"} or _ARTICLE.search(heard.scene.text[:term.start])
        part = term.sense in {"filters", "kernel"} or term.text.lower() in _MAPS
        if heard.figures and one and part and i not in heard.scene.filled:
            yield term, ": the figures of a part are not worked out", "ask of the layer"


_ARTICLE = re.compile(r"\b(?:an?|one|each|every)\s+$")
_MAPS = frozenset({"feature map", "map", "activation map"})


def _that_goes_in(heard: Understood) -> Iterator[Doubt]:
    """The number of values that a layer receives."""
    for i, term in heard.asking:
        ends = heard.scene.sense(i + 1) in {"question", "stop", "", "layer"}
        receives = term.sense in {"on", "receives"} and i not in heard.scene.used
        if receives and ends and _STORED & {*heard.figures}:
            yield term, ": what goes in is not asked of here", "ask for the output of the layer before it"


_STORED = frozenset({"neurons", "memory", "bytes"})


def _each_layer(heard: Understood) -> Iterator[Doubt]:
    """Each with a pooling behind it."""
    named = {each.at for each in heard.layers}
    for i, term in enumerate(heard.scene.terms[:heard.begin]):
        has = heard.scene.sense(i + 1) in {"with", "uses", "size"}
        if term.sense == "each" and has and {i + 1, i + 2, i + 3, i + 4} & named:
            yield term, ": each of which layers?", "write the layers one after the other"


def _nothing_behind(heard: Understood) -> Iterator[Doubt]:
    """And then another."""
    for i, term in enumerate(heard.scene.terms):
        ends = heard.scene.sense(i + 1) in {"stop", "question", "", "then", "comma"}
        if term.sense == "article" and ends and term.text.lower() == "another":
            yield term, ": another what?", "name the layer"


def _joined(heard: Understood) -> Iterator[Doubt]:
    """A sum or a concatenation, of which nobody says what it joins."""
    for each in heard.layers:
        if "merge" in each.op.traits:
            yield each.term, ": what is put together?", "write the branches"


def _flattened_before(heard: Understood) -> Iterator[Doubt]:
    """The flattened vector, asked for behind the layer that reads it."""
    for i, each in enumerate(heard.layers):
        is_read = any("linear" in one.op.traits for one in heard.layers[:i])
        if each.kind == "flatten" and each.at >= heard.begin and is_read:
            yield each.term, " is one more layer", "ask for the output of the layer before it"


def _asked_without_figure(heard: Understood) -> Iterator[Doubt]:
    """A second question that names no figure: and how many would another have."""
    questions = [i for i, term in heard.asking if term.sense in {"many", "ask"}]
    for i, end in pairwise([*questions, len(heard.scene.terms)] if len(questions) > 1 else []):
        senses = [(j, heard.scene.sense(j)) for j in range(i, end)]
        told = {sense for j, sense in senses if j not in heard.scene.filled or sense == "figure"}
        if not told & _ASKABLE:
            yield heard.scene.terms[i], ": what is asked for?", "ask one question"


_ASKABLE = frozenset({"figure", "output", "size word", "bias", "attribute", "kernel", "filters", "units", "channels",
                      "features", "input", "layers", "layer", "batch", "open"})


def _empty_question(heard: Understood) -> Iterator[Doubt]:
    """A second question of nothing that is known: and with a happy cat."""
    ends = [i for i, term in heard.asking if term.sense == "question"]
    for start, end in pairwise(ends):
        if not {heard.scene.sense(i) for i in range(start + 1, end)} & _ASKABLE:
            yield heard.scene.terms[end], ": the second question asks for nothing known", "ask one question"


def _earlier_ones(heard: Understood) -> Iterator[Doubt]:
    """The second convolution, of which the first is not told."""
    for each in heard.layers:
        alike = sum(other.times for other in heard.layers if other.kind == each.kind)
        if each.ordinal is not None and each.ordinal > max(alike, len(heard.layers)):
            missing = f": the layers before it are not told, and this is number {each.ordinal}"
            yield each.term, missing, "write all of them"


def _without_width(heard: Understood) -> Iterator[Doubt]:
    """A hidden layer, or an output layer, of which nobody says how wide it is."""
    for each in heard.pointing:
        alike = [other for other in heard.layers if other.kind == each.kind and other.is_output == each.is_output]
        if each.implied and each.at < heard.begin and not any(other.own for other in alike):
            yield each.term, ": of how many neurons?", "say its width"


def _counted_or_not(heard: Understood) -> Iterator[Doubt]:
    """Two 3x3 convolutions with 16 filters and 32 filters of 5x5: two layers, or three."""
    for first, second in pairwise(heard.layers):
        kernels = [each.attributes["kernel"] for each in (first, second) if "kernel" in each.attributes]
        alike = first.kind == second.kind and second.implied
        if first.said_times > 1 and alike and len(kernels) == 2 and kernels[0] != kernels[1] \
                and first.term.start > first.places["kernel"].start:
            more = f": {first.said_times} of them, and how many more?"
            yield first.term, more, "write the layers one after the other"


def _of_keras(heard: Understood) -> Iterator[Doubt]:
    """Parameters as Keras counts them, of a layer that has running statistics."""
    both = {"params", "buffers"} <= {*heard.figures}
    for each in heard.layers:
        if heard.scene.library == "keras" and each.kind == "batch_norm" and both:
            yield each.term, ": Keras counts the running statistics too", "ask for trainable parameters, or for all"


_COUNTED = frozenset({"macs", "flops", "memory", "bytes", "neurons", "output"})
"""Figures that a bias alone does not have here."""


def _of_bias(heard: Understood) -> Iterator[Doubt]:
    """The multiplications that a bias needs."""
    for i, term in heard.asking:
        before = heard.scene.sense(i - 1)
        if term.sense == "bias" and {*heard.figures} & _COUNTED and before in {"figure", "many"}:
            yield term, ": the figures of a part are not worked out", "ask of the layer"


def _values_of(heard: Understood) -> Iterator[Doubt]:
    """Values of several layers: of the last, or of all."""
    several = sum(each.times for each in heard.layers if "see-through" not in each.op.traits) > 1
    text = heard.scene.text
    said = heard.pointing or answers_asked.comes_out(text) or answers_asked.IN_ALL.search(text)
    for _, term in heard.asking:
        if heard.figures == ("neurons",) and several and not said and term.sense in {"figure", "units"}:
            yield term, ": of the last layer, or of all?", "ask for the output, or in total"


def _size_of_input(heard: Understood) -> Iterator[Doubt]:
    """The size of what goes in, where that is said."""
    for i, term in heard.asking[1:]:
        alone = heard.scene.sense(i - 1) == "is" and heard.scene.sense(i + 1) == "question"
        sized = term.sense in {"input", "features"} and (alone or i not in heard.scene.filled)
        if sized and heard.scene.inputs and not heard.figures:
            yield term, ": that is said", "ask for the output"


_RULES: tuple[Callable[[Understood], Iterator[Doubt]], ...] = (
    _both_sides, _which_layer, _of_an_image, _of_one_map, _that_goes_in, _each_layer, _nothing_behind, _joined,
    _flattened_before, _asked_without_figure, _empty_question, _earlier_ones, _without_width,
    _counted_or_not, _of_keras, _of_bias, _values_of, _size_of_input,
)
