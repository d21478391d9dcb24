"""Nodes that are alike: what a rule makes of one, from what it looked at, it makes of all that are the same there.

A rule of which one layer came, and that asked for nothing beyond its node's operands and attributes, is not run again
for a node of the same operator and attributes whose operands have the same shapes, and the same number types where it
asked for these. What it asked of the node behind (a sum that might be a bias) is asked anew.
"""

from __future__ import annotations

from typing import Any

from archcalc.base.axis_order import Grouped, Signal
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NOTHING, NodeView
from archcalc.loading.onnx.records import Record
from archcalc.loading.onnx.tensors import FLOATS, Tensor
from archcalc.loading.onnx.translation_context import Flow, TranslationContext

MOST_KINDS = 20_000
"""So many kinds of nodes are remembered."""
_new = tuple.__new__
"""Makes a named tuple of all its values in half the time."""
_DECIDED = frozenset({tuple, Signal, Grouped})


class _Made(NamedTuple):
    """A rule's result: the layer's operator, what it reads and holds by the places of operands, what it asked for."""

    kind: str
    attributes: dict[str, Any]
    reads: tuple[int, ...]
    weights: tuple[tuple[str, int, tuple[int, ...]], ...]
    followers: frozenset[str]
    scalar: bool


class AlikeNodes:
    """The kinds of nodes of one file so far, and what rules made of them."""

    def __init__(self, context: TranslationContext) -> None:
        self.context, self.values = context, context.values
        self.made: dict[tuple[Any, ...], _Made] = {}
        self.typed: set[str] = set()
        """The operators whose rules ask for their operands' number types."""
        self.looks: dict[int, int] = {}
        """Rules' views of arrays, numbered, by their identity: they are the context's for as long as it is there."""
        self.numbers: dict[tuple[Any, ...], int] = {}

    def layer(self, number: int, record: Record) -> Layer | None:
        """The layer of a node that is like one before, whose output is known after it; None of any other."""
        made = self.made.get(self.kind(number, record))
        if made is None:
            return None
        context, values, inputs, output = self.context, self.values, record.inputs, record.outputs[0]
        kind, attributes, places, weights, followers, scalar = made
        if followers and context.lone_reader(output) in followers:
            return None
        wish, path = context.places[number]
        name = context.new_name(wish, kind)
        reads: tuple[str, ...] = tuple([values[inputs[place]][0] for place in places])
        context.read.update(reads)
        shared = () if not weights else tuple([pair for weight, place, shape in weights if (pair := context.hold_weight(
            name, weight, values[inputs[place]].reshaped(shape), record.origin))])  # type: ignore[union-attr]
        context.give(output, _new(Flow, (name, scalar)))
        return _new(Layer, (name, kind, attributes, reads, path, None, NOTHING, shared, None, None))

    def kind(self, number: int, record: Record) -> tuple[Any, ...]:
        """All that a rule may look at of a node; nothing of one whose layer cannot be made without it."""
        op, domain, _, names, outputs, attributes, remarks, _ = record
        if remarks or len(outputs) != 1:
            return ()
        values, volume = self.values, self.context.volume
        parts: list[Any] = [op, domain, id(attributes), not self.context.places[number][0]]
        layers: list[str] = []
        for name in names:
            value = values.get(name)
            if type(value) is Flow:
                layer, scalar = value
                shape = volume(layer)
                if type(shape) not in _DECIDED:
                    return ()
                parts += (shape, type(shape), scalar)
                layers.append(layer)
            elif type(value) is Tensor:
                parts += (self.looks.get(id(value)) or self.look(value), names.index(name))
            elif name:
                return ()
            else:
                parts.append(None)
        if op in self.typed and not self.context.sole_kind:
            parts += map(self.context.kind, names)
        return tuple(parts) if len(layers) < 2 or len({*layers}) == len(layers) else ()

    def look(self, tensor: Tensor) -> int:
        """The number of a rule's view: of learned rows of the file the shape and type, of other arrays everything."""
        is_row = tensor.values is None or (tensor.kind in FLOATS and len(tensor.values) > 1)
        is_plain = is_row and tensor.name and tensor.made is None and not tensor.views and not tensor.terms
        seen = (tensor.shape, tensor.kind) if is_plain else (id(tensor),)
        found = self.looks[id(tensor)] = self.numbers.setdefault(seen, len(self.numbers) + 1)
        return found

    def note(self, node: NodeView, answer: Any) -> None:
        """Remember what a rule made of a node, if it is all that nodes like it need."""
        if node.has_asked or type(answer) is not Flow or len(node.made) != 1 or len(self.made) >= MOST_KINDS:
            return
        if node.has_asked_kinds:
            self.typed.add(node.op)
        layer, operands = node.made[0], node.operands()
        places = {value.layer: place for place, value in enumerate(operands) if type(value) is Flow}
        weights = [(name, held) for name, tensor in node.held_weights.items() if (held := _held(operands, tensor))]
        if answer.layer != layer.name or any(read not in places for read in layer.inputs) or (
                len(weights) < len(node.held_weights)):
            return
        key = self.kind(node.number, node.record)
        if key and (node.named or not node.name):
            self.made[key] = _Made(layer.kind, layer.attributes, tuple(places[read] for read in layer.inputs),
                                   tuple((name, *held) for name, held in weights), frozenset(node.asked_followers),
                                   answer.scalar)


def _held(operands: list[Any], tensor: Tensor) -> tuple[int, tuple[int, ...]] | None:
    """The operand that an array is, under the shape that it has; None of any other array."""
    for place, operand in enumerate(operands):
        if type(operand) is Tensor and operand.reshaped(tensor.shape) == tensor:
            return place, tensor.shape
    return None
