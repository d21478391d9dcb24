"""The layers that an exercise tells, as they follow each other, and the names that only point at one of them."""

from __future__ import annotations

from archcalc.base.errors import quoted
from archcalc.homework.exercises.reading.questions.pointing import points
from archcalc.homework.exercises.reading.scenes.facts import facts
from archcalc.homework.exercises.reading.scenes.flags import set_flags
from archcalc.homework.exercises.reading.scenes.naming import name_layers, number_layers
from archcalc.homework.exercises.reading.scenes.owners import IMPLIED
from archcalc.homework.exercises.reading.scenes.passages import place_passages
from archcalc.homework.exercises.reading.scenes.placing import place
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene, sentences
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

_HEARD = frozenset({
    "", "is", "comma", "and", "then", "or", "stop", "question", "with", "of", "layer noun", "network", "hidden",
    "total", "ask", "many", "on", "gives", "from", "to", "input", "output", "size word", "u", "this", "arrow", "after",
    "colour", "number type", "library", "with bias", "without bias", "valid", "keeps", "unit stride", "images",
    "left out", "number", "count", "size", "numbers", "layer", "code", "figure", "label", "channels", "features",
    "filters", "per image", "pixels", "kernel", "units", "attribute", "steps", "bias", "batch", "square", "exact",
    "side", "layers", "true", "dimensional", "dimension", "option", "together", "least", "most",
    "receives", "uses", "called", "open", "letter", "notation", "state",
})
"""Senses that an exercise may hold besides what it is worked out from."""


def told_scene(text: str, found: list[SaidTerm]) -> ToldScene:
    """Everything that terms tell, sentence by sentence; at the end, what can be of one layer alone is given to it."""
    scene = ToldScene(text, found)
    for number, (start, end) in enumerate(sentences(found)):
        name_layers(scene, start, end, number)
        place_passages(scene, start, end, number)
        told = sorted(facts(found, start, end), key=lambda fact: (fact.role not in IMPLIED, fact.at))
        for fact in told:
            place(scene, fact, start, number)
        number_layers(scene, start, end, number)
        set_flags(scene, start, end, number)
    waiting, scene.loose = scene.loose, []
    for fact in waiting:
        if sum(each.takes(fact.role) for each in scene.layers) == 1:
            place(scene, fact, 0, len(found))
        else:
            scene.loose.append(fact)
    return scene


def apart(scene: ToldScene) -> tuple[list[Told], list[Told]]:
    """The layers, and names that only point at one of them: the conv layer, of which something was told."""
    _take_biases(scene)
    pointing = [each for each in scene.layers if points(scene, each)]
    layers = _in_order(scene, [each for each in scene.layers if each not in pointing])
    _count_once(scene, layers)
    return layers, pointing


def _take_biases(scene: ToldScene) -> None:
    """Give the biases that are said of a kind of layer to the layer itself, which is told elsewhere."""
    for each in scene.layers:
        known = next((other for other in scene.layers if other.kind == each.kind and "units" in other.attributes), None)
        if known is not None and known is not each and {*each.attributes} == {"biases"}:
            known.attributes["biases"] = each.attributes.pop("biases")
            each.own = False


def _in_order(scene: ToldScene, layers: list[Told]) -> list[Told]:
    """The layers as values pass through them: a pooling after a convolution comes second, wherever it is named."""
    for i in range(len(layers) - 1):
        between = [scene.sense(j) for j in range(layers[i].at + 1, layers[i + 1].at)]
        if "after" in between and not {"comma", "and", "then", "stop"} & {*between[:between.index("after")]}:
            layers[i], layers[i + 1] = layers[i + 1], layers[i]
    return layers


def _count_once(scene: ToldScene, layers: list[Told]) -> None:
    """Two layers, of which each is told then, are not twice as many. Raises ArchcalcError where the numbers differ."""
    for i, each in enumerate(layers):
        told = [other for other in layers[i + 1:] if other.kind == each.kind and other.implied and not other.is_output
                and other.sentence - each.sentence < 2]
        if each.times < 2 or not told:
            continue
        if each.times != len(told) + 1:
            refuse(scene.text, each.term.word, f"{each.times} are said, and {len(told) + 1} are told", "")
        each.times = 1


def check_pointed(scene: ToldScene, layers: list[Told], pointing: list[Told]) -> None:
    """Refuse a second convolution of one that is told."""
    for each in pointing:
        count = sum(other.times for other in layers if other.kind == each.kind)
        if each.ordinal is not None and each.ordinal > count:
            refuse(scene.text, each.term.word, f"{quoted(each.term.text)}: {count} such layers are told", "")


def check_heard(scene: ToldScene) -> None:
    """Refuse a number that belongs to nothing, and a word that changes what is asked."""
    if scene.loose:
        term = scene.terms[scene.loose[0].at]
        refuse(scene.text, term.word, f"{term.text} of what?", "say it beside what it is: 3 channels, stride 2")
    for i, term in enumerate(scene.terms):
        if i not in scene.used and term.sense not in _HEARD:
            refuse(scene.text, term.word, f"{quoted(term.text)} is not understood here", "")
