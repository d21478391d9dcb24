"""A node as the rules of translation see it: what it reads, layers or arrays, and the layers that it becomes.

A rule is given a `NodeView` and nothing else; what a node cannot tell by itself, it asks its `TranslationContext`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Any

from archcalc.base.errors import quoted
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.inferred_shapes import KnownOperand, inferred
from archcalc.loading.onnx.records import remark
from archcalc.loading.onnx.tensors import FLOATS, LEARNED, Number, Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow, TranslationContext, Value
from archcalc.operators.operator import Shape

_OVERRIDE = "archcalc.attribute."

NOTHING: dict[str, Any] = {}
"""The attributes of operators that have none, shared by their layers."""


class NoRule(Exception):
    """A node without a rule: why, and its output's shape if known; `behind` others, of which the same is not known."""

    def __init__(self, reason: str, shape: Shape | None = None, *, behind: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.shape, self.behind = reason, shape, behind


Rule = Callable[["NodeView"], Answer | Generator[Layer, None, Answer]]


class NodeView:
    """One node: its operands, attributes, and the layers made for it so far."""

    def __init__(self, context: TranslationContext, number: int) -> None:
        self._context, self.number, self.opset = context, number, context.opset
        self.recalled, self.remembered = context.recalled, context.remembered
        self.record = record = context.nodes[number]
        self.name, self.path = context.places[number]
        self.op, self.inputs, self.attributes = record.op, record.inputs, record.attributes
        self.made: list[Layer] = []
        self.values: list[Value | None] | None = None
        self.named = False
        self.has_asked = False
        """True once its rule looks further than at its own operands and attributes."""
        self.has_asked_kinds = False
        """True once its rule asks of which number types its operands are."""
        self.asked_followers: list[str] = []
        """The operators that no node behind it was found to have."""
        self.held_weights: dict[str, Tensor] = {}
        """The arrays of the layer made last."""
        self.stands_for = False
        """True once its layers are those of another operator, so that its output is not what the file's nodes read."""

    @property
    def context(self) -> TranslationContext:
        """The network around it."""
        self.has_asked = True
        return self._context

    def operand(self, number: int) -> Value | None:
        """An operand; None where it is left out."""
        values = self.operands()
        return values[number] if number < len(values) else None

    def operands(self) -> list[Value | None]:
        """All of them."""
        if self.values is None:
            self.values = [self._context.value(name) if name else None for name in self.inputs]
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
        self.has_asked = self.has_asked or (tensor is not None and tensor.kind in FLOATS)
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

    def flag(self, name: str, default: bool = False) -> bool:
        """An attribute that is 0 or 1."""
        if (value := self.integer(name, int(default))) not in {0, 1}:
            raise NoRule(f"its attribute {quoted(name)} is neither 0 nor 1")
        return value == 1

    def integers(self, name: str, count: int, default: int) -> tuple[int, ...]:
        """An attribute that is a row of integers."""
        value = self.attributes.get(name)
        if not value:
            return (default,) * count
        if not isinstance(value, tuple) or len(value) != count or set(map(type, value)) != {int}:
            raise NoRule(f"its attribute {quoted(name)} does not hold {count} integers")
        return value

    def kind(self, number: int) -> int:
        """ONNX's number of the type of an operand; 0 where it is not known."""
        self.has_asked_kinds = True
        return self._context.kind(self.inputs[number]) if number < len(self.inputs) else 0

    def shape(self, value: Value | None) -> Shape:
        """The shape of an operand or of a layer made here and placed."""
        if isinstance(value, Tensor):
            return value.shape
        if isinstance(value, Flow) and value.scalar:
            return ()
        shape = self._context.volume(value.layer) if isinstance(value, Flow) else None
        if shape is None:
            raise NoRule("an operand's shape is not known")
        return shape

    def volume(self, number: int) -> Flow:
        """An operand as a layer's output; an array of the file becomes a layer that holds it."""
        value = self.operand(number)
        return self.constant(value) if isinstance(value, Tensor) else self.flow(number)

    def constant(self, tensor: Tensor) -> Flow:
        """A layer that holds an array: what the file has of fractions is learned, what follows from sizes is not."""
        if 0 in tensor.shape:
            raise NoRule("it is given an array without values")
        shape = tensor.shape or (1,)
        made = self.aside("constant", weights={"values": tensor.reshaped(shape)}, shape=shape,
                          learned=self.is_learned(tensor))
        return Flow(made.layer, not tensor.shape)

    def is_learned(self, tensor: Tensor) -> bool:
        """True of an array of fractions that the file holds, or that is made of such, but for one that only hides."""
        return tensor.kind in LEARNED and bool(tensor.sources) and not tensor.only_hides

    def inferred(self) -> list[KnownOperand | None]:
        """What ONNX's own rules tell of the outputs."""
        known = [self._known(number, value) for number, value in enumerate(self.operands())]
        return inferred(self.record, known, self.context.opset)

    def _known(self, number: int, value: Value | None) -> KnownOperand | None:
        if isinstance(value, Tensor):
            return KnownOperand(value.shape, value.kind, value.values)
        shape = self._context.volume(value.layer) if isinstance(value, Flow) else None
        return None if shape is None else KnownOperand(self.shape(value), self.kind(number))

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
        name = self._context.new_name(self.name, kind)
        if self.record.remarks:
            attributes |= self.overridden()
        return self._made(name, kind, reads, attributes, weights or {})

    def aside(self, kind: str, *reads: Flow, weights: dict[str, Tensor] | None = None, **attributes: Any) -> Flow:
        """A layer that only brings values into the shape that another one wants."""
        name = self._context.new_name(f"{self.name}/{kind}" if self.name else "", kind)
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
        hold, origin = self._context.hold_weight, self.record.origin
        shared = tuple([pair for weight, tensor in weights.items()
                        if (pair := hold(name, weight, tensor, origin))]) if weights else ()
        self.held_weights = weights
        layers = tuple([flow.layer for flow in reads])
        self._context.read.update(layers)
        same = self._context.equal(kind, attributes) if attributes else NOTHING
        self.made.append(Layer(name, kind, same, layers, self.path, shared=shared))
        return Flow(name, bool(reads) and not weights and all(flow.scalar for flow in reads))

    def placed(self) -> Iterable[Layer]:
        """The layers made so far, given out so that their shapes are known."""
        made, self.made, self.has_asked = self.made, [], True
        yield from made

    def follower(self, op: str, of: str | None = None) -> NodeView | None:
        """The node that alone reads this node's first output, if it is such a one."""
        if self.stands_for:
            return None
        context = self._context if of is None else self.context
        number = context.sole_reader(of or self.record.outputs[0], op)
        if number is not None or of is not None:
            return None if number is None else NodeView(self.context, number)
        self.asked_followers.append(op)
        return None

    def other(self, than: str) -> Value | None:
        """The second operand of two, where one is the value called so."""
        names = [name for name in self.inputs if name != than]
        return self._context.value(names[0]) if len(self.inputs) == 2 and len(names) == 1 else None

    def settle(self, *absorbed: NodeView) -> None:
        """Take other nodes as translated with this one, whose output is the last one's."""
        self.context.translated.update(node.number for node in absorbed)
        self.record = self.record._replace(outputs=absorbed[-1].record.outputs)
