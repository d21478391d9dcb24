"""What is understood word by word and may yet mean something else: such an exercise is refused, with the word marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archcalc.base.errors import quoted
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.reading.scenes.scene import Told, ToldScene
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

Doubt = tuple[SaidTerm, str, str]
"""The term that is in doubt, what may be meant, and what to write instead."""


def check(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...], begin: int) -> None:
    """Raise ArchcalcError for the first doubt, with a caret under the word."""
    for rule in _RULES:
        for term, message, hint in rule(scene, layers, pointing, figures, begin):
            refuse(scene.text, term.word, f"{quoted(term.text)}{message}", hint)


_Rule = Callable[[ToldScene, "list[Told]", "list[Told]", "tuple[str, ...]", int], Iterator[Doubt]]


def _both_sides(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                begin: int) -> Iterator[Doubt]:
    """Padding of 2 in total."""
    for i, term in enumerate(scene.terms):
        if term.sense == "total" and scene.sense(i - 1) in {"number", "size"}:
            yield term, ": of both sides together?", "say it of one side"


def _which_layer(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                 begin: int) -> Iterator[Doubt]:
    """This layer, where there are two."""
    for term in scene.terms:
        if term.sense == "this" and len(layers) > 1 and not pointing:
            yield term, f": which of {len(layers)}?", "name the layer"


def _of_an_image(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                 begin: int) -> Iterator[Doubt]:
    """A figure of an image, where a batch is said."""
    for term in scene.terms:
        if term.sense == "per image" and scene.batch > 1:
            yield term, ": of an image, or of the batch?", "leave one out"


def _of_one_map(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                begin: int) -> Iterator[Doubt]:
    """The values of one feature map, the weights of each filter."""
    for i in range(begin + 1, len(scene.terms)):
        one = scene.sense(i - 1) in {"count", "each", "article"} or _ARTICLE.search(scene.text[:scene.terms[i].start])
        part = scene.sense(i) in {"filters", "kernel"} or scene.terms[i].text.lower() in _MAPS
        if figures and one and part and i not in scene.filled:
            yield scene.terms[i], ": the figures of a part are not worked out", "ask of the layer"


_ARTICLE = re.compile(r"\b(?:an?|one|each|every)\s+$")
_MAPS = frozenset({"feature map", "map", "activation map"})


def _that_goes_in(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                  begin: int) -> Iterator[Doubt]:
    """How many values does it receive?"""
    for i in range(begin, len(scene.terms)):
        ends = scene.sense(i + 1) in {"question", "stop", ""} or scene.terms[i + 1].sense == "layer"
        if scene.sense(i) in {"on", "receives"} and _STORED & {*figures} and ends and i not in scene.used:
            yield scene.terms[i], ": what goes in is not asked of here", "ask for the output of the layer before it"


_STORED = frozenset({"neurons", "memory", "bytes"})


def _each_layer(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                begin: int) -> Iterator[Doubt]:
    """Each with a pooling behind it."""
    named = {each.at for each in layers}
    for i in range(begin):
        if scene.sense(i) == "each" and {i + 1, i + 2, i + 3, i + 4} & named and scene.sense(i + 1) in {"with", "uses", "size"}:
            yield scene.terms[i], ": each of which layers?", "write the layers one after the other"


def _nothing_behind(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                    begin: int) -> Iterator[Doubt]:
    """And then another."""
    for i, term in enumerate(scene.terms):
        if term.sense == "article" and scene.sense(i + 1) in {"stop", "question", "", "then", "comma"} and \
                term.text.lower() == "another":
            yield term, ": another what?", "name the layer"


def _joined(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
            begin: int) -> Iterator[Doubt]:
    """A sum or a concatenation, of which nobody says what it joins."""
    for each in layers:
        if "merge" in each.op.traits:
            yield each.term, ": what is put together?", "write the branches"


def _flattened_before(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                      begin: int) -> Iterator[Doubt]:
    """The flattened vector, asked for behind the layer that reads it."""
    for i, each in enumerate(layers):
        if each.kind == "flatten" and each.at >= begin and any("linear" in one.op.traits for one in layers[:i]):
            yield each.term, " is one more layer", "ask for the output of the layer before it"


def _asked_without_figure(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                          begin: int) -> Iterator[Doubt]:
    """How many parameters, and how many would another have?"""
    questions = [i for i in range(begin, len(scene.terms)) if scene.sense(i) in {"many", "ask"}]
    for i, end in zip(questions, [*questions, len(scene.terms)][1:], strict=False):
        told = {scene.sense(j) for j in range(i, end) if j not in scene.filled or scene.sense(j) == "figure"}
        if len(questions) > 1 and not told & _ASKABLE:
            yield scene.terms[i], ": what is asked for?", "ask one question"


_ASKABLE = frozenset({"figure", "output", "size word", "bias", "attribute", "kernel", "filters", "units", "channels",
                      "features", "input", "layers", "layer", "batch", "open"})


def _earlier_ones(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                  begin: int) -> Iterator[Doubt]:
    """The second convolution, of which the first is not told."""
    for each in layers:
        alike = sum(other.times for other in layers if other.kind == each.kind)
        if each.ordinal is not None and each.ordinal > max(alike, len(layers)):
            yield each.term, f": the layers before it are not told, and this is number {each.ordinal}", "write all of them"


def _without_width(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                   begin: int) -> Iterator[Doubt]:
    """A hidden layer, or an output layer, of which nobody says how wide it is."""
    for each in pointing:
        told = any(other.own and other.is_output == each.is_output for other in layers if other.kind == each.kind)
        if each.implied and each.at < begin and not told:
            yield each.term, ": of how many neurons?", "say its width"


def _counted_or_not(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                    begin: int) -> Iterator[Doubt]:
    """Two 3x3 convolutions with 16 filters and 32 filters of 5x5: two layers, or three."""
    for first, second in zip(layers, layers[1:], strict=False):
        both = "kernel" in first.attributes and "kernel" in second.attributes and second.implied
        if first.said_times > 1 and both and first.kind == second.kind and \
                first.attributes["kernel"] != second.attributes["kernel"] and first.term.start > first.places["kernel"].start:
            yield first.term, f": {first.said_times} of them, and how many more?", "write the layers one after the other"


def _of_keras(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
              begin: int) -> Iterator[Doubt]:
    """Parameters as Keras counts them, of a layer that has running statistics."""
    for each in layers:
        if scene.library == "keras" and each.kind == "batch_norm" and "params" in figures and len(layers) == 1 \
                and "buffers" in figures:
            yield each.term, ": Keras counts the running statistics too", "ask for trainable parameters, or for all"


def _values_of(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
               begin: int) -> Iterator[Doubt]:
    """Values of several layers: of the last, or of all."""
    several = sum(each.times for each in layers if "see-through" not in each.op.traits) > 1
    last, all_of_them = answers_asked.comes_out(scene.text), answers_asked.IN_ALL.search(scene.text)
    for i in range(begin, len(scene.terms)):
        if figures == ("neurons",) and several and not pointing and not last and not all_of_them \
                and scene.sense(i) in {"figure", "units"}:
            yield scene.terms[i], ": of the last layer, or of all?", "ask for the output, or in total"


def _size_of_input(scene: ToldScene, layers: list[Told], pointing: list[Told], figures: tuple[str, ...],
                   begin: int) -> Iterator[Doubt]:
    """The size of what goes in, where that is said."""
    for i in range(begin + 1, len(scene.terms)):
        if scene.sense(i - 1) == "size word" and scene.sense(i) == "input" and i not in scene.used and scene.inputs \
                and not figures:
            yield scene.terms[i], ": that is said", "ask for the output"


_RULES: tuple[_Rule, ...] = (_both_sides, _which_layer, _of_an_image, _of_one_map, _that_goes_in, _each_layer, _nothing_behind, _joined,
                             _flattened_before, _asked_without_figure, _earlier_ones, _without_width, _counted_or_not, _of_keras, _values_of, _size_of_input)
