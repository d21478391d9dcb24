"""Questions of a rubric in words: the layer and all that it does, what it reads, what is asked, how it is counted."""

from __future__ import annotations

from math import prod

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.homework.handouts.layer_questions import is_told
from archcalc.homework.languages.spoken import Told, listed, passage, said
from archcalc.homework.marking.inversion import Inversion
from archcalc.homework.misconceptions._base import Case
from archcalc.homework.questions.askable import FIGURES, Question
from archcalc.homework.questions.layer_facts import (
    input_fact,
    is_told_by_attributes,
    layer_facts,
    rounding,
    volume_order,
)
from archcalc.homework.questions.right_answers import BYTES, VALUES, AnswerSettings
from archcalc.network.graph import Node
from archcalc.operators.shape_kinds import one_image

_BIASES = {("exact",): "biases included", ("weights",): "biases left out"}
"""How parameters are counted, where one count alone is right."""
_OF_SIZES = frozenset({"volume", "memory", "products"})
"""Figures that depend on how sizes are rounded, by their look."""
_OF_TABLES = frozenset({"field"})
_DETAILED = frozenset({"norm", "attention", "recurrent"})
"""Layers whose figures depend on more than their sizes."""


def text(asked: Question, settings: AnswerSettings) -> Told:
    """A question as a sentence: what it is about, and what is asked."""
    title, batch = asked.network.graph.about.title, asked.network.node(0).shape[0]
    at_once = said("{number} images at once.", number=batch) if batch > 1 else None
    if asked.position is None:
        part = "" if asked.network.called == "total" else asked.network.called
        whole = said("{network}, all of {part}:", network=title, part=part) if part \
            else said("{network}, the whole network:", network=title)
        return passage(whole, at_once, _together(asked, settings) or _asks(asked, settings))
    node = asked.network.node(asked.position)
    if not node.inputs:
        return passage(said("{network}, {layer}:", network=title, layer=node.name), _asks(asked, settings))
    given = asked.figure.given
    facts = said("{facts}, on {input}.", facts=layer_facts(node, asked.figure.name if given else ""),
                 input=_read(asked, node))
    rounded = rounding(node) if asked.figure.look in _OF_SIZES or given == "output" else None
    return passage(said("{network}, {layer}: {facts}", network=title, layer=node.name, facts=facts),
                   _given(asked, node) if given else None, rounded, at_once, _asks(asked, settings))


def refuse_untold(case: Case) -> None:
    """Refuse a question whose answer does not follow from what its text can say. Raises ArchcalcError."""
    asked = case.question
    name, node = asked.figure.name, asked.network.node(asked.position or 0)
    untold = ""
    if asked.position is None:
        untold = "what of it counts" if asked.figure.look == "memory" and _counted(asked, case.settings) is None else ""
    elif asked.figure.given and not Inversion(case).is_unique:
        untold = "one answer: several give what is given"
    elif is_told_by_attributes(node) and not is_told(node):
        untold = "the padding, which differs from side to side"
    elif asked.figure.look in {"count", "products"} and node.op.traits & _DETAILED and not is_told(node, name):
        untold = "all that counts"
    if untold:
        raise ArchcalcError.of("question", f"{asked.key}: the text of a paper cannot say {untold}",
                               hint="ask for another figure or layer; variants: false keeps the networks' own sizes")


def _together(asked: Question, settings: AnswerSettings) -> Told | None:
    """The question after the memory of all volumes of a network; None for another figure."""
    counted = _counted(asked, settings) if asked.figure.look == "memory" else None
    if counted is None:
        return None
    question = said(
        "How much memory do the outputs of all layers of its table take together, that of the input included?"
    ) if counted else said(
        "How much memory do the outputs of all layers of its table take together, that of the input left out?")
    remarks = list(_remarks(asked, settings))
    return said("{question} ({remarks})", question=question, remarks=listed(remarks)) if remarks else question


def _counted(asked: Question, settings: AnswerSettings) -> bool | None:
    """True where the memory of a network is that of its table, with the input; False without it; None for neither."""
    network = asked.network
    counts = network.counts("memory", settings.memory[0])
    rows = [prod(network.node(position).shape) for position in network.shown]
    own = prod(network.node(0).shape)
    return {sum(rows): True, sum(rows) - own: False}.get(sum(counts))


def needs_table(asked: Question) -> bool:
    """True where more than one layer decides the answer: the sheet shows the whole network."""
    return asked.position is None or asked.figure.look in _OF_TABLES


def _read(asked: Question, node: Node) -> Told:
    """The volume that a layer reads, or each of several."""
    if len(node.inputs) == 1:
        return input_fact(asked.network, node)
    return listed([units.volume(one_image(shape)) for shape in node.input_shapes], "{first} + {others}")


def _given(asked: Question, node: Node) -> Told:
    """The figure that follows from the attribute which is asked for."""
    if asked.figure.given == "output":
        return said("Its output is {output}.", output=units.volume(node.volume))
    *_, params = FIGURES[asked.figure.given].local(node.op, node.input_shapes, node.shape)
    return said("It has {number} parameters, biases included.", number=units.count(params.value))


def _asks(asked: Question, settings: AnswerSettings) -> Told:
    """The figure that is asked for, and in which of several ways it is counted."""
    figure = asked.figure
    node = asked.network.node(asked.position or 0)
    if figure.name == "output" and asked.position is not None:
        return said("What is the output volume ({order})?", order=volume_order(node.shape))
    question = said(figure.question_about(node))
    remarks = list(_remarks(asked, settings))
    return said("{question} ({remarks})", question=question, remarks=listed(remarks)) if remarks else question


def _remarks(asked: Question, settings: AnswerSettings) -> list[Told]:
    """The way in which a figure is counted, where there are several."""
    name, look = asked.figure.name, asked.figure.look
    if name == "params" and settings.params in _BIASES:
        return [said(_BIASES[settings.params])]
    if look == "products":
        first = settings.operations[0]
        return [said("biases left out") if first == "macs" else said("counted as {convention} does", convention=first)]
    if look == "memory" and (settings.unit or name == "bytes"):
        unit = BYTES if name == "bytes" else settings.unit
        each = [said("{number} bytes a value", number=settings.value_bytes)] if unit == BYTES else []
        return [said("in values") if unit == VALUES else said("in bytes"), *each]
    return []
