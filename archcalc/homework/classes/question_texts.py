"""Questions of a rubric in words: the layer and all that it does, what it reads, what is asked, how it is counted."""

from __future__ import annotations

from archcalc.base import units
from archcalc.homework.languages.spoken import Told, listed, passage, said
from archcalc.homework.questions.askable import FIGURES, Question
from archcalc.homework.questions.layer_facts import input_fact, layer_facts, rounding, volume_order
from archcalc.homework.questions.right_answers import BYTES, VALUES, AnswerSettings
from archcalc.network.graph import Node
from archcalc.operators.shape_kinds import one_image

_BIASES = {("exact",): "biases included", ("weights",): "biases left out"}
"""How parameters are counted, where one count alone is right."""
_OF_SIZES = frozenset({"volume", "memory", "products"})
"""Figures that depend on how sizes are rounded, by their look."""
_OF_TABLES = frozenset({"field"})


def text(asked: Question, settings: AnswerSettings) -> Told:
    """A question as a sentence: what it is about, and what is asked."""
    title = asked.network.graph.about.title
    if asked.position is None:
        part = "" if asked.network.called == "total" else asked.network.called
        whole = said("{network}, all of {part}:", network=title, part=part) if part \
            else said("{network}, the whole network:", network=title)
        return passage(whole, _asks(asked, settings))
    node = asked.network.node(asked.position)
    if not node.inputs:
        return passage(said("{network}, {layer}:", network=title, layer=node.name), _asks(asked, settings))
    given = asked.figure.given
    facts = said("{facts}, on {input}.", facts=layer_facts(node, asked.figure.name if given else ""),
                 input=_read(asked, node))
    rounded = rounding(node) if asked.figure.look in _OF_SIZES or given == "output" else None
    return passage(said("{network}, {layer}: {facts}", network=title, layer=node.name, facts=facts),
                   _given(asked, node) if given else None, rounded, _asks(asked, settings))


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
    if figure.name == "output" and asked.position is not None:
        order = volume_order(asked.network.node(asked.position).shape)
        return said("What is the output volume ({order})?", order=order)
    remarks = list(_remarks(asked, settings))
    return said("{question} ({remarks})", question=said(figure.question), remarks=listed(remarks)) if remarks \
        else said(figure.question)


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
