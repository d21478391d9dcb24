"""Questions about one layer, about what it sees, and about a whole network whose layers are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import add, mul
from random import Random

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.homework.handouts.items import TERMS, Draft, Item, Wording, item
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import Told, listed, passage, said
from archcalc.homework.questions import keys
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.layer_facts import (
    further,
    input_fact,
    is_told_by_attributes,
    layer_facts,
    rounding,
    source_volume,
    volume_order,
)
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.network.graph import Node
from archcalc.operators.shape_kinds import is_spatial

_ASKED = {"output": 4, "params": 4, "bytes": 2, "macs": 2, "receptive_field": 2, "weights": 1}
"""How often each figure is asked for."""
_TOTALS = ("params", "macs")
_MOST_LAYERS, _MOST_OF_A_NETWORK = 8, 12
"""So many layers a text names on the way to a receptive field, and of a whole network."""
_TOLD = {"norm": {"params", "bytes"}, "attention": {"params", "weights", "bytes", "macs"},
         "recurrent": {"params", "weights", "macs"}}
"""Figures that a question's text can say enough of, by what a layer is."""
_HIDING = ("mask", "causal", "window")
"""What hides tokens from an attention: whether hidden products are counted, a question's text does not say."""
_ASKS = {
    "params": "How many parameters does it have, biases included?",
    "weights": "How many weights does it have, biases left out?",
    "bytes": "How many bytes does its output take in float32, four bytes a value?",
    "macs": "How many multiply-adds does it take, biases left out?",
}
_ASKS_IN_ALL = {
    "params": "How many parameters does the network have in all, biases included?",
    "macs": "How many multiply-adds does the network take in all, biases left out?",
}


def drafts(network: AskedNetwork) -> Iterator[Draft]:
    """Every question about a layer, and those about the whole."""
    for position in network.shown:
        if len(network.node(position).inputs) == 1:
            for name, often in _ASKED.items():
                yield from [partial(_about_a_layer, keys.of(network, position, name))] * often
    for name in _TOTALS:
        yield from [partial(_about_the_whole, keys.of(network, None, name))] * 2


def is_answerable(asked: Question) -> bool:
    """True where there is a right answer to work out, and the text can say all that it follows from."""
    try:
        right = asked.targets(TERMS.settings)[0]
    except ArchcalcError:
        return False
    node = asked.network.node(asked.position or 0)
    if asked.figure.look in {"volume", "field"}:
        return "sliding" in node.op.traits and is_told(node)
    if not is_told(node, asked.figure.name):
        return False
    return bool(right.value) or (asked.figure.name == "params" and "pooling" in node.op.traits)


def is_told(node: Node, figure: str = "params") -> bool:
    """True where a layer's facts say all: a window padded alike on both sides, neurons, a norm by channels."""
    if is_told_by_attributes(node):
        padding = node.op.attributes.get("padding", "same")
        alike = isinstance(padding, str) or padding[::2] == padding[1::2]
        return alike and not any(node.op.attributes.get("output_padding", ()))
    if "pooling" in node.op.traits:
        return not node.op.fields
    asked = set().union(*(figures for trait, figures in _TOLD.items() if trait in node.op.traits))
    hidden = any(node.op.attributes.get(name, "none") not in {"none", 0} for name in _HIDING)
    return figure in asked and further(node) is not None and not (hidden and figure == "macs")


def _about_a_layer(asked: Question, rng: Random, language: Language) -> Item | None:
    """A question about one figure of a layer."""
    if not is_answerable(asked):
        return None
    node = asked.network.node(asked.position or 0)
    if asked.figure.name == "receptive_field":
        return _about_a_field(asked, node, rng, language)
    facts = said("{facts}, on {input}.", facts=layer_facts(node), input=input_fact(asked.network, node))
    sized = asked.figure.name in {"output", "bytes", "macs"}
    question = passage(rounding(node) if sized else None, asks(asked, node))
    named = said("{network}, {layer}: {facts}", network=asked.network.graph.about.title, layer=node.name, facts=facts)
    return item(asked, Wording(named, question, facts), rng, language,
                tells=(units.volume(source_volume(asked.network.graph, node)), node.name))


def asks(asked: Question, node: Node) -> Told:
    """The figure that is asked for, and how it is counted."""
    if asked.figure.look == "volume":
        return said("What is the output volume ({order})?", order=volume_order(node.shape))
    return said(_ASKS[asked.figure.name])


def _about_a_field(asked: Question, node: Node, rng: Random, language: Language) -> Item | None:
    """A question about what a layer sees, where the windows from the input on are few and one after another."""
    way = _way(asked.network, asked.position or 0)
    if not 1 < len(way) <= _MOST_LAYERS or _seen(way) != asked.targets(TERMS.settings)[0].value:
        return None
    facts = said("{network}: the layers from the input to {layer} are {layers}.", layer=node.name,
                 network=asked.network.graph.about.title, layers=_named(way))
    question = said("How large is the receptive field at {layer}?", layer=node.name)
    return item(asked, Wording(facts, question, facts), rng, language, tells=(each.name for each in way))


def _seen(way: list[Node]) -> tuple[int, ...]:
    """The field of the windows on the way by themselves, where no layer between them sees more."""
    windows = [node.op.window(*node.input_shapes) for node in way]
    size = stride = (1,) * len(windows[0].kernel)
    for window in windows:
        added = ((kernel - 1) * step * rate
                 for kernel, step, rate in zip(window.kernel, stride, window.dilation, strict=True))
        size, stride = tuple(map(add, size, added)), tuple(map(mul, stride, window.stride))
    return size


def _named(layers: Iterable[Node]) -> Told:
    return listed([said("{layer} ({facts})", layer=node.name, facts=layer_facts(node)) for node in layers],
                  "{first}; {others}")


def _way(network: AskedNetwork, position: int) -> list[Node]:
    """The windows from the input on; none where they are many, or not one after another."""
    way: list[Node] = []
    while (node := network.node(position)).inputs:
        if len(node.inputs) > 1 or not is_spatial(node.shape) or len(way) > _MOST_LAYERS:
            return []
        if "sliding" in node.op.traits:
            if not is_told(node):
                return []
            way.append(node)
        position = node.inputs[0]
    return way[::-1]


def _about_the_whole(asked: Question, rng: Random, language: Language) -> Item | None:
    """A question about a whole network, whose layers are few and stand one after another."""
    layers = _layers(asked)
    if not layers:
        return None
    entrance = units.volume(asked.network.node(0).volume)
    facts = said("{network} reads {input}. Its layers, one after another: {layers}.", input=entrance,
                 network=asked.network.graph.about.title, layers=_named(layers))
    rounded = next((told for told in map(rounding, layers) if told), None)
    return item(asked, Wording(passage(facts, rounded), said(_ASKS_IN_ALL[asked.figure.name]), facts), rng, language,
                tells=(node.name for node in layers))


def _layers(asked: Question) -> list[Node]:
    """The layers of a chain that a question has to name; none where they are many, or others count as well."""
    graph = asked.network.graph
    nodes = graph.nodes[1:]
    if any(len(node.inputs) != 1 or node.inputs[0] != i for i, node in enumerate(nodes)):
        return []
    named = [node for node in nodes if is_told(node, asked.figure.name)]
    silent = [(i, node) for i, node in enumerate(nodes, 1) if not is_told(node, asked.figure.name)]
    counts = [next(asked.figure.targets(asked.network, i, TERMS.settings)).value for i, _ in silent]
    kept = all(node.input_shapes[0] == node.shape or "reshape" in node.op.traits for _, node in silent)
    return named if 1 < len(named) <= _MOST_OF_A_NETWORK and kept and not any(counts) else []
