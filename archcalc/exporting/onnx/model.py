"""A graph as an ONNX model, all but the values of its weights: nodes, functions, shapes, the network's description."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.backends import missing
from archcalc.executor.weights.names import full_name
from archcalc.exporting.onnx.node_builder import FIRST, Body, Constant, NodeStep
from archcalc.exporting.onnx.rules import rules, written
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Op, Shape

DOMAIN = "archcalc"
"""The domain of the functions."""
_FORMAT = 10
"""The oldest version of ONNX's format in which nodes have metadata; opsets may want a newer one."""


class TensorWeight(NamedTuple):
    """A weight in the model: its layer and name, what the tensor is called, and the shape that it is stored in."""

    layer: str
    key: str
    name: str
    shape: Shape


class ModelWriter(NamedTuple):
    """A model without its weights' values, as ONNX's own message, and the weights in order."""

    message: Any
    weights: tuple[TensorWeight, ...]


def library() -> Any:
    """The package `onnx`. Raises ArchcalcError."""
    try:
        return import_module("onnx")
    except ImportError:
        raise missing("onnx", "onnx") from None


def opset(number: int) -> int:
    """The operator set, if the installed package knows it. Raises ArchcalcError."""
    newest = library().defs.onnx_opset_version()
    if not FIRST <= number <= newest:
        raise ArchcalcError.of("opset", f"expected an opset from {FIRST} to {newest}, found {number}",
                               hint="a newer one comes with a newer onnx package" if number > newest else
                               f"--opset {FIRST} is the oldest that can be written")
    return number


def model(graph: Graph, number: int, dynamic: bool = False) -> ModelWriter:
    """A graph in an operator set; `dynamic` leaves the batch open. Raises ArchcalcError."""
    writer = _Writer(graph, opset(number), dynamic)
    for node in graph.nodes:
        if node.inputs or node.op.kind in rules():
            writer.add(node)
        elif "stored" in node.op.traits:
            writer.weights += [TensorWeight(node.name, key, writer.free(full_name(node.name, key)), weight.shape)
                               for key, weight in node.op.weights().items()]  # no node reads them
    if writer.mistakes:
        raise ArchcalcError(writer.mistakes)
    return writer.finished()


class _Writer:
    """A model while it grows."""

    def __init__(self, graph: Graph, number: int, dynamic: bool) -> None:
        self.graph, self.opset, self.dynamic = graph, number, dynamic
        self.helper = library().helper
        self.taken = {node.name for node in graph.nodes}
        self.bodies: dict[tuple[Op, tuple[Shape, ...]], Body] = {}
        self.functions: dict[tuple[Any, ...], Any] = {}
        self.weights: list[TensorWeight] = []
        self.tensors: dict[str, str] = {}
        """What each weight's tensor is called, by the weight's full name."""
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.mistakes: list[Mistake] = []

    def add(self, node: Node) -> None:
        if node.op.kind not in rules():
            fact = Refused("unknown-operator", f"{node.op.kind} cannot be written as ONNX",
                           hint=node.op.summary(*node.input_shapes))
            self.mistakes.append(fact.at(node.place, f"layer {quoted(node.name)}"))
            return
        key = (node.op, node.input_shapes)
        try:
            body = self.bodies.get(key) or written(*key, self.opset, self.dynamic)
        except Refused as fact:
            self.mistakes.append(fact.at(node.place, f"layer {quoted(node.name)}"))
            return
        self.bodies[key] = body
        names = dict(zip(body.xs, (self.graph.nodes[position].name for position in node.inputs), strict=True))
        names |= self.weights_of(node, body)
        message = self.plain(node, body, names) if body.standard else self.call(node, body, names)
        if node.path:
            self.tell(message, "path", list(node.path))
        self.nodes.append(message)

    def weights_of(self, node: Node, body: Body) -> dict[str, str]:
        """Tensor names of a layer's weights; one that another layer holds is written there, and turned here."""
        shared, names = {each.weight: each for each in node.shared}, {}
        for key, shape in body.weights.items():
            full = full_name(node.name, key)
            if key in shared:
                lent = shared[key]
                held = self.tensors[lent.holder]
                names[key] = self.transposed(held, full) if lent.transposed else held
                continue
            names[key] = self.tensors[full] = self.free(full)
            self.weights.append(TensorWeight(node.name, key, names[key], body.stored.get(key, shape)))
        return names

    def transposed(self, tensor: str, name: str) -> str:
        """What a matrix is called with its rows and columns exchanged, by a node that exchanges them."""
        made = self.free(name)
        self.nodes.append(self.helper.make_node("Transpose", [tensor], [made], made, perm=[1, 0]))
        return made

    def free(self, name: str) -> str:
        """A tensor's name that no other has."""
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        return name

    def plain(self, node: Node, body: Body, names: dict[str, str]) -> Any:
        """An operator as one standard node; constants that it reads are called after ONNX's own names of them."""
        (step,) = body.steps
        formal = library().defs.get_schema(step.type, self.opset, "").inputs
        for position, name in enumerate(step.inputs):
            if name in body.constants:
                names[name] = self.free(full_name(node.name, formal[position].name))
                self.constants.append(self.tensor(names[name], body.constants[name]))
        inputs = [names.get(name, name) for name in step.inputs]
        message = self.helper.make_node(step.type, inputs, [node.name], node.name, **dict(step.attributes))
        self.tell_unsaid(message, node.op, body.unsaid)
        return message

    def call(self, node: Node, body: Body, names: dict[str, str]) -> Any:
        """An operator as a call of a function with its name and attributes."""
        op = node.op
        key = (op.kind, *body.key)
        if key not in self.functions:
            number = sum(kind == op.kind for kind, *_ in self.functions) + 1
            self.functions[key] = self.function(op, body, op.kind if number == 1 else f"{op.kind}_{number}")
        inputs = [names[name] for name in (*body.xs, *body.weights)]
        attributes = {name: _plain(value) for name, value in op.attributes.items() if value != ()}
        name = self.functions[key].name
        message = self.helper.make_node(name, inputs, [node.name], node.name, domain=DOMAIN, **attributes)
        self.tell_unsaid(message, node.op, {})
        return message

    def function(self, op: Op, body: Body, name: str) -> Any:
        """A function whose steps are those of the operator."""
        make = self.helper
        nodes = [make.make_node("Constant", [], [name], value=self.tensor(name, constant))
                 for name, constant in body.constants.items()]
        nodes += [_node(make, step) for step in body.steps]
        message = make.make_function(DOMAIN, name, [*body.xs, *body.weights], [*body.steps[-1].outputs], nodes,
                                     [make.make_opsetid("", self.opset)], list(op.fields))
        self.tell(message, "kind", op.kind)
        return message

    def tensor(self, name: str, constant: Constant) -> Any:
        """A constant with its values."""
        types = library().TensorProto
        letter, kind = ("q", types.INT64) if constant.integer else ("f", types.FLOAT)
        values = struct.pack(f"<{len(constant.values)}{letter}", *constant.values)
        return self.helper.make_tensor(name, kind, constant.dims, values, raw=True)

    def tell(self, message: Any, name: str, value: Any) -> None:
        """Something that ONNX has no place for."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        message.metadata_props.add(key=f"archcalc.{name}", value=text)

    def tell_unsaid(self, message: Any, op: Op, unsaid: dict[str, Any]) -> None:
        """Attributes of the operator that the node does not say, or not to the last digit."""
        blurred = {name: value for name, value in op.attributes.items() if inexact(value)}
        for name, value in (unsaid | blurred).items():
            self.tell(message, f"attribute.{name}", json.dumps(value))

    def shaped(self, node: Node) -> Any:
        """A layer's output with its shape."""
        batch = "batch" if self.dynamic else node.shape[0]
        return self.helper.make_tensor_value_info(node.name, library().TensorProto.FLOAT, [batch, *node.shape[1:]])

    def finished(self) -> ModelWriter:
        """The model, all but its weights."""
        nodes, about, make = self.graph.nodes, self.graph.about, self.helper
        outputs = [nodes[position] for position in self.graph.outputs]
        ends = {node.name for node in outputs}
        graph = make.make_graph(
            self.nodes, about.name, [self.shaped(node) for node in self.graph.given],
            [self.shaped(node) for node in outputs], self.constants, about.title,
            [self.shaped(node) for node in nodes
             if (node.inputs or node.op.kind in rules()) and node.name not in ends])
        sets = [make.make_opsetid("", self.opset), *([make.make_opsetid(DOMAIN, 1)] if self.functions else [])]
        message = make.make_model(graph, producer_name="archcalc", doc_string=about.title, opset_imports=sets,
                                  functions=list(self.functions.values()))
        message.ir_version = max(_FORMAT, make.find_min_ir_version_for(sets[:1]))
        self.tell(message, "name", about.name)
        self.tell(message, "description", about.description)
        return ModelWriter(message, tuple(self.weights))


def _node(make: Any, step: NodeStep) -> Any:
    return make.make_node(step.type, step.inputs, [*step.outputs], **dict(step.attributes))


def _plain(value: Any) -> Any:
    """An attribute of an operator in ONNX's form: flags as 0 and 1, lists of lists and of operators as JSON."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple | dict):
        return json.dumps(value)
    return value


def inexact(value: object) -> bool:
    """True where a number is another after ONNX's attributes, which are float32, have held it with seven digits.

    >>> inexact(1e-5), inexact(0.123456789)
    (False, True)
    """
    if not isinstance(value, float):
        return False
    try:
        (held,) = struct.unpack("<f", struct.pack("<f", value))
    except OverflowError:
        return True
    return not any(float(f"{held:.{digits}g}") == value for digits in _digits(held))


def _digits(held: float) -> Iterator[int]:
    """The fewest digits that tell a float32 from its neighbours."""
    for digits in range(1, 10):
        if struct.pack("<f", float(f"{held:.{digits}g}")) == struct.pack("<f", held):
            yield digits
            return
