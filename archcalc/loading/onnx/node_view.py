"""A node as the rules of translation see it: what it reads, layers or arrays, and the layers that it becomes.

A rule is given a `NodeView` and nothing else; what a node cannot tell by itself, it asks its `TranslationContext`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Any

from archcalc.base.errors import quoted
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.records import remark
from archcalc.loading.onnx.tensors import Number, Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow, TranslationContext, Value
from archcalc.operators.operator import Shape

_OVERRIDE = "archcalc.attribute."

NOTHING: dict[str, Any] = {}
"""The attributes of operators that have none, shared by their layers."""


class NoRule(Exception):
    """A node that archcalc has no rule for: why, and its output's shape where that much can be told.

    It is `behind` others where it might have one, were it known what they give.
    """

    def __init__(self, reason: str, shape: Shape | None = None, *, behind: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.shape, self.behind = reason, shape, behind


Rule = Callable[["NodeView"], Answer | Generator[Layer, None, Answer]]


class NodeView:
    """One node: its operands, attributes, and the layers made for it so far."""

    def __init__(self, context: TranslationContext, number: int) -> None:
        self.context, self.number = context, number
        self.record = record = context.model.nodes[number]
        self.name, self.path = context.places[number]
        self.op, self.inputs, self.attributes = record.op, record.inputs, record.attributes
        self.made: list[Layer] = []
        self.values: list[Value | None] | None = None
        self.named = False

    def operand(self, number: int) -> Value | None:
        """An operand; None where it is left out."""
        values = self.operands()
        return values[number] if number < len(values) else None

    def operands(self) -> list[Value | None]:
        """All of them."""
        if self.values is None:
            value = self.context.value
            self.values = [value(name) if name else None for name in self.inputs]
        return self.values

    def flow(self, number: int = 0) -> Flow:
        """An operand that is a layer's output."""
        value = self.operand(number)
        if not isinstance(value, Flow):
            raise NoRule(f"its operand {number + 1} is not a layer's output")
        return value

    def tensor(self, number: int) -> Tensor | None:
        """An operand that is an array of the file; None where it is left out."""
        value = self.operand(number)
        if value is not None and not isinstance(value, Tensor):
            raise NoRule(f"its operand {number + 1} is not an array of the file")
        return value

    def held(self, number: int) -> Tensor:
        """An array of the file that must be there."""
        tensor = self.tensor(number)
        if tensor is None:
            raise NoRule(f"its operand {number + 1} is missing")
        return tensor

    def known(self, number: int, attribute: str = "") -> tuple[Number, ...] | None:
        """The values of an operand, or of the attribute that older files have in its place; None where neither is."""
        if attribute in self.attributes:
            given = self.attributes[attribute]
            return tuple(given) if isinstance(given, tuple) else (given,)
        tensor = self.tensor(number)
        if tensor is not None and tensor.values is None:
            raise NoRule(f"the values of its operand {number + 1} are not known")
        return None if tensor is None else tensor.values

    def whole(self, number: int, attribute: str = "") -> tuple[int, ...] | None:
        """The same as integers."""
        values = self.known(number, attribute)
        return None if values is None else tuple(map(int, values))

    def integer(self, name: str, default: int) -> int:
        """An attribute that is an integer."""
        value = self.attributes.get(name, default)
        if not isinstance(value, int):
            raise NoRule(f"its attribute {quoted(name)} is no integer")
        return value

    def integers(self, name: str, count: int, default: int) -> tuple[int, ...]:
        """An attribute that is a row of integers."""
        value = self.attributes.get(name)
        if not value:
            return (default,) * count
        if not isinstance(value, tuple) or len(value) != count or set(map(type, value)) != {int}:
            raise NoRule(f"its attribute {quoted(name)} does not hold {count} integers")
        return value

    def shape(self, value: Value | None) -> Shape:
        """The shape of an operand or of a layer made here and placed."""
        if isinstance(value, Tensor):
            return value.shape
        shape = self.context.volume(value.layer) if isinstance(value, Flow) else None
        if shape is None:
            raise NoRule("an operand's shape is not known")
        return shape

    def axis(self, axis: int, rank: int) -> int:
        """An axis counted from the front."""
        if not -rank <= axis < rank:
            raise NoRule(f"it names axis {axis} of {rank}")
        return axis % rank

    def only_first(self) -> None:
        """Refuse where more than the first output is used."""
        if any(output and not self.context.is_unused(output) for output in self.record.outputs[1:]):
            raise NoRule("more than its first output is used")

    def add(self, kind: str, *reads: Flow, weights: dict[str, Tensor] | None = None, **attributes: Any) -> Flow:
        """One more layer; the first is called as the node is, others by their kind behind it."""
        if self.named or not self.name:
            return self.aside(kind, *reads, weights=weights, **attributes)
        self.named = True
        name = self.context.new_name(self.name, kind)
        if self.record.remarks:
            attributes |= self.overridden()
        return self._made(name, kind, reads, attributes, weights or {})

    def aside(self, kind: str, *reads: Flow, weights: dict[str, Tensor] | None = None, **attributes: Any) -> Flow:
        """A layer that only brings values into the shape that another one wants."""
        name = self.context.new_name(f"{self.name}/{kind}" if self.name else "", kind)
        return self._made(name, kind, reads, attributes, weights or {})

    def overridden(self) -> dict[str, Any]:
        """Attributes that archcalc's own export notes beside a node, since the node cannot say them."""
        return {key.removeprefix(_OVERRIDE): remark(self.record.remarks, key) for key in self.record.remarks
                if key.startswith(_OVERRIDE)}

    def pass_over(self, attribute: str) -> None:
        """Leave out what archcalc's own export notes of an attribute."""
        kept = {key: value for key, value in self.record.remarks.items() if key != _OVERRIDE + attribute}
        self.record = self.record._replace(remarks=kept)

    def _made(self, name: str, kind: str, reads: tuple[Flow, ...], attributes: dict[str, Any],
              weights: dict[str, Tensor]) -> Flow:
        hold = self.context.hold_weight
        shared = tuple([pair for weight, tensor in weights.items()
                        if (pair := hold(name, weight, tensor))]) if weights else ()
        self.made.append(Layer(name, kind, self._equal(kind, attributes), tuple([flow.layer for flow in reads]),
                               self.path, shared=shared))
        return Flow(name)

    def _equal(self, kind: str, attributes: dict[str, Any]) -> dict[str, Any]:
        """The attributes, as the same mapping for all layers that have them: what is made of them is made once."""
        if not attributes:
            return NOTHING
        try:
            same: dict[str, Any] = self.context.remembered((kind, *attributes.items()), attributes)
        except TypeError:
            return attributes
        return same

    def placed(self) -> Iterable[Layer]:
        """The layers made so far, given out so that their shapes are known."""
        made, self.made = self.made, []
        yield from made

    def follower(self, op: str, of: str | None = None) -> NodeView | None:
        """The node that alone reads this node's first output, if it is such a one."""
        number = self.context.sole_reader(of or self.record.outputs[0], op)
        return None if number is None else NodeView(self.context, number)

    def other(self, than: str) -> Value | None:
        """The second operand of two, where one is the value called so."""
        names = [name for name in self.inputs if name != than]
        return self.context.value(names[0]) if len(self.inputs) == 2 and len(names) == 1 else None

    def settle(self, *absorbed: NodeView) -> None:
        """Take other nodes as translated with this one, whose output is the last one's."""
        self.context.translated.update(node.number for node in absorbed)
        self.record = self.record._replace(outputs=absorbed[-1].record.outputs)
