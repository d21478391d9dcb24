"""One of several layers, each of several, or one image of a batch: refused where the answer would be that of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.exercises.answers_asked import IN_ALL, OF_A_LAYER, comes_out
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.said import (
    ASKED,
    ATTRIBUTE,
    FLAG,
    LAYER,
    LIBRARY,
    LOOSE,
    OF_EACH,
    OF_SOME_LAYER,
    PART,
    SIZE,
    Said,
)
from archcalc.homework.exercises.sentence_words import SentenceWord, folded, refuse

_OF_EACH = re.compile(
    r"\b(?:each|every one|all|both)(?: one)?(?: of (?:them|which|these))?,?"
    r"(?: (?:is|are|being|immediately|directly))* (?:followed|preceded)\b"
    r"|\b(?:after|behind|before|between) (?:each|every)\b"
    r"|\b(?:each|both|all) with (?:an?|its own) (?:[0-9]+x[0-9]+ )?(?:max|average|avg|pool|batch|relu)"
    r"|\bchacune?s?\b[^.]{0,20}\bsuivi"
    r"|\b(?:apres|après) chaque\b|\bjeweils\b[^.]{0,20}\b(?:gefolgt|mit)\b|\bnach jede[rsm]\b"
    r"|\bcada un[ao]\b[^.]{0,20}\bseguid|\b(?:despues|después) de cada\b|每[^。.,]{0,6}(?:后|之后)|(?:كل منها|بعد كل)")
"""What stands with every one of several layers, in the languages of exercises."""
_GOES_IN = re.compile(
    r"\b(?:how many|number of) (?:values|numbers|neurons|units|activations|channels|elements)\b[^.?:;]{0,60}"
    r"\b(?:receives?|enters?|feeds?|goes? into|fed into|takes? in|accepts?|expects?|reads?)\b"
    r"|\bwie viele (?:werte|neuronen|kanäle)\b[^.?:;]{0,60}\b(?:erhält|bekommt|empfängt)\b"
    r"|\bcombien de (?:valeurs|neurones|canaux)\b[^.?:;]{0,60}\b(?:reçoit|entrent)\b"
    r"|\bcuánt[ao]s (?:valores|neuronas|canales)\b[^.?:;]{0,60}\b(?:recibe|entran)\b", re.IGNORECASE)
"""What goes in, asked for by a verb."""
_IN_ALL = re.compile(r"\bpadding[^.,;:?]{0,20}\bin total\b|\bin total[^.,;:?]{0,20}\bpadding")
"""Padding of both sides together."""
_SEES = frozenset({"receptive_field", "effective_stride"})
"""Figures of which a neuron, or each layer, has as much as all."""
_ANOTHER = re.compile(r"\banother(?: one)?(?=\s*(?:[.,;:?!]|$))", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:each|both|all) with\b", re.IGNORECASE)
_IT = re.compile(r"[.!?]\s+(?:the|a|an|its)\s+(?!\w*\s?(?:net|network|model|cnn)\b)[^.?!]*\blayer\b"
                 r"(?![^.?!]*\b(?:net|network|model|cnn)\b)[^.?!]*[.!]\s+(?:how|what)\b[^.?!]*\b(?P<it>it)\b"
                 r"(?![^.?!]*\btotal)", re.IGNORECASE)
"""The layer of the sentence before, or the network."""
_STORED = frozenset({"memory", "bytes", "params_bytes", "weights_bytes"})
_TRAINS = re.compile(r"\b(?:adamw?|momentum|optimi[sz]er|gradients?|back-?prop\w*|backward|"
                     r"(?:during|in|for|while|at) training|training (?:step|iteration|pass|memory))\b", re.IGNORECASE)
_BACKWARD = re.compile(r"\b(?:back-?prop\w*|backward|(?:during|in|for) training|training (?:step|iteration|pass))\b",
                       re.IGNORECASE)
"""What needs more than a forward pass does."""
_LEARNED = frozenset({"params", "weights", "biases", "params_bytes", "weights_bytes"})
_OF_KERAS = re.compile("BatchNormalization")
_TRAINABLE = re.compile(r"(?<!non)(?<!non[- ])(?:trainable|learn(?:able|ed))|entraînable|entrenable|trainierbar|"
                        r"可训练|قابلة للتعلم",
                        re.IGNORECASE)
_FLAT = re.compile(r"\bflattened (?:vector|size|output|dimension|feature vector)\b", re.IGNORECASE)
_COUNTED = frozenset({"weight-layer", "norm"})


def check(
    text: str,
    layers: tuple[ExerciseLayer, ...],
    asked: tuple[str, ...],
    places: Iterable[Said],
    facts: Mapping[str, Any],
    *,
    pointed: bool,
) -> None:
    """Raise ArchcalcError for a figure of a part, which the question does not point at.

    `places` are the ordinals that stand in a question.
    """
    count = sum(layer.times for layer in layers)
    of_last = OF_A_LAYER.issuperset(asked)
    _check_forward(text, asked)
    if any(layer.kind == "linear" for layer in layers) and (found := _FLAT.search(text)) and not pointed:
        refuse(text, SentenceWord("", found[0], *found.span()), f"{quoted(found[0])}: asked of it, or one more layer?",
               "leave out the layers behind it")
    _check_buffers(text, layers, asked, facts)
    _check_places(text, places, count if len(layers) > 1 else 0, of_last=of_last)
    _check_order(text, layers)
    _check_sides(text, pointed=pointed)
    several = sum(layer.op.traits & _COUNTED != frozenset() for layer in layers) > 1
    if several and not pointed and not of_last and (found := _IT.search(text)):
        refuse(text, SentenceWord("", found["it"], *found.span("it")), "'it': the layer, or the network?",
               "name it: of the second layer, or in total")
    if "per image" in facts and facts.get("batch", 1) > 1:
        refuse(text, facts["tokens"]["per image"], "of an image, or of the batch?", "leave the batch out")
    _check_parts(text, layers, asked, facts)
    if "neurons" in asked and count > 1 and not (pointed or comes_out(text) or IN_ALL.search(text)):
        raise ArchcalcError.of("exercise", "how many values: of the last layer, or of all together?",
                               hint="ask what comes out, or for all values in total")
    weighty = [layer for layer in layers if layer.op.traits & _COUNTED]
    if "this" in facts and not pointed and len(weighty) > 1 and not of_last:
        refuse(text, facts["tokens"]["this"], f"{quoted(facts['tokens']['this'].text)}: which of {len(weighty)}?",
               "say which: the first convolution, the last layer")
    if "turned" in facts and not pointed and not of_last and any(layer.op.traits & _COUNTED for layer in layers[:-1]):
        refuse(text, facts["tokens"]["turned"], "of the one layer, or of both?", "write then between them, or one")


def _check_sides(text: str, *, pointed: bool) -> None:
    """Raise ArchcalcError for a question about what goes in, or about two sides together."""
    if not pointed and (found := _GOES_IN.search(folded(text))):
        refuse(text, SentenceWord("", text[slice(*found.span())], *found.span()), "what goes in is asked for",
               "how many inputs has it? Its size: 7*7*64 values")
    if found := _IN_ALL.search(folded(text).lower()):
        refuse(text, SentenceWord("", text[slice(*found.span())], *found.span()), "of both sides together?",
               "say what is added to each side: padding 1")


def _check_order(text: str, layers: tuple[ExerciseLayer, ...]) -> None:
    """Raise ArchcalcError where layers may alternate, or one more is spoken of and not told."""
    if len(layers) > 1 and (any(layer.times > 1 for layer in layers) or _BOTH.search(text)):
        check_alternation(text)
    if found := _ANOTHER.search(text):
        refuse(text, SentenceWord("", found[0], *found.span()), f"{quoted(found[0])}: another what?",
               "name it, with its numbers")


def check_alternation(text: str) -> None:
    """Raise ArchcalcError where something stands with every one of layers that are counted together."""
    if found := _OF_EACH.search(folded(text)):
        refuse(text, SentenceWord("", text[slice(*found.span())], *found.span()),
               f"{quoted(text[slice(*found.span())])}: how the layers alternate is not read",
               "write them one after another: conv3-64, pool2, conv3-64, pool2")


def _check_parts(
    text: str, layers: tuple[ExerciseLayer, ...], asked: tuple[str, ...], facts: Mapping[str, Any]
) -> None:
    """Raise ArchcalcError for a figure of a part, of one of several layers, or of each where nothing is asked."""
    count = sum(layer.times for layer in layers)
    for name, few in ((PART, 0), (OF_SOME_LAYER, 1), (OF_EACH, 1)):
        answered = _is_whole(layers) or (name == OF_EACH and asked and PART not in facts)
        if name in facts and count > few and not answered and not _SEES.issuperset(asked or ("",)):
            refuse(text, facts["tokens"][name], f"{quoted(facts['tokens'][name].text)}: that is asked of a part",
                   "ask of all layers together, or write the part as a layer of its own")


def _check_forward(text: str, asked: Iterable[str]) -> None:
    """Raise ArchcalcError where gradients, or an optimizer's states, may be counted with what a forward pass needs."""
    trains = _TRAINS.search(folded(text)) if _STORED & {*asked} else None
    trains = trains or (_BACKWARD.search(folded(text)) if {"macs", "flops"} & {*asked} else None)
    if trains:
        refuse(text, SentenceWord("", trains[0], *trains.span()), f"{quoted(trains[0])}: forward only, or "
            f"gradients too?",
               "what is counted here is one forward pass: archcalc plan counts training")


def _check_buffers(
    text: str, layers: Iterable[ExerciseLayer], asked: Iterable[str], facts: Mapping[str, Any]
) -> None:
    """Raise ArchcalcError where Keras counts running statistics, too: its summary has four numbers a channel."""
    norms = [layer for layer in layers if layer.kind == "batch_norm"]
    keras = facts.get(LIBRARY) == "keras" or any(_OF_KERAS.search(layer.token.text) for layer in norms)
    if keras and norms and "params" in {*asked} and not _TRAINABLE.search(text):
        refuse(text, norms[0].token, f"{quoted(norms[0].token.text)}: Keras counts the running mean and variance, too",
               "ask for trainable parameters, two a channel; Keras's total has four")


def _check_places(text: str, places: Iterable[Said], count: int, *, of_last: bool) -> None:
    """Raise ArchcalcError for one of several layers, which nothing pointed at."""
    for each in places if count else ():
        if each.value not in {0, count} or not of_last:
            refuse(text, each.token, f"{quoted(each.token.text)} of {count} layers: one at a time is asked of",
                   "leave the layers behind it out, and ask what one layer alone has")


def _is_whole(layers: tuple[ExerciseLayer, ...]) -> bool:
    """True where what sounds like a part is all there is: one neuron, whose filter is told; padding alone."""
    (only, *others) = layers or (None,)
    return only is not None and not others and (only.kind == "pad" or not {"filters", "units"} & only.attributes.keys())


def named_in_question(clause: Sequence[Said], before: int, *, begins: bool) -> tuple[Said, int] | None:
    """A layer that is named behind what is asked, and of which nothing is told, where `before` layers stand already.

    Where a sentence `begins` with it, what is asked may stand behind it, too.
    """
    kinds = [each.kind for each in clause]
    at = (0 if begins else kinds.index(ASKED)) if ASKED in kinds else len(kinds)
    untold = LAYER in kinds[at:] and not {ATTRIBUTE, LOOSE, SIZE, FLAG} & {*kinds[at:]}
    return (clause[kinds.index(LAYER, at)], before) if before and untold else None


def check_named(
    text: str, layers: tuple[ExerciseLayer, ...], named: tuple[Said, int] | None, asked: tuple[str, ...]
) -> None:
    """Raise ArchcalcError where such a layer has become one more, or where the answer would be that of all."""
    joined = named is not None and len(layers) == named[1] > 1 and not OF_A_LAYER.issuperset(asked)
    if named and (joined or len(layers) > named[1]):
        refuse(text, named[0].token, f"{quoted(named[0].token.text)}: asked of it, or one more layer?",
               "write all layers before the question, and leave out those behind the one that is asked of")


def check_alone(text: str, layers: tuple[ExerciseLayer, ...], token: SentenceWord) -> None:
    """Raise ArchcalcError where the units of one of several layers are asked for."""
    if len(layers) > 1:
        refuse(text, token, "the units of which layer?", "ask of one layer")


def check_described(
    text: str, layers: tuple[ExerciseLayer, ...], left_out: Iterable[Said], count: int | None, token: SentenceWord
) -> None:
    """Raise ArchcalcError where other layers are described than are said to be there: so many, or none of a kind."""
    for each in left_out:
        if any(layer.kind == each.name for layer in layers):
            refuse(text, each.token, f"{quoted(each.token.text)}: there is one", "leave it out of the description")
    numbers = {sum(layer.times for layer in layers if wanted & layer.op.traits or not wanted)
               for wanted in ({"weight-layer"}, set[str]())}
    if count is not None and count not in numbers:
        refuse(text, token, f"{count} layers are said, and {max(numbers)} described", "describe every layer")


def is_nothing_to(name: str, asked: Iterable[str]) -> bool:
    """True of what no figure that is asked for depends on: how wide the padding of a zero-padded convolution is."""
    names = {*asked}
    if not names:
        return False
    return (name == "padding" and names <= _SEES | _LEARNED) or (name == "units" and names <= _SEES)
