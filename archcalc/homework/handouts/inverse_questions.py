"""Questions the other way round: the kernel that gives a volume, the filters that have so many parameters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from archcalc.base import units
from archcalc.homework.handouts.items import TERMS, Draft, Item, Wording, item
from archcalc.homework.handouts.layer_questions import is_told
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import Told, passage, said
from archcalc.homework.marking.inversion import Inversion
from archcalc.homework.misconceptions._base import Case
from archcalc.homework.questions import keys
from archcalc.homework.questions.askable import FIGURES, Question
from archcalc.homework.questions.inverse_figures import INVERSE, setting
from archcalc.homework.questions.layer_facts import (
    input_fact,
    is_told_by_attributes,
    layer_facts,
    rounding,
    source_volume,
)
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.network.graph import Node

_OFTEN = 3


def drafts(network: AskedNetwork) -> Iterator[Draft]:
    """Every attribute of every layer that may be asked for."""
    for position in network.shown:
        if len(network.node(position).inputs) == 1:
            for name in INVERSE:
                yield from [partial(_about, keys.of(network, position, name))] * _OFTEN


def _about(asked: Question, rng: Random, language: Language) -> Item | None:
    """A question about an attribute that what is given decides."""
    node, name = asked.network.node(asked.position or 0), asked.figure.name
    if not is_told_by_attributes(node) or not is_told(node) or setting(node.op, name) is None:
        return None
    case = Case(asked, TERMS.settings, asked.targets(TERMS.settings), node.op, node.input_shapes, node.shape)
    if node.op.attributes.get("padding") == "same" or not Inversion(case).is_unique:
        return None
    facts = said("{facts}, on {input}.", facts=layer_facts(node, name), input=input_fact(asked.network, node))
    given = _given(asked, node)
    named = said("{network}, {layer}: {facts}", network=asked.network.graph.about.title, layer=node.name, facts=facts)
    words = (passage(start, given, rounding(node) if asked.figure.given == "output" else None)
             for start in (named, facts))
    shown, alike = words
    told = keys.of(asked.network, asked.position, asked.figure.given).key
    volumes = (units.volume(node.volume),) if asked.figure.given == "output" else ()
    return item(asked, Wording(shown, said(asked.figure.question_about(node)), alike), rng, language,
                tells=(told, *volumes, units.volume(source_volume(asked.network.graph, node))), hides=(node.name,))


def _given(asked: Question, node: Node) -> Told:
    """The figure that follows from the attribute."""
    if asked.figure.given == "output":
        return said("Its output is {output}.", output=units.volume(node.volume))
    *_, params = FIGURES[asked.figure.given].local(node.op, node.input_shapes, node.shape)
    return said("It has {number} parameters, biases included.", number=units.count(params.value))
